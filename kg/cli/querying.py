"""``kg query``: lists the saved queries, or asks one and writes the answer."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text
from typer.exceptions import TyperException

from kg.cli.naming import meant, shown
from kg.cli.streams import standard_output
from kg.errors import QueryError
from kg.queries import LIMIT, TIMEOUT, Parameter, Result, SavedQuery, find, load, run, run_text, serialise
from kg.stores import Store, open_directory, open_files

if TYPE_CHECKING:
    from kg.cli.servers import ServerOptions

__all__ = ["Question", "ask"]

#: Columns of a table that goes to a file or a pipe, where nobody's window wraps it.
_WIDE = 240


@dataclass(frozen=True, slots=True)
class Question:
    """The options of ``kg query``, as given."""

    name: str | None = None
    graphs: tuple[Path, ...] = ()
    parameters: tuple[str, ...] = ()
    store: Path | None = None
    server: "ServerOptions | None" = None
    default_graph: str | None = None
    format: str = "table"
    sparql: str | None = None
    file: Path | None = None
    queries: Path | None = None
    limit: int | None = None
    timeout: float | None = None
    joined: bool = True


def ask(question: Question) -> None:
    """Print the answer, or without a query the list of the saved ones.

    Raises KgError and TyperException for what cannot be asked or answered.
    """
    given = [way for way in (question.name, question.sparql, question.file) if way is not None]
    if len(given) > 1:
        raise TyperException("give one of NAME, --sparql and --file")
    if not given:
        _list(load(question.queries))
        return
    result = _answer(question)
    if question.format == "table":
        _print_table(result)
    else:
        with standard_output() as stream:
            stream.write(serialise(result, question.format))
    if result.message:
        typer.echo(f"kg: {result.message}", err=True)


def _answer(question: Question) -> Result:
    limit, timeout = question.limit or LIMIT, question.timeout or TIMEOUT
    if question.name is not None:
        query = find(load(question.queries), question.name)
        parameters = _parameters(question.parameters)
        return run(query, _store(question), parameters, limit=limit, timeout=timeout)
    if question.parameters:
        raise TyperException("--param goes with a saved query; write the values into the SPARQL")
    return run_text(_text(question), _store(question), limit=limit, timeout=timeout)


def _text(question: Question) -> str:
    if question.file is None:
        return question.sparql or ""
    try:
        return question.file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{question.file}: cannot be read ({error}); give a file of SPARQL in UTF-8") from error


def _store(question: Question) -> Store:
    if sum((bool(question.graphs), question.store is not None, question.server is not None)) > 1:
        raise TyperException("--graph, --store and --endpoint exclude each other")
    if question.server is not None:
        return _on_server(question.server, question.default_graph)
    if question.store:
        return open_directory(question.store)
    if not question.graphs:
        raise TyperException("say what to ask: --graph FILE, --store DIR or --endpoint URL")
    return open_files(question.graphs, joined=question.joined)


def _on_server(server: "ServerOptions", default_graph: str | None) -> Store:
    # the HTTP client is loaded only where it is needed
    from kg.cli.servers import connect
    from kg.stores.remote import RemoteStore

    return RemoteStore(connect(server), default_graph=default_graph)


def _parameters(given: tuple[str, ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise TyperException(f"“{pair}” is no parameter; write --param NAME=VALUE")
        if name in found:
            raise TyperException(f"the parameter {name} is given twice")
        found[name.strip()] = meant(value.strip())
    return found


def _console() -> Console:
    console = Console(highlight=False)
    wide = not console.is_terminal and "COLUMNS" not in os.environ
    return Console(highlight=False, width=_WIDE) if wide else console


def _print_table(result: Result) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in result.columns:
        table.add_column(column, overflow="fold")
    for row in result.rows:
        table.add_row(*(Text(shown(value)) for value in row))
    _console().print(table)
    number = len(result.rows)
    typer.echo(f"{number} row{'' if number == 1 else 's'}", err=True)


def _list(queries: Mapping[str, SavedQuery]) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in ("query", "parameters", "answers"):
        table.add_column(column, overflow="fold")
    for query in queries.values():
        parameters = " ".join(_shown(parameter) for parameter in query.parameters)
        table.add_row(query.name, Text(parameters), Text(query.summary))
    _console().print(table)
    typer.echo("ask one: kg query NAME --param NAME=VALUE --graph FILE  ([...] may be left out)", err=True)


def _shown(parameter: Parameter) -> str:
    return parameter.name if parameter.required else f"[{parameter.name}]"

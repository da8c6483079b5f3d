"""``kg build``: progress while it runs, a summary at its end, refusals listed with their reasons."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text
from typer.exceptions import TyperException

from kg.analysis import DEFAULT
from kg.cli.linking import beside
from kg.cli.streams import standard_output
from kg.linking import Decisions, read_decisions
from kg.model import Refusal
from kg.pipeline import Engine, Reading, Summary, build, syntax_of
from kg.pipeline.output import replacing
from kg.pipeline.services import online_linker
from kg.settings import read_settings
from kg.vocabulary import DATA_BASE

__all__ = ["Request", "run"]

Watch = Callable[[Reading | Refusal], None]

_STDOUT = Path("-")
#: Situation types on the line of the summary.
_TYPES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Request:
    """The options of ``kg build``, as given."""

    inputs: tuple[str, ...]
    output: Path = _STDOUT
    output_dir: Path | None = None
    syntax: str | None = None
    pipeline: str | None = None
    stdin_format: str | None = None
    base: str | None = None
    keep_text: bool = False
    link: str = "offline"
    contact: str | None = None
    report: Path | None = None
    quiet: bool = False
    verbose: bool = False


def run(request: Request) -> int:
    """Build as asked and return the exit code: 0, or 1 where inputs were refused.

    Raises KgError and TyperException for what makes the whole build impossible.
    """
    _check(request)
    # the libraries that read pages log what the refusals say better
    for library in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    engine = Engine.load(request.pipeline or DEFAULT, base=request.base or DATA_BASE, keep_text=request.keep_text)
    engine = _linking(engine, request)
    with _shown(console, request) as watch, _target(request) as target:
        summary = build(
            request.inputs,
            target,
            engine=engine,
            syntax=_syntax(request),
            per_article=request.output_dir is not None,
            stdin_format=request.stdin_format,
            watch=watch,
        )
    _print(console, summary, request)
    if request.report:
        _write_report(summary, request.report)
    return 1 if summary.refused else 0


def _linking(engine: Engine, request: Request) -> Engine:
    """The engine that links as asked, with the decisions kept beside the output; ready before any article is read."""
    kept = beside(request.output) if request.output != _STDOUT else None
    decisions = read_decisions(kept) if kept else Decisions()
    online = None
    if request.link == "online":
        online = online_linker(read_settings().with_options(contact=request.contact), engine.gazetteer)
    return replace(engine, linked=request.link != "none", online=online, decisions=decisions)


def _check(request: Request) -> None:
    if request.output_dir and request.output != _STDOUT:
        raise TyperException("--output and --output-dir exclude each other")
    if request.output_dir and request.output_dir.exists() and not request.output_dir.is_dir():
        raise TyperException(f"{request.output_dir} is a file; --output-dir needs a folder")
    if request.output != _STDOUT and request.output.is_dir():
        raise TyperException(f"{request.output} is a folder; use --output-dir for one file per article")


def _syntax(request: Request) -> str:
    return request.syntax or syntax_of(request.output) or "turtle"


def _target(request: Request) -> AbstractContextManager[Path | BinaryIO]:
    if request.output_dir:
        return nullcontext(request.output_dir)
    return standard_output() if request.output == _STDOUT else nullcontext(request.output)


@contextmanager
def _shown(console: Console, request: Request) -> Iterator[Watch]:
    """A callback that shows each article: on one line that moves in a terminal, one line each with ``--verbose``."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading articles", total=None)

        def watch(item: Reading | Refusal) -> None:
            progress.advance(task)
            if request.verbose and isinstance(item, Reading):
                article = item.article
                _line(console, f"{article.source or article.id}: {len(item.claims.situations)} situations")

        yield watch


def _line(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)


def _print(console: Console, summary: Summary, request: Request) -> None:
    if request.verbose:
        for remark in summary.remarks:
            _line(console, f"note: {remark.source}: {remark.reason}")
    for refusal in summary.refused:
        _line(console, f"refused: {refusal.source}: {refusal.reason}")
    for text in _summary(summary, request):
        _line(console, text)


def _summary(summary: Summary, request: Request) -> Iterator[str]:
    claims = summary.settled + summary.unsettled
    total = summary.situations.total()
    yield f"{_count(summary.articles, 'article')} read, {len(summary.refused)} refused, in {summary.seconds:.1f} s"
    types = ", ".join(f"{number} {kind}" for kind, number in summary.situations.most_common(_TYPES_SHOWN))
    yield f"{_count(total, 'situation')}{': ' if types else ''}{types}"
    settled = f"{summary.settled} settled, {summary.unsettled} not"
    yield f"{_count(claims, 'claim')}: {settled}; {_count(summary.actors, 'actor')}"
    if summary.remarks and not request.verbose:
        yield f"{_count(len(summary.remarks), 'note')} on inputs that were read; --verbose shows them"
    if not summary.articles:
        yield "nothing was written"
    elif request.output_dir:
        yield f"written to {request.output_dir}/"
    elif request.output != _STDOUT:
        yield f"written to {request.output}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _write_report(summary: Summary, path: Path) -> None:
    with replacing(path) as stream:
        stream.write(json.dumps(summary.as_record(), ensure_ascii=False, indent=2).encode() + b"\n")

"""``kg load`` and ``kg remove``: graphs into stores and out of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from typer.exceptions import TyperException

from kg.cli.naming import meant
from kg.cli.servers import ServerOptions, connect
from kg.errors import StoreError
from kg.stores import open_directory, open_writable
from kg.stores.connection import Connection
from kg.stores.journal import Journal
from kg.stores.loading import Loaded, fill, prune
from kg.stores.loading import load as load_graphs
from kg.stores.sources import NamedGraph, NamedGraphs, named_graphs
from kg.stores.sparql_terms import iri_term

__all__ = ["LoadRequest", "load", "remove"]

Watch = Callable[[NamedGraph, bool], None]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """The options of ``kg load``, as given: one of ``server`` and ``store``."""

    source: Path
    server: ServerOptions | None = None
    store: Path | None = None
    graph: str | None = None
    journal: Path | None = None
    merge_into: str | None = None
    dry_run: bool = False
    prune: bool = False
    quiet: bool = False


def load(request: LoadRequest) -> None:
    """Bring the graphs of a server or store to those of the source; raises KgError and TyperException."""
    if (request.server is None) == (request.store is None):
        raise TyperException("say where the graphs go: --endpoint URL or --store DIR")
    if request.store is not None and request.merge_into is not None:
        raise TyperException("--merge-into is for servers; a store on disk keeps every statement once by itself")
    if request.store is not None and request.prune:
        raise TyperException("--prune is for servers; kg remove takes an article out of a store on disk")
    if request.merge_into is not None:
        iri_term(request.merge_into)
    graphs = named_graphs(request.source, default=request.graph)
    with _shown(request, len(graphs) + (request.merge_into is not None)) as watch:
        done = _loaded(request, graphs, watch)
    if not request.quiet:
        sent = f"{done.sent} of {done.graphs} graphs"
        told = "written" if request.server is None else "sent, all counts agree"
        gone = f", {done.pruned} to be taken away" if request.dry_run else f", {done.pruned} taken away"
        told = f"{sent} differ" if request.dry_run else f"{sent} {told}"
        typer.echo(told + (gone if request.prune else ""), err=True)


def _loaded(request: LoadRequest, graphs: NamedGraphs, watch: Watch) -> Loaded:
    if request.server is not None:
        connection = connect(request.server)
        beside = request.source.with_name(f"{request.source.resolve().name}.loaded")
        journal = Journal(request.journal or beside, connection.address)
        # made when all others are sent
        last = (graphs.merged(name) for name in [request.merge_into] if name is not None)
        done = load_graphs(connection, chain(graphs, last), journal, watch=watch, dry=request.dry_run)
        if request.prune:
            done.pruned = _pruned(request, connection, graphs, journal)
        return done
    assert request.store is not None
    with open_writable(request.store) as store:
        return fill(store, graphs, watch=watch, dry=request.dry_run)


def _pruned(request: LoadRequest, connection: Connection, graphs: NamedGraphs, journal: Journal) -> int:
    if not len(graphs):
        raise StoreError(f"{request.source}: holds no graph; --prune would take away all that was loaded from it")
    kept = [*graphs.names, *filter(None, [request.merge_into])]

    def watch(name: str) -> None:
        if request.dry_run:
            typer.echo(f"deleting {name}")

    return prune(connection, kept, journal, watch=watch, dry=request.dry_run)


@contextmanager
def _shown(request: LoadRequest, number: int) -> Iterator[Watch]:
    console = Console(stderr=True)
    columns = (TextColumn("loading graphs"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    hidden = request.quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=number)

        def watch(graph: NamedGraph, differs: bool) -> None:
            progress.advance(task)
            if request.dry_run and differs:
                typer.echo(f"{graph.name} {graph.size}")

        yield watch


def remove(article: str, store: Path) -> None:
    """Take one article out of the store on disk; raises StoreError where it is not in it."""
    open_directory(store)
    name = meant(article).replace("/article/", "/graph/")
    with open_writable(store) as writable:
        if not writable.remove(name):
            raise StoreError(f"{store}: has no graph of {article}; kg query articles --store {store} lists them")

"""``kg load`` and ``kg remove``: graphs into stores and out of them."""

from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.naming import meant
from kg.cli.servers import ServerOptions, connect
from kg.errors import StoreError
from kg.stores import open_directory, open_writable
from kg.stores.journal import Journal
from kg.stores.loading import load as load_graphs
from kg.stores.sources import NamedGraph, named_graphs

__all__ = ["LoadRequest", "load", "remove"]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """The options of ``kg load``, as given."""

    source: Path
    server: ServerOptions
    graph: str | None = None
    journal: Path | None = None
    dry_run: bool = False
    quiet: bool = False


def load(request: LoadRequest) -> None:
    """Bring the server's graphs to those of the source; raises KgError and TyperException."""
    connection = connect(request.server)
    graphs = named_graphs(request.source, default=request.graph)
    beside = request.source.with_name(f"{request.source.resolve().name}.loaded")
    journal = Journal(request.journal or beside, connection.address)
    console = Console(stderr=True)
    columns = (TextColumn("loading graphs"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    hidden = request.quiet or not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=len(graphs))

        def watch(graph: NamedGraph, sent: bool) -> None:
            progress.advance(task)
            if request.dry_run and sent:
                typer.echo(f"{graph.name} {graph.size}")

        done = load_graphs(connection, graphs, journal, watch=watch, dry=request.dry_run)
    if not request.quiet:
        sent = f"{done.sent} of {done.graphs} graphs"
        typer.echo(f"{sent} would be sent" if request.dry_run else f"{sent} sent, all counts agree", err=True)


def remove(article: str, store: Path) -> None:
    """Take one article out of the store on disk; raises StoreError where it is not in it."""
    open_directory(store)
    name = meant(article).replace("/article/", "/graph/")
    with open_writable(store) as writable:
        if not writable.remove(name):
            raise StoreError(f"{store}: has no graph of {article}; kg query articles --store {store} lists them")

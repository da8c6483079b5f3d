"""``kg validate`` and ``kg explain``: whether a graph can be trusted, and why."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Quiet

__all__ = ["commands"]

commands = typer.Typer()


@commands.command()
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Graph files, or folders of them.")],
    quiet: Quiet = False,
) -> None:
    """Check graphs against the shapes of the ontology, naming the article and sentence behind each violation.

    Exit code 0: they conform; 1: violations were found; 2: could not be checked.
    """
    from kg.cli.checking import check

    raise typer.Exit(check(files, quiet=quiet))


@commands.command()
def explain(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file, or a folder of them.")],
    thing: Annotated[
        str, typer.Argument(metavar="IRI-or-name", help="A situation, claim, actor, agreement or article.")
    ],
) -> None:
    """Show what a graph says of one thing: roles, claims, sources, and the quotes in their sentences."""
    from kg.cli.explaining import show

    show(graph, thing)

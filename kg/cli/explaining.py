"""``kg explain``: one thing of a graph, with who says it and in which words."""

from pathlib import Path

import typer

from kg.cli.naming import meant
from kg.explanation import explain, render
from kg.stores import open_files

__all__ = ["show"]


def show(graph: Path, thing: str) -> None:
    """Print what ``graph`` says of ``thing``; raises KgError where it says nothing or the name fits several."""
    for line in render(explain(open_files([graph]), meant(thing))):
        typer.echo(line)

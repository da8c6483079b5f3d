"""``kg validate``: the shapes over graph files, one line for each violation."""

from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
import typer
from rdflib import Graph

from kg.stores import Triples, open_files
from kg.validation import format_violation, validate

__all__ = ["check"]


def check(paths: Sequence[Path], *, quiet: bool) -> int:
    """Print what the graphs violate, taken together, and return the exit code: 0 for nothing, else 1.

    Raises StoreError for a file that cannot be read.
    """
    violations = validate(_union(paths))
    for violation in violations:
        typer.echo(format_violation(violation))
    if not quiet:
        number = len(violations)
        typer.echo(f"{number} violation{'' if number == 1 else 's'}" if number else "conforms", err=True)
    return 1 if violations else 0


def _union(paths: Sequence[Path]) -> Graph:
    """All statements of the files, of all their graphs; read by Oxigraph, which is five times as fast as rdflib."""
    answer = open_files(paths).query("CONSTRUCT WHERE { ?s ?p ?o }")
    if not isinstance(answer, Triples):
        raise TypeError("a CONSTRUCT was answered with something else than triples")
    lines = pyoxigraph.serialize(answer.triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=lines, format="nt")

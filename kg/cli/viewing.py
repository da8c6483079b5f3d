"""``kg infer``, ``kg export``, ``kg plot`` and ``kg describe``: what is made anew of a graph."""

from collections.abc import Sequence
from pathlib import Path

import typer
from pyoxigraph import RdfFormat
from rdflib import Graph
from typer.exceptions import TyperException

from kg.cli.streams import standard_output
from kg.pipeline.output import replacing
from kg.stores import Store, open_directory, open_files, open_writable
from kg.views import INFERRED, Inference, chronology, cooperation_network, description, infer
from kg.views.exports import export
from kg.views.pictures import draw_network, draw_timeline

__all__ = ["describe_graph", "export_network", "infer_graph", "plot"]

_STDOUT = Path("-")
_SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
}


def infer_graph(graphs: Sequence[Path], store: Path | None, output: Path) -> None:
    """Write what follows from files, or put it into a store in place of what an earlier run put there."""
    if store is not None and graphs:
        raise TyperException("give GRAPH or --store, not both")
    if store is None:
        found = infer(_opened(graphs, None))
        _write(output, found.serialise(_SYNTAXES.get(output.suffix.lower(), RdfFormat.TURTLE)))
    else:
        # a folder without a store is told as such, instead of becoming one
        open_directory(store)
        with open_writable(store) as opened:
            found = infer(opened)
            lines = found.serialise(RdfFormat.N_TRIPLES)
            opened.replace(INFERRED, Graph().parse(data=lines, format="nt"))
    _say(found)


def export_network(graphs: Sequence[Path], store: Path | None, output: Path, format_: str | None) -> None:
    """Write the network of cooperation in the format told, or that of the suffix."""
    _write(output, export(cooperation_network(_opened(graphs, store)), _told(output, format_, "csv")))


def plot(kind: str, graphs: Sequence[Path], store: Path | None, output: Path, format_: str | None) -> None:
    """Write the picture of the network or of the timeline."""
    opened, told = _opened(graphs, store), _told(output, format_, "png")
    if kind == "network":
        _write(output, draw_network(cooperation_network(opened), told))
    else:
        _write(output, draw_timeline(chronology(opened), told))


def describe_graph(graphs: Sequence[Path], store: Path | None, output: Path, licence: str | None) -> None:
    """Write the VoID and DCAT description in Turtle."""
    _write(output, description(_opened(graphs, store), licence=licence))


def _opened(graphs: Sequence[Path], store: Path | None) -> Store:
    if bool(graphs) == (store is not None):
        raise TyperException("say what to read: GRAPH... or --store DIR")
    return open_directory(store) if store else open_files(graphs, joined=True)


def _told(output: Path, format_: str | None, default: str) -> str:
    return format_ or output.suffix.lower().removeprefix(".") or default


def _write(output: Path, body: bytes) -> None:
    if output == _STDOUT:
        with standard_output() as stream:
            stream.write(body)
    else:
        with replacing(output) as stream:
            stream.write(body)


def _say(found: Inference) -> None:
    rules = ", ".join(f"{count} {name}" for name, count in found.added) or "nothing new"
    typer.echo(f"{len(found.triples)} statements inferred: {rules}", err=True)

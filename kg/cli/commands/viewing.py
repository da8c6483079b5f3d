"""``kg infer``, ``kg export``, ``kg plot``, ``kg describe``: a graph seen as a whole."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Graphs, Output, Picture, StoreDir

__all__ = ["commands"]

commands = typer.Typer()


@commands.command()
def infer(graph: Graphs = None, store: StoreDir = None, output: Output = Path("-")) -> None:
    """Infer classes, properties, signatories and bilateral cooperation from what is settled.

    With GRAPH, only what was inferred is written (Turtle, or by the suffix .nt, .nq, .trig); with --store, it takes the
    place of what an earlier run inferred, in a graph of its own. What is denied or only possible leads to nothing.
    """
    from kg.cli.viewing import infer_graph

    infer_graph(graph or (), store, output)


@commands.command()
def export(
    graph: Graphs = None,
    store: StoreDir = None,
    output: Output = Path("-"),
    format: Annotated[  # noqa: A002 - the name of the option
        str | None, typer.Option("--format", "-f", metavar="csv|graphml", help="By default told by FILE, else csv.")
    ] = None,
) -> None:
    """Write the network of states and what they settled together, as CSV or GraphML."""
    from kg.cli.viewing import export_network

    export_network(graph or (), store, output, format)


@commands.command()
def plot(
    picture: Annotated[Picture, typer.Argument(help="The network of states, or dated events.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The .png or .svg to write.")],
    graph: Graphs = None,
    store: StoreDir = None,
    format: Annotated[  # noqa: A002 - the name of the option
        str | None, typer.Option("--format", "-f", metavar="png|svg", help="By default told by FILE, else png.")
    ] = None,
) -> None:
    """Draw a graph: who cooperates with whom, or what happened when. Needs pip install 'defco-kg[plot]'."""
    from kg.cli.viewing import plot as draw

    draw(picture.value, graph or (), store, output, format)


@commands.command()
def describe(
    graph: Graphs = None,
    store: StoreDir = None,
    output: Output = Path("-"),
    licence: Annotated[str | None, typer.Option(metavar="IRI", help="The licence you give the graph.")] = None,
) -> None:
    """Describe a graph as a data set in VoID and DCAT: counts, vocabularies, licence, articles and runs."""
    from kg.cli.viewing import describe_graph

    describe_graph(graph or (), store, output, licence)

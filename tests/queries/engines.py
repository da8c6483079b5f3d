"""The golden graph of these tests, in both engines."""

from functools import cache
from pathlib import Path

import pyoxigraph
import rdflib

from kg.stores import RdflibStore, Store, open_files

GRAPH = Path(__file__).parent / "graph.trig"
ENGINES = ("oxigraph", "rdflib")


@cache
def engine(name: str) -> Store:
    """The golden graph in one of the engines; read only, so made once."""
    if name == "oxigraph":
        return open_files([GRAPH])
    # as one plain graph: rdflib 7.6 warns of its own use of deprecated names when a Dataset is parsed or asked
    statements = "\n".join(f"{quad.triple} ." for quad in pyoxigraph.parse(path=str(GRAPH)))
    return RdflibStore(rdflib.Graph().parse(data=statements, format="nt"))

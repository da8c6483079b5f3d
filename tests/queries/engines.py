"""The golden graph of these tests, in both engines."""

from functools import cache
from pathlib import Path

import rdflib

from kg.stores import RdflibStore, Store, open_files

GRAPH = Path(__file__).parent / "graph.trig"
ENGINES = ("oxigraph", "rdflib")


@cache
def engine(name: str) -> Store:
    """The golden graph in one of the engines; read only, so made once."""
    if name == "oxigraph":
        return open_files([GRAPH])
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=GRAPH.read_text(encoding="utf-8"), format="trig")
    # one plain graph: rdflib 7.6 warns of its own use of a deprecated name when a Dataset is asked
    union = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        union.add(triple)
    return RdflibStore(union)

"""The ontology in a graph of its own, so that a store on disk explains itself."""

from __future__ import annotations

from typing import Final

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.resources import folder
from kg.stores.embedded import WritableStore

__all__ = ["ONTOLOGY", "put_ontology"]

ONTOLOGY: Final = "https://w3id.org/defco/ontology"
"""The IRI of the graph, which is that of the ontology."""

_FILES: Final = ("defence-cooperation.ttl", "schemes.ttl")


def put_ontology(store: WritableStore) -> None:
    """Make the store hold this version of the ontology and its schemes, outside the default graph.

    What is counted and found there is what articles say. Raises StoreError where the store cannot be written.
    """
    base = folder("ontology")
    quads = (quad for name in _FILES for quad in pyoxigraph.parse(path=str(base / name), format=RdfFormat.TURTLE))
    store.keep_apart(ONTOLOGY, (quad.triple for quad in quads))

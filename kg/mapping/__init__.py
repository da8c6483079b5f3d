"""MAP: the claims of an article as RDF, with their provenance. Pure; no blank nodes; same input, same statements.

:func:`statements` gives plain values, for writing in bulk; :func:`to_graph` and :func:`to_dataset` give rdflib's.
"""

from kg.mapping.claims import ClaimNode, bearing_statements
from kg.mapping.decisions import decision_statements, merge_statements
from kg.mapping.graphs import entity_iris, statements, to_dataset, to_graph
from kg.mapping.run import Run

__all__ = [
    "ClaimNode",
    "Run",
    "bearing_statements",
    "decision_statements",
    "entity_iris",
    "merge_statements",
    "statements",
    "to_dataset",
    "to_graph",
]

"""The saved queries in the vocabulary of the SIB's SPARQL examples, which editors and catalogues of queries read.

Bolleman et al., "A large collection of bioinformatics question-query pairs over federated knowledge graphs", 2025:
each query is a ``sh:SPARQLExecutable`` with its question as ``rdfs:comment``. Parameters stay variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.queries.saved import SavedQuery
from kg.queries.syntax import Form
from kg.vocabulary import PREFIXES, RDF, RDFS, SDO, SH

__all__ = ["sparql_examples"]

_BASE = "https://w3id.org/defco/queries/"
_KINDS = {
    Form.SELECT: ("SPARQLSelectExecutable", "select"),
    Form.ASK: ("SPARQLAskExecutable", "ask"),
    Form.CONSTRUCT: ("SPARQLConstructExecutable", "construct"),
    Form.DESCRIBE: ("SPARQLDescribeExecutable", "describe"),
}
_DESCRIBES = "https://purl.expasy.org/sparql-examples/ontology#"


def sparql_examples(queries: Mapping[str, SavedQuery]) -> str:
    """The queries as Turtle, in their order by name; the same queries give the same text."""
    triples = [triple for query in queries.values() for triple in _triples(query)]
    prefixes = {**PREFIXES, "query": _BASE, "spex": _DESCRIBES}
    return (pyoxigraph.serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _triples(query: SavedQuery) -> Iterator[Triple]:
    node = NamedNode(_BASE + query.name)
    kind, predicate = _KINDS[query.form]
    text = "".join(line for line in query.text.splitlines(keepends=True) if not line.startswith("#+")).strip() + "\n"
    # DESCRIBE has no term in SHACL; the SIB made one
    describes = query.form is Form.DESCRIBE
    space = _DESCRIBES if describes else str(SH)
    yield Triple(node, NamedNode(str(RDF.type)), NamedNode(f"{SH}SPARQLExecutable"))
    yield Triple(node, NamedNode(str(RDF.type)), NamedNode(f"{space}{kind}"))
    yield Triple(node, NamedNode(str(RDFS.comment)), Literal(query.summary, language="en"))
    yield Triple(node, NamedNode(f"{space}{predicate}"), Literal(text))
    for tag in query.tags:
        yield Triple(node, NamedNode(str(SDO.keywords)), Literal(tag))

"""A graph described as a data set: VoID (W3C 2011) and DCAT 3, with counts, vocabularies, licence, provenance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.errors import StoreError
from kg.stores import Rows, Store
from kg.stores.sparql_terms import iri_term
from kg.vocabulary import DATA_BASE, PREFIXES, XSD

__all__ = ["description"]

_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_DCTERMS: Final = PREFIXES["dcterms"]
_PREFIXES: Final = {**PREFIXES, "void": _VOID, "dcat": _DCAT}
_HEAD: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_TOTALS: Final = (
    ("triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
    ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
    ("classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    ("documents", "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a defco:Article }"),
)
_PARTS: Final = (
    ("classPartition", "class", "entities", "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x"),
    ("propertyPartition", "property", "triples", "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
)
_UNLICENSED: Final = "No licence has been stated for this graph. It quotes news, whose rights are their owners'."


def description(store: Store, *, licence: str | None = None, timeout: float | None = None) -> bytes:
    """The description in Turtle, sorted; the same graph gives the same bytes, so it holds no date of its making.

    The IRI of the data set is told by its counts. ``licence`` is an IRI. Raises ParameterError for a licence that is
    none, StoreError for an empty graph, QueryError where counting takes longer than ``timeout`` seconds.
    """
    totals = [(name, _counts(store, query, timeout)[0][-1]) for name, query in _TOTALS]
    if totals[0][1] == "0":
        raise StoreError("the graph is empty; there is nothing to describe")
    parts = [(*part[:3], _counts(store, part[3], timeout)) for part in _PARTS]
    key = hashlib.sha256(repr((totals, parts)).encode()).hexdigest()[:20]
    node = f"{DATA_BASE}dataset/n_{key}"
    triples = [*_about(node, licence), *_sources(store, node, timeout)]
    triples += [_number(node, _VOID + name, count) for name, count in totals]
    used = set()
    for partition, kind, counted, rows in parts:
        for iri, count in rows:
            part = f"{node}/{kind}/{hashlib.sha256(iri.encode()).hexdigest()[:20]}"
            triples += [_link(node, _VOID + partition, part), _link(part, _VOID + kind, iri)]
            triples.append(_number(part, _VOID + counted, count))
            used.add(_namespace(iri))
    triples += [_link(node, f"{_VOID}vocabulary", namespace) for namespace in used]
    return pyoxigraph.serialize(sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


def _about(node: str, licence: str | None) -> Iterable[Triple]:
    for kind in (f"{_VOID}Dataset", f"{_DCAT}Dataset"):
        yield _link(node, f"{PREFIXES['rdf']}type", kind)
    title = Literal("Claims about defence cooperation, read out of news", language="en")
    yield Triple(NamedNode(node), NamedNode(f"{_DCTERMS}title"), title)
    yield _link(node, f"{_DCTERMS}conformsTo", "https://w3id.org/defco/ontology")
    if licence:
        yield _link(node, f"{_DCTERMS}license", iri_term(licence)[1:-1])
    else:
        yield Triple(NamedNode(node), NamedNode(f"{_DCTERMS}rights"), Literal(_UNLICENSED, language="en"))


def _sources(store: Store, node: str, timeout: float | None) -> Iterable[Triple]:
    for (run,) in _counts(store, "SELECT DISTINCT ?run { ?run a defco:ExtractionRun }", timeout):
        yield _link(node, f"{PREFIXES['prov']}wasGeneratedBy", run)
    for (article,) in _counts(store, "SELECT DISTINCT ?article { ?article a defco:Article }", timeout):
        yield _link(node, f"{PREFIXES['prov']}wasDerivedFrom", article)


def _counts(store: Store, query: str, timeout: float | None) -> list[tuple[str, ...]]:
    answer = store.query(_HEAD + query, timeout=timeout)
    if not isinstance(answer, Rows):
        raise TypeError("a SELECT was answered with something else than rows")
    return sorted(tuple(t.value if isinstance(t, NamedNode | Literal) else "" for t in row) for row in answer.rows)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _number(subject: str, predicate: str, count: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(count, datatype=NamedNode(str(XSD.integer))))


def _namespace(iri: str) -> str:
    known = (namespace for namespace in PREFIXES.values() if iri.startswith(namespace))
    return next(known, iri[: max(iri.rfind("#"), iri.rfind("/")) + 1])

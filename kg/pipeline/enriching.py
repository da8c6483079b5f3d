"""Chosen facts from Wikidata on what a graph links to, in a graph of their own with source and date.

The facts are in Wikidata's vocabulary on Wikidata's items: nothing of them passes for something an article said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kg.errors import ParameterError, QueryError
from kg.linking.wikidata import Wikidata
from kg.pipeline.graph_file import GraphFile
from kg.pipeline.output import replacing
from kg.resources import folder
from kg.vocabulary import DCTERMS, PROV, RDF, WD, XSD

__all__ = ["Enrichment", "enrich", "fact_queries", "write_facts"]

_ITEMS = re.compile(r"VALUES\s+\?item\s*\{[^}]*\}")
_BATCH = 50
_FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


@dataclass(frozen=True, slots=True)
class Enrichment:
    """The facts, and the statements on where they are from and when; ``items`` is how many items were asked about."""

    quads: tuple[Quad, ...]
    items: int


def fact_queries(chosen: Iterable[str] = (), where: Path | None = None) -> dict[str, str]:
    """The CONSTRUCT queries ``facts-NAME.rq`` by name, all or those chosen; ParameterError for an unknown name."""
    place = where or folder("queries") / "wikidata"
    known = {path.stem.removeprefix("facts-"): path for path in sorted(place.glob("facts-*.rq"))}
    names = list(chosen) or list(known)
    for name in names:
        if name not in known:
            raise ParameterError(f"there are no facts “{name}”; there are {', '.join(known)}")
    return {name: known[name].read_text(encoding="utf-8") for name in names}


def enrich(graph: GraphFile, client: Wikidata, queries: dict[str, str]) -> Enrichment:
    """What the endpoint of ``client`` says of the items that ``graph`` is linked to.

    Raises NetworkError where it gives no answer (what it gave is in the cache), QueryError for a query without items.
    """
    rows = graph.rows("?t { ?d defco:linkTarget ?t }")
    items = sorted({item.removeprefix(str(WD)) for (item,) in rows if item.startswith(str(WD))})
    quads: dict[Quad, None] = {}
    for name, query in queries.items():
        place = NamedNode(f"{graph.base}graph/wikidata-{name}")
        for batch in (items[at : at + _BATCH] for at in range(0, len(items), _BATCH)):
            asked = _about(query, batch, name)
            lines = client.construct(asked)
            quads.update((Quad(*triple, place), None) for triple in _triples(lines))
            quads.update((quad, None) for quad in _origin(place, client.sparql, client.asked_on(asked)))
    return Enrichment(tuple(sorted(quads, key=str)), len(items))


def _about(query: str, items: Iterable[str], name: str) -> str:
    values = "VALUES ?item { " + " ".join(f"<{WD}{item}>" for item in items) + " }"
    asked, found = _ITEMS.subn(lambda _: values, query)
    if not found:
        raise QueryError(f"facts-{name}.rq: there is no VALUES ?item {{ ... }} in it; the items are put there")
    return asked


def _triples(lines: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    """The triples without blank nodes, which stand for "unknown" in Wikidata."""
    for quad in pyoxigraph.parse(lines, RdfFormat.N_TRIPLES):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            yield quad.subject, quad.predicate, quad.object


def _origin(place: NamedNode, endpoint: str, date: str) -> Iterator[Quad]:
    for name, value in (
        (RDF.type, NamedNode(str(PROV.Entity))),
        (DCTERMS.source, NamedNode(endpoint)),
        (DCTERMS.license, NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")),
        (PROV.generatedAtTime, Literal(date, datatype=NamedNode(str(XSD.date)))),
    ):
        yield Quad(place, NamedNode(str(name)), value, place)


def write_facts(found: Enrichment, path: Path) -> None:
    """Write the facts; the syntax is told by the suffix.

    Raises ParameterError for another suffix than .nq, .trig, .ttl and .nt.
    """
    syntax = _FORMATS.get(path.suffix)
    if syntax is None:
        raise ParameterError(f"{path}: the suffix tells no syntax for facts; use {', '.join(_FORMATS)}")
    if syntax.supports_datasets:
        body = pyoxigraph.serialize(found.quads, format=syntax)
    else:
        body = pyoxigraph.serialize(dict.fromkeys(quad.triple for quad in found.quads), format=syntax)
    with replacing(path) as stream:
        stream.write(body or b"")

"""Rows from a SPARQL endpoint in Wikidata's vocabulary, kind by kind and page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from kg.gazetteer.items import kind_of_class, row_of
from kg.gazetteer.selection import Row

__all__ = ["PAGE", "endpoint_rows"]

Select = Callable[[str], Sequence[Mapping[str, str]]]

#: Items a page: answers of a minute at most from the public endpoint.
PAGE = 2000
_BATCH = 100
_ENTITY = "http://www.wikidata.org/entity/"
_PREFIXES = (
    "PREFIX wdt: <http://www.wikidata.org/prop/direct/>\nPREFIX p: <http://www.wikidata.org/prop/>\n"
    "PREFIX ps: <http://www.wikidata.org/prop/statement/>\nPREFIX pq: <http://www.wikidata.org/prop/qualifier/>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)


def endpoint_rows(select: Select, kinds: Sequence[str] = (), *, page: int = PAGE) -> Iterator[Row]:
    """The rows that the endpoint behind ``select`` (a query -> its rows) has, of all kinds or of ``kinds``.

    Errors are those of ``select``; what was answered before is in its cache, so that a second run goes on there.
    """
    labels: defaultdict[str, list[str]] = defaultdict(list)
    for label, kind in kind_of_class().items():
        labels[kind].append(label)
    for kind in kinds or sorted(labels):
        offset = 0
        while found := _page(select, kind, labels[kind], offset, page):
            for batch in (found[at : at + _BATCH] for at in range(0, len(found), _BATCH)):
                yield from _rows(select, kind, batch)
            offset += page


def _page(select: Select, kind: str, labels: Sequence[str], offset: int, page: int) -> list[str]:
    """The next items of a kind, in order; of persons those who held an office."""
    names = " ".join(f'"{label}"@en' for label in labels)
    held = "?item wdt:P39 ?office . " if kind == "person" else ""
    rows = select(
        f"{_PREFIXES}SELECT DISTINCT ?item WHERE {{ VALUES ?name {{ {names} }} ?class rdfs:label ?name . "
        f"?item wdt:P31 ?class . {held}}} ORDER BY ?item LIMIT {page} OFFSET {offset}"
    )
    return [row["item"] for row in rows if row["item"].startswith(_ENTITY)]


def _rows(select: Select, kind: str, items: Sequence[str]) -> Iterator[Row]:
    values = f"VALUES ?item {{ {' '.join(f'<{item}>' for item in items)} }}"
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in select(
        f"{_PREFIXES}SELECT ?item ?what ?value WHERE {{ {values} "
        "{ ?item rdfs:label ?value BIND('label' AS ?what) } "
        "UNION { ?item skos:altLabel ?value BIND('alias' AS ?what) } "
        "UNION { ?item wdt:P17 ?value BIND('state' AS ?what) } UNION { ?item wdt:P27 ?value BIND('state' AS ?what) } "
        "FILTER(isIRI(?value) || LANG(?value) = 'en') } ORDER BY ?item ?what ?value"
    ):
        facts[row["item"]][row["what"]].append(row["value"])
    terms = _terms(select, values) if kind == "person" else {}
    for item in items:
        known = facts[item]
        row_ = row_of(
            item.removeprefix(_ENTITY),
            kind,
            next(iter(known["label"]), ""),
            known["alias"],
            country=next(iter(known["state"]), "").removeprefix(_ENTITY),
            terms=terms.get(item, ()),
            source="wikidata",
        )
        if row_ is not None:
            yield row_


def _terms(select: Select, values: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in select(
        f"{_PREFIXES}SELECT ?item ?office ?from ?until WHERE {{ {values} ?item p:P39 ?term . "
        "?term ps:P39/rdfs:label ?office FILTER(LANG(?office) = 'en') "
        "OPTIONAL { ?term pq:P580 ?from } OPTIONAL { ?term pq:P582 ?until } } ORDER BY ?item ?office ?from"
    ):
        found[row["item"]].append(f"{row['office']}@{_year(row.get('from'))}-{_year(row.get('until'))}")
    return found


def _year(time: str | None) -> str:
    return time[:4] if time and time[:4].isdigit() else ""

"""Dated events in the order of time, settled and reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.stores import Rows, Store
from kg.vocabulary import PREFIXES

__all__ = ["Chronology", "DatedEvent", "chronology"]

_EVENTS: Final = (
    "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    + """SELECT ?situation ?type ?begin ?end ?name ?settled
  (GROUP_CONCAT(DISTINCT ?label; separator="\\n") AS ?actors) {
  ?situation defco:situationType ?type .
  FILTER(?type != defco:OfficeHolding)
  OPTIONAL { ?situation sem:hasEarliestBeginTimeStamp ?begin }
  OPTIONAL { ?situation sem:hasLatestEndTimeStamp ?end }
  OPTIONAL { ?situation defco:name ?called }
  OPTIONAL { ?situation defco:concernsAgreement/rdfs:label ?agreed }
  BIND(COALESCE(STR(?called), STR(?agreed), "") AS ?name)
  BIND(EXISTS { ?situation a ?type } AS ?settled)
  OPTIONAL {
    ?situation ?role ?actor .
    VALUES ?role { defco:participant defco:party defco:supplier defco:recipient defco:provider defco:host
      defco:visitor defco:speaker defco:decidedBy defco:agent defco:target }
    ?actor rdfs:label ?written BIND(STR(?written) AS ?label)
  }
} GROUP BY ?situation ?type ?begin ?end ?name ?settled"""
)


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A situation with the earliest begin and the latest end that its date allows, both given.

    ``type`` is the local name of its class, ``actors`` are labels, sorted; ``name`` is that of an exercise or
    agreement, or empty.
    """

    iri: str
    type: str
    begin: date
    end: date
    settled: bool
    actors: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chronology:
    """Events by begin, end and type; ``undated`` counts those that no date is given for."""

    events: tuple[DatedEvent, ...]
    undated: int


def chronology(store: Store, *, timeout: float | None = None) -> Chronology:
    """The dated events of the store, settled or only reported; holding an office is none.

    Raises QueryError where it takes longer than ``timeout`` seconds, StoreError where nothing is dated.
    """
    answer = store.query(_EVENTS, timeout=timeout)
    if not isinstance(answer, Rows):
        raise TypeError("a SELECT was answered with something else than rows")
    found: dict[str, DatedEvent] = {}
    undated = set()
    for row in answer.rows:
        iri, kind, begin, end, name, settled, actors = (
            term.value if isinstance(term, NamedNode | Literal) else "" for term in row
        )
        first, last = _day(begin or end), _day(end or begin)
        if first is None or last is None:
            undated.add(iri)
            continue
        labels = tuple(sorted(filter(None, actors.split("\n"))))
        event = DatedEvent(iri, kind.rpartition("#")[2], first, last, settled in {"true", "1"}, labels, name)
        # an event on two agreements comes in two rows; the first of their names stands for it
        found[iri] = min(found.get(iri, event), event, key=lambda one: one.name)
    if not found:
        raise StoreError("no event in this graph has a date; there is no timeline to show")
    events = sorted(found.values(), key=lambda one: (one.begin, one.end, one.type, one.iri))
    return Chronology(tuple(events), len(undated))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None

"""Candidates from a SPARQL endpoint alone: QLever, a mirror, or a dump loaded into a local store.

Plain ``rdfs:label`` and ``skos:altLabel`` in Wikidata's vocabulary, no label service and no hints, so that every engine
answers. Search is by the very name: endpoints have no common search in names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.linking.wikidata import CITIZENSHIP, COUNTRY, DIED, INSTANCE_OF, Item, Wikidata

__all__ = ["Endpoint"]

_ENTITY = "http://www.wikidata.org/entity/"
_DIRECT = "http://www.wikidata.org/prop/direct/"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_ALIAS = "http://www.w3.org/2004/02/skos/core#altLabel"
_DESCRIPTION = "http://schema.org/description"
_BATCH = 50
_ITEM = re.compile(r"Q[1-9]\d*")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The items of ``wikidata.sparql``, by queries through the client ``wikidata``."""

    wikidata: Wikidata

    def search(self, name: str, *, limit: int = 20) -> tuple[str, ...]:
        """Items whose English label or alias is ``name``, those it is the label of first, at most ``limit``."""
        literal = f'"{name.translate(_ESCAPES)}"@en'
        rows = self.wikidata.select(
            f"SELECT ?item ?rank WHERE {{ {{ ?item <{_LABEL}> {literal} . BIND(1 AS ?rank) }} UNION "
            f"{{ ?item <{_ALIAS}> {literal} . BIND(2 AS ?rank) }} }} ORDER BY ?rank ?item LIMIT {limit}"
        )
        found = (row.get("item", "").removeprefix(_ENTITY) for row in rows)
        return tuple(dict.fromkeys(qid for qid in found if _ITEM.fullmatch(qid)))

    def items(self, qids: Iterable[str]) -> dict[str, Item]:
        """The items by number, 50 a query; missing ones are left out."""
        found: dict[str, Item] = {}
        wanted = sorted({qid for qid in qids if _ITEM.fullmatch(qid)})
        for batch in (wanted[at : at + _BATCH] for at in range(0, len(wanted), _BATCH)):
            facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
            for row in self.wikidata.select(_facts(batch)):
                facts[row["item"].removeprefix(_ENTITY)][row["property"]].append(row["value"])
            found.update((qid, _item(qid, values)) for qid, values in facts.items())
        return found


def _facts(qids: Iterable[str]) -> str:
    items = " ".join(f"<{_ENTITY}{qid}>" for qid in qids)
    properties = [f"<{_DIRECT}{number}>" for number in (INSTANCE_OF, COUNTRY, CITIZENSHIP, DIED)]
    properties += [f"<{name}>" for name in (_LABEL, _ALIAS, _DESCRIPTION)]
    return (
        f"SELECT ?item ?property ?value WHERE {{ VALUES ?item {{ {items} }} "
        f"VALUES ?property {{ {' '.join(properties)} }} "
        '?item ?property ?value . FILTER(!isLiteral(?value) || LANG(?value) IN ("", "en")) } '
        "ORDER BY ?item ?property ?value"
    )


def _item(qid: str, values: defaultdict[str, list[str]]) -> Item:
    def entities(*numbers: str) -> tuple[str, ...]:
        return tuple(v.removeprefix(_ENTITY) for number in numbers for v in values[_DIRECT + number] if _ENTITY in v)

    died = next((year for year in values[_DIRECT + DIED] if year[:4].isdigit()), None)
    return Item(
        qid=qid,
        label=next(iter(values[_LABEL]), ""),
        aliases=tuple(values[_ALIAS]),
        description=next(iter(values[_DESCRIPTION]), ""),
        classes=entities(INSTANCE_OF),
        states=entities(COUNTRY, CITIZENSHIP),
        died=int(died[:4]) if died else None,
    )

"""Links from Wikidata itself for what the bundled gazetteer leaves open; nothing here runs unless a user asks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.gazetteer import Gazetteer, Match, Record
from kg.gazetteer.folding import fold
from kg.linking.candidates import Candidate, by_kind, by_match, by_state
from kg.linking.context import Context
from kg.linking.linker import choose
from kg.linking.personal_names import person_likeness, person_words
from kg.linking.wikidata import Item, Source
from kg.model import ArticleClaims, Entity, EntityKind, Link

__all__ = ["OnlineLinker"]

_DATA = Path(__file__).parent / "data"
_NEVER = frozenset({EntityKind.STATE, EntityKind.UNNAMED_ACTOR, EntityKind.OFFICE, EntityKind.PROPOSAL})
_LEAST_LIKE = 0.8
_DEAD_LONG = 0.3  # factor for one who died more than a year before the article


@dataclass(frozen=True, slots=True)
class OnlineLinker:
    """Asks ``wikidata`` for entities without an item; ``threshold`` is the least confidence of a link."""

    wikidata: Source
    gazetteer: Gazetteer
    threshold: float = 0.7

    def link(self, claims: ArticleClaims, links: Iterable[Link]) -> tuple[Link, ...]:
        """The links with those decided that were open, in the same order; persons' decisions are never reopened.

        Raises NetworkError where the service gives no answer.
        """
        links = tuple(links)
        context = Context.of(claims, self.gazetteer)
        entities = {entity.key: entity for entity in claims.entities}
        open_ = {link.entity for link in links if link.qid is None and link.method != "person"}
        asked = [entity for key, entity in entities.items() if key in open_ and _is_askable(entity)]
        found = self._candidates(asked, context)
        decided = {entity.key: choose(entity, found[entity.key], self.threshold, method="wikidata") for entity in asked}
        return tuple(decided.get(link.entity) or link for link in links)

    def _candidates(self, entities: Iterable[Entity], context: Context) -> dict[str, tuple[Candidate, ...]]:
        """The candidates of each entity, best first; every item is fetched once for all of them."""
        hits = {entity: self.wikidata.search(entity.name) for entity in entities}
        items = self.wikidata.items(qid for found in hits.values() for qid in found)
        classes = self.wikidata.items(name for item in items.values() for name in item.classes)
        labels = {qid: item.label for qid, item in classes.items()}
        return {
            entity.key: tuple(sorted(self._scored(entity, found, items, labels, context), key=lambda c: -c.score))
            for entity, found in hits.items()
        }

    def _scored(
        self,
        entity: Entity,
        hits: Iterable[str],
        items: Mapping[str, Item],
        labels: Mapping[str, str],
        context: Context,
    ) -> Iterator[Candidate]:
        home = self.gazetteer.state(entity.country) if entity.country else None
        for item in dict.fromkeys(items[hit] for hit in hits if hit in items):
            record = self._record(item, labels, entity.name)
            score = _likeness(entity, item) * by_kind(entity, record) * by_match(record)
            score *= by_state(record, home.label if home else None, context) * _alive(item, context)
            if score:
                yield Candidate(record, score, record.match)

    def _record(self, item: Item, labels: Mapping[str, str], name: str) -> Record:
        kinds = tuple(dict.fromkeys(filter(None, (_kind(labels.get(qid, "")) for qid in item.classes))))
        states = filter(None, map(self.gazetteer.by_qid, item.states))
        match = Match.LABEL if fold(item.label) == fold(name) else Match.ALIAS
        state = next((record.label for record in states if record.kind == "state"), None)
        return Record(item.qid, "online", item.label, kinds or (), state, item.aliases, source="wikidata", match=match)


def _is_askable(entity: Entity) -> bool:
    """A proper name that items are made for: "security agreement" is none."""
    return entity.kind not in _NEVER and any(char.isupper() for char in entity.name)


def _likeness(entity: Entity, item: Item) -> float:
    names = (item.label, *item.aliases)
    if any(fold(entity.name) == fold(name) for name in names):
        return 1.0
    if entity.kind is not EntityKind.PERSON:
        return 0.0
    likeness = max(person_likeness(person_words(entity.name), person_words(name)) for name in names if fold(name))
    return likeness if likeness >= _LEAST_LIKE else 0.0


def _alive(item: Item, context: Context) -> float:
    if item.died is None or context.year is None or item.died >= context.year - 1:
        return 1.0
    return _DEAD_LONG


@lru_cache(maxsize=1)
def _classes() -> tuple[tuple[EntityKind, re.Pattern[str]], ...]:
    table = tomllib.loads((_DATA / "classes.toml").read_text(encoding="utf-8"))
    return tuple((EntityKind(kind), re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in table.items())


@lru_cache(maxsize=4096)
def _kind(label: str) -> EntityKind | None:
    """The class of the ontology for the label of a class of Wikidata, None where it says nothing."""
    return next((kind for kind, pattern in _classes() if pattern.search(label)), None)

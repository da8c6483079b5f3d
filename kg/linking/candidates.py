"""A candidate with its score, and the parts of the score that all kinds of entities share."""

from __future__ import annotations

from dataclasses import dataclass

from kg.gazetteer import Match, Record
from kg.linking.context import Context
from kg.model import Entity, EntityKind

__all__ = ["BODIES", "SHORTENED", "Candidate", "by_kind", "by_match", "by_state", "names_of"]

_MATCH = {Match.LABEL: 1.0, Match.ALIAS: 0.99, Match.DEMONYM: 0.9, Match.DERIVED: 0.95}
#: Everything that is an organisation of some sort: extraction and Wikidata often disagree which.
BODIES = frozenset(
    {
        EntityKind.GOVERNMENT_BODY,
        EntityKind.ARMED_FORCE,
        EntityKind.INTERNATIONAL_ORGANIZATION,
        EntityKind.NEWS_SOURCE,
        EntityKind.COMPANY,
        EntityKind.ARMED_GROUP,
        EntityKind.ORGANIZATION,
    }
)
#: Factor for a name that was found in a shorter form or another order of words.
SHORTENED = 0.96
_APART = ({EntityKind.GOVERNMENT_BODY, EntityKind.NEWS_SOURCE}, {EntityKind.ARMED_FORCE, EntityKind.NEWS_SOURCE})
_LOOSE = frozenset({EntityKind.ORGANIZATION, EntityKind.GOVERNMENT_BODY})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that an entity may be; ``score`` 0..1 is the trust in it, ``how`` names the strongest evidence."""

    record: Record
    score: float
    how: str


def names_of(entity: Entity) -> tuple[str, ...]:
    """All names the article has for it, the best first."""
    return tuple(dict.fromkeys((entity.name, *entity.aliases, *filter(None, (entity.abbreviation,)))))


def by_match(record: Record) -> float:
    """Factor for the sort of name it was found by."""
    return _MATCH[record.match]


def by_kind(entity: Entity, record: Record) -> float:
    """Factor for being the right kind of thing; 0 where it cannot be."""
    if entity.kind in record.kinds:
        return 1.0 if entity.kind is record.kinds[0] else 0.97
    if entity.kind in BODIES and BODIES.intersection(record.kinds):
        if {entity.kind, record.kinds[0]} in _APART:
            return 0.5
        if EntityKind.ARMED_GROUP in (entity.kind, record.kinds[0]) and entity.kind is not EntityKind.ORGANIZATION:
            return 0.5
        if entity.kind in _LOOSE:
            return 0.9
        return 0.75 if _LOOSE.intersection(record.kinds) and entity.kind is EntityKind.ARMED_FORCE else 0.6
    if record.kinds and {entity.kind, *record.kinds} <= {EntityKind.AGREEMENT, EntityKind.AGREEMENT_MODEL}:
        return 0.97
    return 0.0


def by_state(record: Record, state: str | None, context: Context) -> float:
    """Factor for the state it belongs to: the one the name is tied to, one the article speaks of, or another."""
    if record.country is None:
        return 0.9
    if state is not None:
        return 1.0 if record.country == state else 0.2
    if record.country in context.main_states:
        return 0.97
    return 0.88 if record.country in context.states else 0.7

"""What an article says around its entities: its states, its year, and which offices its persons hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.model import ArticleClaims, Entity, EntityKind, Situation

__all__ = ["Context", "Post"]

_OFFICE_HOLDING = "OfficeHolding"
_OWN_COUNTRY, _MENTION = 1, 2


@dataclass(frozen=True, slots=True)
class Post:
    """An office that the article gives a person: its words, the state it belongs to (if known) and its key."""

    office: str
    state: str | None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """The evidence an article holds for all its decisions.

    ``states`` counts the usual names of the states it speaks of, ``posts`` are the offices by key of the holder,
    ``office_states`` the states to which an office belongs, by its key, ``year`` is the year of publication.
    """

    states: Mapping[str, int]
    posts: Mapping[str, tuple[Post, ...]]
    office_states: Mapping[str, frozenset[str]]
    year: int | None

    @classmethod
    def of(cls, claims: ArticleClaims, gazetteer: Gazetteer) -> Context:
        """The context that the claims of one article give."""
        states: Counter[str] = Counter()
        for entity in claims.entities:
            for state, weight in _states(entity, gazetteer):
                states[state] += weight
        posts: defaultdict[str, list[Post]] = defaultdict(list)
        for situation in claims.situations:
            if situation.type == _OFFICE_HOLDING:
                for holder, post in _posts(situation, gazetteer):
                    posts[holder].append(post)
                    if post.state:
                        states[post.state] += _OWN_COUNTRY
        offices: defaultdict[str, set[str]] = defaultdict(set)
        for post in (post for found in posts.values() for post in found):
            if post.state:
                offices[post.key].add(post.state)
        year = (claims.article.date or "")[:4]
        return cls(
            states,
            {key: tuple(found) for key, found in posts.items()},
            {name: frozenset(found) for name, found in offices.items()},
            int(year) if year.isdigit() else None,
        )

    @property
    def main_states(self) -> frozenset[str]:
        """The states most spoken of: those with at least half as much weight as the first."""
        most = max(self.states.values(), default=0)
        return frozenset(state for state, weight in self.states.items() if 2 * weight >= most)


def _states(entity: Entity, gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    if entity.kind is EntityKind.STATE:
        record = gazetteer.state(entity.name)
        if record is not None:
            yield record.label, max(_MENTION, len(entity.mentions))
    elif entity.country:
        record = gazetteer.state(entity.country)
        if record is not None:
            yield record.label, _OWN_COUNTRY


def _posts(situation: Situation, gazetteer: Gazetteer) -> Iterator[tuple[str, Post]]:
    offices = [
        (_name(one), one.key if isinstance(one, Entity) else str(one)) for one in situation.roles.get("office", ())
    ]
    state = next(filter(None, (_state(filler, gazetteer) for filler in situation.roles.get("organization", ()))), None)
    for holder in situation.roles.get("holder", ()):
        if isinstance(holder, Entity):
            for office, key in offices:
                yield holder.key, Post(office, state or holder.country, key)


def _name(filler: object) -> str:
    return filler.name if isinstance(filler, Entity) else str(filler)


def _state(filler: object, gazetteer: Gazetteer) -> str | None:
    """The state that an organisation is or belongs to."""
    record = gazetteer.state(_name(filler))
    if record is not None:
        return record.label
    return filler.country if isinstance(filler, Entity) else None

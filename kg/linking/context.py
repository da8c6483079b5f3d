"""What an article says around its entities: its states, its year, and which offices its persons hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.gazetteer import Gazetteer
from kg.model import ArticleClaims, Claim, Entity, EntityKind, Situation

__all__ = ["Context", "Post"]

_OFFICE_HOLDING = "OfficeHolding"
_CAPITAL, _OWN_COUNTRY, _MENTION = 1, 1, 2


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
    ``organizations`` are the keys of those in which offices are held, ``sources`` of those that something is told by.
    """

    states: Mapping[str, int]
    posts: Mapping[str, tuple[Post, ...]]
    office_states: Mapping[str, frozenset[str]]
    year: int | None
    organizations: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()

    @classmethod
    def of(cls, claims: ArticleClaims, gazetteer: Gazetteer) -> Context:
        """The context that the claims of one article give."""
        states: Counter[str] = Counter()
        for entity in (*claims.entities, *claims.mentioned):
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
            frozenset(_keys(claims, "organization")),
            frozenset(source.key for one in claims.situations for claim in one.claims for source in _sources(claim)),
        )

    @property
    def main_states(self) -> frozenset[str]:
        """The states most spoken of: those with at least half as much weight as the first."""
        most = max(self.states.values(), default=0)
        return frozenset(state for state, weight in self.states.items() if 2 * weight >= most)


def _keys(claims: ArticleClaims, role: str) -> Iterator[str]:
    fillers = (filler for situation in claims.situations for filler in situation.roles.get(role, ()))
    return (filler.key for filler in fillers if isinstance(filler, Entity))


def _sources(claim: Claim) -> tuple[Entity, ...]:
    return (*((claim.asserted_by,) if claim.asserted_by else ()), *claim.relayed_by)


def _states(entity: Entity, gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    if entity.kind is EntityKind.STATE:
        record = gazetteer.state(entity.name)
        if record is not None:
            yield record.label, max(_MENTION, len(entity.mentions))
    elif entity.kind is EntityKind.PLACE:
        record = gazetteer.state_of_capital(entity.name)
        if record is not None and _is_nowhere_else(entity.name, gazetteer):
            yield record.label, _CAPITAL
    elif entity.country:
        record = gazetteer.state(entity.country)
        if record is not None:
            yield record.label, _OWN_COUNTRY


def _is_nowhere_else(capital: str, gazetteer: Gazetteer) -> bool:
    places = (one for one in gazetteer.lookup(capital) if EntityKind.PLACE in one.kinds)
    return len({one.country for one in places}) == 1


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

"""Everybody and everything an article names: their nodes, their names, what is said of agreements, their links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.mapping.scope import LABEL, TYPE, Scope, term
from kg.model import ArticleClaims, Entity, EntityKind
from kg.terms import Statement, Value
from kg.vocabulary import SDO, SKOS, XSD

__all__ = ["Entities", "entity_statements", "read_entities"]

_ALT_LABEL: Final = str(SKOS.altLabel)
_MENTIONS: Final = str(SDO.mentions)

#: Years, months, days and time of an ``xsd:duration``, at least one of them (XML Schema 2, section 3.3.6).
_DURATION: Final = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of one article with their IRIs.

    ``nodes`` are (IRI, entity) pairs in order of appearance. An entity has one IRI, save an office: "Prime Minister"
    is one post in each of two states.
    """

    nodes: tuple[tuple[str, Entity], ...]
    _iris: dict[str, str]
    _offices: dict[tuple[str, str | None], str]
    _by_key: dict[str, Entity]

    def iri(self, entity: Entity) -> str:
        """The IRI of ``entity``, found by its key."""
        return self._iris[entity.key]

    def office(self, office: Entity, organization: str | None) -> str:
        """The IRI of the post ``office`` in the organisation with the IRI ``organization``."""
        return self._offices.get((office.key, organization)) or self._iris[office.key]

    def keyed(self, key: str) -> Entity | None:
        """The entity with this key."""
        return self._by_key.get(key)


def read_entities(claims: ArticleClaims, scope: Scope) -> Entities:
    """All entities of ``claims``, those included that stand only in a role, a source, or another entity."""
    by_key: dict[str, Entity] = {}
    for entity in _everywhere(claims):
        by_key.setdefault(entity.key, entity)
    make = scope.identifiers.entity
    iris = {key: make(entity, article=scope.iri) for key, entity in by_key.items()}
    offices = {
        (office.key, organization): make(by_key[office.key], article=scope.iri, organization=organization)
        for office, organization in _posts(claims, iris)
    }
    held = {key for key, _ in offices}
    pairs = [(iri, by_key[key]) for key, iri in iris.items() if key not in held]
    pairs += [(iri, by_key[key]) for (key, _), iri in offices.items()]
    return Entities(tuple(pairs), iris, offices, by_key)


def _everywhere(claims: ArticleClaims) -> Iterator[Entity]:
    yield from _with_parts(claims.entities)
    for situation in claims.situations:
        for fillers in situation.roles.values():
            yield from _with_parts(filler for filler in fillers if isinstance(filler, Entity))
        for claim in situation.claims:
            yield from _with_parts((claim.asserted_by,) if claim.asserted_by else ())
            yield from _with_parts(claim.relayed_by)


def _with_parts(entities: Iterable[Entity]) -> Iterator[Entity]:
    for entity in entities:
        yield entity
        yield from _with_parts(entity.parties)
        if entity.instantiates is not None:
            yield from _with_parts((entity.instantiates,))


def _posts(claims: ArticleClaims, iris: dict[str, str]) -> Iterator[tuple[Entity, str | None]]:
    """Every office that somebody holds, with the IRI of the organisation it is held in."""
    for situation in claims.situations:
        organizations = [o for o in situation.roles.get("organization", ()) if isinstance(o, Entity)]
        organization = iris[organizations[0].key] if organizations else None
        for office in situation.roles.get("office", ()):
            if isinstance(office, Entity):
                yield office, organization


def entity_statements(entities: Entities, scope: Scope) -> Iterator[Statement]:
    """Class, names and country of every entity, and what the article says an agreement is."""
    for iri, entity in entities.nodes:
        yield scope.iri, _MENTIONS, iri
        yield iri, TYPE, term(entity.kind)
        yield from _names(iri, entity)
        if entity.country and entity.country.strip() and entity.kind is not EntityKind.STATE:
            yield from _country(iri, entity.country, scope)
        if entity.kind is EntityKind.AGREEMENT:
            yield from _agreement(iri, entity, entities, scope)


def _names(iri: str, entity: Entity) -> Iterator[Statement]:
    name = entity.name.strip()
    if name:
        yield iri, LABEL, Value(name)
    abbreviation = (entity.abbreviation or "").strip()
    for alias in (*entity.aliases, abbreviation):
        if alias.strip() and alias.strip() != name:
            yield iri, _ALT_LABEL, Value(alias.strip())
    if abbreviation:
        yield iri, term("abbreviation"), Value(abbreviation)


def _country(iri: str, name: str, scope: Scope) -> Iterator[Statement]:
    state = scope.identifiers.named(EntityKind.STATE, name)
    yield iri, term("country"), state
    yield state, TYPE, term(EntityKind.STATE)
    yield state, LABEL, Value(name.strip())


def _agreement(iri: str, agreement: Entity, entities: Entities, scope: Scope) -> Iterator[Statement]:
    if agreement.instantiates is not None:
        yield iri, term("instantiates"), entities.iri(agreement.instantiates)
    if agreement.renews is not None:
        earlier = entities.keyed(agreement.renews)
        if earlier is None:
            scope.refuse(f"“{agreement.name}” renews {agreement.renews}, which is no entity of the article; left out")
        else:
            yield iri, term("renews"), entities.iri(earlier)
    if agreement.duration is not None:
        if _DURATION.fullmatch(agreement.duration):
            yield iri, term("duration"), Value(agreement.duration, str(XSD.duration))
        else:
            scope.refuse(f"“{agreement.duration}” is not a duration such as P15Y; it is left out")
    for topic in agreement.topics:
        yield iri, term("kind" if topic.startswith("kind") else "area"), term(topic)

"""From an argument of a verb or noun to the actors it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.coreference import Coreference
from kg.extraction.entities import Entities
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.phrases import filler_span, in_class, is_plural, lemma
from kg.model import Entity, EntityKind

__all__ = ["Actors", "Post", "headline_list", "headline_list_before", "unnamed"]

_GROUPS = frozenset(table("coreference")["groups"]["words"])
_OF_ORIGIN = re.compile(r"([A-Z][\w.]+)-(?:made|built|led|supplied|donated|hosted)$")
_BY_THEMSELVES = frozenset({"ally", "partner", "neighbour", "neighbor"})
_INDISTINCT = frozenset(table("coreference")["indistinct"]["words"])


_BODIES = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY})
_WITH_MEMBERS = frozenset({EntityKind.INTERNATIONAL_ORGANIZATION, EntityKind.ARMED_FORCE})
"""Kinds whose "soldiers", "ships" or "members" stand for the body that they belong to."""


@dataclass(frozen=True, slots=True)
class Post:
    """An office that the article says somebody holds: token spans ``[start, end)`` of the whole expression."""

    holder: Entity
    office: str
    organization: Entity | None
    start: int
    end: int


class Actors:
    """Finds the actors behind a token: a name, an office, a capital, "Kenyan forces", a pronoun, an unnamed officer."""

    def __init__(
        self, entities: Entities, posts: Iterable[Post], coreference: Coreference, states: Mapping[str, Entity]
    ) -> None:
        self._entities = entities
        self._coreference = coreference
        self._states = states
        self._post_at = {i: post for post in posts for i in range(post.start, post.end)}

    def of(self, token: Token) -> tuple[Entity, ...]:
        """The actors that ``token``, the head of an argument, stands for; empty where it stands for none."""
        named = self._named(token)
        if named:
            return named
        if token.pos_ == "PRON" or token.tag_ in {"PRP", "PRP$"}:
            return self._coreference.resolve(token)
        return (
            self._person_in_phrase(token)
            or self._known_official(token)
            or self._body_in_phrase(token)
            or self._of_state(token)
            or self._coreference.resolve(token)
        )

    def unnamed(self, token: Token) -> tuple[Entity, ...]:
        """An actor left unnamed ("a retired senior Army officer", "partner nations"); empty for others."""
        person = in_class(token, "official") and not is_plural(token)
        group = is_plural(token) and lemma(token) in _GROUPS and _is_told_apart(token)
        if not (person or group) or token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"amod", "compound"}:
            return ()
        return (unnamed(token),)

    def state_of(self, actor: Entity) -> Entity | None:
        """The state that ``actor`` is or acts for, where the article says which."""
        if actor.kind is EntityKind.STATE:
            return actor
        if actor.country is not None:
            return self._entities.state(actor.country)
        return self._states.get(actor.key)

    def _named(self, token: Token) -> tuple[Entity, ...]:
        post = self._post_at.get(token.i)
        if post is not None:
            return (post.holder,)
        entity = self._entities.at(token)
        if entity is None:
            origin = _OF_ORIGIN.match(token.text)  # "Turkish-made", where ner names nobody
            state = self._entities.state(origin[1]) if origin else None
            return (state,) if state is not None else ()
        if entity.kind is EntityKind.STATE and token.dep_ not in {"amod", "compound", "poss"}:
            return (entity,)
        if entity.kind is EntityKind.STATE:
            return (entity,)
        if entity.kind is EntityKind.PLACE:
            state = self._entities.capitals.get(entity.key)
            return (state,) if state is not None else ()
        return (entity,) if entity.kind.is_actor else ()

    def _person_in_phrase(self, token: Token) -> tuple[Entity, ...]:
        """ "the Belarusian minister, Viktor Khrenin": the person named in apposition or beside the noun."""
        if not in_class(token, "official"):
            return ()
        near = (*syntax.appositions(token), *syntax.compounds(token))
        for other in near:
            entity = self._entities.at(other)
            if entity is not None and entity.kind is EntityKind.PERSON:
                return (entity,)
        after = token.i + 1
        while after < len(token.doc) and token.doc[after].lower_ in {",", "general", "gen.", "lt.", "dr", "mr", "mr."}:
            after += 1
        if after < len(token.doc) and after - token.i <= 3:
            entity = self._entities.at(token.doc[after])
            if entity is not None and entity.kind is EntityKind.PERSON:
                return (entity,)
        return ()

    def _known_official(self, token: Token) -> tuple[Entity, ...]:
        """ "The Greek minister", where the article has named one who holds such an office for Greece."""
        if not in_class(token, "official") or is_plural(token):
            return ()
        definite = any(t.lower_ in {"the", "this"} for t in syntax.determiners(token))
        of_state = any(self._is_state(t) for t in (*syntax.modifiers(token), *syntax.compounds(token)))
        return self._coreference.resolve(token) if definite and of_state else ()

    def _body_in_phrase(self, token: Token) -> tuple[Entity, ...]:
        """ "The Brazilian state company Emgepron", "the shipyard, Cotecmar": the body named beside the noun."""
        if not in_class(token, "organised"):
            return ()
        doc = token.doc
        beside = token.i + (2 if token.i + 1 < len(doc) and doc[token.i + 1].text in {",", "“", '"'} else 1)
        near = [*syntax.appositions(token), *doc[beside : beside + 1]]
        for other in near:
            entity = self._entities.at(other)
            if entity is not None and entity.kind in _BODIES and other.sent == token.sent:
                return (entity,)
        return ()

    def _of_state(self, token: Token) -> tuple[Entity, ...]:
        """ "Kenyan and Ugandan troops", "U.S. forces", "the government of Japan": the states themselves."""
        if not in_class(token, "own_forces"):
            return ()
        return tuple(dict.fromkeys(self._qualifying_states(token)))

    def _is_state(self, token: Token) -> bool:
        entity = self._entities.at(token)
        return entity is not None and entity.kind is EntityKind.STATE

    def _qualifying_states(self, noun: Token) -> Iterator[Entity]:
        phrase = syntax.noun_phrase(noun)
        named = [t for t in noun.doc[phrase.start : noun.i] if self._is_state(t) and not self._is_state(t.nbor(1))]
        first = syntax.first_conjunct(noun)  # "rebels and soldiers from Angola"
        shared = [] if first == noun else syntax.prepositional_objects(first, "of", "from")
        qualifiers = (
            *named,
            *syntax.modifiers(noun),
            *syntax.compounds(noun),
            *syntax.possessors(noun),
            *syntax.prepositional_objects(noun, "of", "from"),
            *(t for t in shared if t.i > noun.i),
        )
        for token in sorted(set(qualifiers), key=lambda t: t.i):
            entity = self._entities.at(token)
            if entity is not None and (entity.kind in _WITH_MEMBERS or _is_of_units(entity, token, noun)):
                yield entity
            elif entity is not None and entity.kind is EntityKind.STATE:
                yield entity
                for other in (*syntax.appositions(token), *headline_list(self._entities, token)):
                    listed = self._entities.at(other)
                    if listed is not None and listed.kind is EntityKind.STATE:
                        yield listed
            elif entity is not None and entity.key in self._entities.capitals:
                yield self._entities.capitals[entity.key]
            elif entity is None and token.i > noun.i and in_class(token, "own_forces") and token.head.lower_ == "of":
                yield from self._qualifying_states(token)  # "a team of Portuguese marines"
            elif token.tag_ == "PRP$":
                yield from (e for e in self._coreference.resolve(token) if e.kind is EntityKind.STATE)


def _is_of_units(entity: Entity, token: Token, noun: Token) -> bool:
    """True for a body whose kind is not told and that has battalions: "two FARDC battalions"."""
    return entity.kind is EntityKind.ORGANIZATION and token.i < noun.i and in_class(noun, "units")


def headline_list(entities: Entities, token: Token) -> Iterator[Token]:
    """The states that follow the one at ``token`` in a title, each after a comma: "India, Australia to share data"."""
    at = token.i + 1
    while token.idx < len(entities.article.title) and at + 1 < token.sent.end and token.doc[at].text == ",":
        mention = next(iter(entities.within(at + 1, min(at + 4, token.sent.end))), None)
        if mention is None or mention.start != at + 1 or mention.entity.kind is not EntityKind.STATE:
            return
        yield token.doc[mention.end - 1]
        at = mention.end


def headline_list_before(entities: Entities, token: Token) -> Iterator[Token]:
    """The states before the one at ``token`` in a title, each before a comma: "U.S., Philippines to resume sails"."""
    at = token.i
    while at > 1 and entities.at(token.doc[at - 1]) == entities.at(token):
        at -= 1
    while token.idx < len(entities.article.title) and at > token.sent.start + 1 and token.doc[at - 1].text == ",":
        mention = next((m for m in entities.before(at) if m.entity.kind is EntityKind.STATE), None)
        if mention is None or mention.end != at - 1:
            return
        yield token.doc[mention.end - 1]
        at = mention.start


def _is_told_apart(noun: Token) -> bool:
    """True for "partner nations", "South American militaries", "its allies"; not for "20 countries", "other states"."""
    if lemma(noun) in _BY_THEMSELVES:
        return True
    marks = (*syntax.modifiers(noun), *syntax.compounds(noun))
    return any(t.lower_ not in _INDISTINCT and t.tag_ != "CD" and not t.lower_.startswith("particip") for t in marks)


def unnamed(token: Token) -> Entity:
    """An entity of its own for the unnamed actor that ``token`` heads the description of; never merged with another."""
    span = filler_span(token)
    if in_class(token, "seagoing") and span.end < len(span.doc) and span.end == token.i + 1:
        named = named_span(span.doc[span.end])  # "the amphibious ship Wuzhishan"
        span = span if named is None or named.start != span.end else span.doc[span.start : named.end]
    return Entity(f"UnnamedActor:{span.start_char}", " ".join(span.text.split()), EntityKind.UNNAMED_ACTOR)

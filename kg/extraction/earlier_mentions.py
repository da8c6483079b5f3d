"""Whom the sentences before a token name: people, states and forces, singly and together, the nearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.extraction.entities import Entities
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import lemma
from kg.model import Entity, EntityKind

__all__ = ["EarlierMentions", "is_location", "is_subject"]

_WORDS = word_sets("coreference")
_FORCES = frozenset({"navy", "army", "air", "coast", "military"})


class EarlierMentions:
    """What one article names before a token; ``states`` gives the state that a person acts for."""

    def __init__(self, entities: Entities, states: Mapping[str, Entity]) -> None:
        self._entities = entities
        self._states = states

    def of_kinds(self, token: Token, kinds: Set[EntityKind]) -> Iterator[Entity]:
        """Entities of these kinds before ``token``: own sentence first, in each the subjects first."""
        seen: set[str] = set()
        sentence = token.sent
        while True:
            own = list(self._entities.within(sentence.start, min(sentence.end, token.i)))
            own.sort(key=lambda m: (not is_subject(sentence.doc[m.end - 1]), m.start))
            for mention in own:
                if mention.entity.kind in kinds and mention.entity.key not in seen:
                    seen.add(mention.entity.key)
                    yield mention.entity
            if sentence.start == 0:
                return
            sentence = sentence.doc[sentence.start - 1].sent

    def people(self, token: Token, count: int) -> tuple[Entity, ...]:
        """The ``count`` people last named; empty where so many are not."""
        found = []
        for entity in self.of_kinds(token, {EntityKind.PERSON}):
            found.append(entity)
            if len(found) == count:
                return tuple(found)
        return ()

    def people_together(self, token: Token) -> tuple[Entity, ...]:
        """Two people whom the nearest earlier sentence with people names together."""
        sentence = token.sent
        for _ in range(3):
            people = dict.fromkeys(
                m.entity
                for m in self._entities.within(sentence.start, min(sentence.end, token.i))
                if m.entity.kind is EntityKind.PERSON
            )
            if len(people) >= 2:
                return tuple(people)[:2]
            if people or sentence.start == 0:
                return ()
            sentence = sentence.doc[sentence.start - 1].sent
        return ()

    def states_together(self, token: Token, count: int) -> tuple[Entity, ...]:
        """The ``count`` states last spoken of together; those that people act for count as well."""
        found: dict[Entity, None] = {}
        sentence = token.sent
        while True:
            here = dict.fromkeys(self.states_in(sentence.start, min(sentence.end, token.i)))
            if len(here) == count or (len(here) > count and not found):
                return tuple(here)[:count]
            found.update(here)
            if len(found) >= count:
                return tuple(found)[:count]
            if sentence.start == 0:
                break
            sentence = sentence.doc[sentence.start - 1].sent
        rest = dict.fromkeys((*found, *self.states_in(token.i, len(token.doc))))
        return tuple(rest)[:count] if len(rest) >= count else ()

    def forces_together(self, token: Token, count: int) -> tuple[Entity, ...]:
        """ "The two navies": those that the article has named, where it has named so many; else nothing."""
        kind = token.nbor(-1).lower_ if token.i and lemma(token) in {"force", "guard"} else lemma(token)
        if kind not in _FORCES:
            return ()
        named = (
            e
            for e in self.of_kinds(token, {EntityKind.ARMED_FORCE})
            if not _WORDS[kind].isdisjoint(e.name.lower().replace("-", " ").split())
        )
        of_states = {force.country: force for force in named if force.country is not None}
        return tuple(of_states.values()) if len(of_states) == count else ()

    def states_in(self, start: int, end: int) -> Iterator[Entity]:
        """The states of the tokens ``[start, end)``: by name, by who acts for them, by their capitals."""
        for mention in self._entities.within(start, end):
            entity = mention.entity
            if entity.kind is EntityKind.STATE:
                yield entity
            elif entity.key in self._states:
                yield self._states[entity.key]
            elif entity.key in self._entities.capitals and not is_location(mention.start, self._entities.doc):
                yield self._entities.capitals[entity.key]


def is_subject(token: Token) -> bool:
    """True for a token in the subject of a clause."""
    return syntax.head_noun(token).dep_ in {"nsubj", "nsubjpass"}


def is_location(start: int, doc: Doc) -> bool:
    """True for a capital that only says where something took place ("met in Doha")."""
    return start > 0 and doc[start - 1].lower_ in {"in", "at", "near", "outside"}

"""What pronouns and definite descriptions stand for: "he", "it", "both countries", "the two leaders".

Rules in the spirit of the precision-ranked sieves of Lee et al. (2013): the nearest earlier mention whose kind fits,
the sentence's own first. Where nothing fits, nothing is returned; a role left empty is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from itertools import islice

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.earlier_mentions import EarlierMentions, is_location, is_subject
from kg.extraction.entities import Entities
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, is_plural, lemma
from kg.model import Entity, EntityKind

__all__ = ["Coreference"]

_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "both", "pair", "duo", "two"})
_FIRST_PLURAL = frozenset({"we", "us", "our", "ours"})
_FIRST = frozenset({"i", "me", "my"})
_WORDS = word_sets("coreference")
_BODIES = frozenset({EntityKind.GOVERNMENT_BODY, EntityKind.ARMED_FORCE, EntityKind.COMPANY, EntityKind.ORGANIZATION})
_BODY_KINDS = tuple(kind for kind in EntityKind if kind.value in _WORDS)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LOCATING = frozenset({"in", "at", "near", "to", "into", "from", "off", "outside"})
_PAIR = 2
_UNTELLING = frozenset({"the", "then"})
_MARKS = frozenset({"det", "predet", "nummod", "amod", "cc", "preconj", "poss"})


class Coreference:
    """Answers what a token of one article's Doc stands for when it is no name.

    ``states`` gives the state that a person acts for; ``speaker`` the person or body whose quoted words a token is in.
    Where it ``resolves`` nothing, nothing stands for anything.
    """

    def __init__(
        self,
        entities: Entities,
        *,
        states: Mapping[str, Entity],
        posts: Mapping[str, tuple[str, ...]],
        speaker: Callable[[Token], Entity | None],
        resolves: bool = True,
    ) -> None:
        self._entities = entities
        self._before = EarlierMentions(entities, states)
        self._states = states
        self._posts = posts
        self._speaker = speaker
        self._resolves = resolves

    def resolve(self, token: Token) -> tuple[Entity, ...]:
        """The actors that ``token`` (a pronoun, or the head of a description) stands for, in order of mention."""
        if not self._resolves:
            return ()
        word = token.lower_
        if word in _PERSONAL:
            return self._last(token, {EntityKind.PERSON}) or self._announced(token)
        if word in _FIRST:
            return self._speaking(token)
        if word in _FIRST_PLURAL:
            return self._states_of(self._speaking(token)) or self._home()
        if word in {"it", "its"}:
            return self._last_state(token)
        if word in {"there", "here"}:
            return self._last_location(token)
        if word in _PLURAL and token.pos_ in {"PRON", "DET", "NUM", "NOUN", "CCONJ"}:
            return self._pair(token, people_first=word in {"pair", "duo", "two", "both", "they", "their", "them"})
        return self._description(token)

    def _announced(self, token: Token) -> tuple[Entity, ...]:
        """ "During his visit, General Aubert said": the subject that a pronoun before it looks ahead to."""
        for mention in self._entities.within(token.i + 1, token.sent.end):
            if mention.entity.kind is EntityKind.PERSON and is_subject(token.doc[mention.end - 1]):
                return (mention.entity,)
        return ()

    def _description(self, token: Token) -> tuple[Entity, ...]:
        word = lemma(token)
        determiners = {t.lower_ for t in token.children if t.dep_ in _MARKS}
        if word == "side" and determiners & {"both", "either", "two", "neither"}:
            return self._pair(token, people_first=False)
        if word in _WORDS["leaders"] and determiners & _WORDS["both"]:
            return self._two_holders(token, word) or self._before.people(token, 2)
        if word in _WORDS["leaders"] and is_plural(token) and "the" in determiners:
            return self._two_holders(token, word)
        if word in _WORDS["states"] and determiners & _WORDS["both"]:
            count = max((_NUMBERS[d] for d in determiners & set(_NUMBERS)), default=2)
            return self._before.forces_together(token, count) or self._before.states_together(token, count)
        if word in _WORDS["Company"] and determiners & _WORDS["both"]:
            return tuple(islice(self._before.of_kinds(token, {EntityKind.COMPANY, EntityKind.ORGANIZATION}), 2))
        owned = in_class(token, "official") and any(t.tag_ == "PRP$" for t in token.children)  # "its spokesman"
        if not owned and not determiners & {"the", "this", "that"} and not token.text[:1].isupper():
            return ()
        bodies = {kind for kind in _BODY_KINDS if word in _WORDS[kind.value]}
        if bodies:
            return self._last(token, bodies)
        if word in _WORDS["one_state"] and not is_plural(token):
            return self._other_state(token)
        if in_class(token, "official") and not is_plural(token):
            return self._office_holder(token)
        return ()

    def _office_holder(self, token: Token) -> tuple[Entity, ...]:
        """ "The Defence Secretary", "the Greek minister": whoever was last said to hold an office so called."""
        near = (token, *syntax.compounds(token), *syntax.modifiers(token))
        states = {e for t in near if (e := self._entities.at(t)) is not None and e.kind is EntityKind.STATE}
        words = {t.lower_ for t in near if self._entities.at(t) not in states} - _UNTELLING
        before = (m.entity for m in self._entities.before(token.i))
        everyone = tuple({m.entity.key: m.entity for m in self._entities.mentions}.values())
        fitting = [e for e in everyone if self._holds(e, words) and states <= {self._states.get(e.key)}]
        return tuple(e for e in before if e in fitting)[:1] or (tuple(fitting) if len(fitting) == 1 else ())

    def _two_holders(self, token: Token, word: str) -> tuple[Entity, ...]:
        """ "The (two) ministers": those of two states who were so called before, where there are just two."""
        before = dict.fromkeys(m.entity for m in self._entities.before(token.i))
        found = tuple(e for e in before if self._holds(e, {word}) and e.key in self._states)
        states = {self._states[e.key] for e in found}
        return found[::-1] if len(found) == len(states) == _PAIR else ()

    def _holds(self, entity: Entity, words: Set[str]) -> bool:
        """True for somebody of whose offices one has all ``words``."""
        posts = self._posts.get(entity.key, ())
        return any(words <= set(post.lower().replace(",", "").split()) for post in posts)

    def _last(self, token: Token, kinds: Set[EntityKind]) -> tuple[Entity, ...]:
        return tuple(entity for entity in self._before.of_kinds(token, kinds))[:1]

    def _pair(self, token: Token, *, people_first: bool) -> tuple[Entity, ...]:
        people = self._before.people_together(token) if people_first else ()
        return people or self._two_states(token)

    def _two_states(self, token: Token) -> tuple[Entity, ...]:
        return self._before.states_together(token, 2)

    def _last_state(self, token: Token) -> tuple[Entity, ...]:
        body = self._body_speaking(token)
        if body is not None:
            return (body,)
        return self._last(token, {EntityKind.STATE, EntityKind.INTERNATIONAL_ORGANIZATION})

    def _other_state(self, token: Token) -> tuple[Entity, ...]:
        """ "Pakistan has no troops in the kingdom": the last state that the clause itself does not speak of."""
        if is_subject(token):
            return self._last_state(token)
        own = {state.key for state in self._spoken_of(token)}
        return tuple(e for e in self._before.of_kinds(token, {EntityKind.STATE}) if e.key not in own)[:1]

    def _spoken_of(self, token: Token) -> Iterator[Entity]:
        """The states that the clause of ``token`` names, and those that its subjects and the ones above act for."""
        clause = syntax.clause_head(token)
        for mention in self._entities.within(token.sent.start, token.sent.end):
            if syntax.clause_head(token.doc[mention.end - 1]) != clause:
                continue
            if mention.entity.kind is EntityKind.STATE:
                yield mention.entity
            elif mention.entity.key in self._entities.capitals and not is_location(mention.start, token.doc):
                yield self._entities.capitals[mention.entity.key]
        for verb in (clause, *clause.ancestors):
            for subject in (*syntax.subjects(verb), *filter(None, [syntax.antecedent(verb)])):
                named = [e for t in (subject, *syntax.appositions(subject)) if (e := self._entities.at(t)) is not None]
                yield from self._states_of(tuple(named) or self._office_holder(subject))

    def _last_location(self, token: Token) -> tuple[Entity, ...]:
        """ "There": the last place or state in or to which something was said to be, described or named."""
        doc = token.doc
        first = doc[max(token.sent.start - 1, 0)].sent.start
        for at in range(token.i - 1, first - 1, -1):
            other = doc[at]
            if other.dep_ not in {"pobj", "dobj"} or (other.dep_ == "pobj" and other.head.lower_ not in _LOCATING):
                continue
            entity = self._entities.at(other)
            if entity is not None and self._may_stand_in(token, entity):
                return (entity,)
            if entity is None and lemma(other) in _WORDS["one_state"]:
                return self._description(other)
        return ()

    def _may_stand_in(self, token: Token, place: Entity) -> bool:
        """True for a place or state; who speaks "here" stands in one that lies in some state, not in East Africa."""
        if place.kind is EntityKind.PLACE:
            return token.lower_ == "there" or any(r.country for r in self._entities.gazetteer.lookup(place.name))
        return place.kind is EntityKind.STATE

    def _body_speaking(self, token: Token) -> Entity | None:
        """ "Paris said it had ...": the body, or the state whose capital, is the subject of the clause above."""
        above = {t for verb in token.ancestors for t in syntax.subjects(verb) if t.i < token.i}
        for subject in sorted(above, reverse=True, key=lambda t: t.i):
            entity = self._entities.at(subject)
            if entity is not None and entity.key in self._entities.capitals:
                return self._entities.capitals[entity.key]
            if entity is not None:
                return entity if entity.kind in _BODIES else None
        return None

    def _speaking(self, token: Token) -> tuple[Entity, ...]:
        speaker = self._speaker(token)
        return (speaker,) if speaker is not None else ()

    def _states_of(self, actors: tuple[Entity, ...]) -> tuple[Entity, ...]:
        return tuple(self._states[a.key] for a in actors if a.key in self._states)

    def _home(self) -> tuple[Entity, ...]:
        return (self._entities.home,) if self._entities.home is not None else ()

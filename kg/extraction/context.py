"""All that is known about one article while its situations are read: entities, actors, agreements, the domain."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
from spacy.tokens import Doc, Span, Token

from kg.extraction.actors import Actors
from kg.extraction.agreements import Agreements
from kg.extraction.entities import Entities
from kg.extraction.leading_states import sides_of, state_at_home
from kg.extraction.lexicon import Frame, lexicon, table
from kg.extraction.phrases import base_form, in_class, lemmas, may_be_in
from kg.extraction.selecting import Sieve, lower_forms, tokens_with
from kg.extraction.whereabouts import state_told_around
from kg.model import Article, Entity, EntityKind

__all__ = ["Context", "Refused"]

_DESIGNATION = re.compile(r"\b[A-Z]{1,3}-?\d{1,3}[A-Z]?\b")
_OFFICERS = frozenset(table("titles")["officers"]["words"])
_CIVIL_GENERALS = frozenset(table("titles")["officers"]["civil"])
_STOPS = frozenset({";", "."})
_GROUNDS = frozenset(table("conditions")["city_grounds"]["words"])
_PLACE_KINDS = frozenset({"city", "capital", "place", "base", "territory"})

# share of defence words among the words of an article from which it counts as being about defence; measured on the
# composed development articles on defence (all but four lie above) and on general news (benchmarks/RESULTS.md)
_DEFENCE_SHARE = 0.0125
# share below which an article of some length is about something else; of 255 pieces of general news 240 lie below, of
# the development articles, real and composed, one that is on a trade pact
_OTHER_SHARE, _LENGTH = 0.005, 100


@dataclass(frozen=True, slots=True)
class Refused:
    """A trigger that told no situation by ``frame``, and why."""

    trigger: Token
    frame: Frame
    reason: str


@dataclass(frozen=True)
class Context:
    """One article under reading. ``refused`` takes the triggers that nearly told a situation, if it is wanted.

    ``dated`` is False for situations without times.
    """

    doc: Doc
    article: Article
    entities: Entities
    actors: Actors
    agreements: Agreements
    refused: list[Refused] | None = None
    dated: bool = True

    def refuse(self, trigger: Token, frame: Frame, reason: str) -> None:
        """Note that ``trigger`` tells nothing by ``frame``, if somebody wants to know."""
        if self.refused is not None:
            self.refused.append(Refused(trigger, frame, reason))

    @cached_property
    def is_on_defence(self) -> bool:
        """True if the article as a whole is about defence: by its title, or by the share of the domain's words."""
        return self._is_titled_so or self._defence_share > _DEFENCE_SHARE

    @cached_property
    def is_on_something_else(self) -> bool:
        """True if the article is long enough to tell and has next to no word of defence; some sentence still may."""
        return self._words >= _LENGTH and not self._is_titled_so and self._defence_share < _OTHER_SHARE

    @cached_property
    def _is_titled_so(self) -> bool:
        title_end = len(self.article.title)
        return any(t.idx < title_end for t in self._defence_words)

    @cached_property
    def _defence_share(self) -> float:
        return len(self._defence_words) / max(self._words, 1)

    @cached_property
    def _words(self) -> int:
        return int(self.doc.to_array("IS_ALPHA").sum())

    @cached_property
    def _defence_words(self) -> tuple[Token, ...]:
        strong = lexicon().words("defence_strong")
        words = [t for t in tokens_with(self.doc, LOWER=strong) if t.is_alpha]
        return (*words, *(self.doc[i] for i in self._weapons))

    @cached_property
    def _weapons(self) -> tuple[int, ...]:
        """Where weapons are named by a designation ("C-390"); the name of a ship or a pistol may be anybody's."""
        named = (m for m in self.entities.mentions if m.entity.kind is EntityKind.EQUIPMENT)
        return tuple(m.start for m in named if _DESIGNATION.search(m.entity.name))

    @cached_property
    def sides(self) -> tuple[Entity, ...]:
        """The two states an article is about: those its title names, or that most of its mentions of states name."""
        return sides_of(self.entities)

    @cached_property
    def at_home(self) -> Entity | None:
        """The state whose paper, release or dateline the article is, if it says so."""
        return state_at_home(self.entities)

    def state_of_place(self, token: Token) -> tuple[Entity, ...]:
        """The state in which the place named at ``token`` lies, if the article names that state too."""
        place = self.entities.at(token)
        if place is None:
            place = next(iter(self.actors.of(token)), None) if token.lower_ in {"there", "here"} else None
        if place is None or place.kind is not EntityKind.PLACE:
            return ()
        state = self.state_around(place)
        return () if state is None else (state,)

    def state_around(self, place: Entity) -> Entity | None:
        """The state that ``place`` names or lies in, if the article names that state; None otherwise."""
        named = self.entities.state(place.name) or self.entities.capitals.get(place.key)
        if named is not None:
            return named
        countries = self.countries_of(place)
        known = next((e for e in self.entities.all() if e.kind is EntityKind.STATE and e.name in countries), None)
        return known or state_told_around(self.entities, place)

    def countries_of(self, place: Entity) -> frozenset[str]:
        """The names of the states in which the gazetteer knows places of this name.

        An airport or base that it does not know lies where the city does that its name begins with.
        """
        words = place.name.split()
        for length in range(len(words), 0, -1):
            found = self.entities.gazetteer.lookup(" ".join(words[:length]))
            known = frozenset(r.country for r in found if r.kind in _PLACE_KINDS and r.country)
            if known or words[-1].lower() not in _GROUNDS:
                return known
        return frozenset()

    def in_headline(self, token: Token) -> bool:
        """True for a token of the title line."""
        return token.idx < len(self.article.title)

    def speaks_of_defence(self, span: Span) -> bool:
        """True if ``span`` holds a word that only defence uses, or names an armed force."""
        if _any_within(self._strong_words, span):
            return True
        return any(m.entity.kind is EntityKind.ARMED_FORCE for m in self.entities.within(span.start, span.end))

    def is_relevant(self, token: Token, *, strictly: bool = False) -> bool:
        """The gate of weak triggers: the sentence speaks of defence, or the article is about it.

        Arms and agreements named in the sentence count as well, unless ``strictly`` is set. In an article on something
        else one word ("security") is not enough.
        """
        key = (self._sentence_starts[token.i], strictly)
        if key not in self._relevant:
            self._relevant[key] = self._is_relevant(token.sent, strictly=strictly)
        return self._relevant[key]

    def _is_relevant(self, sentence: Span, *, strictly: bool) -> bool:
        if self.is_on_something_else and not self._speaks_twice_of_defence(sentence):
            return not strictly and self._names_arms(sentence)
        if self.is_on_defence or self.speaks_of_defence(sentence) or self._names_officer(sentence):
            return True
        return not strictly and self._names_arms(sentence)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        """For each token where its sentence starts; to ask spaCy costs a walk there and back."""
        starts = self.doc.to_array("SENT_START") == 1
        found: list[int] = np.maximum.accumulate(np.where(starts, np.arange(len(starts)), 0)).tolist()
        return found

    @cached_property
    def words(self) -> list[tuple[str, str, bool]]:
        """For each token form and lemma in small letters, and whether a sentence or a part of one begins or ends."""
        forms = lower_forms(self.doc)
        starts = (self.doc.to_array("SENT_START") == 1).tolist()
        ends = [start or form in _STOPS for start, form in zip(starts, forms, strict=True)]
        return list(zip(forms, lemmas(self.doc), ends, strict=True))

    @cached_property
    def _relevant(self) -> dict[tuple[int, bool], bool]:
        """What was found out of sentences, by their first token."""
        return {}

    def _speaks_twice_of_defence(self, span: Span) -> bool:
        """True if ``span`` has two words that only defence uses, or one outside the name of an armed force in it."""
        forces = [m for m in self.entities.within(span.start, span.end) if m.entity.kind is EntityKind.ARMED_FORCE]
        named = {i for m in forces for i in range(m.start, m.end)}
        words = [i for i in self._strong_words if span.start <= i < span.end and i not in named]
        return len(words) + bool(forces) > 1

    def _names_officer(self, span: Span) -> bool:
        """True if ``span`` names somebody by an officer's rank ("Admiral Hugo Lind"); a secretary-general has none."""
        for mention in self.entities.within(span.start, span.end):
            if mention.entity.kind is not EntityKind.PERSON:
                continue
            title = [t.lower_.rstrip(".") for t in self.doc[max(span.start, mention.start - 3) : mention.end]]
            ranks = [i for i, word in enumerate(title) if word in _OFFICERS]
            if ranks and not any(title[i - 1] in {"-", *_CIVIL_GENERALS} for i in ranks if i):
                return True
        return False

    @cached_property
    def _strong_words(self) -> tuple[int, ...]:
        return tuple(_strong_words().places(self.doc))

    def _names_arms(self, sentence: Span) -> bool:
        """True if ``sentence`` names arms or an agreement on defence."""
        if sentence.start not in self._arms:
            self._arms[sentence.start] = _any_within(self._arms_named, sentence) or (
                self.agreements.are_on_defence and any(self._is_defence_agreement(t) for t in sentence)
            )
        return self._arms[sentence.start]

    @cached_property
    def _arms_named(self) -> tuple[int, ...]:
        return tuple(i for i in _equipment().places(self.doc) if in_class(self.doc[i], "equipment"))

    @cached_property
    def _arms(self) -> dict[int, bool]:
        """What was found out of sentences, by their first token."""
        return {}

    def _is_defence_agreement(self, token: Token) -> bool:
        agreement = self.agreements.at(token)
        return agreement is not None and self.agreements.is_on_defence(agreement)


def _any_within(places: Sequence[int], span: Span) -> bool:
    """True if one of ``places``, token indices in order, lies in ``span``."""
    at = bisect_left(places, span.start)
    return at < len(places) and places[at] < span.end


@cache
def _equipment() -> Sieve:
    return Sieve(may_be_in("equipment"))


@cache
def _strong_words() -> Sieve:
    words = lexicon().words("defence_strong")
    return Sieve(lambda lemma_, form: form in words or base_form(lemma_, form) in words)

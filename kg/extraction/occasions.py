"""Dates told in an earlier sentence: what was done at the same occasion, or next, was done on its day.

News moves forward in time with its sentences (narrative progression: Lascarides and Asher 1993): "The ministers met on
Monday. They then signed a protocol." A date is taken over only where words say so: *then*, *later*, *at the same
session*, *during the meeting*, or where those who met are the subject again. The basis is ``derived``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.phrases import is_plural, lemma
from kg.extraction.times import TimeExpression, TimeKind, find
from kg.extraction.triggers import Candidate
from kg.model import Entity, EntityKind, Situation, Temporality, Time, TimeBasis

__all__ = ["Dated", "date_from_occasion"]

Dated = tuple[int, Situation]
"""A situation read before, with the place of its trigger."""

_DAY = len("2024-05-15")
_REACH = 120  # tokens back to what "then" follows
_OCCASIONS = frozenset({"Consultation", "Signature", "ConsentToBeBound", "DomesticApproval", "Amendment", "Renewal"})
_NEXT = frozenset(table("occasions")["next"]["words"])
_GATHERINGS = frozenset(table("occasions")["gatherings"]["words"])
_SIDES = frozenset(table("occasions")["sides"]["words"])
_PARTS_OF_DAY = frozenset(table("occasions")["parts_of_day"]["words"])
_SAME_DAY = frozenset({"Visit"})
_DEFINITE = frozenset({"the", "this", "that", "both", "these"})


def date_from_occasion(candidate: Candidate, told: Situation, before: Sequence[Dated]) -> Time | None:
    """The day of the occasion that the clause of ``candidate`` goes on telling; None where it tells no such thing."""
    if told.when is not None or told.type not in _OCCASIONS | _SAME_DAY or not before:
        return None
    verb = _past_verb(candidate.trigger)
    if verb is None:
        return None
    first = syntax.first_conjunct(verb)
    opening = [t for clause in (first, verb) for t in clause.children if t.dep_ == "prep" and t.i < verb.i]
    same = any(_is_same_occasion(t) or _is_same_day(t) for t in opening)
    if told.type in _SAME_DAY and not same:
        return None
    if not same and not all(_is_of_a_year(e) for e in find(verb.sent.text)):
        return None
    for at, earlier in reversed(before):
        if earlier.type in _OCCASIONS and _is_of_a_day(earlier) and at < verb.sent.start:
            goes_on = same or _goes_on(verb, told, earlier, near=verb.i - at <= _REACH)
            return replace(earlier.when, basis=TimeBasis.DERIVED) if goes_on and earlier.when is not None else None
    return None


def _is_of_a_year(expression: TimeExpression) -> bool:
    """True for a bare year, which tells one agreement from another ("the 2020 accord"), and for a duration."""
    return expression.kind is TimeKind.DURATION or (expression.first is not None and expression.first.month is None)


def _past_verb(trigger: Token) -> Token | None:
    """The verb of the clause in the simple past, the only tense in which a story goes on."""
    verb = trigger if trigger.tag_.startswith("VB") else syntax.governing_verb(trigger)
    return verb if verb is not None and verb.tag_ == "VBD" and not syntax.auxiliaries(verb) else None


def _is_of_a_day(situation: Situation) -> bool:
    day = situation.when is not None and len(situation.when.value) == _DAY and situation.when.end is None
    return day and any(claim.temporality is Temporality.PAST for claim in situation.claims)


def _goes_on(verb: Token, told: Situation, earlier: Situation, *, near: bool) -> bool:
    first = syntax.first_conjunct(verb)
    adverbs = {t.lower_ for clause in (first, verb) for t in syntax.children(clause, "advmod")}
    if near and adverbs & _NEXT:
        return True
    if near and "also" in adverbs:
        return bool(set(_people(told)) & set(_people(earlier)))
    met = earlier.type == "Consultation" and told.type == "Signature"
    return met and any(_are_the_sides(t) for t in syntax.subjects(first))


def _is_same_occasion(preposition: Token) -> bool:
    """*at the same session*, *during the meeting*."""
    if preposition.lower_ not in {"at", "during", "in"}:
        return False
    nouns = syntax.children(preposition, "pobj")
    return any(lemma(t) in _GATHERINGS and _is_definite(t) for t in nouns)


def _is_same_day(preposition: Token) -> bool:
    """*After the talks, she visited*, *In the afternoon, they toured*: later on the day told of."""
    after = preposition.lower_ in {"after", "following"}
    words = _GATHERINGS if after else _PARTS_OF_DAY if preposition.lower_ == "in" else frozenset()
    return any(lemma(t) in words and _is_definite(t) for t in syntax.children(preposition, "pobj"))


def _are_the_sides(noun: Token) -> bool:
    return lemma(noun) in _SIDES and is_plural(noun) and _is_definite(noun)


def _is_definite(noun: Token) -> bool:
    return any(t.lower_ in _DEFINITE for t in syntax.determiners(noun))


def _people(situation: Situation) -> Iterator[Entity]:
    for fillers in situation.roles.values():
        for filler in fillers:
            if isinstance(filler, Entity) and filler.kind is EntityKind.PERSON:
                yield filler

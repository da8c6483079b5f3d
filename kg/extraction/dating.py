"""The date of a situation: the expression of time in its own clause, resolved as finely as the text gives it."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.times import TimeExpression, find, resolve
from kg.extraction.triggers import Candidate
from kg.model import Temporality, Time

__all__ = ["date_of"]


def date_of(context: Context, candidate: Candidate, tense: Temporality) -> Time | None:
    """The date that the clause of ``candidate`` gives; None where it gives none, or only one that cannot be settled."""
    trigger = candidate.trigger
    sentence = trigger.sent
    best: tuple[int, Time] | None = None
    for expression in _expressions(sentence.text):
        token = _token_at(sentence, expression.start)
        distance = None if token is None else _distance(candidate, token)
        if distance is None:
            continue
        time = resolve(expression, published=context.article.date, tense=tense)
        if time is not None and (best is None or distance < best[0]):
            best = distance, time
    return None if best is None else best[1]


@lru_cache(maxsize=256)
def _expressions(text: str) -> tuple[TimeExpression, ...]:
    return tuple(find(text))


def _token_at(sentence: Span, offset: int) -> Token | None:
    at = sentence.start_char + offset
    return next((t for t in sentence if t.idx <= at < t.idx + len(t) + 1), None)


def _distance(candidate: Candidate, date: Token) -> int | None:
    """How many steps up from ``date`` the trigger (or what carries it) stands; None if the date is another clause's."""
    heads = {candidate.trigger.i, syntax.head_noun(candidate.trigger).i}
    if candidate.arguments.carrier is not None:
        heads.add(candidate.arguments.carrier.i)
    arguments = {t.i for slot in candidate.arguments.slots.values() for t in slot}
    steps, token = 0, date
    while True:
        if token.i in heads:
            return steps
        if token.pos_ == "VERB" and token != date and token.dep_ in {"relcl", "advcl", "ccomp", "acl"}:
            return steps + 2 if token.head.i in heads and token.dep_ == "acl" else None
        if token.head == token:
            break
        token = token.head
        steps += 1
    noun = syntax.governing_verb(candidate.trigger)
    return steps + 3 if noun is not None and noun.i == token.i and not arguments & {date.i} else None

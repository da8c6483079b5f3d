"""The date of a situation: the expression of time that belongs to it, resolved as finely as the text gives it.

Which event an expression belongs to is told in :mod:`kg.extraction.date_places`. An expression that only bounds the
time (*by 2030*, *until March*), that lies on the wrong side of the article's date, or that says when something ended
dates nothing: an exercise or stay that lasts is dated by its first day.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.date_places import is_dated_by
from kg.extraction.event_heads import event_heads, shared_heads
from kg.extraction.governors import operator_keys
from kg.extraction.operators import operator
from kg.extraction.times import TimeExpression, TimeKind, beginning, find, resolve
from kg.extraction.triggers import Candidate
from kg.model import Temporality, Time

__all__ = ["date_of"]

_OPEN_ENDS = frozenset({"until", "till", "before", "by", "through", "after"})
"""Prepositions that give a bound of the time rather than its beginning."""
_ACTS = frozenset({"Signature", "ConsentToBeBound", "Renewal", "Amendment", "Termination", "Suspension"})
"""Stages of agreements: acts without duration, which nothing can have done "since" a year."""
_DEGREES = frozenset({"early", "soon", "recently", "late"})
_POSTPONING = frozenset({"postpone", "put off", "delay", "push back", "reschedule", "move", "defer"})
_ENDING = re.compile(r"\b(?:due|set|scheduled|expected) to (?:end|finish|conclude|close|wrap up)\b[^,;.]*$")
_LATEST = re.compile(r"\b(?:most recently|last time|the last of them)\b[^,;.]*$")
_UNIQUE = frozenset({"first", "only", "last", "latest"})


def date_of(
    context: Context, candidate: Candidate, tense: Temporality, *, counterpart: Time | None = None
) -> Time | None:
    """The date that the clause of ``candidate`` gives; None where it gives none, or only one that cannot be settled.

    A clause without a date has that of one that tells the same time. ``counterpart`` is the date of the last situation
    of the same type, from which "17 years previously" counts where the sentences nearby have no date.
    """
    if candidate.frame.type == "Visit" and candidate.trigger.lemma_ == "receive":
        return None  # the day of the reception may be any of the stay
    if candidate.frame.type == "ArmsTransfer" and candidate.trigger.lemma_ in {"sign", "contract"}:
        return None  # who signed for jets in 2016 got them later
    expressions = _expressions(candidate.trigger.sent.text) if context.dated else ()
    if tense is Temporality.HABITUAL:  # a habit has no date but that of its first time: "held annually since 2021"
        latest = [e for e in expressions if _LATEST.search(candidate.trigger.sent.text, 0, e.start)]
        tense = Temporality.PAST if latest else tense
        expressions = tuple(latest) or tuple(e for e in expressions if e.bound == "since")
    elif tense is Temporality.PAST and _lies_ahead(candidate):
        tense = Temporality.FUTURE
    if tense is Temporality.PAST:
        expressions = _of_the_doing(candidate, expressions)
    if not expressions:
        return None
    own = _dates_below(context, candidate, tense, event_heads(candidate), expressions, counterpart)
    shared = frozenset() if own else shared_heads(candidate)
    found = own or (_dates_below(context, candidate, tense, shared, expressions, counterpart) if shared else [])
    if (moved := _moved(context, candidate, expressions)) is not None:
        return moved
    if len({time.value for time in found}) > 1 and all(len(time.value) == len("2013") for time in found):
        return None  # "in 2013 and 2015"
    return max(found, key=lambda time: len(time.value), default=None)


def _dates_below(
    context: Context,
    candidate: Candidate,
    tense: Temporality,
    heads: frozenset[int],
    expressions: Sequence[TimeExpression],
    counterpart: Time | None,
) -> list[Time]:
    """The dates of the sentence that belong to ``heads``."""
    sentence = candidate.trigger.sent
    found: list[Time] = []
    for expression in expressions:
        token = _token_at(sentence, expression.start)
        last = _token_at(sentence, expression.end - 1)
        if token is None or last is None or not is_dated_by(token, last, heads, candidate):
            continue
        if _is_bound(expression, token, candidate, tense):
            continue
        ends = _says_the_end(token, heads, candidate) or bool(_ENDING.search(sentence.text, 0, expression.start))
        anchored = expression.kind is TimeKind.ANCHORED
        anchor = (_anchor(context, sentence, expression, tense) or counterpart) if anchored else None
        time = resolve(expression, published=context.article.date, tense=tense, anchor=anchor)
        if ends and time is not None:
            time = _begun(time, candidate, expressions)
        if time is not None and _is_on_its_side(time, tense, context.article.date):
            found.append(time)
    return found


def _of_the_doing(candidate: Candidate, expressions: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """Without the date of the plan in *the drill scheduled for May was held in April*."""
    noun = syntax.head_noun(candidate.trigger)
    planned = [t for t in syntax.children(noun, "acl", "relcl") if t.lemma_ in {"plan", "schedule", "slate", "fix"}]
    verb = syntax.governing_verb(noun)
    if not planned or verb is None or verb.i < planned[0].i:
        return tuple(expressions)
    behind = [e for e in expressions if (t := _token_at(verb.sent, e.start)) is not None and t.i > verb.i]
    return tuple(behind or expressions)


def _moved(context: Context, candidate: Candidate, expressions: Sequence[TimeExpression]) -> Time | None:
    """The new date of what *was postponed to July*, whatever it had been planned for."""
    verb = syntax.governing_verb(syntax.head_noun(candidate.trigger))
    if verb is None or not set(operator_keys(verb)) & _POSTPONING:
        return None
    behind = [e for e in expressions if (t := _token_at(verb.sent, e.start)) is not None and t.i > verb.i]
    to = [e for e in behind if verb.sent.text[: e.start].rstrip().endswith(" to")]
    return resolve(to[0], published=context.article.date, tense=Temporality.FUTURE) if to else None


def _begun(end: Time, candidate: Candidate, expressions: Sequence[TimeExpression]) -> Time | None:
    """The first day of *a three-day exercise* that was over on the day ``end``; None where it is not told."""
    noun, sentence = syntax.head_noun(candidate.trigger), candidate.trigger.sent
    terms = [e for e in expressions if e.kind is TimeKind.DURATION and e.duration and "-day" in e.text]
    before = [
        e for e in terms if (t := _token_at(sentence, e.start)) is not None and noun in t.ancestors and t.i < noun.i
    ]
    return beginning(end, before[0].duration or "") if before else None


def _lies_ahead(candidate: Candidate) -> bool:
    """*authorised the entry of troops, who will train there in June*: what a permission is read from lies ahead."""
    trigger = candidate.trigger
    return trigger.tag_ == "VB" and any(t.lower_ == "will" for t in syntax.modals(trigger))


def _is_bound(expression: TimeExpression, token: Token, candidate: Candidate, tense: Temporality) -> bool:
    """True where the date says only by, until or after when; "the first visit since 2010" was not in 2010 either."""
    years = expression.last is not None and expression.last.month is None
    if years and expression.bound != "from" and candidate.trigger.tag_ == "NNS":
        return True  # "the 26 exercises held between 2020 and 2024"
    if expression.bound in _OPEN_ENDS or _is_span(expression, token, tense):
        return True
    if expression.bound == "since" and _is_repeated(candidate):
        return True
    before = [t for t in token.doc[token.sent.start : token.i] if t.ent_type_ != "DATE"]
    near = [t.lower_ for t in before[-3:]]
    if set(near[-2:]) & {"as", "than"} and not (near[-1:] == ["as"] and set(near) & _DEGREES):
        return True  # "half as many as in 2002", but "as early as next month"
    if _is_level(token):
        return True
    return expression.bound == "since" and any(t.tag_ in {"JJS", "RBS"} or t.lower_ in _UNIQUE for t in before)


def _is_span(expression: TimeExpression, token: Token, tense: Temporality) -> bool:
    """*are studying there this year*: what goes on now may have begun before the year did."""
    verb = syntax.governing_verb(token)
    now = verb is not None and any(t.tag_ in {"VBZ", "VBP"} for t in (verb, *syntax.auxiliaries(verb)))
    coarse = expression.kind is TimeKind.OFFSET and expression.count == 0 and expression.unit in {"month", "year"}
    return tense is Temporality.ONGOING and coarse and now


def _is_repeated(candidate: Candidate) -> bool:
    """*has left more than 70 accords since 2022*, *have not met since*: acts done within the time, or not at all."""
    trigger = candidate.trigger
    verb = trigger if trigger.tag_.startswith("VB") else syntax.governing_verb(trigger)
    if verb is None:
        return False
    done = candidate.frame.type in _ACTS and not syntax.is_passive(verb)
    return done or bool(syntax.negations(verb))


def _is_level(date: Token) -> bool:
    """*from near zero in 2008 to $15 billion this year*: a date of the level that something has reached."""
    at = date.i - 1
    while at > date.sent.start and (
        date.doc[at].ent_type_ == "MONEY" or date.doc[at].like_num or date.doc[at].tag_ == "$"
    ):
        at -= 1
    return at < date.i - 1 and date.doc[at].lower_ == "to"


def _says_the_end(date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True for *the exercise ends on Friday*, *wrapped up his visit on Monday*: not the day of its beginning."""
    if syntax.is_clausal(candidate.trigger):
        return False
    verb = next((t for t in date.ancestors if t.tag_.startswith("VB")), None)
    if verb is None or verb.i not in heads or verb == candidate.trigger:
        return False
    keys = operator_keys(verb)
    return any(
        found is not None and found.name == "ending"
        for found in (operator("subject", *keys), operator("object", *keys))
    )


def _is_on_its_side(time: Time, tense: Temporality, published: str | None) -> bool:
    """False for a date over before the article of what is still to come, and for one after it of what has been."""
    if published is None:
        return True
    value = (time.end or time.value) if tense is Temporality.FUTURE else time.value
    length = min(len(value), len(published))
    if tense is Temporality.FUTURE:
        return value[:length] >= published[:length]
    return tense is not Temporality.PAST or value[:length] <= published[:length]


def _anchor(context: Context, sentence: Span, expression: TimeExpression, tense: Temporality) -> Time | None:
    """The date that "the same day" counts from: the last one before it, in its sentence or the one before."""
    before = [e for e in _expressions(sentence.text) if e.end <= expression.start]
    if not any(_is_anchor(e) for e in before) and sentence.start > 0:
        before = list(_expressions(context.doc[sentence.start - 1].sent.text))
    dates = [e for e in before if _is_anchor(e)]
    return resolve(dates[-1], published=context.article.date, tense=tense) if dates else None


def _is_anchor(expression: TimeExpression) -> bool:
    return expression.kind in {TimeKind.DATE, TimeKind.WEEKDAY, TimeKind.OFFSET} and not expression.bound


@lru_cache(maxsize=256)
def _expressions(text: str) -> tuple[TimeExpression, ...]:
    return tuple(find(text))


def _token_at(sentence: Span, offset: int) -> Token | None:
    """The token at ``offset`` of the sentence, or right before it."""
    at = sentence.start_char + offset
    after = bisect_right(range(len(sentence)), at, key=lambda i: sentence[i].idx)
    return next((t for t in sentence[max(0, after - 2) : after] if at <= t.idx + len(t)), None)

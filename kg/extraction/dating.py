"""The date of a situation: the expression of time in its own clause, resolved as finely as the text gives it.

Every expression of time belongs to the nearest event above it in the parse: "in August 2017" in "following her visit to
Poland in August 2017, she held talks" dates the visit, not the talks. In doubt it dates nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.arguments import is_light
from kg.extraction.conditions import is_permission
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon
from kg.extraction.named import named_span
from kg.extraction.phrases import lemma
from kg.extraction.times import TimeExpression, TimeKind, find, resolve
from kg.extraction.triggers import Candidate, event_name
from kg.model import Temporality, Time

__all__ = ["date_of"]

_SAYING = frozenset({"say", "tell", "announce", "state", "report", "declare", "add", "confirm", "note", "write"})


def date_of(context: Context, candidate: Candidate, tense: Temporality) -> Time | None:
    """The date that the clause of ``candidate`` gives; None where it gives none, or only one that cannot be settled."""
    sentence = candidate.trigger.sent
    heads = _heads(candidate)
    found: list[Time] = []
    for expression in _expressions(sentence.text):
        token = _token_at(sentence, expression.start)
        if token is None or not _belongs(token, heads, candidate):
            continue
        anchor = _anchor(context, sentence, expression, tense) if expression.kind is TimeKind.ANCHORED else None
        time = resolve(expression, published=context.article.date, tense=tense, anchor=anchor)
        if time is not None:
            found.append(time)
    return max(found, key=lambda time: len(time.value), default=None)


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


def _heads(candidate: Candidate) -> frozenset[int]:
    """The tokens that stand for the event: trigger, head noun, carrier, its name, a verb it is argument of."""
    trigger = candidate.trigger
    name = named_span(trigger) if trigger.ent_type_ == "EVENT" else None
    noun = syntax.head_noun(trigger) if name is None else name.root
    heads = {trigger.i, noun.i}
    while noun.dep_ == "appos" and noun.head != noun:
        # "the drill, Exercise Red Reef, began on Monday"
        noun = noun.head
        heads.add(noun.i)
    carrier = candidate.arguments.carrier
    if carrier is not None:
        heads.add(carrier.i)
    if name is not None:
        heads.update(range(name.start, name.end))
    if trigger.dep_ in {"xcomp", "ccomp"} and is_permission(trigger.head):
        heads.add(trigger.head.i)
    governor = syntax.governing_verb(noun)
    # "cleared the sale on Monday" dates the clearance
    own = governor is not None and (is_light(governor) or not _tells_other(governor, candidate.frame.type))
    if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and governor is not None and noun.head == governor and own:
        heads.add(governor.i)
    if noun.dep_ == "pobj" and governor is not None and noun.head.head == governor:
        # what is signed at a meeting on Monday is signed, and discussed, on Monday
        meeting = candidate.frame.type == "Consultation" and noun.head.lower_ in {"in", "at", "during"}
        if meeting or not _tells(governor):
            heads.add(governor.i)
    return frozenset(heads)


def _belongs(date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if the nearest event above ``date`` is the candidate's."""
    start = token = _out_of_relative(date)
    while True:
        if token.i in heads:
            return not _event_between(token, start, heads, candidate)
        if token != date and (_tells(token) or token.pos_ == "VERB"):
            return _carries(token, heads) or _is_occasion(token, heads)
        if token.head == token:
            return False
        token = token.head


def _is_occasion(noun: Token, heads: frozenset[int]) -> bool:
    """True for the meeting at which something was signed: its day is the day of the signing."""
    preposition = noun.head
    return noun.dep_ == "pobj" and preposition.lower_ in {"in", "at", "during"} and preposition.head.i in heads


def _carries(verb: Token, heads: frozenset[int]) -> bool:
    """True for the verb of a clause that only places its noun ("the drill, which was held in May", "due in June")."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not syntax.subjects(verb):
        # a reduced relative that the parser hung on the verb: it stands right behind its noun
        return verb.i > 0 and verb.doc[verb.i - 1].i in heads
    subjects = (*syntax.subjects(verb), *syntax.passive_subjects(verb))
    own = all(subject.tag_ in {"WDT", "WP"} for subject in subjects)
    return verb.dep_ in {"acl", "relcl"} and verb.head.i in heads and own and (is_light(verb) or verb.tag_ == "VBN")


def _out_of_relative(date: Token) -> Token:
    """The token from which to climb: "X, who is on a visit, on Monday" leaves the relative clause at the comma."""
    top = date
    while top.dep_ in {"pobj", "npadvmod", "compound", "nummod", "amod", "det"} and top.head != top:
        if top.dep_ == "npadvmod":
            break
        top = top.head
    clause = syntax.clause_head(top.head)
    left = min((t.i for t in top.subtree if not t.is_punct), default=top.i)
    if left > 0 and date.doc[left - 1].text == "," and clause.dep_ == "relcl":
        return clause.head.head
    return date


def _event_between(head: Token, date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if another event noun stands between a noun and the date: the date is then the nearer one's."""
    if head.i > date.i:
        return False
    if head.pos_ == "VERB":
        # "will order jets, Acme said on Thursday"
        return any(t.lemma_.lower() in _SAYING and syntax.subjects(t) for t in date.doc[head.i + 1 : date.i])
    between = (t for t in date.doc[head.i + 1 : date.i] if t.i not in heads and t.i not in _argument_tokens(candidate))
    return any(_tells(t) for t in between)


def _argument_tokens(candidate: Candidate) -> frozenset[int]:
    """The tokens of the candidate's own arguments."""
    return frozenset(t.i for slot in candidate.arguments.slots.values() for t in slot)


def _tells_other(verb: Token, kind: str) -> bool:
    """True for a verb that tells situations, and none of type ``kind``."""
    frames = [frame for frame, _ in lexicon().by_verb.get(lemma(verb), ())]
    return bool(frames) and all(frame.type != kind for frame in frames)


def _tells(token: Token) -> bool:
    """True for a word that may tell a situation of its own."""
    if event_name(token) is not None:
        return True
    book = lexicon()
    if token.pos_ == "VERB":
        return lemma(token) in book.by_verb and not is_light(token)
    return token.pos_ in {"NOUN", "PROPN"} and any(
        (lemma(token),) == noun for _, noun in book.by_noun.get(lemma(token), ())
    )

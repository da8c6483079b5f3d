"""Lists of transfers: "sales include six radars ($40 million) and two frigates ($1 billion)" tells one of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.amounts import parse
from kg.extraction.entities import evidence
from kg.extraction.named import named_span
from kg.extraction.phrases import filler_span
from kg.extraction.triggers import Candidate
from kg.model import Amount, Entity, EntityKind, Situation

__all__ = ["itemised"]

_TYPES = frozenset({"ArmsTransfer", "MilitaryAid"})


def itemised(candidate: Candidate, situation: Situation) -> tuple[Situation, ...]:
    """``situation``, or one for each item of the list that follows its trigger, if each item has its own sum."""
    if situation.type not in _TYPES:
        return (situation,)
    pairs = tuple(_priced(candidate.trigger))
    if len(pairs) < 2:
        return (situation,)
    return tuple(_of_item(situation, item, amount, number) for number, (item, amount) in enumerate(pairs))


def _priced(trigger: Token) -> Iterator[tuple[Span, Amount]]:
    """The noun phrases after ``trigger`` that a sum of money in brackets follows at once."""
    for token in trigger.doc[trigger.i : trigger.sent.end]:
        money = named_span(token) if token.ent_type_ == "MONEY" and token.ent_iob_ == "B" else None
        before = token.i - 1
        if money is None or before < 1 or trigger.doc[before].text != "(":
            continue
        head = trigger.doc[before - 1]
        if head.i > trigger.i and syntax.is_nominal(head):
            yield filler_span(head), parse(" ".join(money.text.split()))


def _of_item(situation: Situation, item: Span, amount: Amount, number: int) -> Situation:
    name = " ".join(item.text.split())
    thing = Entity(f"Equipment:{name.lower()}", name, EntityKind.EQUIPMENT)
    quotes = tuple(sorted({*(q for claim in situation.claims for q in claim.evidence), evidence(item)}))
    return replace(
        situation,
        key=f"{situation.key}.{number}",
        roles={**situation.roles, "item": (thing,), "amount": (amount,)},
        claims=tuple(replace(claim, evidence=quotes) for claim in situation.claims),
    )

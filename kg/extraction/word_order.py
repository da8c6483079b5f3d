"""Who acts, read from word order where the parser does not find it: the names left of a verb, the second of *between*.

The parser loses subjects in headlines and long name phrases; English word order then still tells who acts.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.fillers import fill
from kg.extraction.triggers import Candidate
from kg.model import EntityKind, Filler

__all__ = ["lacks_subject", "with_between", "with_left"]

_LEFT_REACH = 25


def with_left(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with the actors just left of an active finite verb whose subject the parser did not find."""
    targets = candidate.frame.slots.get("subject", ())
    trigger = candidate.trigger
    if not targets or candidate.arguments.get("subject"):
        return roles
    if any(roles.get(role) for role in targets) and (syntax.is_passive(trigger) or not context.in_headline(trigger)):
        return roles
    if trigger.tag_ in {"VB", "VBG"} and trigger.dep_ != "ROOT":
        return roles
    undergone = "agent" in targets and syntax.is_passive(trigger)
    if candidate.arguments.get("iobj") or undergone:
        return roles  # "the navy was granted access", "the general was killed": to whom it is done stands there
    found = dict(roles)
    verb = trigger if is_verbal(trigger) else candidate.arguments.carrier or trigger
    for token in _left_heads(context, verb):
        for role, filler in fill(context, candidate, token, targets):
            found[role] = (*found.get(role, ()), filler) if filler not in found.get(role, ()) else found[role]
    return found


def lacks_subject(context: Context, candidate: Candidate) -> bool:
    """True in "China, Russia conduct bomber patrol", where a parser finds no subject for the light verb."""
    carrier = candidate.arguments.carrier
    return context.in_headline(candidate.trigger) and carrier is not None and not syntax.is_passive(carrier)


def _left_heads(context: Context, trigger: Token) -> Iterator[Token]:
    """The last tokens of the names left of ``trigger``, back to the verb before it."""
    start = trigger.i
    floor = max(trigger.sent.start, trigger.i - _LEFT_REACH)
    while start > floor and not (
        trigger.doc[start - 1].pos_ == "VERB" or trigger.doc[start - 1].text in {";", ":", "–", "—"}
    ):
        start -= 1
    for mention in context.entities.within(start, trigger.i):
        if mention.entity.kind is not EntityKind.PLACE or mention.entity.key in context.entities.capitals:
            head = trigger.doc[mention.end - 1]
            if head.dep_ not in {"poss", "amod"}:
                yield head


def with_between(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with the second of "between A and B" where long titles kept the parser from finding it."""
    targets = candidate.frame.slots.get("between", ())
    mark = next((t for t in syntax.prepositions(candidate.trigger, "between")), None)
    if mark is None or len({f for role in targets for f in roles.get(role, ())}) > 1:
        return roles
    found = dict(roles)
    end = next((t.i for t in mark.doc[mark.i : mark.sent.end] if t.pos_ == "VERB" and t.tag_ != "VBN"), mark.sent.end)
    for mention in context.entities.within(mark.i, end):
        if _is_affiliation(context, mark.doc[mention.end - 1]):
            continue
        for role, filler in fill(context, candidate, mark.doc[mention.end - 1], targets):
            if filler not in found.get(role, ()):
                found[role] = (*found.get(role, ()), filler)
    return found


def _is_affiliation(context: Context, token: Token) -> bool:
    """True for Iran in "General Reza of Iran": it says whose general he is."""
    before = context.entities.at(token.doc[token.head.i - 1]) if token.head.i else None
    return token.dep_ == "pobj" and token.head.lower_ in {"of", "from"} and before is not None

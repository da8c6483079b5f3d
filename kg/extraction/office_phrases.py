"""Reads the phrase of an office around its head noun: modifiers, complements, and the state or body it is held in.

*Kenya's Cabinet Secretary for Defence* is the office *Cabinet Secretary for Defence* of *Kenya*; *US Central Command
(Centcom) chief* the office *chief* of *US Central Command*. Rules over classes of tokens; the parse is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extraction.office_bodies import ORGANIZATION, TOPIC, kinds, noun_end, organization_before
from kg.extraction.office_classes import C
from kg.extraction.titles import table

__all__ = ["OfficePhrase", "office_phrases"]


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """An office ``[start, end)`` with its head; the whole expression with organisation is ``[left, right)``."""

    start: int
    end: int
    head: int
    left: int
    right: int
    organization: tuple[int, int] | None
    former: bool
    plural: bool


def office_phrases(doc: Doc, letters: str) -> list[OfficePhrase]:
    """The offices in ``doc``, in order of their heads; ``letters`` are the classes of its tokens."""
    return [phrase for head in _heads(letters) if (phrase := _phrase(doc, letters, head)) is not None]


def _heads(letters: str) -> Iterator[int]:
    return (i for i, letter in enumerate(letters) if letter in {C.HEAD, C.PLURAL_HEAD})


def _kind(doc: Doc, head: int) -> str:
    """How the office at ``head`` takes its complements; a high commissioner is an envoy, a commissioner is not."""
    envoy = head > 0 and f"{doc[head - 1].lower_} {doc[head].lower_}" in table()["heads"]["envoy"]["words"]
    return "envoy" if envoy else kinds().get(doc[head].lower_, "body")


def _phrase(doc: Doc, letters: str, head: int) -> OfficePhrase | None:
    start, former = _start(doc, letters, head)
    end, organization, right = _complements(doc, letters, head)
    if organization is not None and letters[start - 1 : start] == C.POSSESSIVE and _is_field(letters, organization[0]):
        end, organization = right, None  # "Airbus's vice-president for Africa"
    if right == head + 1:
        end = right = _section_end(doc, letters, head)
    if letters[right : right + 1] == C.OPEN and letters[right + 2 : right + 3] == C.CLOSE:
        right += 3
    left = start - former if former else start
    left -= former and letters[left] == C.HYPHEN
    if organization is None:
        organization, left = organization_before(doc, letters, left)
        former = former or letters[left - 1 : left] == C.FORMER
    modified = start < head or end > head + 1 or organization is not None or _is_placed_behind(letters, right)
    if doc[head].lower_ in table()["heads"]["weak"]["words"] and not modified and not _is_title(doc, letters, head):
        return None
    in_body = organization is not None and set(letters[slice(*organization)]) != {C.STATE}
    calling = doc[head].lower_ in table()["heads"]["callings"]["words"]
    if calling and not in_body and not _is_placed_behind(letters, right):
        return None
    if start == head and organization is None and doc[head].text == "Commander" and _is_naval(doc, letters, right):
        return None
    return OfficePhrase(start, end, head, left, right, organization, bool(former), letters[head] == C.PLURAL_HEAD)


def _section_end(doc: Doc, letters: str, head: int) -> int:
    """*Director, Army Public Relations, Colonel X*: the office goes on to the comma before the name."""
    at = head + 2
    if not doc[head].is_title or letters[head + 1 : head + 2] != C.COMMA:
        return head + 1
    while letters[at : at + 1] in TOPIC - {C.RANK, C.LOWER} | {C.BODY, C.AND}:
        at += 1
    named = letters[at : at + 1] == C.COMMA and letters[at + 1 : at + 2] in {C.RANK, C.PERSON}
    return at if named and at > head + 3 and doc[head].lower_ in table()["heads"]["sections"]["words"] else head + 1


def _is_title(doc: Doc, letters: str, head: int) -> bool:
    """*Governor Ana Ruiz*."""
    listed = doc[head].lower_ in table()["heads"]["titles"]["words"] and doc[head].is_title
    return listed and letters[head + 1 : head + 2] == C.PERSON


def _is_naval(doc: Doc, letters: str, right: int) -> bool:
    """*Commander Ana Ruiz of the Royal Navy*: the rank."""
    at = right
    while letters[at : at + 1] == C.PERSON:
        at += 1
    behind = [t.lower_ for t in doc[at : at + 6]]
    return behind[:1] == ["of"] and bool({"navy", "guard"} & set(behind))


def _is_field(letters: str, begin: int) -> bool:
    """True for a place behind *for*: what an office is for, where its body stands before it."""
    at = begin - 1 - (letters[begin - 1 : begin] == C.ARTICLE)
    return letters[at : at + 1] == C.FOR


def _is_placed_behind(letters: str, right: int) -> bool:
    """True where the body stands behind the holder: *Analyst X of the Y Institute*."""
    at = right
    while letters[at : at + 1] == C.PERSON:
        at += 1
    behind = letters[at : at + 3].replace(C.ARTICLE, "")
    return at > right and behind[:2] in {C.OF + C.BODY, C.OF + C.INSTITUTION}


def _start(doc: Doc, letters: str, head: int) -> tuple[int, int]:
    """Where the modifiers of ``head`` begin, and how many tokens of *former* stand before them."""
    capital = not doc[head].is_lower
    portfolio = _kind(doc, head) == "portfolio"
    inside = {C.MODIFIER, C.HYPHEN} | ({C.CAPITAL} if capital else {C.LOWER}) | ({C.FORCE} if portfolio else set())
    start = head
    while start > 0:
        letter = letters[start - 1]
        joins = letter == C.AND and start > 1 and letters[start - 2] == C.MODIFIER and start < head
        unit = (
            letter == C.INSTITUTION
            and doc[start - 1].is_lower
            and start == head
            and letters[head + 1 : head + 2] == C.OF
        )
        service = letter == C.FORCE and start == head and doc[start - 2].lower_ in table()["heads"]["second"]["words"]
        numbered = letter == C.CAPITAL and any(c.isdigit() for c in doc[start - 1].text)  # "lead JA22 planner"
        if (
            not (letter in inside or joins or numbered or unit or service)
            or doc[start - 1].lower_ in table()["modifiers"]["dropped"]
        ):
            break
        if (
            letter == C.MODIFIER
            and letters[start - 2 : start - 1] == C.OF
            and letters[start - 3 : start - 2] == C.INSTITUTION
        ):
            break
        start -= 1
    while start < head and letters[start] in {C.HYPHEN, C.AND}:
        start += 1
    before = start - (letters[start - 1 : start] == C.HYPHEN)
    return start, (start - before + 1) if letters[before - 1 : before] == C.FORMER else 0


def _complements(doc: Doc, letters: str, head: int) -> tuple[int, tuple[int, int] | None, int]:
    """End of the office after *of*, *for*, *to*; the organisation found there; end of the whole.

    A staff keeps forces that are no one's by name: *Chief of the General Staff of the Armed Forces*.
    """
    kind = _kind(doc, head)
    end, at, organization = head + 1, head + 1, None
    while at < len(letters) and letters[at] in {C.OF, C.FOR, C.TO, C.IN} and organization is None:
        begin = at + 1 + (letters[at + 1 : at + 2] in {C.ARTICLE, C.PRONOUN})
        stop = noun_end(doc, letters, begin)
        if stop == begin:
            break
        link, first = letters[at], letters[begin]
        if link == C.IN and not {C.BODY, C.INSTITUTION, C.FORCE} & set(letters[begin:stop]):
            break
        common = begin == at + 1 and doc[begin].is_lower and link == C.OF  # "director of joint staff"
        staff = doc[end - 1].lower_ == "staff" and doc[begin:stop].text.lower() in table()["forces"]["words"]
        forces = kind == "portfolio" and doc[begin : begin + 2].text.lower() == "armed forces"
        if common or staff or forces or _in_office(kind, link, letters[begin:stop]):
            end = at = begin + 2 if forces else stop
        elif first in ORGANIZATION or {C.BODY, C.INSTITUTION, C.FORCE} & set(letters[begin:stop]):
            organization, at = (begin, stop), stop
            if kind == "envoy" and letters[at : at + 1] == C.TO:
                at = noun_end(doc, letters, at + 1 + (letters[at + 1 : at + 2] == C.ARTICLE))
        else:
            break
    return end, organization, at


def _in_office(kind: str, link: str, noun: str) -> bool:
    """True if ``link`` and ``noun`` belong to the office itself, rather than naming its state or body."""
    names_body = bool({C.STATE, C.BODY} & set(noun))
    if link == C.IN:
        return False
    if link == C.TO:
        return kind == "envoy"
    if kind == "portfolio":
        return link == C.FOR or not names_body
    if noun[0] in {C.INSTITUTION, C.FORCE} or names_body or C.INSTITUTION in noun:
        return False
    return (link == C.OF and noun[0] in {C.MODIFIER, C.LOWER}) or (link == C.FOR and noun[0] in {C.LOWER, C.MODIFIER})

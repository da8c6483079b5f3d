"""Names of states and bodies as offices have them: how far they go, and those right before an office.

*Kenya's*, *US Central Command (Centcom)*, *the ruling party's*; *his Polish counterpart*, *Turkey, whose*.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc

from kg.extraction.office_classes import C
from kg.extraction.titles import table

__all__ = ["ORGANIZATION", "TOPIC", "kinds", "name_starts", "noun_end", "organization_before"]

_NO_MODIFIER = {"VBG", "VBD", "VBZ", "VBP", "VB", "IN", "RB"}
TOPIC = {C.MODIFIER, C.CAPITAL, C.LOWER, C.FORCE, C.INSTITUTION, C.RANK, C.PLURAL_HEAD}
_OWNERS = {C.STATE, C.BODY, C.INSTITUTION}
_OWNED = {C.BODY, C.INSTITUTION, C.FORCE, C.MODIFIER}
ORGANIZATION = {C.STATE, C.BODY, C.INSTITUTION, C.FORCE, C.CAPITAL}


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Last word of an office -> how it takes its complements."""
    heads = table()["heads"]
    return {word.split()[-1]: kind for kind in ("body", "envoy", "portfolio") for word in heads[kind]["words"]}


def noun_end(doc: Doc, letters: str, begin: int) -> int:
    """End of the nouns from ``begin``: names and words of one phrase, joined by *and*, after a body also by *of*."""
    end = begin
    while end < len(letters):
        letter, following = letters[end], letters[end + 1 : end + 2]
        if letter == C.HEAD and following == C.POSSESSIVE and letters[end + 2 : end + 3] in {C.FORCE, C.BODY}:
            end += 2  # "the Sultan's Armed Forces"
            continue
        if letter in TOPIC | {C.STATE, C.BODY}:
            if letter == C.RANK and letters[end:].lstrip(C.RANK)[:1] in {C.PERSON, C.CAPITAL}:
                break
            if end > begin and letter == C.CAPITAL and name_starts(doc, end):
                break
            end += 1
        elif (
            (letter == C.HYPHEN and end > begin)
            or (
                letter == C.AND and end > begin and following and following in TOPIC | {C.BODY} and _same_case(doc, end)
            )
            or (letter == C.POSSESSIVE and end > begin and _owns(doc, letters, end - 1) and _is_owned(letters, end + 1))
            or (
                letter == C.OF
                and end > begin
                and letters[end - 1] in {C.INSTITUTION, C.FORCE}
                and following in TOPIC | {C.STATE}
            )
        ):
            end += 1
        else:
            break
    while end > begin and letters[end - 1] in {C.HYPHEN, C.AND}:
        end -= 1
    return end


def _is_owned(letters: str, at: int) -> bool:
    """True for a body, or a capitalised word before one: "the ministry's Africa Department"."""
    name = letters[at : at + 1]
    return name in _OWNED or (name == C.CAPITAL and letters[at + 1 : at + 2] in {C.INSTITUTION, C.BODY})


def _owns(doc: Doc, letters: str, at: int) -> bool:
    """True for a state, a body, or a word for one that stands alone: the Senate in "the Senate's defence committee"."""
    return letters[at] in _OWNERS or (letters[at] == C.MODIFIER and not doc[at].is_lower)


def name_starts(doc: Doc, at: int) -> bool:
    """True if a named entity ended just before ``at`` and no other goes on: what follows may be a person's name."""
    return bool(doc[at - 1].ent_type_) and not doc[at].ent_type_ and doc[at].tag_ == "NNP"


def _same_case(doc: Doc, conjunction: int) -> bool:
    """True if the words about a conjunction are both capitalised or both not, and no office starts after it."""
    following = doc[conjunction + 1 : conjunction + 4]
    heads = {word for word in kinds() if word != "affairs"}
    return doc[conjunction - 1].is_lower == doc[conjunction + 1].is_lower and not any(
        t.lower_ in heads for t in following
    )


def organization_before(doc: Doc, letters: str, left: int) -> tuple[tuple[int, int] | None, int]:
    """The state or body just before an office: *Kenya's*, *Kenyan*, *US Central Command (Centcom)*, *Centcom*."""
    end = left
    if letters[end - 1 : end] == C.FORMER:
        end -= 1
    if letters[end - 1 : end] == C.POSSESSIVE:
        end -= 1
    elif letters[end - 1 : end] == C.CLOSE and letters[end - 3 : end - 2] == C.OPEN:
        end -= 3
    if end < left and letters[end - 1 : end] == C.LOWER and doc[end - 1].lower_ in table()["described"]:
        return (end - 1, end), end - 1  # "the force's deputy commander"
    begin = end
    inside = ORGANIZATION | {C.MODIFIER, C.HYPHEN, C.OF}
    while begin > 0 and (
        letters[begin - 1] in inside
        or (begin < end and letters[begin - 2 : begin + 1] in {C.BODY + C.AND + C.CAPITAL, C.BODY + C.AND + C.BODY})
    ):
        if letters[begin - 1] == C.OF and letters[begin - 2 : begin - 1] not in {C.INSTITUTION, C.BODY}:
            break
        begin -= 1
    status = table()["modifiers"]["status"]
    first = begin
    while begin < end and (
        letters[begin] in {C.HYPHEN, C.OF} or doc[begin].tag_ in _NO_MODIFIER or doc[begin].lower_ in status
    ):
        begin += 1
    if end - begin > 1 and doc[end - 1].lower_ == "government":
        end -= 1
    stated = begin > first and doc[begin - 1].lower_ in status
    begin = _entity_start(letters, begin, end)
    if begin == end or (
        end == left and letters[end - 1] == C.CAPITAL and letters[left] == C.MODIFIER and not doc[left].is_lower
    ):
        return _counterpart(doc, letters, left) or _antecedent(doc, letters, left), left
    return (begin, end), begin - stated  # "the ruling party's floor leader"


def _entity_start(letters: str, begin: int, end: int) -> int:
    """Where the name of a state or body really starts.

    *X, U.S. Army Task Force, Africa deputy commander*: a body's name with a comma in it starts before that comma.
    A stray word before a state is cut off.
    """
    if begin < end and letters[begin] in {C.STATE, C.CAPITAL, C.BODY} and letters[begin - 1 : begin] == C.COMMA:
        body = begin - 1
        while letters[body - 1 : body] == C.BODY:
            body -= 1
        return body if body < begin - 1 and letters[body - 2 : body] == C.PERSON + C.COMMA else begin
    states = [i for i in range(begin, end) if letters[i] == C.STATE]
    if states and set(letters[begin : states[0]]) <= {C.CAPITAL, C.MODIFIER, C.HYPHEN}:
        return states[0]
    return begin


def _antecedent(doc: Doc, letters: str, left: int) -> tuple[int, int] | None:
    """*Turkey, whose ambassador X*: the state or body before *whose*."""
    if left < 2 or doc[left - 1].lower_ != "whose":
        return None
    end = left - 1 - (letters[left - 2] == C.COMMA)
    begin = end
    while begin > 0 and letters[begin - 1] in {C.STATE, C.BODY}:
        begin -= 1
    return (begin, end) if begin < end else None


def _counterpart(doc: Doc, letters: str, left: int) -> tuple[int, int] | None:
    """*his Polish counterpart, Defence Minister X*: the state named there."""
    at = left - 1
    while at > 0 and letters[at] in {C.COMMA, C.ARTICLE}:
        at -= 1
    if at <= 0 or doc[at].lower_ != "counterpart":
        return None
    begin = at
    while begin > 0 and letters[begin - 1] == C.STATE:
        begin -= 1
    return (begin, at) if begin < at else None

"""Finds who is said to hold which office of which state or body.

Rules over classes of tokens and named entities; the parse is not read, since it errs exactly at long titles. First
every phrase of an office is read around its head noun (modifiers, complements, organisation), then it is joined to the
person beside it: *Defence Minister X*, *X, commander of Y*, *X is the chair of Y*, *X, who leads Y*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Span

from kg.extraction.office_bodies import name_starts, noun_end
from kg.extraction.office_classes import C, classes, persons
from kg.extraction.office_phrases import OfficePhrase, office_phrases
from kg.extraction.titles import table

__all__ = ["OfficeMention", "offices", "unnamed_holders"]

_NAME_LENGTH = 4
_CAPITALS = re.compile(C.CAPITAL)


@dataclass(frozen=True, slots=True)
class OfficeMention:
    """A place where the text says that ``holder`` holds, or held, ``office``.

    ``office`` is as written, without rank, article and organisation; ``organization`` is the state (a name or demonym)
    or body, None where the text does not say. ``former`` is True for *former*, *then* and *ex-*.
    """

    holder: Span
    office: Span
    organization: Span | None = None
    former: bool = False


def offices(doc: Doc) -> list[OfficeMention]:
    """The offices that ``doc`` says persons hold, in textual order, one for each place.

    Reads tokens, part-of-speech tags and named entities. A short form ("Secretary X") is left out where the same person
    is given a fuller office with that word elsewhere, and an organisation given once serves the other places.
    """
    letters, named, unnamed = _people(doc)
    return _mentions(doc, letters, named | unnamed)


def unnamed_holders(doc: Doc) -> list[Span]:
    """The holders of offices in ``doc`` who are none of its named entities, in textual order; reads what offices do."""
    letters, named, unnamed = _people(doc)
    mentions = _mentions(doc, letters, named | unnamed) if unnamed else ()
    return [mention.holder for mention in mentions if mention.holder.start in unnamed]


def _people(doc: Doc) -> tuple[str, dict[int, Span], dict[int, Span]]:
    """The classes of the tokens, and by their first tokens the persons whom entities name and those whom none does."""
    entities = doc.ents
    known = persons(entities)
    letters = classes(doc, entities, known)
    return letters, {span.start: span for span in known}, _unnamed(doc, letters)


def _mentions(doc: Doc, letters: str, people: dict[int, Span]) -> list[OfficeMention]:
    found = [*_joined(doc, letters, people, office_phrases(doc, letters)), *_leading(doc, letters, people)]
    return _settled(sorted(found, key=lambda m: (m.office.start, m.holder.start)))


def _unnamed(doc: Doc, letters: str) -> dict[int, Span]:
    """First token -> person whom the recogniser missed.

    The capitalised words after a rank, or two of them beside an office ("Minister for the Armed Forces Luke Pole
    said").
    """
    people: dict[int, Span] = {}
    for i in (match.start() for match in _CAPITALS.finditer(letters)):
        end = _name_end(doc, letters, i)
        unnamed = end - i == 2 and {doc[i].tag_, doc[i + 1].tag_} == {"NNP"}
        if (letters[i - 1 : i] == C.RANK and end > i) or (unnamed and _beside_office(doc, letters, i, end)):
            people[i] = Span(doc, i, end, label="PERSON")
    return people


def _name_end(doc: Doc, letters: str, start: int) -> int:
    end = start
    while end < min(len(letters), start + _NAME_LENGTH) and letters[end] == C.CAPITAL and not doc[end].ent_type_:
        end += 1
    return end


def _beside_office(doc: Doc, letters: str, start: int, end: int) -> bool:
    """True if two capitalised words stand where the name of an office's holder would, and the sentence goes on."""
    if end >= len(doc) or not (doc[end].is_lower or doc[end].text == ","):
        return False
    after_office = letters[start - 1 : start] in {C.HEAD, C.MODIFIER} or (start > 0 and name_starts(doc, start))
    return after_office or (doc[start].is_sent_start is True and letters[end] == C.COPULA)


# Joining to persons --------------------------------------------------------------------------------------------------


def _joined(doc: Doc, letters: str, people: dict[int, Span], found: list[OfficePhrase]) -> Iterator[OfficeMention]:
    last = {span.end: span for span in people.values()}
    holders: dict[int, list[Span]] = {}
    for phrase in reversed(found):
        holders[phrase.head] = (
            _after(doc, letters, people, phrase, comma=False)
            or _before(doc, letters, last, phrase)
            or _after(doc, letters, people, phrase, comma=True)
            or _shared(letters, holders, found, phrase)
        )
    for first, second in pairwise(found):
        if letters[first.right : second.left] in {C.AND, C.AND + C.ARTICLE, C.COMMA + C.AND}:
            _share(holders, first, second)
    given = _organizations(letters, found, holders)
    for phrase in found:
        for holder in holders[phrase.head]:
            over = phrase.former or (holder.end <= phrase.left and _is_over(doc, letters, phrase.left))
            yield _mention(doc, letters, holder, replace(phrase, organization=given.get(phrase.head), former=over))


def _is_over(doc: Doc, letters: str, left: int) -> bool:
    """*X, who was the force's first commander*."""
    at = left
    while at > 0 and letters[at - 1] in {C.ARTICLE, C.PRONOUN}:
        at -= 1
    return at > 1 and doc[at - 1].lower_ == "was" and letters[at - 2] == C.WHO


def _share(holders: dict[int, list[Span]], first: OfficePhrase, second: OfficePhrase) -> None:
    """*X, president and commander of Y*: the second office is the same person's."""
    own = holders[first.head]
    if own and not holders[second.head] and own[0].start < first.left:
        holders[second.head] = own


def _organizations(
    letters: str, found: list[OfficePhrase], holders: dict[int, list[Span]]
) -> dict[int, tuple[int, int]]:
    """Head -> organisation; two offices joined by *and* that one person holds share the only one given."""
    given = {phrase.head: phrase.organization for phrase in found if phrase.organization is not None}
    for first, second in pairwise(found):
        joined = letters[first.right : second.left] in {C.AND, C.AND + C.ARTICLE, C.COMMA + C.AND}
        if joined and holders[first.head] and holders[first.head] == holders[second.head]:
            shared = given.get(first.head) or given.get(second.head)
            if shared is not None:
                given.setdefault(first.head, shared)
                given.setdefault(second.head, shared)
    return given


def _mention(doc: Doc, letters: str, holder: Span, phrase: OfficePhrase) -> OfficeMention:
    organization = None if phrase.organization is None else doc[slice(*phrase.organization)]
    if organization is None and letters[holder.end : holder.end + 1] == C.OF and holder.start >= phrase.right:
        begin = holder.end + 1 + (letters[holder.end + 1 : holder.end + 2] == C.ARTICLE)
        if letters[begin : begin + 1] in {C.STATE, C.BODY}:
            organization = doc[begin : noun_end(doc, letters, begin)]
    return OfficeMention(holder, doc[phrase.start : phrase.end], organization, phrase.former)


def _name_after(letters: str, at: int) -> int:
    """The first token after ranks and honorifics (with the service before them: *Navy Capt.*)."""
    while at < len(letters):
        between = letters[at] == C.HYPHEN and letters[at - 1] == letters[at + 1 : at + 2] == C.RANK  # "Major-General"
        if (
            letters[at] == C.RANK
            or between
            or (letters[at] in {C.FORCE, C.BODY} and C.RANK in letters[at + 1 : at + 3])
        ):
            at += 1
        else:
            break
    return at


def _after(doc: Doc, letters: str, people: dict[int, Span], phrase: OfficePhrase, *, comma: bool) -> list[Span]:
    """The person an office stands before; several after a plural: *Defence Ministers X and Y*."""
    at = phrase.right
    if comma:
        if letters[at : at + 1] != C.COMMA:
            return []
        at = _past_description(doc, letters, at + 1)
    at = _name_after(letters, at)
    found: list[Span] = []
    while at in people:
        found.append(people[at])
        if not phrase.plural:
            break
        at = people[at].end
        while letters[at : at + 1] in {C.COMMA, C.AND}:
            at += 1
        at = _name_after(letters, at)
    return found


def _past_description(doc: Doc, letters: str, at: int) -> int:
    """The token behind *Malaysian diplomat*, where that stands before the holder's name."""
    behind = at + (letters[at : at + 1] == C.STATE)
    described = doc[behind : behind + 1].text.lower() in table()["apposed"]["words"]
    return behind + 1 if described else at


def _before(doc: Doc, letters: str, last: dict[int, Span], phrase: OfficePhrase) -> list[Span]:
    """The person an office follows: *X, commander of Y*, *X (minister)*, *X is the chair*, *X was appointed chief*."""
    if phrase.plural:
        return []
    at, status = phrase.left, table()["modifiers"]["status"]
    while at > 0 and (letters[at - 1] in {C.ARTICLE, C.PRONOUN, C.FORMER} or doc[at - 1].lower_ in status):
        at -= 1
    if at - 1 in last and letters[at - 1] in {C.COMMA, C.OPEN}:
        return [last[at - 1]]
    if at - 3 in last and letters[at - 1] == letters[at - 3] == C.COMMA and doc[at - 2].is_digit:
        return [last[at - 3]]
    made = table()["verbs"]["made"]
    back, seen = at - 1, False
    while back >= max(0, at - 6) and back + 1 not in last:
        token = doc[back]
        seen = seen or letters[back] in {C.COPULA, C.AS} or token.lower_ in made
        if not (
            letters[back] in {C.COPULA, C.AS, C.WHO, C.COMMA}
            or token.lower_ in made
            or token.pos_ in {"AUX", "ADV", "ADP"}
        ):
            return []
        back -= 1
    return [last[back + 1]] if seen and back + 1 in last else []


def _shared(
    letters: str, holders: dict[int, list[Span]], found: list[OfficePhrase], phrase: OfficePhrase
) -> list[Span]:
    """The person of the office after *and*: *Deputy Prime Minister and Defence Minister X*."""
    for other in found:
        if other.left >= phrase.right and letters[phrase.right : other.left] in {C.AND, C.AND + C.ARTICLE}:
            own = holders.get(other.head, [])
            if own and own[0].start >= other.right and other.organization is None:
                return own
    return []


def _leading(doc: Doc, letters: str, people: dict[int, Span]) -> Iterator[OfficeMention]:
    """*X, who heads the Y Command*: the verb stands for the office."""
    for span in people.values():
        at = span.end + (letters[span.end : span.end + 1] == C.COMMA)
        if letters[at : at + 1] != C.WHO or doc[at + 1 : at + 2].text not in table()["verbs"]["leads"]:
            continue
        begin = at + 2 + (letters[at + 2 : at + 3] == C.ARTICLE)
        end = noun_end(doc, letters, begin)
        if end > begin and not doc[end - 1].is_lower and set(letters[begin:end]) & {C.BODY, C.INSTITUTION, C.FORCE}:
            past = doc[at + 1].tag_ == "VBD"
            yield OfficeMention(span, doc[at + 1 : at + 2], doc[begin:end], past)


# Across the text -----------------------------------------------------------------------------------------------------


def _settled(found: list[OfficeMention]) -> list[OfficeMention]:
    """Without short forms of fuller offices of the same person; with the organisation that another place gives."""
    settled = []
    for mention in found:
        same = [m for m in found if m is not mention and _same_person(m.holder, mention.holder)]
        if any(_words(mention.office) < _words(m.office) and (mention.organization is None) for m in same):
            continue
        if mention.organization is None:
            given = [m.organization for m in same if m.organization and _words(m.office) == _words(mention.office)]
            mention = replace(mention, organization=given[0]) if given else mention
        if mention not in settled:
            settled.append(mention)
    return settled


def _words(span: Span) -> frozenset[str]:
    return frozenset(token.lower_ for token in span if token.is_alpha)


def _same_person(one: Span, other: Span) -> bool:
    """True if one name is the other or a shorter form of it."""
    mine, theirs = ({token.lower_ for token in span if token.is_alpha} for span in (one, other))
    return bool(mine) and bool(theirs) and (mine <= theirs or theirs <= mine)

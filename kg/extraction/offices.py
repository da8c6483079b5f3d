"""Finds who is said to hold which office of which state or body.

Rules over classes of tokens and named entities; the parse is not read, since it errs exactly at long titles. First
every phrase of an office is read around its head noun (modifiers, complements, organisation), then it is joined to the
person beside it: *Defence Minister X*, *X, commander of Y*, *X is the chair of Y*, *X, who leads Y*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Span

from kg.extraction.office_classes import C, classes, persons
from kg.extraction.titles import table

__all__ = ["OfficeMention", "offices"]

_NAME_LENGTH = 4
_NO_MODIFIER = {"VBG", "VBD", "VBZ", "VBP", "VB", "IN", "RB"}
_TOPIC = {C.MODIFIER, C.CAPITAL, C.LOWER, C.FORCE, C.INSTITUTION, C.RANK, C.PLURAL_HEAD}
_ORGANIZATION = {C.STATE, C.BODY, C.INSTITUTION, C.FORCE, C.CAPITAL}


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


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An office ``[start, end)`` with its head; the whole expression with organisation is ``[left, right)``."""

    start: int
    end: int
    head: int
    left: int
    right: int
    organization: tuple[int, int] | None
    former: bool
    plural: bool


def offices(doc: Doc) -> list[OfficeMention]:
    """The offices that ``doc`` says persons hold, in textual order, one for each place.

    Reads tokens, part-of-speech tags and named entities. A short form ("Secretary X") is left out where the same person
    is given a fuller office with that word elsewhere, and an organisation given once serves the other places.
    """
    letters = classes(doc)
    people = _people(doc, letters)
    spans = [phrase for head in _heads(letters) if (phrase := _phrase(doc, letters, head)) is not None]
    found = [*_joined(doc, letters, people, spans), *_leading(doc, letters, people)]
    return _settled(sorted(found, key=lambda m: (m.office.start, m.holder.start)))


def _heads(letters: str) -> Iterator[int]:
    return (i for i, letter in enumerate(letters) if letter in {C.HEAD, C.PLURAL_HEAD})


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    heads = table()["heads"]
    return {word.split()[-1]: kind for kind in ("body", "envoy", "portfolio") for word in heads[kind]["words"]}


def _people(doc: Doc, letters: str) -> dict[int, Span]:
    """First token -> person.

    Where the recogniser missed a name: the capitalised words after a rank, or two of them beside an office ("Minister
    for the Armed Forces Luke Pole said").
    """
    people = {span.start: span for span in persons(doc)}
    for i in range(len(letters)):
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
    after_office = letters[start - 1 : start] in {C.HEAD, C.MODIFIER} or (start > 0 and _name_starts(doc, start))
    return after_office or (doc[start].is_sent_start is True and letters[end] == C.COPULA)


# Phrases -------------------------------------------------------------------------------------------------------------


def _phrase(doc: Doc, letters: str, head: int) -> _Phrase | None:
    start, former = _start(doc, letters, head)
    end, organization, right = _complements(doc, letters, head)
    if letters[right : right + 1] == C.OPEN and letters[right + 2 : right + 3] == C.CLOSE:
        right += 3
    left = start - former if former else start
    left -= former and letters[left] == C.HYPHEN
    if organization is None:
        organization, left = _organization_before(doc, letters, left)
        former = former or letters[left - 1 : left] == C.FORMER
    modified = start < head or end > head + 1 or organization is not None
    if doc[head].lower_ in table()["heads"]["weak"]["words"] and not modified:
        return None
    return _Phrase(start, end, head, left, right, organization, bool(former), letters[head] == C.PLURAL_HEAD)


def _start(doc: Doc, letters: str, head: int) -> tuple[int, int]:
    """Where the modifiers of ``head`` begin, and how many tokens of *former* stand before them."""
    capital = not doc[head].is_lower
    portfolio = _kinds().get(doc[head].lower_, "body") == "portfolio"
    inside = {C.MODIFIER, C.HYPHEN} | ({C.CAPITAL} if capital else {C.LOWER}) | ({C.FORCE} if portfolio else set())
    start = head
    while start > 0:
        letter = letters[start - 1]
        joins = letter == C.AND and start > 1 and letters[start - 2] == C.MODIFIER and start < head
        numbered = letter == C.CAPITAL and any(c.isdigit() for c in doc[start - 1].text)  # "lead JA22 planner"
        if not (letter in inside or joins or numbered) or doc[start - 1].lower_ in table()["modifiers"]["dropped"]:
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
    """End of the office after *of*, *for*, *to*; the organisation found there; end of the whole."""
    kind = _kinds().get(doc[head].lower_, "body")
    end, at, organization = head + 1, head + 1, None
    while at < len(letters) and letters[at] in {C.OF, C.FOR, C.TO, C.IN} and organization is None:
        begin = at + 1 + (letters[at + 1 : at + 2] in {C.ARTICLE, C.PRONOUN})
        stop = _noun_end(doc, letters, begin)
        if stop == begin:
            break
        link, first = letters[at], letters[begin]
        if link == C.IN and not {C.BODY, C.INSTITUTION, C.FORCE} & set(letters[begin:stop]):
            break
        common = begin == at + 1 and doc[begin].is_lower and link == C.OF  # "director of joint staff"
        if common or _in_office(kind, link, letters[begin:stop]):
            end = at = stop
        elif first in _ORGANIZATION or C.BODY in letters[begin:stop] or C.INSTITUTION in letters[begin:stop]:
            organization, at = (begin, stop), stop
            if kind == "envoy" and letters[at : at + 1] == C.TO:
                at = _noun_end(doc, letters, at + 1 + (letters[at + 1 : at + 2] == C.ARTICLE))
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


def _noun_end(doc: Doc, letters: str, begin: int) -> int:
    """End of the nouns from ``begin``: names and words of one phrase, joined by *and*, after a body also by *of*."""
    end = begin
    while end < len(letters):
        letter, following = letters[end], letters[end + 1 : end + 2]
        if letter in _TOPIC | {C.STATE, C.BODY}:
            if letter == C.RANK and following in {C.PERSON, C.CAPITAL}:
                break
            if end > begin and letter == C.CAPITAL and _name_starts(doc, end):
                break
            end += 1
        elif (
            (letter == C.HYPHEN and end > begin)
            or (letter == C.AND and end > begin and following and following in _TOPIC and _same_case(doc, end))
            or (
                letter == C.OF
                and end > begin
                and letters[end - 1] in {C.INSTITUTION, C.FORCE}
                and following in _TOPIC | {C.STATE}
            )
        ):
            end += 1
        else:
            break
    while end > begin and letters[end - 1] in {C.HYPHEN, C.AND}:
        end -= 1
    return end


def _name_starts(doc: Doc, at: int) -> bool:
    """True if a named entity ended just before ``at`` and no other goes on: what follows may be a person's name."""
    return bool(doc[at - 1].ent_type_) and not doc[at].ent_type_ and doc[at].tag_ == "NNP"


def _same_case(doc: Doc, conjunction: int) -> bool:
    """True if the words about a conjunction are both capitalised or both not, and no office starts after it."""
    following = doc[conjunction + 1 : conjunction + 4]
    heads = {word for word in _kinds() if word != "affairs"}
    return doc[conjunction - 1].is_lower == doc[conjunction + 1].is_lower and not any(
        t.lower_ in heads for t in following
    )


def _organization_before(doc: Doc, letters: str, left: int) -> tuple[tuple[int, int] | None, int]:
    """The state or body just before an office: *Kenya's*, *Kenyan*, *US Central Command (Centcom)*, *Centcom*."""
    end = left
    if letters[end - 1 : end] == C.FORMER:
        end -= 1
    if letters[end - 1 : end] == C.POSSESSIVE:
        end -= 1
    elif letters[end - 1 : end] == C.CLOSE and letters[end - 3 : end - 2] == C.OPEN:
        end -= 3
    begin = end
    inside = _ORGANIZATION | {C.MODIFIER, C.HYPHEN, C.OF}
    while begin > 0 and (
        letters[begin - 1] in inside or (begin < end and letters[begin - 2 : begin + 1] == C.BODY + C.AND + C.CAPITAL)
    ):
        if letters[begin - 1] == C.OF and letters[begin - 2 : begin - 1] not in {C.INSTITUTION, C.BODY}:
            break
        begin -= 1
    while begin < end and (letters[begin] in {C.HYPHEN, C.OF} or doc[begin].tag_ in _NO_MODIFIER):
        begin += 1
    if end - begin > 1 and doc[end - 1].lower_ == "government":
        end -= 1
    begin = _entity_start(letters, begin, end)
    if begin == end or (
        end == left and letters[end - 1] == C.CAPITAL and letters[left] == C.MODIFIER and not doc[left].is_lower
    ):
        return _counterpart(doc, letters, left), left
    return (begin, end), begin


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


# Joining to persons --------------------------------------------------------------------------------------------------


def _joined(doc: Doc, letters: str, people: dict[int, Span], found: list[_Phrase]) -> Iterator[OfficeMention]:
    last = {span.end: span for span in people.values()}
    holders: dict[int, list[Span]] = {}
    for phrase in reversed(found):
        holders[phrase.head] = (
            _after(letters, people, phrase, comma=False)
            or _before(doc, letters, last, phrase)
            or _after(letters, people, phrase, comma=True)
            or _shared(letters, holders, found, phrase)
        )
    for first, second in pairwise(found):
        if letters[first.right : second.left] in {C.AND, C.AND + C.ARTICLE, C.COMMA + C.AND}:
            _share(holders, first, second)
    given = _organizations(letters, found, holders)
    for phrase in found:
        for holder in holders[phrase.head]:
            yield _mention(doc, letters, holder, replace(phrase, organization=given.get(phrase.head)))


def _share(holders: dict[int, list[Span]], first: _Phrase, second: _Phrase) -> None:
    """*X, president and commander of Y*: the second office is the same person's."""
    own = holders[first.head]
    if own and not holders[second.head] and own[0].start < first.left:
        holders[second.head] = own


def _organizations(letters: str, found: list[_Phrase], holders: dict[int, list[Span]]) -> dict[int, tuple[int, int]]:
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


def _mention(doc: Doc, letters: str, holder: Span, phrase: _Phrase) -> OfficeMention:
    organization = None if phrase.organization is None else doc[slice(*phrase.organization)]
    if organization is None and letters[holder.end : holder.end + 2] == C.OF + C.STATE and holder.start >= phrase.right:
        organization = doc[holder.end + 1 : _noun_end(doc, letters, holder.end + 1)]
    return OfficeMention(holder, doc[phrase.start : phrase.end], organization, phrase.former)


def _name_after(letters: str, at: int) -> int:
    """The first token after ranks and honorifics (with the service before them: *Navy Capt.*)."""
    while at < len(letters):
        if letters[at] == C.RANK or (letters[at] in {C.FORCE, C.BODY} and C.RANK in letters[at + 1 : at + 3]):
            at += 1
        else:
            break
    return at


def _after(letters: str, people: dict[int, Span], phrase: _Phrase, *, comma: bool) -> list[Span]:
    """The person an office stands before; several after a plural: *Defence Ministers X and Y*."""
    at = phrase.right
    if comma:
        if letters[at : at + 1] != C.COMMA:
            return []
        at += 1
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


def _before(doc: Doc, letters: str, last: dict[int, Span], phrase: _Phrase) -> list[Span]:
    """The person an office follows: *X, commander of Y*, *X (minister)*, *X is the chair*, *X was appointed chief*."""
    if phrase.plural:
        return []
    at = phrase.left
    while at > 0 and letters[at - 1] in {C.ARTICLE, C.PRONOUN, C.FORMER}:
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


def _shared(letters: str, holders: dict[int, list[Span]], found: list[_Phrase], phrase: _Phrase) -> list[Span]:
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
        end = _noun_end(doc, letters, begin)
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

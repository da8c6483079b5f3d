"""Gives every token of a Doc a one-letter class, over which the rules for offices are written.

One letter a token keeps token offsets: position i of the string is token i. The letters are those of :class:`C`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from spacy.tokens import Doc, Span

from kg.extraction.selecting import have, lower_forms
from kg.extraction.titles import (
    HEAD_KINDS,
    Phrases,
    is_office_only,
    is_title,
    longest,
    only_titles,
    phrases,
    precedes_office,
    state_before_office,
    table,
    titles,
    without_titles,
)

__all__ = ["C", "classes", "persons"]


class C:
    """The classes of tokens."""

    PERSON = "E"
    HEAD = "H"
    PLURAL_HEAD = "K"
    MODIFIER = "m"
    RANK = "R"
    FORMER = "x"
    STATE = "G"
    BODY = "B"
    INSTITUTION = "Y"
    FORCE = "F"
    CAPITAL = "C"
    LOWER = "l"
    OF, FOR, TO, IN, AS = "o", "f", "t", "i", "a"
    AND = "A"
    ARTICLE, PRONOUN, POSSESSIVE = "d", "p", "s"
    COMMA, OPEN, CLOSE, HYPHEN = ",", "(", ")", "-"
    WHO, COPULA = "w", "v"
    OTHER = "!"


_WORDS = {
    "of": C.OF,
    "for": C.FOR,
    "to": C.TO,
    "at": C.IN,
    "in": C.IN,
    "with": C.IN,
    "within": C.IN,
    "as": C.AS,
    "and": C.AND,
    "&": C.AND,
    "/": C.AND,
    "the": C.ARTICLE,
    "a": C.ARTICLE,
    "an": C.ARTICLE,
    "his": C.PRONOUN,
    "her": C.PRONOUN,
    "its": C.PRONOUN,
    "their": C.PRONOUN,
    "our": C.PRONOUN,
    "my": C.PRONOUN,
    ",": C.COMMA,
    "(": C.OPEN,
    ")": C.CLOSE,
    "-": C.HYPHEN,
    "–": C.OTHER,
    "who": C.WHO,
}
_NAME_AND_SURNAME = 2
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


@cache
def _tables() -> dict[str, list[tuple[str, Phrases]]]:
    """First word -> classes that have phrases starting with it, each with those phrases."""
    data = table()
    heads = [word for kind in HEAD_KINDS for word in data["heads"][kind]["words"]]
    heads += [f"{second} {word}" for word in heads if " of " in word for second in data["heads"]["second"]["words"]]
    entries = {
        C.HEAD: phrases(heads),
        C.PLURAL_HEAD: phrases(data["heads"]["plural"]["words"]),
        C.FORCE: phrases(data["forces"]["words"]),
        C.INSTITUTION: phrases(data["institutions"]["words"]),
        C.FORMER: phrases(data["former"]["words"]),
        C.MODIFIER: phrases(data["modifiers"]["words"]),
    }
    firsts = frozenset().union(*entries.values())
    return {first: [(letter, known) for letter, known in entries.items() if first in known] for first in firsts}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(titles()).union(_tables())


def _may_start_phrase(lower: str) -> bool:
    return lower.rstrip(".") in _first_words() and lower[0].isalnum()


def persons(entities: Iterable[Span]) -> list[Span]:
    """The persons of ``entities`` without titles, in order; a lone rank that was taken for a person is left out."""
    found = [without_titles(span) for span in entities if span.label_ == "PERSON" and not _is_no_person(span)]
    return [_with_given_name(_without_place(span)) for span in found if not only_titles(span)]


def _with_given_name(span: Span) -> Span:
    """*Brigadier General Amir Sadr*: behind a rank a monarch's word is a given name that the recogniser left out."""
    doc, before = span.doc, span.start - 1
    if before < 1 or doc[before].is_lower or doc[before].lower_ not in table()["heads"]["names"]["words"]:
        return span
    ranked = any(is_title(doc, at) == before - at for at in range(max(0, before - 3), before))
    return Span(doc, before, span.end, label=span.label) if ranked else span


def _is_no_person(span: Span) -> bool:
    return is_office_only(span) or precedes_office(span) or _is_within_rank(span)


def _is_within_rank(span: Span) -> bool:
    """The *Rank* of "Captain Second Rank Reza Karimi", taken for a name."""
    return any(at + is_title(span.doc, at) >= span.end for at in range(max(0, span.start - 2), span.start))


def _without_place(span: Span) -> Span:
    """*Ambassador to Ghana Linda Palmer*: a name of three words right after "to" or "of" begins with the place."""
    doc, before = span.doc, span.start - 1
    if before < 1 or doc[before].lower_ not in {"to", "of"} or len(span) <= _NAME_AND_SURNAME:
        return span
    heads = {word.split()[-1] for kind in HEAD_KINDS for word in table()["heads"][kind]["words"]}
    return span[1:] if doc[before - 1].lower_ in heads else span


def classes(doc: Doc, entities: Sequence[Span], people: Iterable[Span]) -> str:
    """One class a token; ``entities`` are those of ``doc``, ``people`` the :func:`persons` among them."""
    letters = _letters_of_words(doc)
    _mark_entities(doc, letters, entities)
    _mark_persons(doc, letters, entities, people)
    return "".join(letters)


def _letters_of_words(doc: Doc) -> list[str]:
    """The classes as far as the words tell them, worked out once for each Doc: names may still change after that."""
    if _CACHE not in doc.user_data:
        letters, starts = _plain_of_all(doc)
        _mark_phrases(doc, letters, starts)
        doc.user_data[_CACHE] = "".join(letters)
    return list(doc.user_data[_CACHE])


def _mark_persons(doc: Doc, letters: list[str], entities: Sequence[Span], people: Iterable[Span]) -> None:
    """Names; what stands before an office in one is its state ("US President X"), as is a place cut off a name."""
    for span in entities:
        state = state_before_office(span) if span.label_ == "PERSON" else None
        if state is not None:
            letters[state.start : state.end] = C.STATE * len(state)
    for span in people:
        letters[span.start : span.end] = C.PERSON * len(span)
        before = span.start - 1
        if before > 0 and doc[before].ent_type_ == "PERSON" and doc[before - 1].lower_ in {"to", "of"}:
            letters[before] = C.STATE


_CACHE = "kg.office_classes"
# by spaCy's number of the form, which is the same in every process: its class, and the forms that may start a phrase
_CLASS: dict[int, str] = {}
_STARTS: set[int] = set()
_MOST_KNOWN = 500_000
_NOMINAL = {"POS": ("NOUN", "ADJ", "PROPN"), "TAG": ("VBG", "NN", "NNS", "JJ")}


def _plain_of_all(doc: Doc) -> tuple[list[str], list[int]]:
    """The class of every token by itself, and the places where a phrase may start."""
    if len(_CLASS) > _MOST_KNOWN:
        _CLASS.clear()
    forms = doc.to_array("ORTH").tolist()
    strings = doc.vocab.strings
    for form in {form for form in forms if form not in _CLASS}:
        text = strings[form]
        _CLASS[form] = _plain(text)
        if _may_start_phrase(text.lower()):
            _STARTS.add(form)
    letters = np.frombuffer("".join([_CLASS[form] for form in forms]).encode("ascii"), dtype=np.uint8).copy()
    letters[(letters == ord(C.LOWER)) & ~have(doc, **_NOMINAL)] = ord(C.OTHER)
    return list(letters.tobytes().decode("ascii")), [i for i, form in enumerate(forms) if form in _STARTS]


@cache
def _fixed() -> dict[str, str]:
    """Words of one class, whatever their case."""
    return dict.fromkeys(table()["verbs"]["copulas"], C.COPULA) | dict.fromkeys(_POSSESSIVES, C.POSSESSIVE) | _WORDS


def _plain(text: str) -> str:
    """The class of a form; a word in small letters counts as a noun or adjective until its tags say otherwise."""
    fixed = _fixed().get(text.lower())
    if fixed is not None:
        return fixed
    if text[0].isupper() and any(c.isalpha() for c in text):
        return C.CAPITAL
    return C.LOWER if text[0].isalpha() else C.OTHER


def _mark_phrases(doc: Doc, letters: list[str], starts: Iterable[int]) -> None:
    """Ranks, heads, bodies and modifiers; the longest phrase at a place wins, a head over a rank as long."""
    words = lower_forms(doc)
    free = 0  # the token behind the last phrase
    for i in starts:
        if i < free:
            continue
        rank = is_title(doc, i)
        tables = _tables().get(words[i].rstrip("."), ())
        length, letter = max(((longest(t, words, i), letter) for letter, t in tables), key=_length, default=(0, ""))
        if rank and (rank >= length or letter == C.MODIFIER):
            letters[i : i + rank] = C.RANK * rank
        elif length:
            inside = C.MODIFIER if letter in {C.HEAD, C.PLURAL_HEAD} else letter
            letters[i : i + length] = inside * (length - 1) + letter
        free = i + (rank if rank and (rank >= length or letter == C.MODIFIER) else max(length, 1))
    _demote(doc, letters)


def _length(found: tuple[int, str]) -> int:
    return found[0]


def _demote(doc: Doc, letters: list[str]) -> None:
    """*lead planner*, *chief JA22 negotiator*: a weak head right before another head only modifies it."""
    weak = table()["heads"]["weak"]["words"]
    for i, letter in enumerate(letters[:-1]):
        if letter == C.HEAD and doc[i].lower_ in weak:
            designator = letters[i + 1] == C.CAPITAL and any(c.isdigit() for c in doc[i + 1].text)
            if letters[i + 1 + designator : i + 2 + designator] == [C.HEAD]:
                letters[i] = C.MODIFIER


def _mark_entities(doc: Doc, letters: list[str], entities: Iterable[Span]) -> None:
    """States and bodies by the named entities; an organisation that holds an office's head is read word by word."""
    for span in entities:
        own = letters[span.start : span.end]
        if span.label_ in {"GPE", "NORP"}:
            if set(own) == {C.MODIFIER} and letters[span.end : span.end + 1] == [C.HEAD]:
                continue  # the "High" of a representative
            titled = C.HEAD in own
            letters[span.start : span.end] = [C.STATE if not titled or x == C.CAPITAL else x for x in own]
        elif span.label_ in {"ORG", "FAC"}:
            if C.HEAD in own:
                letters[span.start : span.end] = [C.BODY if x == C.CAPITAL else x for x in own]
            elif not set(own) <= {C.MODIFIER, C.RANK}:
                end = span.end
                while (
                    letters[end - 1] == C.MODIFIER
                    and letters[end : end + 1] in ([C.HEAD], [C.MODIFIER])
                    and doc[end - 2].lower_ != "of"
                ):
                    end -= 1  # "EU High" before "Representative", but not "Ministry of Defence" before "spokesman"
                letters[span.start : end] = C.BODY * (end - span.start)

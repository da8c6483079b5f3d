"""Pairs of a long name and its short form in one text: "Joint Warfare Centre (JWC)".

Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text": the short
form in brackets is matched right to left against the words before it, its first character against a word's start.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["long_form", "pairs"]

_BRACKETS = re.compile(r"\(([^()\n]{2,120})\)")
_LONGEST_SHORT = 10
_MOST_WORDS = 2
_QUOTES = "“”\"'‘’"

Offsets = tuple[int, int]


def pairs(text: str) -> Iterator[tuple[Offsets, Offsets]]:
    """(long, short) as half-open offsets in ``text``, in order; a pair never crosses a line."""
    for match in _BRACKETS.finditer(text):
        inside, start = match.group(1), match.start(1)
        stripped = inside.strip(_QUOTES + " ")
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[line : match.start()].rstrip()
        if _is_short(stripped):
            begin = long_form(stripped, before)
            if begin is not None:
                at = start + inside.index(stripped)
                yield (line + begin, line + len(before)), (at, at + len(stripped))
        elif len(stripped.split()) > _MOST_WORDS:
            word = re.search(r"\S+$", before)
            if word and _is_short(word.group()) and long_form(word.group(), stripped) == 0:
                at = start + inside.index(stripped)
                yield (at, at + len(stripped)), (line + word.start(), line + word.end())


def _is_short(text: str) -> bool:
    """Two to ten characters in at most two words, with a capital, starting with a letter or digit."""
    capitals = sum(character.isupper() for character in text)
    acronym = capitals >= 2 or (capitals == 1 and text[0].isupper() and " " not in text)
    return 2 <= len(text) <= _LONGEST_SHORT and len(text.split()) <= _MOST_WORDS and acronym and text[0].isalnum()


def long_form(short: str, before: str) -> int | None:
    """Where in ``before`` the long form of ``short`` starts; None if there is none.

    At most min(n + 5, 2n) words for a short form of n letters are looked at.
    """
    letters = [c.lower() for c in short if c.isalnum()]
    words = [match.start() for match in re.finditer(r"\S+", before)]
    most = min(len(letters) + 5, 2 * len(letters))
    floor = words[-most] if len(words) > most else 0
    at = len(before)
    for i, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= floor and (before[at].lower() != letter or (i == 0 and at > 0 and before[at - 1].isalnum())):
            at -= 1
        if at < floor:
            return None
    begin = before.rfind(" ", 0, at) + 1
    begin = max(begin, floor)
    long = before[begin:]
    if len(long) <= len(short) or len(long.split()) < _MOST_WORDS or any(w == short for w in long.split()):
        return None
    return begin

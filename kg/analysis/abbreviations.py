"""Pairs of a long name and its short form in one text: "Joint Warfare Centre (JWC)".

Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text": the short
form in brackets is matched right to left against the words before it, its first character against a word's start.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

__all__ = ["long_form", "pairs", "unexplained"]

_BRACKETS = re.compile(r"\(([^()\n]{2,120})\)")
_LONGEST_SHORT = 10
_MOST_WORDS = 2
_ACRONYM = re.compile(r"[A-Z]{3,6}$")
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


def unexplained(names: Iterable[str]) -> Mapping[str, str]:
    """Acronym -> the one of ``names`` that it has the initials of, where no brackets say so.

    *BDF* is the Botswana Defence Force: news leaves out the brackets where readers know the body. Words in small
    letters count for nothing, and neither do hyphens.
    """
    long_names: dict[str, set[str]] = defaultdict(set)
    known = set(names)
    for name in known:
        initials = "".join(word[0] for word in re.split(r"[\s-]+", name) if word[:1].isupper())
        if _ACRONYM.match(initials):
            long_names[initials].add(name)
    return {short: next(iter(long)) for short, long in long_names.items() if short in known and len(long) == 1}

"""Names of persons: their words without ranks and titles, and how surely two of them are one person's."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.gazetteer.folding import fold, sound
from kg.linking.tables import table

__all__ = ["FIRST_WORD", "SURNAME", "family_last", "person_likeness", "person_words"]

_ARTICLES = frozenset({"al", "el", "ul"})  # before Arabic surnames, now written and now not
_SON = frozenset({"bin", "ibn", "bint"})  # what follows is the father's name: Haitham bin Tariq is called Haitham
_NUMBERS = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"})
_AFTER = frozenset({"jr", "sr", "retd", "ret", "mp"})
_GIVEN_LAST = re.compile(r"\w-[a-z]+$")
_ANOTHER_SURNAME = 0.65
SURNAME = 0.5
FIRST_WORD = 0.45  # the family name of Xi Jinping and Kim Jong-un, the given name of most others


@lru_cache(maxsize=1)
def _ranks() -> frozenset[str]:
    return frozenset(line[0] for line in table("ranks.tsv"))


@lru_cache(maxsize=1)
def _given_names() -> dict[str, int]:
    """Given name -> number of its family of short forms and spellings."""
    return {name: number for number, names in enumerate(table("given_names.tsv")) for name in names}


def person_words(name: str) -> list[str]:
    """The words of a person's name, folded, without titles before it, ``Jr.`` after it and ``of Jordan``.

    A title may be a surname (Martin Luther King, John Major), and a number tells kings of one name apart.
    """
    words = fold(name).split()
    start = next((at for at, word in enumerate(words) if word not in _ranks()), len(words) - 1)
    words = words[start : words.index("of", start + 1) if "of" in words[start + 1 :] else None]
    while len(words) > 1 and (words[-1] in _AFTER or (len(words) > 2 and words[-1] in _NUMBERS)):
        words = words[:-1]
    return [word for at, word in enumerate(words) if not (at and word in _ARTICLES)]


def family_last(name: str) -> list[str]:
    """The words of a name with the family name at the end, also of one that hyphenates given names (Moon Jae-in)."""
    words = person_words(name)
    return [*words[1:], words[0]] if _GIVEN_LAST.search(name) and len(words) > 2 else words


def person_likeness(asked: list[str], known: list[str]) -> float:
    """How surely two word lists are one person's name, 0..1: 1 equal, 0 two different names.

    The surname must agree and every word of the shorter name must stand in the longer one in order, as itself, a short
    form or an initial (``Lloyd J. Austin`` and ``Lloyd Austin``, ``Jim`` and ``James``).
    """
    if asked == known:
        return 1.0
    shorter, longer = sorted((asked, known), key=len)
    if len(shorter) < 2:
        if len(asked) != 1 or asked[0] not in (known[0], known[-1]):
            return 0.0
        called = known[0] if known[-1] in _NUMBERS or known[-2] in _SON else known[-1]
        return SURNAME if asked[0] == called else FIRST_WORD if asked[0] == known[0] else 0.0
    if not _same_word(shorter[-1], longer[-1]) and shorter[-1] not in longer:
        return _crosswise(asked, known)
    if not _in_order(shorter, longer):
        return _crosswise(asked, known)
    score = 0.95 if _same_given(shorter[0], longer[0]) else 0.8
    if len(shorter) == 2 and not _same_word(shorter[-1], longer[-1]) and shorter[-1] not in _ARTICLES:
        score *= _ANOTHER_SURNAME  # "Mohammed Ali" is how many a longer name begins
    return score - 0.02 * (len(longer) - len(shorter))


def _crosswise(asked: list[str], known: list[str]) -> float:
    """First and last words agree and only one of the two gives middle names, in another place or spelling."""
    if not (_same_given(asked[0], known[0]) and asked[-1] == known[-1]):
        return 0.0
    return 0.0 if asked[1:-1] and known[1:-1] else 0.85


def _in_order(shorter: list[str], longer: list[str]) -> bool:
    at = 0
    same = _same_given if _same_given(shorter[0], longer[0]) else _same_word  # initials prove nothing in mid-name
    for word in shorter:
        while at < len(longer) and not same(word, longer[at]):
            at += 1
        if at == len(longer):
            return False
        at += 1
    return True


def _same_given(one: str, other: str) -> bool:
    if _same_word(one, other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return long.startswith(short)
    families = _given_names()
    return one in families and families[one] == families.get(other)


def _same_word(one: str, other: str) -> bool:
    return one == other or sound(one) == sound(other)

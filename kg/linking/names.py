"""Other ways to write a name, so that the gazetteer's form is found: bodies, weapons, persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.gazetteer import Gazetteer
from kg.gazetteer.folding import fold, sound

__all__ = [
    "FIRST_WORD",
    "SURNAME",
    "body_variants",
    "equipment_kinds",
    "equipment_variants",
    "family_last",
    "is_common_title",
    "person_likeness",
    "person_words",
]

_DATA = Path(__file__).parent / "data"
_HEADED = re.compile(r"(?P<field>.+) (?P<head>Ministry|Department|Command)", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:about |some |up to )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens? of) "
)
_LONGEST_STATE = 4
_ARTICLES = frozenset({"al", "el", "ul"})  # before Arabic surnames, now written and now not
_DESIGNATOR = re.compile(r"^(?P<model>[A-Z]{1,3}-\d+)[A-Z]{1,3}\b")
_GIVEN_LAST = re.compile(r"\w-[a-z]+$")
_ANOTHER_SURNAME = 0.65
SURNAME = 0.5
FIRST_WORD = 0.45  # the family name of Xi Jinping and Kim Jong-un, the given name of most others


@lru_cache(maxsize=1)
def _ranks() -> frozenset[str]:
    return frozenset(line[0] for line in _lines("ranks.tsv"))


@lru_cache(maxsize=1)
def _equipment() -> dict[str, str]:
    return {line[0]: line[1] for line in _lines("equipment.tsv")}


@lru_cache(maxsize=1)
def _press_words() -> frozenset[str]:
    return frozenset(word for line in _lines("press_words.tsv") for word in line)


@lru_cache(maxsize=1)
def _given_names() -> dict[str, int]:
    """Given name -> number of its family of short forms and spellings."""
    return {name: number for number, names in enumerate(_lines("given_names.tsv")) for name in names}


def _lines(file: str) -> list[list[str]]:
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def body_variants(name: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str | None]]:
    """Forms of the name of a body, each with the state that the form leaves out, the form as written first.

    ``UK Defence Ministry`` -> itself, then ``Defence Ministry`` and ``Ministry of Defence`` of the United Kingdom.
    """
    yield name, None
    state, bare = _without_state(name, gazetteer)
    for form in (bare,) if bare else ():
        yield form, state
    headed = _HEADED.fullmatch(bare or name)
    if headed:
        yield f"{headed['head']} of {headed['field']}", state
        if state is not None and fold(headed["field"]) == "defence":
            yield f"{headed['head']} of National Defence", state


def _without_state(name: str, gazetteer: Gazetteer) -> tuple[str | None, str]:
    """The state that a name starts or ends with and the rest: (None, "") where it does neither."""
    words = name.replace("’", "'").replace("'s ", " ").split()
    for length in range(min(_LONGEST_STATE, len(words) - 1), 0, -1):
        record = gazetteer.state(" ".join(words[:length]))
        if record is not None:
            return record.label, " ".join(words[length:])
    for length in range(min(_LONGEST_STATE + 1, len(words) - 2), 0, -1):
        record = gazetteer.state(" ".join(words[-length:])) if words[-length - 1] in ("of", "for") else None
        if record is not None:
            return record.label, " ".join(words[: -length - 1])
    return None, ""


def is_common_title(name: str) -> bool:
    """Whether a title of the press says nothing of where it appears: there is a Star in every second state."""
    words = fold(name).split()
    return len(words) < 3 and all(word in _press_words() for word in words)


def equipment_variants(name: str) -> Iterator[str]:
    """Forms of the name of a weapon without number, plural and the nouns that say what it is.

    ``24 M777 howitzers`` -> itself, ``M777 howitzers``, ``M777 howitzer``, ``M777``.
    """
    yield name
    bare = _COUNT.sub("", name)
    yield from _without_nouns(bare.split())
    model = _DESIGNATOR.sub(r"\g<model>", bare)
    if model != bare:  # the F-35A is an F-35
        yield from _without_nouns(model.split())


def _without_nouns(words: list[str]) -> Iterator[str]:
    while words:
        yield " ".join(words)
        last = words[-1]
        if last.endswith("s") and len(last) > 2:
            yield " ".join([*words[:-1], last[:-1]])
        if not _is_generic(last):
            return
        words = words[:-1]


def equipment_kinds(name: str) -> frozenset[str]:
    """The kinds of things that the nouns in a weapon's name allow; empty where they say nothing."""
    known = _equipment()
    found = (known.get(fold(word)) or known.get(fold(word).removesuffix("s")) for word in name.split())
    return frozenset(kind for kind in found if kind and kind != "-")


def _is_generic(word: str) -> bool:
    known = _equipment()
    parts = fold(word).split()
    return bool(parts) and all(part in known or part.removesuffix("s") in known for part in parts)


def person_words(name: str) -> list[str]:
    """The words of a person's name, folded, without ranks and titles."""
    words = fold(name).split()
    kept = [word for at, word in enumerate(words) if word not in _ranks() and not (at and word in _ARTICLES)]
    return kept or words


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
        return SURNAME if asked[0] == known[-1] else FIRST_WORD
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

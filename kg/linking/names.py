"""Other ways to write the name of a body, and names that every state has one of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.gazetteer import Gazetteer
from kg.gazetteer.folding import fold
from kg.linking.tables import table

__all__ = ["body_variants", "is_common_body", "is_common_title"]

_HEADED = re.compile(r"(?P<field>.+) (?P<head>Ministry|Department|Command)", re.IGNORECASE)
_LONGEST_STATE = 4


@lru_cache(maxsize=4)
def _words(file: str) -> frozenset[str]:
    return frozenset(fold(word) for line in table(file) for word in line)


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
    return len(words) < 3 and all(word in _words("press_words.tsv") for word in words)


def is_common_body(name: str) -> bool:
    """Whether a name only says what sort of body it is, as every state has one: ``Ministry of Defence``, ``Navy``."""
    return all(word in _words("body_words.tsv") for word in fold(name).split())

"""Which names mean the same: without regard to case, accents, ranks and plurals; a state has one name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.gazetteer import Gazetteer

__all__ = ["Names", "StateOf", "conventions", "gazetteer_states", "plain", "table_states"]

#: The usual name of the state that a name or demonym stands for, or None.
StateOf = Callable[[str], str | None]

_UNNAMED = "unnamed:"
_POSSESSIVE = re.compile(r"'s\b")
_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
#: A full stop stays only inside a number: 1.5 is not 15, but U.S. is US.
_POINT = re.compile(r"\.(?!\d)|(?<!\d)\.")
_WORD = re.compile(r"[$£€]?\d+\.\d+|[\w$£€]+")
_SHORTEST_PLURAL, _SHORTEST_NAME = 4, 3


@cache
def conventions() -> dict[str, Any]:
    """``conventions.toml``: what the comparison leaves out of account."""
    return tomllib.loads(Path(__file__).with_name("conventions.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """``name`` in lower case without accents, possessives, punctuation and the article before it."""
    decomposed = unicodedata.normalize("NFKD", name.removeprefix(_UNNAMED))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    bare = bare.replace("’", "'").replace("us$", "$")
    for left_out in (_POSSESSIVE, _BETWEEN_THOUSANDS, _POINT):
        bare = left_out.sub("", bare)
    return " ".join(_WORD.findall(bare)).removeprefix("the ")


def table_states(path: Path) -> StateOf:
    """States by the table that belongs to an annotation: one a line, its usual name first, names separated by ``|``.

    A name that several states share (Dutch, Korean) stands for the one that it is the usual name of, else for the last.
    Raises StoreError for a table that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: the table of states cannot be read ({error}); name another by --states") from error
    found: dict[str, str] = {}
    for line in text.splitlines():
        names = [plain(name) for name in line.split("|") if name.strip()]
        for name in names:
            if found.get(name) != name:
                found[name] = names[0]
    return lambda name: found.get(plain(name))


def gazetteer_states(gazetteer: Gazetteer) -> StateOf:
    """States by the gazetteer, for annotations that bring no table of their own."""

    def state_of(name: str) -> str | None:
        record = gazetteer.state(name) or gazetteer.state(name.removeprefix("the "))
        return plain(record.label) if record is not None else None

    return state_of


class Names:
    """Compares names; ``state_of`` says which of them are states."""

    def __init__(self, state_of: StateOf) -> None:
        self._state_of = cache(state_of)
        self._compared = cache(self._compare)
        self._ignored = frozenset(conventions()["names"]["ignored"])

    def fold(self, name: str) -> str:
        """``name`` as it is compared; a state under its usual name."""
        return self._state_of(name) or plain(name)

    def same(self, one: str, other: str) -> bool:
        """True for equal names, and where every word that counts of the shorter one stands in the longer.

        A state is never the same as something whose name only holds its own ("Kenya", "Kenya Defence Forces").
        """
        return self._compared(one, other)

    def any_same(self, ones: Iterable[str], others: Iterable[str]) -> bool:
        """True if one of the names is the same as one of the others."""
        others = tuple(others)
        return any(self.same(one, other) for one in ones for other in others)

    def _compare(self, one: str, other: str) -> bool:
        left, right = self.fold(one), self.fold(other)
        if left == right:
            return bool(left)
        if self._state_of(one) or self._state_of(other):
            return False
        shorter, longer = sorted((self._words(left), self._words(right)), key=len)
        if not shorter or not shorter <= longer:
            return False
        return len(shorter) > 1 or any(len(word) >= _SHORTEST_NAME for word in shorter)

    def _words(self, name: str) -> frozenset[str]:
        return frozenset(_singular(word) for word in name.split() if word not in self._ignored)


def _singular(word: str) -> str:
    is_plural = len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if is_plural else word

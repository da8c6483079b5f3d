"""Names of weapons without the firm that makes them: ``Dassault Mirage 2000`` is called Mirage 2000."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from kg.gazetteer.folding import fold
from kg.gazetteer.selection import Row

__all__ = ["without_maker"]

_DATA = Path(__file__).parent / "data"
_FIRST_YEAR = 1946  # older weapons are hardly news, and newer ones are called after them
_WEAPONS = frozenset({"aircraft", "weapon", "combat_vehicle", "warship"})
_NUMBERED = re.compile(r"^(?:[A-Z]{2,4} )?\S*\d\S* (?=[A-Z][a-z])")  # EMB 314 Super Tucano, CH-53K King Stallion
_SHORTEST = 4


@lru_cache(maxsize=1)
def _makers() -> tuple[str, ...]:
    lines = (_DATA / "makers.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def without_maker(rows: Collection[Row]) -> Iterator[tuple[str, str]]:
    """(item, name) for each shorter name of a weapon that no other weapon among ``rows`` is called by."""
    weapons = [row for row in rows if row.kind in _WEAPONS]
    taken = {fold(name) for row in weapons for name in (row.label, *row.aliases)}
    found = [
        (row.qid, name)
        for row in weapons
        if row.qid and (row.year or 0) >= _FIRST_YEAR
        for name in dict.fromkeys(_shorter(row.label))
    ]
    owners = Counter(fold(name) for _, name in found)
    for qid, name in found:
        if owners[fold(name)] == 1 and fold(name) not in taken:
            yield qid, name


def _shorter(label: str) -> Iterator[str]:
    maker = next((maker for maker in _makers() if label.startswith(maker + " ")), None)
    rest = label.removeprefix(maker + " ") if maker else label
    for name in (rest, _NUMBERED.sub("", rest, count=1)):
        if name != label and len(name) >= _SHORTEST and any(char.isalpha() for char in name):
            yield name

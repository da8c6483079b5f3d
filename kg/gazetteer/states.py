"""Names of states, for compilation: the usual English name, the other names, and the cities that stand for it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.gazetteer.folding import fold
from kg.gazetteer.record import Match
from kg.gazetteer.selection import Row

__all__ = ["StateNames", "state_names"]

_FORMAL = re.compile(
    r"(?:the )?[\w' ]*\b(?:Republic|Kingdom|Federation|States|State|Union|"
    r"Commonwealth|Principality|Sultanate|Emirates?|Confederation|Duchy|Jamahiriya)\b[\w' ]*"
)


@dataclass(frozen=True, slots=True)
class StateNames:
    """What states are called.

    ``usual`` gives the usual name of a source label, ``names`` the :class:`Match` of each further name by item,
    ``of_item`` the usual name by item, ``by_key`` the usual name a folded name stands for (None where it is several
    states), ``seats`` the usual name by the city that stands for it (hand-kept ones only).
    """

    of_item: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    by_key: Mapping[str, str | None]
    seats: Mapping[str, str]

    def mentioned(self, name: str) -> str | None:
        """The one state that the words of a name speak of (``Egyptian Air Force`` -> Egypt), or None."""
        words = fold(name).split()
        found: set[str] = set()
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + 5), start, -1):
                state = self.by_key.get(" ".join(words[start:end]))
                if state is not None:
                    found.add(state)
                    start = end - 1
                    break
            start += 1
        return found.pop() if len(found) == 1 else None


def state_names(rows: Iterable[Row], table: Iterable[Mapping[str, str]]) -> StateNames:
    """The names of the states among ``rows``, with the hand-kept ``table`` (``data/states.tsv``) on top."""
    hand = {line["label"]: line for line in table}
    of_item: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}
    seats: dict[str, str] = {}
    ranks: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        if row.kind != "state":
            continue
        line = hand.get(row.label, {})
        usual = line.get("name") or row.label
        of_item[row.qid] = usual
        names[row.qid] = _names(row, line, usual)
        seats.update(dict.fromkeys(_cells(line, "seats"), usual))
        by_hand = {fold(name) for name in (usual, *_cells(line, "names"), *_cells(line, "demonyms"))}
        for name, match in names[row.qid].items():
            key = fold(name)
            rank = 0 if key in by_hand else 1 + (match == Match.DEMONYM) + 2 * (not row.is_sovereign)
            ranks[key][usual] = min(rank, ranks[key].get(usual, rank))
    return StateNames(of_item, names, {key: _single(owners) for key, owners in ranks.items()}, seats)


def _names(row: Row, line: Mapping[str, str], usual: str) -> dict[str, str]:
    names = {usual: Match.LABEL}
    for name in (row.label, *_cells(line, "names"), *filter(_FORMAL.fullmatch, row.aliases)):
        names.setdefault(name, Match.ALIAS)
    for name in (*_cells(line, "demonyms"), *row.demonyms):
        names.setdefault(name, Match.DEMONYM)
    return names


def _cells(line: Mapping[str, str], column: str) -> list[str]:
    return [cell for cell in line.get(column, "").split("|") if cell]


def _single(owners: Mapping[str, int]) -> str | None:
    best = min(owners.values())
    found = [usual for usual, rank in owners.items() if rank == best]
    return found[0] if len(found) == 1 else None

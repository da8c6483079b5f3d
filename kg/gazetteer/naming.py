"""The names of a row: which it has, how each belongs to it, and whether running text is searched for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer import selection
from kg.gazetteer.folding import fold, is_bound, read_table, sound
from kg.gazetteer.makers import without_maker
from kg.gazetteer.record import Match
from kg.gazetteer.selection import Row
from kg.gazetteer.states import StateNames

__all__ = ["RANK", "Name", "extra_names", "name_row", "person_words"]

_DATA = Path(__file__).parent / "data"
#: The numbers under which the sorts of names stand in the file, best first.
RANK = {Match.LABEL: 0, Match.ALIAS: 1, Match.DEMONYM: 2, Match.DERIVED: 3}


@dataclass(slots=True)
class Name:
    """A name of a row: how it belongs to it, whether it is bound to its case and searched for in running text."""

    match: str
    bound: bool
    scan: bool


def name_row(row: Row, states: StateNames, extra: dict[str, str] | None = None) -> dict[str, Name]:
    """The names of a row by key; ``extra`` are further ones with their :class:`Match`."""
    names: dict[str, Name] = {}
    for name, match in _names_of(row, states, extra or {}):
        _add(names, name, match, scan=_is_scanned(row, name, match))
    return names


def _names_of(row: Row, states: StateNames, extra: dict[str, str]) -> Iterator[tuple[str, str]]:
    if row.kind == "state":
        yield from states.names[row.qid].items()
        return
    yield row.label, Match.LABEL
    yield from extra.items()
    for alias in row.aliases:
        yield alias, Match.ALIAS
    if row.kind != "person" and row.state:
        bare = selection.without_state(row, states)
        if bare:
            yield bare, Match.DERIVED


def _add(names: dict[str, Name], name: str, match: str, *, scan: bool) -> None:
    key = fold(name)
    if not key or (len(key) == 2 and name.islower()):
        return
    bound, old = is_bound(name), names.get(key)
    if old is None:
        names[key] = Name(match, bound, scan)
    else:
        best = min(old.match, match, key=RANK.__getitem__)
        names[key] = Name(best, old.bound and bound, old.scan or scan)


def _is_scanned(row: Row, name: str, match: str) -> bool:
    """Several words, a code, or one word that is the very name of something well known."""
    if not selection.kinds_table()[row.kind].get("scan") or match == Match.DERIVED:
        return False
    words = fold(name).split()
    if len(words) > 1:
        return True
    if is_bound(name) or any(char.isdigit() for char in name):
        return len(name) > 2
    return row.kind in _ONE_WORD and (match == Match.LABEL or row.source == "local") and len(name) > 3


_ONE_WORD = frozenset({"igo", "armed_group", "defence_company", "news_media"})


def person_words(names: Iterable[str]) -> set[str]:
    """Every word of a person's names (as keys): the way to variants (``Lloyd J. Austin III``)."""
    return {sound(word) for key in names for word in key.split() if len(word) > 1}


def extra_names(rows: Collection[Row], sources: Path) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """Further names by item (name -> Match), and those kept by hand that fit no one row.

    They come from ``aliases.tsv`` here, from ``derived_aliases.tsv`` in ``sources``, and from the labels of weapons
    without their maker.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    unresolved = []
    by_label: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for label in {row.label, row.old_label}:
            by_label[row.kind, label].append(row)
    for line in read_table(_DATA / "aliases.tsv"):
        owners = by_label[line["kind"], line["label"]]
        owners = [row for row in owners if not line["country"] or row.state == line["country"]]
        if len(owners) == 1:
            found[owners[0].qid][line["alias"]] = Match.ALIAS
        else:
            unresolved.append(f"{line['alias']}: {len(owners)} rows are called {line['label']} ({line['kind']})")
    derived = sources / "derived_aliases.tsv"
    for line in read_table(derived) if derived.exists() else ():
        found[line["qid"]].setdefault(line["alias"], Match.ALIAS)
    for qid, name in without_maker(rows):
        found[qid].setdefault(name, Match.ALIAS)
    return found, tuple(unresolved)

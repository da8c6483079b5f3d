"""Compiles the bundled gazetteer from tables of items: ``python -m kg.gazetteer.compile SOURCES``.

``SOURCES`` holds ``gazetteer.tsv[.gz]`` (qid, kind, label, aliases, country, source, demonyms, note; made from public
data sets that name Wikidata items: country-codes, rigour, Natural Earth, ROR, EveryPolitician scrapers, Wikitrivia,
XFACTR, FB15k, name-suggestion-index, each named in the row's ``source``) and, if there, ``derived_aliases.tsv``
(alias, qid, rule) and ``country-codes.csv``. No item is written in this package's own tables: they point to rows by
label. The same sources give the same bytes.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kg.gazetteer import selection
from kg.gazetteer.folding import fold, read_table
from kg.gazetteer.naming import RANK, Name, extra_names, name_row, person_words
from kg.gazetteer.selection import Row
from kg.gazetteer.sources import local_rows, read_rows, with_local
from kg.gazetteer.states import StateNames, state_names

__all__ = ["BUNDLED", "Report", "compile_gazetteer"]

BUNDLED = Path(__file__).parent / "gazetteer.sqlite"
_DATA = Path(__file__).parent / "data"
_SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE record (
    id INTEGER PRIMARY KEY, qid TEXT, kind TEXT NOT NULL, label TEXT NOT NULL, country TEXT,
    aliases TEXT NOT NULL, demonyms TEXT NOT NULL, note TEXT NOT NULL, source TEXT NOT NULL, weight INTEGER NOT NULL
);
CREATE TABLE name (
    key TEXT NOT NULL, record INTEGER NOT NULL, match INTEGER NOT NULL, bound INTEGER NOT NULL, scan INTEGER NOT NULL,
    PRIMARY KEY (key, record)
) WITHOUT ROWID;
CREATE TABLE head (word TEXT PRIMARY KEY, longest INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE word (word TEXT NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (word, record)) WITHOUT ROWID;
CREATE TABLE state (key TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE seat (key TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Book:
    """The rows kept, with the names of each (by key)."""

    rows: list[Row]
    names: list[dict[str, Name]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """How many rows of each kind were kept, and the hand-kept aliases that fit no row or several."""

    kept: Counter[str]
    unresolved: tuple[str, ...]


def compile_gazetteer(sources: Path, target: Path = BUNDLED) -> Report:
    """Write the gazetteer compiled from ``sources`` to ``target``."""
    rows = selection.select(read_rows(sources), read_table(_DATA / "corrections.tsv"))
    states = state_names(rows, read_table(_DATA / "states.tsv"))
    rows = with_local(list(selection.settle(rows, states)), local_rows(read_table(_DATA / "local.tsv")))
    rows.sort(key=lambda row: (row.kind, row.label, row.qid or ""))
    extra, unresolved = extra_names(rows, sources)
    _write(_name(rows, states, extra), states, target)
    return Report(Counter(row.kind for row in rows), unresolved)


def _name(rows: list[Row], states: StateNames, extra: dict[str, dict[str, str]]) -> Book:
    book = Book(rows)
    for row in rows:
        book.names.append(name_row(row, states, extra.get(row.qid, {})))
    return book


def _write(book: Book, states: StateNames, target: Path) -> None:
    target.unlink(missing_ok=True)
    with sqlite3.connect(target) as database:
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?)", map(_record, range(len(book.rows)), book.rows)
        )
        names = [(key, at, name) for at, names in enumerate(book.names) for key, name in names.items()]
        names.sort(key=lambda entry: entry[:2])
        database.executemany(
            "INSERT INTO name VALUES (?,?,?,?,?)",
            ((key, at, RANK[name.match], name.bound, name.scan) for key, at, name in names),
        )
        database.executemany("INSERT INTO head VALUES (?,?)", sorted(_heads(names).items()))
        database.executemany("INSERT INTO word VALUES (?,?)", sorted(_person_words(book)))
        clear = sorted((key, state) for key, state in states.by_key.items() if state)
        database.executemany("INSERT INTO state VALUES (?,?)", clear)
        database.executemany("INSERT INTO seat VALUES (?,?)", sorted(_seats(book.rows, states).items()))
    connection = sqlite3.connect(target)
    connection.execute("CREATE INDEX item ON record (qid)")
    connection.execute("VACUUM")
    connection.close()


def _record(at: int, row: Row) -> tuple[object, ...]:
    shown = "|".join(row.aliases)
    return (
        at,
        row.qid or None,
        row.kind,
        row.label,
        row.state or None,
        shown,
        "|".join(row.demonyms),
        row.note,
        row.source,
        row.weight,
    )


def _heads(names: Iterable[tuple[str, int, Name]]) -> dict[str, int]:
    """First words of the names that running text is searched for -> words of the longest."""
    longest: dict[str, int] = {}
    for key, _, name in names:
        if name.scan:
            words = key.split()
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return longest


def _person_words(book: Book) -> set[tuple[str, int]]:
    return {
        (word, at)
        for at, (row, names) in enumerate(zip(book.rows, book.names, strict=True))
        if row.kind == "person"
        for word in person_words(names)
    }


def _seats(rows: Iterable[Row], states: StateNames) -> dict[str, str]:
    """Cities that stand for a government: the hand-kept ones, and the capital of every other state."""
    seats = {fold(city): state for city, state in states.seats.items()}
    known = set(seats.values())
    for row in rows:
        if (
            row.kind == "capital"
            and row.state
            and row.state not in known
            and states.by_key.get(fold(row.label)) is None
        ):
            for name in (row.label, *row.aliases):
                seats.setdefault(fold(name), row.state)
    return seats


def main(arguments: list[str]) -> int:
    """``python -m kg.gazetteer.compile SOURCES [TARGET]``."""
    report = compile_gazetteer(Path(arguments[0]), *map(Path, arguments[1:2]))
    for line in (*(f"{kind}\t{count}" for kind, count in sorted(report.kept.items())), *report.unresolved):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

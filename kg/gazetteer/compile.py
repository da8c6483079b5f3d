"""Compiles the bundled gazetteer from tables of items: ``python -m kg.gazetteer.compile SOURCES``.

``SOURCES`` holds ``gazetteer.tsv[.gz]`` (qid, kind, label, aliases, country, source, demonyms, note; made from public
data sets that name Wikidata items: country-codes, rigour, Natural Earth, ROR, EveryPolitician scrapers, Wikitrivia,
XFACTR, FB15k, name-suggestion-index, each named in the row's ``source``) and, if there, ``derived_aliases.tsv``
(alias, qid, rule) and ``country-codes.csv``. No item is written in this package's own tables: they point to rows by
label. The same sources give the same bytes.
"""

from __future__ import annotations

import gzip
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import ResourceError
from kg.gazetteer import selection
from kg.gazetteer.folding import fold, is_bound, read_table, sound
from kg.gazetteer.record import Match
from kg.gazetteer.selection import Row
from kg.gazetteer.states import StateNames, state_names

__all__ = [
    "BUNDLED",
    "RANK",
    "Name",
    "Report",
    "compile_gazetteer",
    "local_rows",
    "name_row",
    "person_words",
    "read_rows",
    "with_local",
]

BUNDLED = Path(__file__).parent / "gazetteer.sqlite"
_DATA = Path(__file__).parent / "data"
RANK = {Match.LABEL: 0, Match.ALIAS: 1, Match.DEMONYM: 2, Match.DERIVED: 3}
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
class Name:
    """A name of a row: how it belongs to it, whether it is bound to its case and searched for in running text."""

    match: str
    bound: bool
    scan: bool


@dataclass(slots=True)
class Book:
    """The rows kept, with the names of each (by key)."""

    rows: list[Row]
    names: list[dict[str, Name]] = field(default_factory=list)


def read_rows(folder: Path) -> Iterator[Row]:
    """The rows of ``gazetteer.tsv`` or ``gazetteer.tsv.gz`` in ``folder``; ResourceError where there is neither."""
    plain, packed = folder / "gazetteer.tsv", folder / "gazetteer.tsv.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as file:
            yield from _rows(file)
    elif plain.exists():
        with plain.open(encoding="utf-8") as file:
            yield from _rows(file)
    else:
        raise ResourceError(f"{folder}: no gazetteer.tsv.gz there; give the folder that holds the sources")


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        if number and len(cells) == 8:
            qid, kind, label, aliases, country, source, demonyms, note = cells
            yield Row(qid, kind, label, _split(aliases), country, source, _split(demonyms), note)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


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
    extra, unresolved = _extra_aliases(rows, sources)
    _write(_name(rows, states, extra), states, target)
    return Report(Counter(row.kind for row in rows), unresolved)


def local_rows(table: Iterable[dict[str, str]]) -> list[Row]:
    """Rows for what the sources lack: no item, the file itself as source."""
    return [
        Row("", row["kind"], row["label"], _split(row["aliases"]), row["country"], "local", (), "", row["country"])
        for row in table
    ]


def with_local(rows: list[Row], local: Iterable[Row]) -> list[Row]:
    """``rows`` and what they lack: a local row that one of them already bears the name of only adds its names to it."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in {fold(name) for name in (row.label, *row.aliases)}:
            found[row.kind, key].append(at)
    for row in local:
        long_names = (name for name in (row.label, *row.aliases) if not is_bound(name))
        owners = {at for name in long_names for at in found[row.kind, fold(name)]}
        if len(owners) == 1:
            owner = rows[owners.pop()]
            names = dict.fromkeys((*owner.aliases, row.label, *row.aliases))
            rows[rows.index(owner)] = replace(owner, aliases=tuple(names), state=owner.state or row.state)
        else:
            rows.append(row)
    return rows


def _extra_aliases(rows: Iterable[Row], sources: Path) -> tuple[dict[str, dict[str, str]], tuple[str, ...]]:
    """Aliases of ``aliases.tsv`` and ``derived_aliases.tsv`` by item (alias -> Match); those fitting no one row."""
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
    return found, tuple(unresolved)


def _name(rows: list[Row], states: StateNames, extra: dict[str, dict[str, str]]) -> Book:
    book = Book(rows)
    for row in rows:
        book.names.append(name_row(row, states, extra.get(row.qid, {})))
    return book


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


def person_words(names: Iterable[str]) -> set[str]:
    """Every word of a person's names (as keys): the way to variants (``Lloyd J. Austin III``)."""
    return {sound(word) for key in names for word in key.split() if len(word) > 1}


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

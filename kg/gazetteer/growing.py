"""A bigger gazetteer of one's own: the bundled one with more rows put into a copy of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kg.errors import ResourceError
from kg.gazetteer.compile import BUNDLED
from kg.gazetteer.folding import fold
from kg.gazetteer.naming import RANK, Name, name_row, person_words
from kg.gazetteer.record import Match
from kg.gazetteer.selection import Row, settle
from kg.gazetteer.states import StateNames

__all__ = ["grow"]


def grow(rows: Iterable[Row], target: Path, *, base: Path = BUNDLED) -> Counter[str]:
    """Write to ``target`` what ``base`` holds and ``rows`` besides; how many rows of each kind were new.

    An item that is known gets the further names. The rows are written as they come, so memory does not grow with
    them; ``target`` appears when all are in. Raises ResourceError where it cannot be written.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base, partial)
        try:
            added = _fill(partial, rows)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(f"{target}: cannot be written ({error.strerror or error}); name another place") from error
    return added


def _fill(path: Path, rows: Iterable[Row]) -> Counter[str]:
    added: Counter[str] = Counter()
    connection = sqlite3.connect(path)
    try:
        states = _states(connection)
        last = connection.execute("SELECT max(id) FROM record").fetchone()[0]
        for row in settle(rows, states):
            known = connection.execute("SELECT id, kind FROM record WHERE qid = ?", (row.qid,)).fetchone()
            if known is None:
                last += 1
                added[row.kind] += 1
                connection.execute("INSERT INTO record VALUES (?,?,?,?,?,?,?,?,?,?)", _record(last, row))
                _name(connection, last, row, name_row(row, states))
            elif known[1] == row.kind:
                _name(connection, known[0], row, name_row(row, states))
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()
    return added


def _record(at: int, row: Row) -> tuple[object, ...]:
    aliases, demonyms = "|".join(row.aliases), "|".join(row.demonyms)
    state = row.state or None
    return at, row.qid, row.kind, row.label, state, aliases, demonyms, row.note, row.source, row.weight


def _name(connection: sqlite3.Connection, at: int, row: Row, names: dict[str, Name]) -> None:
    """The names of a record, those it has already left as they are, with what finds them in running text."""
    connection.executemany(
        "INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)",
        [(key, at, RANK[name.match], name.bound, name.scan) for key, name in sorted(names.items())],
    )
    for key, name in sorted(names.items()):
        if name.scan:
            words = key.split()
            connection.execute(
                "INSERT INTO head VALUES (?,?) "
                "ON CONFLICT (word) DO UPDATE SET longest = max(longest, excluded.longest)",
                (words[0], len(words)),
            )
    if row.kind == "person":
        connection.executemany(
            "INSERT OR IGNORE INTO word VALUES (?,?)", [(w, at) for w in sorted(person_words(names))]
        )


def _states(connection: sqlite3.Connection) -> StateNames:
    """The states of the base: the usual name by item and by every name that is one state's alone."""
    of_item: dict[str, str] = {}
    by_key: dict[str, str | None] = {}
    names: dict[str, dict[str, str]] = {}
    for qid, label, key in connection.execute(
        "SELECT qid, label, key FROM record JOIN name ON name.record = record.id WHERE kind = 'state' ORDER BY 1, 3"
    ):
        of_item[qid] = label
        names.setdefault(qid, {label: Match.LABEL})
        by_key[key] = None if by_key.get(key, label) != label else label
    by_key.update(connection.execute("SELECT key, state FROM state"))
    by_key.update({fold(label): label for label in of_item.values()})
    return StateNames(of_item, names, by_key, {})

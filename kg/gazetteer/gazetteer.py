"""The gazetteer: names of the field with their Wikidata items, read from one SQLite file without loading it whole."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.gazetteer.folding import fold, sound
from kg.gazetteer.record import Match, Record, read_terms
from kg.gazetteer.selection import kinds_table, year_of
from kg.model import EntityKind

__all__ = ["Gazetteer"]

_BUNDLED = Path(__file__).parent / "gazetteer.sqlite"
_MATCHES = (Match.LABEL, Match.ALIAS, Match.DEMONYM, Match.DERIVED)
_COLUMNS = "record.id, qid, kind, label, country, aliases, demonyms, note, source"


class Gazetteer:
    """Read-only access by name, item and state; opened per process and thread, so it may be forked and shared."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.lookup = lru_cache(maxsize=8192)(self._lookup)
        self.state = lru_cache(maxsize=8192)(self._state)
        self.persons = lru_cache(maxsize=1024)(self._persons)
        self._of_head = lru_cache(maxsize=2048)(self._read_head)
        self._heads: dict[str, int] | None = None
        self._seats: dict[str, str] | None = None

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at ``path``, or the bundled one; ResourceError where the file is missing or no gazetteer."""
        path = path or _BUNDLED
        if not path.is_file():
            raise ResourceError(
                f"{path}: the gazetteer is missing; install the package again or run `kg gazetteer build`"
            )
        gazetteer = cls(path)
        try:
            gazetteer._rows("SELECT longest FROM head LIMIT 1")
        except sqlite3.DatabaseError as error:
            raise ResourceError(f"{path}: this is no gazetteer ({error}); run `kg gazetteer build`") from error
        return gazetteer

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Gazetteer, (self._path,)

    def _lookup(self, name: str) -> tuple[Record, ...]:
        """Records with this name or alias (folded; codes only in their own case), best match and best known first."""
        if not _may_be_a_name(name):
            return ()
        found = self._rows(
            f"SELECT {_COLUMNS}, match FROM name JOIN record ON record.id = name.record "
            "WHERE key = ? AND (NOT bound OR ?) ORDER BY match, weight DESC, record.id",
            fold(name),
            _is_capital(name),
        )
        return tuple(_record(row, _MATCHES[row[9]]) for row in found)

    def _state(self, name: str) -> Record | None:
        """The one state that a name, adjective or abbreviation stands for; None if there is none or it is not clear."""
        states = [record for record in self.lookup(name) if record.kind == "state"]
        if len(states) < 2:
            return states[0] if states else None
        label = self._rows("SELECT state FROM state WHERE key = ?", fold(name))
        return next((record for record in states if label and record.label == label[0][0]), None)

    def state_of_capital(self, name: str) -> Record | None:
        """The state whose government a capital stands for (``Islamabad`` -> Pakistan), or None."""
        if self._seats is None:
            self._seats = dict(self._rows("SELECT key, state FROM seat"))
        state = self._seats.get(fold(name)) if name[:1].isupper() else None
        return self.state(state) if state else None

    def kinds(self, name: str) -> frozenset[EntityKind]:
        """Everything that a name may be, as classes of the ontology; empty for an unknown one."""
        return frozenset(kind for record in self.lookup(name) for kind in record.kinds)

    def by_qid(self, qid: str) -> Record | None:
        """The record of a Wikidata item."""
        found = self._rows(f"SELECT {_COLUMNS} FROM record WHERE qid = ?", qid)
        return _record(found[0], Match.LABEL) if found else None

    def _persons(self, word: str) -> tuple[Record, ...]:
        """Every person with this word in a name (``Biden``, ``Abdullah``), best known first."""
        found = self._rows(
            f"SELECT {_COLUMNS} FROM word JOIN record ON record.id = word.record "
            "WHERE word = ? ORDER BY weight DESC, record.id",
            sound(fold(word)),
        )
        return tuple(_record(row, Match.DERIVED) for row in found)

    def find(self, tokens: Sequence[str]) -> list[tuple[int, int, Record]]:
        """Names of bodies, forces, companies, media, weapons, wars in a token sequence: (start, end, best record).

        Token indices, half-open, in order, not overlapping; the longest name wins. Towns, persons and states are not
        searched for. A name starts with a capital or a digit.
        """
        words = [(word, at) for at, token in enumerate(tokens) for word in fold(token).split()]
        found: list[tuple[int, int, Record]] = []
        at = 0
        while at < len(words):
            match = self._at(words, at, tokens)
            if match is None:
                at += 1
            else:
                length, hit = match
                found.append(hit)
                at += length
        return found

    def _at(
        self, words: list[tuple[str, int]], at: int, tokens: Sequence[str]
    ) -> tuple[int, tuple[int, int, Record]] | None:
        if self._heads is None:
            self._heads = dict(self._rows("SELECT word, longest FROM head"))
        word, start = words[at]
        longest = self._heads.get(word)
        if longest is None or (at and words[at - 1][1] == start) or not _may_start(tokens[start]):
            return None
        known = self._of_head(word)
        for length in range(min(longest, len(words) - at), 0, -1):
            end = words[at + length - 1][1] + 1
            if at + length < len(words) and words[at + length][1] < end:
                continue
            if " ".join(word for word, _ in words[at : at + length]) in known:
                records = [r for r in self.lookup(" ".join(tokens[start:end])) if kinds_table()[r.kind].get("scan")]
                if records:
                    return length, (start, end, records[0])
        return None

    def _read_head(self, word: str) -> frozenset[str]:
        rows = self._rows(
            "SELECT DISTINCT key FROM name WHERE scan AND (key = ? OR key BETWEEN ? AND ?)",
            word,
            word + " ",
            word + "!",
        )
        return frozenset(row[0] for row in rows)

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._connection().execute(query, values).fetchall()

    def _connection(self) -> sqlite3.Connection:
        if getattr(self._local, "process", None) != os.getpid():
            uri = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            self._local.connection = sqlite3.connect(uri, uri=True)
            self._local.process = os.getpid()
        connection: sqlite3.Connection = self._local.connection
        return connection


def _record(row: Sequence[Any], match: str) -> Record:
    qid, kind, label, country, aliases, demonyms, note, source = (cell or "" for cell in row[1:9])
    classes = tuple(EntityKind(name) for name in kinds_table()[str(kind)]["entity"])
    return Record(
        qid=str(qid) or None,
        kind=str(kind),
        label=str(label),
        kinds=classes,
        country=str(country) or None,
        aliases=tuple(filter(None, str(aliases).split("|"))),
        demonyms=tuple(filter(None, str(demonyms).split("|"))),
        terms=read_terms(str(note)),
        year=year_of(str(note)),
        source=str(source),
        match=match,
    )


def _may_be_a_name(name: str) -> bool:
    """Lower-case words are names only where there are several of them."""
    return any(char.isupper() or char.isdigit() for char in name) or " " in name.strip()


def _is_capital(name: str) -> bool:
    return name.upper() == name


def _may_start(token: str) -> bool:
    return token[:1].isupper() or token[:1].isdigit()

"""Copies of one text in many papers: near-duplicates by MinHash (Broder 1997), remembered on disk.

Texts are compared as sets of five-word shingles; bands of the signature (locality-sensitive hashing; Leskovec,
Rajaraman and Ullman, Mining of Massive Datasets, section 3.4) find candidates, the share of equal places decides.
"""

import re
import sqlite3
from typing import Any, Self

import numpy as np

from kg.errors import ParameterError

__all__ = ["THRESHOLD", "Copies"]

#: Least estimated Jaccard similarity of a copy: an agency text cut by a fifth, or with a paragraph of the paper's own.
THRESHOLD = 0.6
_PLACES, _ROWS = 128, 4
_SHINGLE = 5
#: Shorter texts have too few shingles to be told apart; they are never copies.
_LEAST_WORDS = 30
_WORD = re.compile(r"\w+")


class Copies:
    """Remembers the texts that were read; constant memory, some 1.5 kB on disk for each.

    Raises ParameterError where the extra ``duplicates`` is not installed.
    """

    def __init__(self) -> None:
        try:
            from datasketch import MinHash
        except ImportError as error:
            reason = "--duplicates mark or skip needs the extra: pip install 'defco-kg[duplicates]'"
            raise ParameterError(reason) from error
        self._min_hash: Any = MinHash(num_perm=_PLACES)
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE texts (number INTEGER PRIMARY KEY, name TEXT, signature BLOB)")
        self._database.execute("CREATE TABLE bands (band INTEGER, hash BLOB, number INTEGER)")
        self._database.execute("CREATE INDEX by_hash ON bands (hash, band)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def original(self, text: str, *, name: str) -> str | None:
        """The name of the first text read that ``text`` is a copy of; else None, and it is remembered as ``name``."""
        words = _WORD.findall(text.casefold())
        if len(words) < _LEAST_WORDS:
            return None
        signature = self._signature(words)
        bands = [signature[i : i + _ROWS].tobytes() for i in range(0, _PLACES, _ROWS)]
        found = self._nearest(signature, bands)
        if found is None:
            self._remember(name, signature, bands)
        return found

    def _signature(self, words: list[str]) -> np.ndarray:
        shingles = {" ".join(words[i : i + _SHINGLE]).encode() for i in range(len(words) - _SHINGLE + 1)}
        sketch = self._min_hash.copy()
        sketch.update_batch(sorted(shingles))
        return np.asarray(sketch.hashvalues, dtype=np.uint64)

    def _nearest(self, signature: np.ndarray, bands: list[bytes]) -> str | None:
        wanted = " UNION ".join("SELECT number FROM bands WHERE band = ? AND hash = ?" for _ in bands)
        parameters = [value for pair in enumerate(bands) for value in pair]
        query = f"SELECT name, signature FROM texts WHERE number IN ({wanted}) ORDER BY number"
        for name, stored in self._database.execute(query, parameters):
            if np.mean(np.frombuffer(stored, dtype=np.uint64) == signature) >= THRESHOLD:
                return str(name)
        return None

    def _remember(self, name: str, signature: np.ndarray, bands: list[bytes]) -> None:
        insert = "INSERT INTO texts (name, signature) VALUES (?, ?)"
        number = self._database.execute(insert, (name, signature.tobytes())).lastrowid
        rows = ((band, value, number) for band, value in enumerate(bands))
        self._database.executemany("INSERT INTO bands VALUES (?, ?, ?)", rows)

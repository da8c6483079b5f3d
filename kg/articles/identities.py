"""Which identifiers were given out already, for as many articles as there are: kept on disk, not in memory."""

import sqlite3
from typing import Self

__all__ = ["Identities"]

#: Kibibytes of the database that are held in memory.
_CACHE = 4096


class Identities:
    """Identifier -> where its article was read; a private temporary database that ends with the object."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute(f"PRAGMA cache_size = -{_CACHE}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, source TEXT) WITHOUT ROWID")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def where(self, ident: str) -> str | None:
        """Where the article with this identifier was read, or None."""
        row = self._database.execute("SELECT source FROM seen WHERE id = ?", (ident,)).fetchone()
        return None if row is None else str(row[0])

    def add(self, ident: str, source: str) -> None:
        """Take an identifier for the article read at ``source``."""
        self._database.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (ident, source))

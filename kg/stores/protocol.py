"""The one thing a store must be able to do."""

from __future__ import annotations

from typing import Protocol

from kg.stores.answers import Answer

__all__ = ["Store"]


class Store(Protocol):
    """Anything that answers SPARQL 1.1 queries over the union of its graphs."""

    def query(self, text: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """The answer to a SELECT, ASK, CONSTRUCT or DESCRIBE.

        At most ``limit`` rows or triples come back, with ``cut`` set on the answer where there were more. Raises
        QueryError for a malformed query and for one that takes longer than ``timeout`` seconds, StoreError where the
        store cannot be read.
        """
        ...

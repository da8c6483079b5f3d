"""What a store answers: rows, a truth value, or triples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

__all__ = ["Answer", "Rows", "Term", "Triples", "Truth", "at_most"]

Term: TypeAlias = NamedNode | Literal | BlankNode
Row: TypeAlias = tuple[Term | None, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to SELECT: one value per variable and row, None where unbound; ``cut`` if there were more rows."""

    variables: tuple[str, ...]
    rows: tuple[Row, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Truth:
    """The answer to ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The answer to CONSTRUCT and DESCRIBE, each triple once; ``cut`` if there were more."""

    triples: tuple[Triple, ...]
    cut: bool = False


Answer: TypeAlias = Rows | Truth | Triples


def at_most(limit: int | None, values: Iterable[T]) -> tuple[tuple[T, ...], bool]:
    """The first ``limit`` of the values, and whether there was one more; all of them for None."""
    kept: list[T] = []
    for value in values:
        if limit is not None and len(kept) == limit:
            return tuple(kept), True
        kept.append(value)
    return tuple(kept), False

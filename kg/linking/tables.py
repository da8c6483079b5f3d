"""The tables of words beside the modules of linking."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

__all__ = ["table"]

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=16)
def table(file: str) -> tuple[tuple[str, ...], ...]:
    """The lines of ``data/FILE``, each as its tab-separated cells, without comments and empty lines."""
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))

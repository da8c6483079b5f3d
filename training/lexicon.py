"""The word lists of ``lexicon.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

__all__ = ["listed", "words"]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def listed(module: str, name: str) -> list[str]:
    """The list ``name`` of table ``module``, in order. Raises KeyError if there is none."""
    return _tables()[module][name]


def words(module: str, name: str) -> frozenset[str]:
    """The same as a set."""
    return frozenset(listed(module, name))

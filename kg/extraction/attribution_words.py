"""The words by which a text says whose word something is, from ``lexicon/attribution.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.errors import ResourceError

__all__ = ["listed"]

_LEXICON = Path(__file__).parent / "lexicon" / "attribution.toml"


@cache
def _lexicon() -> Mapping[str, Mapping[str, list[str]]]:
    try:
        return tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{_LEXICON} cannot be read ({error}); install the package again") from error


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """The word list ``name`` of ``section`` in the lexicon of attribution.

    Raises ResourceError if the lexicon is missing or broken.
    """
    return frozenset(_lexicon()[section][name])

"""The words that change the status of the situation they govern, read from ``lexicon/modality.toml``.

Each word has a signature: what follows for the embedded situation when the word is itself affirmed and when it is
negated (Nairn, Condoravdi and Karttunen 2006), in FactBank's degrees (Saurí and Pustejovsky 2009).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.model import Certainty, Polarity

__all__ = ["Effect", "Operator", "operator", "words"]

_LEXICON = Path(__file__).parent / "lexicon" / "modality.toml"
_KINDS = ("clause", "infinitive", "passive", "object", "subject", "noun", "predicate", "attribute")
_TIMES = frozenset({"future", "past", "same", "licence", "begun", "ended", "default"})


@dataclass(frozen=True, slots=True)
class Effect:
    """What an operator makes of the situation under it."""

    polarity: Polarity
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Operator:
    """A class of governing words: its two effects, and how it places the situation in time (see the lexicon's head)."""

    name: str
    affirmed: Effect
    negated: Effect
    time: str
    opaque: bool = False

    def effect(self, polarity: Polarity) -> Effect:
        """The effect where the governing word itself has ``polarity``."""
        return self.negated if polarity is Polarity.NEGATED else self.affirmed


def operator(kind: str, *keys: str) -> Operator | None:
    """The operator that the first of ``keys`` to be listed has in a construction; None where none is listed.

    ``kind`` is ``clause``, ``infinitive``, ``passive``, ``object``, ``subject``, ``noun``, ``predicate`` or
    ``attribute``; the keys are lemmas, with their particle or preposition where it belongs to them (``rule out``), the
    most telling first.
    """
    listed = _operators()
    return next((listed[kind, key] for key in keys if (kind, key) in listed), None)


def words(section: str, name: str) -> frozenset[str]:
    """The word list ``name`` of ``section`` (``adverbs``, ``periods``, ``prepositions``, ``classes`` ...)."""
    return _word_lists()[section, name]


@cache
def _lexicon() -> Mapping[str, Any]:
    try:
        return tomllib.loads(_LEXICON.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{_LEXICON} cannot be read ({error}); install the package again") from error


@cache
def _operators() -> Mapping[tuple[str, str], Operator]:
    listed: dict[tuple[str, str], Operator] = {}
    for entry in _lexicon()["class"]:
        value = Operator(
            entry["name"],
            _effect(entry["affirmed"]),
            _effect(entry["negated"]),
            entry["time"],
            entry.get("opaque", False),
        )
        if value.time not in _TIMES:
            raise ResourceError(
                f"{_LEXICON}: class {value.name} has the unknown time “{value.time}”; use one of {_TIMES}"
            )
        for kind in _KINDS:
            for word in entry.get(kind, ()):
                listed.setdefault((kind, word), value)
    return listed


@cache
def _word_lists() -> Mapping[tuple[str, str], frozenset[str]]:
    return {
        (section, name): frozenset(members)
        for section, lists in _lexicon().items()
        if isinstance(lists, dict)
        for name, members in lists.items()
    }


def _effect(text: str) -> Effect:
    polarity, certainty = text.split()
    return Effect(Polarity(polarity), Certainty(certainty))

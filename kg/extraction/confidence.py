"""How far a reading can be trusted: by how often readings of its kind were right on annotated articles.

``lexicon/confidence.tsv`` counts, for each kind of reading, how many claims were read and how many of them an annotator
had as well: the same situation, with the same polarity, certainty, temporality and source. ``benchmarks/confidence.py``
makes the table anew and measures it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import ResourceError
from kg.extraction.lexicon import lexicon
from kg.extraction.type_roles import NEEDED
from kg.model import Claim, Situation

__all__ = ["TABLE", "Kind", "Trust", "assessed", "kind_of"]

TABLE = Path(__file__).parent / "lexicon" / "confidence.tsv"

#: Readings that the rate of a wider kind counts for beside those of the kind itself (a beta prior of this weight).
#: From 3 to 40 the Brier score on articles left out of the table differs by 0.012, low weights being better.
_WEIGHT = 5

_OF_AGREEMENTS = ("party", "concernsAgreement")


class Kind(NamedTuple):
    """What is looked at of a reading.

    ``told_by`` is ``verb``, ``noun``, ``name`` (of an exercise), ``office`` or ``echo``; ``roles`` says whether
    ``all``, ``some`` or ``none`` of the roles that matter are filled, ``source`` whether one is ``named`` or it is the
    ``article``'s word, ``words`` whether they are ``explicit`` or a ``bare`` mention.
    """

    told_by: str
    roles: str
    source: str
    words: str


class Trust:
    """Rates by kind: those of a kind that was seldom read lean on those of all readings told and filled alike."""

    def __init__(self, counts: Mapping[Kind, tuple[int, int]]) -> None:
        self._counts = counts
        self._right: Counter[tuple[str, ...]] = Counter()
        self._read: Counter[tuple[str, ...]] = Counter()
        for kind, (right, read) in counts.items():
            for wider in ((), kind[:2]):
                self._right[wider] += right
                self._read[wider] += read

    def __call__(self, kind: Kind) -> float:
        """The share of readings of ``kind`` that are right, between 0 and 1, never quite either."""
        rate = (self._right[()] + 1) / (self._read[()] + 2)
        rate = self._leaning(self._right[kind[:2]], self._read[kind[:2]], rate)
        return self._leaning(*self._counts.get(kind, (0, 0)), rate)

    @staticmethod
    def _leaning(right: int, read: int, wider: float) -> float:
        return (right + _WEIGHT * wider) / (read + _WEIGHT)


def kind_of(situation: Situation, claim: Claim) -> Kind:
    """The kind of reading that ``claim`` on ``situation`` is."""
    wanted = NEEDED.get(situation.type, _OF_AGREEMENTS)
    filled = sum(bool(situation.roles.get(role)) for role in wanted)
    return Kind(
        _told_by().get(claim.rule, claim.rule),
        "all" if filled == len(wanted) else "some" if filled else "none",
        "named" if claim.asserted_by else "article",
        "explicit" if claim.explicit else "bare",
    )


def assessed(situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """``situations`` whose claims have the confidence of their kind, to two digits."""
    trust = _trust()
    return tuple(
        replace(one, claims=tuple(replace(c, confidence=round(trust(kind_of(one, c)), 2)) for c in one.claims))
        for one in situations
    )


@cache
def _told_by() -> Mapping[str, str]:
    found = {f.id: "verb" if f.verbs else "noun" if f.nouns else "name" for f in lexicon().frames}
    return found | {"offices": "office"}


@cache
def _trust() -> Trust:
    try:
        lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        rows = csv.DictReader(lines, delimiter="\t")
        return Trust({Kind(*(row[f] for f in Kind._fields)): (int(row["right"]), int(row["read"])) for row in rows})
    except (OSError, KeyError, ValueError) as error:
        raise ResourceError(f"{TABLE}: the table of confidence is missing or broken ({error}); reinstall") from error

"""Counts, layer by layer, how the readings of articles agree with their annotations.

Layers: ``situation`` and ``type T``; ``role`` and ``role R`` (the fillers); on the pairs alone ``when``, ``modality``
(polarity, certainty, temporality together), ``settled`` and ``attribution``; ``office``, ``link``, and ``evidence``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.evaluation.annotation import Annotation, Told
from kg.evaluation.names import Names
from kg.evaluation.pairing import (
    Agreement,
    agreements,
    chosen_claims,
    common,
    pairs,
    same_source,
    spans_of,
    unpaired_offices,
)

__all__ = ["NOTHING", "Scored", "Tally", "score"]

NOTHING = "nothing"
"""What stands in the confusion table for a situation that only one side has."""


@dataclass(slots=True)
class Tally:
    """Counts by layer; ``confusion`` counts (annotated type, read type)."""

    both: Counter[str] = field(default_factory=Counter)
    spurious: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    articles: int = 0

    def add(self, layer: str, agreement: Agreement) -> None:
        """Count one agreement."""
        self.both[layer] += agreement.both
        self.spurious[layer] += agreement.spurious
        self.missed[layer] += agreement.missed

    def check(self, layer: str, *, right: bool) -> None:
        """Count one that can be right or wrong."""
        self.all[layer] += 1
        self.right[layer] += right

    def rates(self, layer: str) -> tuple[float, float, float]:
        """Precision, recall and F1; zero where nothing was counted."""
        both, spurious, missed = self.both[layer], self.spurious[layer], self.missed[layer]
        precision, recall = both / (both + spurious or 1), both / (both + missed or 1)
        return precision, recall, 2 * precision * recall / (precision + recall or 1)

    def wanted(self, layer: str) -> int:
        """The number that the annotation has."""
        return self.both[layer] + self.missed[layer]

    def layers(self, prefix: str) -> list[str]:
        """The layers whose names begin so, with something counted, in alphabetical order."""
        counted = {*self.both, *self.spurious, *self.missed}
        return sorted(layer for layer in counted if layer.startswith(prefix))


@dataclass(frozen=True, slots=True)
class Scored:
    """One article's two sides and their pairs: index of an annotated situation -> index of the one read."""

    gold: Annotation
    read: Annotation
    text: str
    pairs: dict[int, int]


def score(gold: Annotation, read: Annotation, text: str, tally: Tally, names: Names) -> Scored:
    """Count into ``tally`` how what was ``read`` in one article agrees with ``gold``, and return the pairs.

    ``text`` is the title, a newline and the body, in which all quotes are looked up.
    """
    found = Scored(gold, read, text, pairs(gold.situations, read.situations, text, names))
    tally.articles += 1
    for i, one in enumerate(gold.situations):
        other = read.situations[found.pairs[i]] if i in found.pairs else None
        _count_situation(one, other, tally, names)
        if other is not None:
            _count_when(one, other, tally)
            _count_claims(one, other, text, tally, names)
    nobody = {j for j in range(len(read.situations)) if j not in found.pairs.values()}
    for j in sorted(nobody):
        _count_spurious(read.situations[j], tally)
    _count_confusion(found, tally)
    _count_evidence(read, text, tally)
    _count_offices(gold, read, tally, names)
    _count_links(gold, read, tally, names)
    return found


def _count_situation(one: Told, other: Told | None, tally: Tally, names: Names) -> None:
    for layer in ("situation", f"type {one.type}"):
        tally.add(layer, Agreement(int(other is not None), 0, int(other is None)))
    nobody = Told(one.type, {}, None, ())
    for role, agreement in agreements(one, other or nobody, names).items():
        tally.add("role", agreement)
        tally.add(f"role {role}", agreement)


def _count_spurious(read: Told, tally: Tally) -> None:
    for layer in ("situation", f"type {read.type}"):
        tally.add(layer, Agreement(0, 1, 0))
    for role, fillers in read.roles.items():
        tally.add("role", Agreement(0, len(fillers), 0))
        tally.add(f"role {role}", Agreement(0, len(fillers), 0))


def _count_when(one: Told, other: Told, tally: Tally) -> None:
    if one.when or other.when:
        tally.check("when", right=one.when == other.when)
        tally.right["invented"] += bool(other.when and not one.when)


def _count_claims(one: Told, other: Told, text: str, tally: Tally, names: Names) -> None:
    chosen = chosen_claims(one, other, text, names)
    for claim, reading in chosen:
        tally.check("modality", right=claim.values == reading.values)
        if claim.is_settled == reading.is_settled:
            tally.both[f"settled {claim.is_settled}"] += 1
        else:
            tally.missed[f"settled {claim.is_settled}"] += 1
            tally.spurious[f"settled {reading.is_settled}"] += 1
        if claim.sources:
            is_same = same_source(claim, reading, names)
            tally.add("attribution", Agreement(int(is_same), 0, int(not is_same)))
    taken, values = [reading for _, reading in chosen], {claim.values for claim in one.claims}
    for reading in other.claims:
        # a further claim costs only where it says what no annotated one says
        tally.all["modality"] += reading not in taken and reading.values not in values
        is_invented = bool(reading.sources) and not any(same_source(claim, reading, names) for claim in one.claims)
        tally.spurious["attribution"] += is_invented


def _count_confusion(found: Scored, tally: Tally) -> None:
    """Types that met: of the pairs, and of what is left over on both sides where quotes overlap most."""
    gold, read = found.gold.situations, found.read.situations
    free = [j for j in range(len(read)) if j not in found.pairs.values()]
    for i, one in enumerate(gold):
        if i in found.pairs:
            tally.confusion[one.type, one.type] += 1
            continue
        places = spans_of(found.text, one)
        near = max(free, key=lambda j: common(places, spans_of(found.text, read[j])), default=None)
        if near is not None and common(places, spans_of(found.text, read[near])):
            tally.confusion[one.type, read[near].type] += 1
            free.remove(near)
        else:
            tally.confusion[one.type, NOTHING] += 1
    for j in free:
        tally.confusion[NOTHING, read[j].type] += 1


def _count_evidence(read: Annotation, text: str, tally: Tally) -> None:
    for quote in (q for situation in read.situations for claim in situation.claims for q in claim.quotes):
        tally.check("evidence", right=quote in text)
        tally.all["characters"] += len(quote)


def _count_offices(gold: Annotation, read: Annotation, tally: Tally, names: Names) -> None:
    missed, spurious = unpaired_offices(gold.offices, read.offices, names)
    tally.add("office", Agreement(len(gold.offices) - len(missed), len(spurious), len(missed)))


def _count_links(gold: Annotation, read: Annotation, tally: Tally, names: Names) -> None:
    for name, wanted in gold.links.items():
        items = {item for other, found in read.links.items() if names.fold(other) == names.fold(name) for item in found}
        is_found = bool(items & wanted)
        tally.add("link", Agreement(int(is_found), len(items - wanted), int(not is_found)))

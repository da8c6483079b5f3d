"""Which situation that was read is which annotated one, and which of their claims and fillers belong together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluation.annotation import Called, Office, Presentation, Told
from kg.evaluation.names import Names

__all__ = [
    "Agreement",
    "agreements",
    "chosen_claims",
    "common",
    "pairs",
    "same_source",
    "spans",
    "spans_of",
    "unpaired_fillers",
    "unpaired_offices",
]

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the fillers of one role agree: those that both have, those only read, those only annotated."""

    both: int
    spurious: int
    missed: int


def spans(text: str, quotes: Iterable[str]) -> list[tuple[int, int]]:
    """Every place in ``text`` where one of the quotes stands."""
    return [match.span() for quote in quotes if quote for match in re.finditer(re.escape(quote), text)]


def spans_of(text: str, situation: Told) -> list[tuple[int, int]]:
    """Every place in ``text`` that the claims on a situation quote."""
    return [span for claim in situation.claims for span in spans(text, claim.quotes)]


def common(one: Spans, other: Spans) -> int:
    """The number of characters that two lists of places have in common, counted for each pair of places."""
    return sum(max(0, min(end, last) - max(start, first)) for start, end in one for first, last in other)


def unpaired_fillers(gold: Sequence[Called], read: Sequence[Called], names: Names) -> tuple[list[Called], list[Called]]:
    """The fillers of one role that were missed and those that are spurious; each is used once, the first that fits."""
    missed, left = [], list(read)
    for filler in gold:
        fitting = next((other for other in left if names.any_same(filler, other)), None)
        if fitting is None:
            missed.append(filler)
        else:
            left.remove(fitting)
    return missed, left


def agreements(gold: Told, read: Told, names: Names) -> dict[str, Agreement]:
    """For each role of the two how its fillers agree."""
    found = {}
    for role in dict.fromkeys((*gold.roles, *read.roles)):
        wanted = gold.roles.get(role, ())
        missed, spurious = unpaired_fillers(wanted, read.roles.get(role, ()), names)
        found[role] = Agreement(len(wanted) - len(missed), len(spurious), len(missed))
    return found


def pairs(gold: Sequence[Told], read: Sequence[Told], text: str, names: Names) -> dict[int, int]:
    """Index of an annotated situation -> index of the one read that is it; one to one.

    Two of one type whose quotes overlap can be a pair. Those that share most fillers go first, then those whose quotes
    overlap most, then those that come first.
    """
    wanted, found = ([spans_of(text, one) for one in side] for side in (gold, read))
    possible = []
    for i, one in enumerate(gold):
        for j, other in enumerate(read):
            overlap = common(wanted[i], found[j]) if one.type == other.type else 0
            if overlap:
                shared = sum(agreement.both for agreement in agreements(one, other, names).values())
                possible.append((-shared, -overlap, i, j))
    paired: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(possible):
        if i not in paired and j not in used:
            paired[i] = j
            used.add(j)
    return paired


def chosen_claims(gold: Told, read: Told, text: str, names: Names) -> list[tuple[Presentation, Presentation]]:
    """Each annotated claim with the one read that fits it best; those not yet taken go first.

    What fits best overlaps most with its quotes, then has its source, then agrees with it on being settled, then on
    polarity. Empty where nothing was read.
    """
    chosen: list[tuple[Presentation, Presentation]] = []
    for claim in gold.claims:
        taken = [other for _, other in chosen]
        left = [other for other in read.claims if other not in taken] or read.claims
        places = spans(text, claim.quotes)

        def fit(
            other: Presentation, claim: Presentation = claim, places: Spans = places
        ) -> tuple[int, bool, bool, bool]:
            return (
                common(places, spans(text, other.quotes)),
                same_source(claim, other, names),
                other.is_settled == claim.is_settled,
                other.polarity == claim.polarity,
            )

        if left:
            chosen.append((claim, max(left, key=fit)))
    return chosen


def same_source(one: Presentation, other: Presentation, names: Names) -> bool:
    """True if both name the same source, or both are the article's own."""
    ones: Called = one.sources
    return names.any_same(ones, other.sources) or (not ones and not other.sources)


def unpaired_offices(gold: Sequence[Office], read: Sequence[Office], names: Names) -> tuple[list[Office], list[Office]]:
    """The offices that were missed and those that are spurious.

    Holder and office must be the same, and the organisation where the annotation gives one.
    """

    def fits(one: Office, other: Office) -> bool:
        if not names.any_same(one.holder, other.holder) or not names.any_same(one.office, other.office):
            return False
        return not one.of or names.any_same(one.of, other.of)

    missed, left = [], list(read)
    for office in gold:
        fitting = next((other for other in left if fits(office, other)), None)
        if fitting is None:
            missed.append(office)
        else:
            left.remove(fitting)
    return missed, left

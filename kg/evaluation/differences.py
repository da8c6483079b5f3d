"""How a situation that was read differs from the annotated one that it is: fillers, date, claim values, sources."""

from __future__ import annotations

from collections.abc import Iterator

from kg.evaluation.annotation import Called, Presentation, Told
from kg.evaluation.names import Names
from kg.evaluation.pairing import chosen_claims, same_source, unpaired_fillers

__all__ = ["differences"]


def differences(gold: Told, read: Told, text: str, names: Names) -> Iterator[str]:
    """Each difference in words, in the order of the layers."""
    for role in sorted({*gold.roles, *read.roles}):
        missed, spurious = unpaired_fillers(gold.roles.get(role, ()), read.roles.get(role, ()), names)
        for kind, fillers in (("missed", missed), ("spurious", spurious)):
            if fillers:
                yield f"{role} {kind}: {', '.join(filler[0] for filler in fillers)}"
    if gold.when != read.when:
        yield f"date: {read.when or 'none'} was read, {gold.when or 'none'} is annotated"
    for claim, reading in chosen_claims(gold, read, text, names):
        if claim.values != reading.values:
            yield f"presented: {_values(reading)} was read, {_values(claim)} is annotated; “{_short(claim)}”"
        if not same_source(claim, reading, names):
            yield f"source: {_who(reading.sources)} was read, {_who(claim.sources)} is annotated; “{_short(claim)}”"


def _values(claim: Presentation) -> str:
    return " ".join(claim.values)


def _who(sources: Called) -> str:
    return sources[0] if sources else "none"


def _short(claim: Presentation) -> str:
    return claim.quotes[0] if claim.quotes else ""

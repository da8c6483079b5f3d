"""Whether two fillers of roles are one actor, and whether two lists of them have none in common."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Entity, EntityKind, Filler

__all__ = ["are_disjoint", "is_same_actor", "is_unnamed"]


def are_disjoint(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    """True if both name actors and not one is in common, unnamed ones left aside."""
    left = [f for f in one if not is_unnamed(f)]
    right = [f for f in other if not is_unnamed(f)]
    return bool(left and right) and not any(is_same_actor(a, b) for a in left for b in right)


def is_same_actor(one: Filler, other: Filler) -> bool:
    """True for one actor, a longer form of its name, and a state beside a body of its own; Niger is not Nigeria."""
    left, right = _identity(one), _identity(other)
    if left == right:
        return True
    if all(isinstance(f, Entity) and f.kind is EntityKind.STATE for f in (one, other)):
        return False
    countries = {f.country.casefold() for f in (one, other) if isinstance(f, Entity) and f.country}
    return f" {left} " in f" {right} " or f" {right} " in f" {left} " or bool(countries & {left, right})


def _identity(filler: Filler) -> str:
    return filler.name.casefold() if isinstance(filler, Entity) else str(filler).casefold()


def is_unnamed(filler: Filler) -> bool:
    """True for somebody whom the article does not name."""
    return isinstance(filler, Entity) and filler.kind is EntityKind.UNNAMED_ACTOR

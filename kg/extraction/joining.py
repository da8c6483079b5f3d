"""Two tellings of one situation as one: roles, dates and claims put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Amount, Claim, Entity, EntityKind, Filler, Situation, Time

__all__ = ["ACTOR_ROLES", "adopted", "folded", "joined"]

ACTOR_ROLES = (
    "party",
    "participant",
    "supplier",
    "recipient",
    "provider",
    "host",
    "visitor",
    "target",
    "agent",
    "decidedBy",
    "speaker",
)
"""The roles of those who act in a situation or undergo it."""

# role -> how many must be named for the unnamed ones to be taken for them: two meet, one visits
_NAMED = {"visitor": 1, "participant": 2}


def folded(filler: Filler) -> str:
    """``filler`` as it is compared: without case and without "exercise" before its name; an agreement by its key."""
    if isinstance(filler, Entity):
        return filler.key.casefold() if filler.kind is EntityKind.AGREEMENT else filler.name.casefold()
    if isinstance(filler, Amount):
        return filler.text.casefold()
    return filler.casefold().removeprefix("exercise ").removeprefix("operation ")


def joined(one: Situation, other: Situation) -> Situation:
    """``one`` with all that ``other`` says of it besides."""
    roles = _joined_roles(one.roles, other.roles)
    if one.type == "Consultation":
        roles["participant"] = _people_or_states(roles.get("participant", ()))
    return replace(
        one,
        roles=roles,
        when=_finer(one.when, other.when),
        claims=_joined_claims((*one.claims, *other.claims)),
    )


def _joined_roles(
    one: Mapping[str, tuple[Filler, ...]], other: Mapping[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    joined = {
        role: tuple(dict.fromkeys((*one.get(role, ()), *other.get(role, ()))))
        for role in (*one, *(r for r in other if r not in one))
    }
    for role, needed in _NAMED.items():
        if role in joined:
            joined[role] = _named_first(joined[role], needed)
    return joined | {role: _fullest(joined[role]) for role in ("name", "item", "concerns") if role in joined}


def _people_or_states(fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Who met: the states only where fewer than two people who met for them are named."""
    people = [f for f in fillers if isinstance(f, Entity) and f.kind is EntityKind.PERSON]
    if len(people) < 2:
        return fillers
    return tuple(f for f in fillers if not (isinstance(f, Entity) and f.kind is EntityKind.STATE))


def _named_first(people: tuple[Filler, ...], needed: int) -> tuple[Filler, ...]:
    """``people`` without those left unnamed, if ``needed`` are named: the title's "defence minister" has a name."""
    kinds = [f.kind if isinstance(f, Entity) else None for f in people]
    if kinds.count(EntityKind.PERSON) < needed:
        return people
    return tuple(f for f, kind in zip(people, kinds, strict=True) if kind is not EntityKind.UNNAMED_ACTOR)


def _fullest(fillers: Sequence[Filler]) -> tuple[Filler, ...]:
    """``fillers`` without those that another one holds: *Red Reef* beside *Exercise Red Reef 21*, *drones* beside
    *five drones*."""
    kept: list[Filler] = []
    for filler in sorted(fillers, key=lambda f: len(folded(f)), reverse=True):
        if not any(f" {folded(filler)} " in f" {folded(longer)} " for longer in kept):
            kept.append(filler)
    return tuple(filler for filler in fillers if filler in kept)


def _finer(one: Time | None, other: Time | None) -> Time | None:
    if one is None or other is None:
        return one or other
    return one if len(one.value) >= len(other.value) else other


def _joined_claims(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim for each way of presenting the situation, with the evidence of all."""
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = (claim.polarity, claim.certainty, claim.temporality, claim.asserted_by, claim.explicit)
        known = found.get(key)
        if known is None:
            found[key] = claim
        else:
            quotes = tuple(sorted({*known.evidence, *claim.evidence}))
            found[key] = replace(known, evidence=quotes, confidence=max(known.confidence, claim.confidence))
    return tuple(found.values())


def _in_the_values_of(told: Claim, mention: Claim) -> Claim:
    """``mention``, which says nothing of whether and when, with what the article tells of the same situation."""
    return replace(mention, polarity=told.polarity, certainty=told.certainty, temporality=told.temporality)


def adopted(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """``claims`` in which a bare mention is further evidence of what the same source says explicitly."""
    kept = [claim for claim in claims if claim.explicit]
    for claim in claims:
        if claim.explicit:
            continue
        at = next((i for i, other in enumerate(kept) if other.asserted_by == claim.asserted_by), None)
        if at is None:
            kept.append(_in_the_values_of(kept[0], claim) if kept else claim)
        else:
            quotes = tuple(sorted({*kept[at].evidence, *claim.evidence}))
            kept[at] = replace(kept[at], evidence=quotes)
    return _joined_claims(kept)

"""Tells apart agreements that share a form and a name: the pact of 2005 that ran out, and the one that renews it.

"The agreement was first signed in October 2005 and expired in 2020. Its renewal ..." speaks of two concluded acts
under one name. What is dated before the first one's end, and the end itself, belongs to the earlier; the rest to the
later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.model import Claim, Entity, EntityKind, Filler, Situation

__all__ = ["tell_apart"]

_BEGINS = frozenset({"Signature", "EntryIntoForce", "ConsentToBeBound"})
_ENDS = frozenset({"Expiry", "Termination"})
_LATER = frozenset({"Renewal", "Signature", "DomesticApproval", "Negotiation"})


def tell_apart(
    situations: Sequence[Situation], *, published: str | None, durations: Mapping[str, str]
) -> tuple[Situation, ...]:
    """``situations`` in which an agreement that ended and was concluded anew is two agreements, the later one renewing.

    ``published`` is the article's date; ``durations`` maps an agreement's key to the term the text gives it.
    """
    found = list(situations)
    for agreement, places in _agreements(situations).items():
        own = [found[i] for i in places]
        earlier = [s for s in own if _is_of_the_earlier(s, published)]
        later = [s for s in own if s not in earlier and s.type in _LATER and not _is_habitual(s)]
        if not later or not any(s.type in _BEGINS and s.when for s in earlier):
            if agreement.key in durations:
                longer = replace(agreement, duration=durations[agreement.key])
                for i in places:
                    found[i] = _with(found[i], agreement, longer)
            continue
        old = replace(agreement, key=f"{agreement.key}:{_year(earlier)}", duration=durations.get(agreement.key))
        new = replace(agreement, renews=old.key)
        for i in places:
            found[i] = _with(found[i], agreement, old if found[i] in earlier else new)
    return tuple(found)


def _agreements(situations: Iterable[Situation]) -> dict[Entity, list[int]]:
    """The agreements, in order of first mention, each with the places of the situations that concern it."""
    found: dict[Entity, list[int]] = {}
    for place, situation in enumerate(situations):
        for filler in dict.fromkeys(situation.roles.get("concernsAgreement", ())):
            if isinstance(filler, Entity) and filler.kind is EntityKind.AGREEMENT:
                found.setdefault(filler, []).append(place)
    return found


def _is_of_the_earlier(situation: Situation, published: str | None) -> bool:
    """True for a settled end, and for a beginning that lies at least a year before the article."""
    if not situation.is_settled or _is_habitual(situation):
        return False
    if situation.type in _ENDS:
        return True
    if situation.type not in _BEGINS or situation.when is None:
        return False
    return published is None or int(situation.when.value[:4]) < int(published[:4])


def _is_habitual(situation: Situation) -> bool:
    return all(claim.temporality == "habitual" for claim in situation.claims)


def _year(situations: Iterable[Situation]) -> str:
    return min(s.when.value[:4] for s in situations if s.when is not None)


def _with(situation: Situation, old: Entity, new: Entity) -> Situation:
    fillers: tuple[Filler, ...] = situation.roles.get("concernsAgreement", ())
    if old not in fillers:
        return situation
    changed = tuple(new if filler == old else filler for filler in fillers)
    claims: tuple[Claim, ...] = situation.claims
    return replace(situation, roles={**situation.roles, "concernsAgreement": changed}, claims=claims)

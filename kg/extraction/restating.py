"""What the headline tells once more: the first telling below it of the same act by the same actors.

A headline restates what the story opens with, in fewer and other words ("Guardsmen head to Brazil", and then
"forty-eight soldiers are heading to Brazil"). Things are called otherwise there, and the tense is the headline's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.joining import ACTOR_ROLES, adopted, joined
from kg.extraction.likeness import are_disjoint
from kg.model import Situation

__all__ = ["with_headlines_joined"]

_CALLED_OTHERWISE = ("item", "amount", "concerns", "concernsAgreement")
_WHERE = ("inPlace", "name")


def with_headlines_joined(
    situations: Sequence[Situation], *, title_end: int, year: str | None
) -> tuple[Situation, ...]:
    """``situations`` in which those told in the headline alone are joined with the first below that may be the same.

    ``title_end`` is the offset at which the headline ends, ``year`` that of the article: what is dated earlier is told
    as history.
    """
    found = list(situations)
    for one in [s for s in situations if _is_titled(s, title_end)]:
        below = (s for s in found if s.type == one.type and not _is_titled(s, title_end))
        other = next((s for s in below if not _is_history(s, year)), None)
        if other is not None and _restates(one, other):
            both = joined(other, _shortened(one, other))
            found[found.index(other)] = replace(both, claims=adopted(both.claims))
            found.remove(one)
    return tuple(found)


def _is_titled(situation: Situation, title_end: int) -> bool:
    return all(quote.end <= title_end for claim in situation.claims for quote in claim.evidence)


def _is_history(situation: Situation, year: str | None) -> bool:
    return situation.when is not None and year is not None and situation.when.value[:4] < year


def _restates(title: Situation, below: Situation) -> bool:
    """True if the two share an actor and a polarity, and no role has others in the one than in the other."""
    roles = (*ACTOR_ROLES, *_WHERE)
    both = [(title.roles.get(role, ()), below.roles.get(role, ())) for role in roles]
    if any(are_disjoint(one, other) for one, other in both):
        return False
    said, told = ({claim.polarity for claim in s.claims} for s in (title, below))
    actors = both[: len(ACTOR_ROLES)]
    return bool(said & told) and any(one and other for one, other in actors)


def _shortened(title: Situation, below: Situation) -> Situation:
    """``title`` without the things that ``below`` calls by a fuller name, and without a tense of its own."""
    roles = {r: f for r, f in title.roles.items() if r not in _CALLED_OTHERWISE or not below.roles.get(r)}
    polarities = {claim.polarity for claim in below.claims}
    claims = tuple(replace(c, explicit=c.explicit and c.polarity not in polarities) for c in title.claims)
    return replace(title, roles=roles, claims=claims)

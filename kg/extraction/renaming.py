"""One agreement under two names: the headline's "troops pact" and the article's "visiting forces agreement".

Names of agreements that are common nouns say little of which one is meant. Two of them are one agreement where the
headline and the first sentence that tells the same act of the same parties use them, where one is cut short ("agreement
on training", "agreement on training of officers"), or where one is no more than "an agreement".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extraction.lexicon import table
from kg.model import Entity, EntityKind, Filler, Polarity, Situation, Temporality

__all__ = ["with_one_name"]

_NAMELESS = frozenset(table("identity")["nameless"]["words"])
_BOTH = 2
_MOST = 300  # tellings: more than any article has, so that texts without end take time in proportion


def with_one_name(situations: Sequence[Situation], *, title_end: int) -> list[Situation]:
    """``situations`` in which an agreement that is told under two names has one, the other being its alias.

    ``title_end`` is the offset at which the headline ends.
    """
    found = list(situations)
    for same in (_restated, _cut_short, _nameless):
        for old, new in _pairs(found, same, title_end):
            found = [_renamed(one, old, replace(new, aliases=_aliases(new, old))) for one in found]
    return found


@dataclass(frozen=True, slots=True)
class _Telling:
    """What counts of a situation on one agreement when it is compared with others."""

    type: str
    agreement: Entity
    when: str | None
    parties: frozenset[str]
    said: frozenset[tuple[Polarity, bool]]
    titled: bool


_Same = Callable[[_Telling, _Telling], bool]


def _pairs(situations: Sequence[Situation], same: _Same, title_end: int) -> Iterator[tuple[Entity, Entity]]:
    """The agreements that are another one; each is renamed once, after the first telling that fits."""
    done: set[str] = set()
    tellings = _tellings(situations, title_end)
    for one in tellings:
        old = one.agreement
        if old.key in done or not _is_common(old):
            continue
        for other in tellings:
            new = other.agreement
            if new.key in done or new.key == old.key or other.type != one.type:
                continue
            if same(one, other) and _agree(one, other) and not _told_apart(situations, old, new, title_end):
                done |= {old.key, new.key}
                yield old, new
                break


def _tellings(situations: Sequence[Situation], title_end: int) -> list[_Telling]:
    """The tellings of ``situations``, in order and no more than can be compared; of those that are alike the first."""
    found: dict[_Telling, None] = {}
    for one in situations:
        agreement = _agreement(one)
        if agreement is not None:
            telling = _Telling(
                one.type,
                agreement,
                one.when.value if one.when else None,
                frozenset(f.key for f in one.roles.get("party", ()) if isinstance(f, Entity)),
                frozenset((c.polarity, c.temporality is Temporality.FUTURE) for c in one.claims),
                _is_titled(one, title_end),
            )
            found.setdefault(telling)
    return list(found)[:_MOST]


def _restated(one: _Telling, other: _Telling) -> bool:
    """The headline's name, and that of the article below."""
    return one.titled and not other.titled


def _cut_short(one: _Telling, other: _Telling) -> bool:
    return " " in one.agreement.name and other.agreement.name.startswith(f"{one.agreement.name} ")


def _nameless(one: _Telling, other: _Telling) -> bool:
    return one.agreement.name.casefold() in _NAMELESS and _is_common(other.agreement)


def _agree(one: _Telling, other: _Telling) -> bool:
    """True if both tell the same act of the same two parties: date, polarity and tense do not speak against it."""
    if one.when and other.when and not (one.when.startswith(other.when) or other.when.startswith(one.when)):
        return False
    return len(one.parties & other.parties) >= _BOTH and not one.said.isdisjoint(other.said)


def _told_apart(situations: Sequence[Situation], old: Entity, new: Entity, title_end: int) -> bool:
    """True if the text below the headline speaks of both names as of two agreements in one sentence or act."""
    both = [s for s in situations if {old, new} <= set(s.roles.get("concernsAgreement", ()))]
    first = next((s for s in situations if _agreement(s) is not None and not _is_titled(s, title_end)), None)
    titled = any(_agreement(s) == old and _is_titled(s, title_end) for s in situations)
    return bool(both) or (titled and first is not None and _agreement(first) != new)


def _is_titled(one: Situation, title_end: int) -> bool:
    return all(quote.end <= title_end for claim in one.claims for quote in claim.evidence)


def _agreement(one: Situation) -> Entity | None:
    found = [f for f in one.roles.get("concernsAgreement", ()) if isinstance(f, Entity)]
    return found[0] if len(found) == 1 and found[0].kind is EntityKind.AGREEMENT else None


def _is_common(agreement: Entity) -> bool:
    """True for a name that is a common noun with what belongs to it: no proper name, model or number."""
    first = agreement.name.split(" ", 1)[0]
    return agreement.instantiates is None and agreement.abbreviation is None and first.islower() and first.isalpha()


def _aliases(new: Entity, old: Entity) -> tuple[str, ...]:
    names = (*new.aliases, old.name, *old.aliases)
    return tuple(dict.fromkeys(name for name in names if name != new.name and name.casefold() not in _NAMELESS))


def _renamed(one: Situation, old: Entity, new: Entity) -> Situation:
    def named(filler: Filler) -> Filler:
        return new if isinstance(filler, Entity) and filler.key in (old.key, new.key) else filler

    roles: Mapping[str, tuple[Filler, ...]] = {
        role: tuple(dict.fromkeys(named(filler) for filler in fillers)) for role, fillers in one.roles.items()
    }
    return replace(one, roles=roles)

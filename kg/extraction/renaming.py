"""One agreement under two names: the headline's "troops pact" and the article's "visiting forces agreement".

Names of agreements that are common nouns say little of which one is meant. Two of them are one agreement where the
headline and the first sentence that tells the same act of the same parties use them, where one is cut short ("agreement
on training", "agreement on training of officers"), or where one is no more than "an agreement".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction.lexicon import table
from kg.model import Entity, EntityKind, Filler, Situation, Temporality

__all__ = ["with_one_name"]

_NAMELESS = frozenset(table("identity")["nameless"]["words"])
_BOTH = 2


def with_one_name(situations: Sequence[Situation], *, title_end: int) -> list[Situation]:
    """``situations`` in which an agreement that is told under two names has one, the other being its alias.

    ``title_end`` is the offset at which the headline ends.
    """
    found = list(situations)
    for same in (_restated, _cut_short, _nameless):
        for old, new in _pairs(found, same, title_end):
            found = [_renamed(one, old, replace(new, aliases=_aliases(new, old))) for one in found]
    return found


_Same = Callable[[Situation, Situation, int], bool]


def _pairs(situations: Sequence[Situation], same: _Same, title_end: int) -> Iterator[tuple[Entity, Entity]]:
    """The agreements that are another one; each is renamed once, after the first telling that fits."""
    done: set[str] = set()
    for one in situations:
        old = _agreement(one)
        if old is None or old.key in done or not _is_common(old):
            continue
        for other in situations:
            new = _agreement(other)
            if new is None or new.key in done or new.key == old.key or other.type != one.type:
                continue
            if _agree(one, other) and same(one, other, title_end) and not _told_apart(situations, old, new, title_end):
                done |= {old.key, new.key}
                yield old, new
                break


def _restated(one: Situation, other: Situation, title_end: int) -> bool:
    """The headline's name, and that of the article below."""
    new = _agreement(other)
    return _is_titled(one, title_end) and not _is_titled(other, title_end) and new is not None


def _cut_short(one: Situation, other: Situation, _title_end: int) -> bool:
    old, new = _agreement(one), _agreement(other)
    return old is not None and new is not None and " " in old.name and new.name.startswith(f"{old.name} ")


def _nameless(one: Situation, other: Situation, _title_end: int) -> bool:
    old, new = _agreement(one), _agreement(other)
    return old is not None and old.name.casefold() in _NAMELESS and new is not None and _is_common(new)


def _agree(one: Situation, other: Situation) -> bool:
    """True if both tell the same act of the same two parties: date, polarity and tense do not speak against it."""
    if (
        one.when
        and other.when
        and not (one.when.value.startswith(other.when.value) or other.when.value.startswith(one.when.value))
    ):
        return False
    parties = [{f.key for f in s.roles.get("party", ()) if isinstance(f, Entity)} for s in (one, other)]
    if len(parties[0] & parties[1]) < _BOTH:
        return False
    said = [{(c.polarity, c.temporality is Temporality.FUTURE) for c in s.claims} for s in (one, other)]
    return bool(said[0] & said[1])


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

"""The same situation told twice is one situation: which candidates are merged, and which stay apart.

Two mentions are one if they are of one type and nothing they say about it disagrees: agreement, exercise name, date,
and the actors of each role. A bare mention ("the signing", "the exercise") joins the last one that it can be.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from kg.extraction.attacks import Keys, by_last_mention, same_attack
from kg.extraction.joining import ACTOR_ROLES, adopted, folded, joined
from kg.extraction.lexicon import table
from kg.extraction.likeness import are_disjoint, is_unnamed
from kg.extraction.times_apart import times_differ
from kg.model import (
    Amount,
    Entity,
    EntityKind,
    Filler,
    Situation,
)

__all__ = ["BACK", "BARE", "JOINS", "OTHER", "merge"]

BARE = "bare"
"""Prefix of the key of a mention that names nobody: it joins an earlier situation or is dropped."""
JOINS = "bare+"
"""Prefix of the key of a mention that only adds who was there ("the reception was attended by X")."""
BACK = "back"
"""Prefix of the key of a mention that points back ("the drill") and adds who took part."""

OTHER = "other"
"""Prefix of the key of a mention that speaks of another instance ("the next meeting", "last year's edition")."""

_FIRMS = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION})
_IDENTIFYING = ("concernsAgreement", "name")
_SIDES = ("party", "supplier", "recipient")
_GENERIC = frozenset(table("identity")["generic"]["words"])
_PAPERS = frozenset(table("identity")["papers"]["words"])
# F-16, K2, M1278A2, MiG-29, BrahMos: letters with digits, or capitals inside a word
_DESIGNATION = re.compile(r"(?=.*[A-Z])(?=.*[a-z0-9][A-Z]|.*\d)[\w-]+$")
_ITEMS = ("item", "amount", "concerns")
_LOOK_BACK = 200  # situations of a type: more than any article tells, so that texts without end take time in proportion


def merge(situations: Sequence[Situation], *, states: frozenset[str] = frozenset()) -> tuple[Situation, ...]:
    """``situations`` with those that are one joined, in order of first mention; keys are numbered anew.

    ``states`` are the names of the states that the article speaks of, in small letters.
    """
    keys = Keys(back=BACK, bare=BARE, another=OTHER, states=states)
    merged: list[Situation] = []
    of_type: dict[str, list[int]] = defaultdict(list)
    for situation in situations:
        met = of_type[situation.type]
        fitting = [i for i in reversed(met[-_LOOK_BACK:]) if _same(merged[i], situation, keys)]
        if situation.type == "Incident":
            fitting = by_last_mention({i: merged[i] for i in fitting}, situation, keys)
        at = next((i for i in fitting if _names_the_same(merged[i], situation)), next(iter(fitting), None))
        if at is None and not situation.key.startswith(BARE):
            met.append(len(merged))
            merged.append(situation)
        elif at is None:
            continue
        else:
            merged[at] = joined(merged[at], situation)
    return tuple(replace(s, key=f"s{number}", claims=adopted(s.claims)) for number, s in enumerate(merged, start=1))


def _same(one: Situation, other: Situation, keys: Keys) -> bool:
    """True if two situations of one type may be the same."""
    if one.type == "Incident":
        return same_attack(one, other, keys)
    if times_differ(one, other) or _is_other_instance(one, other):
        return False
    if one.type == "Consultation" and not other.key.startswith(JOINS) and _other_people(one, other):
        return False
    if one.type == "BasingOrAccess" and are_disjoint(one.roles.get("inPlace", ()), other.roles.get("inPlace", ())):
        return False
    if one.type == "JointDevelopment" and (_makers(one) or _makers(other)):
        return bool(_makers(one) & _makers(other))
    for role in _IDENTIFYING:
        if _clash(one.roles.get(role, ()), other.roles.get(role, ())):
            return False
    if any(_others(one.roles.get(role, ()), other.roles.get(role, ())) for role in _SIDES):
        return False
    roles = [r for r in ACTOR_ROLES if not (r == "participant" and (_points_back(other) or _is_attended(one, other)))]
    if any(are_disjoint(one.roles.get(role, ()), other.roles.get(role, ())) for role in roles):
        return False
    return not any(_items_clash(one.roles.get(role, ()), other.roles.get(role, ())) for role in _ITEMS)


def _makers(situation: Situation) -> frozenset[str]:
    """The firms that are bought: a purchase of one is told once, whoever is said to buy, and is no work on arms."""
    items = situation.roles.get("item", ())
    return frozenset(folded(f) for f in items if isinstance(f, Entity) and f.kind in _FIRMS)


def _names_the_same(one: Situation, other: Situation) -> bool:
    """True if both name the agreement or exercise, and it is one."""
    pairs = [(one.roles.get(role, ()), other.roles.get(role, ())) for role in _IDENTIFYING]
    return any(left and right and not _clash(left, right) for left, right in pairs)


def _other_people(one: Situation, other: Situation) -> bool:
    """True for a minister's meetings with two others: both name two people, and neither only some of the other's."""
    left, right = (
        {f for f in s.roles.get("participant", ()) if isinstance(f, Entity) and f.kind is EntityKind.PERSON}
        for s in (one, other)
    )
    return len(left) > 1 and len(right) > 1 and not (left <= right or right <= left)


def _points_back(situation: Situation) -> bool:
    """True for "the drill" and its like: one exercise, whoever else is said to take part."""
    pointing = (BACK, BARE) if situation.type == "JointExercise" else JOINS
    return situation.key.startswith(pointing)


def _is_attended(one: Situation, other: Situation) -> bool:
    """ "The meeting was attended by the general": one more who was there, when two others met just before."""
    if one.type != "Consultation" or not other.key.startswith(BACK):
        return False
    return len(one.roles.get("participant", ())) > 1 and len(other.roles.get("participant", ())) == 1


def _is_other_instance(one: Situation, other: Situation) -> bool:
    """True if one of the two is said to be another instance and the other names the one that is spoken of.

    Who took part last time and stays away now does two things.
    """
    if one.key.startswith(OTHER) == other.key.startswith(OTHER):
        return one.key.startswith(OTHER) and one.claims[0].polarity != other.claims[0].polarity
    return not other.key.startswith((BACK, BARE))


def _clash(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    """True if both say which agreement or exercise it is, and not the same."""
    if not one or not other:
        return False
    return not any(_is_same_thing(a, b) for a in one for b in other)


def _is_same_thing(one: Filler, other: Filler) -> bool:
    """True for one agreement, and for names of which one holds the other ("Red Reef", "Red Reef 21") or shortens it."""
    left, right = folded(one), folded(other)
    if all(isinstance(f, Entity) and f.kind is EntityKind.AGREEMENT for f in (one, other)):
        return left == right
    held = f" {left} " in f" {right} " or f" {right} " in f" {left} "
    return held or left == _initials(right) or right == _initials(left)


def _initials(name: str) -> str:
    """The short form of the name of an exercise: "ja22" for "justified accord 22"."""
    return "".join(word if word.isdigit() else word[0] for word in name.split()) if " " in name else ""


def _others(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    """True if one names its side and the other only has "third countries" or "its allies"."""
    if not one or not other:
        return False
    return all(is_unnamed(f) for f in one) != all(is_unnamed(f) for f in other)


def _items_clash(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    """Things clash if no word of one is in the other: "jets" and "24 Typhoon jets" are one, "jets" and "tanks" two."""
    if not one or not other:
        return False
    if all(isinstance(filler, Amount) for filler in (*one, *other)):
        return not {f.text for f in one if isinstance(f, Amount)} & {f.text for f in other if isinstance(f, Amount)}
    left, right = _words(one), _words(other)
    if (
        _heads(one) & _PAPERS
        or _heads(other) & _PAPERS
        or left <= _GENERIC
        or right <= _GENERIC
        or left <= right
        or right <= left
    ):
        return False
    marks, others = _designations(one), _designations(other)
    if marks and others:
        return not marks & others
    return not _heads(one) & _heads(other) and not marks & right and not others & left


def _designations(things: Sequence[Filler]) -> frozenset[str]:
    """The words of names that tell one model from another: *f-16* and *typhoon* of "24 F-16 or Typhoon jets"."""
    words = (w for f in things if not isinstance(f, Amount) for w in _name(f).split()[1:] + _name(f).split()[:1])
    return frozenset(w.casefold().removesuffix("s") for w in words if _DESIGNATION.match(w))


def _heads(things: Sequence[Filler]) -> frozenset[str]:
    return frozenset(folded(f).split()[-1].rstrip("s") for f in things if folded(f))


def _name(filler: Filler) -> str:
    return filler.name if isinstance(filler, Entity) else str(filler)


def _words(fillers: Sequence[Filler]) -> frozenset[str]:
    return frozenset(word.rstrip("s") for filler in fillers for word in folded(filler).split())

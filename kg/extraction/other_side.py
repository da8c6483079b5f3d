"""The other side of what one does to, for or in another, where the clause names but one.

Whoever permits grants; what lies in a state is granted, taught or hosted by it; and in an article on two states that
names one of them, the other is meant, unless the sentence speaks of a third.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction import syntax
from kg.extraction.abroad import is_permission
from kg.extraction.admission import Candidate
from kg.extraction.context import Context
from kg.extraction.type_roles import AT_HOME, COMING, SIDES
from kg.model import Entity, EntityKind, Filler, Situation

__all__ = ["with_counterpart", "with_other_side"]

_Roles = Mapping[str, tuple[Filler, ...]]

# types of which one participant alone tells that the other side of the article is meant
_MUTUAL = frozenset({"InformationSharing", "JointDevelopment", "JointOperation"})


def with_other_side(context: Context, candidate: Candidate, roles: _Roles) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with the side that the clause leaves open, if permission, the things or the place tell it."""
    found = dict(roles)
    kind = candidate.frame.type
    if kind == "BasingOrAccess" and not found.get("provider"):
        found["provider"] = tuple(_permitting(context, candidate))
    if kind == "ArmsTransfer":
        if not found.get("supplier"):
            found["supplier"] = tuple(_origin(context, candidate, found))
        _part_from_maker(context, found)
    if kind == "Deployment" and not found.get("provider"):
        found["provider"] = tuple(_by_name(context, found))
    if kind in AT_HOME:
        home, guest = AT_HOME[kind]
        if not found.get(home):
            found[home] = tuple(_around(context, found, guest))
    if kind == "Visit" and not found.get("host"):
        found["host"] = tuple(_visited(context, found))
    if kind == "BasingOrAccess":  # the state in which a base lies is who grants it, and no place besides
        granting = {f.name for f in found.get("provider", ()) if isinstance(f, Entity)}
        found["inPlace"] = tuple(
            f for f in found.get("inPlace", ()) if isinstance(f, Entity) and f.name not in granting
        )
    return found


def with_counterpart(context: Context, situation: Situation, told: Sequence[Situation] = ()) -> Situation:
    """``situation``, all its tellings put together, with the other side of the article where it names only one.

    ``told`` is all that the article tells.
    """
    kind, roles = situation.type, situation.roles
    if kind == "JointExercise" and not roles.get("participant"):
        others = {name for s in told if s.roles.get("participant") for name in s.roles.get("name", ())}
        both = () if others.intersection(roles.get("name", ())) else tuple(_both(context, situation))
        return replace(situation, roles={**roles, "participant": both})
    if kind in SIDES:
        filled = [role for role in SIDES[kind] if roles.get(role)]
        role = next((role for role in SIDES[kind] if role not in filled), "") if len(filled) == 1 else ""
        known = roles[filled[0]] if role else ()
    else:
        role = "participant" if kind in _MUTUAL and len(roles.get("participant", ())) == 1 else ""
        known = roles.get(role, ())
    other = _counterpart(context, situation, known) if role else None
    if other is None:
        return _at_home(context, situation)
    return replace(situation, roles={**roles, role: (*roles.get(role, ()), other)})


def _at_home(context: Context, situation: Situation) -> Situation:
    """``situation``, if it was so, with the state of the paper or dateline where others came or sold and none is told.

    "French personnel stationed at Al Udeid", told in Doha, are stationed in Qatar.
    """
    home, (own, foreign) = context.at_home, COMING.get(situation.type, ("", ""))
    known = _states(context, situation.roles.get(foreign, ()))
    if home is None or situation.roles.get(own) or not known or home in known:
        return situation
    certain = all(claim.is_settled for claim in situation.claims)
    elsewhere = _is_elsewhere(context, situation.roles, home)
    if not certain or elsewhere or _speaks_of_others(context, situation, home, known):
        return situation
    return replace(situation, roles={**situation.roles, own: (home,)})


def _both(context: Context, situation: Situation) -> Iterator[Entity]:
    """Both sides of the article, of whom an exercise is that names nobody: not one of years ago, and not elsewhere."""
    when, published = situation.when, context.article.date
    if when is not None and published and int(when.value[:4]) < int(published[:4]) - 1:
        return
    places = (f for f in situation.roles.get("inPlace", ()) if isinstance(f, Entity))
    around = {state for place in places if (state := context.state_around(place)) is not None}
    if len(context.sides) == 2 and around <= set(context.sides):
        yield from context.sides


def _permitting(context: Context, candidate: Candidate) -> Iterator[Entity]:
    """ "A allowed B to use its ports": the subject of the permitting verb grants."""
    verb = syntax.governing_verb(candidate.trigger)
    if verb is not None and is_permission(verb):
        for token in syntax.logical_subjects(verb):
            yield from (a for a in context.actors.of(token) if a.kind is not EntityKind.PERSON)


def _visited(context: Context, roles: _Roles) -> Iterator[Entity]:
    """Whom somebody who "arrived on Monday" visits: the other of the article's two states, unless he is elsewhere."""
    homes = _states(context, roles.get("visitor", ()))
    if len(context.sides) == 2 and len(homes & set(context.sides)) == 1:
        others = (side for side in context.sides if side not in homes)
        yield from (side for side in others if not _is_elsewhere(context, roles, side))


def _origin(context: Context, candidate: Candidate, roles: _Roles) -> Iterator[Entity]:
    """Russia of "paid for Russian weapons": the state whose arms they are, unless it is the one that gets them."""
    own = _states(context, roles.get("recipient", ()))
    near = (t for thing in candidate.objects for t in (*syntax.modifiers(thing), *syntax.compounds(thing)))
    states = dict.fromkeys(a for t in near for a in context.actors.of(t) if a.kind is EntityKind.STATE)
    yield from (state for state in states if own and state not in own)


def _by_name(context: Context, roles: _Roles) -> Iterator[Entity]:
    """The state that a thing's name starts with: "U.S. B-1B bomber"."""
    for thing in roles.get("item", ()):
        first = thing.name.partition(" ")[0] if isinstance(thing, Entity) else ""
        state = context.entities.state(first) if first[:1].isupper() else None
        if state is not None:
            yield state


def _part_from_maker(context: Context, found: dict[str, tuple[Filler, ...]]) -> None:
    """Of two states whose ministers sign for arms from a firm, that of the firm gets none."""
    makers = {a for a in found.get("supplier", ()) if isinstance(a, Entity) and a.kind is EntityKind.COMPANY}
    home = _states(context, tuple(makers))
    kept = tuple(f for f in found.get("recipient", ()) if f not in home)
    if makers and kept:
        found["recipient"] = kept


def _around(context: Context, roles: _Roles, guest: str) -> Iterator[Entity]:
    """The state in which the place lies, if it is not the guest's own: "access to a port in Indonesia"."""
    guests = _states(context, roles.get(guest, ()))
    if not guests:
        return
    for place in roles.get("inPlace", ()):
        state = context.state_around(place) if isinstance(place, Entity) else None
        if state is not None and state not in guests:
            yield state


def _counterpart(context: Context, situation: Situation, known: tuple[Filler, ...]) -> Entity | None:
    """The other of the two sides of the article, where ``known`` is one of them."""
    sides, own = context.sides, _states(context, known)
    if len(sides) != 2 or len(own) != 1 or not own <= set(sides):
        return None
    other = sides[1] if sides[0] in own else sides[0]
    if _speaks_of_others(context, situation, other, own) or _is_elsewhere(context, situation.roles, other):
        return None
    return other


def _states(context: Context, actors: tuple[Filler, ...]) -> set[Entity]:
    entities = [a for a in actors if isinstance(a, Entity)]
    bodies = {a for a in entities if a.kind is EntityKind.INTERNATIONAL_ORGANIZATION}
    known = (context.actors.state_of(a) for a in entities)
    return {state for state in known if state is not None} | bodies


def _speaks_of_others(context: Context, situation: Situation, other: Entity, own: set[Entity]) -> bool:
    """True if every sentence that tells it names a third side, or the second otherwise than as taking part in it."""
    kinds = {EntityKind.STATE, EntityKind.INTERNATIONAL_ORGANIZATION}
    beside = {other} if situation.type in _MUTUAL - {"InformationSharing"} else set()
    for quote in (quote for claim in situation.claims for quote in claim.evidence):
        span = context.doc.char_span(quote.start, quote.end, alignment_mode="expand")
        within = context.entities.within(span[0].sent.start, span[0].sent.end) if span is not None else ()
        named = {m.entity for m in within if m.entity.kind in kinds}
        if span is not None and not (named - own - {other} or beside & named):
            return False
    return True


def _is_elsewhere(context: Context, roles: _Roles, state: Entity) -> bool:
    """True if the gazetteer knows the place to lie in none but other states."""
    for place in roles.get("inPlace", ()):
        countries = context.countries_of(place) if isinstance(place, Entity) else frozenset()
        if countries and state.name not in countries:
            return True
    return False

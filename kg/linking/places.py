"""Candidates for places: the land of a state, and towns, territories and bases, told apart by their state and rank."""

from __future__ import annotations

from collections.abc import Iterator

from kg.gazetteer import Gazetteer, Record
from kg.linking.candidates import Candidate, by_state
from kg.linking.context import Context
from kg.model import Entity, EntityKind

__all__ = ["land", "place"]

_LAND = 0.9
_LIKE_A_CAPITAL = 0.75
_SAME_NAME = 0.5  # "in Djibouti", "in Luxembourg": the land
_FAMOUS = 0.82
_ELSEWHERE = 0.6  # a small town of a state that the article does not speak of
_ORDER = {"capital": 1.0, "territory": 0.9, "military_base": 0.9, "city": 0.88}


def land(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The state whose land a place of its name is: an item of Wikidata is both."""
    record = gazetteer.state(entity.name)
    if record is not None:
        found = (one for one in gazetteer.lookup(entity.name) if EntityKind.PLACE in one.kinds)
        rivals = [one for one in found if one.country != record.label]
        yield Candidate(record, _LAND if record.label in context.states or not rivals else 0.5, "land")


def place(record: Record, form: str, state: str | None, context: Context, gazetteer: Gazetteer) -> float:
    """Factor for a place found as ``form``, of ``state`` where that is known.

    Its state counts first, then how much of a place it is: London, Ontario, is seldom called London.
    """
    near = _near(record, form, state, context, gazetteer) * _beside_state(record, form, context, gazetteer)
    found = near * _ORDER.get(record.kind, 0.9)
    seat = gazetteer.state_of_capital(form) if state is None and record.kind == "city" else None
    if seat is None or record.country == seat.label:
        return found
    capitals = (one for one in gazetteer.lookup(form) if one.kind == "capital")
    return found * _LIKE_A_CAPITAL if any(one.is_well_known for one in capitals) else found


def _near(record: Record, form: str, state: str | None, context: Context, gazetteer: Gazetteer) -> float:
    if state is None and record.country in context.states:
        return 1.0
    if record.country is None:
        return _placeless(record)
    if state is None and _is_famous(record, form, context, gazetteer):
        return _FAMOUS
    if state is None and record.kind == "city" and not record.is_well_known:
        return _ELSEWHERE
    return by_state(record, state, context)


def _placeless(record: Record) -> float:
    """Factor for a place of no known state: continents and seas, but also towns of dependencies (Capitol Hill)."""
    return 0.8 if record.is_well_known or record.kind == "territory" else 0.6


def _is_famous(record: Record, form: str, context: Context, gazetteer: Gazetteer) -> bool:
    """A capital that needs no state beside it (Vienna), where none of the article's states has a like-named place."""
    if record.kind != "capital" or not record.is_well_known:
        return False
    return not any(one.country in context.states for one in gazetteer.lookup(form) if EntityKind.PLACE in one.kinds)


def _beside_state(record: Record, form: str, context: Context, gazetteer: Gazetteer) -> float:
    """Factor for a place that bears the name of a state: of the one it is in, or of one the article speaks of."""
    state = gazetteer.state(form)
    if state is not None and record.country == state.label and record.kind == "capital":
        return _SAME_NAME
    if state is None or state.label not in context.states or record.country in (None, state.label):
        return 1.0
    return 1.0 if record.country in context.states else 0.3

"""Who stands for a state: the people who met for it, and the force or body of its own that took part.

One actor is told once. Where an article names both ("the Royal Navy of Oman", and then "Oman"), the one that took part
is kept, and so are the people who met rather than the states that they spoke for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction.context import Context
from kg.extraction.identity import OTHER
from kg.extraction.times_apart import tenses_differ
from kg.model import Entity, EntityKind, Filler, Situation

__all__ = ["meetings_of_people", "people_before_states", "without_states_represented"]

_FORCES = frozenset({EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY})
_People = tuple[Entity, ...]
_ROLES = ("participant", "provider", "recipient", "supplier")


def without_states_represented(context: Context, situation: Situation) -> Situation:
    """``situation`` without the states for which a force or ministry of theirs fills the same role."""
    roles = dict(situation.roles)
    for role in _ROLES:
        bodies = [f for f in roles.get(role, ()) if isinstance(f, Entity) and f.kind in _FORCES]
        represented = {context.actors.state_of(body) for body in bodies}
        if represented:
            roles[role] = tuple(f for f in roles[role] if f not in represented)
    return replace(situation, roles=roles)


def people_before_states(context: Context, roles: Mapping[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]]:
    """Of a meeting's participants the states are left out for which a person or body already stands."""
    taking_part = [f for f in roles.get("participant", ()) if isinstance(f, Entity)]
    people = [f for f in taking_part if f.kind is not EntityKind.STATE]
    stood_for = {state for p in people if (state := context.actors.state_of(p)) is not None}
    kept = tuple(f for f in taking_part if f not in stood_for)
    return {**roles, "participant": kept}


def meetings_of_people(context: Context, found: Sequence[Situation]) -> list[Situation]:
    """``found`` in which "the two states met" names the people who met for them, if the article says who they were.

    What is still to come ("the two nations will meet") is not the meeting that they had.
    """
    meetings = [(s, people) for s in found if s.type == "Consultation" and (people := tuple(_people(s)))]
    return [_with_people(context, situation, meetings) for situation in found]


def _with_people(context: Context, situation: Situation, meetings: Sequence[tuple[Situation, _People]]) -> Situation:
    """``situation``, if states met, with the people of the first of ``meetings`` that may be the same."""
    present = situation.roles.get("participant", ())
    states = {f for f in present if isinstance(f, Entity) and f.kind is EntityKind.STATE}
    if situation.type != "Consultation" or not 1 < len(states) == len(present) or situation.key.startswith(OTHER):
        return situation
    for other, people in meetings:
        acting = {state for person in people if (state := context.actors.state_of(person)) is not None}
        if acting == states and not tenses_differ(situation, other):
            return replace(situation, roles={**situation.roles, "participant": people})
    return situation


def _people(situation: Situation) -> Iterator[Entity]:
    for filler in situation.roles.get("participant", ()):
        if isinstance(filler, Entity) and filler.kind is EntityKind.PERSON:
            yield filler

"""Where it was: what the same people did in one passage was done at one place, and a host receives at home.

"General Okafor travelled to Niamey, where he met his counterpart. The two officers initialled a memorandum." The place
of the meeting is that of the signing unless another one is given (Asher and Lascarides 2003, on elaboration and place).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extraction.admission import Candidate
from kg.extraction.context import Context
from kg.extraction.leading_states import filed_from
from kg.extraction.phrases import lemma
from kg.model import Entity, EntityKind, Filler, Situation, Time

__all__ = ["with_venues"]

_MET = frozenset({"Consultation", "Visit", "Signature"})
_PLACED = frozenset({"Consultation", "Signature"})
_ACTING = ("participant", "visitor", "signedBy")
_STATES = ("participant", "party", "host")
_RECEIVING = frozenset({"receive", "welcome", "host"})
# sentences back to the meeting at whose place a thing is done
_REACH = 2

Read = tuple[Candidate, Situation]


def with_venues(context: Context, read: Sequence[Read]) -> list[Read]:
    """``read`` in which meetings and signings without a place have that of the meeting or visit they belong to."""
    found = list(read)
    for i, (candidate, situation) in enumerate(found):
        if situation.type not in _PLACED or situation.roles.get("inPlace") or not situation.is_settled:
            continue
        places = next(_places_before(context, found, i), None) or _at_home(context, candidate, situation)
        if places:
            found[i] = (candidate, replace(situation, roles={**situation.roles, "inPlace": places}))
    return found


def _places_before(context: Context, read: Sequence[Read], at: int) -> Iterator[tuple[Filler, ...]]:
    """The places of what the same people did in the sentence or just before, the nearest first."""
    candidate, situation = read[at]
    sentence = candidate.trigger.sent
    first = sentence.start
    for _ in range(_REACH):
        first = sentence.doc[max(first - 1, 0)].sent.start
    for other, earlier in reversed(read):
        if other.trigger.i >= sentence.end or earlier is situation or earlier.type not in _MET:
            continue
        if other.trigger.i < first:
            return
        if earlier.is_settled and _dates_agree(situation.when, earlier.when):
            near = other.trigger.i >= sentence.start
            places = tuple(place for place in earlier.roles.get("inPlace", ()) if _is_named(place))
            if places and _is_of_the_same(context, situation, earlier, near=near):
                yield places


def _is_named(place: Filler) -> bool:
    """True for *Niamey*, not for "the Southeast Asian nation"."""
    return isinstance(place, Entity) and place.name.split()[-1][:1].isupper()


def _dates_agree(one: Time | None, other: Time | None) -> bool:
    return one is None or other is None or one.value.startswith(other.value) or other.value.startswith(one.value)


def _is_of_the_same(context: Context, one: Situation, other: Situation, *, near: bool) -> bool:
    """True if a person takes part in both, or in one sentence both are of the same two states."""
    if set(_people(one)) & set(_people(other)):
        return True
    if not near:
        return False
    left, right = set(_states(context, one)), set(_states(context, other))
    return len(left) > 1 and left == right


def _people(situation: Situation) -> Iterator[Entity]:
    for role in _ACTING:
        for filler in situation.roles.get(role, ()):
            if isinstance(filler, Entity) and filler.kind is EntityKind.PERSON:
                yield filler


def _states(context: Context, situation: Situation) -> Iterator[Entity]:
    for role in (*_ACTING, *_STATES):
        for filler in situation.roles.get(role, ()):
            state = context.actors.state_of(filler) if isinstance(filler, Entity) else None
            if state is not None:
                yield state


def _at_home(context: Context, candidate: Candidate, situation: Situation) -> tuple[Filler, ...]:
    """The place of the dateline, where somebody of its state receives others: "Riyadh -- The minister received ..."."""
    if lemma(candidate.trigger) not in _RECEIVING:
        return ()
    filed = filed_from(context.entities)
    if filed is None or filed[1] not in set(_states(context, situation)):
        return ()
    return (Entity(f"Place:{filed[0]}", filed[0], EntityKind.PLACE),)

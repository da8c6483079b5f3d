"""Who lets whose forces in: the ground is the one's, the forces are another's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import states_at
from kg.extraction.things import THING

__all__ = ["ENTRY"]

_WORDS = word_sets("conditions")
_GROUND = ("through", "into", "to", "in", "from", "past", "over", "out")
_TAKING = ("iobj", "to", "for", "of", "object:for", "object:of")


def _own_ground(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Let the ships through the strait", "barred them from its ports": a place, a base or a water is named."""
    grounds = [t for slot in _GROUND for t in found.get(slot)]
    return any(
        THING["base"](context, t) or THING["frontier"](context, t) or t.ent_type_ in {"GPE", "LOC", "FAC"}
        for t in grounds
    ) or any(lemma(t) in _WORDS["sea"] for t in grounds)


def _forces(context: Context, found: Arguments) -> list[Token]:
    tokens = [t for slot in _TAKING for t in found.get(slot)]
    return [t for t in tokens if THING["force"](context, t) or THING["warship"](context, t)]


def _for_force(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Put its base at the disposal of U.S. forces"."""
    own = states_at(context, found.get("subject"))
    return bool(states_at(context, _forces(context, found)) - own)


def _to_forces(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Keeps Duqm open to the Royal Navy", "closed Honiara to a U.S. cutter": to forces that are another's."""
    takers = [*found.get("to"), *found.get("object:to")]
    takers += [t for c in syntax.children(trigger, "oprd", "acomp", "ccomp", "xcomp") for t in c.subtree]
    own = states_at(context, (*found.get("subject"), *found.get("object")))
    forces = [t for t in takers if THING["force"](context, t) or THING["warship"](context, t)]
    return bool(states_at(context, forces) - own)


def _given_to_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Locations to which Manila gave American forces access": forces get it, to a place or a base."""
    if trigger.lower_ not in {"access", "entry"} or found.carrier is None or not _forces(context, found):
        return False
    named = any(t.ent_type_ in {"GPE", "LOC", "FAC"} or in_class(t, "base") for t in trigger.sent)
    return named and bool(states_at(context, _forces(context, found)) - states_at(context, found.get("subject")))


def _access_of_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Revoked the overflight rights of the French air force": whose it was is named."""
    holders = (*found.get("of"), *found.get("for"), *found.get("object:mod"))
    own = states_at(context, found.get("subject"))
    return not syntax.is_infinitive(trigger) and bool(states_at(context, holders) - own)


ENTRY: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "own_ground": _own_ground,
    "for_force": _for_force,
    "to_forces": _to_forces,
    "given_to_force": _given_to_force,
    "access_of_force": _access_of_force,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

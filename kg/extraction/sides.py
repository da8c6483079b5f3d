"""Whose the actors around a trigger are: the states that act, and those in which or to which it is done."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.model import Entity, EntityKind

__all__ = ["actors_in", "owners", "places_of", "states_at", "states_of"]

_WITHIN = ("in", "of", "at", "near", "on", "off")
_OF_STATES = frozenset(
    {EntityKind.STATE, EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY, EntityKind.COMPANY, EntityKind.ORGANIZATION}
)


def actors_in(context: Context, found: Arguments, *slots: str) -> tuple[Entity, ...]:
    """The actors in ``slots`` (all of them where none is given), each once."""
    tokens = [t for slot in (slots or tuple(found.slots)) for t in found.get(slot)]
    return tuple(dict.fromkeys(actor for token in tokens for actor in context.actors.of(token)))


def owners(token: Token) -> tuple[Token, ...]:
    """``token`` with the words before it that say whose it is: *Somali* and *soldiers* in "5,000 Somali soldiers"."""
    return (token, *syntax.modifiers(token), *syntax.compounds(token), *syntax.possessors(token))


def states_of(context: Context, actors: Iterable[Entity]) -> set[str]:
    """The keys of the states of ``actors``, states and forces only; a force's own where its state is unknown."""
    kinds = {EntityKind.STATE, EntityKind.ARMED_FORCE}
    return {(context.actors.state_of(actor) or actor).key for actor in actors if actor.kind in kinds}


def states_at(context: Context, tokens: Iterable[Token]) -> set[str]:
    """The keys of the states that the phrases of ``tokens`` name or belong to, also behind *of* and *from*."""
    near = [t for token in tokens for t in (*owners(token), *syntax.prepositional_objects(token, "of", "from"))]
    actors = (a for t in near for a in context.actors.of(t) if a.kind in _OF_STATES or a.kind is EntityKind.PERSON)
    return {state.key for a in actors if (state := _state(context, a)) is not None}


def _state(context: Context, actor: Entity) -> Entity | None:
    """The state of ``actor``: itself, the one known, or the one that its name tells ("Royal Netherlands Navy")."""
    if actor.kind is EntityKind.STATE:
        return actor
    words = actor.name.split()
    pairs = (" ".join(pair) for pair in pairwise(words))
    if actor.kind is EntityKind.PERSON:
        return context.actors.state_of(actor)
    named = (context.entities.state(name) for name in (*pairs, *words))
    return context.actors.state_of(actor) or next((state for state in named if state is not None), None)


def places_of(context: Context, tokens: Iterable[Token]) -> set[str]:
    """The keys of the states in which ``tokens`` lie; a place's own key where the article does not name its state."""
    found: set[str] = set()
    near = [t for noun in tokens for t in (*owners(noun), *syntax.prepositional_objects(noun, *_WITHIN))]
    for token in near:
        entity = context.entities.at(token)
        if token.lower_ in {"there", "here"}:
            entity = next(iter(context.actors.of(token)), None)
        if entity is not None and entity.kind is EntityKind.PLACE:
            found.update(e.key for e in context.state_of_place(token) or (entity,))
        found |= states_of(context, (a for a in context.actors.of(token) if a.kind is EntityKind.STATE))
    return found

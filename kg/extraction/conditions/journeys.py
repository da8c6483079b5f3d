"""Visits told by their course: who stays in, returns from, or is shown what is another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import places_of, states_at
from kg.extraction.things import THING
from kg.model import EntityKind

__all__ = ["JOURNEYS"]

_WORDS = word_sets("conditions")
_WHOSE = ("subject", "subject:mod", "mod", "of", "poss")
_WHERE = ("in", "at", "to", "off", "on")


def _are_foreign(context: Context, places: Iterable[Token], own: set[str]) -> bool:
    where = places_of(context, places)
    return bool(where - own) and not where & own


def _guest_stay(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A stay in Lima", "paid a goodwill call to Mombasa": of an official or a ship; only ships call at a place."""
    guests = [t for slot in _WHOSE for t in found.get(slot)]
    ships = [t for t in guests if THING["warship"](context, t)]
    calls = lemma(trigger) in _WORDS["calls"]
    if not ships and (calls or not any(THING["traveller"](context, t) for t in guests)):
        return False
    own = states_at(context, guests)
    places = [
        t for slot in _WHERE for t in found.get(slot) if context.entities.at(t) is not None or in_class(t, "base")
    ]
    return bool(own or ships) and _are_foreign(context, places, own)


def _back_from(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Returned from Baku", "on his return from Warsaw": an official was in a state or capital not his own."""
    whose = [t for t in found.get("poss") if context.actors.of(t)]  # "his return", wherever the parser hung it
    guests = whose or [t for slot in _WHOSE for t in found.get(slot)]
    if not any(a.kind is EntityKind.PERSON for t in guests for a in context.actors.of(t)) and not any(
        in_class(t, "official") for t in guests
    ):
        return False
    own = states_at(context, guests)
    places = found.get("from")
    named = [e for t in places if (e := context.entities.at(t)) is not None]
    known = bool(own) or any(e.kind is EntityKind.STATE or e.key in context.entities.capitals for e in named)
    return known and _are_foreign(context, places, own)


def _guest_for_time(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is staying in Vientiane until Friday": somebody is for a while in a state that is not his own."""
    own = states_at(context, found.get("subject"))
    return bool(own) and _are_foreign(context, found.get("in"), own)


def _within(context: Context, nouns: Iterable[Token]) -> list[Token]:
    """The places that phrases name: Souda in "the naval base in Souda", and those they name themselves."""
    return [t for noun in nouns for t in (noun, *noun.subtree) if context.entities.at(t) is not None]


def _guest_of(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Was the guest of the Egyptian navy": somebody is, in the hands of a force or state that is not his own."""
    noun = syntax.head_noun(trigger)
    if noun.dep_ != "attr" or not any(THING["traveller"](context, t) for t in syntax.subjects(noun.head)):
        return False
    own = states_at(context, syntax.subjects(noun.head))
    return bool(states_at(context, (*found.get("of"), *found.get("poss"))) - own)


def _looks_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Jordanian officers inspected the base in Souda": guests and the place are of two states."""
    guests = found.get("subject")
    own = states_at(context, (*guests, *found.get("subject:mod")))
    return bool(own) and _are_foreign(context, [*_within(context, found.get("object")), *found.get("in")], own)


def _shown_abroad(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The Kenyan general was shown round the yard in Galle": who is shown it is of another state."""
    own = states_at(context, found.get("object"))
    shown = [t for p in syntax.prepositions(trigger) for t in p.subtree if context.entities.at(t) is not None]
    return bool(own) and _are_foreign(context, [*shown, *found.get("in")], own)


def _goes_abroad(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Turned up in Kyiv", "made the rounds of the yard in Gdynia": somebody of one state, in another.

    Who calls somebody in a place is not there himself.
    """
    if any(THING["envoy"](context, t) or THING["counterpart"](context, t) for t in found.get("object")):
        return False
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    below = [t for p in syntax.prepositions(trigger) for t in p.subtree if context.entities.at(t) is not None]
    return bool(own) and _are_foreign(context, below, own)


def _guest_journey(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "His surprise appearance in Kyiv": of somebody whose state is known, in another."""
    guests = [t for slot in _WHOSE for t in found.get(slot) if THING["envoy"](context, t)]
    own = states_at(context, guests)
    places = [t for slot in (*_WHERE, "through") for t in found.get(slot) if context.entities.at(t) is not None]
    return bool(own) and _are_foreign(context, places, own)


JOURNEYS: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "guest_stay": _guest_stay,
    "goes_abroad": _goes_abroad,
    "guest_journey": _guest_journey,
    "back_from": _back_from,
    "guest_for_time": _guest_for_time,
    "guest_of": _guest_of,
    "looks_abroad": _looks_abroad,
    "shown_abroad": _shown_abroad,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

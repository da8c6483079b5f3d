"""Who houses whose forces: homes, open ports, closed skies, and what forces are free to do with others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import places_of, states_at
from kg.extraction.things import THING, is_force
from kg.model import EntityKind

__all__ = ["HOUSING"]

_WORDS = word_sets("housing")
_AT = ("object", "in", "at", "through", "over", "from", "on")


def _before(context: Context, noun: Token) -> set[str]:
    """The states named before ``noun`` in its phrase, also as those that lead: "a Canadian-led brigade"."""
    left = [t for t in noun.subtree if t.i <= noun.i]
    return states_at(context, (noun,)) | {
        a.key for t in left for a in context.actors.of(t) if a.kind is EntityKind.STATE
    }


def _home_to(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is to become home to a Canadian-led brigade"."""
    hosts = states_at(context, found.get("subject")) | places_of(context, found.get("subject"))
    troops = [t for slot in ("to", "for") for t in found.get(slot) if THING["troops"](context, t)]
    return bool(hosts) and any(_before(context, t) - hosts for t in troops)


def _gone_from(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Will be gone from Slovakia", "are out of Niger"."""
    if trigger.lower_ != "gone" and lemma(trigger) not in _WORDS["emptying"]:
        return False
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    return bool(own) and bool(places_of(context, (*found.get("from"), *found.get("of"))) - own)


def _users(context: Context, found: Arguments, *slots: str) -> list[Token]:
    """The forces and states in ``slots``, and those that have something at their disposal."""
    tokens = [t for slot in slots for t in found.get(slot)]
    return [t for t in tokens if is_force(context, t) or any(a.kind is EntityKind.STATE for a in context.actors.of(t))]


def _base_for_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Has thrown open the port of Duqm to Indian warships", "four camps are at the disposal of the army"."""
    bases = [t for t in trigger.subtree if in_class(t, "base")]
    users = _users(context, found, "to", "for", "of")
    if not bases or not users:
        return False
    return bool(states_at(context, users) - states_at(context, (*found.get("subject"), *found.get("subject:mod"))))


def _kept_out(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Barred the American bombers from crossing its skies"."""
    own, guests = states_at(context, found.get("subject")), states_at(context, found.get("object"))
    if not own or not guests - own:
        return False
    return any(_is_ground(t) for t in trigger.subtree if t.i > trigger.i)


def _let_into(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Let the French frigates into the port"."""
    return _kept_out(context, trigger, found)


def _is_ground(token: Token) -> bool:
    return in_class(token, "base") or lemma(token) in _WORDS["ground"]


def _is_free_to(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Will be able to put in at", "are entitled to pass through", "may take on fuel at": where others are at home."""
    if not _has_leave(trigger):
        return False
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    return bool(own) and bool(places_of(context, (t for slot in _AT for t in found.get(slot))) - own)


def _has_leave(verb: Token) -> bool:
    modals = {lemma(t) for t in syntax.modals(verb)}
    if modals & {"may", "can"}:
        return lemma(verb) not in _WORDS["invading"]
    state = syntax.first_conjunct(verb)
    if not syntax.is_infinitive(verb) or state.dep_ not in {"xcomp", "ccomp", "advcl"}:
        return False
    if lemma(state.head) == "able":
        above = state.head.head
        return any(lemma(t) in {"will", "would", "can", "may"} for t in syntax.modals(above))
    return state.head.lower_ in _WORDS["free"]


def _home_of_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Bahrain, home port of the U.S. Fifth Fleet": a state or place, and forces of another state."""
    forces = [t for slot in ("of", "for", "to") for t in found.get(slot) if is_force(context, t)]
    homes = _homes(syntax.head_noun(trigger), found)
    where = places_of(context, homes)
    return bool(forces and where) and bool(states_at(context, forces) - where)


def _homes(noun: Token, found: Arguments) -> Iterable[Token]:
    if noun.dep_ != "appos":
        return found.get("subject")
    place = noun.head  # "its base in Bahrain, the home of the fleet" is told by the base
    at_base = place.dep_ == "pobj" and in_class(place.head.head, "base")
    return () if at_base or in_class(place, "base") else (place,)


HOUSING: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "home_to": _home_to,
    "gone_from": _gone_from,
    "base_for_force": _base_for_force,
    "kept_out": _kept_out,
    "let_into": _let_into,
    "is_free_to": _is_free_to,
    "home_of_force": _home_of_force,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

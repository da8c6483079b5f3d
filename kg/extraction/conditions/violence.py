"""Attacks, losses, and borders broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad, jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import actors_in, states_at

__all__ = ["VIOLENCE"]

_WORDS = word_sets("conditions")
_OF_ATTACKS = word_sets("attacks")
_HIT = ("object", "through", "into", "around", "at", "outside", "on", "to")


def _military_clause(context: Context, trigger: Token, found: Arguments) -> bool:
    if not context.is_on_defence and not abroad.is_between_states(context, trigger, found):
        return False
    if trigger.tag_ == "VBG" and trigger.dep_ == "advcl" and lemma(trigger) in _WORDS["hurting"]:
        return False  # "crashed, killing 13 soldiers" is one incident
    if _is_warded_off(trigger):
        return False
    if lemma(trigger) in _WORDS["warlike"] and abroad.is_between_states(context, trigger, found):
        return True
    if lemma(trigger) in _WORDS["hurting"] and any(lemma(t) in _WORDS["unexploded"] for t in found.get("object")):
        return False  # who destroys mines clears them
    if lemma(trigger) in _WORDS["firing"] and jointly.is_drilling(trigger):
        return False  # "fired the howitzers at the range"
    if lemma(trigger) == "storm" and trigger.dep_ != "acl" and not found.get("object"):
        return False  # "stormed back", "stormed out"
    if any(lemma(t) in _WORDS["no_force"] for t in found.get("subject")):
        return False  # "the opposition attacked the minister"
    violent = lexicon().words("defence_strong")
    return any(t.lower_ in violent or lemma(t) in _WORDS["violent"] for t in trigger.sent)


def _is_warded_off(trigger: Token) -> bool:
    """ "To deter future attacks", "prevent an attack": none is told of, only that there should be none."""
    noun = syntax.head_noun(trigger)
    verb = syntax.governing_verb(noun)
    return noun.dep_ == "dobj" and verb is not None and lemma(verb) in _OF_ATTACKS["warding_off"]


def _hurt(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Were wounded by gunfire": it is told who or what did it."""
    return bool(found.get("subject") or found.get("by")) and _military_clause(context, trigger, found)


def _violating(context: Context, trigger: Token, found: Arguments) -> bool:
    """Aircraft or troops that cross a border, or a border broken in a sentence on defence."""
    intruders = any(lemma(t) in _WORDS["intruding"] for t in found.get("subject"))
    owned = bool(actors_in(context, found, "object:mod")) or bool(states_at(context, found.get("into")))
    return intruders and (lemma(trigger) in _WORDS["violating"] or owned)


def _military_blow(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Pounded Armenian trenches", "tore through a barracks of Ethiopian peacekeepers": somebody else's."""
    if jointly.is_drilling(trigger) or not _military_clause(context, trigger, found):
        return False
    hit = states_at(context, (t for slot in _HIT for t in found.get(slot)))
    return bool(hit - states_at(context, (*found.get("subject"), *found.get("by"))))


def _in_attack(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Perished in an ambush": soldiers of a state, by somebody's hand."""
    hurt = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    return bool(hurt) and any(lemma(t) in _WORDS["fatal"] for t in found.get("in"))


def _by_ship(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The Russian tanker ripped up the cable": a ship of a state that is named."""
    ships = [t for t in found.get("subject") if in_class(t, "craft") or lemma(t) in _WORDS["warship"]]
    return bool(states_at(context, ships))


VIOLENCE: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "military_clause": _military_clause,
    "hurt": _hurt,
    "violating": _violating,
    "military_blow": _military_blow,
    "in_attack": _in_attack,
    "by_ship": _by_ship,
    "between_states": abroad.is_between_states,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

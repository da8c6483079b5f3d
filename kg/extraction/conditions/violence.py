"""Attacks, losses, and borders broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import lemma
from kg.extraction.sides import actors_in, states_at

__all__ = ["VIOLENCE"]

_WORDS = word_sets("conditions")


def _military_clause(context: Context, trigger: Token, found: Arguments) -> bool:
    if not context.is_on_defence and not abroad.is_between_states(context, trigger, found):
        return False
    if trigger.tag_ == "VBG" and trigger.dep_ == "advcl" and lemma(trigger) in _WORDS["hurting"]:
        return False  # "crashed, killing 13 soldiers" is one incident
    if lemma(trigger) in _WORDS["warlike"] and abroad.is_between_states(context, trigger, found):
        return True
    if lemma(trigger) in _WORDS["hurting"] and any(lemma(t) in _WORDS["unexploded"] for t in found.get("object")):
        return False  # who destroys mines clears them
    if any(lemma(t) in _WORDS["no_force"] for t in found.get("subject")):
        return False  # "the opposition attacked the minister"
    violent = lexicon().words("defence_strong")
    return any(t.lower_ in violent or lemma(t) in _WORDS["violent"] for t in trigger.sent)


def _hurt(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Were wounded by gunfire": it is told who or what did it."""
    return bool(found.get("subject") or found.get("by")) and _military_clause(context, trigger, found)


def _violating(context: Context, trigger: Token, found: Arguments) -> bool:
    """Aircraft or troops that cross a border, or a border broken in a sentence on defence."""
    intruders = any(lemma(t) in _WORDS["intruding"] for t in found.get("subject"))
    owned = bool(actors_in(context, found, "object:mod")) or bool(states_at(context, found.get("into")))
    return intruders and (lemma(trigger) in _WORDS["violating"] or owned)


VIOLENCE: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "military_clause": _military_clause,
    "hurt": _hurt,
    "violating": _violating,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

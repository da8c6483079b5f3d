"""Exercises and operations: what is held together, and what is told of one named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import lemma
from kg.extraction.things import THING

__all__ = ["EXERCISES"]

_WORDS = word_sets("conditions")
_REACH = 80
"""Tokens within which an exercise was spoken of."""
_WHEN_AND_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def _no_other_occasion(_context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Kenya is also taking part": in what was told before, not in "elections"."""
    others = [t for t in found.get("object") if t.lower_ != "part"]
    return not others and all(t.pos_ == "PRON" or t.ent_type_ in _WHEN_AND_WHERE for t in found.get("in"))


def _of_named_exercise(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The next edition": the article names an exercise before it, and the phrase no other thing."""
    first = next((t.i for t in trigger.doc if t.ent_type_ == "EVENT"), trigger.i)
    return first < trigger.i and not syntax.prepositions(trigger, "of")


def _one_of_exercises(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The first was held in Oman", "the next one": of the exercise that was spoken of last."""
    if syntax.head_noun(trigger).i != trigger.i or syntax.prepositions(trigger, "of"):
        return False
    marked = {t.lower_ for t in trigger.children} | {trigger.lower_}
    if not marked & _WORDS["instance"] or trigger.dep_ not in {"nsubj", "nsubjpass", "pobj", "dobj"}:
        return False
    verb = syntax.governing_verb(trigger)
    planned = trigger.dep_ == "pobj" and lemma(trigger.head.head) in {"planning", "preparation"}
    if not planned and (verb is None or lemma(verb) not in _WORDS["holding"]):
        return False
    before = trigger.doc[max(0, trigger.i - _REACH) : trigger.i]
    others = _WORDS["meeting"] | _WORDS["sitting"]
    occasion = next((t for t in reversed(before) if THING["drill"](context, t) or lemma(t) in others), None)
    return occasion is not None and THING["drill"](context, occasion)


def _definite_passive(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The reception was attended by": of what was told before."""
    definite = any(t.lower_ in {"the", "this"} for noun in found.get("object") for t in syntax.determiners(noun))
    return definite and syntax.is_passive(trigger)


EXERCISES: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "no_other_occasion": _no_other_occasion,
    "of_named_exercise": _of_named_exercise,
    "one_of_exercises": _one_of_exercises,
    "definite_passive": _definite_passive,
    "joint": jointly.is_joint,
    "joint_word": jointly.has_joint_word,
    "joint_adverb": jointly.joint_adverb,
    "joint_partner": jointly.joint_partner,
    "listed": lambda _context, trigger, _found: jointly.is_listed(trigger) and jointly.leads_list(trigger),
    "two_forces": jointly.two_forces,
    "coalition_of_forces": jointly.is_coalition_of_forces,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

"""Exercises and operations: what is held together, and what is told of one named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context

__all__ = ["EXERCISES"]

_WHEN_AND_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def _no_other_occasion(_context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Kenya is also taking part": in what was told before, not in "elections"."""
    others = [t for t in found.get("object") if t.lower_ != "part"]
    return not others and all(t.pos_ == "PRON" or t.ent_type_ in _WHEN_AND_WHERE for t in found.get("in"))


def _of_named_exercise(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The next edition": the article names an exercise before it, and the phrase no other thing."""
    first = next((t.i for t in trigger.doc if t.ent_type_ == "EVENT"), trigger.i)
    return first < trigger.i and not syntax.prepositions(trigger, "of")


def _definite_passive(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The reception was attended by": of what was told before."""
    definite = any(t.lower_ in {"the", "this"} for noun in found.get("object") for t in syntax.determiners(noun))
    return definite and syntax.is_passive(trigger)


EXERCISES: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "no_other_occasion": _no_other_occasion,
    "of_named_exercise": _of_named_exercise,
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

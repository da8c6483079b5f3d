"""Forces of several states that do one thing: operate, make up a force, or practise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments, is_verbal
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import lemma
from kg.extraction.sides import states_at

__all__ = ["COMBINED"]

_WORDS = {**word_sets("conditions"), **word_sets("combined")}
_RECIPROCAL = frozenset({"other", "another"})
_PARTNERS = ("subject", "with", "alongside", "including")
_DEMANDING = frozenset({"must", "should", "ought"})


def _states(context: Context, found: Arguments, *slots: str) -> set[str]:
    return states_at(context, (t for slot in slots for t in found.get(slot)))


def _has(words: frozenset[str], tokens: Iterable[Token]) -> bool:
    return any(lemma(t) in words or t.lower_ in words for t in tokens)


def _is_against_each_other(trigger: Token) -> bool:
    """ "Shelled each other's positions"."""
    return any(t.lower_ in _RECIPROCAL and t.i and t.nbor(-1).lower_ in {"each", "one"} for t in trigger.sent)


def _is_practice(trigger: Token) -> bool:
    return _has(_WORDS["practice"], trigger.sent)


def _acting_as_one(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Czech and Polish gunboats combed the river", "freed them with the help of Benin's army": in earnest."""
    if any(t.ent_type_ == "EVENT" for slot in ("under", "in", "during") for t in found.get(slot)):
        return False  # the operation or exercise is told by its name
    if any(t.lower_ in _DEMANDING for t in syntax.auxiliaries(trigger)):
        return False  # "they must guard the camps": what others ought to do
    several = len(_states(context, found, *_PARTNERS)) > 1
    return several and not _is_against_each_other(trigger) and not _is_practice(trigger)


def _several_states(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Mali and Niger have pooled 5,000 men"."""
    return len(_states(context, found, "subject", "with")) > 1 and not _is_practice(trigger)


def _practising_as_one(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Laotian and Chinese medics rehearsed an evacuation", "honed their skills with Omani crews"."""
    if len(_states(context, found, *_PARTNERS, "object:with")) < 2:
        return False
    if lemma(trigger) in _WORDS["practising"] | _WORDS["honing"]:
        return True
    return not _has(_WORDS["improved"], found.get("object"))


def _mock(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "In mock dogfights with Israeli jets", "a table-top simulation saw Kenyan and Ugandan officers"."""
    if is_verbal(trigger):
        return False
    noun = syntax.head_noun(trigger)
    near = (*syntax.modifiers(noun), *syntax.compounds(noun))
    if not (lemma(trigger) in _WORDS["pretence"] or _has(_WORDS["mock"], near)):
        return False
    return len(_states(context, found, "subject", "seen", "with", "against", "alongside", "between", "mod")) > 1


def _together_on_range(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Fired howitzers together at the range", "jumped side by side in a display"."""
    if not jointly.joint_adverb(context, trigger, found) and not found.get("alongside"):
        return False
    if len(_states(context, found, *_PARTNERS)) < 2:
        return False
    return _has(_WORDS["range"], trigger.sent) or _is_practice(trigger)


COMBINED: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "acting_as_one": _acting_as_one,
    "several_states": _several_states,
    "practising_as_one": _practising_as_one,
    "mock": _mock,
    "together_on_range": _together_on_range,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

"""Who acts or practises with whom: forces of two states in one act, and those that serve in a force of several."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.jointly import joint_adverb
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import is_plural, lemma
from kg.extraction.sides import places_of, states_at
from kg.extraction.things import THING

__all__ = ["FELLOWSHIP"]

_WORDS = word_sets("conditions")


def _several_act(context: Context, found: Arguments) -> bool:
    own = states_at(context, found.get("subject"))
    partners = states_at(context, (*found.get("with"), *found.get("alongside")))
    return len(own | partners) > 1 or bool(partners - own)


def _one_act_of_two(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The Ugandan and Congolese armies launched an offensive": one act, of two who stand on one side."""
    noun = syntax.head_noun(trigger)
    if is_plural(noun) or found.carrier is None:
        return False
    own = states_at(context, (*found.get("subject"), *found.get("with")))
    return len(own) > 1 and not own & states_at(context, found.get("against"))


def _practise_together(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "French and Emirati jets practised dogfights": of two states, and nobody is taught."""
    undergoing = (*found.get("object"), *found.get("iobj"))
    taught = any(THING[kind](context, t) for t in undergoing for kind in ("trainee", "learner", "nationals"))
    practising = lemma(trigger) in _WORDS["practising"]
    return practising and not taught and (_several_act(context, found) or joint_adverb(context, trigger, found))


def _at_exercise(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Flew together in Cope Delta": what forces do in or during an exercise that is named."""
    occasions = (t for slot in ("in", "during", "for", "at") for t in found.get(slot))
    return any(THING["drill"](context, t) for t in occasions)


def _states_clash(context: Context, trigger: Token, found: Arguments) -> bool:
    """What forces of one state do to another's, where defence is spoken of."""
    on_defence = context.is_on_defence or context.speaks_of_defence(trigger.sent)
    forces = any(THING["power"](context, t) for t in found.get("subject"))
    return on_defence and forces and abroad.is_between_states(context, trigger, found)


def _straying(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Belarusian helicopters strayed over Poland": forces of one state over another."""
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    over = (*found.get("over"), *found.get("into"), *found.get("object"))
    intruders = any(lemma(t) in _WORDS["intruding"] for t in found.get("subject"))
    routine = lemma(trigger) in {"fly", "overfly"}  # who flies over a state may do so by its leave
    return intruders and not routine and bool(own) and bool(places_of(context, over) - own)


def _under_fire(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The patrol came under fire", "lost four soldiers to a mine": forces are hit."""
    if lemma(trigger) == "lose":
        hurt = any(THING["troops"](context, t) for t in found.get("object"))
        return hurt and any(lemma(t) in _WORDS["deadly"] for t in found.get("to"))
    return any(THING["force"](context, t) or lemma(t) in _WORDS["common_force"] for t in found.get("subject"))


FELLOWSHIP: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "one_act_of_two": _one_act_of_two,
    "practise_together": _practise_together,
    "at_exercise": _at_exercise,
    "straying": _straying,
    "under_fire": _under_fire,
    "states_clash": _states_clash,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

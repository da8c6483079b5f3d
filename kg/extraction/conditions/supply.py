"""Arms, aid and the work on them: what is given, sold, financed or built, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, lemma
from kg.extraction.sides import actors_in, states_at
from kg.extraction.things import THING, is_force

__all__ = ["SUPPLY"]

_WORDS = word_sets("conditions")


def _military_aid(context: Context, trigger: Token, found: Arguments) -> bool:
    """Aid that is called military or given to a force; in an article on defence any that is not called civil."""
    noun = syntax.head_noun(trigger)
    near = (noun, *found.get("of"), *found.get("in"))
    if any(has_word(t, "aid_strong") for t in near) or has_word(trigger, "aid_strong"):
        return True
    if any(has_word(t, "aid_civil") for t in (trigger, *near)):
        return False
    receiving = [t for slot in ("to", "for", "iobj") for t in found.get(slot)]
    return any(is_force(context, t) for t in receiving) or context.is_on_defence


def _aid_noun(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """Not "food aid", "legal assistance"."""
    return not has_word(syntax.head_noun(trigger), "civil_aid")


def _for_arms(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Promised $28 million for a network of radars": what the money is for is arms or forces."""
    phrases = (t for slot in ("for", "to", "towards", "object:for", "object:to", "inf") for t in found.get(slot))
    if not context.is_on_defence or not states_at(context, found.get("subject")):
        return False
    inside = (t for noun in phrases for t in noun.subtree if t.sent == trigger.sent)
    return any(THING["equipment"](context, t) or is_force(context, t) or lemma(t) in _WORDS["barracks"] for t in inside)


def _for_equipment(context: Context, _trigger: Token, found: Arguments) -> bool:
    about = (t for slot in ("for", "on", "over", "about", "covering") for t in found.get(slot))
    return any(THING["equipment"](context, t) for t in about)


def _for_foreign_state(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Financed equipment for Mozambique": for a state other than the giver."""
    own = states_at(context, found.get("subject"))
    return bool(states_at(context, (*found.get("for"), *found.get("to"))) - own) and context.is_on_defence


def _to_build(context: Context, _trigger: Token, found: Arguments) -> bool:
    return any(THING["equipment"](context, t) for t in found.get("inf"))


def _shared_work(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Joint production", "co-production", "cooperate on the development of", "development with Israel"."""
    noun = syntax.head_noun(trigger)
    if any(t.lower_ in _WORDS["joint"] for t in syntax.modifiers(noun)) or _is_co(noun):
        return True
    verb = syntax.governing_verb(noun)
    if verb is not None and lemma(verb) in _WORDS["cooperating"]:
        return True
    return _joined_work(context, trigger, found) or bool(actors_in(context, found, "with", "between"))


def _joined_work(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Joined the frigate project", "invited firms to take part in the development": work that is others' already."""
    verb = found.carrier or syntax.governing_verb(syntax.head_noun(trigger))
    if verb is None or lemma(verb) not in _WORDS["own_work"]:
        return False
    return lemma(verb) != "take" or any(t.lower_ == "part" for t in syntax.objects(verb))


def _is_co(token: Token) -> bool:
    """True after "co-", which a tokeniser parts from its word."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "co"


SUPPLY: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "military_aid": _military_aid,
    "aid_noun": _aid_noun,
    "for_arms": _for_arms,
    "for_equipment": _for_equipment,
    "for_foreign_state": _for_foreign_state,
    "to_build": _to_build,
    "work_shared": _shared_work,
    "joined_work": _joined_work,
    "shared_work": jointly.is_shared_work,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

"""Money and help for forces: by whose fund it is given, for whose forces, and to whose cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.abroad import is_for_foreign_force
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.extraction.sides import places_of, states_at
from kg.extraction.things.forces import is_force

__all__ = ["AID"]

_WORDS = word_sets("conditions")
_GETTING = ("to", "for", "iobj", "object:to", "object:for")
# sentences back in which the aid stands of which a further sum is more
_PASSAGE = 2
_DEFINITE = frozenset({"the", "its", "their", "whose"})


def _named_fund(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Through the European Peace Facility", "in Foreign Military Financing": a fund that pays for forces alone."""
    return _names_fund(trigger.sent)


def _names_fund(sentence: Span) -> bool:
    words = [t.lower_ for t in sentence]
    firsts = _funds_by_first_word()
    return any(words[i : i + len(fund)] == list(fund) for i, word in enumerate(words) for fund in firsts.get(word, ()))


@cache
def _funds_by_first_word() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    funds: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(_WORDS["military_fund"]):
        words = tuple(name.split())
        funds.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in funds.items()}


def _further_sum(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A further 50 million euros will be made available": more of the military aid told shortly before."""
    sums = found.get("object")
    if not context.is_on_defence or not any(_is_further(t) for t in sums):
        return False
    sentence = trigger.sent
    for _ in range(_PASSAGE):
        sentence = trigger.doc[max(sentence.start - 1, 0)].sent
        if _names_fund(sentence) or any(in_class(t, "aid") and has_word(t, "aid_strong") for t in sentence):
            return True
    return False


def _is_further(token: Token) -> bool:
    return any(t.lower_ in _WORDS["further"] for t in token.subtree if t.i < token.i)


def _aid_to_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "American support for the Peshmerga", "help for the Somali army from Qatar": to forces of another state."""
    noun = syntax.head_noun(trigger)
    getting = [t for slot in _GETTING for t in found.get(slot)]
    forces = [t for t in getting if _is_of_men(context, t)]
    told = has_word(noun, "aid_strong") and _has_verb_of_giving(noun)
    if not forces or has_word(noun, "aid_civil") or told:
        return False
    from_ = (*found.get("from"), *(t for force in forces for t in syntax.prepositional_objects(force, "from")))
    giving = states_at(context, (*from_, *(t for slot in ("mod", "poss", "by", "subject") for t in found.get(slot))))
    return bool(giving - states_at(context, forces)) and context.is_on_defence


def _has_verb_of_giving(noun: Token) -> bool:
    """True where a verb of giving above the aid, or in its relative clause, tells it."""
    verbs = (syntax.governing_verb(noun), *syntax.children(noun, "relcl", "acl"))
    known = lexicon().by_verb
    return any(f.type == "MilitaryAid" for v in verbs if v is not None for f, _ in known.get(lemma(v), ()))


def _is_of_men(context: Context, token: Token) -> bool:
    """An army, its units or its people, not its ships and weapons."""
    if lemma(token) in _WORDS["cadre"] or token.lower_ in _WORDS["cadre"]:
        return True
    return is_force(context, token) and not in_class(token, "equipment")


def _to_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Donated 500 tents to the army": to the army that is spoken of, by somebody else's state."""
    if is_for_foreign_force(context, trigger, found):
        return True
    giving = states_at(context, (*found.get("subject"), *found.get("by")))
    if not context.is_on_defence or not giving:
        return False
    getting = [t for slot in _GETTING for t in found.get(slot)]
    return any(_is_force_spoken_of(t) and not states_at(context, (t,)) & giving for t in getting)


def _is_force_spoken_of(token: Token) -> bool:
    named = lemma(token) in _WORDS["armed"] or lemma(token) in {"force", "unit", "battalion"}
    return named and any(t.lower_ in _DEFINITE for t in (*syntax.determiners(token), *syntax.possessors(token)))


def _in_another_state(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Rebuilt the mess at Vilai Barracks", "repaired the runway at Kandi": a state works in another's place."""
    own = states_at(context, (*found.get("subject"), *found.get("by"), *found.get("subject:mod")))
    places = [t for slot in ("in", "at", "on", "object:in", "object:at", "object:of") for t in found.get(slot)]
    where = places_of(context, (*places, *found.get("object")))
    return context.is_on_defence and bool(own) and bool(where) and not where & own


def _for_anothers(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Will maintain Mali's helicopters", "paid for the repair of a Fijian patrol boat": what is another state's."""
    own = states_at(context, (*found.get("subject"), *found.get("by")))
    things = [t for slot in ("object", "for", "object:of", "object:for", "of") for t in found.get(slot)]
    inside = [t for noun in things for t in (noun, *syntax.prepositional_objects(noun, "of", "to", "for"))]
    return context.is_on_defence and bool(own) and bool(states_at(context, inside) - own)


def _pays_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Qatar pays the Lebanese soldiers"; not what money is given for ("gave the army money to pay its soldiers")."""
    return is_for_foreign_force(context, trigger, found) and not _has_verb_of_giving(trigger)


AID: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "named_fund": _named_fund,
    "further_sum": _further_sum,
    "aid_to_force": _aid_to_force,
    "to_force": _to_force,
    "pays_force": _pays_force,
    "in_another_state": _in_another_state,
    "for_anothers": _for_anothers,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

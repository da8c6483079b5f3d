"""What is negotiated, signed for or broken off where no agreement is named: arms, terms, cooperation, membership."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import actors_in, places_of, states_at
from kg.extraction.things import THING, is_force
from kg.model import EntityKind

__all__ = ["DEALINGS"]

_WORDS = word_sets("conditions")
_PARTNERS = frozenset({EntityKind.STATE, EntityKind.COMPANY, EntityKind.GOVERNMENT_BODY, EntityKind.ARMED_FORCE})
_ON_ARMS = ("equipment", "arms_meant", "agreement", "access", "base", "force")


def _deal_matter(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Negotiating the return of Russian troops", "haggling over the price of the jets": arms or forces."""
    if not context.is_on_defence or not _has_partner(context, trigger, found):
        return False
    below = [t for t in syntax.head_noun(trigger).subtree if t.i > trigger.i and t.pos_ in {"NOUN", "PROPN", "NUM"}]
    if any(t.lower_ in _WORDS["civil_matter"] or lemma(t) in _WORDS["civil_matter"] for t in below):
        return False
    return any(in_class(t, "equipment_weak") or any(THING[name](context, t) for name in _ON_ARMS) for t in below)


def _has_partner(context: Context, trigger: Token, found: Arguments) -> bool:
    acting = actors_in(context, found, "subject", "with", "between", "by", "poss", "mod")
    if any(a.kind in _PARTNERS for a in acting):
        return True
    noun = syntax.head_noun(trigger)
    return noun.dep_ in {"nsubj", "pobj"} and len(context.sides) == 2


def _with_maker(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is in talks with Embraer": who talks with a maker of arms talks about a contract."""
    if not context.is_on_defence:
        return False
    partners = actors_in(context, found, "with", "between")
    others = actors_in(context, found, "subject", "between", "poss", "mod")
    firms = [a for a in partners if a.kind is EntityKind.COMPANY]
    return bool(firms) and any(a.kind in _PARTNERS and a not in firms for a in others)


def _made_to_leave(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "France was made to quit Niger", "gave the Americans a month to close their base": out of somebody's state."""
    goes = [*syntax.complements(trigger), *(t for t in syntax.children(trigger, "advcl") if syntax.is_infinitive(t))]
    goes += [t for noun in syntax.objects(trigger) for t in syntax.children(noun, "acl", "relcl")]
    goes = [t for t in goes if lemma(t) in _WORDS["leaving"] or lemma(t) in {"close", "shut", "abandon"}]
    if not goes:
        return False
    gone = states_at(context, (*found.get("object"), *found.get("iobj")))
    left = [o for verb in goes for o in (*syntax.objects(verb), *syntax.prepositional_objects(verb, "from", "of"))]
    forces = any(is_force(context, t) or in_class(t, "base") for t in left)
    inside = [t for verb in goes for t in syntax.prepositional_objects(verb, "in", "at")]
    where = places_of(context, (*left, *inside)) - gone
    ordering = states_at(context, found.get("subject"))
    own = ordering & where if ordering else where  # nobody is ordered out of a third state
    return bool(gone) and bool((forces and ordering - gone) or own)


def _defence_bond(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Froze military cooperation with France": what binds is called military, and with whom it binds."""
    things = [t for t in found.get("object") if lemma(t) in _WORDS["cooperating_in"]]
    others = states_at(context, (*found.get("with"), *found.get("object:with"), *found.get("between")))
    others |= states_at(context, [t for noun in things for t in syntax.prepositional_objects(noun, "with", "between")])
    return bool(others - states_at(context, found.get("subject")))


DEALINGS: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "deal_matter": _deal_matter,
    "with_maker": _with_maker,
    "made_to_leave": _made_to_leave,
    "defence_bond": _defence_bond,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

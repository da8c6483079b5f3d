"""Arms and what goes with them: equipment, craft, aid, money, and the firms that make them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, in_class, is_countable_item, lemma
from kg.extraction.things.forces import is_force
from kg.model import EntityKind

__all__ = ["ARMS", "is_aid", "is_equipment"]

_WORDS = word_sets("conditions")


def is_equipment(context: Context, token: Token) -> bool:
    """True for arms and vehicles by model or by noun, or by a weak noun beside words of defence."""
    if _is_maker(token):
        return False
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind is EntityKind.EQUIPMENT
    if in_class(token, "equipment") or is_countable_item(token):
        return True
    if not in_class(token, "equipment_weak"):
        return False
    if any(in_class(t, "equipment") for t in syntax.coordinated([syntax.first_conjunct(token)])):
        return True
    near = (*syntax.compounds(token), *syntax.modifiers(token), *syntax.prepositional_objects(token, "for"))
    return has_word(token, "agreement_defence") or any(t.ent_type_ == "PRODUCT" for t in near)


def is_aid(_context: Context, token: Token) -> bool:
    """True for aid that is called military, and for a line of credit where arms are spoken of."""
    if not in_class(token, "aid"):
        credit = lemma(token) == "line" and any(lemma(t) == "credit" for t in syntax.prepositional_objects(token, "of"))
        return credit and any(in_class(t, "equipment") or is_countable_item(t) for t in token.sent)
    return has_word(token, "aid_strong") or any(
        has_word(t, "aid_strong") for t in syntax.prepositional_objects(token, "for", "to", "of")
    )


def _is_maker(token: Token) -> bool:
    """ "The missile maker SIATT": a maker, whatever its name was taken for."""
    return any(lemma(t) in _WORDS["firm"] - {"group"} for t in (token, *syntax.compounds(token)))


def _is_arms_firm(context: Context, token: Token) -> bool:
    on_defence = context.speaks_of_defence(token.sent) or context.is_on_defence
    for near in (token, *syntax.appositions(token)):
        entity = context.entities.at(near)
        if entity is not None and entity.kind is EntityKind.COMPANY:
            return on_defence
    makes_arms = has_word(token, "agreement_defence") or any(in_class(t, "equipment") for t in syntax.compounds(token))
    return _is_maker(token) and (on_defence or makes_arms)


def _is_military_craft(context: Context, token: Token) -> bool:
    """Aircraft and ships of forces, by noun or by model ("a P-8A"); not people and not a force as a whole."""
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind is EntityKind.EQUIPMENT
    return in_class(token, "craft") and is_force(context, token)


def _is_warship(context: Context, token: Token) -> bool:
    """A ship of a navy: by its noun where forces are spoken of, or by the prefix of its name ("HMS Spey").

    The noun may stand before the name: "the hospital ship Esperance".
    """
    before = token.doc[max(0, token.i - 3) : token.i + 1]
    if any(t.text in _WORDS["ship_prefix"] for t in before):
        return True
    if token.ent_type_ and any(lemma(t) in _WORDS["warship"] for t in syntax.compounds(token)):
        return context.is_on_defence or context.speaks_of_defence(token.sent)
    return lemma(token) in _WORDS["warship"] and is_force(context, token)


def _is_delivered(context: Context, token: Token) -> bool:
    """ "The first batch of howitzers": what comes in parts is delivered, what sails is only deployed."""
    arms = syntax.prepositional_objects(token, "of")
    if lemma(token) in _WORDS["freight"] or token.lower_ in _WORDS["freight"]:
        return is_equipment(context, token)
    before = () if arms else token.doc[token.sent.start : token.i]  # "arms for Ukraine, of which a first batch"
    return lemma(token) in _WORDS["consignment"] and any(is_equipment(context, t) for t in (*arms, *before))


def _is_money(_context: Context, token: Token) -> bool:
    return token.ent_type_ == "MONEY" or lemma(token) in _WORDS["money"]


def _in(name: str) -> Callable[[Context, Token], bool]:
    return lambda _context, token: in_class(token, name)


ARMS: Mapping[str, Callable[[Context, Token], bool]] = {
    "equipment": is_equipment,
    "deal_equipment": lambda context, token: is_equipment(context, token) or in_class(token, "equipment_weak"),
    "aid": is_aid,
    "aid_any": _in("aid"),
    "cost": lambda _context, token: lemma(token) in _WORDS["cost"],
    "arms_firm": _is_arms_firm,
    "military_craft": _is_military_craft,
    "craft": _in("craft"),
    "warship": _is_warship,
    "delivered": _is_delivered,
    "money": _is_money,
    "gear": lambda context, token: lemma(token) in _WORDS["gear"] and context.is_on_defence,
    "version": lambda _context, token: lemma(token) in _WORDS["version"],
    "successor": lambda _context, token: lemma(token) in _WORDS["successor"],
    "supplies": _in("supplies"),
    "sensors": _in("sensors"),
    "beam": lambda _context, token: lemma(token) in _WORDS["beam"],
    "shot": lambda _context, token: lemma(token) in _WORDS["shot"],
}
"""Class of a phrase -> test of its head."""

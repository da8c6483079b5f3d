"""Arms that a word only stands for: a number of them, "the boat", where arms were named before."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Doc, Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.things.arms import is_equipment
from kg.model import EntityKind

__all__ = ["MEANT"]

_WORDS = word_sets("conditions")
_DEALS = word_sets("deals")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_NO_COUNT = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
_PARTITIVE = frozenset({"them", "these", "those", "which", "whom"})
# sentences back in which the arms stand that a number counts, or that "the boat" is
_COUNTED, _KNOWN = 2, 4


def _stands_for_arms(context: Context, token: Token) -> bool:
    """ "Received two", "the first dozen", "the boat": arms that the sentences before name."""
    if _is_count(token):
        below = syntax.prepositional_objects(token, "of")
        if below and not any(t.lower_ in _PARTITIVE for t in below):
            return False
        return _named_before(context, token, _COUNTED)
    one = in_class(token, "equipment_weak") and not in_class(token, "materiel")
    if not (one or lemma(token) in _WORDS["made"]) or not any(t.lower_ in _DEFINITE for t in syntax.determiners(token)):
        return False
    return _named_before(context, token, _KNOWN)


def _is_count(token: Token) -> bool:
    """A number or ordinal that no noun follows, and "one" only where it is no pronoun for somebody."""
    if token.ent_type_ in _NO_COUNT or token.dep_ in {"nummod", "compound", "quantmod", "amod", "npadvmod"}:
        return False
    if token.lower_ == "more":
        return any(t.dep_ == "nummod" for t in token.children)
    return (token.tag_ == "CD" and token.lower_ != "one") or lemma(token) in _WORDS["counting"]


def _named_before(context: Context, token: Token, sentences: int) -> bool:
    start = _start(token.doc, token, sentences)
    if any(m.entity.kind is EntityKind.EQUIPMENT for m in context.entities.within(start, token.i)):
        return True
    return any(is_equipment(context, t) for t in token.doc[start : token.i] if t.pos_ in {"NOUN", "PROPN"})


def _start(doc: Doc, token: Token, sentences: int) -> int:
    start = token.sent.start
    for _ in range(sentences):
        start = doc[max(start - 1, 0)].sent.start
    return start


def _is_vessel(context: Context, token: Token) -> bool:
    """A boat or plane that only who gets it makes one of forces."""
    return lemma(token) in _WORDS["vessel"] and not is_equipment(context, token)


def _is_arms_plant(context: Context, token: Token) -> bool:
    """ "A drone factory", "an assembly line for howitzers"."""
    if lemma(token) not in _DEALS["arms_plant"]:
        return False
    near = (*syntax.compounds(token), *syntax.modifiers(token))
    inside = (*syntax.prepositional_objects(token, "for", "of"), *syntax.prepositional_objects(token.head, "for"))
    making = any(lemma(t) in _DEALS["making"] or t.lower_ in _DEALS["making"] for t in near)
    return (making and context.is_on_defence) or any(is_equipment(context, t) for t in (*near, *inside))


def _is_know_how(_context: Context, token: Token) -> bool:
    return lemma(token) in _DEALS["know_how"]


def _is_component(context: Context, token: Token) -> bool:
    """ "Parts of the fighter", "fuselage sections", in an article on defence."""
    return lemma(token) in _DEALS["component"] and context.is_on_defence


def _is_export_licence(context: Context, token: Token) -> bool:
    """ "An export licence", "a licence to export"."""
    if lemma(token) not in _DEALS["licence"]:
        return False
    clauses = (t for t in syntax.children(token, "acl", "relcl"))
    near = (*syntax.compounds(token), *syntax.modifiers(token), *clauses)
    return context.is_on_defence and any(lemma(t) in _DEALS["export"] for t in near)


MEANT: Mapping[str, Callable[[Context, Token], bool]] = {
    "arms_meant": _stands_for_arms,
    "arms_plant": _is_arms_plant,
    "know_how": _is_know_how,
    "component": _is_component,
    "export_licence": _is_export_licence,
    "vessel": _is_vessel,
    "spares": lambda _context, token: lemma(token) in _WORDS["spares"],
    "arms_contest": lambda context, token: (
        lemma(token) in _WORDS["contest"]
        and any(
            is_equipment(context, t) or in_class(t, "equipment")
            for t in (*syntax.compounds(token), *syntax.modifiers(token), *syntax.prepositional_objects(token, "for"))
        )
    ),
}
"""Class of a phrase -> test of its head."""

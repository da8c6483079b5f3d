"""Places: grounds, bases, frontiers, and access to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.entities import STATES_AND_BODIES
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.model import EntityKind

__all__ = ["PLACES"]

_WORDS = word_sets("conditions")


def _is_access_request(context: Context, token: Token) -> bool:
    """ "A request for landing rights", "a request to use its bases"."""
    if lemma(token) not in _WORDS["asking"]:
        return False
    wanted = [t for c in syntax.children(token, "acl", "relcl") for t in syntax.objects(c)]
    wanted += syntax.prepositional_objects(token, "for")
    wanted += syntax.prepositional_objects(token.head, "for")
    return any(in_class(t, "access") or in_class(t, "base") or t.ent_type_ in {"FAC", "GPE", "LOC"} for t in wanted)


def _is_place(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind in STATES_AND_BODIES | {EntityKind.PLACE, EntityKind.COMPANY}
    if any(t.tag_ == "PRP$" for t in syntax.possessors(token)):
        return False  # "his troops"
    return in_class(token, "base") or lemma(token) in _WORDS["visited"]


def _is_access(_context: Context, token: Token) -> bool:
    """Access of forces: to a base, a port, a state's ground, not to a market, a ballot or a lawyer."""
    if not in_class(token, "access"):
        return False
    if token.lower_ not in {"access", "transit", "passage", "entry", "landing", "docking", "berthing"} or has_word(
        token, "access_words"
    ):
        return True
    reached = syntax.prepositional_objects(token, "to", "through")
    return any(in_class(t, "base") or t.ent_type_ in {"FAC", "GPE", "LOC"} for t in reached)


def _is_base(_context: Context, token: Token) -> bool:
    if lemma(token) in _WORDS["ground"] and has_word(token, "agreement_defence"):
        return True  # "military areas"
    return (in_class(token, "base") or token.ent_type_ == "FAC") and not has_word(token, "base_else")


def _is_use_of_base(context: Context, token: Token) -> bool:
    """ "The run of the naval base", "the keys to the port"."""
    reached = syntax.prepositional_objects(token, "of", "to")
    return lemma(token) in word_sets("housing")["use"] and any(_is_base(context, t) for t in reached)


def _is_ground(context: Context, token: Token) -> bool:
    """A place or a state by its name."""
    entity = context.entities.at(token)
    return entity is not None and entity.kind in {EntityKind.PLACE, EntityKind.STATE}


PLACES: Mapping[str, Callable[[Context, Token], bool]] = {
    "place": _is_place,
    "access": _is_access,
    "access_request": _is_access_request,
    "base": _is_base,
    "use_of_base": _is_use_of_base,
    "harbour": lambda _context, token: lemma(token) in _WORDS["harbour"],
    "facility": lambda _context, token: lemma(token) in _WORDS["facility"] or token.lower_ in _WORDS["facility"],
    "range": lambda _context, token: lemma(token) in _WORDS["range"],
    "ground": _is_ground,
    "frontier": lambda _context, token: lemma(token) in _WORDS["frontier"],
    "taken": lambda context, token: lemma(token) in _WORDS["taken"] or _is_ground(context, token),
    "targeted": lambda _context, token: lemma(token) in _WORDS["targeted"],
}
"""Class of a phrase -> test of its head."""

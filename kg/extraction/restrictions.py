"""The classes to which a frame restricts what stands beside its trigger: which of the arguments are of them.

What belongs to a class is said in :mod:`kg.extraction.things`; here is in which slots the thing is looked for, and
which other nouns count for a token.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.antecedents import counted, nouns_meant
from kg.extraction.arguments import Arguments, is_verbal
from kg.extraction.conditions import is_receiving
from kg.extraction.context import Context
from kg.extraction.lexicon import Frame, table
from kg.extraction.phrases import lemma
from kg.extraction.things import THING

__all__ = ["fitting_objects", "has_topic", "is_of_any"]

_TRADING = frozenset(table("conditions")["trading"]["words"])
_AT_PHRASAL = (
    "object",
    "iobj",
    "object:of",
    "of",
    "to",
    "into",
    "over",
    "with",
    "in",
    "on",
    "about",
    "towards",
    "toward",
    "for",
    "from",
    "against",
    "at",
    "behind",
    "through",
    "under",
    "around",
    "outside",
)
"""The slots in which a verb with a particle or preposition has its object."""
_ABOUT = ("on", "over", "about", "regarding", "for", "towards", "concerning")


def is_of_any(context: Context, token: Token, classes: Iterable[str]) -> bool:
    """True if ``token``, the noun that a pronoun stands for, or what it counts, is of one of ``classes``."""
    near = (token, *nouns_meant(token), *counted(token))
    return any(THING[name](context, t) for name in classes for t in near)


def fitting_objects(context: Context, token: Token, frame: Frame, found: Arguments) -> tuple[Token, ...]:
    """The arguments of ``token`` that are of a class that ``frame`` asks of its object; none if it asks for none."""
    classes = [name for name in frame.objects if name]
    if not classes:
        return ()
    places = _object_places(token, frame)
    if found.carrier is not None and is_receiving(found.carrier):
        places = (*places, "subject")
    tokens = [t for place in places for t in found.get(place)]
    if not tokens and frame.type == "ArmsTransfer" and not is_verbal(token):
        tokens = [t for t in syntax.head_noun(token).subtree if t.i > token.i]  # "the sale to Oman of radars"
    fitting = tuple(dict.fromkeys(t for t in tokens if t != token and is_of_any(context, t, classes)))
    if not fitting and frame.type == "DomesticApproval" and not is_verbal(token):  # "the go-ahead to buy jets"
        clauses = syntax.children(syntax.head_noun(token), "acl", "relcl")
        tokens = [t for clause in clauses if syntax.is_infinitive(clause) for t in syntax.objects(clause)]
        fitting = tuple(t for t in tokens if is_of_any(context, t, classes))
    return fitting


def _object_places(token: Token, frame: Frame) -> tuple[str, ...]:
    """The slots in which the thing stands that a frame asks for."""
    if not is_verbal(token):
        return ("of", "mod", "for", "to", "poss", "from", "in", "object", "iobj", "on")
    if any(len(verb) > 1 for verb in frame.verbs):
        return _AT_PHRASAL
    if frame.type == "Visit":
        return ("object",)
    if frame.type == "DomesticApproval":
        return ("object", "object:worth", *(("inf",) if "inf" in frame.slots else ()))
    if frame.type == "ArmsTransfer":
        return ("object", "object:of", "object:in", "object:worth", "with", "in")
    if frame.type == "MilitaryAid":
        return ("object", "object:of", "object:in", "object:worth", "in")
    if frame.type == "Termination":  # "gave France a month to withdraw"
        return ("object", "iobj", "object:of", "object:in", "object:worth")
    return ("object", "object:of", "object:in", "object:worth")


def has_topic(context: Context, token: Token, frame: Frame, found: Arguments) -> bool:
    """True if what ``token`` is about ("talks on radars", "in talks to buy tanks") is of a topic of ``frame``."""
    tokens = [t for slot in _ABOUT for t in found.get(slot)]
    clauses = syntax.children(syntax.head_noun(token), "acl", "xcomp", "relcl")
    if "transfer" in frame.topic and any(_is_to_trade(t) for t in (*clauses, *_of_being(token))):
        return True
    tokens += [t for clause in clauses for t in syntax.objects(clause)]  # "in talks to buy tanks"
    return any(THING[name](context, t) for name in frame.topic for t in tokens)


def _of_being(token: Token) -> tuple[Token, ...]:
    """The clauses of the verb in "is in talks to supply", where a parser may hang what the talks are for."""
    verb = syntax.governing_verb(syntax.head_noun(token))
    return syntax.children(verb, "advcl", "xcomp") if verb is not None and lemma(verb) == "be" else ()


def _is_to_trade(clause: Token) -> bool:
    """ "In talks to supply radios": what they are about is a transfer, whatever the thing is called."""
    return syntax.is_infinitive(clause) and lemma(clause) in _TRADING and bool(syntax.objects(clause))

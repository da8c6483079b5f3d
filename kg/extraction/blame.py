"""Who is only blamed: "Chad blamed Sudan for the attack" does not tell that Sudan made the attack told before."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.lexicon import table, word_sets
from kg.extraction.neighbourhood import points_back
from kg.extraction.phrases import lemma
from kg.model import Filler

__all__ = ["without_blamed"]

_WORDS = word_sets("attacks")
_JUDGING = frozenset(table("light")["judging"]["words"])
_SIDES = ("agent", "target")


def without_blamed(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` of an incident that is spoken of as told before, without those whom somebody blames for it.

    An accusation that tells the incident itself ("accused Sudan of an attack on its post") keeps whom it accuses.
    """
    if candidate.frame.type != "Incident" or is_verbal(candidate.trigger):
        return roles
    blamed = {actor for token in _deciding(candidate) for actor in context.actors.of(token)}
    if points_back(candidate):
        blamed |= {
            actor for token in _blamed(syntax.head_noun(candidate.trigger)) for actor in context.actors.of(token)
        }
    if not blamed:
        return roles
    kept = {role: tuple(f for f in fillers if f not in blamed or role not in _SIDES) for role, fillers in roles.items()}
    return {role: fillers for role, fillers in kept.items() if fillers}


def _deciding(candidate: Candidate) -> tuple[Token, ...]:
    """The general of "the general approved the attack", who need not have made it."""
    carrier = candidate.arguments.carrier
    return candidate.arguments.get("subject") if carrier is not None and lemma(carrier) in _JUDGING else ()


def _blamed(noun: Token) -> tuple[Token, ...]:
    """Sudan in "blamed Sudan for the attack", "Sudan was blamed for it", "blamed the attack on Sudan"."""
    verb = syntax.governing_verb(noun)
    if verb is None:
        return ()
    if noun.dep_ == "pobj" and noun.head.lower_ in {"for", "of"} and lemma(verb) in _WORDS["blaming"]:
        return (*syntax.objects(verb), *syntax.passive_subjects(verb))
    if lemma(verb) in _WORDS["ascribing"] and noun in (*syntax.objects(verb), *syntax.passive_subjects(verb)):
        inner = syntax.prepositional_objects(noun, "on", "to")
        return (*syntax.prepositional_objects(verb, "on", "to"), *inner)
    return ()

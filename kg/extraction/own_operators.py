"""Verbs that tell a situation and say in themselves that it is only offered, sought, promised or refused.

"Embraer offered the C-390" is read as a transfer by its verb, and what an offer does to a transfer is what it does to
any situation that it governs (:mod:`kg.extraction.operators`). So the verb's own reading is projected through the verb.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.governors import operator_keys
from kg.extraction.operators import Operator, operator, words
from kg.extraction.projection import project
from kg.extraction.tense import PRESENT, Reading, weaker
from kg.extraction.triggers import Candidate
from kg.model import Certainty, Polarity, Temporality

__all__ = ["told_by_itself"]

_GIVEN = frozenset({"ArmsTransfer", "MilitaryAid", "BasingOrAccess", "Deployment", "Training"})
"""Types whose verbs may only offer or refuse what they tell; stages of agreements are acts of their own."""
_AHEAD = frozenset({"await", "authorise", "authorize"})
_OPEN = frozenset({"wish", "commitment"})


def told_by_itself(candidate: Candidate, found: Reading) -> Reading:
    """``found``, the reading of the trigger, as what its verb does to the situation: *offered*, *turned down*."""
    trigger = candidate.trigger
    kind, is_verb = candidate.frame.type, trigger.tag_.startswith("VB")
    if trigger.lemma_ == "expect" and trigger.tag_ == "VBN" and found.temporality in PRESENT:
        return replace(found, certainty=weaker(found.certainty, Certainty.PROBABLE), temporality=Temporality.FUTURE)
    signed = kind == "ArmsTransfer" and (_is_signed_contract(trigger) or _signs_contract(trigger))
    if signed and found.temporality is Temporality.PAST:
        return replace(found, temporality=Temporality.FUTURE)  # what a contract is for is still to be delivered
    if kind not in _GIVEN or not is_verb or candidate.frame.negated:
        return found
    if trigger.lemma_ in _AHEAD:
        return replace(found, temporality=Temporality.FUTURE)
    own = _own_operator(trigger)
    if own is None:
        return found
    if found.polarity is Polarity.NEGATED:
        ahead = found.temporality in PRESENT  # *denied that it was seeking a base*
        return replace(found, temporality=Temporality.FUTURE) if ahead else found
    if own.name == "wish" and _is_turned_down(trigger):
        return Reading(Polarity.NEGATED, Certainty.CERTAIN, Temporality.PAST)
    return project(own, found, replace(found, polarity=Polarity.AFFIRMED, temporality=None), trigger)


def _is_signed_contract(noun: Token) -> bool:
    """*signed a contract for rifles*: the act done is the signing."""
    if noun.lemma_.lower() not in {"contract", "deal", "agreement"} or noun.dep_ not in {"dobj", "nsubjpass"}:
        return False
    return noun.head.lemma_.lower() in words("classes", "completing")


def _signs_contract(verb: Token) -> bool:
    """*signed a contract for rifles*, while who *signed for 28 jets* has ordered them."""
    return verb.tag_.startswith("VB") and verb.lemma_ == "sign" and bool(syntax.objects(verb))


def _own_operator(verb: Token) -> Operator | None:
    """What the verb does to its object; a pledge is one as well, since what is pledged is still to be given."""
    found, lemma = operator("object", *operator_keys(verb)), verb.lemma_.lower()
    if found is None:
        return None
    open_ = words("classes", "petitioning") if found.name == "wish" else words("classes", "promising")
    return found if found.name == "refusal" or (found.name in _OPEN and lemma in open_) else None


def _is_turned_down(verb: Token) -> bool:
    """*sought a base and was refused*."""
    for other in syntax.conjuncts(verb):
        if other.i > verb.i and other.tag_ == "VBN" and syntax.children(other, "auxpass"):
            found = operator("object", *operator_keys(other))
            if found is not None and found.name == "refusal":
                return True
    return False

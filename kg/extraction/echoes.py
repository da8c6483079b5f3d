"""Mentions of a situation that do not say what it is: "the move, reported by PTI", "the decision", "this step".

They tell nothing new of what happened, but often who says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.attribution import source_of
from kg.extraction.context import Context
from kg.extraction.entities import evidence
from kg.extraction.lexicon import table
from kg.extraction.phrases import lemma
from kg.extraction.sources import source_entity
from kg.model import Certainty, Claim, Polarity, Temporality

__all__ = ["ECHOING", "Echo", "echo_of"]

ECHOING = frozenset(table("light")["echoes"]["words"])
"""Lemmas of nouns that stand for a situation already told."""


@dataclass(frozen=True, slots=True)
class Echo:
    """A claim on whatever situation was told last before token ``at``."""

    at: int
    claim: Claim


def echo_of(context: Context, token: Token) -> Echo | None:
    """The echo that ``token`` heads; None for any other word, and where nobody is named who says so."""
    if lemma(token) not in ECHOING or token.dep_ in {"compound", "amod"} or syntax.compounds(token):
        return None  # "the planning event" is one of its own
    if syntax.prepositional_objects(token, "of"):
        return None  # so is "the signing of a memorandum"
    if not any(t.lower_ in {"the", "this", "that"} for t in syntax.determiners(token)):
        return None
    attribution = source_of(token)
    if attribution is None or attribution.source is None or not _is_about(token, attribution.cue):
        return None
    source = source_entity(context, attribution.source)
    if source is None:
        return None
    phrase = syntax.noun_phrase(token)
    first = min(phrase.start, attribution.source.start)
    span = token.doc[first : max(phrase.end, attribution.source.end, attribution.cue.i + 1)]
    quote = evidence(span)
    claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, (quote,), source, rule="echo")
    return Echo(token.i, claim)


def _is_about(noun: Token, cue: Token) -> bool:
    """*the move, reported by PTI*, *acknowledged the deal*, *said the vote had ...*: the noun is what is spoken of."""
    if noun.i < cue.i:
        return True
    clause = noun.head
    topic = noun.dep_ in {"nsubj", "nsubjpass"} and clause.dep_ == "ccomp" and clause.head == cue
    return topic or (noun.dep_ == "dobj" and clause == cue)

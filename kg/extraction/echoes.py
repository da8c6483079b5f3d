"""Mentions of a situation that do not say what it is: "the move, reported by PTI", "the decision", "this step".

They tell nothing new of what happened, but often who says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.attribution import source_of
from kg.extraction.claims import source_entity
from kg.extraction.context import Context
from kg.extraction.entities import evidence
from kg.extraction.lexicon import table
from kg.extraction.phrases import lemma
from kg.model import Certainty, Claim, Polarity, Temporality

__all__ = ["Echo", "echo_of"]

_WORDS = frozenset(table("light")["echoes"]["words"])


@dataclass(frozen=True, slots=True)
class Echo:
    """A claim on whatever situation was told last before token ``at``."""

    at: int
    claim: Claim


def echo_of(context: Context, token: Token) -> Echo | None:
    """The echo that ``token`` heads; None for any other word, and where nobody is named who says so."""
    if lemma(token) not in _WORDS or token.dep_ in {"compound", "amod"}:
        return None
    if not any(t.lower_ in {"the", "this", "that"} for t in syntax.determiners(token)):
        return None
    attribution = source_of(token)
    if attribution is None or attribution.source is None or token.i > attribution.cue.i:
        return None
    source = source_entity(context, attribution.source)
    if source is None:
        return None
    span = token.doc[syntax.noun_phrase(token).start : max(attribution.source.end, attribution.cue.i + 1)]
    quote = evidence(span)
    claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, (quote,), source, rule="echo")
    return Echo(token.i, claim)

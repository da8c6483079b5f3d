"""Whether a refusal to speak is news: "declined to comment on the sale" tells of something, "declined to comment" not.

Papers end many a story with who did not answer them. The absence of an announcement is told only where it is said what
was to be announced.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import lemma

__all__ = ["is_by_the_way"]

_WORDS = word_sets("silence")
_ABOUT = frozenset({"on", "about", "regarding", "over", "concerning"})
_REACH = 12


def is_by_the_way(token: Token) -> bool:
    """True for a refusal to answer that names nothing of which it keeps silent."""
    if lemma(token) not in _WORDS["refusing"]:
        return False
    after = token.doc[token.i + 1 : min(token.i + _REACH, token.sent.end)]
    return not any(_is_told_of(t) for t in after)


def _is_told_of(token: Token) -> bool:
    if token.dep_ in {"pobj", "pcomp"} and token.head.lower_ in _ABOUT:
        return not _is_vague(token)
    return token.dep_ in {"dobj", "ccomp"} and lemma(token.head) in _WORDS["telling"] and not _is_vague(token)


def _is_vague(token: Token) -> bool:
    if token.pos_ in {"PRON", "DET"}:
        return True
    return lemma(token) in _WORDS["vague"] and not syntax.prepositions(token, *_ABOUT, "of")

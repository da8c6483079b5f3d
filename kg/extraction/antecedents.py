"""Which noun a pronoun or relative clause is about, where only the kind of thing is asked for.

Who is meant is told by :mod:`kg.extraction.coreference`; that "they" are troops or ships shows in the noun before.
A subject is the likeliest antecedent (Grosz, Joshi and Weinstein 1995).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.phrases import lemma

__all__ = ["counted", "farther_antecedents", "nouns_meant"]

_PARTS = frozenset(table("light")["measures"]["words"]) | frozenset(table("light")["parts"]["words"])
_PLURAL = frozenset({"they", "them"})
_SINGULAR = frozenset({"it", "one"})


def counted(noun: Token) -> tuple[Token, ...]:
    """What ``noun`` only counts or is a part of: *peacekeepers* in "an advance party of peacekeepers"."""
    if lemma(noun) not in _PARTS and noun.tag_ not in {"CD", "$"}:
        return ()
    return syntax.prepositional_objects(noun, "of")


def nouns_meant(pronoun: Token) -> tuple[Token, ...]:
    """The subject before ``pronoun`` that it can stand for, in its sentence or the one before; empty for a noun."""
    if pronoun.lower_ not in _PLURAL | _SINGULAR or (pronoun.lower_ == "one" and pronoun.tag_ == "CD"):
        return ()
    plural = pronoun.lower_ in _PLURAL
    start = max(0, pronoun.sent.start - 1)
    for sentence in (pronoun.sent, pronoun.doc[start].sent):
        for noun in _subjects_before(pronoun, list(sentence)):
            if (noun.tag_ in {"NNS", "NNPS"}) == plural and noun.pos_ in {"NOUN", "PROPN"}:
                return (noun,)
    return ()


def _subjects_before(pronoun: Token, tokens: list[Token]) -> Iterator[Token]:
    for token in reversed(tokens):
        if token.i < pronoun.i and token.dep_ in {"nsubj", "nsubjpass"} and token.head != pronoun.head:
            yield token


def farther_antecedents(verb: Token) -> tuple[Token, ...]:
    """The nouns above the one that a relative clause was hung at, inside the same phrase.

    The agreement in "the agreement between Oman and Iran, which entered into force": the parser takes the nearest.
    """
    found: list[Token] = []
    noun = syntax.antecedent(verb)
    while noun is not None:
        noun = syntax.first_conjunct(noun)
        above = noun.head.head if noun.dep_ == "pobj" and syntax.is_nominal(noun.head.head) else None
        if above is None or above.i >= noun.i:
            break
        found.append(above)
        noun = above
    return tuple(found)

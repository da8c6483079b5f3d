"""The verb patterns of frames: which of them a verb begins, and whether the words behind it complete them.

A verb may have a hundred patterns ("put at the disposal of", "put on hold"), most with a second word that stands behind
it: they are looked up by that word, so that a new pattern costs nothing where its words are not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from functools import cache
from typing import TypeAlias

from spacy.tokens import Token

from kg.extraction.context import Context
from kg.extraction.lexicon import Frame, lexicon, opens_with_adverb
from kg.extraction.phrases import lemma

__all__ = ["completes", "undoubled", "verb_frames", "words_after"]

Words: TypeAlias = Sequence[tuple[str, str, bool]]
"""Form, lemma, and whether a sentence or a part of one begins or ends there."""

VerbFrame: TypeAlias = tuple[Frame, tuple[str, ...]]

# tokens within which the rest of a verb pattern must follow: "put (the agreement with X) on hold" holds its object, "is
# (still) on the way" holds adverbs at most
_NARROW, _WIDE, _WIDEST = 5, 7, 11
_PLACING = frozenset({"put", "place", "bring", "declare", "consider", "deem", "give"})
_STATES_OF_LAW = frozenset({"force", "effect", "operation"})


def words_after(context: Context, token: Token) -> Words:
    """The words behind ``token`` as far as a pattern of it may reach."""
    return context.words[token.i + 1 : token.i + _WIDEST]


def verb_frames(token: Token, after: Words | None) -> Iterator[VerbFrame]:
    """The frames of a verb by its lemma, or by its form where that is no base form ("expired", "sharing").

    Of those with further words only the ones whose second word is among those ``after`` it; all, if that is None.
    """
    by_verb = lexicon().by_verb
    words = [word for word in (lemma(token), _with_prefix(token)) if word in by_verb]
    if not words and token.tag_ not in {"NN", "NNS"}:
        words = _by_form(token, by_verb)
    for word in words:
        yield from by_verb[word] if after is None else _begun(word, after)


def _by_form(token: Token, by_verb: Container[str]) -> list[str]:
    for ending in ("ed", "ing"):
        stem = token.lower_.removesuffix(ending)
        if stem != token.lower_:
            return [word for word in (stem, f"{stem}e", undoubled(stem)) if word in by_verb][:1]
    return []


def _begun(word: str, after: Words) -> list[VerbFrame]:
    always, by_second = _by_second(word)
    near = {other for form, base, _ in after for other in (form, base) if other in by_second}
    return [frame for _, frame in sorted((*always, *(f for other in near for f in by_second[other])), key=_order)]


@cache
def _by_second(word: str) -> tuple[list[tuple[int, VerbFrame]], dict[str, list[tuple[int, VerbFrame]]]]:
    """The numbered frames of a verb: those without a second word to look for behind it, and the others by that word."""
    always: list[tuple[int, VerbFrame]] = []
    by_second: dict[str, list[tuple[int, VerbFrame]]] = defaultdict(list)
    for number, (frame, verb) in enumerate(lexicon().by_verb[word]):
        kept = always if len(verb) == 1 or opens_with_adverb(verb) else by_second[verb[1]]
        kept.append((number, (frame, verb)))
    return always, dict(by_second)


def _order(numbered: tuple[int, VerbFrame]) -> int:
    return numbered[0]


def undoubled(stem: str) -> str:
    """ "kitted" is of "kit"."""
    return stem[:-1] if stem[-1:] == stem[-2:-1] else stem


def _with_prefix(token: Token) -> str:
    """The lemma with the prefix that the tokeniser took off ("co-develop"); empty where there is none."""
    if token.i < 2 or token.nbor(-1).text != "-":
        return ""
    return f"{token.nbor(-2).lower_}-{lemma(token)}"


def completes(token: Token, verb: tuple[str, ...], after: Words) -> bool:
    """True if the further words of a verb pattern stand under or just after the verb, in order."""
    if opens_with_adverb(verb):
        return any(t.lower_ == verb[0] for t in token.children)
    rest = list(verb[1:])
    if not rest:
        return True
    if verb[-1] == "into" and any(form in _STATES_OF_LAW for form, _, _ in after[:3]):
        return False  # "entered into force"
    reach = _WIDEST if verb[0] in _PLACING else _NARROW if verb[0] == "be" else _WIDE
    for form, base, stops in after[: reach - 1]:
        if rest[0] in {form, base}:
            rest.pop(0)
            if not rest:
                return True
        elif stops:
            break
    return False

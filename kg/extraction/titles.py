"""The lexicon of titles: which tokens are ranks, honorifics and words of offices (``lexicon/titles.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

__all__ = [
    "HEAD_KINDS",
    "Phrases",
    "is_office_only",
    "is_title",
    "longest",
    "only_titles",
    "phrases",
    "precedes_office",
    "state_before_office",
    "table",
    "titles",
    "without_titles",
]

_FILE = Path(__file__).parent / "lexicon" / "titles.toml"
HEAD_KINDS = ("portfolio", "body", "envoy")
"""How an office takes its complements: ``Minister for X``, ``commander of X``, ``ambassador to X``."""

Phrases = dict[str, frozenset[tuple[str, ...]]]
"""First word -> phrases that start with it, as lower-case words without points."""


@lru_cache(maxsize=1)
def table() -> dict[str, Any]:
    """The tables of ``lexicon/titles.toml``."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def phrases(entries: Iterable[str]) -> Phrases:
    """``entries`` by their first word."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for entry in entries:
        words = tuple(entry.split())
        found.setdefault(words[0], set()).add(words)
    return {first: frozenset(group) for first, group in found.items()}


def longest(entries: Phrases, words: Sequence[str], start: int) -> int:
    """How many of ``words`` from ``start`` the longest phrase there takes, points inside it included; 0 if none.

    ``words`` are lower-case and keep "." tokens.
    """
    best = 0
    for phrase in entries.get(words[start].rstrip("."), ()):
        at = start
        for word in phrase:
            while at < len(words) and words[at] == "." and at > start:
                at += 1
            if at >= len(words) or words[at].rstrip(".") != word:
                break
            at += 1
        else:
            best = max(best, at - start)
    return best


@lru_cache(maxsize=1)
def titles() -> Phrases:
    """Ranks and honorifics."""
    return phrases([*table()["ranks"]["words"], *table()["honorifics"]["words"]])


@lru_cache(maxsize=1)
def _offices() -> Phrases:
    heads = table()["heads"]
    kinds = (*HEAD_KINDS, "plural")
    return phrases([*(w for kind in kinds for w in heads[kind]["words"]), *table()["modifiers"]["words"]])


def only_titles(span: Span) -> bool:
    """True if ``span`` is nothing but ranks, honorifics and words of offices ("Secretary", "Navy Cmdr")."""
    at = span.start
    while at < span.end:
        doc = span.doc
        service = int(doc[at].lower_ in table()["forces"]["words"])
        length = is_title(doc, at) or _office_words(doc, at, span.end) or service
        if not length:
            return False
        at += length
    return True


def is_title(doc: Doc, start: int) -> int:
    """How many tokens from ``start`` are a rank or honorific, a point after it included; 0 if none."""
    if doc[start].lower_.rstrip(".") not in titles():
        return 0
    words = [token.lower_ for token in doc[start : start + 8]]
    length = longest(titles(), words, 0)
    if length == 1 and doc[start].is_lower and words[0].rstrip(".") in table()["honorifics"]["capital_only"]:
        return 0
    if length and length < len(words) and words[length] == "." and not doc[start + length].is_sent_start:
        length += 1
    return length


def without_titles(span: Span) -> Span:
    """``span`` of a person without the ranks, honorifics and offices before the name and the possessive after it.

    A state before an office ("US President X") goes with the office.
    """
    start, end = span.start, span.end
    begun = [at + is_title(span.doc, at) for at in range(max(0, start - 2), start)]
    start = max((stop for stop in begun if start < stop < end), default=start)  # "Captain Second [Rank Reza Karimi]"
    while end - start > 1 and span.doc[end - 1].lower_ in {"'s", "’s", "'", "’", ","}:
        end -= 1
    for at in range(start + 1, end):
        length = _office_head(span.doc, at, end)
        if length and at + length < end:
            start = at + length
    while start < end:
        length = is_title(span.doc, start) or _office_words(span.doc, start, end) or _article(span.doc[start])
        if not length or start + length >= end:
            break
        start += length
    return Span(span.doc, start, end, label=span.label)


def is_office_only(span: Span) -> bool:
    """True for a state with an office that was taken for a person: *Maldivian Minister*."""
    return len(span) > 1 and span[-1].is_title and _office_head(span.doc, span.end - 1, span.end) == 1


def state_before_office(span: Span) -> Span | None:
    """What stands before an office in, or right after, a person's span: *US* in *US President X*; None without office.

    The recogniser takes it for a part of the name, or for a name: *Kenyan Cabinet* before *Secretary for Defence*.
    """
    doc = span.doc
    head = next((at for at in range(span.start + 1, span.end) if _office_head(doc, at, span.end)), None)
    if head is None and not precedes_office(span):
        return None
    end = span.end if head is None else head
    while end > span.start and _is_modifier(doc, end - 1):
        end -= 1
    before = Span(doc, span.start, end, label="GPE") if end > span.start else None
    if before is None or is_title(doc, span.start) or only_titles(before):
        return None
    return before if all(token.text[0].isupper() for token in before) else None


def precedes_office(span: Span) -> bool:
    """True if an office follows ``span`` at once, so that it is no name: *Pentagon* before *Spokesman*."""
    doc, at = span.doc, span.end
    while at < len(doc) and _is_modifier(doc, at):
        at += 1
    if at >= len(doc) or not _phrase_at(_heads(), doc, at, at + 6):
        return False
    return doc[span.end].text[0].isupper() or span.text.lower() in table()["institutions"]["words"]


def _is_modifier(doc: Doc, at: int) -> bool:
    word = doc[at].lower_
    return bool(longest(_modifiers(), [word], 0)) and (word,) not in _heads().get(word, ())


@lru_cache(maxsize=1)
def _modifiers() -> Phrases:
    return phrases(table()["modifiers"]["words"])


def _office_head(doc: Doc, start: int, end: int) -> int:
    """How many tokens from ``start`` name an office; lower-case and monarchs' words inside a name do not count."""
    length = _phrase_at(_heads(), doc, start, end)
    return (
        length
        if length and not doc[start].is_lower and doc[start].lower_ not in table()["heads"]["names"]["words"]
        else 0
    )


def _phrase_at(entries: Phrases, doc: Doc, start: int, end: int) -> int:
    """:func:`longest` at the token ``start`` within ``doc[:end]``; one look-up tells that most words start none."""
    if doc[start].lower_.rstrip(".") not in entries:
        return 0
    return longest(entries, [token.lower_ for token in doc[start:end]], 0)


@lru_cache(maxsize=1)
def _heads() -> Phrases:
    return phrases(word for kind in (*HEAD_KINDS, "plural") for word in table()["heads"][kind]["words"])


def _article(token: Token) -> int:
    return int(token.lower_ in {"the", "a", "an"} or (token.is_punct and token.text in {".", ",", "-"}))


def _office_words(doc: Doc, start: int, end: int) -> int:
    """How many tokens from ``start`` are words of an office; no given name is one, so a lone surname stays."""
    return _phrase_at(_offices(), doc, start, end)

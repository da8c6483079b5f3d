"""Completes and corrects LAW spans: agreements, acts and aid programmes with a name.

Every function is pure: spans in, spans out. Words are in ``lexicon/entities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.analysis.naming import data
from kg.extraction.selecting import tokens_with

__all__ = ["completed", "known_laws", "whole_laws"]

_MOST_WORDS = 12
_YEAR = re.compile(r"(?:19|20)\d\d")


def known_laws(doc: Doc) -> Iterator[Span]:
    """Names that stand for an agreement or an aid programme anywhere: *MoU*, *Foreign Military Financing*."""
    for token in tokens_with(doc, ORTH=_names()):
        for words in _names()[token.text]:
            end = token.i + len(words)
            if end <= len(doc) and all(doc[token.i + k].text == word for k, word in enumerate(words)):
                yield Span(doc, token.i, end, label="LAW")
                break


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(data()["laws"]["names"], key=len, reverse=True):
        words = tuple(name.split())
        found.setdefault(words[0], []).append(words)
    return found


def completed(span: Span) -> Span:
    """A LAW that begins with what it is, with the subject that follows in capitals: *Agreement on Cooperation in the
    Field of Defence*; any other span as it is.
    """
    doc, end = span.doc, span.end
    if span.label_ != "LAW":
        return span
    if doc[span.start].text not in data()["laws"]["heads"]:
        return _with_last_words(span)
    while (more := _more(doc, end)) > end and more - span.start <= _MOST_WORDS:
        end = more
    return Span(doc, span.start, end, label="LAW")


def _with_last_words(span: Span) -> Span:
    """A name that stops short of its last words, with them: *Extraordinary Revenue* before "Acceleration"."""
    doc, end, rules = span.doc, span.end, data()["laws"]
    complete = {*rules["ends"], *rules["heads"]}
    if len(span) == 1 or not doc[end - 1].is_title:
        return span
    while end < len(doc) and doc[end - 1].text not in complete and _goes_on(doc[end]):
        end += 1
    return Span(doc, span.start, end, label="LAW")


def _goes_on(token: Token) -> bool:
    return token.is_alpha and token.is_title and token.tag_ == "NNP" and token.ent_type_ in {"", "LAW"}


def whole_laws(spans: Iterable[Span]) -> list[Span]:
    """``spans`` in textual order, each LAW with what belongs to its front: another LAW that touches it, a capitalised
    adjective (*Substantial* before *NATO-Georgia Package*), the body that speaks in a resolution, the year of an act.
    A LAW without any capital or figure is no name and is left out.
    """
    kept: list[Span] = []
    for span in spans:
        if span.label_ != "LAW":
            kept.append(span)
            continue
        start = _with_first_word(span)
        if not any(token.text[0].isupper() or token.text[0].isdigit() for token in span.doc[start : span.end]):
            continue
        while kept and (kept[-1].end > start or (kept[-1].end == start and _belongs_to_front(kept[-1], span))):
            start = min(start, kept.pop().start)
        kept.append(Span(span.doc, start, span.end, label="LAW"))
    return kept


def _with_first_word(span: Span) -> int:
    """Where ``span`` starts, with the year of an act or a capitalised adjective before it."""
    if span.start == 0:
        return span.start
    before = span.doc[span.start - 1]
    year_of_act = _YEAR.fullmatch(before.text) and span[-1].text in data()["laws"]["acts"]
    adjective = before.tag_ == "JJ" and before.is_title and not before.is_sent_start
    adjective = adjective and before.ent_type_ not in {"GPE", "LOC", "NORP"}
    return span.start - 1 if year_of_act or adjective else span.start


def _belongs_to_front(before: Span, law: Span) -> bool:
    if before.label_ == "LAW":
        return True
    return before.text in data()["laws"]["authors"] and any(token.text == "Resolution" for token in law)


def _more(doc: Doc, end: int) -> int:
    """Where the words end that go on from ``end``: a capital, or a connecting phrase with a capital behind it."""
    at = end
    for phrase in data()["laws"]["connect"]:
        words: Sequence[str] = phrase.split()
        if [token.text for token in doc[end : end + len(words)]] == words:
            at = end + len(words)
            break
    named = at < len(doc) and doc[at].is_title and doc[at].is_alpha and doc[at].ent_type_ in {"", "LAW", "LOC", "ORG"}
    return at + 1 if named and (at > end or doc[end - 1].is_title) else end

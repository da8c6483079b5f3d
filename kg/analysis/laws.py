"""Completes and corrects LAW spans: agreements, acts and aid programmes with a name.

Every function is pure: spans in, spans out. Words are in ``lexicon/entities.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span

from kg.analysis.naming import data
from kg.extraction.selecting import tokens_with

__all__ = ["completed", "known_laws"]

_MOST_WORDS = 12


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
    if span.label_ != "LAW" or doc[span.start].text not in data()["laws"]["heads"]:
        return span
    while (more := _more(doc, end)) > end and more - span.start <= _MOST_WORDS:
        end = more
    return Span(doc, span.start, end, label="LAW")


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

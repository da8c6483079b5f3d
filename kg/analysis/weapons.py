"""Finds weapons and ships by their names: designations, nicknames behind them, ships behind their navy's prefix.

Every function is pure: a Doc in, new spans out. Words and exceptions are in ``lexicon/entities.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from kg.analysis.naming import EDGES, data, in_calendar, span_at
from kg.extraction.selecting import tokens_with

__all__ = ["designations", "ships", "within_wider", "without_kind"]

_NICKNAME_WORDS = 2
_SHIP_WORDS = 3


@lru_cache(maxsize=1)
def _designation() -> re.Pattern[str]:
    unhyphened = "|".join(sorted(data()["products"]["unhyphened"], key=len, reverse=True))
    model = r"\d{1,4}(?:[A-Z]{1,3}\d?(?:/[A-Z])?)?(?![\w])"
    return re.compile(
        rf"(?<![\w-])(?:[A-Z][A-Za-z]{{0,3}}-{model}(?:-\d+)?|(?:{unhyphened})\d{{2,4}}[A-Z]?\d?(?!\w)|M1A[12]|K9A?1?(?!\w))"
    )


def designations(doc: Doc, text: str) -> list[Span]:
    """PRODUCT spans of weapon designations in ``text``, that of ``doc``, with the nickname after them: *F-16*, *M777*,
    *MH-60R Seahawk*.
    """
    found = []
    for match in _designation().finditer(text):
        if match.group() in data()["products"]["not_designations"]:
            continue
        span = span_at(doc, match.start(), match.end(), "PRODUCT")
        if span is not None and span.text == match.group():
            found.append(Span(doc, span.start, _nickname_end(doc, span.end), label="PRODUCT"))
    return found


def _nickname_end(doc: Doc, end: int) -> int:
    stop = end
    while stop < min(len(doc), end + _NICKNAME_WORDS) and _is_nickname(doc[stop]):
        stop += 1
    return stop


def _is_nickname(token: Token) -> bool:
    named = token.ent_type_ in {"", "PRODUCT"}
    return named and token.is_alpha and token.is_title and token.tag_ == "NNP" and token.is_sent_start is not True


def within_wider(spans: Sequence[Span], found: Sequence[Span]) -> Iterator[Span]:
    """``spans``, each as wide as the PRODUCT of ``found`` that begins with it: *K9* in *K9 Thunder*."""
    wider = {span.start: span for span in found if span.label_ == "PRODUCT" and not any(t.tag_ == "CC" for t in span)}
    for span in spans:
        other = wider.get(span.start)
        yield other if other is not None and other.end > span.end else span


def ships(doc: Doc) -> Iterator[Span]:
    """PRODUCT spans of ships: *HMS Lancaster*, *USS Abraham Lincoln*; a base that is named as ships are stays one."""
    for token in tokens_with(doc, ORTH=data()["ships"]["prefixes"]):
        if token.ent_type_ == "FAC":
            continue
        end = token.i + 1
        while end < min(len(doc), token.i + 1 + _SHIP_WORDS) and _is_ships_word(doc[end]):
            end += 1
        if end > token.i + 1:
            yield Span(doc, token.i, end, label="PRODUCT")


def _is_ships_word(token: Token) -> bool:
    return token.is_alpha and token.is_title and token.tag_.startswith("NNP") and not in_calendar(token)


def without_kind(span: Span) -> Span:
    """A name without the words in small letters behind it that say what it is: *Patriot* of *Patriot battery*."""
    end = span.end
    while end > span.start and (span.doc[end - 1].is_lower or (end < span.end and span.doc[end - 1].text in EDGES)):
        end -= 1
    return Span(span.doc, span.start, end, label=span.label) if end > span.start else span

"""Finds the named things that rules find better than a recogniser: dates, sums, weapon designations, exercises.

Every function is pure: a Doc in, new spans out. Words and exceptions are in ``lexicon/entities.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg.extraction import amounts, times
from kg.extraction.time_readers import WORDS

__all__ = ["EDGES", "data", "dates_and_sums", "designations", "events", "span_at", "without_overlaps"]

EDGES = frozenset(",.;:-–—\"“”'‘’()[]")
"""Punctuation that is cut off the ends of a name."""

_NICKNAME_WORDS = 2
_MOST_EVENT_WORDS = 5


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The tables of ``lexicon/entities.toml``."""
    return tomllib.loads((Path(__file__).parent / "lexicon" / "entities.toml").read_text(encoding="utf-8"))


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """``spans`` without overlaps, in textual order: whoever comes first in ``spans`` stays."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def span_at(doc: Doc, start: int, end: int, label: str) -> Span | None:
    """The tokens that ``[start, end)`` of the text touches, as a span; None where there are none."""
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def dates_and_sums(doc: Doc) -> list[Span]:
    """DATE and MONEY spans by rule, qualifiers such as "up to" included."""
    text = doc.text
    found = [span_at(doc, e.start, e.end, "MONEY") for e in amounts.find(text)]
    found += [span_at(doc, e.start, e.end, "DATE") for e in times.find(text)]
    return without_overlaps(span for span in found if span is not None)


@lru_cache(maxsize=1)
def _designation() -> re.Pattern[str]:
    unhyphened = "|".join(sorted(data()["products"]["unhyphened"], key=len, reverse=True))
    model = r"\d{1,4}(?:[A-Z]{1,3}\d?(?:/[A-Z])?)?(?![\w])"
    return re.compile(
        rf"(?<![\w-])(?:[A-Z][A-Za-z]{{0,3}}-{model}(?:-\d+)?|(?:{unhyphened})\d{{2,4}}[A-Z]?\d?(?!\w)|M1A[12]|K9A?1?(?!\w))"
    )


def designations(doc: Doc) -> list[Span]:
    """PRODUCT spans of weapon designations, with the nickname after them: *F-16*, *M777*, *MH-60R Seahawk*."""
    found = []
    for match in _designation().finditer(doc.text):
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


def events(doc: Doc) -> list[Span]:
    """EVENT spans of exercises and operations: *Exercise Desert Star*, *Desert Star 24*, and the bare name again."""
    found = [*_announced(doc), *_numbered(doc)]
    names = {name for span in found if len(name := _bare(span)) > 1}
    again = [span for name in sorted(names) for span in _occurrences(doc, name)]
    return without_overlaps([*sorted(found, key=lambda s: s.start - s.end), *again])


def _announced(doc: Doc) -> Iterator[Span]:
    """*Exercise* or *Operation* with the capitalised words after it."""
    rules = data()["events"]
    for token in doc:
        if token.text not in rules["before"] or token.i + 1 >= len(doc):
            continue
        end = token.i + 1 + (doc[token.i + 1].text in "“\"‘'")
        first = end
        while end < min(len(doc), first + _MOST_EVENT_WORDS) and _in_event(doc, end, first):
            end += 1
        if end > first and doc[end - 1].text not in rules["not_after"] and doc[first].text not in rules["not_after"]:
            yield Span(doc, token.i, end, label="EVENT")


def _in_event(doc: Doc, i: int, first: int) -> bool:
    token = doc[i]
    if token.is_space or token.text[0] in EDGES:
        return False
    if token.like_num and i > first:
        return token.is_digit
    if doc[i - 1].is_digit and i > first:
        return False
    return token.text[0].isupper() and (token.text.isupper() or not token.is_stop)


def _numbered(doc: Doc) -> Iterator[Span]:
    """Two or more capitalised words with the number of an edition after them: *Desert Star 24*, *Desert Star 2024*."""
    rules = data()["events"]
    for token in doc:
        if not token.is_digit or not (len(token) == 2 or re.fullmatch(r"20[0-4]\d", token.text)):
            continue
        start = token.i
        while start > 0 and _in_edition(doc[start - 1]):
            start -= 1
        counted = token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "NNS" and doc[token.i + 1].is_lower
        if counted and doc[token.i + 1].text not in rules["beside"]:
            continue
        if token.i - start > 1 and doc[token.i - 1].text not in rules["not_before_number"]:
            yield Span(doc, start, token.i + 1, label="EVENT")


def _in_edition(token: Token) -> bool:
    """True for a capitalised word that may belong to an exercise's name, and is no month, state or person."""
    other = token.ent_type_ in {"GPE", "NORP", "PERSON", "DATE", "MONEY"}
    return (
        token.is_alpha
        and token.text[0].isupper()
        and not token.is_stop
        and not other
        and token.lower_ not in _calendar()
    )


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    """Names of months and weekdays, in lower case."""
    return frozenset(name.lower() for table in ("months", "weekdays") for name in WORDS[table])


def _bare(span: Span) -> tuple[str, ...]:
    """The words of an exercise's name without "Exercise" and the number."""
    words = [token.text for token in span if token.is_alpha]
    return tuple(words[1:] if words and words[0] in data()["events"]["before"] else words)


def _occurrences(doc: Doc, words: tuple[str, ...]) -> Iterator[Span]:
    for i in range(len(doc) - len(words) + 1):
        if all(doc[i + k].text == word for k, word in enumerate(words)):
            end = i + len(words)
            yield Span(doc, i, end + _has_edition(doc, end), label="EVENT")


def _has_edition(doc: Doc, end: int) -> bool:
    """True if the number of another edition follows the name: *Desert Star 2* beside *Exercise Desert Star 3*."""
    if (
        end >= len(doc)
        or not re.fullmatch(r"[1-9]|[1-9]\d|20[0-4]\d|[IVX]{1,4}", doc[end].text)
        or doc[end].text == "I"
    ):
        return False
    return end + 1 == len(doc) or not (doc[end + 1].tag_ == "NNS" and doc[end + 1].is_lower)

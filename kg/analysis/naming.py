"""Finds the named things that rules find better than a recogniser: dates, sums, exercises.

Every function is pure: a Doc in, new spans out. Words and exceptions are in ``lexicon/entities.toml``.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg.extraction import amounts, times
from kg.extraction.lexicon import table
from kg.extraction.selecting import numbers, tokens_with
from kg.extraction.time_readers import WORDS

__all__ = ["EDGES", "data", "dates_and_sums", "events", "in_calendar", "longest_first", "span_at", "without_overlaps"]

EDGES = frozenset(",.;:-–—\"“”'‘’()[]")
"""Punctuation that is cut off the ends of a name."""

_MOST_EVENT_WORDS = 5
_EDITION = re.compile(r"[1-9]|[1-9]\d|20[0-4]\d|[IVX]{1,4}")


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The tables of ``lexicon/entities.toml``."""
    return tomllib.loads((Path(__file__).parent / "lexicon" / "entities.toml").read_text(encoding="utf-8"))


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """``spans`` without overlaps, in textual order: whoever comes first in ``spans`` stays."""
    kept: list[Span] = []
    starts: list[int] = []
    for span in spans:
        at = bisect(starts, span.start)
        free = (at == 0 or kept[at - 1].end <= span.start) and (at == len(kept) or span.end <= starts[at])
        if free:
            kept.insert(at, span)
            starts.insert(at, span.start)
    return kept


def longest_first(spans: Iterable[Span]) -> list[Span]:
    """``spans``, those of most tokens first, else in their order."""
    return sorted(spans, key=lambda span: span.start - span.end)


def span_at(doc: Doc, start: int, end: int, label: str) -> Span | None:
    """The tokens that ``[start, end)`` of the text touches, as a span; None where there are none."""
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def dates_and_sums(doc: Doc, text: str) -> list[Span]:
    """DATE and MONEY spans by rule, qualifiers such as "up to" included; ``text`` is that of ``doc``."""
    found = [span_at(doc, e.start, e.end, "MONEY") for e in amounts.find(text)]
    found += [span_at(doc, e.start, e.end, "DATE") for e in times.find(text)]
    return without_overlaps(span for span in found if span is not None)


def events(doc: Doc) -> list[Span]:
    """EVENT spans of exercises and operations: *Exercise Desert Star*, *Desert Star 24*, and the bare name again."""
    found = [*_announced(doc), *_numbered(doc), *_with_edition(doc), *_of_edition(doc), *_known(doc)]
    names = {name for span in found if len(name := _bare(span)) > 1}
    again = [span for name in sorted(names) for span in _occurrences(doc, name)]
    return without_overlaps([*longest_first(found), *again])


@cache
def _known_names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the names of known exercises that it opens, the longest first."""
    names = sorted(
        (tuple(name.split()) for name in table("triggers")["known_exercises"]["words"]), key=len, reverse=True
    )
    return {first: tuple(name for name in names if name[0] == first) for first in {name[0] for name in names}}


def _known(doc: Doc) -> Iterator[Span]:
    """Exercises that need no word that says so: *Cobra Gold*, *Baltops*."""
    for token in tokens_with(doc, ORTH=_known_names()):
        for name in _known_names()[token.text]:
            end = token.i + len(name)
            if tuple(t.text for t in doc[token.i : end]) == name:
                yield Span(doc, token.i, end + (end < len(doc) and _has_edition(doc, end)), label="EVENT")
                break


def _announced(doc: Doc) -> Iterator[Span]:
    """*Exercise* or *Operation* with the capitalised words after it."""
    rules = data()["events"]
    for token in tokens_with(doc, ORTH=rules["before"]):
        if token.i + 1 >= len(doc):
            continue
        end = token.i + 1 + (doc[token.i + 1].text in "“\"‘'")
        first = end
        while end < min(len(doc), first + _MOST_EVENT_WORDS) and _in_event(doc, end, first):
            end += 1
        if end > first and doc[end - 1].text not in rules["not_after"] and doc[first].text not in rules["not_after"]:
            yield Span(doc, token.i, _hung_edition_end(doc, end), label="EVENT")


def _hung_edition_end(doc: Doc, end: int) -> int:
    """``end``, or the end of the edition that a hyphen hangs on the name: *Exercise Desert Star-VI*, *-2025*."""
    hung = end + 1 < len(doc) and doc[end].text in {"-", "–"} and not (doc[end - 1].whitespace_ or doc[end].whitespace_)
    return end + 2 if hung and _EDITION.fullmatch(doc[end + 1].text) else end


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
    for token in numbers(doc):
        if not (len(token) == 2 or re.fullmatch(r"20[0-4]\d", token.text)):
            continue
        start = token.i
        while start > 0 and _in_edition(doc[start - 1]):
            start -= 1
        counted = token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "NNS" and doc[token.i + 1].is_lower
        if counted and doc[token.i + 1].text not in rules["beside"]:
            continue
        if token.i - start > 1 and doc[token.i - 1].text not in rules["not_before_number"]:
            yield Span(doc, start, token.i + 1, label="EVENT")


def _with_edition(doc: Doc) -> Iterator[Span]:
    """A single word that the recogniser takes for an exercise, with the year behind it: *RIMPAC 2024*."""
    for span in doc.ents:
        if span.label_ != "EVENT" or len(span) > 1 or not _has_edition(doc, span.end):
            continue
        if re.fullmatch(r"20[0-4]\d", doc[span.end].text):
            yield Span(doc, span.start, span.end + 1, label="EVENT")


def _of_edition(doc: Doc) -> Iterator[Span]:
    """The name behind *edition of*: "the next edition of Malabar"."""
    for token in tokens_with(doc, LOWER=data()["events"]["counted"]):
        first = end = token.i + 2
        while first <= end < min(len(doc), first + _MOST_EVENT_WORDS) and _in_edition(doc[end]):
            end += 1
        if end > first and doc[first - 1].lower_ == "of":
            yield Span(doc, first, end, label="EVENT")


def _in_edition(token: Token) -> bool:
    """True for a capitalised word that may belong to an exercise's name, and is no month, state or person."""
    other = token.ent_type_ in {"GPE", "NORP", "PERSON", "DATE", "MONEY"}
    return token.is_alpha and token.text[0].isupper() and not token.is_stop and not other and not in_calendar(token)


def in_calendar(token: Token) -> bool:
    """True for the name of a month or weekday."""
    return token.lower_ in _calendar()


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    """Names of months and weekdays, in lower case."""
    return frozenset(name.lower() for table in ("months", "weekdays") for name in WORDS[table])


def _bare(span: Span) -> tuple[str, ...]:
    """The words of an exercise's name without "Exercise" and the number."""
    words = [token.text for token in span if token.is_alpha]
    return tuple(words[1:] if words and words[0] in data()["events"]["before"] else words)


def _occurrences(doc: Doc, words: tuple[str, ...]) -> Iterator[Span]:
    for first in tokens_with(doc, ORTH=words[:1]):
        end = first.i + len(words)
        if end <= len(doc) and all(doc[first.i + k].text == word for k, word in enumerate(words)):
            yield Span(doc, first.i, end + _has_edition(doc, end), label="EVENT")


def _has_edition(doc: Doc, end: int) -> bool:
    """True if the number of another edition follows the name: *Desert Star 2* beside *Exercise Desert Star 3*."""
    if end >= len(doc) or not _EDITION.fullmatch(doc[end].text) or doc[end].text == "I":
        return False
    return end + 1 == len(doc) or not (doc[end + 1].tag_ == "NNS" and doc[end + 1].is_lower)

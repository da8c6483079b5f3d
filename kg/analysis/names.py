"""Cleans the named entities that a recogniser found, and adds those that rules find better.

Dates and sums of money come from rules alone; exercises, weapon designations and short forms are added; titles,
articles and possessives are cut off; nothing crosses a line. Every function is pure: spans in, spans out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.analysis.abbreviations import pairs
from kg.extraction import amounts, times
from kg.extraction.time_readers import WORDS
from kg.extraction.titles import is_office_only, only_titles, precedes_office, state_before_office, without_titles

__all__ = [
    "aliases",
    "dates_and_sums",
    "designations",
    "events",
    "name_rules",
    "trimmed",
    "within_lines",
]

_BY_RULE = frozenset({"DATE", "MONEY", "TIME"})
_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_EDGES = frozenset(",.;:-–—\"“”'‘’()[]")
_NICKNAME_WORDS = 2
_MOST_EVENT_WORDS = 5

if not Doc.has_extension("aliases"):
    # short form -> long name, as the text explains it
    Doc.set_extension("aliases", default=None)


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "lexicon" / "entities.toml").read_text(encoding="utf-8"))


@Language.component("name_rules", retokenizes=False, assigns=["doc.ents"])
def name_rules(doc: Doc) -> Doc:
    """``doc`` with its entities cleaned and completed, and ``doc._.aliases`` (short form -> long name) set.

    Running it again changes nothing. It reads tokens, tags and entities, so it goes after ``ner`` and the tagger.
    """
    found = [span for span in doc.ents if span.label_ not in _BY_RULE]
    found = [cut for span in found for line in within_lines(span) for cut in trimmed(line)]
    products = designations(doc)
    named = _settled([*events(doc), *products, *found])
    dated = _settled([*_unless_part_of_a_name(dates_and_sums(doc), named), *named])
    known, joined = aliases(doc, dated)
    doc.set_ents(_settled([*joined, *dated]))
    doc._.aliases = known
    return doc


def _settled(spans: Iterable[Span]) -> list[Span]:
    """``spans`` without overlaps, in textual order: whoever comes first in ``spans`` stays."""
    taken: set[int] = set()
    kept = []
    for span in spans:
        if taken.isdisjoint(range(span.start, span.end)):
            taken.update(range(span.start, span.end))
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)


def _unless_part_of_a_name(spans: Sequence[Span], named: Sequence[Span]) -> list[Span]:
    """Those of ``spans`` that do not stand inside a longer name ("Exercise Garuda Shield 2021")."""
    return [
        span
        for span in spans
        if not any(name.start <= span.start and span.end <= name.end and len(name) > len(span) for name in named)
    ]


# Cutting -------------------------------------------------------------------------------------------------------------


def within_lines(span: Span) -> Iterator[Span]:
    """The parts of ``span`` between line breaks; where there are several only those with a capital or digit."""
    parts: list[Span] = []
    start = span.start
    for token in span:
        if token.is_space and "\n" in token.text:
            if token.i > start:
                parts.append(Span(span.doc, start, token.i, label=span.label))
            start = token.i + 1
    if start < span.end:
        parts.append(Span(span.doc, start, span.end, label=span.label))
    yield from (part for part in parts if len(parts) == 1 or any(_is_name_like(token) for token in part))


def trimmed(span: Span) -> Iterator[Span]:
    """``span`` without article, possessive and punctuation at its ends; a person without titles.

    *General Asim Munir's* gives *Asim Munir*, *the Pentagon* gives *Pentagon*, *US President Biden* gives *US* (GPE)
    and *Biden*, a rank alone gives nothing.
    """
    doc, start, end = span.doc, span.start, span.end
    kept = span.text in _data()["articles"]["kept"]
    while start < end and (_is_edge_before(doc[start]) or (doc[start].lower_ in _ARTICLES and not kept)):
        start += 1
    while end > start and _is_edge(doc, end - 1):
        end -= 1
    if start == end:
        return
    cut = Span(doc, start, end, label=span.label)
    if span.label_ != "PERSON":
        if span.label_ != "EVENT" or cut[-1].text not in _data()["events"]["not_after"]:
            yield cut
        return
    state = state_before_office(cut)
    if state is not None:
        yield state
    if not (only_titles(cut) or is_office_only(cut) or precedes_office(cut)):
        yield without_titles(cut)


def _is_edge_before(token: Token) -> bool:
    return token.is_space or token.text in _EDGES


def _is_edge(doc: Doc, i: int) -> bool:
    """True for what is cut off an entity's end; a point after an abbreviation ("Corp .") stays with its capital."""
    token = doc[i]
    if token.is_space or token.lower_ in _POSSESSIVES:
        return True
    if token.text == "." and i > 0 and len(doc[i - 1]) <= 4 and doc[i - 1].text[0].isupper():
        return i + 1 >= len(doc) or doc[i + 1].is_sent_start is True
    return token.text in _EDGES and token.text != ")"


def _is_name_like(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


# Finding -------------------------------------------------------------------------------------------------------------


def _span(doc: Doc, start: int, end: int, label: str) -> Span | None:
    return doc.char_span(start, end, label=label, alignment_mode="expand")


def dates_and_sums(doc: Doc) -> list[Span]:
    """DATE and MONEY spans by rule, qualifiers such as "up to" included."""
    text = doc.text
    found = [_span(doc, e.start, e.end, "MONEY") for e in amounts.find(text)]
    found += [_span(doc, e.start, e.end, "DATE") for e in times.find(text)]
    return _settled(span for span in found if span is not None)


@lru_cache(maxsize=1)
def _designation() -> re.Pattern[str]:
    unhyphened = "|".join(sorted(_data()["products"]["unhyphened"], key=len, reverse=True))
    model = r"\d{1,4}(?:[A-Z]{1,3}\d?(?:/[A-Z])?)?(?![\w])"
    return re.compile(
        rf"(?<![\w-])(?:[A-Z][A-Za-z]{{0,3}}-{model}(?:-\d+)?|(?:{unhyphened})\d{{2,4}}[A-Z]?\d?(?!\w)|M1A[12]|K9A?1?(?!\w))"
    )


def designations(doc: Doc) -> list[Span]:
    """PRODUCT spans of weapon designations, with the nickname after them: *F-16*, *M777*, *MH-60R Seahawk*."""
    found = []
    for match in _designation().finditer(doc.text):
        if match.group() in _data()["products"]["not_designations"]:
            continue
        span = _span(doc, match.start(), match.end(), "PRODUCT")
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
    return _settled([*sorted(found, key=lambda s: s.start - s.end), *again])


def _announced(doc: Doc) -> Iterator[Span]:
    """*Exercise* or *Operation* with the capitalised words after it."""
    rules = _data()["events"]
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
    if token.is_space or token.text[0] in _EDGES:
        return False
    if token.like_num and i > first:
        return token.is_digit
    if doc[i - 1].is_digit and i > first:
        return False
    return token.text[0].isupper() and (token.text.isupper() or not token.is_stop)


def _numbered(doc: Doc) -> Iterator[Span]:
    """Two or more capitalised words with the number of an edition after them: *Desert Star 24*, *Desert Star 2024*."""
    rules = _data()["events"]
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
    return tuple(words[1:] if words and words[0] in _data()["events"]["before"] else words)


def _occurrences(doc: Doc, words: tuple[str, ...]) -> Iterator[Span]:
    for i in range(len(doc) - len(words) + 1):
        if all(doc[i + k].text == word for k, word in enumerate(words)):
            yield Span(doc, i, i + len(words), label="EVENT")


# Short forms ---------------------------------------------------------------------------------------------------------


def aliases(doc: Doc, entities: Sequence[Span]) -> tuple[dict[str, str], list[Span]]:
    """Short form -> long name, and the spans of both wherever they stand.

    The entity that ends where the long form ends, and holds it, is the long name; else the long form itself, as ORG,
    or LAW where its last word says that it is an agreement.
    """
    known: dict[str, str] = {}
    labels: dict[str, str] = {}
    found: list[Span] = []
    for long, short in pairs(doc.text):
        span = _long_name(doc, entities, *long)
        mark = _span(doc, *short, "ORG")
        if span is None or mark is None or span.label_ in {"PERSON", "DATE", "MONEY"}:
            continue
        known[doc.text[slice(*short)]] = " ".join(span.text.split())
        labels[mark.text] = span.label_
        found.append(span)
    found += [
        Span(doc, t.i, t.i + 1, label=labels[t.text]) for t in doc if t.text in labels and not _inside(t, entities)
    ]
    return known, _settled(found)


_LAW = re.compile(r"(?:agreement|memorandum|treaty|pact|accord|moa|mou|protocol|understanding)$", re.IGNORECASE)


def _long_name(doc: Doc, entities: Sequence[Span], start: int, end: int) -> Span | None:
    span = _span(doc, start, end, "ORG")
    if span is None:
        return None
    for entity in entities:
        if entity.end == span.end and entity.start <= span.start:
            return entity
    while len(span) > 1 and span[0].lower_ in _ARTICLES:
        span = span[1:]
    overlapping = [e for e in entities if e.start < span.end and span.start < e.end]
    label = (
        "LAW"
        if _LAW.search(span.text)
        else next((e.label_ for e in overlapping if e.label_ in {"ORG", "EVENT"}), "ORG")
    )
    return Span(doc, span.start, span.end, label=label) if any(_is_name_like(token) for token in span) else None


def _inside(token: Token, entities: Sequence[Span]) -> bool:
    """True if ``token`` is part of a longer entity."""
    return any(e.start <= token.i < e.end and len(e) > 1 for e in entities)

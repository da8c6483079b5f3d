"""Cleans the named entities that a recogniser found, and adds those that rules find better.

Dates and sums of money come from rules alone; exercises, weapon designations and short forms are added; titles,
articles and possessives are cut off; nothing crosses a line. Every function is pure: spans in, spans out.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.analysis.abbreviations import pairs, unexplained
from kg.analysis.laws import completed, known_laws, whole_laws
from kg.analysis.naming import EDGES, data, dates_and_sums, events, longest_first, span_at, without_overlaps
from kg.analysis.weapons import designations, ships, within_wider, without_kind
from kg.extraction.offices import unnamed_holders
from kg.extraction.rule_groups import RuleGroup
from kg.extraction.selecting import tokens_with
from kg.extraction.titles import is_office_only, only_titles, precedes_office, state_before_office, without_titles

__all__ = [
    "NameRules",
    "aliases",
    "name_rules",
    "trimmed",
    "within_lines",
]

_BY_RULE = frozenset({"DATE", "MONEY", "TIME"})
_MISSIONS = frozenset({"Embassy", "Consulate", "Mission"})
_ARTICLES = frozenset({"the", "a", "an"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})

if not Doc.has_extension("aliases"):
    # short form -> long name, as the text explains it
    Doc.set_extension("aliases", default=None)


class NameRules:
    """Makes of a Doc one with its entities cleaned and completed, and ``doc._.aliases`` (short form -> long name) set.

    Holders of offices whom the recogniser missed become persons. It reads tokens, tags and entities, so it goes after
    ``ner`` and the tagger. ``without`` names groups of rules that are not run.
    """

    def __init__(self, *, without: Iterable[RuleGroup] = ()) -> None:
        self._without = frozenset(without)

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` itself, its entities changed."""
        return self.of_text(doc, doc.text)

    def of_text(self, doc: Doc, text: str) -> Doc:
        """The same for a caller who has ``doc.text`` at hand, which a Doc puts together from its tokens each time."""
        doc.set_ents(self._agreements(doc, self._cut(doc.ents)))
        doc.set_ents(self._found(doc, text))
        known, joined = aliases(doc, doc.ents, text) if self._has(RuleGroup.SHORT_FORMS) else ({}, [])
        if joined:
            doc.set_ents(without_overlaps([*joined, *doc.ents]))
        if self._has(RuleGroup.OFFICES):
            holders = unnamed_holders(doc)
            if holders:
                doc.set_ents(without_overlaps([*doc.ents, *holders]))
        doc._.aliases = known
        return doc

    def _has(self, group: RuleGroup) -> bool:
        return group not in self._without

    def _cut(self, spans: Sequence[Span]) -> list[Span]:
        if self._has(RuleGroup.DATES):
            spans = [span for span in spans if span.label_ not in _BY_RULE]
        if not self._has(RuleGroup.TITLES):
            return list(spans)
        return without_overlaps(cut for span in spans for line in within_lines(span) for cut in trimmed(line))

    def _agreements(self, doc: Doc, spans: list[Span]) -> list[Span]:
        if not self._has(RuleGroup.AGREEMENTS):
            return spans
        return whole_laws(without_overlaps([*known_laws(doc), *longest_first(completed(span) for span in spans)]))

    def _found(self, doc: Doc, text: str) -> list[Span]:
        """The entities of ``doc`` with what rules find better: the named things first, then dates and sums."""
        found: Sequence[Span] = with_seats(doc.ents)
        exercises = events(doc) if self._has(RuleGroup.EXERCISES) else ()
        weapons = (*ships(doc), *within_wider(designations(doc, text), found)) if self._has(RuleGroup.WEAPONS) else ()
        named = without_overlaps([*exercises, *weapons, *found])
        if not self._has(RuleGroup.DATES):
            return named
        return without_overlaps([*_unless_part_of_a_name(dates_and_sums(doc, text), named), *named])


@Language.factory("name_rules", default_config={"without": []}, retokenizes=False, assigns=["doc.ents"])
def create(nlp: Language, name: str, without: list[RuleGroup]) -> NameRules:
    """The factory behind ``nlp.add_pipe("name_rules", config={"without": ["exercises"]})``."""
    del nlp, name
    return NameRules(without=without)


name_rules = NameRules()
"""All rules for names."""


def _unless_part_of_a_name(spans: Sequence[Span], named: Sequence[Span]) -> list[Span]:
    """Those of ``spans`` that stand in no longer name; ``named`` are in order and apart (*Exercise Star 2021*)."""
    starts = [name.start for name in named]

    def stands_in_a_name(span: Span) -> bool:
        at = bisect(starts, span.start) - 1
        return at >= 0 and span.end <= named[at].end and len(named[at]) > len(span)

    return [span for span in spans if not stands_in_a_name(span)]


def with_seats(spans: Sequence[Span]) -> list[Span]:
    """``spans`` in which an embassy's name holds the city behind it: "U.S. Embassy Dushanbe" is one body."""
    found: list[Span] = []
    for span in spans:
        last = found[-1] if found else None
        seated = last is not None and last.end == span.start and span.label_ == "GPE"
        if last is not None and seated and last.label_ == "ORG" and last[-1].text in _MISSIONS:
            found[-1] = Span(span.doc, last.start, span.end, label=last.label_)
        else:
            found.append(span)
    return found


# Cutting -------------------------------------------------------------------------------------------------------------


def within_lines(span: Span) -> Iterator[Span]:
    """The parts of ``span`` between line breaks and dashes; where there are several only those with a capital or digit.

    Of a person's name beside a dash ("AUKMIN - David Cameron") only a part of several words is one.
    """
    parts: list[Span] = []
    start = span.start
    for token in span:
        if (token.is_space and "\n" in token.text) or _is_dash(token):
            if token.i > start:
                parts.append(Span(span.doc, start, token.i, label=span.label))
            start = token.i + 1
    if start < span.end:
        parts.append(Span(span.doc, start, span.end, label=span.label))
    least = 2 if span.label_ == "PERSON" and any(_is_dash(token) for token in span) else 1
    named = (part for part in parts if len(part) >= least and any(_is_name_like(token) for token in part))
    yield from parts if len(parts) == 1 else named


def _is_dash(token: Token) -> bool:
    """True for a dash between spaces, which stands between names and in none."""
    return (
        token.text in {"-", "–", "—", "--"}
        and bool(token.whitespace_)
        and token.i > 0
        and bool(token.nbor(-1).whitespace_)
    )


def trimmed(span: Span) -> Iterator[Span]:
    """``span`` without article, possessive and punctuation at its ends; a person without titles.

    *General Asim Munir's* gives *Asim Munir*, *the Pentagon* gives *Pentagon*, *US President Biden* gives *US* (GPE)
    and *Biden*, a rank alone gives nothing.
    """
    doc, start, end = span.doc, span.start, span.end
    kept = span.text in data()["articles"]["kept"]
    while start < end and (_is_edge_before(doc[start]) or (doc[start].lower_ in _ARTICLES and not kept)):
        start += 1
    while end > start and (_is_edge(doc, end - 1) or _is_of_the_office_behind(doc, end - 1, start)):
        end -= 1
    if start == end:
        return
    cut = Span(doc, start, end, label=span.label)
    if span.label_ == "PRODUCT" or (span.label_ == "LAW" and cut[-1].text in data()["laws"]["kinds"]):
        cut = without_kind(cut)
    if span.label_ != "PERSON":
        if span.label_ != "EVENT" or cut[-1].text not in data()["events"]["not_after"]:
            yield cut
        return
    state = state_before_office(cut)
    if state is not None:
        yield state
    if not (only_titles(cut) or is_office_only(cut) or precedes_office(cut)):
        yield without_titles(cut)


def _is_of_the_office_behind(doc: Doc, i: int, start: int) -> bool:
    """True for *Press* in "Pentagon Press Secretary": the body is the Pentagon."""
    return doc[i].text == "Press" and i > start and i + 1 < len(doc) and doc[i + 1].lower_ in {"secretary", "officer"}


def _is_edge_before(token: Token) -> bool:
    return token.is_space or token.text in EDGES


def _is_edge(doc: Doc, i: int) -> bool:
    """True for what is cut off an entity's end; a point after an abbreviation ("Corp .") stays with its capital."""
    token = doc[i]
    if token.is_space or token.lower_ in _POSSESSIVES:
        return True
    if token.text == "." and i > 0 and len(doc[i - 1]) <= 4 and doc[i - 1].text[0].isupper():
        return i + 1 >= len(doc) or doc[i + 1].is_sent_start is True
    return token.text in EDGES and token.text != ")"


def _is_name_like(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


# Short forms ---------------------------------------------------------------------------------------------------------


def aliases(doc: Doc, entities: Sequence[Span], text: str) -> tuple[dict[str, str], list[Span]]:
    """Short form -> long name, and the spans of both wherever they stand in ``text``, that of ``doc``.

    The entity that ends where the long form ends, and holds it, is the long name; else the long form itself, as ORG,
    or LAW where its last word says that it is an agreement.
    """
    known: dict[str, str] = {}
    labels: dict[str, str] = {}
    found: list[Span] = []
    for long, short in pairs(text):
        span = _long_name(doc, entities, *long)
        mark = span_at(doc, *short, "ORG")
        if span is None or mark is None or span.label_ in {"PERSON", "DATE", "MONEY"}:
            continue
        known[text[slice(*short)]] = " ".join(span.text.split())
        labels[mark.text] = span.label_
        found.append(span)
    bodies = {" ".join(span.text.split()) for span in entities if span.label_ == "ORG"}
    known = {**unexplained(bodies), **known}
    again = (token for token in tokens_with(doc, ORTH=labels) if not _inside(token, entities))
    found += [Span(doc, token.i, token.i + 1, label=labels[token.text]) for token in again]
    return known, without_overlaps(found)


_LAW = re.compile(r"(?:agreement|memorandum|treaty|pact|accord|moa|mou|protocol|understanding)$", re.IGNORECASE)


def _long_name(doc: Doc, entities: Sequence[Span], start: int, end: int) -> Span | None:
    span = span_at(doc, start, end, "ORG")
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

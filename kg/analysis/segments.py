"""Cuts an article's text into the stretches that are parsed one by one: headline, datelines, paragraphs.

A parser trained on single sentences goes wrong at a headline run into the first paragraph, or at "NAIROBI, Kenya --".
So these borders are drawn by rule before it runs. Page furniture is left out altogether.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Segment", "SegmentKind", "segments"]

# A paragraph longer than this is cut at white space, so that one endless line costs bounded memory in the parser.
_LONGEST = 10_000

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?)"
_UPPER_PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ.'’-]{2,}){0,3}"
_REGION = r"(?:, (?:[A-Z][\w.’'-]*\.?)(?: [A-Z][\w.’'-]*){0,3})?"
_AGENCY = r"(?: ?\([^)\n]{1,40}\)|, [A-Z]{2,6})?"
# "ISLAMABAD –", "NAIROBI, Kenya --", "WASHINGTON, Feb. 9, 2017 —", "KYIV (Reuters) -", "London. 24 February 2019.",
# "LAHORE:" as the papers of South Asia write it, "HANOI, Aug 25 (PTI) " without a dash, "BISHKEK, October 11. /TASS/. "
_DATELINES = (
    re.compile(rf"{_UPPER_PLACE}{_REGION}, {_DATE}\. /[A-Z]{{2,10}}/\.\s+"),
    re.compile(rf"{_UPPER_PLACE}{_REGION}(?:,? {_DATE})?{_AGENCY}(?:, {_DATE})? ?(?:[–—]|--?)\s+"),
    re.compile(rf"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?{_REGION}{_AGENCY}(?:,? {_DATE})?{_AGENCY} ?(?:–|—|--)\s+"),
    re.compile(rf"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?[.,] {_DATE}[.:]\s+"),
    re.compile(rf"{_UPPER_PLACE}{_REGION}(?:,? {_DATE})?{_AGENCY}(?:, {_DATE})?:\s+(?=[A-ZÀ-Þ“\"‘'])"),
    re.compile(rf"{_UPPER_PLACE}{_REGION}, {_DATE} \([A-Z]{{2,10}}\)\s+(?=[A-ZÀ-Þ“\"‘'])"),
)


class SegmentKind(StrEnum):
    """What a stretch of text is in the article."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Segment:
    """``text[start:end]`` of the article, without white space at either end."""

    start: int
    end: int
    kind: SegmentKind


def segments(text: str, *, title_end: int = 0, skip: Sequence[tuple[int, int]] = ()) -> Iterator[Segment]:
    """The segments of ``text`` in order; offsets are code points.

    ``title_end`` is the length of the title at the start of the text; ``skip`` are half-open spans of page furniture:
    a line that touches one yields nothing.
    """
    for match in re.finditer(r"[^\n]+", text):
        start, end = _strip(text, match.start(), match.end())
        if start == end or any(a < end and start < b for a, b in skip):
            continue
        if end <= title_end:
            yield Segment(start, end, SegmentKind.HEADLINE)
            continue
        dateline = _dateline_end(text, start, end)
        if dateline:
            yield Segment(start, dateline, SegmentKind.DATELINE)
            start = dateline + len(text[dateline:end]) - len(text[dateline:end].lstrip())
        yield from _pieces(text, start, end)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    left = len(stretch) - len(stretch.lstrip())
    return start + left, max(start + left, start + len(stretch.rstrip()))


def _dateline_end(text: str, start: int, end: int) -> int:
    for pattern in _DATELINES:
        match = pattern.match(text, start, end)
        if match and match.end() < end:
            return start + len(match.group().rstrip())
    return 0


def _pieces(text: str, start: int, end: int) -> Iterator[Segment]:
    while end - start > _LONGEST:
        cut = text.rfind(" ", start, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Segment(start, cut, SegmentKind.PARAGRAPH)
        start = _strip(text, cut, end)[0]
    if start < end:
        yield Segment(start, end, SegmentKind.PARAGRAPH)

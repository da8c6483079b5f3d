"""Cuts a Doc into what the encoder reads at once: neighbouring sentences, or overlapping stretches of a very long
one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Stretch", "Window", "stretches", "windows"]

# sentences read together: training items had one to five
_MOST_SENTENCES = 5
# a stretch without any known sentence start is cut here, so that its arc table stays small
_MOST_WORDS = 800


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words ``start`` to ``end`` (half-open, white space left out of the count), decoded together."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` of a stretch, of which ``own_start`` to ``own_end`` take their scores from this
    window."""

    start: int
    end: int
    own_start: int
    own_end: int


def stretches(
    starts: Sequence[bool | None], breaks: Sequence[bool], lengths: Sequence[int], limit: int
) -> Iterator[Stretch]:
    """Runs of whole sentences that fit ``limit`` pieces.

    ``starts`` says of each word whether it begins a sentence (None: not known), ``breaks`` whether a line break stands
    before it, ``lengths`` how many pieces it has. A stretch never crosses a line break.
    """
    units = list(_units(starts, breaks))
    first, pieces, count = 0, 0, 0
    for start, end in units:
        size = sum(lengths[start:end])
        if count and (breaks[start] or count == _MOST_SENTENCES or pieces + size > limit):
            yield Stretch(first, start)
            first, pieces, count = start, 0, 0
        pieces += size
        count += 1
    if count:
        yield Stretch(first, len(starts))


def _units(starts: Sequence[bool | None], breaks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first = 0
    for i in range(1, len(starts)):
        if starts[i] or breaks[i] or i - first == _MOST_WORDS:
            yield first, i
            first = i
    if starts:
        yield first, len(starts)


def windows(lengths: Sequence[int], limit: int) -> list[Window]:
    """Windows of at most ``limit`` pieces over one stretch; neighbours overlap by half, and each word belongs to
    one."""
    total = sum(lengths)
    if total <= limit:
        return [Window(0, len(lengths), 0, len(lengths))]
    spans = []
    start = 0
    while True:
        end, pieces = start, 0
        while end < len(lengths) and (end == start or pieces + lengths[end] <= limit):
            pieces += lengths[end]
            end += 1
        spans.append((start, end))
        if end == len(lengths):
            break
        start = max(start + 1, (start + end) // 2)
    borders = [0, *((spans[i][1] + spans[i + 1][0]) // 2 for i in range(len(spans) - 1)), len(lengths)]
    return [Window(s, e, borders[i], borders[i + 1]) for i, (s, e) in enumerate(spans)]

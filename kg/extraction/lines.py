"""Lines of a text that hold what a search needs: a cheap expression that spares many dear ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["lines_with", "surroundings"]


def lines_with(needed: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The lines of ``text`` in which ``needed`` occurs, as half-open offsets without the line break, in order.

    An expression that neither crosses a line break nor looks past one finds the same there as in the whole text.
    """
    match = needed.search(text)
    while match:
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        if end < 0:
            yield start, len(text)
            return
        yield start, end
        match = needed.search(text, end)


def surroundings(needed: re.Pattern[str], text: str, *, reach: int) -> Iterator[tuple[int, int]]:
    """The parts of ``text`` within ``reach`` characters of where ``needed`` occurs, on its line, as half-open offsets.

    Parts that touch are one, and each goes on to the next white space. An expression of at most ``reach`` characters
    that holds what is needed, crosses no line break and looks past no white space behind it finds the same there as in
    the whole text.
    """
    start = end = 0
    for match in needed.finditer(text):
        left = max(text.rfind("\n", 0, match.start()) + 1, match.start() - reach)
        if left > end:
            if end > start:
                yield start, end
            start = left
        far = _SPACE.search(text, min(match.end() + reach, len(text)))
        stop = text.find("\n", match.end(), match.end() + reach)
        end = max(end, stop if stop >= 0 else far.start() if far else len(text))
    if end > start:
        yield start, end


_SPACE = re.compile(r"\s")

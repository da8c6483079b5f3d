"""The sentence in which a quote stands, found without a language pipeline."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["sentence_around"]

#: Code points of context shown on each side at most.
_REACH: Final = 240

# three small letters or digits before the mark, so that "Gen.", "U.S." and "Mr." end no sentence
_BOUNDARY: Final = re.compile(r"(?<=[a-z0-9]{3})([.!?][\"'”’)]*)\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after ``text[start:end]`` in its sentence, at most 240 code points each.

    A part cut for length begins or ends with an ellipsis. White space is single blanks.
    """
    first, last = 0, len(text)
    for boundary in _BOUNDARY.finditer(text):
        if boundary.end() <= start:
            first = boundary.end()
        stop = boundary.end(1) if boundary[1] else boundary.start()
        if stop >= end:
            last = stop
            break
    before, after = (re.sub(r"\s+", " ", part) for part in (text[first:start], text[end:last]))
    if len(before) > _REACH:
        before = f"…{before[-_REACH:]}"
    if len(after) > _REACH:
        after = f"{after[:_REACH]}…"
    return before, after

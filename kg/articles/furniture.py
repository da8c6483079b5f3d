"""Page furniture: the lines of a scraped page that are not the article, and the metadata some of them carry.

Nothing is deleted, since evidence points into the text as it was written; the lines are marked and left unread.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError

__all__ = ["Line", "furniture", "marked", "written_dateline"]

_DATA = Path(__file__).with_name("furniture.toml")
# a pattern is meant for a line; a paragraph is never furniture as a whole
_LONGEST = 240
# a sentence of an article among a list of headlines: it ends like one, and is longer than a caption
_PROSE = re.compile(r"(?:\S+\s+){5,}\S*[.!][\"'”’)\]]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One furniture line ``text[start:end]``: its kind, and what it says of the article (``date`` ...)."""

    start: int
    end: int
    kind: str
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: str
    line: re.Pattern[str]
    block: str | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    lines: tuple[_Pattern, ...]
    datelines: tuple[re.Pattern[str], ...]


@cache
def _patterns() -> _Patterns:
    try:
        data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
        define = {f"%{name}%": value for name, value in data["define"].items()}
        return _Patterns(
            lines=tuple(
                _Pattern(entry["kind"], _compile(entry["line"], define), entry.get("block"))
                for entry in data["furniture"]
            ),
            datelines=tuple(_compile(entry["line"], define) for entry in data["dateline"]),
        )
    except (OSError, ValueError, KeyError, re.error) as error:
        raise ResourceError(f"{_DATA}: cannot be used ({error}); install the package again") from error


def _compile(pattern: str, define: dict[str, Any]) -> re.Pattern[str]:
    while names := [name for name in define if name in pattern]:
        for name in names:
            pattern = pattern.replace(name, define[name])
    return re.compile(pattern, re.IGNORECASE)


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    for line in text[start:].split("\n"):
        stripped = line.strip()
        if stripped:
            yield start + line.index(stripped), stripped
        start += len(line) + 1


def _match(line: str) -> tuple[_Pattern, re.Match[str]] | None:
    if len(line) > _LONGEST:
        return None
    for pattern in _patterns().lines:
        if found := pattern.line.fullmatch(line):
            return pattern, found
    return None


def marked(text: str, start: int = 0) -> Iterator[Line]:
    """The furniture lines of ``text`` from offset ``start`` on, in order, trimmed of white space.

    Lines inside a block (related stories, comments) carry no metadata: what they say is about something else.
    """
    block: str | None = None
    for offset, line in _lines(text, start):
        found = _match(line) if block != "rest" else None
        if found:
            pattern, match = found
            said = () if block else tuple((key, value) for key, value in match.groupdict().items() if value)
            block = pattern.block or block
            yield Line(offset, offset + len(line), pattern.kind, said)
        elif block == "list" and _PROSE.fullmatch(line):
            block = None
        elif block:
            yield Line(offset, offset + len(line), "block")


def furniture(text: str, start: int) -> tuple[tuple[int, int], ...]:
    """Half-open spans, in code points, of the furniture of ``text`` from ``start`` on (the body, not the title).

    Lines with nothing but white space between them share one span.
    """
    spans: list[tuple[int, int]] = []
    for line in marked(text, start):
        if spans and not text[spans[-1][1] : line.start].strip():
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return tuple(spans)


def written_dateline(text: str, start: int) -> str | None:
    """The date in a dateline such as ``WASHINGTON, Feb. 9, 2017 —`` that opens a line of ``text``, as written."""
    for offset, line in _lines(text, start):
        for pattern in _patterns().datelines:
            if found := pattern.match(line):
                return found["date"]
        if offset > start + _LONGEST * 10:
            break
    return None

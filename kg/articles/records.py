"""Articles as JSON objects: one a file, a list in a file, or one a line."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.articles.decoding import decode
from kg.articles.draft import Draft
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["FIELDS", "is_record", "read_json", "read_json_lines", "record"]

#: What is read of an object; only ``text`` is needed, anything else is ignored.
FIELDS = ("id", "title", "date", "publisher", "url", "text")
_FIELDS_WANTED = 'an article needs "text" and may have "id", "title", "date", "publisher" and "url"'


def read_json(text: str, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    """The article or the list of articles in a JSON text (RFC 8259); each unusable element is a Refusal.

    Raises ArticleError where the text is not JSON or is neither an object nor a list.
    """
    data = _parse(text, source)
    if isinstance(data, list):
        for number, element in enumerate(data, start=1):
            yield record(element, f"{source}, element {number}", f"{name}-{number}")
    else:
        yield record(data, source, name)


def read_json_lines(stream: BinaryIO, *, source: str, name: str, limit: int) -> Iterator[Draft | Refusal]:
    """The articles of a JSON Lines stream, one at a time; each unusable line is a Refusal.

    A line of more than ``limit`` bytes is skipped without being held in memory.
    """
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        where = f"{source}, line {number}"
        if len(line) > limit:
            _skip_line(stream, line, limit)
            yield Refusal(where, f"is longer than {limit // 10**6} MB; an article that long is probably a broken file")
        elif line.strip():
            yield _line(line, where, f"{name}-{number}")


def is_record(line: bytes) -> bool:
    """True if ``line`` alone is a JSON object, as in JSON Lines."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _skip_line(stream: BinaryIO, chunk: bytes, limit: int) -> None:
    while chunk and not chunk.endswith(b"\n"):
        chunk = stream.readline(limit)


def _line(line: bytes, source: str, name: str) -> Draft | Refusal:
    try:
        return record(_parse(decode(line, source=source).text, source), source, name)
    except ArticleError as error:
        return Refusal(error.source, error.reason)


def _parse(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"is not JSON ({error.msg}, line {error.lineno}, column {error.colno}); mend it or save it as .txt"
        raise ArticleError(source, reason) from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(source, f"is JSON beyond all use ({error}); {_FIELDS_WANTED}") from error


def record(data: Any, source: str, name: str) -> Draft | Refusal:
    """The article that an object with :data:`FIELDS` stands for; a Refusal where it has no text or an odd value."""
    if reason := _unusable(data):
        return Refusal(source, reason)
    given = {key: str(data[key]) for key in FIELDS if data.get(key) not in (None, "")}
    return Draft(
        source=source,
        name=name,
        title=given.get("title", ""),
        body=given["text"],
        id=given.get("id"),
        date=given.get("date"),
        publisher=given.get("publisher"),
        url=given.get("url"),
    )


def _unusable(data: Any) -> str | None:
    if not isinstance(data, dict):
        return f"is a JSON {type(data).__name__}, not an object; {_FIELDS_WANTED}"
    if "text" not in data:
        found = ", ".join(f"“{key}”" for key in list(data)[:8]) or "nothing"
        return f'has no "text" but {found}; {_FIELDS_WANTED}'
    if not isinstance(data["text"], str):
        return f'has a "text" that is no string; {_FIELDS_WANTED}'
    if not data["text"].strip():
        return 'has an empty "text"; leave it out or fetch it again'
    for key in FIELDS:
        value = data.get(key)
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            return f'has a "{key}" that is no string; {_FIELDS_WANTED}'
    return None

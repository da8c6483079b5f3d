"""Which format a source is in, and the reader of each."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO, Protocol

from kg.articles.decoding import decode
from kg.articles.draft import Draft
from kg.articles.plain import read_plain
from kg.articles.records import is_record, read_json, read_json_lines
from kg.articles.web import read_html
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["FORMATS", "SUFFIXES", "Reader", "sniffed"]

#: One article never needs more, and JSON Lines are read line by line.
_MOST_BYTES = 64 * 10**6
_LONGEST_LINE = 20 * 10**6


class Reader(Protocol):
    """Reads one source; raises ArticleError where nothing in it can be read."""

    def __call__(self, stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
        """The articles in ``stream``; ``name`` is the identifier that the source's own name suggests."""


def _all_of(stream: BinaryIO, source: str, mend: str) -> bytes:
    data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise ArticleError(source, f"is larger than {_MOST_BYTES // 10**6} MB; {mend}")
    if not data.strip():
        raise ArticleError(source, "is empty; remove it or fetch it again")
    return data


def _with_remark(draft: Draft, remark: str | None) -> Draft:
    return replace(draft, remarks=(*draft.remarks, remark)) if remark else draft


def _txt(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    decoded = decode(_all_of(stream, source, "give one file for each article"), source=source)
    yield _with_remark(read_plain(decoded.text, source=source, name=name), decoded.remark)


def _html(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    decoded = decode(_all_of(stream, source, "save the article alone"), source=source, html=True)
    yield _with_remark(read_html(decoded.text, source=source, name=name), decoded.remark)


def _json(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    decoded = decode(_all_of(stream, source, "write it as .jsonl, which is read line by line"), source=source)
    yield from read_json(decoded.text, source=source, name=name)


def _jsonl(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    return read_json_lines(stream, source=source, name=name, limit=_LONGEST_LINE)


#: The formats, by the name the command line knows them by.
FORMATS: Mapping[str, Reader] = {"txt": _txt, "html": _html, "json": _json, "jsonl": _jsonl}

#: The format of a file, by its suffix in lower case.
SUFFIXES: Mapping[str, str] = {
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


class _Rejoined(io.RawIOBase):
    """A stream with the bytes put back that were read to tell its format."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fills ``buffer`` from the head while there is one, then from the rest; 0 at the end."""
        chunk = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


def sniffed(stream: BinaryIO) -> tuple[str, BinaryIO]:
    """The format that the first line of ``stream`` speaks for, and a stream that starts with that line again."""
    head = b""
    while not head.strip() and (line := stream.readline(_LONGEST_LINE)):
        head += line
    return _format_of(head), io.BufferedReader(_Rejoined(head, stream))


def _format_of(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return "jsonl" if is_record(start) else "json"
    if start.startswith(b"["):
        return "json"
    return "html" if start.startswith(b"<") else "txt"

"""Which format a source is in, and the reader of each."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from kg.articles.archives import read_warc
from kg.articles.decoding import decode
from kg.articles.draft import Draft
from kg.articles.feeds import is_feed, read_feed
from kg.articles.plain import read_plain
from kg.articles.records import is_record, read_json, read_json_lines
from kg.articles.streams import inflated, rejoined
from kg.articles.tables import read_csv
from kg.articles.web import read_html
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["FORMATS", "SUFFIXES", "Reader", "format_of", "sniffed"]

#: One article never needs more, and JSON Lines are read line by line.
_MOST_BYTES = 64 * 10**6
_LONGEST_LINE = 20 * 10**6
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?[^>]{0,500}>\s*){1,5}")


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


def _csv(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    return read_csv(stream, source=source, name=name, limit=_LONGEST_LINE)


def _warc(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    return read_warc(stream, source=source, name=name, limit=_MOST_BYTES)


def _packed_jsonl(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    return _jsonl(inflated(stream, source=source), source=source, name=name)


def _packed_csv(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    return _csv(inflated(stream, source=source), source=source, name=name)


#: The formats, by the name the command line knows them by.
FORMATS: Mapping[str, Reader] = {
    "txt": _txt,
    "html": _html,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "feed": read_feed,
    "warc": _warc,
    "jsonl.gz": _packed_jsonl,
    "csv.gz": _packed_csv,
}

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
    ".jsonl.gz": "jsonl.gz",
    ".ndjson.gz": "jsonl.gz",
    ".csv": "csv",
    ".tsv": "csv",
    ".csv.gz": "csv.gz",
    ".tsv.gz": "csv.gz",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".warc.gz": "warc",
}


def format_of(path: Path) -> tuple[str | None, str]:
    """The format that the ending of ``path`` stands for, if any, and the name without that ending."""
    for ending in ("".join(path.suffixes[-2:]), path.suffix):
        if form := SUFFIXES.get(ending.lower()):
            return form, path.name[: -len(ending)] or path.name
    return None, path.stem


def sniffed(stream: BinaryIO) -> tuple[str, BinaryIO]:
    """The format that the first line of ``stream`` speaks for, and a stream that starts with that line again."""
    head = b""
    # an XML declaration or stylesheet says nothing of what follows
    while (not head.strip() or _OPENING.fullmatch(head.strip())) and (line := stream.readline(_LONGEST_LINE)):
        head += line
    return _format_of(head), rejoined(head, stream)


def _format_of(head: bytes) -> str:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        return "jsonl" if is_record(start) else "json"
    if start.startswith(b"["):
        return "json"
    if start.startswith(b"WARC/"):
        return "warc"
    if not start.startswith(b"<"):
        return "txt"
    return "feed" if is_feed(start) else "html"

"""Articles in a web archive (WARC, ISO 28500:2017), such as Common Crawl's news: every page that was fetched."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from kg.articles.decoding import decode
from kg.articles.draft import Draft
from kg.articles.streams import inflated, rejoined
from kg.articles.web import read_html
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["read_warc"]

_GZIP = b"\x1f\x8b"
_START = b"WARC/"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def read_warc(stream: BinaryIO, *, source: str, name: str, limit: int) -> Iterator[Draft | Refusal]:
    """The HTML pages that were fetched with success, one at a time; a page without main text is a Refusal.

    A page of more than ``limit`` bytes is refused without being held. The address is the page's own, else the one
    it was fetched from. Raises ArticleError where the archive is damaged; pages before the fault are given.
    """
    head = stream.read(2)
    if not head:
        raise ArticleError(source, "is empty; remove it or fetch it again")
    whole = rejoined(head, stream)
    unpacked = inflated(whole, source=source) if head == _GZIP else whole
    start = unpacked.read(len(_START))
    if start != _START:
        raise ArticleError(source, "is no web archive (it does not begin with “WARC/”); check what was downloaded")
    records = _records(rejoined(start, unpacked), source)
    for number, record in enumerate(records, start=1):
        if _is_page(record):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield _page(record, f"{source}, {' '.join(address.split())[:300] or number}", f"{name}-{number}", limit)


def _records(stream: BinaryIO, source: str) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        yield from ArchiveIterator(stream)
    except (ArchiveLoadFailed, EOFError, ValueError, KeyError, AttributeError, IndexError) as error:
        reason = " ".join(str(error).split())[:120]
        raise ArticleError(source, f"is no web archive, or damaged ({reason}); fetch it again") from error


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = record.http_headers.get_header("Content-Type") or ""
    return "html" in kind.lower() and record.http_headers.get_statuscode() == "200"


def _page(record: Any, where: str, name: str, limit: int) -> Draft | Refusal:
    try:
        data = record.content_stream().read(limit + 1)
        if len(data) > limit:
            return Refusal(where, f"is larger than {limit // 10**6} MB; it is no article")
        draft = read_html(_decoded(data, record, where), source=where, name=name)
    except ArticleError as error:
        return Refusal(error.source, error.reason)
    return replace(draft, url=draft.url or record.rec_headers.get_header("WARC-Target-URI"))


def _decoded(data: bytes, record: Any, where: str) -> str:
    """The page's text by the server's declaration where that holds (HTML Living Standard, section 13.2.3.2)."""
    declared = _CHARSET.search(record.http_headers.get_header("Content-Type") or "")
    if declared:
        try:
            return data.decode(declared[1])
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(data, source=where, html=True).text

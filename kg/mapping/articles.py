"""The article itself, and the places in its text that claims rest on (Web Annotation Data Model, W3C 2017)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from kg.identifiers import web_address
from kg.mapping.dates import period
from kg.mapping.scope import LABEL, TYPE, Scope, term
from kg.model import Article, EntityKind, Evidence
from kg.terms import Statement, Value
from kg.vocabulary import DCTERMS, OA, PROV, SDO, XSD

__all__ = ["article_statements", "content_hash", "evidence_statements", "is_quoted"]

#: Most code points of the paragraph that are kept on either side of a quote: about a sentence.
_CONTEXT: Final = 160

_OFFSET: Final = str(XSD.nonNegativeInteger)
_SPECIFIC_RESOURCE: Final = str(OA.SpecificResource)
_HAS_SOURCE: Final = str(OA.hasSource)
_HAS_SELECTOR: Final = str(OA.hasSelector)
_POSITION_SELECTOR: Final = str(OA.TextPositionSelector)
_QUOTE_SELECTOR: Final = str(OA.TextQuoteSelector)
_START, _END = str(OA.start), str(OA.end)
_EXACT, _PREFIX, _SUFFIX = str(OA.exact), str(OA.prefix), str(OA.suffix)


def content_hash(article: Article) -> str:
    """SHA-256 of the stored text in UTF-8, in lower-case hexadecimal: what all offsets of the article count in."""
    return hashlib.sha256(article.text.encode("utf-8")).hexdigest()


def article_statements(scope: Scope, *, keep_text: bool) -> Iterator[Statement]:
    """What is known of the article; its text only with ``keep_text``."""
    article, iri = scope.article, scope.iri
    yield iri, TYPE, term("Article")
    yield iri, str(DCTERMS.identifier), Value(article.id)
    yield iri, term("contentHash"), Value(content_hash(article))
    if article.title.strip():
        yield iri, str(DCTERMS.title), Value(article.title.strip())
    if article.copy_of:
        yield iri, str(PROV.wasDerivedFrom), article.copy_of
    yield from _publication(scope)
    if keep_text:
        yield iri, term("storedText"), Value(article.text)


def _publication(scope: Scope) -> Iterator[Statement]:
    article, iri = scope.article, scope.iri
    if article.date:
        try:
            yield iri, str(DCTERMS.issued), period(article.date).stated
        except ValueError as error:
            scope.refuse(f"{error}; the article is left without a date")
    if article.url:
        address = web_address(article.url)
        if address is None:
            scope.refuse(f"“{article.url}” is not a web address; the article is left without one")
        else:
            yield iri, str(SDO.url), address
    if article.publisher and article.publisher.strip():
        name = " ".join(article.publisher.split())
        publisher = scope.identifiers.named(EntityKind.NEWS_SOURCE, name)
        yield iri, str(DCTERMS.publisher), publisher
        yield publisher, TYPE, term(EntityKind.NEWS_SOURCE)
        yield publisher, LABEL, Value(name)


def is_quoted(quote: Evidence, article: Article) -> bool:
    """True if ``quote`` is not empty and stands in the article's text where it says it does."""
    return 0 <= quote.start < quote.end <= len(article.text) and article.text[quote.start : quote.end] == quote.exact


def evidence_statements(quote: Evidence, scope: Scope) -> Iterator[Statement]:
    """The place of ``quote`` in the article, by position and by words, with the paragraph around it."""
    makers = scope.identifiers
    place, position, words = (
        makers.evidence(part, quote.start, quote.end, article=scope.iri) for part in ("text", "position", "quote")
    )
    yield place, TYPE, _SPECIFIC_RESOURCE
    yield place, _HAS_SOURCE, scope.iri
    yield place, _HAS_SELECTOR, position
    yield place, _HAS_SELECTOR, words
    yield position, TYPE, _POSITION_SELECTOR
    yield position, _START, Value(str(quote.start), _OFFSET)
    yield position, _END, Value(str(quote.end), _OFFSET)
    yield words, TYPE, _QUOTE_SELECTOR
    yield words, _EXACT, Value(quote.exact)
    before, after = _around(quote, scope.article.text)
    if before:
        yield words, _PREFIX, Value(before)
    if after:
        yield words, _SUFFIX, Value(after)


def _around(quote: Evidence, text: str) -> tuple[str, str]:
    """What the paragraph says just before and just after ``quote``; whole words, so that it reads as a sentence."""
    begin = max(text.rfind("\n", 0, quote.start) + 1, quote.start - _CONTEXT)
    stop = text.find("\n", quote.end)
    stop = min(len(text) if stop < 0 else stop, quote.end + _CONTEXT)
    before, after = text[begin : quote.start], text[quote.end : stop]
    if begin and text[begin - 1] not in "\n ":
        before = before[before.find(" ") + 1 :]
    if stop < len(text) and text[stop] not in "\n ":
        after = after[: after.rfind(" ") + 1].rstrip(" ")
    return before, after

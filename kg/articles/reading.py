"""Sources in, checked articles with stable identifiers out; what cannot be read is a refusal in the same stream."""

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from stat import S_ISREG
from typing import BinaryIO

from kg.articles.dates import publication_date
from kg.articles.draft import Draft
from kg.articles.formats import FORMATS, sniffed
from kg.articles.furniture import furniture
from kg.articles.identities import Identities
from kg.articles.plain import read_plain
from kg.articles.sources import Source, expand
from kg.articles.text import compose, one_line
from kg.errors import ArticleError
from kg.model import Article, Refusal

__all__ = ["MAX_CHARACTERS", "from_text", "read"]

#: The longest article, in code points: what spaCy parses in one piece (``Language.max_length``).
MAX_CHARACTERS = 1_000_000
_LONGEST_ID = 300


def read(
    sources: Iterable[str | os.PathLike[str]], *, stdin: BinaryIO | None = None, stdin_format: str | None = None
) -> Iterator[Article | Refusal]:
    """The articles in ``sources`` (files, folders, glob patterns, ``-``), one at a time and in a fixed order.

    ``stdin_format`` is one of :data:`~kg.articles.formats.FORMATS` or None to go by the first line; ``stdin`` stands in
    for standard input. An article's id is its JSON ``id``, else its URL, else the name of its file; a second article
    with an id that an input gave explicitly is refused, one whose file name is taken gets a suffix from its text.
    """
    with Identities() as seen:
        for source in expand(sources):
            if isinstance(source, Refusal):
                yield source
                continue
            for draft in _drafts(source, stdin, stdin_format):
                yield draft if isinstance(draft, Refusal) else _identified(draft, seen)


def from_text(text: str, *, name: str = "text", date: str | None = None, publisher: str | None = None) -> Article:
    """The article in ``text``, read as a scraped page: headline first where there are several lines.

    ``date`` and ``publisher`` go before what the text says of them. Raises ArticleError for a text that holds nothing.
    """
    draft = read_plain(text, source=name, name=name)
    with Identities() as none:
        article = _identified(draft, none, date=date, publisher=publisher)
    if isinstance(article, Refusal):
        raise ArticleError(article.source, article.reason)
    return article


def _drafts(source: Source, stdin: BinaryIO | None, stdin_format: str | None) -> Iterator[Draft | Refusal]:
    try:
        with _opened(source, stdin) as opened:
            stream, form = opened, source.format or (stdin_format if source.path is None else None)
            if form is None:
                form, stream = sniffed(opened)
            before = _state(opened)
            yield from FORMATS[form](stream, source=source.shown, name=source.name)
            if before != _state(opened):
                yield Refusal(source.shown, "changed while it was read; run again when nobody writes it any more")
    except ArticleError as error:
        yield Refusal(error.source, error.reason)
    except OSError as error:
        yield Refusal(source.shown, f"cannot be read ({error.strerror or error}); check the file and its permissions")


def _state(stream: BinaryIO) -> tuple[int, int] | None:
    """Size and time of change of a regular file; None for pipes and streams in memory."""
    try:
        state = os.fstat(stream.fileno())
    except (OSError, ValueError):
        return None
    return (state.st_size, state.st_mtime_ns) if S_ISREG(state.st_mode) else None


@contextmanager
def _opened(source: Source, stdin: BinaryIO | None) -> Iterator[BinaryIO]:
    if source.path is None:
        yield stdin or sys.stdin.buffer
    else:
        with source.path.open("rb") as stream:
            yield stream


def _identified(
    draft: Draft, seen: Identities, *, date: str | None = None, publisher: str | None = None
) -> Article | Refusal:
    text = compose(draft.title, draft.body)
    if len(text) > MAX_CHARACTERS:
        reason = f"has {len(text):,} characters, an article at most {MAX_CHARACTERS:,}; split it into its articles"
        return Refusal(draft.source, reason)
    ident = _id(draft, text, seen)
    if isinstance(ident, Refusal):
        return ident
    seen.add(ident, draft.source)
    when, remark = _date(date or draft.date)
    return Article(
        id=ident,
        text=text,
        date=when,
        publisher=one_line(publisher or draft.publisher or "") or None,
        url=one_line(draft.url or "") or None,
        source=draft.source,
        furniture=furniture(text, text.index("\n") + 1),
        remarks=(*draft.remarks, *([remark] if remark else [])),
    )


def _id(draft: Draft, text: str, seen: Identities) -> str | Refusal:
    given = one_line(draft.id or draft.url or "")
    if len(given) > _LONGEST_ID:
        given = _hashed(given[: _LONGEST_ID // 2], given)
    own = one_line(draft.name)
    ident = given or (own if seen.where(own) is None else _hashed(own, text))
    earlier = seen.where(ident)
    if earlier is None:
        return ident
    if given:
        reason = f"has the id “{given}” of an article already read ({earlier}); give each article its own"
    else:
        reason = f"is the same article as one already read ({earlier}); leave one of them out"
    return Refusal(draft.source, reason)


def _hashed(name: str, content: str) -> str:
    return f"{name}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def _date(written: str | None) -> tuple[str | None, str | None]:
    if not (written or "").strip():
        return None, "has no date of publication; days such as “Monday” stay undated"
    if when := publication_date(written or ""):
        return when, None
    return None, f"has a date that cannot be read or reads two ways, “{one_line(written or '')[:80]}”; write 2023-08-03"

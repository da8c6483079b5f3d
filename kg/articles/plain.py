"""A scraped page as text: headline first, then the body, with what the furniture says as metadata."""

from kg.articles.draft import Draft
from kg.articles.furniture import Line, marked, written_dateline
from kg.articles.text import normalise
from kg.errors import ArticleError

__all__ = ["read_plain"]

_LONGEST_HEADLINE = 250
# of several dates on a page, the one of first publication
_DATE_KINDS = ("published", "byline", "updated")


def read_plain(text: str, *, source: str, name: str) -> Draft:
    """The article on a scraped page.

    The headline is the first line that is not furniture; what stands above it (breadcrumbs, menus) is not stored.
    A text of one line, or one that opens with a dateline or a long paragraph, has no headline. Raises ArticleError
    for a text without a line that is not furniture.
    """
    text = normalise(text)
    lines = tuple(marked(text))
    start = _first_line_of_article(text, lines)
    if start is None:
        raise ArticleError(source, "has no text of an article; check that the file holds one")
    title, body = _headline(text[start:])
    return Draft(
        source=source,
        name=name,
        title=title,
        body=body,
        date=_date(lines) or written_dateline(text, start),
        publisher=_last(lines, "publisher"),
        url=_last(lines, "url"),
    )


def _first_line_of_article(text: str, lines: tuple[Line, ...]) -> int | None:
    ends = {line.start: line.end for line in lines}
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
        elif position in ends:
            position = ends[position]
        else:
            return position
    return None


def _headline(text: str) -> tuple[str, str]:
    first, _, rest = text.partition("\n")
    if not rest.strip() or len(first) > _LONGEST_HEADLINE or written_dateline(first, 0):
        return "", text
    return first, rest


def _date(lines: tuple[Line, ...]) -> str | None:
    for kind in _DATE_KINDS:
        for line in lines:
            if line.kind == kind:
                for _, written in line.metadata:
                    return written
    return None


def _last(lines: tuple[Line, ...], key: str) -> str | None:
    values = [value for line in lines for name, value in line.metadata if name == key]
    return values[-1].strip() if values else None

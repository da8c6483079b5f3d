"""A web page: main text and metadata by trafilatura."""

from typing import Any

from kg.articles.draft import Draft
from kg.errors import ArticleError

__all__ = ["read_html"]

# htmldate's wider search takes any date on the page, a copyright line's among them, and would invent the day
_DATES = {"extensive_search": False, "original_date": True, "outputformat": "%Y-%m-%d"}


def read_html(text: str, *, source: str, name: str) -> Draft:
    """The article on a web page: its main text, and what its metadata says.

    Raises ArticleError for a page without main text, such as one that a script fills in, or one nested deeper than
    the 256 levels of libxml2.
    """
    page = _extract(text)
    if page is None or not (page.text or "").strip():
        reason = "has no main text that can be told from the page around it; save the article as .txt or .json"
        raise ArticleError(source, reason)
    title = page.title or ""
    return Draft(
        source=source,
        name=name,
        title=title,
        body=_without_headline(page.text, title),
        date=page.date,
        publisher=page.sitename,
        url=page.url,
    )


def _extract(text: str) -> Any:
    from trafilatura import bare_extraction  # half a second, for web pages only

    return bare_extraction(text, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES))


def _without_headline(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest if first.strip() == title.strip() and rest.strip() else text

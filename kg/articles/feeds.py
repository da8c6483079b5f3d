"""Articles as the items of a feed: RSS 2.0, RSS 1.0 (RDF) and Atom (RFC 4287), with what the feed says of them."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.articles.draft import Draft
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["is_feed", "read_feed"]

_ROOTS = frozenset({"rss", "RDF", "feed"})
_ITEMS = frozenset({"item", "entry"})
# the fullest text first: content:encoded (RSS 1.0 content module), Atom's content, then summaries
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated")
_BLOCK = re.compile(
    "address|article|aside|blockquote|br|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|section"
    "|table|td|th|tr|ul"
)
_UNREAD = ("script", "style", "iframe", "noscript", "template")


def is_feed(head: bytes) -> bool:
    """True if the first bytes of an XML text are those of a feed."""
    return bool(re.search(rb"<(?:rss|feed|rdf:RDF)[\s>]", head))


def read_feed(stream: BinaryIO, *, source: str, name: str) -> Iterator[Draft | Refusal]:
    """The items of a feed, one at a time; an item without a text is a Refusal.

    Entities are not expanded and nothing is fetched. Raises ArticleError for what is no XML, or XML of another kind;
    items before a fault are given.
    """
    from lxml import etree  # heavy, for feeds only

    events = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, huge_tree=False)
    publisher, number, root = "", 0, None
    try:
        for event, element in events:
            tag = _tag(element)
            if root is None:
                root = element
                _refuse_other(tag, source)
            if event == "start":
                continue
            if tag == "title" and _tag(element.getparent()) in {"channel", "feed"}:
                publisher = _plain(element)
            elif tag in _ITEMS:
                number += 1
                yield _item(element, f"{source}, item {number}", f"{name}-{number}", publisher)
                _forget(element)
    except etree.XMLSyntaxError as error:
        reason = " ".join(str(error.msg or "no element").split())
        raise ArticleError(source, f"is broken XML ({reason}); fetch it again or mend it") from error


def _refuse_other(tag: str, source: str) -> None:
    if tag not in _ROOTS:
        raise ArticleError(source, f"is XML but no feed (its root is “{tag[:40]}”); give RSS, Atom, HTML or text")


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if element is not None and isinstance(element.tag, str) else ""


def _forget(element: Any) -> None:
    """Drop a read item and what stands before it, so that a long feed does not grow in memory."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _item(element: Any, source: str, name: str, publisher: str) -> Draft | Refusal:
    fields: dict[str, Any] = {}
    for child in element:
        fields.setdefault(_tag(child), child)
    text = next((text for key in _TEXTS if key in fields and (text := _text(fields[key]))), "")
    if not text:
        return Refusal(source, "has no text; give the page it leads to")
    date = next((_plain(fields[key]) for key in _DATES if key in fields), None)
    ident = next((_plain(fields[key]) for key in ("guid", "id") if key in fields), None)
    title = _text(fields["title"]) if "title" in fields else ""
    own = _plain(fields["source"]) if "source" in fields else ""
    return Draft(
        source=source,
        name=name,
        title=title,
        body=text,
        id=ident or None,
        date=date,
        publisher=own or publisher or None,
        url=_link(element),
    )


def _link(element: Any) -> str | None:
    for child in element:
        if _tag(child) == "link" and child.get("rel", "alternate") == "alternate":
            return child.get("href") or _plain(child) or None
    return None


def _plain(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _text(element: Any) -> str:
    """The words of a field: XHTML within it, HTML written as text, or text; a paragraph a line."""
    from lxml import etree, html

    written = "".join(element.itertext()) if not len(element) else etree.tostring(element, encoding="unicode")
    if "<" not in written and "&" not in written:
        return written.strip()
    try:
        root = html.fromstring(f"<div>{written}</div>")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    etree.strip_elements(root, *_UNREAD, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for node in root.iter():
        if isinstance(node.tag, str) and _BLOCK.fullmatch(node.tag):
            node.text, node.tail = f"\n{node.text or ''}", f"\n{node.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n".join(line for line in lines if line)

"""Quotations in running text: their extent, and the sentences that may name the speaker."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

__all__ = ["introduction_of", "paragraph_of", "paragraphs", "quotation_of", "quotations", "sentences_around"]

_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_STRAIGHT = frozenset({'"'})
_SHORTEST = 4  # tokens: fewer are a name or a single word in inverted commas

_LONGEST_SPEECH = 4  # paragraphs
_FIRST_PERSON = frozenset({"i", "we", "our", "my"})

if not Doc.has_extension("quotations"):
    # (first token, token after the last) of every quotation, once worked out
    Doc.set_extension("quotations", default=None)
if not Doc.has_extension("line_breaks"):
    # the tokens that hold a line break, once worked out
    Doc.set_extension("line_breaks", default=None)
if not Doc.has_extension("introductions"):
    # by the first token of a paragraph: the tokens that introduce it, once worked out
    Doc.set_extension("introductions", default={})


def quotations(doc: Doc) -> tuple[Span, ...]:
    """The quotations of ``doc`` in order, marks excluded.

    A quotation that its paragraph leaves open ends there: by convention the next paragraph of the same speech opens
    anew (Chicago Manual of Style, 17th edition, 13.30). Worked out once for each Doc.
    """
    return tuple(doc[start:end] for start, end in _quotations(doc))


def quotation_of(token: Token) -> Span | None:
    """The quotation that ``token`` stands in, if it is longer than a name or a word in inverted commas."""
    found = _quotations(token.doc)
    start, end = found[max(0, bisect_right(found, (token.i, len(token.doc))) - 1)] if found else (0, 0)
    return token.doc[start:end] if start <= token.i < end and end - start >= _SHORTEST else None


def paragraph_of(token: Token) -> Span:
    """The tokens around ``token`` between two line breaks."""
    doc = token.doc
    breaks = _line_breaks(doc)
    before, after = bisect_left(breaks, token.i), bisect_right(breaks, token.i)
    start = breaks[before - 1] + 1 if before else 0
    return doc[start : breaks[after] if after < len(breaks) else len(doc)]


def paragraphs(doc: Doc) -> Iterator[Span]:
    """The stretches of ``doc`` between line breaks, in order."""
    start = 0
    for at in (*_line_breaks(doc), len(doc)):
        if at > start:
            yield doc[start:at]
        start = at + 1


def sentences_around(token: Token, quotation: Span) -> Iterator[Span]:
    """The sentences that may name the speaker of ``quotation``, most telling first.

    The sentences that it touches; those before it in the paragraph, nearest first; those after it there; then, where
    the paragraph starts with a quotation, the paragraphs before it back to the first that is not quoted throughout.
    """
    paragraph = paragraph_of(token)
    sentences = _sentences(paragraph)
    yield from (s for s in sentences if s.start <= quotation.end and s.end >= quotation.start)
    yield from reversed([s for s in sentences if s.end <= quotation.start])
    yield from [s for s in sentences if s.start >= quotation.end][:1]
    if quotation.start - paragraph.start <= 1:
        yield from _paragraphs_before(paragraph)


def introduction_of(token: Token) -> Span | None:
    """The paragraph ending in a colon (*The minister said:*) that introduces ``token``'s without quotation marks.

    The paragraph right after it belongs to the speech, and further ones as long as they speak in the first person.
    Worked out once for each paragraph.
    """
    paragraph = paragraph_of(token)
    known: dict[int, tuple[int, int] | None] = token.doc._.introductions
    if paragraph.start not in known:
        found = _introduction(paragraph)
        known[paragraph.start] = (found.start, found.end) if found else None
    place = known[paragraph.start]
    return token.doc[place[0] : place[1]] if place else None


def _introduction(paragraph: Span) -> Span | None:
    for _ in range(_LONGEST_SPEECH):
        before = _paragraph_before(paragraph)
        if before is None or any(t.text in _OPENING | _STRAIGHT for t in paragraph):
            return None
        if before[-1].text == ":":
            return before
        if not any(t.lower_ in _FIRST_PERSON for t in paragraph):
            return None
        paragraph = before
    return None


def _paragraph_before(paragraph: Span) -> Span | None:
    at = paragraph.start - 1
    while at >= 0 and _breaks(paragraph.doc[at]):
        at -= 1
    return paragraph_of(paragraph.doc[at]) if at >= 0 else None


def _paragraphs_before(paragraph: Span) -> Iterator[Span]:
    before = _paragraph_before(paragraph)
    for _ in range(_LONGEST_SPEECH):
        if before is None:
            return
        yield from reversed(_sentences(before))
        if before[0].text not in _OPENING | _STRAIGHT:
            return
        before = _paragraph_before(before)


def _sentences(paragraph: Span) -> list[Span]:
    starts = [t.i for t in paragraph if t.is_sent_start or t.i == paragraph.start]
    ends = [*starts[1:], paragraph.end]
    return [paragraph.doc[start:end] for start, end in zip(starts, ends, strict=True)]


def _breaks(token: Token) -> bool:
    return "\n" in token.text


def _line_breaks(doc: Doc) -> tuple[int, ...]:
    if doc._.line_breaks is None:
        doc._.line_breaks = tuple(token.i for token in doc if _breaks(token))
    found: tuple[int, ...] = doc._.line_breaks
    return found


def _quotations(doc: Doc) -> tuple[tuple[int, int], ...]:
    if doc._.quotations is None:
        doc._.quotations = tuple(_scan(doc))
    found: tuple[tuple[int, int], ...] = doc._.quotations
    return found


def _scan(doc: Doc) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for token in doc:
        if _breaks(token):
            if start is not None and start < token.i:
                yield start, token.i
            start = None
        elif start is None and (token.text in _OPENING or token.text in _STRAIGHT):
            start = token.i + 1
        elif start is not None and (token.text in _CLOSING or token.text in _STRAIGHT):
            if start < token.i:
                yield start, token.i
            start = None
    if start is not None and start < len(doc):
        yield start, len(doc)

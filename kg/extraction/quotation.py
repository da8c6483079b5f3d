"""Quotations in running text: their extent, and the sentences that may name the speaker."""

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

__all__ = ["paragraph_of", "quotation_of", "quotations", "sentences_around"]

_OPENING = frozenset({"“", "«", "„", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_STRAIGHT = frozenset({'"'})
_SHORTEST = 4  # tokens: fewer are a name or a single word in inverted commas

if not Doc.has_extension("quotations"):
    # (first token, token after the last) of every quotation, once worked out
    Doc.set_extension("quotations", default=None)


def quotations(doc: Doc) -> tuple[Span, ...]:
    """The quotations of ``doc`` in order, marks excluded.

    A quotation that its paragraph leaves open ends there: by convention the next paragraph of the same speech opens
    anew (Chicago Manual of Style, 17th edition, 13.30). Worked out once for each Doc.
    """
    if doc._.quotations is None:
        doc._.quotations = tuple(_scan(doc))
    return tuple(doc[start:end] for start, end in doc._.quotations)


def quotation_of(token: Token) -> Span | None:
    """The quotation that ``token`` stands in, if it is longer than a name or a word in inverted commas."""
    return next((q for q in quotations(token.doc) if q.start <= token.i < q.end and len(q) >= _SHORTEST), None)


def paragraph_of(token: Token) -> Span:
    """The tokens around ``token`` between two line breaks."""
    doc = token.doc
    start, end = token.i, token.i + 1
    while start > 0 and not _breaks(doc[start - 1]):
        start -= 1
    while end < len(doc) and not _breaks(doc[end]):
        end += 1
    return doc[start:end]


def sentences_around(token: Token, quotation: Span) -> Iterator[Span]:
    """The sentences that may name the speaker of ``quotation``, most telling first.

    The sentences that it touches; those before it in the paragraph, nearest first; those after it there; then, where
    the paragraph starts with a quotation, the paragraphs before it back to the first that is not quoted throughout.
    """
    paragraph = paragraph_of(token)
    sentences = list(paragraph.sents)
    yield from (s for s in sentences if s.start <= quotation.end and s.end >= quotation.start)
    yield from reversed([s for s in sentences if s.end <= quotation.start])
    yield from [s for s in sentences if s.start >= quotation.end][:1]
    if quotation.start - paragraph.start <= 1:
        yield from _paragraphs_before(paragraph)


def _paragraphs_before(paragraph: Span) -> Iterator[Span]:
    doc = paragraph.doc
    for _ in range(4):
        at = paragraph.start - 1
        while at >= 0 and _breaks(doc[at]):
            at -= 1
        if at < 0:
            return
        paragraph = paragraph_of(doc[at])
        yield from reversed(list(paragraph.sents))
        first = paragraph[0].text
        if first not in _OPENING | _STRAIGHT:
            return


def _breaks(token: Token) -> bool:
    return "\n" in token.text


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

"""Records of questions and answers: whose turn a paragraph is (*Question: Will it open? Lin: The base is closed.*)."""

from bisect import bisect_right
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extraction.named import named_span
from kg.extraction.quotation import paragraphs

__all__ = ["turn_of"]

_ASKING = frozenset({"question", "q", "reporter", "journalist", "moderator", "interviewer", "presenter"})
_ANSWERING = frozenset({"answer", "a"})
_LONGEST_LABEL = 6  # tokens before the colon

if not Doc.has_extension("turns"):
    # (first token of the paragraph, the label before its colon) of every turn, once worked out
    Doc.set_extension("turns", default=None)


def turn_of(token: Token) -> Span | None:
    """Who speaks in the paragraph of ``token`` by the label before its colon; None outside a record of turns.

    A turn goes on over paragraphs without a label, until one speaks of the speaker by name.
    """
    turns = _turns(token.doc)
    at = bisect_right(turns, (token.i, len(token.doc))) - 1
    if at < 0 or token.i <= turns[at][1]:
        return None
    start, colon = turns[at]
    label = token.doc[start:colon]
    if label[-1].lower_ in _ASKING | _ANSWERING or _is_spoken_of(label, token):
        return None
    return _full_name(label)


def _is_spoken_of(label: Span, token: Token) -> bool:
    """True where a paragraph between the label and ``token``, or its own, names the speaker in the third person."""
    name = label[-1].text.lower()
    return any(t.lower_ == name for t in token.doc[label.end : token.sent.end])


def _full_name(label: Span) -> Span:
    """The person whom the article has named in full before, else the label without rank and title."""
    doc, name = label.doc, label[-1].text.lower()
    for token in doc[: label.start]:
        if token.ent_type_ == "PERSON" and token.lower_ == name:
            named = named_span(token)
            if named is not None and len(named) > 1:
                return named  # *Lin* is Lin Haoran, *Reyes* is Ana Reyes
    own = named_span(label[-1])
    return own if own is not None and own.start >= label.start and own.end <= label.end else label


def _turns(doc: Doc) -> tuple[tuple[int, int], ...]:
    if doc._.turns is None:
        found = list(_labels(doc))
        doc._.turns = tuple(found) if _is_record(doc, found) else ()
    turns: tuple[tuple[int, int], ...] = doc._.turns
    return turns


def _labels(doc: Doc) -> Iterator[tuple[int, int]]:
    """(first token, colon) of every paragraph that opens with a few capitalised words and a colon."""
    for paragraph in paragraphs(doc):
        opening = paragraph[: _LONGEST_LABEL + 1]
        colon = next((t for t in opening if t.text == ":"), None)
        if colon is None or colon.i == paragraph.start or colon.i + 1 == paragraph.end:
            continue
        if all(t.text[0].isupper() for t in doc[paragraph.start : colon.i]):
            yield paragraph.start, colon.i


def _is_record(doc: Doc, labels: list[tuple[int, int]]) -> bool:
    """True where questions are labelled besides others, or two paragraphs at least by names of persons."""
    last = [doc[colon - 1] for _, colon in labels]
    asked = sum(t.lower_ in _ASKING for t in last)
    if len(last) < 2 or asked:
        return 0 < asked < len(last)
    people = {t.lower_ for t in doc if t.ent_type_ == "PERSON"}
    return sum(t.lower_ in people for t in last) > 1

"""The named entity around one token, without building the spans of the whole Doc as ``doc.ents`` does."""

from __future__ import annotations

from spacy.tokens import Span, Token

__all__ = ["named_span"]


def named_span(token: Token) -> Span | None:
    """The entity of ``doc.ents`` that ``token`` is part of; None where it is part of none."""
    if not token.ent_type_:
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=doc[start].ent_type_)

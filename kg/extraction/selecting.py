"""Tokens by what spaCy's numbers say of them, without walking the whole text: most rules concern few words of it."""

from collections.abc import Collection, Iterator

import numpy as np
from spacy.tokens import Doc, Token

__all__ = ["numbers", "tokens_with"]


def tokens_with(doc: Doc, **values: Collection[str]) -> Iterator[Token]:
    """The tokens of ``doc`` for which any of the attributes has one of its values, in textual order.

    Attributes are those of ``Doc.to_array``: ``tokens_with(doc, DEP={"dobj"}, LOWER={"due"})``. What the tokens are
    when this is called counts, not what they become while they are walked.
    """
    wanted = np.zeros(len(doc), dtype=bool)
    for attribute, strings in values.items():
        numbers_of = np.fromiter((doc.vocab.strings[s] for s in strings), dtype=np.uint64, count=len(strings))
        wanted |= np.isin(doc.to_array(attribute), numbers_of)
    return (doc[i] for i in np.flatnonzero(wanted).tolist())


def numbers(doc: Doc) -> Iterator[Token]:
    """The tokens of digits alone."""
    return (doc[i] for i in np.flatnonzero(doc.to_array("IS_DIGIT")).tolist())

"""Tokens by what spaCy's numbers say of them, without walking the whole text: most rules concern few words of it."""

from collections.abc import Callable, Collection, Iterator
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

__all__ = ["Sieve", "have", "keys", "lower_forms", "numbers", "tokens_with"]

_LOWER: dict[int, str] = {}
# spaCy's numbers of strings are the same in every process and for every vocabulary
_MOST_KNOWN = 500_000


def tokens_with(doc: Doc, **values: Collection[str]) -> Iterator[Token]:
    """The tokens of ``doc`` for which any of the attributes has one of its values, in textual order.

    Attributes are those of ``Doc.to_array``: ``tokens_with(doc, DEP={"dobj"}, LOWER={"due"})``. What the tokens are
    when this is called counts, not what they become while they are walked.
    """
    if not any(values.values()):
        return iter(())
    return (doc[i] for i in np.flatnonzero(have(doc, **values)).tolist())


def have(doc: Doc, **values: Collection[str]) -> NDArray[np.bool_]:
    """For each token of ``doc`` whether any of the attributes has one of its values, as in :func:`tokens_with`."""
    wanted = np.zeros(len(doc), dtype=bool)
    for attribute, strings in values.items():
        numbers_of = np.fromiter((doc.vocab.strings[s] for s in strings), dtype=np.uint64, count=len(strings))
        wanted |= np.isin(doc.to_array(attribute), numbers_of)
    return wanted


def numbers(doc: Doc) -> Iterator[Token]:
    """The tokens of digits alone."""
    return (doc[i] for i in np.flatnonzero(doc.to_array("IS_DIGIT")).tolist())


def lower_forms(doc: Doc) -> list[str]:
    """``token.lower_`` of every token, without making tokens."""
    if len(_LOWER) > _MOST_KNOWN:
        _LOWER.clear()
    keys = doc.to_array("LOWER").tolist()
    try:
        return [_LOWER[key] for key in keys]
    except KeyError:
        strings = doc.vocab.strings
        _LOWER.update((key, strings[key]) for key in keys if key not in _LOWER)
        return [_LOWER[key] for key in keys]


_KEYS: WeakKeyDictionary[Doc, list[tuple[int, int]]] = WeakKeyDictionary()


def keys(doc: Doc) -> list[tuple[int, int]]:
    """Lemma and lower-cased form of every token, as spaCy's numbers; they are settled once a Doc is analysed."""
    found = _KEYS.get(doc)
    if found is None or len(found) != len(doc):
        found = list(zip(doc.to_array("LEMMA").tolist(), doc.to_array("LOWER").tolist(), strict=True))
        _KEYS[doc] = found
    return found


class Sieve:
    """The places of tokens whose lemma and lower-cased form let them be of a kind.

    ``lets_through`` is asked once for each pair of strings; a rule then looks at the few tokens that are left.
    """

    def __init__(self, lets_through: Callable[[str, str], bool]) -> None:
        self._lets_through = lets_through
        self._known: dict[tuple[int, int], bool] = {}

    def places(self, doc: Doc) -> list[int]:
        """The indexes of the tokens, in order."""
        known = self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        found = keys(doc)
        for key in found:
            if key not in known:
                strings = doc.vocab.strings
                known[key] = self._lets_through(strings[key[0]], strings[key[1]])
        return [i for i, key in enumerate(found) if known[key]]

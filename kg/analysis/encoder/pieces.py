"""Words to the encoder's input: word-piece ids, a case-shape id per piece, and the place of each word's first piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

__all__ = ["SHAPES", "Encoded", "Pieces", "WordPieces", "join", "shape"]

WordPieces = tuple[list[int], int]
"""Ids of the pieces of a word, and its shape."""

SHAPES = ("lower", "title", "upper", "mixed", "letter", "digit", "other")
"""Case shapes; the vocabulary is uncased, so the token-type table carries case instead."""

# a word longer than this (a URL, a hash) is cut: one token must not fill a window
_MOST_PIECES = 12
_CACHED_WORDS = 100_000
_CLS, _SEP, _UNKNOWN = 101, 102, 100


def shape(word: str) -> int:
    """Index into :data:`SHAPES`."""
    if any(char.isdigit() for char in word):
        return 5
    letters = [char for char in word if char.isalpha()]
    if not letters:
        return 6
    upper = sum(char.isupper() for char in letters)
    if upper == 0:
        return 0
    if upper == len(letters):
        return 4 if len(letters) == 1 else 2
    return 1 if upper == 1 and letters[0].isupper() else 3


@dataclass(slots=True)
class Encoded:
    """One window. ``firsts[w]`` is the row of word w's first piece; row 0 is [CLS], which stands for the root."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]


class Pieces:
    """Encodes words with a word-piece ``tokenizer`` (its JSON text); remembers the words it has seen."""

    def __init__(self, tokenizer: str) -> None:
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._seen: dict[str, WordPieces] = {}

    def of(self, word: str) -> WordPieces:
        """Ids of the pieces of ``word`` (1 to 12) and its shape."""
        found = self._seen.get(word)
        if found is None:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:_MOST_PIECES]
            found = (ids or [_UNKNOWN], shape(word))
            if len(self._seen) < _CACHED_WORDS:
                self._seen[word] = found
        return found

    def encode(self, words: Sequence[str]) -> Encoded:
        """``[CLS] pieces [SEP]`` of ``words``."""
        return join([self.of(word) for word in words])


def join(pieces: Sequence[WordPieces]) -> Encoded:
    """``[CLS] pieces [SEP]`` of the words that have these ``pieces``."""
    ids, shapes, firsts = [_CLS], [0], []
    for own, kind in pieces:
        firsts.append(len(ids))
        ids += own
        shapes += [kind] * len(own)
    return Encoded([*ids, _SEP], [*shapes, 0], firsts)

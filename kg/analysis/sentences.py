"""Sentence starts by rule: the component ``sentence_rules``, run before the parser, which keeps to them.

News punctuation is regular enough for rules to beat a parser's guess, provided that the full stop of an abbreviation is
known: "Gen. Smith", "Feb. 28", "U.S. forces", "Lockheed Martin Corp. said". The lists are in
``lexicon/abbreviations.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

__all__ = ["mark_sentences"]

_FINAL = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({"”", "’", "''", ")", "]", "»"})
_OPENING = frozenset({"“", "‘", "``", "(", "[", "«"})
# straight quotes close where they hang on the word before them, and open otherwise
_STRAIGHT = frozenset({'"', "'"})
_LONGEST_NUMBER = 3
_MAY_CLOSE, _MAY_OPEN = _CLOSING | _STRAIGHT, _OPENING | _STRAIGHT


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "lexicon" / "abbreviations.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: frozenset(group["words"]) for name, group in table.items()}


@Language.component("sentence_rules")
def mark_sentences(doc: Doc) -> Doc:
    """Set ``token.is_sent_start`` of every token of ``doc`` to True or False, and return it.

    White-space tokens with a newline end a sentence; starts already set to True are kept.
    """
    if len(doc) == 0:
        return doc
    marks = np.full((len(doc), 1), -1, np.int64)
    if doc.has_annotation("SENT_START"):
        marks[[token.i for token in doc if token.is_sent_start is True]] = 1
    marks[0] = 1
    words = _Words.of(doc)
    marks[[words.places[i] for i in range(1, len(words.texts)) if _begins(words, i)]] = 1
    doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]
    return doc


@dataclass(frozen=True, slots=True)
class _Words:
    """The tokens of a Doc that are no white space, one entry each: text, place in the Doc, whether it hangs on the
    token before it without a space, whether a line break stands before it.
    """

    texts: list[str]
    places: list[int]
    hangs: list[bool]
    breaks: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> _Words:
        found = cls([], [], [], [])
        free, broken = True, False
        for place, token in enumerate(doc):
            text = token.text
            if token.is_space:
                free, broken = True, broken or "\n" in text
                continue
            found.texts.append(text)
            found.places.append(place)
            found.hangs.append(not free)
            found.breaks.append(broken)
            free, broken = bool(token.whitespace_), False
        return found


def _begins(words: _Words, current: int) -> bool:
    if words.breaks[current]:
        return True
    end = _sentence_final(words, current - 1)
    if end is None or _closes(words, current) or not _may_start(words, current):
        return False
    final = words.texts[end]
    return (final != "." and final in _FINAL) or not _is_abbreviation_stop(words, end, current)


def _sentence_final(words: _Words, index: int) -> int | None:
    """The token that ends a sentence at ``index``, looking back over closing quotes and brackets."""
    while index > 0 and _closes(words, index):
        index -= 1
    text = words.texts[index]
    return index if text in _FINAL or (text[-1] == "." and len(text) > 1) else None


def _closes(words: _Words, index: int) -> bool:
    return words.hangs[index] and words.texts[index] in _MAY_CLOSE


def _may_start(words: _Words, index: int) -> bool:
    while index < len(words.texts) - 1 and words.texts[index] in _MAY_OPEN:
        index += 1
    first = words.texts[index][0]
    return first.isupper() or first.isdigit()


def _is_abbreviation_stop(words: _Words, end: int, current: int) -> bool:
    text = words.texts[end]
    if len(text) == 1 and end and not words.hangs[end]:
        return False
    if _is_enumerator(words, end):
        return True
    word = text if len(text) > 1 else (words.texts[end - 1] + "." if end else ".")
    lists = _abbreviations()
    after = words.texts[current]
    if word in lists["before_name"]:
        return True
    if word in lists["before_number"]:
        return after[0].isdigit()
    if word in lists["anywhere"] or _is_initials(word):
        return after not in lists["starters"]
    return False


def _is_enumerator(words: _Words, end: int) -> bool:
    """True for the stop of "2." at the head of a line: it numbers the paragraph."""
    number = end if len(words.texts[end]) > 1 else end - 1
    heads_line = number == 0 or (number > 0 and words.breaks[number])
    return heads_line and words.texts[number].rstrip(".").isdigit() and len(words.texts[number]) <= _LONGEST_NUMBER


def _is_initials(word: str) -> bool:
    """``J.``, ``U.S.``, ``N.Y.``: single letters, each with its stop."""
    parts = word.split(".")
    return word.endswith(".") and all(len(part) == 1 and part.isalpha() and part.isupper() for part in parts[:-1])

"""Sentence starts by rule: the component ``sentence_rules``, run before the parser, which keeps to them.

News punctuation is regular enough for rules to beat a parser's guess, provided that the full stop of an abbreviation is
known: "Gen. Smith", "Feb. 28", "U.S. forces", "Lockheed Martin Corp. said". The lists are in
``lexicon/abbreviations.toml``.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["mark_sentences"]

_FINAL = frozenset({".", "!", "?", "…", "..."})
_CLOSING = frozenset({"”", "’", "''", ")", "]", "»"})
_OPENING = frozenset({"“", "‘", "``", "(", "[", "«"})
# straight quotes close where they hang on the word before them, and open otherwise
_STRAIGHT = frozenset({'"', "'"})


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
    starts = [token.is_sent_start is True for token in doc] if doc.has_annotation("SENT_START") else [False] * len(doc)
    starts[0] = True
    previous: Token | None = None
    for token in doc:
        if token.is_space:
            continue
        if previous is not None and _begins(doc, previous.i, token.i):
            starts[token.i] = True
        previous = token
    for token, start in zip(doc, starts, strict=True):
        token.is_sent_start = start
    return doc


def _begins(doc: Doc, previous: int, current: int) -> bool:
    if any("\n" in token.text for token in doc[previous + 1 : current]):
        return True
    end = _sentence_final(doc, previous)
    if end is None:
        return False
    if _closes(doc, current):
        return False
    if doc[end].text != "." and doc[end].text in _FINAL:
        return _may_start(doc, current)
    return _may_start(doc, current) and not _is_abbreviation_stop(doc, end, current)


def _sentence_final(doc: Doc, index: int) -> int | None:
    """The token that ends a sentence at ``index``, looking back over closing quotes and brackets."""
    while index > 0 and _closes(doc, index):
        index -= 1
    token = doc[index]
    if token.text in _FINAL or (token.text.endswith(".") and len(token.text) > 1):
        return index
    return None


def _closes(doc: Doc, index: int) -> bool:
    text = doc[index].text
    hangs = index > 0 and not doc[index - 1].whitespace_ and not doc[index - 1].is_space
    return hangs and (text in _CLOSING or text in _STRAIGHT)


def _may_start(doc: Doc, index: int) -> bool:
    while index < len(doc) - 1 and doc[index].text in _OPENING | _STRAIGHT:
        index += 1
    text = doc[index].text
    return text[0].isupper() or text[0].isdigit()


def _is_abbreviation_stop(doc: Doc, end: int, current: int) -> bool:
    token = doc[end]
    word = token.text if len(token.text) > 1 else (doc[end - 1].text + "." if end else ".")
    if len(token.text) == 1 and end and doc[end - 1].whitespace_:
        return False
    lists = _abbreviations()
    after = doc[current].text
    if word in lists["before_name"]:
        return True
    if word in lists["before_number"]:
        return after[0].isdigit()
    if word in lists["anywhere"] or _is_initials(word):
        return after not in lists["starters"]
    return False


def _is_initials(word: str) -> bool:
    """``J.``, ``U.S.``, ``N.Y.``: single letters, each with its stop."""
    parts = word.split(".")
    return word.endswith(".") and all(len(part) == 1 and part.isalpha() and part.isupper() for part in parts[:-1])

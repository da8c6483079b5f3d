"""The tokens of SPARQL 1.1 text (grammar, section 19.8), as far as needed to tell code from strings, comments, IRIs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["Token", "keywords", "substitute", "tokens", "variables"]


class Token(NamedTuple):
    """A stretch of the text: ``kind`` is one of comment, iri, string, variable, name, word, other."""

    kind: str
    text: str


# PN_LOCAL also takes escapes (\#), percent codes and colons; a word with a colon is a prefixed name, never a keyword
_NAME_CHARACTER: Final = r"(?:[\w.:\-·‿⁀]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"

_TOKEN: Final = re.compile(
    rf"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{{}}|^`\\\x00-\x20]*>)
  | (?P<string>"{{3}}(?:"{{0,2}}(?:[^"\\]|\\.))*"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*'{{3}}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>[^\W\d_]{_NAME_CHARACTER}*:{_NAME_CHARACTER}* | :{_NAME_CHARACTER}* | _:{_NAME_CHARACTER}+)
  | (?P<word>[^\W\d]\w*)
  | (?P<number>\d\w*)
  | (?P<space>\s+)
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of the text in order; their texts joined are the text."""
    return tuple(Token(match.lastgroup or "other", match.group()) for match in _TOKEN.finditer(text))


def variables(text: str) -> tuple[str, ...]:
    """The names of the variables, each once, in the order of their first use."""
    return tuple(dict.fromkeys(token.text[1:] for token in tokens(text) if token.kind == "variable"))


def keywords(text: str) -> tuple[str, ...]:
    """The bare words of the text in capitals: keywords and function names, none out of strings, names or comments."""
    return tuple(token.text.upper() for token in tokens(text) if token.kind == "word")


def substitute(text: str, terms: Mapping[str, str]) -> str:
    """The text with each variable named in ``terms`` replaced by its term, and nothing else changed."""
    return "".join(
        terms.get(token.text[1:], token.text) if token.kind == "variable" else token.text for token in tokens(text)
    )

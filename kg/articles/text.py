"""The one normalisation of stored text, after which every offset is fixed.

Newlines follow the Unicode Standard, version 15, section 5.8 (Newline Guidelines), composition follows UAX #15 (NFC).
What XML 1.0 (section 2.2, Char) and so RDF/XML cannot hold is replaced one for one.
"""

import re
import unicodedata

__all__ = ["compose", "normalise", "one_line"]

_NEWLINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NOT_A_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def normalise(text: str) -> str:
    """The text in NFC with ``\\n`` newlines: no byte order mark, controls as spaces, non-characters as U+FFFD."""
    text = _NEWLINE.sub("\n", text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    text = _NOT_A_CHARACTER.sub(_REPLACEMENT, _CONTROL.sub(" ", text))
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """The text on one line, each run of white space one space."""
    return " ".join(normalise(text).split())


def compose(title: str, body: str) -> str:
    """The stored text: the title as its first line (empty where there is none), then the body as written."""
    return f"{one_line(title)}\n{normalise(body)}"

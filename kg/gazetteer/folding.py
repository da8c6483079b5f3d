"""How names are compared: one key per name, whatever its case, accents, points, hyphens and national spelling.

``fold`` gives the key; ``is_bound`` says which names match only as they are written, because their letters are also a
word, a code or somebody else's initials (``US``, ``AP``, ``IT``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

__all__ = ["fold", "is_bound", "read_table", "sound"]

_DATA = Path(__file__).parent / "data"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ʻ": "'"})
# letters that Unicode does not take apart into a base and an accent
_STROKES = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ð": "d", "æ": "ae", "Æ": "Ae", "œ": "oe"}
)
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
_SILENT = re.compile(r"['.]")
_GAP = re.compile(r"[\W_]+")
_LONGEST_BOUND = 5


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated file with ``#`` comments and a header line, every cell stripped."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    header = lines[0].split("\t")
    return [
        dict(zip(header, (cell.strip() for cell in (line + "\t" * len(header)).split("\t")), strict=False))
        for line in lines[1:]
    ]


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    lines = (_DATA / "spelling.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The key of a name: lower case, no accents, no punctuation, no leading article, British spelling.

    The key does not depend on how the name is cut into tokens: ``F-16``, ``F - 16`` and ``f 16`` are one.
    """
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name.translate(_APOSTROPHES).translate(_STROKES))
        name = "".join(char for char in name if not unicodedata.combining(char))
    name = _SILENT.sub("", _POSSESSIVE.sub("", name.replace("&", " and ")))
    spellings = _spellings()
    words = [spellings.get(word, word) for word in _GAP.sub(" ", name.casefold()).split()]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


_ENDING = re.compile(r"(?:iy|ij|yi|ii|yy|i)$")
_DOUBLED = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """A folded word of a person's name as its transliterations have it in common (``Zelenskyy``, ``Zelensky``)."""
    return _DOUBLED.sub(r"\1", _ENDING.sub("y", word)) if len(word) > _LONGEST_BOUND else word


def is_bound(name: str) -> bool:
    """True for names that match only in their own case: short, without a small letter (``US``, ``PTI``, ``U.K.``)."""
    letters = [char for char in name if char.isalpha()]
    return len(letters) <= _LONGEST_BOUND and _all_capitals(letters) and " " not in name


def _all_capitals(letters: Iterable[str]) -> bool:
    return all(char.isupper() for char in letters)

"""Finds sums of money in running text and reads their value and currency.

Counts with units ("24 jets") are no sums. A value is given only where the text names one number: of a range or of
"hundreds of millions of dollars" only the words are kept. Data: ``lexicon/amounts.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.extraction.lines import lines_with
from kg.model import Amount

__all__ = ["AmountExpression", "find", "parse"]

_DATA: dict[str, Any] = tomllib.loads((Path(__file__).parent / "lexicon" / "amounts.toml").read_text(encoding="utf-8"))
_OPEN = "?"


@dataclass(frozen=True, slots=True)
class AmountExpression:
    """A sum of money at ``text[start:end]`` of the text searched, qualifiers ("up to") included.

    ``low`` and ``high`` are the ends of a range in units of the currency; a single sum has them equal, a vague one
    has neither.
    """

    start: int
    end: int
    text: str
    low: Decimal | None
    high: Decimal | None
    currency: str | None

    @property
    def amount(self) -> Amount:
        """The sum as the stages exchange it; a range has no one value."""
        return Amount(self.text, self.low if self.low == self.high else None, self.currency)


def find(text: str, *, prefer: Collection[str] = ()) -> list[AmountExpression]:
    """The sums of money in ``text``, in order, none overlapping.

    ``prefer`` are ISO 4217 codes that an ambiguous sign or word is taken for ("$" in an Australian report: {"AUD"}).
    "$" is otherwise the United States dollar; "rupees" are nobody's unless an adjective or ``prefer`` says whose.
    """
    lines = sorted({line for currency in _CURRENCIES for line in lines_with(currency, text)})
    candidates = (match for pattern in _PATTERNS for line in lines for match in pattern.finditer(text, *line))
    matches = sorted(
        (match for match in candidates if _is_sum(match)),
        key=lambda m: (m.start() - m.end(), m.start()),
    )
    found: list[AmountExpression] = []
    taken = bytearray(len(text))
    for match in matches:
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found.append(_expression(match, frozenset(prefer)))
    return sorted(found, key=lambda e: e.start)


def parse(text: str, *, prefer: Collection[str] = ()) -> Amount:
    """The sum that ``text`` as a whole writes, with the text as it is; value and currency None where it writes none.

    Where ``text`` holds several sums the first counts. ``prefer`` as for :func:`find`.
    """
    found = find(text, prefer=prefer)
    return Amount(text, found[0].amount.value, found[0].currency) if found else Amount(text)


# Reading -------------------------------------------------------------------------------------------------------------


def _is_sum(match: re.Match[str]) -> bool:
    """False for two sums side by side ("$5m and $6m") and for words that are rarely money ("3 real friends")."""
    part = match.groupdict()
    to = (part.get("to") or "").strip()
    if to in {"and", "or"} and not match.group().lower().startswith("between"):
        return False
    if part.get("sign_2") and part["sign_2"] != part["sign"]:
        return False
    word = part.get("word")
    return not (word and _singular(word) in _DATA["doubtful"]["list"] and not (part.get("scale") or part.get("vague")))


def _expression(match: re.Match[str], prefer: frozenset[str]) -> AmountExpression:
    part = {"low": None, "scale": None, "high": None, "high_scale": None, "vague": None} | match.groupdict()
    scale = _scale(part["high_scale"] or part["scale"])
    low = high = None
    if part["low"]:
        high = _decimal(part["high"] or part["low"]) * scale
        low = _decimal(part["low"]) * (_scale(part["scale"]) if part["scale"] else scale)
        if low > high:
            low = _decimal(part["low"]) * scale
    low, high = (None if value is None else _plain(value) for value in (low, high))
    return AmountExpression(match.start(), match.end(), match.group(), low, high, _currency(match, prefer))


def _decimal(text: str) -> Decimal:
    """A figure or number word; a comma is a decimal one only if other than three digits follow it."""
    word = " ".join(text.lower().split())
    if word in _DATA["numbers"]:
        return Decimal(_DATA["numbers"][word])
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return Decimal(text.replace(",", "."))
    return Decimal(text.replace(",", ""))


def _plain(value: Decimal) -> Decimal:
    """The same number without the zeros that multiplication leaves: 1500000000, not 1500000000.0."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _scale(text: str | None) -> int:
    if not text:
        return 1
    if text in _DATA["letters"]:
        return int(_DATA["letters"][text])
    return int(_DATA["multipliers"][" ".join(text.lower().replace("-", " ").split())])


def _currency(match: re.Match[str], prefer: frozenset[str]) -> str | None:
    part = {"sign": None, "code": None, "adjective": None, "word": None} | match.groupdict()
    if part["code"]:
        return str(_DATA["codes"]["same"].get(part["code"], part["code"]))
    if part["adjective"]:
        return str(_DATA["adjectives"][" ".join(part["adjective"].split())])
    if part["sign"]:
        return _chosen(_DATA["signs"][" ".join(part["sign"].split())], prefer)
    return _chosen(_DATA["words"][_singular(part["word"] or "")], prefer)


def _singular(word: str) -> str:
    word = word.lower().replace("pounds sterling", "pound sterling")
    return word if word in _DATA["words"] else word.removesuffix("s")


def _chosen(currencies: list[str], prefer: frozenset[str]) -> str | None:
    """The preferred one among ``currencies``, else the usual one, else None."""
    preferred = [code for code in currencies if code in prefer]
    if len(preferred) == 1:
        return preferred[0]
    return None if currencies[0] == _OPEN else currencies[0]


# Patterns ------------------------------------------------------------------------------------------------------------


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", _BLANK) for w in sorted(words, key=lambda w: (-len(w), w)))


_BLANK = r"[^\S\n]"
_RANGE_ONLY: list[str] = _DATA["qualifiers"]["range_only"]
_SINGLE = [word for word in _DATA["qualifiers"]["list"] if word not in _RANGE_ONLY]
_ADJECTIVE = rf"(?:(?P<adjective>{_any(_DATA['adjectives'])}){_BLANK})?"
_FRAGMENTS = {
    "FIGURE": r"(?:\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)(?![\d])",
    "NUMBER": rf"(?:\b(?:{_any(_DATA['numbers'])})\b)",
    "SCALE": rf"(?i:{_any(_DATA['multipliers'])})\b",
    "LETTER": rf"(?:{_any(_DATA['letters'])})\b",
    "SIGN": rf"(?<![\w$])(?:{_any(_DATA['signs'])})",
    "CODE": rf"\b(?:{_any(_DATA['codes']['list'])})\b",
    "WORD": rf"(?:{_any(_DATA['words'])})s?\b(?:{_BLANK}sterling\b)?",
    "QUALIFIED": rf"(?i:\b(?:{_any(_SINGLE)}){_BLANK})*",
    "RANGED": rf"(?i:\b(?:{_any(_RANGE_ONLY)}){_BLANK})?",
    "VAGUE": rf"\b(?i:{_any(_DATA['qualifiers']['vague'])})",
    "TO": rf"(?:{_BLANK}?[-–—]{_BLANK}?|{_BLANK}(?:to|and|or){_BLANK})",
    "ADJECTIVE": _ADJECTIVE,
}


def _pattern(template: str) -> re.Pattern[str]:
    """``template`` with <NAMES> replaced by fragments; a space in it is white space within a line."""
    template = template.replace(" ", _BLANK)
    for name, fragment in _FRAGMENTS.items():
        template = template.replace(f"<{name}>", fragment)
    return re.compile(template)


# Every sum has one of these; a word stands behind a blank or a hyphen. They are sought one after the other, since a
# joint expression would stop at every letter.
_CURRENCIES = (
    re.compile(_any(_DATA["signs"])),
    re.compile(rf"(?:{_BLANK}|-)(?:{_any(_DATA['words'])})s?\b"),
    re.compile(rf"(?:{_any(_DATA['codes']['list'])})\b"),
)
_PATTERNS = (
    # $1.5 billion, US$20m, EUR 38.8 million, up to $400 million
    _pattern(
        "<QUALIFIED>(?:(?P<sign><SIGN>)|(?P<code><CODE>)) ?(?P<low><FIGURE>)(?:(?: |-)?(?P<scale><SCALE>|<LETTER>))?"
    ),
    # $10-15 million, between $10 million and $15 million
    _pattern(
        "(?:<RANGED><QUALIFIED>)(?:(?P<sign><SIGN>)|(?P<code><CODE>)) ?(?P<low><FIGURE>)"
        "(?:(?: |-)?(?P<scale><SCALE>|<LETTER>))?(?P<to><TO>)<QUALIFIED>(?:(?P<sign_2><SIGN>)|<CODE>)? ?"
        "(?P<high><FIGURE>)(?: ?(?P<high_scale><SCALE>|<LETTER>))"
    ),
    # 2.6 billion U.S. dollars, 38.8 million euro, half a billion pounds, 300,000 euros, 2.5bn USD
    _pattern(
        r"<QUALIFIED>(?<![\w$€£.,-])(?P<low><FIGURE>|<NUMBER>)(?:(?: |-)?(?P<scale><SCALE>|<LETTER>))?(?: |-)"
        "(?:<ADJECTIVE>(?P<word><WORD>)|(?P<code><CODE>))"
    ),
    # 10 to 15 million euros
    _pattern(
        r"<RANGED><QUALIFIED>(?<![\w$€£.,-])(?P<low><FIGURE>|<NUMBER>)(?: (?P<scale><SCALE>))?(?P<to><TO>)"
        "(?P<high><FIGURE>|<NUMBER>)(?: |-)?(?P<high_scale><SCALE>)(?: |-)"
        "(?:<ADJECTIVE>(?P<word><WORD>)|(?P<code><CODE>))"
    ),
    # hundreds of millions of dollars, a multi-billion-dollar contract
    _pattern(
        r"(?P<vague><VAGUE>)(?: |-)(?i:(?:thousand|million|billion|trillion)s?)(?: of| |-) ?<ADJECTIVE>(?P<word><WORD>)"
    ),
)

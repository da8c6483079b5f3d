"""Finds expressions of time in running text.

The kinds follow TimeML's TIMEX3 (Pustejovsky et al. 2003): calendar dates, dates relative to the moment of writing or
to another date, durations. The words are in ``lexicon/times.toml``; how they combine is written here. Resolution
against an article's date is in :mod:`kg.extraction.times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kg.extraction import time_readers as read
from kg.extraction.lines import surroundings
from kg.extraction.time_readers import BLANK, GRAMMAR, WORDS, alternatives
from kg.extraction.time_values import TimeExpression

__all__ = ["find"]

_LONGEST_BOUND = 20
# no expression that needs the word is longer, in characters
_USUAL_REACH = 50
_REACH = {"MONTH": 110}


def find(text: str) -> list[TimeExpression]:
    """The expressions of time in ``text``, in order, none overlapping; where two readings compete the longer wins."""
    longest_first = sorted(_candidates(text), key=lambda e: (e.start - e.end, e.start))
    taken = bytearray(len(text))
    chosen: list[TimeExpression] = []
    for expression in longest_first:
        if not any(taken[expression.start : expression.end]):
            taken[expression.start : expression.end] = b"\1" * (expression.end - expression.start)
            chosen.append(replace(expression, bound=_bound(text, expression.start)))
    return sorted(chosen, key=lambda e: e.start)


def _candidates(text: str) -> Iterator[TimeExpression]:
    parts: dict[str | None, list[tuple[int, int]]] = {name: [(0, len(text))] for name in (None, *_NEEDED)}
    parts |= {name: _near(name, pattern, text) for name, pattern in _NAMED.items()}
    lower = text.lower()
    if len(lower) == len(text):  # else offsets are not the same
        parts |= {name: _near(name, pattern, lower) for name, pattern in _NEEDED.items()}
    for needed, pattern, reader in _GUARDED:
        for start, end in parts[needed]:
            for match in pattern.finditer(text, start, end):
                said = reader(match)
                if said is not None:
                    yield TimeExpression(match.start(), match.end(), match.group(), **said)


def _near(name: str, needed: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return list(surroundings(needed, text, reach=_REACH.get(name, _USUAL_REACH)))


def _bound(text: str, start: int) -> str:
    match = _BOUND.search(text[max(0, start - _LONGEST_BOUND) : start])
    return match.group(1).lower() if match else ""


def _forms(words: Iterable[str]) -> set[str]:
    """``words`` as they are and in capitals."""
    return {form for word in words for form in (word, word.upper())}


def _capitalised(words: Mapping[str, int]) -> str:
    """Any of ``words``, also in capitals; those shorter than another of the same number may carry a point."""
    full = {number: max((w for w in words if words[w] == number), key=len) for number in words.values()}
    long = alternatives(_forms(full.values()))
    short = alternatives(_forms(word for word in words if word not in full.values()))
    return rf"(?:(?:{long})(?!\w)|(?:{short})(?!\w)\.?)"


_FRAGMENTS = {
    "MONTH": _capitalised(WORDS["months"]),
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?!\w|[.,]\d|[-–]\w+-)",
    # beside a month a figure is a year where alone it would rather count something ("1600 troops")
    "YEAR": r"(?:1[6-9]|20)\d\d(?![\w%]|[.,]\d)",
    "ALONE": r"(?:1[89]|20)\d\d(?![\w%]|[.,]\d)",
    "Y": r"(?:1[89]|20)\d\d",
    "YY": r"(?:20)?\d\d",
    "WEEKDAY": _capitalised(WORDS["weekdays"]),
    "SEASON": "|".join(WORDS["seasons"]),
    "TO": rf"(?:{BLANK}?[-–—]{BLANK}?|{BLANK}(?:to|through|thru|till|until|and|&){BLANK})",
    "THRU": rf"(?:{BLANK}?[-–—]{BLANK}?|{BLANK}(?:to|through|thru|till|until){BLANK})",
    "PART": rf"(?:(?:the{BLANK})?(?:{alternatives(GRAMMAR['parts'])})(?:{BLANK}|-)(?:the{BLANK})?)",
    "COUNT": rf"(?:\d{{1,3}}|{alternatives(WORDS['numbers'])})",
    "UNIT": alternatives(WORDS["units"]),
    "DAYS": alternatives(WORDS["days"]),
    "BEGIN": r"(?<![\w$€£¥₹#/.:-])",
}
_COMPOUNDS = {
    "DAYNAME": "(?:<WEEKDAY>,? (?:the )?)?",
    "MDYA": "(?P<m1><MONTH>) ?(?P<d1><DAY>)(?:,? (?P<y1><YEAR>))?",
    "MDYB": "(?P<m2><MONTH>) ?(?P<d2><DAY>)(?:,? (?P<y2><YEAR>))?",
    "DMYA": "(?P<d1><DAY>)(?: of)? (?P<m1><MONTH>)(?:,? (?P<y1><YEAR>))?",
    "DMYB": "(?P<d2><DAY>)(?: of)? (?P<m2><MONTH>)(?:,? (?P<y2><YEAR>))?",
}


def _pattern(template: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """``template`` with <NAMES> replaced by fragments; a space in it is white space within a line."""
    for name, fragment in _COMPOUNDS.items():
        template = template.replace(f"<{name}>", fragment)
    template = template.replace(" ", BLANK)
    for name, fragment in _FRAGMENTS.items():
        template = template.replace(f"<{name}>", fragment)
    return re.compile(template, flags)


_BOUND = re.compile(rf"\b({'|'.join(GRAMMAR['bounds'])})\s+(?:the\s+)?$", re.IGNORECASE)
_I = re.IGNORECASE
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Mapping[str, Any] | None]], ...] = (
    # days
    (_pattern("<BEGIN><DAYNAME><MDYA>(?:,?<THRU><DAYNAME><MDYB>)?"), read.dates),
    (_pattern("<BEGIN><DAYNAME>(?P<m1><MONTH>) ?(?P<d1><DAY>)<TO>(?P<d2><DAY>)(?:,? (?P<y1><YEAR>))?"), read.dates),
    (_pattern("<BEGIN>(?:the )?<DAYNAME><DMYA>(?:,?<THRU>(?:the )?<DAYNAME><DMYB>)?"), read.dates),
    (_pattern("(?<=between )<DAYNAME><MDYA> and <DAYNAME><MDYB>"), read.dates),
    (_pattern("(?<=between )(?:the )?<DAYNAME><DMYA> and (?:the )?<DAYNAME><DMYB>"), read.dates),
    (
        _pattern("<BEGIN>(?P<d1><DAY>)<TO>(?:the )?(?P<d2><DAY>)(?: of)? (?P<m1><MONTH>)(?:,? (?P<y1><YEAR>))?"),
        read.dates,
    ),
    (
        _pattern("<BEGIN><DAYNAME>(?P<m1><MONTH>) ?(?P<d1><DAY>),?(?: of)? (?P<which>(?i:last|this|next)) year"),
        read.dates_of_relative_year,
    ),
    (
        _pattern("<BEGIN><DAYNAME>(?P<d1><DAY>)(?: of)? (?P<m1><MONTH>),?(?: of)? (?P<which>(?i:last|this|next)) year"),
        read.dates_of_relative_year,
    ),
    (_pattern(r"<BEGIN>(?P<y1><Y>)[-/](?P<m>\d\d)[-/](?P<d>\d\d)(?!\d)"), read.iso),
    (_pattern(r"<BEGIN>(?P<a>\d{1,2})(?P<sep>[./])(?P<b>\d{1,2})(?P=sep)(?P<y1><Y>)(?!\d)"), read.numeric),
    # months
    (
        _pattern(
            "<BEGIN><PART>?(?P<m1><MONTH>),? (?:of )?(?P<y1><YEAR>)<THRU><PART>?(?P<m2><MONTH>),? "
            "(?:of )?(?P<y2><YEAR>)"
        ),
        read.dates,
    ),
    (_pattern("<BEGIN><PART>?(?P<m1><MONTH>)<TO><PART>?(?P<m2><MONTH>),? (?:of )?(?P<y2><YEAR>)"), read.dates),
    (_pattern("(?<=between )(?P<m1><MONTH>) and (?P<m2><MONTH>)"), read.dates),
    (_pattern("(?<=from )(?P<m1><MONTH>) (?:to|through|until) (?P<m2><MONTH>)"), read.dates),
    (_pattern("<BEGIN>(?i:<PART>)?(?P<m1><MONTH>)(?:,? |-)(?:of )?(?P<y1><YEAR>)"), read.dates),
    (
        _pattern("<BEGIN>(?i:<PART>)?(?P<m1><MONTH>),?(?: of)? (?P<which>(?i:last|this|next)) year"),
        read.dates_of_relative_year,
    ),
    (_pattern("<BEGIN>(?i:<PART>)(?P<which>this )?(?P<m1><MONTH>)"), read.month),
    (_pattern(r"\b(?P<which>(?i:last|this|next)) (?P<m1><MONTH>)"), read.month),
    (_pattern("<BEGIN>(?P<m1><MONTH>)"), read.bare_month),
    # years
    (_pattern("<BEGIN>(?P<y1><ALONE>)"), read.bare_year),
    (_pattern("<BEGIN><PART>(?P<y1><ALONE>)", _I), read.year),
    (
        _pattern(r"<BEGIN>(?P<y1><Y>)(?P<mark> ?[-–/] ?)(?P<y2><Y>|\d\d)(?![\w%-]|[.,/]\d)"),
        read.years,
    ),
    (_pattern("(?<=between )(?P<y1><ALONE>)(?P<mark>) and (?P<y2><ALONE>)", _I), read.years),
    (_pattern("(?<=from )(?P<y1><ALONE>)(?P<mark>) (?:to|until|through) (?P<y2><ALONE>)", _I), read.years),
    (
        _pattern(
            r"\b(?:FY|F\.Y\.|fiscal (?:year )?|financial year ) ?(?P<y1>20\d\d|\d\d)(?:[-–/](?P<y2><YY>))?(?!\d)", _I
        ),
        read.fiscal_year,
    ),
    (_pattern(r"\bQ[1-4] (?:of )?(?P<y1><ALONE>)"), read.year),
    (
        _pattern(
            r"\b(?:the )?(?:(?:early|late|mid)(?:-| ))?(?:<SEASON>)(?: of)?,? (?P<y1><Y>)"
            r"(?:[-–/](?P<y2><YY>))?(?![\w%])",
            _I,
        ),
        read.season_of_year,
    ),
    (
        _pattern(r"\b(?:(?:early|late|later|earlier) )?(?P<which>this|last|next|coming) (?P<season><SEASON>)\b", _I),
        read.season,
    ),
    # relative to the article
    (
        _pattern(
            r"\b(?:(?P<which>this coming|this past|last|next|this|coming|upcoming|past) )?(?P<w><WEEKDAY>)"
            r"(?:(?:,| of)? (?P<week>last|this|next) week)?(?: (?:morning|afternoon|evening|night))?"
        ),
        read.weekday,
    ),
    (_pattern(r"\b(?:<DAYS>)\b", _I), read.days),
    (
        _pattern(
            r"\b(?P<part><PART>)?(?P<the>the )?(?P<which>this|last|next|past|coming|current) "
            r"(?P<unit>day|week|weekend|month|quarter|year|decade)\b",
            _I,
        ),
        read.this_unit,
    ),
    (_pattern(r"\b(?:earlier|later|early|late) in the (?P<unit>month|year)\b", _I), read.rest_of_unit),
    (_pattern(r"\b(?:the )?end of the (?P<unit>month|year)\b", _I), read.rest_of_unit),
    (_pattern(r"\b(?P<n><COUNT>)(?: |-)(?P<unit><UNIT>)s? (?P<dir>ago|from now)\b", _I), read.counted),
    # relative to another date
    (
        _pattern(r"\b(?P<n><COUNT>)(?: |-)(?P<unit><UNIT>)s? (?P<dir>earlier|later|previously|prior)\b", _I),
        read.counted,
    ),
    (
        _pattern(r"\b(?:the )?(?P<which>same|that|following|previous|preceding) (?P<unit>day|month|year)\b", _I),
        read.same,
    ),
    (_pattern(r"\bthe (?P<which>next) (?P<unit>day)\b", _I), read.same),
    # no date
    (_pattern(r"\b(?P<n><COUNT>)(?: |-)(?P<unit><UNIT>)s?\b(?:-long)?", _I), read.duration),
    (_pattern(r"\b(?:the )?(?:same|following|previous|preceding) (?:week|weekend|quarter|decade)\b", _I), read.vague),
    (_pattern(r"\b(?:several|many|a few|few|some) (?:<UNIT>)s (?:ago|earlier|later)\b", _I), read.vague),
    (_pattern(r"\b(?:the )?(?:(?:early|late|mid)(?:-| ))?(?:(?:1[89]|20)\d0s|['’]\d0s)\b", _I), read.vague),
    (
        _pattern(
            r"\b(?:the )?(?:last|past|coming|next|recent|previous) (?:(?:few|several|<COUNT>) )?(?:<UNIT>)s\b", _I
        ),
        read.vague,
    ),
)


# What a pattern cannot do without: only its surroundings are searched. Of the fragments in a pattern the first here
# is one that it needs; a pattern with none of them is tried everywhere. Names and years are looked for in the text, all
# other words in the text in lower case; in a flat list of words only their first letters stop the search.
_NAMED = {
    "MONTH": re.compile(alternatives(_forms(WORDS["months"]))),
    "WEEKDAY": re.compile(alternatives(_forms(WORDS["weekdays"]))),
    "Y": re.compile(_FRAGMENTS["Y"]),
}
_NEEDED = {
    "AGO": re.compile(r"ago|from\snow|earlier|later|prev|prior"),
    "DAYS": re.compile(_FRAGMENTS["DAYS"]),
    "SEASON": re.compile(_FRAGMENTS["SEASON"]),
    "DECADE": re.compile(r"\d0s"),
    "FISCAL": re.compile(r"f\.?y|fiscal|financial"),
    "UNIT": re.compile(alternatives({*WORDS["units"], "quarter", "decade"})),
}
_MARKS = {
    "AGO": ("(?P<dir>",),
    **{name: (_FRAGMENTS[name],) for name in ("MONTH", "WEEKDAY", "DAYS", "SEASON", "Y")},
    "DECADE": (r"\d0s",),
    "FISCAL": ("fiscal",),
    "UNIT": (_FRAGMENTS["UNIT"], "(?P<unit>", "(?:week|"),
}


def _needs(pattern: re.Pattern[str]) -> str | None:
    return next((name for name, marks in _MARKS.items() if any(mark in pattern.pattern for mark in marks)), None)


_GUARDED = tuple((_needs(pattern), pattern, reader) for pattern, reader in _PATTERNS)

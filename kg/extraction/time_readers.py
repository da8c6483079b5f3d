"""Reads off what a matched expression of time says, and nothing that it does not say.

Each reader takes a match of one pattern of :mod:`kg.extraction.time_grammar` and returns the fields of a
:class:`TimeExpression`, or None where the context shows that the words are no expression of time.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

from kg.extraction.time_values import CalendarDate, TimeKind

__all__ = [
    "BLANK",
    "GRAMMAR",
    "WORDS",
    "alternatives",
    "bare_month",
    "bare_year",
    "counted",
    "dates",
    "dates_of_relative_year",
    "days",
    "duration",
    "fiscal_year",
    "iso",
    "month",
    "numeric",
    "rest_of_unit",
    "same",
    "season",
    "season_months",
    "season_of_year",
    "this_unit",
    "vague",
    "weekday",
    "year",
    "years",
]

WORDS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "lexicon" / "times.toml").read_text(encoding="utf-8"))
"""The tables of ``lexicon/times.toml``."""

GRAMMAR: dict[str, list[str]] = WORDS["grammar"]
BLANK = r"[^\S\n]"
"""White space within a line: no expression crosses a line break."""

_MONTHS: dict[str, int] = {name.casefold(): number for name, number in WORDS["months"].items()}
_WEEKDAYS: dict[str, int] = {name.casefold(): number for name, number in WORDS["weekdays"].items()}
_NUMBERS: dict[str, int] = WORDS["numbers"]
_UNITS: dict[str, tuple[str, int]] = {name: (mark, factor) for name, (mark, factor) in WORDS["units"].items()}
_STEPS: dict[str, int] = WORDS["steps"]
_BEFORE = 24
_SHORT_WEEKDAY = 4

_Said: TypeAlias = Mapping[str, Any] | None


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first; a space in them stands for white space."""
    return "|".join(re.escape(w).replace(r"\ ", BLANK) for w in sorted(words, key=lambda w: (-len(w), w)))


def season_months(season: str) -> tuple[int, int]:
    """First and last month of a season in the northern hemisphere."""
    first, last = WORDS["seasons"][season]
    return first, last


_MONTH_AFTER = re.compile(
    rf"\b(?:{alternatives(GRAMMAR['month_after'])}){BLANK}(?:the{BLANK})?$|(?<=mid-)$", re.IGNORECASE
)
_YEAR_AFTER = re.compile(
    rf"(?:^|[(,;:–—-]{BLANK}?|(?<!\bNo)[.!?][”\"]?{BLANK}|\b(?:{alternatives(GRAMMAR['year_after'])})(?:{BLANK}|-))$",
    re.IGNORECASE,
)
_EVERY = re.compile(rf"\b(?:every|each){BLANK}$", re.IGNORECASE)
_COUNTED = re.compile(rf"{BLANK}(?:[a-z]+{BLANK})?(?:{alternatives(GRAMMAR['counted'])})\b")
_APPROXIMATE = re.compile(rf"\b(?:{alternatives(GRAMMAR['approximate'])}){BLANK}(?:the{BLANK})?$", re.IGNORECASE)
_NAME_FOLLOWS = re.compile(rf"{BLANK}[A-Z]\w*")


def _before(match: re.Match[str]) -> str:
    """What stands before the match on its line, as far as a word of context may reach."""
    return match.string[max(0, match.start() - _BEFORE) : match.start()].rpartition("\n")[2]


def _date(year: int | None, month: int | None = None, day: int | None = None, **more: Any) -> dict[str, Any]:
    return {"kind": TimeKind.DATE, "first": CalendarDate(year, month, day), **more}


def _month(name: str | None) -> int | None:
    return _MONTHS[name.rstrip(".").casefold()] if name else None


def _number(digits: str | None) -> int | None:
    """A year or day in digits, an ordinal ending aside."""
    return int(digits.rstrip("sthndr")) if digits else None


def _count(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _century(year: int, last_digits: str) -> int:
    """The year that ``last_digits`` (two or four) stand for after ``year``: 2023-24 is 2023 and 2024."""
    return int(last_digits) if len(last_digits) > 2 else year - year % 100 + int(last_digits)


# Calendar dates ------------------------------------------------------------------------------------------------------


def dates(match: re.Match[str]) -> _Said:
    """Groups m1 d1 y1 (m2 d2 y2): what one end of a range leaves out it shares with the other."""
    part = {"y2": None, "m2": None, "d2": None, "y1": None, "d1": None} | match.groupdict()
    begin = CalendarDate(_number(part["y1"]), _month(part["m1"]), _number(part["d1"]))
    if not (part["m2"] or part["d2"]):
        return {"kind": TimeKind.DATE, "first": begin}
    end = CalendarDate(
        _number(part["y2"]) or begin.year,
        _month(part["m2"]) or begin.month,
        _number(part["d2"]),
    )
    crosses = ((begin.month or 0), begin.day or 0) > ((end.month or 0), end.day or 0) and bool(part["m2"])
    if begin.year is None and end.year is not None:
        begin = replace(begin, year=end.year - crosses)
    elif not part["y2"] and crosses and end.year is not None:
        end = replace(end, year=end.year + 1)
    return {"kind": TimeKind.DATE, "first": begin, "last": end}


def dates_of_relative_year(match: re.Match[str]) -> _Said:
    """*5 October last year*: the year counts from the article's."""
    day = _number(match.groupdict().get("d1"))
    return _date(None, _month(match["m1"]), day, which=f"{match['which'].lower()} year")


def iso(match: re.Match[str]) -> _Said:
    """2021-08-04."""
    day = CalendarDate(int(match["y1"]), int(match["m"]), int(match["d"]))
    return {"kind": TimeKind.DATE, "first": day} if day.is_valid else None


def numeric(match: re.Match[str]) -> _Said:
    """3/8/2023: without knowing whose order it is only the year is sure, unless a number is above 12."""
    a, b, year = int(match["a"]), int(match["b"]), int(match["y1"])
    if match["sep"] == "." or b <= 12 < a or a == b:
        day = CalendarDate(year, b, a)
    else:
        day = CalendarDate(year, a, b) if b > 12 else CalendarDate(year)
    return {"kind": TimeKind.DATE, "first": day} if day.is_valid else None


def month(match: re.Match[str]) -> _Said:
    """*early March*, *last December*."""
    return _date(None, _month(match["m1"]), which=(match["which"] or "").strip().lower())


def bare_month(match: re.Match[str]) -> _Said:
    """A month alone: a name that is also a word or a person's needs a word of time before it."""
    name, before = match["m1"].rstrip("."), _before(match)
    in_time = _MONTH_AFTER.search(before) is not None
    doubtful = (
        name.title() in GRAMMAR["ambiguous_months"]
        or (name.isupper() and len(name) <= _SHORT_WEEKDAY)
        or _NAME_FOLLOWS.match(match.string, match.end()) is not None  # "October Revolution"
    )
    if _EVERY.search(before) or (doubtful and not in_time):
        return None
    return _date(None, _month(match["m1"]))


def year(match: re.Match[str]) -> _Said:
    """*mid-2024*, *Q3 2023*: the year is what can be told exactly."""
    return _date(int(match["y1"]))


def bare_year(match: re.Match[str]) -> _Said:
    """Four digits are a year after a word of time, in brackets or at the start, not in a count or a name."""
    if _COUNTED.match(match.string, match.end()) or not _YEAR_AFTER.search(_before(match)):
        return None
    return year(match)


def years(match: re.Match[str]) -> _Said:
    """2015-2020, 2023/24; "2005-10" may be a month or a range, and both readings share only the year."""
    first, second, mark = int(match["y1"]), match["y2"], match["mark"].strip()
    last = _century(first, second)
    if len(second) == 2 and mark == "-" and 1 <= int(second) <= 12:
        return _date(first) if last > first else _date(first, int(second))
    if last <= first or (len(second) == 2 and mark == "/" and last != first + 1):
        return None
    return _date(first, last=CalendarDate(last))


def fiscal_year(match: re.Match[str]) -> _Said:
    """FY2024, fiscal year 2023-24: the years as written; when they begin the text does not say."""
    first = 2000 + int(match["y1"]) % 100
    return _date(first, last=CalendarDate(_century(first, match["y2"])) if match["y2"] else None)


def season_of_year(match: re.Match[str]) -> _Said:
    """*the summer of 2022*, *winter 2022-23*: the years."""
    first = int(match["y1"])
    return _date(first, last=CalendarDate(_century(first, match["y2"])) if match["y2"] else None)


# Dates relative to the article's -------------------------------------------------------------------------------------


def season(match: re.Match[str]) -> _Said:
    """*this summer*."""
    which = match["which"].lower()
    return {
        "kind": TimeKind.SEASON,
        "season": match["season"].lower(),
        "which": "next" if which == "coming" else which,
    }


_WHICH_WEEKDAY = {"coming": "next", "upcoming": "next", "this coming": "next", "this past": "past"}


def weekday(match: re.Match[str]) -> _Said:
    """*Thursday*, *next Monday*, *Tuesday last week*; "Sun" and "Wed" are weekdays only with a point."""
    name, which = match["w"].rstrip(".").casefold(), (match["which"] or "").lower()
    if (len(name) <= _SHORT_WEEKDAY and not match["w"].endswith(".")) or _EVERY.search(_before(match)):
        return None
    which = f"{match['week'].lower()} week" if match["week"] else _WHICH_WEEKDAY.get(which, which)
    return {"kind": TimeKind.WEEKDAY, "weekday": _WEEKDAYS[name], "which": which}


def days(match: re.Match[str]) -> _Said:
    """*yesterday*, *this morning*, *the day after tomorrow*."""
    return {"kind": TimeKind.OFFSET, "unit": "day", "count": WORDS["days"][" ".join(match.group().lower().split())]}


def this_unit(match: re.Match[str]) -> _Said:
    """*last month*, *this year*.

    A week or a quarter is exact to no date; "the last year" is the stretch of twelve months before today.
    """
    which, unit = match["which"].lower(), match["unit"].lower()
    rolling = match["the"] and not match["part"] and which not in {"current", "this"}
    if unit not in {"month", "year"} or rolling:
        return {"kind": TimeKind.VAGUE}
    return {"kind": TimeKind.OFFSET, "unit": unit, "count": _STEPS[which]}


def rest_of_unit(match: re.Match[str]) -> _Said:
    """*later in the year*, *the end of the month*: this year, this month."""
    return {"kind": TimeKind.OFFSET, "unit": match["unit"].lower(), "count": 0}


def counted(match: re.Match[str]) -> _Said:
    """*two years ago* counts from the article's date, *17 years previously* from one mentioned before.

    Weeks and hours are exact to no date, and neither are numbers that are said to be rough.
    """
    unit, direction = match["unit"].lower(), " ".join(match["dir"].lower().split())
    mark, factor = _UNITS[unit]
    coarse = {"D": "day", "M": "month", "Y": "year"}.get(mark)
    if coarse is None or unit in {"week", "fortnight"} or _APPROXIMATE.search(_before(match)):
        return {"kind": TimeKind.VAGUE}
    ahead = direction in {"from now", "later"}
    kind = TimeKind.OFFSET if direction in {"ago", "from now"} else TimeKind.ANCHORED
    return {"kind": kind, "unit": coarse, "count": (1 if ahead else -1) * factor * _count(match["n"])}


def same(match: re.Match[str]) -> _Said:
    """*the same day*, *the following year*."""
    return {"kind": TimeKind.ANCHORED, "unit": match["unit"].lower(), "count": _STEPS[match["which"].lower()]}


# No date -------------------------------------------------------------------------------------------------------------


def duration(match: re.Match[str]) -> _Said:
    """*a 15-year period*, *ten days*: an xsd:duration, in which a week is seven days."""
    mark, factor = _UNITS[match["unit"].lower()]
    total = factor * _count(match["n"])
    return {"kind": TimeKind.DURATION, "duration": f"PT{total}{mark[1:]}" if mark[0] == "T" else f"P{total}{mark}"}


def vague(_match: re.Match[str]) -> _Said:
    """*the 1990s*, *a few years ago*, *the past two decades*."""
    return {"kind": TimeKind.VAGUE}

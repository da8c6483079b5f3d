"""Resolves expressions of time to dates that are exactly as fine as the text makes them.

A date part that the text does not give is never written. Where the article's own date is only a month or a year, an
expression is resolved only if every day of that month or year leads to the same date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from kg.extraction.time_grammar import find
from kg.extraction.time_readers import WORDS, season_months
from kg.extraction.time_values import CalendarDate, TimeExpression, TimeKind
from kg.model import Temporality, Time, TimeBasis

__all__ = ["TimeExpression", "TimeKind", "beginning", "end_of_term", "find", "resolve"]

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_MONTHS_AHEAD = 2
"""A month named without a year and without a tense may lie this far ahead; else it is the last one of that name."""
_MONTHS_JUST_OVER = 2
_YEARS = range(1000, 10_000)
_MOST_DAYS = 31
_STEPS: dict[str, int] = WORDS["steps"]


def resolve(
    expression: TimeExpression,
    *,
    published: str | None = None,
    tense: Temporality | None = None,
    anchor: Time | None = None,
) -> Time | None:
    """The date that ``expression`` stands for, or None where the text and what is known do not settle it.

    ``published`` is the article's date in ISO 8601 (year, month or day); ``tense`` says on which side of it the
    situation lies, where the clause tells (the past is taken where it does not); ``anchor`` is the date that "the same
    day" and "two years earlier" count from. Ranges keep both ends. The basis is ``stated`` for a date given with its
    year, ``resolvedFromPublication`` where the article's date was needed, ``derived`` where it was counted from
    ``anchor``.
    """
    if expression.kind is TimeKind.ANCHORED:
        return _from_anchor(expression, anchor)
    if expression.kind in {TimeKind.DURATION, TimeKind.VAGUE}:
        return None
    if expression.kind is TimeKind.DATE and expression.first is not None and expression.first.year is not None:
        return _time(expression.first, expression.last, TimeBasis.STATED)
    readings = {_read(expression, day, tense) for day in _ends(published)}
    if len(readings) != 1:
        return None
    first, last = readings.pop()
    return _time(first, last, TimeBasis.RESOLVED_FROM_PUBLICATION)


def end_of_term(start: Time, duration: str) -> Time | None:
    """When a term of ``duration`` (an ``xsd:duration`` of years, months or days) that began at ``start`` is over.

    The end is as fine as the start: fifteen years from 2005-10 end in 2020-10. None where the start is too coarse for
    the duration (ten days from 2005-10). Addition as in XML Schema 1.1 part 2, appendix E.3.3. The basis is derived.
    """
    match, begin = _DURATION.fullmatch(duration), _calendar(start.value)
    if match is None or begin is None:
        return None
    years, months, days = (int(group or 0) for group in match.groups())
    if (months and begin.month is None) or (days and begin.day is None):
        return None
    moved = _plus_months(begin, 12 * years + months)
    if days:
        moved = _plus_days(moved, days)
    return _time(moved, None, TimeBasis.DERIVED) if moved is not None else None


def beginning(end: Time, duration: str) -> Time | None:
    """The first day of what lasted so many days (``P3D``) and was over on the day ``end``; None for other terms."""
    match, day = _DURATION.fullmatch(duration), _calendar(end.value)
    if match is None or day is None or not match[3] or int(match[3]) > _MOST_DAYS:
        return None
    first = _plus_days(day, 1 - int(match[3])) if day.day is not None else None
    return _time(first, day, TimeBasis.DERIVED)


def _time(first: CalendarDate | None, last: CalendarDate | None, basis: TimeBasis) -> Time | None:
    value = first.iso() if first is not None else None
    if first is None or value is None:
        return None
    end = last.iso() if last is not None and _key(first) <= _key(last) else None
    return Time(value, basis, end)


def _key(day: CalendarDate) -> tuple[int, int, int]:
    return day.year or 0, day.month or 0, day.day or 0


def _calendar(iso: str | None) -> CalendarDate | None:
    match = _ISO.match(iso or "")
    if match is None:
        return None
    day = CalendarDate(*(int(part) if part else None for part in match.groups()))
    return day if day.is_valid else None


def _ends(published: str | None) -> tuple[date, ...]:
    """First and last day of the time of publication; one day where it is known to the day, none where not at all."""
    known = _calendar(published)
    if known is None or known.year is None or known.year not in _YEARS:
        return ()
    months = (known.month, known.month) if known.month else (1, 12)
    days = (known.day, known.day) if known.day else (1, monthrange(known.year, months[1])[1])
    return date(known.year, months[0], days[0]), date(known.year, months[1], days[1])


# Readings relative to one day of publication -------------------------------------------------------------------------

_Ends = tuple[CalendarDate | None, CalendarDate | None]


def _read(expression: TimeExpression, day: date, tense: Temporality | None) -> _Ends:
    match expression.kind:
        case TimeKind.WEEKDAY:
            return _weekday(expression, day, tense), None
        case TimeKind.SEASON:
            return _season(expression, day), None
        case TimeKind.OFFSET:
            return _offset(CalendarDate(day.year, day.month, day.day), expression.unit, expression.count), None
        case _:
            return _in_its_year(expression, day, tense)


def _weekday(expression: TimeExpression, day: date, tense: Temporality | None) -> CalendarDate | None:
    """The named day at or before ``day``, at or after it if the clause is in the future.

    "Last Friday" and "next Friday" are taken only from another calendar week: said in the same one they are ambiguous.
    """
    if tense is Temporality.HABITUAL:
        return None
    back = (day.weekday() - (expression.weekday or 0)) % 7
    if expression.which in {"last", "past"}:
        found = day - timedelta(days=back or 7)
        ambiguous = expression.which == "last" and found.isocalendar()[:2] == day.isocalendar()[:2]
    elif expression.which == "next":
        found = day + timedelta(days=7 - back)
        ambiguous = found.isocalendar()[:2] == day.isocalendar()[:2]
    elif expression.which.endswith(" week"):
        step = _STEPS[expression.which.removesuffix(" week")]
        found = day + timedelta(days=7 * step - day.weekday() + (expression.weekday or 0))
        ambiguous = False
    else:
        ahead = tense is Temporality.FUTURE
        found, ambiguous = day + timedelta(days=-back % 7) if ahead else day - timedelta(days=back), False
    return None if ambiguous else CalendarDate(found.year, found.month, found.day)


def _season(expression: TimeExpression, day: date) -> CalendarDate | None:
    """Only the year, and not where it is open which year's season is meant ("last summer", said in autumn)."""
    first, last = season_months(expression.season)
    if first > last:
        return None
    if expression.which == "this":
        return CalendarDate(day.year)
    if expression.which == "last":
        return CalendarDate(day.year - 1) if day.month <= last else None
    return CalendarDate(day.year + 1) if day.month >= first else None


def _offset(start: CalendarDate, unit: str, count: int) -> CalendarDate | None:
    """``start`` moved by so many units and cut to that unit; None where ``start`` is coarser than the unit."""
    if start.year is None:
        return None
    if unit == "year":
        return CalendarDate(start.year + count)
    if unit == "month":
        return _plus_months(CalendarDate(start.year, start.month), count) if start.month else None
    return _plus_days(start, count) if start.day else None


def _plus_months(start: CalendarDate | None, months: int) -> CalendarDate | None:
    if start is None or start.year is None:
        return None
    total = 12 * start.year + (start.month or 1) - 1 + months
    year, month = total // 12, total % 12 + 1
    if year not in _YEARS:
        return None
    day = min(start.day, monthrange(year, month)[1]) if start.day else None
    return CalendarDate(year, month if start.month else None, day)


def _plus_days(start: CalendarDate | None, days: int) -> CalendarDate | None:
    if start is None or start.year is None or start.month is None or start.day is None:
        return None
    try:
        moved = date(start.year, start.month, start.day) + timedelta(days=days)
    except OverflowError:
        return None
    return CalendarDate(moved.year, moved.month, moved.day)


def _in_its_year(expression: TimeExpression, day: date, tense: Temporality | None) -> _Ends:
    """A date without a year takes the year that puts its month on the right side of the article's month."""
    first, last = expression.first, expression.last
    if first is None or first.month is None or tense is Temporality.HABITUAL:
        return None, None
    crosses = last is not None and (last.month or 0, last.day or 0) < (first.month, first.day or 0)
    running = last is not None and first.month <= day.month <= (last.month or 0)
    years = 0 if running and not expression.which else _years_on(expression, first.month - day.month, tense)
    if years is None:
        return None, None
    year = day.year + years
    end = None if last is None else CalendarDate(year + crosses, last.month, last.day)
    return CalendarDate(year, first.month, first.day), end


def _years_on(expression: TimeExpression, ahead: int, tense: Temporality | None) -> int | None:
    """How many years on a month lies that comes ``ahead`` months after the article's in the calendar.

    None where the tense puts a month that is just over almost a year ahead: then the year would have been written.
    """
    which = expression.which
    if which.endswith(" year"):
        return _STEPS[which.removesuffix(" year")]
    if which == "this" or (ahead == 0 and not which):
        return 0
    if which == "next":
        return 0 if ahead > 0 else 1
    if which == "last" or tense is Temporality.PAST:
        return 0 if ahead < 0 else -1
    if tense is Temporality.FUTURE:
        just_over = ahead >= -_MONTHS_JUST_OVER and expression.bound != "from"  # what is to begin has not begun
        return 0 if ahead > 0 else (None if just_over else 1)
    if 0 < ahead <= _MONTHS_AHEAD:
        return 0
    if ahead <= _MONTHS_AHEAD - 12:
        return 1
    return 0 if ahead < 0 else -1


def _from_anchor(expression: TimeExpression, anchor: Time | None) -> Time | None:
    start = _calendar(anchor.value) if anchor is not None else None
    moved = _offset(start, expression.unit, expression.count) if start is not None else None
    return _time(moved, None, TimeBasis.DERIVED)

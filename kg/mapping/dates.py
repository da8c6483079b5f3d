"""Dates with the precision that the text gives, as typed literals and as the days that bound them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.mapping.scope import Scope, term
from kg.model import Time
from kg.terms import Statement, Value
from kg.vocabulary import SEM, XSD

__all__ = ["Period", "period", "time_statements"]

_FORM: Final = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DATE: Final = str(XSD.date)
_EARLIEST: Final = str(SEM.hasEarliestBeginTimeStamp)
_LATEST: Final = str(SEM.hasLatestEndTimeStamp)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, month or day: the literal as stated, and its first and last day in ISO 8601."""

    stated: Value
    first: str
    last: str


def period(text: str) -> Period:
    """The period that ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD`` names in the Gregorian calendar.

    Raises ValueError, with the reason, for another form and for a month or day that the calendar does not have:
    triple stores accept 2024-02-30 and then sort and compare it wrongly.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = found.groups()
    if month is None:
        return Period(Value(text, str(XSD.gYear)), f"{year}-01-01", f"{year}-12-31")
    if not 1 <= int(month) <= 12:
        raise ValueError(f"“{text}” has a month that no year has")
    length = calendar.monthrange(int(year), int(month))[1]
    if day is None:
        return Period(Value(text, str(XSD.gYearMonth)), f"{text}-01", f"{text}-{length}")
    if not 1 <= int(day) <= length:
        raise ValueError(f"“{text}” has a day that the month does not have")
    return Period(Value(text, _DATE), text, text)


def time_statements(situation: str, time: Time, scope: Scope) -> Iterator[Statement]:
    """``when``, ``until``, its bounds as days, and how the date was come by; nothing where the date is impossible."""
    try:
        begin = period(time.value)
    except ValueError as error:
        scope.refuse(f"{error}; the date is left out")
        return
    end = _end(time, begin, scope)
    yield situation, term("when"), begin.stated
    if end is not None:
        yield situation, term("until"), end.stated
    yield situation, _EARLIEST, Value(begin.first, _DATE)
    yield situation, _LATEST, Value((end or begin).last, _DATE)
    yield situation, term("timeBasis"), term(time.basis)


def _end(time: Time, begin: Period, scope: Scope) -> Period | None:
    """The last period of a range, if there is one and it is not before ``begin``."""
    if time.end is None:
        return None
    try:
        end = period(time.end)
    except ValueError as error:
        scope.refuse(f"{error}; the end of the range is left out")
        return None
    if end.last < begin.last:
        scope.refuse(f"the range from {time.value} to {time.end} ends before it begins; its end is left out")
        return None
    return end

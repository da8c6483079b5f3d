"""What an expression of time says, before anything is known about the article it stands in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["CalendarDate", "TimeExpression", "TimeKind"]

_LEAP_YEAR = 2000


class TimeKind(StrEnum):
    """What an expression of time counts from."""

    DATE = "date"
    """A calendar date or part of one; a missing year is that of the article."""
    WEEKDAY = "weekday"
    SEASON = "season"
    """*this summer*: only the year can be told."""
    OFFSET = "offset"
    """So many days, months or years from the article's date."""
    ANCHORED = "anchored"
    """So many from a date mentioned before: *17 years previously*, *the same month*."""
    DURATION = "duration"
    VAGUE = "vague"
    """An expression of time that gives no date: *last week*, *the 1990s*, *more than two years ago*."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as far as the text gives it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def is_valid(self) -> bool:
        """True if the calendar has such a date (29 February passes without a year)."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        if self.month is None:
            return False
        return 1 <= self.day <= monthrange(self.year or _LEAP_YEAR, self.month)[1]

    def iso(self) -> str | None:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None without a year or outside the calendar."""
        if self.year is None or not self.is_valid:
            return None
        parts = [f"{self.year:04}"]
        if self.month is not None:
            parts.append(f"{self.month:02}")
            if self.day is not None:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time at ``text[start:end]`` of the text searched, with what it says.

    ``first`` and ``last`` are the ends of a range; a single date has ``first`` only. ``unit`` is ``day``, ``month`` or
    ``year`` and ``count`` how many of them (signed, future positive) an offset spans. ``which`` is ``last``, ``this``
    or ``next`` before a month, season or weekday. ``duration`` is an ``xsd:duration``. ``bound`` is the preposition
    (``since``, ``until``, ``before`` ...) that makes the date a bound of a period rather than the date of the event.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    first: CalendarDate | None = None
    last: CalendarDate | None = None
    weekday: int | None = None
    season: str = ""
    unit: str = ""
    count: int = 0
    which: str = ""
    duration: str | None = None
    bound: str = ""

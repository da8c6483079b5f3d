"""Dates of publication as ISO 8601, with the precision they were given in and never a part more."""

import re
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

__all__ = ["publication_date"]

# ISO 8601-1:2019: year, year and month, calendar date, and the date of a date and time
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?")
_DAYS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y")
_WRITTEN_LENGTH = 80
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


@cache
def _parser(order: str) -> "DateDataParser":
    from dateparser.date import DateDataParser  # takes a quarter of a second, and few dates need it

    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["year"], "DATE_ORDER": order}
    return DateDataParser(languages=["en"], settings=settings)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    try:
        checked = date(year, month or 1, day or 1)
    except ValueError:
        return None
    return checked.isoformat()[: 4 if month is None else 7 if day is None else 10]


def _written_out(written: str) -> str | None:
    """A day in one of the usual forms, read without the parser of all others, which takes a quarter of a second."""
    for form in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(written, form).date().isoformat()
    return None


def _read(written: str, order: str) -> str | None:
    found = _parser(order).get_date_data(written)
    if found.date_obj is None:
        return None
    moment = found.date_obj
    match found.period:
        case "day":
            return _iso(moment.year, moment.month, moment.day)
        case "month":
            return _iso(moment.year, moment.month)
        case "year":
            return _iso(moment.year)
        case _:
            return None


def publication_date(written: str) -> str | None:
    """The date as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``, or None where it is none or reads two ways.

    ISO 8601 is checked against the calendar; other English forms are read by dateparser. ``03/08/2023`` is the third
    of August or the eighth of March, so it is None; ``13/08/2023`` reads one way.
    """
    written = " ".join(written.split())
    if iso := _ISO.fullmatch(written):
        return _iso(*(int(part) for part in iso.groups() if part))
    if not written or len(written) > _WRITTEN_LENGTH or not _YEAR.search(written):
        return None
    if day := _written_out(written):
        return day
    day_first, month_first = (_read(written, order) for order in ("DMY", "MDY"))
    return day_first if day_first == month_first else None

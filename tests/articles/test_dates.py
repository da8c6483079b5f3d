"""Tables for dates of publication: what is written, what may be concluded, and why."""

import pytest

from kg.articles import publication_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("2023-08-03", "2023-08-03", id="iso-day"),
        pytest.param("2023-08", "2023-08", id="iso-month-stays-a-month"),
        pytest.param("2023", "2023", id="iso-year-stays-a-year"),
        pytest.param("2023-08-03T10:15:00+05:00", "2023-08-03", id="iso-date-and-time"),
        pytest.param("2024-02-29", "2024-02-29", id="leap-day"),
        pytest.param("2023-02-29", None, id="no-such-day"),
        pytest.param("2023-13", None, id="no-such-month"),
        pytest.param("August 3, 2023", "2023-08-03", id="american"),
        pytest.param("3 Aug 2023", "2023-08-03", id="day-first"),
        pytest.param("March  3  2023", "2023-03-03", id="blanks-are-one"),
        pytest.param("31 February 2023", None, id="no-such-day-in-words"),
        pytest.param("Thursday, 3rd of August 2023", "2023-08-03", id="weekday-and-ordinal"),
        pytest.param("Feb. 9, 2017", "2017-02-09", id="abbreviated-month"),
        pytest.param("Thu, 03 Aug 2023 10:15:00 GMT", "2023-08-03", id="rfc-5322"),
        pytest.param("Aug 2023", "2023-08", id="month-gets-no-day"),
        pytest.param("13/08/2023", "2023-08-13", id="slashes-one-reading"),
        pytest.param("03/08/2023", None, id="slashes-two-readings"),
        pytest.param("07/07/2023", "2023-07-07", id="slashes-both-readings-agree"),
        pytest.param("12 August", None, id="no-year-none-invented"),
        pytest.param("Monday", None, id="weekday-only"),
        pytest.param("tomorrow", None, id="relative-to-the-run"),
        pytest.param("Q3 2023", None, id="quarter-is-no-iso-date"),
        pytest.param("31 February 2023", None, id="written-no-such-day"),
        pytest.param("", None, id="empty"),
        pytest.param("2023 " * 40, None, id="longer-than-any-date"),
    ],
)
def test_publication_date(written: str, expected: str | None) -> None:
    """A date keeps the precision it was written in, and what reads two ways is no date."""
    assert publication_date(written) == expected

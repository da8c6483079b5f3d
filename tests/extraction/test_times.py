"""Expressions of time: what is found, what it resolves to, and above all what is left unsaid."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.times import TimeKind, end_of_term, find, resolve
from kg.model import Temporality, Time, TimeBasis

STATED, RESOLVED, DERIVED = TimeBasis.STATED, TimeBasis.RESOLVED_FROM_PUBLICATION, TimeBasis.DERIVED
PAST, FUTURE, HABITUAL, ONGOING = (
    Temporality.PAST,
    Temporality.FUTURE,
    Temporality.HABITUAL,
    Temporality.ONGOING,
)

STATED_DATES = [
    ("The pact of 3 August 2023 stands.", "3 August 2023", "2023-08-03", None, "day before month"),
    ("It was signed on August 3 2023 in Oslo.", "August 3 2023", "2023-08-03", None, "no comma"),
    ("Signed August 3, 2023, it lapsed.", "August 3, 2023", "2023-08-03", None, "American order"),
    ("On Sept. 9, 2021 they met.", "Sept. 9, 2021", "2021-09-09", None, "abbreviated month"),
    ("OSLO, MAY 3, 2021 (AP)", "MAY 3, 2021", "2021-05-03", None, "month in capitals"),
    ("On the 4th of May 2019 it ended.", "the 4th of May 2019", "2019-05-04", None, "ordinal with of"),
    ("On 21st March, 2022 he left.", "21st March, 2022", "2022-03-21", None, "ordinal, comma before the year"),
    ("On Tuesday, 5 March 2024, they met.", "Tuesday, 5 March 2024", "2024-03-05", None, "the weekday belongs to it"),
    ("On Friday, March 1, 2024 it began.", "Friday, March 1, 2024", "2024-03-01", None, "weekday, American order"),
    ("The paper is dated 2021-08-04.", "2021-08-04", "2021-08-04", None, "ISO 8601"),
    ("Updated 2021/08/04 at noon", "2021/08/04", "2021-08-04", None, "ISO order with slashes"),
    ("Erstellt 17.09.2022 in Wien", "17.09.2022", "2022-09-17", None, "points mean day first"),
    ("Posted 17/09/2022", "17/09/2022", "2022-09-17", None, "17 can only be the day"),
    ("Posted 09/17/2022", "09/17/2022", "2022-09-17", None, "17 can only be the day, American order"),
    ("Posted 05/05/2022", "05/05/2022", "2022-05-05", None, "both orders agree"),
    ("Posted 04/05/2022", "04/05/2022", "2022", None, "the orders disagree: only the year is sure"),
    ("It was renewed in October 2005.", "October 2005", "2005-10", None, "month and year"),
    ("It ended in Oct. 2005.", "Oct. 2005", "2005-10", None, "abbreviated month and year"),
    ("In early March 2020 talks began.", "early March 2020", "2020-03", None, "a part of a month is the month"),
    ("by mid-October 2023", "mid-October 2023", "2023-10", None, "mid- joined by a hyphen"),
    ("At the end of June 2016 it closed.", "the end of June 2016", "2016-06", None, "the end of a month is no day"),
    ("The accord lapsed in 2020.", "2020", "2020", None, "year after a preposition"),
    ("The 2005 agreement lapsed.", "2005", "2005", None, "year before a noun"),
    ("The memorandum (2019) is secret.", "2019", "2019", None, "year in brackets"),
    ("They ended it. 2022 brought a new one.", "2022", "2022", None, "year that starts a sentence"),
    ("deliveries from mid-2024", "mid-2024", "2024", None, "mid-year is the year"),
    ("in late 2021", "late 2021", "2021", None, "part of a year"),
    ("by the end of 2025", "the end of 2025", "2025", None, "the end of a year is no day"),
    ("in the first half of 2018", "the first half of 2018", "2018", None, "half a year"),
    ("in the third quarter of 2018", "the third quarter of 2018", "2018", None, "a quarter has no form of its own"),
    ("in Q3 2023", "Q3 2023", "2023", None, "abbreviated quarter"),
    ("in the summer of 2022", "the summer of 2022", "2022", None, "a season only tells the year"),
    ("in spring 2019", "spring 2019", "2019", None, "season without of"),
    ("in the winter of 2022-23", "the winter of 2022-23", "2022", "2023", "winter across the new year"),
    ("The FY2024 budget", "FY2024", "2024", None, "fiscal year, joined"),
    ("in fiscal year 2023-24", "fiscal year 2023-24", "2023", "2024", "fiscal year of two"),
    ("from Sept. 1-11, 2022", "Sept. 1-11, 2022", "2022-09-01", "2022-09-11", "days of one month"),
    ("held 3-5 May 2022", "3-5 May 2022", "2022-05-03", "2022-05-05", "range of days before the month"),
    (
        "held 28 May to 3 June 2022",
        "28 May to 3 June 2022",
        "2022-05-28",
        "2022-06-03",
        "the year belongs to both ends",
    ),
    ("from Dec. 28 – Jan. 5, 2022", "Dec. 28 – Jan. 5, 2022", "2021-12-28", "2022-01-05", "across the new year"),
    (
        "from Dec. 28, 2021 to Jan. 5, 2022",
        "Dec. 28, 2021 to Jan. 5, 2022",
        "2021-12-28",
        "2022-01-05",
        "both years given",
    ),
    ("between May 3 and June 4, 2022", "May 3 and June 4, 2022", "2022-05-03", "2022-06-04", "between two days"),
    ("in May and June 2018", "May and June 2018", "2018-05", "2018-06", "two months of one year"),
    ("from October 2017 to March 2018", "October 2017 to March 2018", "2017-10", "2018-03", "months of two years"),
    ("born April 11, 1761 in", "April 11, 1761", "1761-04-11", None, "a day of an old year is none of this year's"),
    ("in March 1650 the", "March 1650", "1650-03", None, "month of an old year"),
    ("from 2015 to 2020", "2015 to 2020", "2015", "2020", "years in words"),
    ("between 2015 and 2020", "2015 and 2020", "2015", "2020", "between two years"),
    ("the 2015–2020 plan", "2015–2020", "2015", "2020", "range of years"),
    ("in 2023/24", "2023/24", "2023", "2024", "short second year"),
    ("in 2024-05", "2024-05", "2024-05", None, "cannot be a range backwards: a month"),
    ("in 2005-10", "2005-10", "2005", None, "month or range: only the year is common to both"),
]


@pytest.mark.parametrize(
    ("text", "found", "value", "end"), [row[:4] for row in STATED_DATES], ids=[row[4] for row in STATED_DATES]
)
def test_a_date_with_its_year_is_read_as_written(text: str, found: str, value: str, end: str | None) -> None:
    """A date that gives its year needs nothing else, and is exactly as fine as the text."""
    (expression,) = find(text)
    assert (expression.text, text[expression.start : expression.end]) == (found, found)
    assert resolve(expression) == Time(value, STATED, end)


# text, published, tense, value, end, reason; every row resolves from the article's date
RELATIVE = [
    ("on Thursday", "2023-08-04", None, "2023-08-03", None, "the last one before the article"),
    ("on Thursday", "2023-08-04", FUTURE, "2023-08-10", None, "the next one in a future clause"),
    ("on Friday", "2023-08-04", PAST, "2023-08-04", None, "the day of publication itself"),
    ("on Friday morning", "2023-08-04", PAST, "2023-08-04", None, "time of day adds nothing"),
    ("last Thursday", "2023-08-08", None, "2023-08-03", None, "of the week before"),
    ("this past Tuesday", "2023-08-04", None, "2023-08-01", None, "the last one, also of this week"),
    ("next Monday", "2023-08-04", None, "2023-08-07", None, "of the week after"),
    ("the coming Tuesday", "2023-08-04", FUTURE, "2023-08-08", None, "coming is next"),
    ("on Tuesday last week", "2023-08-10", PAST, "2023-08-01", None, "the week is named"),
    ("Wednesday next week", "2023-08-10", FUTURE, "2023-08-16", None, "the week is named, ahead"),
    ("yesterday", "2024-03-01", None, "2024-02-29", None, "across a leap day"),
    ("today", "2024-03-01", None, "2024-03-01", None, "the day itself"),
    ("this morning", "2024-03-01", None, "2024-03-01", None, "part of the day"),
    ("tomorrow", "2023-12-31", None, "2024-01-01", None, "across the new year"),
    ("the day before yesterday", "2024-03-01", None, "2024-02-28", None, "two days back"),
    ("three days ago", "2024-03-02", None, "2024-02-28", None, "days are exact"),
    ("earlier this month", "2023-08-04", None, "2023-08", None, "the month is all it says"),
    ("last month", "2024-01-04", None, "2023-12", None, "month before, across the new year"),
    ("next month", "2023-12-04", None, "2024-01", None, "month after"),
    ("last month", "2024-01", None, "2023-12", None, "a month of publication suffices"),
    ("this year", "2023-08-04", None, "2023", None, "the year"),
    ("earlier this year", "2023-08-04", None, "2023", None, "part of the year"),
    ("later in the year", "2023-08-04", None, "2023", None, "of this year"),
    ("by the end of the year", "2023-08-04", None, "2023", None, "the end of the year is no day"),
    ("last year", "2023", None, "2022", None, "a year of publication suffices"),
    ("early next year", "2023-08-04", None, "2024", None, "part of the next year"),
    ("two years ago", "2023-08-04", None, "2021", None, "years count years, not days"),
    ("a decade ago", "2023-08-04", None, "2013", None, "ten years"),
    ("six months ago", "2023-08-04", None, "2023-02", None, "months count months"),
    ("this summer", "2023-08-04", None, "2023", None, "only the year of a season"),
    ("last summer", "2023-03-04", None, "2022", None, "this year's has not been"),
    ("next spring", "2023-08-04", None, "2024", None, "this year's is over"),
    ("on Aug. 3", "2023-08-04", PAST, "2023-08-03", None, "year from the article"),
    ("on Dec. 6", "2022-01-10", PAST, "2021-12-06", None, "the last one of that name"),
    ("on Jan. 6", "2021-12-10", FUTURE, "2022-01-06", None, "the next one of that name"),
    ("on June 6", "2022-05-30", None, "2022-06-06", None, "no tense: a month just ahead is ahead"),
    ("on January 6", "2021-12-10", None, "2022-01-06", None, "no tense: just ahead, across the new year"),
    ("on 6 March", "2021-12-10", None, "2021-03-06", None, "no tense: far ahead is more likely past"),
    ("the 4th of May", "2023-05-10", PAST, "2023-05-04", None, "ordinal without a year"),
    ("Oct. 28-29", "2023-10", ONGOING, "2023-10-28", "2023-10-29", "same month as the article"),
    ("from Feb. 28 - March 18", "2022-03-21", PAST, "2022-02-28", "2022-03-18", "range over two months"),
    ("from December 28 to January 5", "2022-01-20", PAST, "2021-12-28", "2022-01-05", "range over the new year"),
    (
        "from Feb. 28 - March 18",
        "2022-03",
        FUTURE,
        "2022-02-28",
        "2022-03-18",
        "under way in the article's month",
    ),
    ("in June", "2022-10-02", FUTURE, "2023-06", None, "month ahead in the next year"),
    ("between March and May", "2022-08-20", PAST, "2022-03", "2022-05", "range of months"),
    ("in December", "2022-02-01", PAST, "2021-12", None, "month of last year"),
    ("scheduled for March", "2022-01-10", FUTURE, "2022-03", None, "month ahead"),
    ("in early March", "2022-04-10", PAST, "2022-03", None, "part of a month"),
    ("last December", "2022-12-10", None, "2021-12", None, "last is never this month"),
    ("this August", "2022-03-10", None, "2022-08", None, "this is of this year"),
    ("next March", "2022-05-10", None, "2023-03", None, "next after May is next year's"),
    ("in October last year", "2022-12-10", PAST, "2021-10", None, "year named relatively"),
    ("on 5 October this year", "2022-12-10", PAST, "2022-10-05", None, "day of a year named relatively"),
]


@pytest.mark.parametrize(
    ("text", "published", "tense", "value", "end"), [row[:5] for row in RELATIVE], ids=[row[5] for row in RELATIVE]
)
def test_a_relative_date_counts_from_the_article(
    text: str, published: str, tense: Temporality | None, value: str, end: str | None
) -> None:
    """A date relative to the article is resolved with its date and the tense, and marked so."""
    (expression,) = find(text)
    assert resolve(expression, published=published, tense=tense) == Time(value, RESOLVED, end)
    assert resolve(expression, tense=tense) is None


UNRESOLVED = [
    ("on Thursday", "2023-08", None, "a month of publication has many Thursdays"),
    ("on Fridays", "2023-08-04", None, "plural is a habit"),
    ("yesterday", "2023-08", None, "the day of publication is not known"),
    ("last month", "2023", None, "the month of publication is not known"),
    ("on Aug. 3", "2023", PAST, "this year's or last year's"),
    ("last week", "2023-08-04", None, "a week is no date"),
    ("earlier this week", "2023-08-04", None, "part of a week is no date"),
    ("last weekend", "2023-08-04", None, "two days"),
    ("two weeks ago", "2023-08-04", None, "weeks are not exact to a day"),
    ("more than two years ago", "2023-08-04", None, "rough count"),
    ("a few years ago", "2023-08-04", None, "no count"),
    ("over the last year", "2023-08-04", None, "twelve months back, not the last calendar year"),
    ("in the past two decades", "2023-08-04", None, "a stretch of time"),
    ("in the 1990s", "2023-08-04", None, "a decade"),
    ("last Thursday", "2023-08-04", None, "said on a Friday: yesterday or a week ago"),
    ("next Friday", "2023-08-01", None, "said on a Tuesday: this week's or the next"),
    ("last summer", "2023-10-04", None, "this year's or last year's"),
    ("this winter", "2023-12-04", None, "a winter lies in two years"),
    ("on February 30, 2024", None, None, "no such day"),
    ("on Feb. 29", "2023-03-04", PAST, "no such day in that year"),
    ("in July", "2023-08-04", FUTURE, "just over: the tense must be misread"),
    ("for a 15-year period", "2023-08-04", None, "a duration"),
    ("the same day", "2023-08-04", None, "no date to count from"),
    ("17 years previously", "2023-08-04", None, "no date to count from, and not the article's"),
    ("on Thursday", "not a date", None, "an article's date that cannot be read"),
    ("on Monday", "2023-08-04", HABITUAL, "a habitual clause has no one Monday"),
]


@pytest.mark.parametrize(
    ("text", "published", "tense"), [row[:3] for row in UNRESOLVED], ids=[row[3] for row in UNRESOLVED]
)
def test_what_is_not_exact_is_not_resolved(text: str, published: str | None, tense: Temporality | None) -> None:
    """No date is better than an invented one."""
    assert [resolve(e, published=published, tense=tense) for e in find(text)] in ([None], [])


NO_TIME = [
    ("They may march at once.", "modal and verb"),
    ("In her talks with Theresa May he agreed.", "a person's name"),
    ("Some 2000 troops and 2,020 reserves came.", "counts"),
    ("Exercise Garuda Shield 2021 and Southern Vanguard 24 ended.", "numbers in names"),
    ("Resolution 1973 and Law No. 1430/2019", "numbers of documents"),
    ("It cost $2020 or €1999.", "sums"),
    ("The F-16 and M777 flew; the sun shone; they wed.", "designators and common words"),
    ("The government may fall and spring a surprise.", "seasons as verbs"),
    ("every Monday and each December", "habits"),
    ("10.1.2 and 3/4", "section numbers and fractions"),
]


@pytest.mark.parametrize("text", [row[0] for row in NO_TIME], ids=[row[1] for row in NO_TIME])
def test_what_is_no_time_is_not_found(text: str) -> None:
    """Words and numbers that only look like dates are left alone."""
    assert find(text) == []


DURATIONS = [
    ("for a 15-year period", "P15Y", "adjective with hyphen"),
    ("for fifteen years", "P15Y", "number word"),
    ("a three-month deployment", "P3M", "months"),
    ("lasting ten days", "P10D", "days"),
    ("a two-week course", "P14D", "xsd:duration has no weeks"),
    ("a two-hour meeting", "PT2H", "hours"),
    ("for a decade", "P10Y", "ten years"),
]


@pytest.mark.parametrize(("text", "duration"), [row[:2] for row in DURATIONS], ids=[row[2] for row in DURATIONS])
def test_a_duration_is_an_xsd_duration(text: str, duration: str) -> None:
    """A length of time is kept as a length and never becomes a date by itself."""
    (expression,) = find(text)
    assert (expression.kind, expression.duration) == (TimeKind.DURATION, duration)


ANCHORED = [
    ("the same day", "2019-11-04", "2019-11-04", "same day"),
    ("that month", "2019-11-04", "2019-11", "cut to the month"),
    ("the following day", "2019-12-31", "2020-01-01", "day after"),
    ("the previous year", "2019-11", "2018", "year before"),
    ("17 years previously", "2018-10", "2001", "years count years"),
    ("three days later", "2018-10-30", "2018-11-02", "days after"),
    ("two months earlier", "2018-01", "2017-11", "months before"),
    ("the same day", "2019-11", None, "the anchor is only a month"),
    ("two months earlier", "2019", None, "the anchor is only a year"),
    ("two weeks later", "2019-11-04", None, "weeks are not exact to a day"),
]


@pytest.mark.parametrize(("text", "anchor", "value"), [row[:3] for row in ANCHORED], ids=[row[3] for row in ANCHORED])
def test_a_date_counted_from_another_is_derived(text: str, anchor: str, value: str | None) -> None:
    """Expressions that count from a date mentioned before are as coarse as the coarser of the two."""
    (expression,) = find(text)
    expected = Time(value, DERIVED) if value else None
    assert resolve(expression, published="2022-01-01", anchor=Time(anchor)) == expected


TERMS = [
    ("2005-10", "P15Y", "2020-10", "a term of years from a month"),
    ("2005", "P15Y", "2020", "a term of years from a year"),
    ("2005-10-03", "P6M", "2006-04-03", "months from a day"),
    ("2024-02-29", "P1Y", "2025-02-28", "the last day there is"),
    ("2005-10-30", "P10D", "2005-11-09", "days from a day"),
    ("2005-10", "P10D", None, "days from a month"),
    ("2005", "P6M", None, "months from a year"),
    ("2005-10", "PT2H", None, "hours never end a term"),
]


@pytest.mark.parametrize(("start", "term", "value"), [row[:3] for row in TERMS], ids=[row[3] for row in TERMS])
def test_the_end_of_a_term_is_as_fine_as_its_start(start: str, term: str, value: str | None) -> None:
    """A term ends as exactly as its start is known, and the end is marked as derived."""
    assert end_of_term(Time(start), term) == (Time(value, DERIVED) if value else None)


BOUNDS = [
    ("aid since 2009", "since", "begin of a period"),
    ("until March 18, 2020", "until", "end of a period"),
    ("before the 2019 vote", "before", "the article between is passed over"),
    ("signed in 2009", "", "in is no bound"),
]


@pytest.mark.parametrize(("text", "bound"), [row[:2] for row in BOUNDS], ids=[row[2] for row in BOUNDS])
def test_a_bound_of_a_period_is_told_from_a_date(text: str, bound: str) -> None:
    """The preposition that makes a date a bound is kept with it."""
    assert [e.bound for e in find(text)] == [bound]


def test_several_expressions_come_in_textual_order_without_overlap() -> None:
    """Every expression of a text is found once, the longest reading winning."""
    text = "Signed in October 2005 for 15 years, it expired in 2020; on Monday, May 3, 2021 they met again."
    assert [e.text for e in find(text)] == ["October 2005", "15 years", "2020", "Monday, May 3, 2021"]


POINTS = [
    ("They met on 20 October. It rained.", ["20 October"], "the point ends the sentence"),
    ("They met on Monday. It rained.", ["Monday"], "weekday at the end"),
    ("They met on Oct. 20. It rained.", ["Oct. 20"], "the point belongs to the abbreviation"),
    ("In Sept. 2021 and Sept 2022", ["Sept. 2021", "Sept 2022"], "with and without"),
    ("On May 3 and June 4, 2022", ["May 3", "June 4, 2022"], "two days are two dates, no range"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in POINTS], ids=[row[2] for row in POINTS])
def test_only_abbreviations_carry_a_point(text: str, found: list[str]) -> None:
    """The full stop of a sentence is no part of a date."""
    assert [e.text for e in find(text)] == found


def test_no_expression_crosses_a_line() -> None:
    """A headline that ends in a month does not join a body that starts with a year."""
    assert [e.text for e in find("Drills end in October\n2021 was busy")] == ["October", "2021"]


def is_iso(value: str) -> bool:
    parts = [int(part) for part in value.split("-")]
    return date(*[*parts, 1, 1][:3]) is not None


WORDS = (
    "May March Feb. 30 31 29 2024 2023 1 , - – to and of the last next this year month day Monday two years ago mid- "
    "early in since same earlier today yesterday FY24 summer 02 2024-02-30 30/02/2024"
)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=9)
PUBLISHED = st.one_of(
    st.none(),
    st.dates(date(1901, 1, 1), date(2100, 1, 1)).flatmap(
        lambda day: st.sampled_from([day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]])
    ),
)


@given(PIECES, PUBLISHED, st.one_of(st.none(), st.sampled_from(Temporality)), PUBLISHED)
def test_every_resolved_date_is_in_the_calendar_and_no_finer_than_the_text(
    pieces: list[str], published: str | None, tense: Temporality | None, anchor: str | None
) -> None:
    """Whatever the words, a date that comes out exists, is in order, and has no part that the text or units lack."""
    text = " ".join(pieces)
    for expression in find(text):
        assert text[expression.start : expression.end] == expression.text
        time = resolve(expression, published=published, tense=tense, anchor=Time(anchor) if anchor else None)
        if time is None:
            continue
        assert is_iso(time.value)
        assert time.end is None or (is_iso(time.end) and time.value <= time.end)
        if expression.first is not None and expression.first.day is None:
            assert len(time.value) <= len("2024-02")
        if expression.first is not None and expression.first.month is None:
            assert len(time.value) == len("2024")
        if expression.unit:
            assert len(time.value) == {"year": 4, "month": 7, "day": 10}[expression.unit]


@given(st.text(alphabet="MayJune0123456789 ,.-/–\n'sthnd", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """Searching never fails, and what it finds lies in the text in order."""
    found = find(text)
    assert [e.text for e in found] == [text[e.start : e.end] for e in found]
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_day_written_out_comes_back(day: date) -> None:
    """Each of the usual ways to write a day out gives that day."""
    name = day.strftime("%B")
    for text in (f"{day.day} {name} {day.year}", f"{name} {day.day}, {day.year}", day.isoformat()):
        (expression,) = find(f"signed on {text} in Oslo")
        assert resolve(expression) == Time(day.isoformat())

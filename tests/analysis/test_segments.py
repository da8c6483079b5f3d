"""The borders that are drawn in an article's text before the parser sees it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.analysis.segments import SegmentKind, segments

H, D, P = SegmentKind.HEADLINE, SegmentKind.DATELINE, SegmentKind.PARAGRAPH


def cut(text: str, *, title_end: int = 0, skip: tuple[tuple[int, int], ...] = ()) -> list[tuple[SegmentKind, str]]:
    """(kind, text) of every segment."""
    return [(s.kind, text[s.start : s.end]) for s in segments(text, title_end=title_end, skip=skip)]


DATELINES = [
    ("ISLAMABAD – Troops arrived.", "ISLAMABAD –", "city and dash"),
    ("NAIROBI, Kenya -- Troops arrived.", "NAIROBI, Kenya --", "city, country and two hyphens"),
    ("WASHINGTON, Feb. 9, 2017 — Troops arrived.", "WASHINGTON, Feb. 9, 2017 —", "city and date, American order"),
    ("LONDON, 9 February 2017 - Troops arrived.", "LONDON, 9 February 2017 -", "city and date, British order"),
    ("KYIV (Reuters) - Troops arrived.", "KYIV (Reuters) -", "city and agency"),
    ("KYIV, May 4 (Reuters) - Troops arrived.", "KYIV, May 4 (Reuters) -", "city, date and agency"),
    ("NEW DELHI: Troops arrived.", "NEW DELHI:", "city and colon"),
    ("LAHORE, June 3: Troops arrived.", "LAHORE, June 3:", "city, date and colon"),
    ("TIME: 9 troops arrived.", "", "a label before a value"),
    ("Lahore: Troops arrived.", "", "small letters before a colon may be anything"),
    ("MANILA, Philippines (AP) — Troops arrived.", "MANILA, Philippines (AP) —", "city, country and agency"),
    ("ABU DHABI, United Arab Emirates — Troops arrived.", "ABU DHABI, United Arab Emirates —", "names of many words"),
    ("FORT BRAGG, N.C. – Troops arrived.", "FORT BRAGG, N.C. –", "a state of the United States"),
    ("ST. JOHN'S, Antigua – Troops arrived.", "ST. JOHN'S, Antigua –", "a stop and an apostrophe within the city"),
    ("Camp Zama, Japan — Troops arrived.", "Camp Zama, Japan —", "small letters with a long dash"),
    ("Accra, May 6, 2021 – Troops arrived.", "Accra, May 6, 2021 –", "small letters with a date"),
    ("London. 24 February 2019. Troops arrived.", "London. 24 February 2019.", "city and date between stops"),
    (
        "Riyadh, October 18, 2023, SPA -- Troops arrived.",
        "Riyadh, October 18, 2023, SPA --",
        "an agency after the date",
    ),
    ("DOHA, 9th May, 2023 (QNA) -- Troops arrived.", "DOHA, 9th May, 2023 (QNA) --", "an ordinal in the date"),
    ("HANOI, Aug 25 (PTI) Troops arrived.", "HANOI, Aug 25 (PTI)", "date and agency without a dash"),
    ("BISHKEK, October 11. /TASS/. Troops arrived.", "BISHKEK, October 11. /TASS/.", "an agency between strokes"),
    ("HANOI (PTI) Troops arrived.", "", "without date or dash the brackets may explain anything"),
    ("ANKARA —Troops arrived.", "", "a dash that hangs on the next word is no border"),
    ("ANKARA — ", "", "nothing is left over to be its article"),
    ("Troops arrived – after a week.", "", "a dash within a sentence"),
    ("The two - old allies - met.", "", "a single hyphen after small letters"),
    ("F-16 jets arrived.", "", "a designation is no city"),
    ("Troops of the ISLAMABAD – based force came.", "", "a dateline stands first"),
]


@pytest.mark.parametrize(("line", "dateline"), [row[:2] for row in DATELINES], ids=[row[2] for row in DATELINES])
def test_a_dateline_is_cut_off_its_paragraph(line: str, dateline: str) -> None:
    """Place, date and agency before a dash are a segment of their own, and what follows is the paragraph."""
    rest = line[len(dateline) :].strip()
    expected = [(D, dateline)] if dateline else []
    assert cut(line) == [*expected, (P, rest)]


LINES = [
    ("Title\nBody.", 5, (), [(H, "Title"), (P, "Body.")], "title and body"),
    ("\nBody.", 0, (), [(P, "Body.")], "an empty title is no segment"),
    ("Pact – signed\nBody.", 13, (), [(H, "Pact – signed"), (P, "Body.")], "no dateline in a title"),
    ("A.\n\n \nB.", 0, (), [(P, "A."), (P, "B.")], "blank lines"),
    ("\n  A.\t\n\u00a0B. ", 0, (), [(P, "A."), (P, "B.")], "white space at either end"),
    ("T\nBy Ann Ray\nB.", 1, ((2, 12),), [(H, "T"), (P, "B.")], "furniture that fills a line"),
    ("T\nShare this page\nB.", 1, ((8, 9),), [(H, "T"), (P, "B.")], "furniture inside a line takes the line"),
    ("T\nA.\nB.", 1, ((2, 5),), [(H, "T"), (P, "B.")], "furniture up to the next line spares that one"),
    ("T\nA.\nB.", 1, ((4, 4),), [(H, "T"), (P, "A."), (P, "B.")], "an empty span is no furniture"),
    ("T\nA.", 1, ((0, 4),), [], "nothing but furniture"),
    ("", 0, (), [], "no text"),
    (" \n\t\n", 1, (), [], "nothing but white space"),
]


@pytest.mark.parametrize(("text", "title_end", "skip", "expected"), [r[:4] for r in LINES], ids=[r[4] for r in LINES])
def test_lines(
    text: str, title_end: int, skip: tuple[tuple[int, int], ...], expected: list[tuple[SegmentKind, str]]
) -> None:
    """Every line is a segment, the title's a headline, and lines of page furniture are none."""
    assert cut(text, title_end=title_end, skip=skip) == expected


ENDLESS = [
    ("word " * 5_000, "words"),
    ("x" * 25_000, "no white space at all"),
    ("x" * 9_999 + " " * 5_000 + "y" * 9_999, "a stretch of white space at the cut"),
    ("KYIV – " + "word " * 5_000, "after a dateline"),
]


@pytest.mark.parametrize("text", [row[0] for row in ENDLESS], ids=[row[1] for row in ENDLESS])
def test_an_endless_line_is_cut(text: str) -> None:
    """No segment is longer than the parser's memory allows, and no character but white space is lost."""
    pieces = [piece for _, piece in cut(text)]
    assert max(map(len, pieces)) <= 10_000
    assert all(piece == piece.strip() and piece for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(
    text=st.text(alphabet="aA. –-,\n\t(1)", max_size=80),
    title=st.integers(0, 10),
    skip=st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3),
)
def test_segments_cover_the_text_in_order(text: str, title: int, skip: list[tuple[int, int]]) -> None:
    """Segments are in order, apart, within one line and without white space at their ends."""
    end = 0
    for segment in segments(text, title_end=title, skip=skip):
        part = text[segment.start : segment.end]
        assert end <= segment.start < segment.end
        assert part == part.strip()
        assert "\n" not in part
        end = segment.end


@given(text=st.text(alphabet="aA. –-,\n\t(1)", max_size=80))
def test_nothing_is_lost(text: str) -> None:
    """Without furniture every character but white space is in a segment."""
    assert "".join("".join(part for _, part in cut(text)).split()) == "".join(text.split())

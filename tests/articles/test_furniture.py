"""What is furniture, what only looks like it, and what furniture says about the article."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import furniture
from kg.articles.furniture import marked, written_dateline

FURNITURE = [
    pytest.param("By Mere Tawake", id="byline"),
    pytest.param("By Mere Tawake and Jon de Wit", id="byline-of-two"),
    pytest.param("By Mere Tawake | May 4, 2021", id="byline-with-date"),
    pytest.param("Story by Army Sgt. Lena Moor", id="byline-with-rank"),
    pytest.param("Reporting by Ann Lee; editing by Tom Orr", id="agency-credit"),
    pytest.param("August 3 2023", id="date-line"),
    pytest.param("Thursday, November 7, 2019", id="date-line-with-weekday"),
    pytest.param("Published: 3 August 2023, 10:15 AM", id="published"),
    pytest.param("Last updated on 4 August 2023", id="updated"),
    pytest.param("Source: Harbour Gazette", id="source"),
    pytest.param("Source: https://gazette.example/a", id="source-address"),
    pytest.param("Share on Facebook Twitter WhatsApp", id="share-bar"),
    pytest.param("Facebook | X | LinkedIn | E-mail", id="share-names"),
    pytest.param("Sign up for our weekly defence newsletter", id="newsletter"),
    pytest.param("Subscribe now!", id="subscribe"),
    pytest.param("© 2023 Harbour Gazette", id="copyright"),
    pytest.param("All rights reserved.", id="rights"),
    pytest.param("Image: Ann Lee / Harbour Gazette", id="picture-credit"),
    pytest.param("(U.S. Army photo by Sgt. Lena Moor)", id="photo-credit-in-parentheses"),
    pytest.param("Also Read: Tonga asks for patrol boats", id="link-to-another-story"),
    pytest.param("Tags: navy, Fiji, Japan", id="tags"),
    pytest.param("Home > World > Asia Pacific", id="breadcrumbs"),
    pytest.param("3 min read", id="reading-time"),
    pytest.param("Leave a Reply", id="comment-form"),
    pytest.param("Your email address will not be published. Required fields are marked *", id="comment-notice"),
    pytest.param("Related Posts", id="related"),
    pytest.param("You may also like", id="recommended"),
    pytest.param("ADVERTISEMENT", id="advertisement"),
]
NOT_FURNITURE = [
    pytest.param("By Monday the two sides had agreed on a text.", id="sentence-with-by"),
    pytest.param("The source: an officer who asked not to be named.", id="sentence-with-source"),
    pytest.param("In August 2023 the pact was renewed.", id="sentence-with-date"),
    pytest.param("The agreement was published on 3 August 2023.", id="sentence-with-published"),
    pytest.param("Share of defence spending rises in Norway", id="headline-with-share"),
    pytest.param("More from the air force is expected next year.", id="sentence-with-more-from"),
    pytest.param("Related talks on basing continue in Manila.", id="sentence-with-related"),
    pytest.param("ISLAMABAD – The ministers met on Thursday.", id="dateline-belongs-to-its-paragraph"),
    pytest.param("Home guard units from Estonia joined the drill.", id="sentence-with-home"),
    pytest.param("Editor and reporters were flown to the ship.", id="sentence-with-editor"),
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_lines(line: str) -> None:
    """A line that belongs to the page is marked from its first to its last character."""
    text = f"Headline\nThe navies met.\n  {line} \n"
    start = text.index(line)
    assert furniture(text, text.index("\n") + 1) == ((start, start + len(line)),)


@pytest.mark.parametrize("line", NOT_FURNITURE)
def test_sentences_are_not_furniture(line: str) -> None:
    """A sentence of the article is not furniture, whatever word it opens with."""
    assert furniture(f"Headline\n{line}\nThe navies met.", 9) == ()


def test_comments_run_to_the_end() -> None:
    """After the comment form nothing is the article, not even a well-formed sentence."""
    text = "T\nThe navies met.\nLeave a Reply\nFrance will sell 24 jets to Chad, my uncle says so.\n"
    assert [text[a:b] for a, b in furniture(text, 2)] == [text[text.index("Leave") : -1]]


def test_related_stories_end_at_prose() -> None:
    """A list of other headlines ends where the article's sentences go on."""
    text = "T\nThe navies met.\nRelated Posts\nSamoa signs pact\nMay 2, 2021\nThe ministers met again later in Suva.\n"
    assert [text[a:b] for a, b in furniture(text, 2)] == ["Related Posts\nSamoa signs pact\nMay 2, 2021"]


def test_dates_of_related_stories_are_not_the_articles() -> None:
    """Only lines outside such a block say something about the article."""
    said = [line.metadata for line in marked("T\nRelated Posts\nMay 2, 2021\nSource: Elsewhere")]
    assert said == [(), (), ()]


def test_title_is_never_furniture() -> None:
    """The title line stays the title even where it looks like a label."""
    assert furniture("Latest News\nThe navies met.", 12) == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("WASHINGTON, Feb. 9, 2017 — The secretary spoke.", "Feb. 9, 2017", id="comma-and-dash"),
        pytest.param("SUVA, Fiji, 3 March 2021 (AFP) – Fiji will send", "3 March 2021", id="state-and-agency"),
        pytest.param("LISBON (5 March 2024) – Portugal", "5 March 2024", id="parentheses"),
        pytest.param("ISLAMABAD – Pakistan’s cabinet", None, id="no-date"),
        pytest.param("On Feb. 9, 2017 — a Thursday — they met.", None, id="a-sentence"),
    ],
)
def test_dateline(line: str, expected: str | None) -> None:
    """A dateline with a full date hands the date on; a sentence does not."""
    assert written_dateline(f"Headline\n{line}", 9) == expected


@given(st.text(alphabet="ABab >|:,.-/©12058\n \t’'", max_size=240))
@settings(max_examples=300, deadline=2000)
def test_spans_are_ordered_and_inside(body: str) -> None:
    """Spans are in order, apart, inside the body and free of white space at their borders, in reasonable time."""
    text = f"T\n{body}"
    end = 1
    for start, stop in furniture(text, 2):
        assert end < start < stop <= len(text)
        assert text[start:stop] == text[start:stop].strip()
        end = stop


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("home > " + "a > " * 58 + "\x01", id="breadcrumbs"),
        pytest.param("share " + "on " * 77 + "!", id="share"),
        pytest.param("By " + "A " * 117 + "!", id="byline"),
        pytest.param("x" + " | x" * 58 + "!", id="share-names"),
    ],
)
def test_no_pattern_explodes(line: str) -> None:
    """A line that nearly matches costs no exponential search (which would take centuries, not a second)."""
    started = time.process_time()
    assert furniture(f"T\n{line}", 2) == ()
    assert time.process_time() - started < 5

"""Quotations are found over sentences and paragraphs, and titles in inverted commas are none."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.quotation import introduction_of, paragraph_of, quotation_of, quotations

_NLP = spacy.blank("en")


def _doc(text: str) -> Doc:
    doc = _NLP(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in {".", "\n"}
    return doc


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('He said "we will sign the pact" today.', ["we will sign the pact"], id="straight marks"),
        pytest.param(
            "He said “we will sign it” and “we will stay”.", ["we will sign it", "we will stay"], id="curly marks"
        ),
        pytest.param(
            "“We will sign.\n“We will stay.” He left.", ["We will sign.", "We will stay."], id="open paragraph"
        ),
        pytest.param("No quotation here.", [], id="none"),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    """A quotation runs from mark to mark, and one that its paragraph leaves open ends with the paragraph."""
    assert [span.text for span in quotations(_doc(text))] == expected


def test_short_quotation_is_a_name() -> None:
    """A word or two in inverted commas is a name, not speech."""
    doc = _doc('The "Steel Gate" drills began.')
    assert quotation_of(doc[3]) is None


def test_quotation_of_a_token() -> None:
    """A token inside speech knows its quotation, one outside has none."""
    doc = _doc('He said "we will sign the pact" today.')
    found = quotation_of(doc[5])
    assert found is not None
    assert found.text == "we will sign the pact"
    assert quotation_of(doc[0]) is None


def test_paragraph() -> None:
    """A paragraph ends at line breaks."""
    doc = _doc("First one.\nSecond one.")
    assert paragraph_of(doc[0]).text.strip() == "First one."
    assert paragraph_of(doc[-1]).text == "Second one."


@pytest.mark.parametrize(
    ("text", "word", "introduced"),
    [
        pytest.param("The chief said:\nShips will call at Dakar.", "Ships", True, id="paragraph after the colon"),
        pytest.param("The chief said:\nWe sail.\nOur ships will call.", "Our", True, id="next in the first person"),
        pytest.param("The chief said:\nWe sail.\nShips will call.", "Ships", False, id="next in the third person"),
        pytest.param("The chief left.\nShips will call.", "Ships", False, id="no colon"),
    ],
)
def test_introduction(text: str, word: str, introduced: bool) -> None:
    """A speech set off without marks lasts one paragraph after the colon, and longer while it says *we* or *I*."""
    doc = _doc(text)
    token = next(t for t in doc if t.text == word)
    assert (introduction_of(token) is not None) == introduced

"""Where a sentence ends, by rule."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.analysis.sentences import mark_sentences

EN = spacy.blank("en")


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, tokenised by the English rules."""
    return [span.text.strip() for span in mark_sentences(EN.make_doc(text)).sents]


# "|" marks where one sentence ends and the next begins
ROWS = [
    ("They met.|They parted.", "full stop"),
    ("Did they meet?|They did!|Good.", "question and exclamation mark"),
    ("They met...|Then they left.", "dots"),
    ("They met…|Then they left.", "ellipsis"),
    ("They met.|24 jets came.", "a figure may begin a sentence"),
    ("They met. and left.", "a small letter does not"),
    ("It weighs 2.5 tonnes.|Heavy.", "a decimal point"),
    ("Gen. Lee met Lt. Col. Roe.|They left.", "ranks"),
    ("Mr. Lee met Dr. Roe.|They left.", "honorifics"),
    ("Sgt. Maj. Ann Ray met St. Clair.|They left.", "ranks of two words and a saint"),
    ("On Feb. 28 they met.|On Aug. 3 they left.", "months before a day"),
    ("They met in Feb.|Then they left.", "a month at the end"),
    ("They read No. 7 of it.|No. 8 is gone.", "number sign"),
    ("The answer was no.|They left.", "the word no"),
    ("U.S. Marines met U.N. staff.|They left.", "initials of a state before a noun"),
    ("They flew to the U.S.|The trip was long.", "initials of a state before a starter"),
    ("J. R. Banks met P.J. Roe.|They left.", "initials of a person"),
    ("Orion Corp. Vice President Lee came.|He left.", "a company within a sentence"),
    ("They bought Orion Corp.|It is rich.", "a company before a starter"),
    ("Orion Kft. (Orion Limited) bought it.|It is rich.", "the legal form of a Hungarian company before a bracket"),
    ("Vega Sdn. Bhd. built it.|It is rich.", "the legal form of a Malaysian company"),
    ("They met at 9 a.m. Monday.|Then at 3 p.m.|They left.", "times of day"),
    ("“They met.”|He left.", "closing quote after the stop"),
    ('"They met."|"He left."', "straight quotes close where they hang and open otherwise"),
    ("He said: “We met.|We left.”|Then he sat.", "two sentences in one quotation"),
    ("They met (in Oslo).|He left.", "a bracket before the stop"),
    ("(They met.)|He left.", "a bracket after the stop"),
    ("They met.|“He left,” she said.", "an opening quote begins a sentence"),
    ("“Did they meet?” she asked.", "a question mark in a quotation with a tag"),
    ("They met\nThey left", "a line break"),
    ("2. The Ministers met.|They left.\n3. They talked.", "numbers of paragraphs"),
    ("They left in 2.|Nobody stayed.", "a number elsewhere"),
    ("2024.|They left.", "a year is no number of a paragraph"),
    ("Orion Kft. (Orion Limited) came.|It left.", "a company's form before its translation"),
    ("They sold Orion Zrt. Rifles to it.|It left.", "a company within a sentence, in another language"),
]


@pytest.mark.parametrize("marked", [row[0] for row in ROWS], ids=[row[1] for row in ROWS])
def test_sentence_ends(marked: str) -> None:
    """A sentence ends at final punctuation that is not an abbreviation's, and at a line break."""
    expected = [line for part in marked.split("|") for line in part.split("\n")]
    assert sentences(marked.replace("|", " ")) == expected


def test_a_start_set_before_is_kept() -> None:
    """What an earlier component knows to begin a sentence still does."""
    doc = Doc(EN.vocab, words=["They", "met", "they", "left"], sent_starts=[True, False, True, False])
    assert [span.text for span in mark_sentences(doc).sents] == ["They met", "they left"]


def test_every_token_is_decided() -> None:
    """The parser is left no start to guess."""
    doc = mark_sentences(EN.make_doc("Gen. Lee met  them.\nThey left."))
    assert {token.is_sent_start for token in doc} == {True, False}


def test_an_empty_text() -> None:
    """A text without tokens comes back as it is."""
    assert len(mark_sentences(EN.make_doc(""))) == 0


@given(st.text(alphabet="aA.!?\"'”“() \n1", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever the punctuation, the first token starts a sentence and the sentences make up the text."""
    doc = mark_sentences(EN.make_doc(text))
    assert "".join(span.text_with_ws for span in doc.sents) == text

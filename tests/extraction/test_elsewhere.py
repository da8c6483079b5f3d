"""Articles on something else: what has next to no word of defence tells little, but what it tells is read."""

import pytest

from kg.analysis import analyse
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Article

#: A hundred words without a word of defence, told four times, so that two such words beside them do not count.
PARAGRAPH = """The town council of Maple Ridge opened a new library on Saturday after two years of building. The mayor
thanked the families who had given books and time. Children painted the walls of the reading room with birds and trees,
and a local band played songs from the fifties. The librarian said that more than three hundred people had asked for a
card on the first day. Bread and tea were served in the garden until the evening, when rain came. The old building near
the river will become a school of music next spring, if the county pays for a roof, which nobody in the town doubts."""
FILLER = "\n\n".join([" ".join(PARAGRAPH.split())] * 4)
ROWS = [
    ("The county gave the library access to its old maps.", "", "access to maps is no base"),
    ("The readers talked with the mayor about food security.", "", "one word that may be of defence"),
    ("Kenya bought 12 fighter jets from Sweden.", "ArmsTransfer", "arms are arms wherever they stand"),
    ("The Chilean Navy deployed 300 marines to Peru.", "Deployment", "a force and its troops"),
    ("Norwegian soldiers trained the Latvian army.", "Training", "two words of defence"),
]


@pytest.mark.parametrize(("sentence", "kind", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_sentences_in_an_article_on_a_library(sentence: str, kind: str, reason: str, nlp: object) -> None:
    """A stray word tells nothing there; a sentence that is on defence itself does."""
    [(article, doc)] = analyse(nlp, [Article("a", f"Library opens\n{FILLER}\n\n{sentence}")])
    told = {s.type for s in extract(doc, article, bundled_gazetteer()).situations} - {"OfficeHolding"}
    assert told == ({kind} if kind else set())


def test_short_texts_are_taken_as_they_are(nlp: object) -> None:
    """A sentence alone says nothing of what its article is about, so it is read."""
    [(article, doc)] = analyse(nlp, [Article("a", "\nKenya granted Japan access to its port.")])
    assert [s.type for s in extract(doc, article, bundled_gazetteer()).situations] == ["BasingOrAccess"]

"""Words that nearly told a situation, and what they lacked."""

import pytest

from kg.analysis import analyse
from kg.extraction import Refused, extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Article

ROWS = [
    ("Kenya sold tea to Japan after the naval exercise.", "sold", "ArmsTransfer", "equipment", "not arms"),
    ("The mayor visited the new hospital on Monday.", "visited", "Visit", "defence", "an article on something else"),
    ("The navy gave the training ground back.", "training", "Training", "only modifies", "a noun before another"),
    (
        "The army wants to buy more jets, but has said nothing else.",
        "wants",
        "",
        "",
        "a word that tells nothing",
    ),
]


@pytest.mark.parametrize(("sentence", "word", "kind", "reason", "why"), ROWS, ids=[row[4] for row in ROWS])
def test_refused(sentence: str, word: str, kind: str, reason: str, why: str, nlp: object) -> None:
    """Each trigger that tells nothing is noted with its frame and the first thing it lacks."""
    [(article, doc)] = analyse(nlp, [Article("a", f"\n{sentence}")])
    refused: list[Refused] = []
    told = extract(doc, article, bundled_gazetteer(), refused=refused)
    whole = (one for one in refused if "does not follow" not in one.reason)  # not phrasal verbs that it might open
    noted = [one for one in whole if one.trigger.text == word and one.frame.type == kind]
    assert bool(noted) is bool(kind)
    assert all(reason in one.reason for one in noted[:1])
    assert told == extract(doc, article, bundled_gazetteer())

"""Names that the parser has broken, on trees made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.analysis.name_trees import name_trees

Word = tuple[str, str, int]

SCATTERED: list[Word] = [
    ("Oslo", "nsubj", 1),
    ("opened", "ROOT", 1),
    ("Saif", "dobj", 1),
    ("Sareea", "npadvmod", 1),
    ("3", "nummod", 3),
    ("in", "prep", 3),
    ("May", "pobj", 5),
]
OWNER: list[Word] = [
    ("Oslo", "nsubj", 1),
    ("gave", "ROOT", 1),
    ("Ministry", "dobj", 1),
    ("of", "prep", 2),
    ("Defence", "poss", 6),
    ("'s", "case", 4),
    ("tanks", "dobj", 1),
]
MODIFIER: list[Word] = [
    ("the", "det", 3),
    ("Saif", "compound", 3),
    ("Sareea", "compound", 3),
    ("exercise", "nsubj", 4),
    ("began", "ROOT", 4),
]
UNTOLD: list[Word] = [
    ("Saif", "npadvmod", 2),
    ("Sareea", "dep", 2),
    ("began", "ROOT", 2),
]
ROWS = [
    (
        SCATTERED,
        (2, 5, "EVENT"),
        {"Saif": ("dobj", "opened"), "Sareea": ("compound", "Saif"), "in": ("prep", "Saif")},
        "the word that is an argument heads the name, and takes over what hung on the rest",
    ),
    (
        OWNER,
        (2, 5, "ORG"),
        {"tanks": ("dobj", "gave"), "Ministry": ("poss", "tanks"), "Defence": ("pobj", "of")},
        "the noun behind a possessive name is what the verb governs",
    ),
    (
        MODIFIER,
        (1, 3, "EVENT"),
        {"Saif": ("compound", "exercise"), "Sareea": ("compound", "exercise")},
        "words that modify one noun are no fault",
    ),
    (UNTOLD, (0, 2, "EVENT"), {"Saif": ("npadvmod", "began")}, "nothing tells what the name is to its clause"),
    (SCATTERED, (2, 5, "DATE"), {"Sareea": ("npadvmod", "opened")}, "dates are no names"),
]


@pytest.mark.parametrize(("words", "name", "expected"), [r[:3] for r in ROWS], ids=[r[3] for r in ROWS])
def test_one_head(words: list[Word], name: tuple[int, int, str], expected: dict[str, tuple[str, str]]) -> None:
    """A name has one head, and its other words no ties of their own to the clause."""
    doc = Doc(Vocab(), [w[0] for w in words], deps=[w[1] for w in words], heads=[w[2] for w in words])
    doc.set_ents([Span(doc, name[0], name[1], label=name[2])])
    mended = {token.text: (token.dep_, token.head.text) for token in name_trees(doc)}
    assert {word: mended[word] for word in expected} == expected
    assert len(list(doc.sents)) == 1

"""What the parser has broken, on trees made by hand."""

from __future__ import annotations

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc, Span

from kg.analysis.mending import tree_rules

Word = tuple[str, str, int]


def parsed(words: list[Word]) -> Doc:
    """The Doc of (word, label, head) items; what stands last is a noun."""
    pos = ["NOUN" if word in {"sale", "tanks"} else "X" for word, _, _ in words]
    return Doc(English().vocab, [w[0] for w in words], pos=pos, deps=[w[1] for w in words], heads=[w[2] for w in words])


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
OBJECTLESS: list[Word] = [
    ("They", "nsubj", 1),
    ("take", "ROOT", 1),
    ("part", "dobj", 1),
    ("in", "prep", 1),
    ("Harvest", "compound", 5),
    ("Shield", "npadvmod", 1),
]
CROSSED: list[Word] = [
    ("signed", "ROOT", 0),
    ("in", "prep", 0),
    ("1998", "pobj", 5),
    ("and", "cc", 0),
    ("amended", "conj", 0),
    ("during", "prep", 4),
    ("2012", "pobj", 5),
]
ROWS = [
    (
        CROSSED,
        (2, 3, "DATE"),
        {"1998": ("pobj", "in"), "2012": ("pobj", "during")},
        "a date given to a later preposition",
    ),
    (OBJECTLESS, (4, 6, "EVENT"), {"Shield": ("pobj", "in")}, "a preposition has the name behind it for its object"),
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


SUM: list[Word] = [
    ("Oslo", "nsubj", 1),
    ("cleared", "ROOT", 1),
    ("a", "det", 3),
    ("$", "dobj", 1),
    ("2", "nummod", 3),
    ("sale", "dobj", 1),
]
PRICE: list[Word] = [
    ("Oslo", "nsubj", 1),
    ("paid", "ROOT", 1),
    ("$", "dobj", 1),
    ("2", "nummod", 2),
    ("yesterday", "npadvmod", 1),
]
SUMS = [
    (SUM, (3, 5), {"$": ("compound", "sale"), "a": ("det", "sale")}, "a sum before the noun that it modifies"),
    (PRICE, (2, 4), {"$": ("dobj", "paid")}, "a sum that is the object itself"),
]


@pytest.mark.parametrize(("words", "money", "expected"), [r[:3] for r in SUMS], ids=[r[3] for r in SUMS])
def test_sums(words: list[Word], money: tuple[int, int], expected: dict[str, tuple[str, str]]) -> None:
    """A sum right before a noun is part of its phrase."""
    doc = parsed(words)
    doc.set_ents([Span(doc, *money, label="MONEY")])
    mended = {token.text: (token.dep_, token.head.text) for token in tree_rules(doc)}
    assert {word: mended[word] for word in expected} == expected


SUBJECTS = [
    (
        [("Oman", "nsubj", 1), ("let", "ROOT", 1), ("ships", "nsubj", 1), ("dock", "xcomp", 1)],
        "dobj",
        "a second subject",
    ),
    ([("Never", "neg", 1), ("said", "ROOT", 1), ("Oman", "nsubj", 1), ("so", "advmod", 1)], "nsubj", "an inverted one"),
]


@pytest.mark.parametrize(("words", "expected"), [r[:2] for r in SUBJECTS], ids=[r[2] for r in SUBJECTS])
def test_subjects(words: list[Word], expected: str) -> None:
    """A verb has one subject."""
    doc = parsed(words)
    doc[1].pos_ = "VERB"
    assert tree_rules(doc)[2].dep_ == expected


DUE: list[Word] = [("They", "nsubj", 1), ("are", "ROOT", 1), ("due", "prep", 1), ("to", "aux", 4), ("meet", "pobj", 2)]
INSTEAD: list[Word] = [
    ("Instead", "mark", 2),
    ("of", "advmod", 0),
    ("buying", "advcl", 4),
    ("they", "nsubj", 4),
    ("sold", "ROOT", 4),
]
IT: list[Word] = [
    ("It", "expl", 2),
    ("was", "auxpass", 2),
    ("reported", "ROOT", 2),
    ("they", "nsubj", 4),
    ("left", "csubjpass", 2),
]
FIXED = [
    (DUE, ("meet", "xcomp", "due"), "due to, with an infinitive"),
    (INSTEAD, ("buying", "pcomp", "of"), "instead of, with a gerund"),
    (IT, ("left", "ccomp", "reported"), "a clause behind it"),
]


@pytest.mark.parametrize(("words", "expected"), [r[:2] for r in FIXED], ids=[r[2] for r in FIXED])
def test_fixed_expressions(words: list[Word], expected: tuple[str, str, str]) -> None:
    """What treebanks join or call a subject is parted where the rules look for a complement."""
    doc = parsed(words)
    for token in doc:
        token.tag_ = {"meet": "VB", "buying": "VBG"}.get(token.text, "X")
        token.pos_ = "VERB" if token.text == "reported" else "X"
    assert expected in [(token.text, token.dep_, token.head.text) for token in tree_rules(doc)]


TWO: list[Word] = [
    ("Minister", "compound", 1),
    ("Ruiz", "nsubj", 5),
    ("and", "cc", 1),
    ("counterpart", "compound", 4),
    ("Salo", "appos", 0),
    ("met", "ROOT", 5),
]
TITLES: list[Word] = [
    ("governor", "compound", 4),
    ("and", "cc", 0),
    ("senator", "conj", 0),
    ("Lincoln", "compound", 4),
    ("Ruiz", "nsubj", 5),
    ("left", "ROOT", 5),
]
ASIDE: list[Word] = [
    ("Ruiz", "nsubj", 2),
    ("Minister", "appos", 0),
    ("left", "ROOT", 2),
    ("and", "cc", 2),
    ("met", "conj", 2),
    ("Salo", "dobj", 4),
]
LISTS = [
    (TWO, "Salo", ("conj", "Ruiz"), "the second of two, hung on the title of the first"),
    (TITLES, "Ruiz", ("nsubj", "left"), "two titles of one person"),
    (ASIDE, "Minister", ("appos", "Ruiz"), "an apposition without a conjunction before it"),
]


@pytest.mark.parametrize(("words", "word", "expected"), [r[:3] for r in LISTS], ids=[r[3] for r in LISTS])
def test_lists(words: list[Word], word: str, expected: tuple[str, str]) -> None:
    """A conjunction joins what stands before and behind it."""
    doc = parsed(words)
    doc.set_ents([Span(doc, t.i, t.i + 1, label="PERSON") for t in doc if t.text in {"Ruiz", "Salo", "Minister"}])
    assert {t.text: (t.dep_, t.head.text) for t in tree_rules(doc)}[word] == expected


RECEIVERS = [
    ("sent", "Niger", "dative", "the name of a state behind a verb of giving"),
    ("sent", "Nigerien", "compound", "an adjective"),
    ("bought", "Niger", "compound", "a verb of another class"),
    ("sent", "Oslo", "compound", "not the name of a state"),
]


@pytest.mark.parametrize(("verb", "state", "expected"), [r[:3] for r in RECEIVERS], ids=[r[3] for r in RECEIVERS])
def test_receivers(verb: str, state: str, expected: str) -> None:
    """Who stands between a verb of giving and a bare noun receives."""
    doc = parsed([("Mali", "nsubj", 1), (verb, "ROOT", 1), (state, "compound", 3), ("tanks", "dobj", 1)])
    doc[1].lemma_ = {"sent": "send", "bought": "buy"}[verb]
    assert tree_rules(doc)[2].dep_ == expected


@pytest.mark.parametrize(("words", "name", "expected"), [r[:3] for r in ROWS], ids=[r[3] for r in ROWS])
def test_one_head(words: list[Word], name: tuple[int, int, str], expected: dict[str, tuple[str, str]]) -> None:
    """A name has one head, and its other words no ties of their own to the clause."""
    doc = parsed(words)
    for token in doc:
        token.tag_ = "IN" if token.dep_ == "prep" else "X"
    doc.set_ents([Span(doc, name[0], name[1], label=name[2])])
    mended = {token.text: (token.dep_, token.head.text) for token in tree_rules(doc)}
    assert {word: mended[word] for word in expected} == expected
    assert len(list(doc.sents)) == 1

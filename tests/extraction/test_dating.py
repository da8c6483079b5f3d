"""Which expression of time dates a situation, on trees made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from trees import token, tree

from kg.extraction.actors import Actors
from kg.extraction.agreements import Agreements
from kg.extraction.arguments import arguments
from kg.extraction.context import Context
from kg.extraction.coreference import Coreference
from kg.extraction.dating import date_of
from kg.extraction.lexicon import lexicon
from kg.extraction.name_resolution import read_entities
from kg.extraction.triggers import Candidate
from kg.gazetteer import Gazetteer
from kg.model import Article, Temporality, Time, TimeBasis


def dated(
    doc: Doc, word: str, kind: str, *, published: str | None, tense: Temporality = Temporality.PAST
) -> Time | None:
    """The date of the situation that ``word`` tells."""
    article = Article("a", doc.text, date=published)
    entities = read_entities(doc, article, Gazetteer.open())
    coreference = Coreference(entities, states={}, posts={}, speaker=lambda _: None)
    actors = Actors(entities, [], coreference, {})
    context = Context(doc, article, entities, actors, Agreements(entities, actors, {}))
    trigger = token(doc, word)
    frame = next(frame for frame in lexicon().frames if frame.type == kind)
    return date_of(context, Candidate(trigger, frame, arguments(trigger)), tense)


SIGNED = (
    "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign the/DT/det>3 pact/NN/dobj>1 in/IN/prep>1 May/NNP/pobj>4 2019/CD/nummod>5 "
    "./,/punct>1"
)
DRILL = (
    "Oslo/NNP/nsubj>1 held/VBD/ROOT>1=hold a/DT/det>3 drill/NN/dobj>1 in/IN/prep>1 August/NNP/pobj>4 2017/CD/nummod>5 "
    "./,/punct>1"
)
VISIT = (
    "After/IN/prep>7 her/PRP$/poss>2 visit/NN/pobj>0 in/IN/prep>2 August/NNP/pobj>3 2017/CD/nummod>4 ,/,/punct>7 "
    "signed/VBD/ROOT>7=sign Ray/NNP/nsubj>7 a/DT/det>10 pact/NN/dobj>7 ./,/punct>7"
)
TWO = (
    "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign in/IN/prep>1 2019/CD/pobj>2 a/DT/det>5 pact/NN/dobj>1 and/CC/cc>1 "
    "ratified/VBD/conj>1=ratify it/PRP/dobj>7 in/IN/prep>7 May/NNP/pobj>9 2021/CD/nummod>10 ./,/punct>1"
)
MONDAY = "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign a/DT/det>3 pact/NN/dobj>1 on/IN/prep>1 Monday/NNP/pobj>4 ./,/punct>1"
UNDATED = "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign a/DT/det>3 pact/NN/dobj>1 ./,/punct>1"
FINER = (
    "In/IN/prep>3 2019/CD/pobj>0 Oslo/NNP/nsubj>3 signed/VBD/ROOT>3=sign a/DT/det>5 pact/NN/dobj>3 on/IN/prep>3 "
    "4/CD/nummod>8 May/NNP/pobj>6 2019/CD/nummod>8 ./,/punct>3"
)

COUNTED = TimeBasis.RESOLVED_FROM_PUBLICATION
ROWS = [
    (SIGNED, "signed", "Signature", Time("2019-05"), "the date under the verb"),
    (DRILL, "drill", "JointExercise", Time("2017-08"), "the date under the light verb that carries a noun"),
    (VISIT, "visit", "Visit", Time("2017-08"), "the date under the noun"),
    (VISIT, "signed", "Signature", None, "a date under another event is that one's"),
    (TWO, "signed", "Signature", Time("2019"), "the first of two coordinated verbs"),
    (TWO, "ratified", "ConsentToBeBound", Time("2021-05"), "the second of two coordinated verbs"),
    (MONDAY, "signed", "Signature", Time("2024-05-13", COUNTED), "a day of the week, counted back from the article"),
    (FINER, "signed", "Signature", Time("2019-05-04"), "the finer of two dates"),
    (UNDATED, "signed", "Signature", None, "no expression of time"),
]


@pytest.mark.parametrize(("text", "word", "kind", "expected"), [r[:4] for r in ROWS], ids=[r[4] for r in ROWS])
def test_dates(text: str, word: str, kind: str, expected: Time | None) -> None:
    """An expression of time dates the nearest event above it, as finely as it is written."""
    assert dated(tree(text), word, kind, published="2024-05-15") == expected


def test_what_is_to_come_is_counted_forward() -> None:
    """Under a future tense a day of the week is the next one."""
    found = dated(tree(MONDAY), "signed", "Signature", published="2024-05-15", tense=Temporality.FUTURE)
    assert found == Time("2024-05-20", COUNTED)


def test_nothing_to_count_from() -> None:
    """Without a date of publication a day of the week settles nothing, and a full date stands."""
    assert dated(tree(MONDAY), "signed", "Signature", published=None) is None
    assert dated(tree(SIGNED), "signed", "Signature", published=None) == Time("2019-05")


def test_the_other_sentence_dates_nothing() -> None:
    """A date in another sentence is not taken over."""
    doc = Doc.from_docs([tree(UNDATED), tree(DRILL)])
    assert dated(doc, "signed", "Signature", published="2024-05-15") is None


COUNTED_FROM = [
    ("2019", "2020", "the year after a year"),
    ("May/2019", "2020", "no finer than what is counted"),
]


@pytest.mark.parametrize(("date", "expected"), [r[:2] for r in COUNTED_FROM], ids=[r[2] for r in COUNTED_FROM])
def test_counted_from_the_date_before(date: str, expected: str) -> None:
    """ "A year later" counts from the last date before it, and is marked as derived."""
    first = "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign in/IN/prep>1 2019/CD/pobj>2 ./,/punct>1"
    if "/" in date:
        first = "Oslo/NNP/nsubj>1 signed/VBD/ROOT>1=sign in/IN/prep>1 May/NNP/pobj>2 2019/CD/nummod>3 ./,/punct>1"
    later = (
        "A/DT/det>1 year/NN/npadvmod>2 later/RB/advmod>4 Riga/NNP/nsubj>4 held/VBD/ROOT>4=hold a/DT/det>6 "
        "drill/NN/dobj>4 ./,/punct>4"
    )
    found = dated(Doc.from_docs([tree(first), tree(later)]), "drill", "JointExercise", published="2024-05-15")
    assert found == Time(expected, TimeBasis.DERIVED)


def test_counted_from_nothing() -> None:
    """ "A year later" dates nothing where no date stands before it."""
    later = (
        "A/DT/det>1 year/NN/npadvmod>2 later/RB/advmod>4 Riga/NNP/nsubj>4 held/VBD/ROOT>4=hold a/DT/det>6 "
        "drill/NN/dobj>4 ./,/punct>4"
    )
    assert dated(tree(later), "drill", "JointExercise", published="2024-05-15") is None

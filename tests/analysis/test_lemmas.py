"""The lemmatizer of the encoder pipeline gives what spaCy's rules and the closed classes say."""

from pathlib import Path

import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

import kg.analysis
from kg.analysis.lemmas import CLOSED, QuickLemmatizer

BUNDLED = Path(kg.analysis.__file__).parent / "pipelines" / "en_defence_encoder"


@pytest.fixture(scope="module")
def nlp():
    return spacy.load(BUNDLED, exclude=["defence_encoder"])


def lemma(nlp, word, pos, morph=""):
    doc = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[word], pos=[pos], morphs=[morph]))
    return doc[0].lemma_


@pytest.mark.parametrize(
    ("word", "pos", "morph", "expected"),
    [
        pytest.param("treaties", "NOUN", "Number=Plur", "treaty", id="a rule whose result is a known word"),
        pytest.param("signed", "VERB", "Tense=Past|VerbForm=Fin", "sign", id="a verb"),
        pytest.param("staged", "VERB", "Tense=Past|VerbForm=Fin", "stage", id="stag would double its consonant"),
        pytest.param("hoping", "VERB", "Aspect=Prog|VerbForm=Part", "hope", id="hop would double its consonant"),
        pytest.param("planned", "VERB", "Tense=Past|VerbForm=Fin", "plan", id="a doubled consonant"),
        pytest.param("took", "VERB", "Tense=Past|VerbForm=Fin", "take", id="an exception"),
        pytest.param("Treaty", "NOUN", "Number=Sing", "treaty", id="a base form, in lower case"),
        pytest.param("Kenya", "PROPN", "Number=Sing", "Kenya", id="a name keeps its capital"),
        pytest.param("were", "AUX", "Tense=Past|VerbForm=Fin", "be", id="a closed class"),
        pytest.param("’s", "PART", "", "'s", id="the possessive"),
        pytest.param("’s", "AUX", "", "be", id="the same form as a verb"),
        pytest.param("n't", "ADV", "", "not", id="any part of speech"),
        pytest.param("people", "NOUN", "Number=Plur", "person", id="a noun of the closed list"),
        pytest.param("people", "VERB", "VerbForm=Inf", "people", id="not as another part of speech"),
    ],
)
def test_lemma(nlp, word, pos, morph, expected):
    """Form, part of speech and morphology decide."""
    assert lemma(nlp, word, pos, morph) == expected


def test_as_spacys(nlp):
    """Outside the closed classes it is spaCy's own lemmatizer on the same tables."""
    quick = nlp.get_pipe("lemmatizer")
    plain = EnglishLemmatizer(nlp.vocab, None, mode="rule")
    plain.lookups = quick.lookups
    words = [
        "ships",
        "better",
        "buying",
        "vessels",
        "mice",
        "hopes",
        "2,000s",
        "procures",
        "-ed",
        "F-16s",
        "worse",
        "Ties",
    ]
    for pos in ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "SPACE"):
        theirs = plain(Doc(nlp.vocab, words=words, pos=[pos] * len(words)))
        mine = quick(Doc(nlp.vocab, words=words, pos=[pos] * len(words)))
        assert [t.lemma_ for t in mine] == [t.lemma_ for t in theirs]


def test_keeps_a_lemma_that_is_set(nlp):
    """What stands before it in the pipeline wins."""
    doc = Doc(nlp.vocab, words=["ships", "ships"], pos=["NOUN", "NOUN"], lemmas=["vessel", ""])
    assert [t.lemma_ for t in nlp.get_pipe("lemmatizer")(doc)] == ["vessel", "ship"]


def test_travels(nlp):
    """Its tables survive bytes, as they must for several processes."""
    message = nlp.get_pipe("lemmatizer").to_bytes(exclude=["vocab"])
    other = QuickLemmatizer(nlp.vocab, None, mode="rule").from_bytes(message, exclude=["vocab"])
    doc = other(Doc(nlp.vocab, words=["treaties", "am"], pos=["NOUN", "AUX"]))
    assert [t.lemma_ for t in doc] == ["treaty", "be"]
    assert other.lookups.get_table(CLOSED)["AUX"]["am"] == "be"

"""The values a sentence gives to the situation it tells, on the bundled pipeline and on trees given by hand."""

from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Token
from trees import token, tree

from kg.analysis import BUNDLED, load
from kg.analysis.mending import tree_rules
from kg.extraction.modality import claim_values, reading
from kg.extraction.operators import operator, words
from kg.model import Certainty, Polarity, Temporality

_SENTENCES = Path(__file__).with_name("modality_sentences.tsv")
_ROWS = [
    tuple(line.split("\t"))
    for line in _SENTENCES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


_PARSER_FAULTS = {
    ("en_defence_encoder", "H:Argentina mulls purchase of French submarines"): "the noun is taken for the verb",
    ("en_defence_encoder", "The port calls take place twice a year."): "how often hangs on no verb",
    ("en_defence_cnn", "The deal was to have been signed in Paris on Monday."): "the verb hung as a complement of was",
    ("en_defence_cnn", "No date has been set for the signing of the pact."): "the purpose hung on the verb",
    (
        "en_defence_cnn",
        "The drill was set to begin on Monday but was called off because of bad weather.",
    ): "set taken for the verb of a passive",
    ("en_defence_cnn", "H:Talks under way on French arms deal"): "no noun recognised",
    ("en_defence_cnn", "Kyiv accuses Minsk of training the fighters."): "what is blamed hung on who is blamed",
    ("en_defence_cnn", "Pyongyang is suspected of supplying shells to Moscow."): "the gerund taken for an adjective",
    ("en_defence_cnn", "H:Three states negotiate patrol accord"): "the verb taken for a noun",
    (
        "en_defence_cnn",
        "The defence pact with Kenya, which was to be signed in May, was scrapped.",
    ): "the relative clause hung on Kenya",
    ("en_defence_cnn", "Reports that Ghana had bought drones are true."): "the predicate hung on the inner clause",
    ("en_defence_encoder", "Riyadh has been in negotiations with Paris since January."): "since hangs on the noun",
}


@cache
def _nlp(pipeline: str) -> Language:
    return load(pipeline)


def _trigger(sentence: str, word: str, pipeline: str) -> Token:
    word, _, which = word.partition("*")
    return [t for t in tree_rules(_nlp(pipeline)(sentence)) if t.text == word][int(which or 1) - 1]


@pytest.mark.parametrize("pipeline", BUNDLED)
@pytest.mark.parametrize(("sentence", "trigger", "expected", "reason"), _ROWS, ids=[f"{r[3]}: {r[0]}" for r in _ROWS])
def test_sentence(sentence: str, trigger: str, expected: str, reason: str, pipeline: str) -> None:
    """A sentence presents its situation with the polarity, certainty and temporality that a careful reader sees."""
    if fault := _PARSER_FAULTS.get((pipeline, sentence)):
        pytest.xfail(fault)
    token = _trigger(sentence.removeprefix("H:"), trigger, pipeline)
    values = claim_values(token, in_headline=sentence.startswith("H:"))
    assert " ".join(value.value for value in values) == expected, reason


_TREES = [
    (
        "Minister/NN/nsubj>1 departs/VBZ/ROOT>1=depart for/IN/prep>1 Jakarta/NNP/pobj>2 tomorrow/NN/npadvmod>1",
        "departs",
        "affirmed certain future",
        "the present of a departure with a coming day",
    ),
    (
        "Berlin/NNP/nsubj>3 no/DT/neg>2 longer/RB/advmod>3 supplies/VBZ/ROOT>3=supply rifles/NNS/dobj>3=rifle",
        "supplies",
        "negated certain habitual",
        "no longer",
    ),
    (
        "Embassy/NN/nsubj>1 denied/VBD/ROOT>1=deny that/IN/mark>6 the/DT/det>4 ship/NN/nsubj>6 had/VBD/aux>6=have "
        "delivered/VBN/ccomp>1=deliver arms/NNS/dobj>6=arm",
        "delivered",
        "negated certain past",
        "the complement of deny",
    ),
    (
        "Envoys/NNS/nsubj>1 doubt/VBP/ROOT>1 that/IN/mark>5 Minsk/NNP/nsubj>5 will/MD/aux>5 sell/VB/ccomp>1 "
        "rifles/NNS/dobj>5=rifle",
        "sell",
        "negated probable future",
        "the complement of doubt",
    ),
    (
        "the/DT/det>1 exercise/NN/nsubj>6 ,/,/punct>1 hosted/VBN/acl>1=host annually/RB/advmod>3 ,/,/punct>1 "
        "trains/VBZ/ROOT>6=train divers/NNS/dobj>6=diver",
        "hosted",
        "affirmed certain habitual",
        "a reduced relative keeps its frequency adverb",
    ),
    (
        "the/DT/det>1 possibility/NN/ROOT>1 of/IN/prep>1 Seoul/NNP/nsubj>4 selling/VBG/pcomp>2=sell arms/NNS/dobj>4",
        "selling",
        "affirmed possible future",
        "a gerund under possibility of, attached as it should be",
    ),
    (
        "Quito/NNP/nsubj>2 does/VBZ/aux>2=do plan/VB/ROOT>2 to/TO/aux>4 buy/VB/xcomp>2 or/CC/cc>4 lease/VB/conj>4",
        "lease",
        "affirmed certain future",
        "coordinated infinitives share their governor",
    ),
    (
        "Quito/NNP/nsubj>3 did/VBD/aux>3=do not/RB/neg>3 manage/VB/ROOT>3 to/TO/aux>5 sign/VB/xcomp>3",
        "sign",
        "negated certain past",
        "a two-way implicative passes negation on",
    ),
    (
        "Quito/NNP/nsubj>3 did/VBD/aux>3=do not/RB/neg>3 fail/VB/ROOT>3 to/TO/aux>5 sign/VB/xcomp>3",
        "sign",
        "affirmed certain past",
        "a negated counter-implicative affirms",
    ),
    (
        "Quito/NNP/nsubj>3 did/VBD/aux>3=do not/RB/neg>3 refuse/VB/ROOT>3 to/TO/aux>5 sign/VB/xcomp>3",
        "sign",
        "affirmed possible future",
        "a negated one-way refusal leaves it open",
    ),
    (
        "Quito/NNP/nsubj>2 may/MD/aux>2 decide/VB/ROOT>2 to/TO/aux>4 sign/VB/xcomp>2",
        "sign",
        "affirmed possible future",
        "the governor's own doubt weakens what it governs",
    ),
    (
        "Quito/NNP/nsubj>1 hopes/VBZ/ROOT>1=hop to/TO/aux>3 sign/VB/xcomp>1",
        "sign",
        "affirmed possible future",
        "a lemma that the lemmatizer got wrong",
    ),
    (
        "Oslo/NNP/nsubj>1 hailed/VBD/ROOT>1=hail the/DT/det>3 signing/NN/dobj>1",
        "signing",
        "affirmed certain past",
        "what is hailed was so",
    ),
]


@pytest.mark.parametrize(("text", "word", "expected", "reason"), _TREES, ids=[row[3] for row in _TREES])
def test_tree(text: str, word: str, expected: str, reason: str) -> None:
    """A rule holds on the tree that English grammar gives, whatever the bundled parser would make of the words."""
    assert " ".join(value.value for value in claim_values(token(tree(text), word))) == expected, reason


def test_table_is_complete() -> None:
    """Every row of the table is read: none is lost to a stray comment sign or tab."""
    assert len(_ROWS) >= 200
    assert {len(row) for row in _ROWS} == {4}


def test_bare_mention_is_not_explicit() -> None:
    """A mention that says nothing of whether and when is marked, so that another mention may correct it."""
    doc = _nlp("en_defence_encoder")("The exercise is important to both navies.")
    assert not reading(next(t for t in doc if t.text == "exercise")).explicit


def test_told_situation_is_explicit() -> None:
    """A clause that tells the situation is marked as telling it."""
    doc = _nlp("en_defence_encoder")("The exercise was held in June.")
    assert reading(next(t for t in doc if t.text == "exercise")).explicit


@pytest.mark.parametrize(
    ("kind", "key", "name"),
    [
        pytest.param("infinitive", "plan", "commitment", id="verb"),
        pytest.param("object", "call off", "counter-implicative", id="verb with particle"),
        pytest.param("noun", "possibility", "wish", id="noun"),
        pytest.param("attribute", "planned", "commitment", id="attribute"),
    ],
)
def test_operator(kind: str, key: str, name: str) -> None:
    """The lexicon gives a word the class that it has in a construction."""
    found = operator(kind, key)
    assert found is not None
    assert found.name == name


def test_unknown_word_is_no_operator() -> None:
    """A word that is not listed says nothing of what it governs."""
    assert operator("infinitive", "embroider") is None


def test_operator_effect_depends_on_polarity() -> None:
    """The effect under negation is another than under affirmation (Nairn, Condoravdi and Karttunen 2006)."""
    refusal = operator("infinitive", "refuse")
    assert refusal is not None
    assert refusal.effect(Polarity.AFFIRMED).polarity is Polarity.NEGATED
    assert refusal.effect(Polarity.NEGATED).certainty is Certainty.POSSIBLE


def test_word_lists_are_lower_case() -> None:
    """The lexicon's closed lists are compared with lower-case words."""
    listed = words("adverbs", "habitual") | words("prepositions", "future") | words("periods", "units")
    assert listed
    assert {word.lower() for word in listed} == listed


def test_undated_mention_is_past() -> None:
    """A situation that nothing places in time is told as past."""
    found = reading(token(tree("the/DT/det>1 signing/NN/ROOT>1"), "signing"))
    assert found.temporality is None
    assert claim_values(token(tree("the/DT/det>1 signing/NN/ROOT>1"), "signing"))[2] is Temporality.PAST

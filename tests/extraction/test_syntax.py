"""The accessors read spaCy's labels as the grammar of English means them."""

from collections.abc import Callable

import pytest
from spacy.tokens import Token
from trees import token, tree

from kg.extraction import syntax

ACTIVE = "Oslo/NNP/nsubj>1 sold/VBD/ROOT>1=sell Kyiv/NNP/dative>1 jets/NNS/dobj>1 and/CC/cc>3 tanks/NNS/conj>3"
PASSIVE = (
    "The/DT/det>1 pact/NN/nsubjpass>3 was/VBD/auxpass>3=be signed/VBN/ROOT>3=sign by/IN/agent>3 Oslo/NNP/pobj>4 "
    "and/CC/cc>5 Riga/NNP/conj>5"
)
REDUCED = (
    "The/DT/det>1 pact/NN/nsubj>6 signed/VBN/acl>1=sign by/IN/agent>2 Oslo/NNP/pobj>3 ,/,/punct>1 "
    "covers/VBZ/ROOT>6=cover ports/NNS/dobj>6"
)
OBJECT_RELATIVE = "the/DT/det>1 pact/NN/ROOT>1 that/WDT/dobj>4 Oslo/NNP/nsubj>4 signed/VBD/relcl>1=sign"
SUBJECT_RELATIVE = "the/DT/det>1 state/NN/ROOT>1 that/WDT/nsubj>3 hosts/VBZ/relcl>1=host troops/NNS/dobj>3"
CONTROL = "Oslo/NNP/nsubj>1 agreed/VBD/ROOT>1=agree to/TO/aux>3 sign/VB/xcomp>1 pacts/NNS/dobj>3"
OBJECT_CONTROL = "Oslo/NNP/nsubj>1 urged/VBD/ROOT>1=urge Riga/NNP/dobj>1 to/TO/aux>4 sign/VB/xcomp>1"
SHARED = (
    "Oslo/NNP/nsubj>2 will/MD/aux>2 sign/VB/ROOT>2 and/CC/cc>2 ratify/VB/conj>2 pacts/NNS/dobj>4 "
    "with/IN/prep>5 Riga/NNP/pobj>6"
)
THERE = "there/EX/expl>1 was/VBD/ROOT>1=be no/DT/det>3 announcement/NN/nsubj>1"
NOUN = (
    "the/DT/det>3 long/JJ/amod>3 arms/NNS/compound>3=arm sale/NN/ROOT>3 by/IN/prep>3 Oslo/NNP/pobj>4 to/IN/prep>3 "
    "Riga/NNP/pobj>6 and/CC/cc>7 Kyiv/NNP/conj>7"
)
POSSESSOR = "Qatar/NNP/poss>2 's/POS/case>0 purchase/NN/ROOT>2 of/IN/prep>2 24/CD/nummod>5 jets/NNS/pobj>3"
NEGATED = "Oslo/NNP/nsubj>3 did/VBD/aux>3=do not/RB/neg>3 call/VB/ROOT>3 off/RP/prt>3 drills/NNS/dobj>3"

ROWS: list[tuple[str, Callable[[Token], tuple[Token, ...]], str, str, str]] = [
    (ACTIVE, syntax.subjects, "sold", "Oslo", "the active subject"),
    (ACTIVE, syntax.objects, "sold", "jets tanks", "objects with their conjuncts"),
    (ACTIVE, syntax.indirect_objects, "sold", "Kyiv", "the bare dative"),
    (ACTIVE, syntax.logical_subjects, "sold", "Oslo", "an active subject acts"),
    (ACTIVE, syntax.conjuncts, "jets", "tanks", "conjuncts without the first"),
    (PASSIVE, syntax.passive_subjects, "signed", "pact", "the passive subject"),
    (PASSIVE, syntax.agents, "signed", "Oslo Riga", "all agents of a passive"),
    (PASSIVE, syntax.logical_subjects, "signed", "Oslo Riga", "the agents act"),
    (PASSIVE, syntax.logical_objects, "signed", "pact", "the passive subject is acted on"),
    (REDUCED, syntax.logical_objects, "signed", "pact", "the antecedent of a reduced relative is acted on"),
    (REDUCED, syntax.logical_subjects, "signed", "Oslo", "the agent of a reduced relative acts"),
    (REDUCED, syntax.logical_subjects, "covers", "pact", "the matrix keeps its subject"),
    (OBJECT_RELATIVE, syntax.logical_objects, "signed", "pact", "the antecedent of an object relative"),
    (OBJECT_RELATIVE, syntax.logical_subjects, "signed", "Oslo", "the subject inside an object relative"),
    (SUBJECT_RELATIVE, syntax.logical_subjects, "hosts", "state", "the antecedent of a subject relative"),
    (SUBJECT_RELATIVE, syntax.logical_objects, "hosts", "troops", "the object inside a subject relative"),
    (CONTROL, syntax.logical_subjects, "sign", "Oslo", "subject control"),
    (CONTROL, syntax.complements, "agreed", "sign", "the embedded clause"),
    (OBJECT_CONTROL, syntax.logical_subjects, "sign", "Riga", "object control"),
    (SHARED, syntax.logical_subjects, "ratify", "Oslo", "coordinated verbs share the subject"),
    (SHARED, syntax.modals, "ratify", "will", "coordinated bare verbs share the modal"),
    (SHARED, lambda t: syntax.prepositional_objects(t, "with"), "pacts", "Riga", "objects of one preposition"),
    (THERE, syntax.subjects, "was", "", "no subject after there"),
    (THERE, syntax.attributes, "was", "announcement", "what is said to exist"),
    (THERE, syntax.negations, "announcement", "no", "no as determiner negates"),
    (NOUN, lambda t: syntax.prepositional_objects(t, "to"), "sale", "Riga Kyiv", "conjuncts of a prepositional object"),
    (NOUN, syntax.agents, "sale", "Oslo", "the agent of a nominalisation"),
    (NOUN, syntax.compounds, "sale", "arms", "compounds"),
    (NOUN, syntax.modifiers, "sale", "long", "adjectives"),
    (POSSESSOR, syntax.possessors, "purchase", "Qatar", "possessor"),
    (NEGATED, syntax.negations, "call", "not", "not negates the verb"),
    (NEGATED, syntax.particles, "call", "off", "particle"),
    (NEGATED, syntax.auxiliaries, "call", "did", "auxiliaries"),
]


@pytest.mark.parametrize(("text", "accessor", "word", "expected", "reason"), ROWS, ids=[row[4] for row in ROWS])
def test_accessor(
    text: str, accessor: Callable[[Token], tuple[Token, ...]], word: str, expected: str, reason: str
) -> None:
    """An accessor returns the dependents that the grammar means, in textual order."""
    assert " ".join(t.text for t in accessor(token(tree(text), word))) == expected, reason


@pytest.mark.parametrize(
    ("text", "word", "passive", "infinitive"),
    [
        pytest.param(ACTIVE, "sold", False, False, id="active"),
        pytest.param(PASSIVE, "signed", True, False, id="full passive"),
        pytest.param(REDUCED, "signed", True, False, id="reduced passive"),
        pytest.param(CONTROL, "sign", False, True, id="infinitive"),
        pytest.param(SHARED, "ratify", False, False, id="bare form under a modal"),
    ],
)
def test_form(text: str, word: str, passive: bool, infinitive: bool) -> None:
    """Voice and infinitive are read off the verb group."""
    verb = token(tree(text), word)
    assert (syntax.is_passive(verb), syntax.is_infinitive(verb)) == (passive, infinitive)


def test_noun_phrase() -> None:
    """A noun phrase keeps its determiners, modifiers and compounds and leaves out what follows the noun."""
    assert syntax.noun_phrase(token(tree(NOUN), "sale")).text == "the long arms sale"


def test_prepositional_phrases() -> None:
    """Each preposition comes with each of its objects."""
    found = [(word, obj.text) for word, obj in syntax.prepositional_phrases(token(tree(NOUN), "sale"))]
    assert found == [("by", "Oslo"), ("to", "Riga"), ("to", "Kyiv")]


def test_governing_verb() -> None:
    """The verb above a noun is found through prepositions and other nouns."""
    verb = syntax.governing_verb(token(tree(SHARED), "Riga"))
    assert verb is not None
    assert verb.text == "ratify"


def test_governing_verb_at_the_root() -> None:
    """Nothing governs a root."""
    assert syntax.governing_verb(token(tree(NOUN), "sale")) is None


def test_antecedent() -> None:
    """A relative clause knows its noun, a main clause has none."""
    doc = tree(SUBJECT_RELATIVE)
    found = syntax.antecedent(token(doc, "hosts"))
    assert found is not None
    assert found.text == "state"
    assert syntax.antecedent(token(doc, "state")) is None


def test_head_noun() -> None:
    """A compound belongs to the noun it is compounded with."""
    assert syntax.head_noun(token(tree(NOUN), "arms")).text == "sale"

"""Every group of rules can be left out, and each does something: what it does is gone without it, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.analysis import analyse, load
from kg.analysis.names import NameRules
from kg.cli.options import RuleGroup as Choice
from kg.extraction import RuleGroup, extract
from kg.extraction.component import bundled_gazetteer
from kg.extraction.name_resolution import read_entities
from kg.model import Article, Entity, Situation
from kg.pipeline import Engine, Reading

EN = spacy.blank("en")


def names(text: str, *entities: tuple[str, str], without: tuple[RuleGroup, ...] = ()) -> list[tuple[str, str]]:
    """What the rules make of a Doc built by hand, its capitalised words tagged NNP."""
    doc = EN.make_doc(text)
    for token in doc:
        token.tag_ = "NNP" if token.text[0].isupper() else "NN"
    doc.ents = [_span(doc, part, label) for part, label in entities]
    return [(span.text, span.label_) for span in NameRules(without=without)(doc).ents]


def _span(doc: Doc, part: str, label: str) -> Span:
    span = doc.char_span(doc.text.index(part), doc.text.index(part) + len(part), label=label)
    assert span is not None
    return span


OF_NAMES = [
    (RuleGroup.TITLES, "Gen. Roy Banks spoke", ("Gen. Roy Banks", "PERSON"), ("Roy Banks", "PERSON")),
    (RuleGroup.AGREEMENTS, "an MoU was signed", ("MoU", "PRODUCT"), ("MoU", "LAW")),
    (
        RuleGroup.EXERCISES,
        "in Exercise Desert Star they",
        ("Desert Star", "ORG"),
        ("Exercise Desert Star", "EVENT"),
    ),
    (RuleGroup.WEAPONS, "the INS Talwar sailed", ("INS Talwar", "ORG"), ("INS Talwar", "PRODUCT")),
    (RuleGroup.DATES, "in early May 2021 they", ("May 2021", "DATE"), ("early May 2021", "DATE")),
]


@pytest.mark.parametrize(("group", "text", "given", "found"), OF_NAMES, ids=[row[0].value for row in OF_NAMES])
def test_a_group_for_names(group: RuleGroup, text: str, given: tuple[str, str], found: tuple[str, str]) -> None:
    """With the group the name is mended; without it, it stays as the recogniser gave it."""
    assert names(text, given) == [found]
    assert names(text, given, without=(group,)) == [given]


def test_short_forms_are_found_by_their_group() -> None:
    """Without it, only the long name is one."""
    text, given = "the Joint Warfare Centre (JWC) said", ("Joint Warfare Centre", "ORG")
    assert names(text, given) == [given, ("JWC", "ORG")]
    assert names(text, given, without=(RuleGroup.SHORT_FORMS,)) == [given]


def test_holders_of_offices_are_found_by_their_group() -> None:
    """Without it, nobody is a person whom the recogniser did not call one."""
    text, given = "Defence Minister of Kenya General Ali Odera spoke", ("Kenya", "GPE")
    assert ("Ali Odera", "PERSON") in names(text, given)
    assert names(text, given, without=(RuleGroup.OFFICES,)) == [given]


def test_tokens_and_sentences() -> None:
    """Without their groups a pipeline has the tokenizer of spaCy's English, and no rules for sentence starts."""
    bare = load(without=[RuleGroup.TOKENS, RuleGroup.SENTENCES])
    assert [token.text for token in load().make_doc("worth $70m.")] == ["worth", "$", "70", "m", "."]
    assert [token.text for token in bare.make_doc("worth $70m.")] == ["worth", "$", "70", "m."]
    assert "sentence_rules" in load().pipe_names
    assert "sentence_rules" not in bare.pipe_names


def test_trees_are_mended_by_their_group() -> None:
    """ "Due" governs what is due, unless the trees stay as they were parsed."""
    article = Article("a", "\nThe pact was due to expire at the end of this year.")
    trees = [
        [(token.head.i, token.dep_) for token in doc]
        for without in ((), (RuleGroup.TREES,))
        for _, doc in analyse(load(), [article], without=without)
    ]
    assert trees[0] != trees[1]


PACT = "Kenya and Uganda sign defence pact\nKenya and Uganda signed a defence agreement on Monday. They will renew it."


def situations(text: str, *without: RuleGroup) -> list[Situation]:
    ((article, doc),) = analyse(load(), [Article("a", text, date="2024-05-15")], without=without)
    return list(extract(doc, article, bundled_gazetteer(), without=without).situations)


def test_dates_of_situations_are_read_by_their_group() -> None:
    """Without it the same is told, of no day."""
    with_times, without = situations(PACT), situations(PACT, RuleGroup.TIMES)
    assert "2024-05-13" in {s.when.value for s in with_times if s.when}
    assert [s.type for s in without] == [s.type for s in with_times]
    assert {s.when for s in without} == {None}


def test_pronouns_stand_for_somebody_by_their_group() -> None:
    """Without it, "he" meets nobody."""
    text = "Talks in Oslo\nGeneral Ali Odera of Kenya spoke. He met Latvia's defence minister on Monday."
    [meeting] = [s for s in situations(text) if s.type == "Consultation"]
    assert [named(filler) for filler in meeting.roles["participant"]] == ["Ali Odera", "Latvia"]
    assert not [s for s in situations(text, RuleGroup.COREFERENCE) if s.type == "Consultation"]


def named(filler: object) -> str:
    assert isinstance(filler, Entity)
    return filler.name


def test_the_gazetteer_corrects_the_recogniser_by_its_group() -> None:
    """A body that was taken for a person is a body, unless the recogniser is believed."""
    doc = EN.make_doc("NATO welcomed it")
    doc.ents = [Span(doc, 0, 1, label="PERSON")]
    kinds = [
        [
            e.kind.name
            for e in read_entities(doc, Article("a", doc.text), bundled_gazetteer(), corrected=corrected).all()
        ]
        for corrected in (True, False)
    ]
    assert kinds == [["INTERNATIONAL_ORGANIZATION"], ["PERSON"]]


def test_the_graph_says_what_was_left_out() -> None:
    """Who reads a graph can see that it was made without some rules."""
    engine = Engine.load(without=[RuleGroup.COREFERENCE])
    [reading] = engine.read([Article("a", PACT, date="2024-05-15")])
    [whole] = replace(engine, without=frozenset()).read([Article("a", PACT, date="2024-05-15")])
    assert isinstance(reading, Reading)
    assert isinstance(whole, Reading)
    assert any("coreference" in str(s) for s in reading.statements)
    assert not any("coreference" in str(s) for s in whole.statements)


def test_the_choices_on_the_command_line() -> None:
    """They are spelt out there, so that help loads nothing, and are the groups."""
    assert [choice.value for choice in Choice] == [group.value for group in RuleGroup]

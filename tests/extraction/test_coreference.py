"""What pronouns and definite descriptions stand for, on trees made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token
from trees import token, tree

from kg.extraction.coreference import Coreference
from kg.extraction.entities import Entities, Mention
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, EntityKind

ENTITIES = {
    "Kenya": Entity("State:Kenya", "Kenya", EntityKind.STATE),
    "Japan": Entity("State:Japan", "Japan", EntityKind.STATE),
    "Oman": Entity("State:Oman", "Oman", EntityKind.STATE),
    "NATO": Entity("InternationalOrganization:NATO", "NATO", EntityKind.INTERNATIONAL_ORGANIZATION),
    "Ray": Entity("Person:Ray", "Ray", EntityKind.PERSON),
    "Tanaka": Entity("Person:Tanaka", "Tanaka", EntityKind.PERSON),
    "Orion": Entity("Company:Orion", "Orion", EntityKind.COMPANY),
    "Nairobi": Entity("Place:Nairobi", "Nairobi", EntityKind.PLACE),
}
STATES = {"Person:Ray": ENTITIES["Kenya"], "Person:Tanaka": ENTITIES["Japan"]}
POSTS = {"Person:Ray": ("Defence Minister",), "Person:Tanaka": ("Chief of Staff",)}


def joined(*sentences: str) -> Doc:
    """One Doc of several trees."""
    return Doc.from_docs([tree(sentence) for sentence in sentences])


def resolved(doc: Doc, at: Token, *, speaker: str = "", home: str = "") -> list[str]:
    """The names of what ``at`` stands for."""
    mentions = tuple(Mention(t.i, t.i + 1, ENTITIES[t.text]) for t in doc if t.text in ENTITIES)
    entities = Entities(
        doc,
        Article("a", doc.text),
        Gazetteer.open(),
        mentions,
        {"Place:Nairobi": ENTITIES["Kenya"]},
        ENTITIES.get(home),
        {m.start: m.entity for m in mentions},
    )
    found = Coreference(entities, states=STATES, posts=POSTS, speaker=lambda _: ENTITIES.get(speaker))
    return [entity.name for entity in found.resolve(at)]


BOTH = "Kenya/NNP/nsubj>3 and/CC/cc>0 Japan/NNP/conj>0 met/VBD/ROOT>3 ./,/punct>3"
PEOPLE = "Ray/NNP/nsubj>3 and/CC/cc>0 Tanaka/NNP/conj>0 met/VBD/ROOT>3 ./,/punct>3"
ONE = "Ray/NNP/nsubj>1 met/VBD/ROOT>1 Tanaka/NNP/dobj>1 ./,/punct>1"
FIRM = "Orion/NNP/nsubj>1 joined/VBD/ROOT>1 NATO/NNP/dobj>1 ./,/punct>1"
ALONE = "Oman/NNP/nsubj>1 left/VBD/ROOT>1 ./,/punct>1"
CAPITAL = "Nairobi/NNP/nsubj>1 met/VBD/ROOT>1 Japan/NNP/dobj>1 ./,/punct>1"
STATE_AND_ENVOY = "Oman/NNP/nsubj>1 met/VBD/ROOT>1 Ray/NNP/dobj>1 ./,/punct>1"
NOBODY = "Rain/NN/nsubj>1 fell/VBD/ROOT>1 ./,/punct>1"


def said(word: str, tag: str = "PRP") -> str:
    return f"{word}/{tag}/nsubj>1 left/VBD/ROOT>1"


def phrase(mark: str, noun: str, *, label: str = "det", tag: str = "NN", lemma: str = "") -> str:
    return f"{mark}/DT/{label}>1 {noun}/{tag}/nsubj>2={lemma or noun.lower()} left/VBD/ROOT>2"


ROWS = [
    ((ONE, said("He")), "He", ["Ray"], "the subject of the sentence before"),
    ((PEOPLE, ALONE, said("She")), "She", ["Ray"], "a person two sentences before"),
    ((FIRM, said("He")), "He", [], "nobody who is a person"),
    ((said("He"), ONE), "He", [], "nobody yet named"),
    ((ONE, FIRM, said("It")), "It", ["NATO"], "it: a state or an organisation of states"),
    ((BOTH, ALONE, said("It")), "It", ["Oman"], "it: the nearest state"),
    ((BOTH, said("They")), "They", ["Kenya", "Japan"], "they: two states"),
    ((PEOPLE, said("They")), "They", ["Ray", "Tanaka"], "they: two people named together"),
    ((CAPITAL, said("They")), "They", ["Kenya", "Japan"], "a capital stands for its state"),
    ((STATE_AND_ENVOY, said("They")), "They", ["Oman", "Kenya"], "a person stands for the state he acts for"),
    ((NOBODY, said("They")), "They", [], "nobody there"),
    ((BOTH, phrase("both", "sides", tag="NNS", lemma="side")), "sides", ["Kenya", "Japan"], "both sides"),
    (
        (BOTH, phrase("two", "countries", label="nummod", tag="NNS", lemma="country")),
        "countries",
        ["Kenya", "Japan"],
        "two",
    ),
    (
        (PEOPLE, phrase("two", "leaders", label="nummod", tag="NNS", lemma="leader")),
        "leaders",
        ["Ray", "Tanaka"],
        "leaders",
    ),
    ((PEOPLE, phrase("some", "leaders", tag="NNS", lemma="leader")), "leaders", [], "some leaders are others"),
    ((ONE, ALONE, phrase("the", "country")), "country", ["Oman"], "the country"),
    ((ALONE, phrase("a", "country")), "country", [], "an indefinite description brings in somebody new"),
    ((FIRM, phrase("the", "company")), "company", ["Orion"], "the company"),
    ((FIRM, phrase("the", "alliance")), "alliance", ["NATO"], "the alliance"),
    ((FIRM, phrase("the", "ministry")), "ministry", [], "no body of that kind"),
    ((PEOPLE, phrase("the", "minister")), "minister", ["Ray"], "the holder of the office"),
    ((PEOPLE, phrase("the", "chief")), "chief", ["Tanaka"], "the holder of another office"),
    ((PEOPLE, phrase("the", "ambassador")), "ambassador", [], "an office that nobody holds"),
    ((phrase("the", "minister"), PEOPLE), "minister", ["Ray"], "an office whose one holder is named later"),
    ((BOTH, phrase("the", "rain")), "rain", [], "no description of an actor"),
]


@pytest.mark.parametrize(("text", "word", "expected"), [row[:3] for row in ROWS], ids=[row[3] for row in ROWS])
def test_what_is_meant(text: tuple[str, ...], word: str, expected: list[str]) -> None:
    """The nearest earlier mention that fits is meant; where none fits, nobody."""
    doc = joined(*text)
    assert resolved(doc, token(doc, word)) == expected


FIRST = [
    ("I", "Ray", "", ["Ray"], "I: whoever speaks"),
    ("I", "", "", [], "I: nobody is said to speak"),
    ("We", "Ray", "", ["Kenya"], "we: the speaker's state"),
    ("We", "Orion", "", [], "we: a speaker who acts for no state"),
    ("We", "", "Oman", ["Oman"], "we: the state whose release it is"),
    ("We", "Ray", "Oman", ["Kenya"], "we: the speaker's state before the publisher's"),
]


@pytest.mark.parametrize(
    ("word", "speaker", "home", "expected"), [row[:4] for row in FIRST], ids=[row[4] for row in FIRST]
)
def test_first_person(word: str, speaker: str, home: str, expected: list[str]) -> None:
    """The first person is whoever is quoted, or the state whose own release the article is."""
    doc = joined(BOTH, said(word))
    assert resolved(doc, token(doc, word), speaker=speaker, home=home) == expected


def test_nothing_after_the_token_is_meant() -> None:
    """A pronoun does not stand for somebody named after it in its sentence."""
    doc = joined(ALONE, "It/PRP/nsubj>1 met/VBD/ROOT>1 Japan/NNP/dobj>1")
    assert resolved(doc, token(doc, "It")) == ["Oman"]


def test_the_sentence_comes_first() -> None:
    """A mention before the pronoun in its own sentence is nearer than one of the sentence before."""
    doc = joined(ONE, "Tanaka/NNP/nsubj>1 said/VBD/ROOT>1 he/PRP/nsubj>3 left/VBD/ccomp>1")
    assert resolved(doc, token(doc, "he")) == ["Tanaka"]

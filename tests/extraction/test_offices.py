"""Who holds which office of which state or body: sentences over the bundled pipeline, and Docs built by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

import kg.analysis
from kg.extraction.office_classes import classes, persons
from kg.extraction.offices import offices

VOCAB = spacy.blank("en").vocab

Expected = tuple[str, str, str | None]

BEFORE_THE_NAME: list[tuple[str, list[Expected], str]] = [
    (
        "Norwegian Defence Minister Bjorn Holm visited Riga.",
        [("Bjorn Holm", "Defence Minister", "Norwegian")],
        "demonym",
    ),
    (
        "Kenya's Cabinet Secretary for Defence Joseph Mwangi received the boats.",
        [("Joseph Mwangi", "Cabinet Secretary for Defence", "Kenya")],
        "possessive, portfolio with for",
    ),
    (
        "New Zealand Minister of Defence Peter Hughes departs tomorrow.",
        [("Peter Hughes", "Minister of Defence", "New Zealand")],
        "state of two words, portfolio with of",
    ),
    (
        "Romanian Minister of National Defence Radu Ionescu was there.",
        [("Radu Ionescu", "Minister of National Defence", "Romanian")],
        "portfolio of two words",
    ),
    (
        "Secretary of State for Defence Emma Clarke made a statement.",
        [("Emma Clarke", "Secretary of State for Defence", None)],
        "of and for, no state",
    ),
    (
        "Assistant Secretary of State for Political-Military Affairs Jessica Lane signed.",
        [("Jessica Lane", "Assistant Secretary of State for Political-Military Affairs", None)],
        "long portfolio",
    ),
    (
        "Under Secretary of Defense for Policy Daniel Frost testified.",
        [("Daniel Frost", "Under Secretary of Defense for Policy", None)],
        "office that begins with a preposition",
    ),
    (
        "Minister for Veterans Fiona Gray laid a wreath.",
        [("Fiona Gray", "Minister for Veterans", None)],
        "portfolio taken for part of the name",
    ),
    (
        "Pentagon Press Secretary Rear Adm. Tom Hale briefed reporters.",
        [("Tom Hale", "Press Secretary", "Pentagon")],
        "body before, rank between",
    ),
    (
        "Pentagon spokeswoman Navy Cmdr. Rita Hall told Reuters.",
        [("Rita Hall", "spokeswoman", "Pentagon")],
        "service and rank between",
    ),
    (
        "Estonia's Chief of Defence, Lieutenant General Andrus Tamm, took part.",
        [("Andrus Tamm", "Chief of Defence", "Estonia")],
        "comma and rank between",
    ),
    (
        "Turkish Chief of General Staff General Kemal Aydin met his counterpart.",
        [("Kemal Aydin", "Chief of General Staff", "Turkish")],
        "general in office and rank",
    ),
    (
        "Malaysian Chief of Defence Force General Hafiz Ismail led the delegation.",
        [("Hafiz Ismail", "Chief of Defence Force", "Malaysian")],
        "chief of a force",
    ),
    (
        "Bangladesh Army Chief of Staff General Tariq Islam left for Dhaka.",
        [("Tariq Islam", "Chief of Staff", "Bangladesh Army")],
        "force as body",
    ),
    (
        "Indian Navy chief Admiral Ravi Nair visited Oman.",
        [("Ravi Nair", "chief", "Indian Navy")],
        "lower-case head after a force",
    ),
    ("Army chief General Faisal Khan inspected the parade.", [("Faisal Khan", "chief", "Army")], "force alone"),
    (
        "US Central Command (Centcom) commander General Luke Frost visited Amman.",
        [("Luke Frost", "commander", "US Central Command")],
        "short form in brackets between",
    ),
    (
        "NATO Secretary General Lars Brandt arrived on Tuesday.",
        [("Lars Brandt", "Secretary General", "NATO")],
        "general that is no rank",
    ),
    (
        "NATO Deputy Secretary-General Mihai Popa thanked Canada.",
        [("Mihai Popa", "Deputy Secretary-General", "NATO")],
        "hyphenated head",
    ),
    (
        "EU High Representative Maria Costa chaired the session.",
        [("Maria Costa", "High Representative", "EU")],
        "modifier taken for part of the body",
    ),
    (
        "Supreme Allied Commander Europe General Roy Banks agreed.",
        [("Roy Banks", "Supreme Allied Commander Europe", None)],
        "place within the office",
    ),
    (
        "Chairman of the Joint Chiefs of Staff Gen. Carl Young spoke.",
        [("Carl Young", "Chairman", "Joint Chiefs of Staff")],
        "body with of",
    ),
    (
        "Prime Minister of Belgium Luc Peeters welcomed the guests.",
        [("Luc Peeters", "Prime Minister", "Belgium")],
        "state between office and name",
    ),
    (
        "President of Ghana Kwame Boateng signed it.",
        [("Kwame Boateng", "President", "Ghana")],
        "state taken for part of the name",
    ),
    (
        "Defence Minister Clara Weiss of Austria opened the talks.",
        [("Clara Weiss", "Defence Minister", "Austria")],
        "state after the name",
    ),
    (
        "The President of Rwanda, Jean Habimana, addressed the troops.",
        [("Jean Habimana", "President", "Rwanda")],
        "office first, name in apposition",
    ),
    (
        "The commander of the Philippine Navy, Vice Admiral Toribio Ruiz, thanked them.",
        [("Toribio Ruiz", "commander", "Philippine Navy")],
        "office first, rank and name in apposition",
    ),
    (
        "The Ambassador of Japan to Kenya, Ken Okaniwa, handed over the vehicles.",
        [("Ken Okaniwa", "Ambassador", "Japan")],
        "sender before receiver",
    ),
    (
        "Swedish Ambassador to Ukraine Erik Nyberg handed over the vehicles.",
        [("Erik Nyberg", "Ambassador to Ukraine", "Swedish")],
        "receiver within the office",
    ),
    (
        "Chargé d'Affaires Anne Miller spoke at the ceremony.",
        [("Anne Miller", "Chargé d'Affaires", None)],
        "French head",
    ),
    (
        "Defence attaché Colonel Marc Dubois watched.",
        [("Marc Dubois", "Defence attaché", None)],
        "attaché with rank",
    ),
    ("Kremlin spokesman Dmitry Orlov denied the claim.", [("Dmitry Orlov", "spokesman", "Kremlin")], "seat as body"),
    (
        "State Department spokeswoman Julia Marsh declined to comment.",
        [("Julia Marsh", "spokeswoman", "State Department")],
        "department",
    ),
    (
        "Foreign Ministry spokesperson Li Fang said so.",
        [("Li Fang", "spokesperson", "Foreign Ministry")],
        "ministry is the body, not the office",
    ),
    (
        "Defence Ministry spokesman Major General Igor Petrov denied it.",
        [("Igor Petrov", "spokesman", "Defence Ministry")],
        "ministry, rank of two words",
    ),
    ("Hamas leader Yusuf Nasser was in Doha.", [("Yusuf Nasser", "leader", "Hamas")], "leader with a body"),
    (
        "His Polish counterpart, Defence Minister Adam Wolski, agreed.",
        [("Adam Wolski", "Defence Minister", "Polish")],
        "state at counterpart",
    ),
    (
        "Foreign and Defence Minister Tomas Ruiz spoke first.",
        [("Tomas Ruiz", "Foreign and Defence Minister", None)],
        "one office with two portfolios",
    ),
]

AFTER_THE_NAME: list[tuple[str, list[Expected], str]] = [
    (
        "Vice Admiral Pierre Caron, commander of the French Navy, thanked the crews.",
        [("Pierre Caron", "commander", "French Navy")],
        "apposition with of",
    ),
    (
        "Gen. Laura Kent, commander of U.S. Northern Command, travelled to Ottawa.",
        [("Laura Kent", "commander", "U.S. Northern Command")],
        "body with points",
    ),
    (
        "Maj. Gen. Owen Price, director of operations of U.S. Africa Command, spoke in Accra.",
        [("Owen Price", "director of operations", "U.S. Africa Command")],
        "common noun in the office, then the body",
    ),
    (
        "Capt. Nina Ross, a public affairs officer for the Texas National Guard, confirmed it.",
        [("Nina Ross", "public affairs officer", "Texas National Guard")],
        "indefinite article, body with for",
    ),
    (
        "Brig. Gen. Alice Moore, deputy commanding general of U.S. Army Alaska, observed.",
        [("Alice Moore", "deputy commanding general", "U.S. Army Alaska")],
        "general that is no rank",
    ),
    (
        "Brig. Gen. Roy Tanner, U.S. Army Europe and Africa deputy commanding general, spoke.",
        [("Roy Tanner", "deputy commanding general", "U.S. Army Europe and Africa")],
        "body before the office, with and",
    ),
    (
        "Col. Ben Cole, commander of the 3rd Infantry Brigade, praised them.",
        [("Ben Cole", "commander", "3rd Infantry Brigade")],
        "numbered unit",
    ),
    (
        "Gen. Carl Young, chairman of the Joint Chiefs of Staff, spoke.",
        [("Carl Young", "chairman", "Joint Chiefs of Staff")],
        "body with of inside",
    ),
    (
        "Mark Doyle, Ireland's foreign minister, called for calm.",
        [("Mark Doyle", "foreign minister", "Ireland")],
        "possessive in apposition",
    ),
    (
        "Sofia Lund, the Danish ambassador to Kenya, attended.",
        [("Sofia Lund", "ambassador to Kenya", "Danish")],
        "envoy in apposition",
    ),
    (
        "Lisa Brown, 54, chairwoman of the Armed Services Committee, voted no.",
        [("Lisa Brown", "chairwoman", "Armed Services Committee")],
        "age between",
    ),
    (
        "Tony Grant (director of the Port Authority) disagreed.",
        [("Tony Grant", "director", "Port Authority")],
        "brackets",
    ),
    (
        "Helen Shaw is the director of the Defence Trade Agency.",
        [("Helen Shaw", "director", "Defence Trade Agency")],
        "copula",
    ),
    (
        "Peter Novak was appointed chief of the general staff in June.",
        [("Peter Novak", "chief of the general staff", None)],
        "appointment, the date is no body",
    ),
    (
        "Mark Esten was appointed commander of U.S. Southern Command in May.",
        [("Mark Esten", "commander", "U.S. Southern Command")],
        "appointment with body",
    ),
    (
        "Omar Said, who commands the Northern Fleet, was present.",
        [("Omar Said", "commands", "Northern Fleet")],
        "relative clause with a verb of leading",
    ),
    (
        "Rosa Diaz, president and chief executive of Delta Aerospace, spoke.",
        [("Rosa Diaz", "president", "Delta Aerospace"), ("Rosa Diaz", "chief executive", "Delta Aerospace")],
        "two offices share the body",
    ),
]

SEVERAL: list[tuple[str, list[Expected], str]] = [
    (
        "Deputy Prime Minister and Minister of Defence Anders Vik signed the treaty.",
        [("Anders Vik", "Deputy Prime Minister", None), ("Anders Vik", "Minister of Defence", None)],
        "two offices of one person",
    ),
    (
        "Indonesian Defence Minister and President-elect Surya Hadi visited France.",
        [("Surya Hadi", "Defence Minister", "Indonesian"), ("Surya Hadi", "President-elect", "Indonesian")],
        "two offices share the state",
    ),
    (
        "Japanese Prime Minister Haruto Endo and Indian Prime Minister Arjun Mehta met in Delhi.",
        [("Haruto Endo", "Prime Minister", "Japanese"), ("Arjun Mehta", "Prime Minister", "Indian")],
        "two persons",
    ),
    (
        "President Erik Olsen told Defence Secretary James Ward.",
        [("Erik Olsen", "President", None), ("James Ward", "Defence Secretary", None)],
        "two persons, no state",
    ),
    (
        "Anna Kos, Poland's deputy defence minister, met Kenyan Cabinet Secretary for Defence Soipan Wangari.",
        [
            ("Anna Kos", "deputy defence minister", "Poland"),
            ("Soipan Wangari", "Cabinet Secretary for Defence", "Kenyan"),
        ],
        "apposition and title side by side",
    ),
    (
        "Defence Ministers Ingrid Dahl and Pavel Horak launched the programme.",
        [("Ingrid Dahl", "Defence Ministers", None), ("Pavel Horak", "Defence Ministers", None)],
        "plural",
    ),
]

NONE: list[tuple[str, str]] = [
    ("General Mark Reed met Captain John Ford.", "ranks are no offices"),
    ("King Abdulaziz received General Frank Reed.", "a lone title that is also a name"),
    ("The defence minister met Lt. Col. Ann Lee.", "an office without a name"),
    ("Mr Peter Hall and Dr Jane Moss attended.", "honorifics are no offices"),
    ("The chief reason, Mark Doyle said, was money.", "a head that is an adjective here"),
    ("Oslo leads the effort, and officers from Riga joined.", "no person"),
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(Path(kg.analysis.__file__).parent / "pipelines" / "en_defence_cnn")


def found(doc: Doc) -> list[Expected]:
    return [(m.holder.text, m.office.text, m.organization.text if m.organization else None) for m in offices(doc)]


ROWS = [*BEFORE_THE_NAME, *AFTER_THE_NAME, *SEVERAL]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in ROWS], ids=[row[2] for row in ROWS])
def test_an_office_is_read_with_holder_and_body(nlp: Language, text: str, expected: list[Expected]) -> None:
    """The office is as written without rank, the organisation the state or body that the text gives, or none."""
    assert found(nlp(text)) == expected


@pytest.mark.parametrize("text", [row[0] for row in NONE], ids=[row[1] for row in NONE])
def test_what_is_no_office_is_not_read(nlp: Language, text: str) -> None:
    """Ranks, honorifics and offices without a holder give nothing."""
    assert found(nlp(text)) == []


FORMER = [
    ("Former Defence Minister Olga Stern criticised the deal.", True, "former"),
    ("Then-Defense Secretary Paul Warner approved the sale in 2019.", True, "then-"),
    ("Ex-President Carlos Vega returned.", True, "ex-"),
    ("Defence Minister Olga Stern criticised the deal.", False, "present"),
]


@pytest.mark.parametrize(("text", "former"), [row[:2] for row in FORMER], ids=[row[2] for row in FORMER])
def test_an_office_held_before_is_marked(nlp: Language, text: str, former: bool) -> None:
    """Former, then and ex- mark the holding as past, and are no part of the office."""
    (mention,) = offices(nlp(text))
    assert (mention.former, mention.office[0].lower_) == (former, mention.office.text.split()[0].lower())
    assert "former" not in mention.office.text.lower()


def test_a_short_form_gives_way_to_the_full_office(nlp: Language) -> None:
    """ "Secretary X" is no second office where the same person is Defence Secretary."""
    text = "Defence Secretary James Ward met his guest. Secretary Ward thanked him."
    assert found(nlp(text)) == [("James Ward", "Defence Secretary", None)]


def test_a_body_given_once_serves_the_other_places(nlp: Language) -> None:
    """The same office of the same person is of the same state throughout."""
    text = "Norwegian Defence Minister Bjorn Holm spoke. Defence Minister Bjorn Holm left."
    assert {organization for _, _, organization in found(nlp(text))} == {"Norwegian"}


# Docs built by hand: no model, only words, tags and entities ---------------------------------------------------------


def build(words: str, tags: str, ents: Sequence[str]) -> Doc:
    return Doc(VOCAB, words=words.split(), tags=tags.split(), ents=list(ents))


def test_an_entity_that_swallowed_the_title_is_taken_apart() -> None:
    """ "US President" inside a person's span is the state and the office, not the name."""
    doc = build(
        "US President Nora Hill spoke", "NNP NNP NNP NNP VBD", ["B-PERSON", "I-PERSON", "I-PERSON", "I-PERSON", "O"]
    )
    assert found(doc) == [("Nora Hill", "President", "US")]


def test_a_demonym_taken_for_a_person_is_the_state() -> None:
    """A "person" right before an office is what the office is of."""
    doc = build(
        "Kenyan Cabinet Secretary for Defence Ali Odera spoke",
        "JJ NNP NNP IN NNP NNP NNP VBD",
        ["B-PERSON", "I-PERSON", "O", "O", "O", "B-PERSON", "I-PERSON", "O"],
    )
    assert found(doc) == [("Ali Odera", "Cabinet Secretary for Defence", "Kenyan")]


def test_a_name_the_recogniser_missed_is_found_after_a_rank() -> None:
    """Capitalised words between a rank and a verb are the holder."""
    doc = build("Army chief General Idris Bello spoke", "NNP NN NNP NNP NNP VBD", ["O"] * 6)
    assert found(doc) == [("Idris Bello", "chief", "Army")]


def test_every_token_has_one_class() -> None:
    """Positions in the string of classes are token positions."""
    doc = build("Lt . Gen. Ann Lee , head of NATO", "NNP . NNP NNP NNP , NN IN NNP", [*["O"] * 8, "B-ORG"])
    assert classes(doc, doc.ents, persons(doc.ents)) == "RRRCC,HoB"


def test_an_empty_doc_has_no_offices() -> None:
    """Nothing in, nothing out."""
    assert offices(Doc(VOCAB)) == []


WORDS = (
    "the Defence Minister Ministry Ministers of for to and , ( ) 's Gen. General Ann Lee Kenya Army NATO chief who "
    "heads is former - deputy Secretary State counterpart Navy Capt . spoke \n\n"
)


@given(
    st.lists(st.tuples(st.sampled_from(WORDS.split(" ")), st.sampled_from(["", "PERSON", "ORG", "GPE"])), max_size=14)
)
def test_any_doc_can_be_read(words: list[tuple[str, str]]) -> None:
    """Whatever stands beside what, offices have a holder outside the office, and nothing fails."""
    doc = Doc(
        VOCAB,
        words=[word for word, _ in words],
        tags=["NNP"] * len(words),
        ents=[f"B-{label}" if label else "O" for _, label in words],
    )
    for mention in offices(doc):
        assert mention.office.end <= mention.holder.start or mention.holder.end <= mention.office.start
        assert mention.office.text

"""Rules for named entities, each on Docs built by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.analysis.abbreviations import long_form, pairs, unexplained
from kg.analysis.names import name_rules, trimmed, within_lines
from kg.analysis.naming import dates_and_sums, events
from kg.analysis.weapons import designations, ships

EN = spacy.blank("en")


def doc_of(text: str, *entities: tuple[str, str], tags: Sequence[str] | None = None) -> Doc:
    """A Doc tokenised by the English rules, with capitalised words tagged NNP and the given (text, label) entities."""
    doc = EN.make_doc(text)
    for i, token in enumerate(doc):
        token.tag_ = tags[i] if tags else ("NNP" if token.text[0].isupper() else "NN")
    spans = []
    for part, label in entities:
        start = text.index(part)
        span = doc.char_span(start, start + len(part), label=label)
        assert span is not None, part
        spans.append(span)
    doc.ents = spans
    return doc


def labelled(doc: Doc) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.ents]


TRIMMED = [
    ("Lt. Gen. Roy Banks", "PERSON", ["Roy Banks"], "rank of two words"),
    ("General Asim Rauf's", "PERSON", ["Asim Rauf"], "rank and possessive"),
    ("Dr. Monica Achieng", "PERSON", ["Monica Achieng"], "honorific"),
    ("Defence Minister Ola Lund", "PERSON", ["Ola Lund"], "office"),
    ("US President Nora Hill", "PERSON", ["US", "Nora Hill"], "state and office"),
    ("Secretary", "PERSON", [], "an office alone is nobody"),
    ("Navy Cmdr", "PERSON", [], "a rank with its service is nobody"),
    ("Kenyan Minister", "PERSON", ["Kenyan"], "demonym and office are nobody"),
    ("Mark King", "PERSON", ["Mark King"], "a surname that is also a title"),
    ("the Pentagon", "ORG", ["Pentagon"], "article"),
    ("the Philippine Navy's", "ORG", ["Philippine Navy"], "article and possessive"),
    ("The Hague", "GPE", ["The Hague"], "article that belongs to the name"),
    ("“Iron Dome”", "PRODUCT", ["Iron Dome"], "quotation marks"),
    ("the", "ORG", [], "nothing left"),
    ("Operation Center", "EVENT", [], "an office room is no operation"),
]


@pytest.mark.parametrize(("text", "label", "kept"), [row[:3] for row in TRIMMED], ids=[row[3] for row in TRIMMED])
def test_what_is_not_the_name_is_cut_off(text: str, label: str, kept: list[str]) -> None:
    """Articles, possessives, quotation marks, ranks and offices are no part of a name."""
    doc = doc_of(f"x {text} spoke", (text, label))
    assert [span.text for span in trimmed(doc.ents[0])] == kept


def test_an_office_right_after_shows_that_a_person_is_none() -> None:
    """ "Pentagon" before "Spokesman" is no person, whatever the recogniser thinks."""
    doc = doc_of("Pentagon Spokesman Jeff Moss spoke", ("Pentagon", "PERSON"))
    assert [(span.text, span.label_) for span in trimmed(doc.ents[0])] == [("Pentagon", "GPE")]


def test_an_entity_never_crosses_a_line() -> None:
    """What runs on over a paragraph break is two names."""
    doc = doc_of("said Wallace\n\nKenya gave", ("Wallace\n\nKenya", "PERSON"))
    assert [span.text for span in within_lines(doc.ents[0])] == ["Wallace", "Kenya"]
    assert labelled(name_rules(doc)) == [("Wallace", "PERSON"), ("Kenya", "PERSON")]


DATES = [
    ("worth up to $400 million now", [("up to $400 million", "MONEY")], "qualifier within the sum"),
    ("on Aug. 3, 2022 in", [("Aug. 3, 2022", "DATE")], "date with a point"),
    ("in May 2021 for €2bn", [("May 2021", "DATE"), ("€2bn", "MONEY")], "both in textual order"),
    ("2000 troops and 24 jets", [], "counts are neither"),
    ("a second deal was signed", [], "an ordinal is no time"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in DATES], ids=[row[2] for row in DATES])
def test_dates_and_sums_are_found_by_rule(text: str, found: list[tuple[str, str]]) -> None:
    """The spans are those of the rules for time and money."""
    assert [(span.text, span.label_) for span in dates_and_sums(doc_of(text), text)] == found


def test_rules_override_the_recogniser_on_dates_and_sums() -> None:
    """What the recogniser calls a date and the rules do not is dropped; what it cuts short is mended."""
    doc = doc_of(
        "The weekend deal of nearly 6.6 million dollars", ("weekend", "DATE"), ("6.6 million dollars", "MONEY")
    )
    assert labelled(name_rules(doc)) == [("nearly 6.6 million dollars", "MONEY")]


PRODUCTS = [
    ("two F-16 jets", ["F-16"], "letter, hyphen, number"),
    ("an F-16C/D fleet", ["F-16C/D"], "variants"),
    ("the M777 gun", ["M777"], "M without hyphen"),
    ("an MQ-9B drone", ["MQ-9B"], "two letters"),
    ("MH-60R Seahawk helicopters", ["MH-60R Seahawk"], "nickname"),
    ("a Su-57 and a MiG-29", ["Su-57", "MiG-29"], "mixed case"),
    ("an S-400 system", ["S-400"], "missile"),
    ("the COVID-19 wave hit the G-20", [], "what only looks so"),
    ("JA22 and TF-X ended", [], "short forms of names"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in PRODUCTS], ids=[row[2] for row in PRODUCTS])
def test_designations_are_products(text: str, found: list[str]) -> None:
    """Designations of weapons are PRODUCT with the nickname that follows."""
    assert [span.text for span in designations(doc_of(text), text)] == found


SHIPS = [
    ("the destroyer USS Carl Hansen arrived", ["USS Carl Hansen"], "prefix and name"),
    ("INS Talwar and HMS Lancaster", ["INS Talwar", "HMS Lancaster"], "two of them"),
    ("the USS on Monday", [], "no name behind it"),
    ("USS Mason Monday fired", ["USS Mason"], "a weekday is no part of it"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in SHIPS], ids=[row[2] for row in SHIPS])
def test_ships_are_products(text: str, found: list[str]) -> None:
    """A navy's prefix begins a ship's name."""
    assert [span.text for span in ships(doc_of(text))] == found


NAMED = [
    (
        "a Patriot battery came",
        ("Patriot battery", "PRODUCT"),
        [("Patriot", "PRODUCT")],
        "what it is, in small letters",
    ),
    ("a stealth fighter came", ("stealth fighter", "PRODUCT"), [("stealth fighter", "PRODUCT")], "nothing else in it"),
    ("new K9 Thunder guns", ("K9 Thunder", "PRODUCT"), [("K9 Thunder", "PRODUCT")], "wider than the designation"),
    ("INS Talwar sailed", ("INS Talwar", "ORG"), [("INS Talwar", "PRODUCT")], "a ship and no organisation"),
    ("INS Hansa in Goa", ("INS Hansa", "FAC"), [("INS Hansa", "FAC")], "a base with a ship's name"),
    ("an MoU was signed", ("MoU", "PRODUCT"), [("MoU", "LAW")], "a short form of a kind of agreement"),
    (
        "the Agreement on Cooperation in the Field of Defence lapsed",
        ("Agreement on Cooperation", "LAW"),
        [("Agreement on Cooperation in the Field of Defence", "LAW")],
        "the rest of its subject",
    ),
    (
        "the Framework Agreement in Rome",
        ("Framework Agreement", "LAW"),
        [("Framework Agreement", "LAW")],
        "a place behind it",
    ),
    ("the 1987 treaty lapsed", ("1987 treaty", "LAW"), [("1987 treaty", "LAW")], "a kind that is all the name"),
    ("at RIMPAC 2024 off", ("RIMPAC", "EVENT"), [("RIMPAC 2024", "EVENT")], "the year of an edition"),
]


@pytest.mark.parametrize(("text", "given", "found"), [row[:3] for row in NAMED], ids=[row[3] for row in NAMED])
def test_borders_and_labels_of_names(text: str, given: tuple[str, str], found: list[tuple[str, str]]) -> None:
    """What the recogniser gave is cut, completed or relabelled."""
    assert labelled(name_rules(doc_of(text, given))) == found


WHOLE_LAWS = [
    (
        "under UN Security Council Resolution 1701 they",
        [("UN", "ORG"), ("Security Council Resolution 1701", "LAW")],
        ["UN Security Council Resolution 1701"],
        "the body that speaks in a resolution",
    ),
    (
        "told the Security Council that Resolution 1701 holds",
        [("Security Council", "ORG"), ("Resolution 1701", "LAW")],
        ["Security Council", "Resolution 1701"],
        "a body that does not touch it",
    ),
    (
        "by the 2023 National Defense Authorization Act of",
        [("National Defense Authorization Act", "LAW")],
        ["2023 National Defense Authorization Act"],
        "the year of an act",
    ),
    (
        "a 2017 appropriations act paid",
        [("appropriations act", "LAW")],
        ["2017 appropriations act"],
        "only the year makes it a name",
    ),
    ("in 2017 Treaty partners met", [("Treaty", "LAW")], ["2017", "Treaty"], "a year before no act is a date"),
    ("a new status agreement failed", [("status agreement", "LAW")], [], "no capital, no name"),
    (
        "the Enhanced Opportunities Package was",
        [("Enhanced", "PRODUCT"), ("Opportunities Package", "LAW")],
        ["Enhanced Opportunities Package"],
        "a capitalised adjective before it",
    ),
    (
        "the Enhanced Opportunities Package was",
        [("Enhanced", "LAW"), ("Opportunities Package", "LAW")],
        ["Enhanced Opportunities Package"],
        "two parts that touch",
    ),
    (
        "the Polish Armed Neutrality Treaty was",
        [("Polish", "NORP"), ("Armed Neutrality Treaty", "LAW")],
        ["Polish", "Armed Neutrality Treaty"],
        "an adjective of nationality is a name of its own",
    ),
    (
        "by the Rapid Fleet Renewal scheme of",
        [("Rapid Fleet", "LAW")],
        ["Rapid Fleet Renewal"],
        "its last word, without the kind",
    ),
    (
        "under the Arms Control Act Congress decides",
        [("Arms Control Act", "LAW")],
        ["Arms Control Act"],
        "complete with its last word",
    ),
]
ADJECTIVES = {"Enhanced", "Polish", "Rapid"}


@pytest.mark.parametrize(
    ("text", "given", "found"), [row[:3] for row in WHOLE_LAWS], ids=[row[3] for row in WHOLE_LAWS]
)
def test_the_borders_of_agreements_and_acts(text: str, given: list[tuple[str, str]], found: list[str]) -> None:
    """An agreement or act has all the words of its name, and none of its neighbours'."""
    tags = ["JJ" if t.text in ADJECTIVES else "NNP" if t.text[0].isupper() else "NN" for t in EN.make_doc(text)]
    assert [span.text for span in name_rules(doc_of(text, *given, tags=tags)).ents] == found


EVENTS = [
    ("troops began Exercise Eastern Bridge-VI there", ["Exercise Eastern Bridge-VI"], "an edition on a hyphen"),
    ("the Exercise Desert Star began", ["Exercise Desert Star"], "Exercise X"),
    ("in Operation Northern Shield they", ["Operation Northern Shield"], "Operation X"),
    ("an Exercise Desert Star 24 photo", ["Exercise Desert Star 24"], "with the edition's number"),
    ("while Iron Spear 2023 ended", ["Iron Spear 2023"], "number alone"),
    ("the Iron Spear 23 exercise", ["Iron Spear 23"], "number and noun"),
    ("an Exercise Desert Star, as Desert Star is", ["Exercise Desert Star", "Desert Star"], "the bare name again"),
    ("Exercise Desert Star 3 since Desert Star 2 ended", ["Exercise Desert Star 3", "Desert Star 2"], "an edition"),
    ("the next edition of Desert Star opens", ["Desert Star"], "a name behind “edition of”"),
    ("the third edition of the book sold", [], "an edition of nothing named"),
    ("the edition Desert Star read", [], "no “of”"),
    ("the Operation Center opened", [], "a room"),
    ("with Resolution 2023 and Security Council Resolution 24", [], "numbers of documents"),
    ("signed on Monday May 24 by", [], "a date"),
    ("sold Typhoon Block 24 jets", [], "an edition of equipment"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in EVENTS], ids=[row[2] for row in EVENTS])
def test_exercises_and_operations_are_events(text: str, found: list[str]) -> None:
    """Names of exercises and operations are EVENT, with their number."""
    assert [span.text for span in events(doc_of(text))] == found


def test_a_year_in_the_name_of_an_exercise_is_no_date() -> None:
    """The longer name wins over the date in it, and over what the recogniser took for a body."""
    doc = doc_of("in Exercise Iron Spear 2023 of May 2023", ("Exercise Iron Spear", "ORG"))
    assert labelled(name_rules(doc)) == [("Exercise Iron Spear 2023", "EVENT"), ("May 2023", "DATE")]


# Rows after Schwartz and Hearst (2003), in names of this field
SHORT_FORMS = [
    ("the Joint Warfare Centre (JWC) said", "Joint Warfare Centre", "JWC", "initials"),
    ("the Kenya Defence Forces (“KDF”) said", "Kenya Defence Forces", "KDF", "quoted"),
    ("a Memorandum of Understanding (MoU) was", "Memorandum of Understanding", "MoU", "small letters"),
    ("Central Command (Centcom) chief", "Central Command", "Centcom", "syllables"),
    ("the KDF (Kenya Defence Forces) said", "Kenya Defence Forces", "KDF", "the short form first"),
]


@pytest.mark.parametrize(
    ("text", "long", "short"), [row[:3] for row in SHORT_FORMS], ids=[row[3] for row in SHORT_FORMS]
)
def test_a_short_form_is_paired_with_its_long_name(text: str, long: str, short: str) -> None:
    """The offsets of a pair are those of the long name and of the short form in the text."""
    assert [(text[slice(*a)], text[slice(*b)]) for a, b in pairs(text)] == [(long, short)]


NO_PAIRS = [
    ("the minister (left) spoke", "a remark"),
    ("the ship (2019) sailed", "a year"),
    ("Reuters (AP) reported", "one word is no long form"),
    ("they met (see Annex)", "words that do not fit"),
    ("WASHINGTON\n(WTN) said", "a pair never crosses a line"),
]


@pytest.mark.parametrize("text", [row[0] for row in NO_PAIRS], ids=[row[1] for row in NO_PAIRS])
def test_brackets_without_a_short_form_give_no_pair(text: str) -> None:
    """Brackets hold many things; only what the words before spell out is a short form."""
    assert list(pairs(text)) == []


UNEXPLAINED = [
    ({"Botswana Defence Force", "BDF"}, {"BDF": "Botswana Defence Force"}, "the initials of one name"),
    ({"Collective Security Treaty Organization", "CSTO"}, {"CSTO": "Collective Security Treaty Organization"}, "four"),
    ({"Royal Navy of Oman", "RNO"}, {"RNO": "Royal Navy of Oman"}, "words in small letters count for nothing"),
    ({"Botswana Defence Force", "Barbados Defence Force", "BDF"}, {}, "two names with these initials"),
    ({"Botswana Defence Force", "BDFC"}, {}, "a letter more"),
    ({"Botswana Defence Force"}, {}, "a short form that the text does not use"),
    ({"Royal Navy", "RN"}, {}, "two letters are too few"),
]


@pytest.mark.parametrize(("names", "known"), [row[:2] for row in UNEXPLAINED], ids=[row[2] for row in UNEXPLAINED])
def test_an_acronym_without_brackets_stands_for_the_one_body_it_fits(names: set[str], known: dict[str, str]) -> None:
    """News leaves the brackets out where readers know the body; where two fit, nobody is meant."""
    assert unexplained(names) == known


def test_the_first_letter_must_start_a_word() -> None:
    """The first character of a short form is matched at the start of a word only."""
    assert long_form("HSF", "the Heat Shock Factor") == len("the ")
    assert long_form("XSF", "the Heat Shock Factor") is None


def test_a_short_form_is_recorded_and_found_everywhere() -> None:
    """The alias maps to the whole entity, and every later short form carries its label."""
    doc = name_rules(doc_of("US Central Command (Centcom) agreed. Centcom said so.", ("US Central Command", "ORG")))
    assert doc._.aliases == {"Centcom": "US Central Command"}
    assert labelled(doc) == [("US Central Command", "ORG"), ("Centcom", "ORG"), ("Centcom", "ORG")]


def test_the_long_name_of_an_agreement_is_one_law() -> None:
    """A long form that the recogniser cut to pieces becomes one entity, of the kind that its last word tells."""
    doc = doc_of(
        "the General Security of Military Information Agreement (GSOMIA) lapsed",
        ("General Security", "ORG"),
    )
    assert labelled(name_rules(doc)) == [
        ("General Security of Military Information Agreement", "LAW"),
        ("GSOMIA", "LAW"),
    ]


def test_the_holder_of_an_office_is_a_person() -> None:
    """Whoever is said to hold an office becomes a person even where the recogniser missed the name."""
    doc = doc_of("Defence Minister of Kenya General Ali Odera spoke", ("Kenya", "GPE"))
    assert labelled(name_rules(doc)) == [("Kenya", "GPE"), ("Ali Odera", "PERSON")]


def test_a_doc_without_short_forms_has_no_aliases() -> None:
    """The extension is always a mapping after the rules have run."""
    assert name_rules(doc_of("Nothing here"))._.aliases == {}


WORDS = (
    "the Exercise Desert Star 24 F-16 M777 Gen. General Roy Banks 's ( ) JWC Joint Warfare Centre $5 million 2023 May "
    "\n\n Minister of Kenya and , . “ ”"
)


@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=14), st.data())
def test_whatever_comes_in_clean_entities_go_out(words: list[str], data: st.DataObject) -> None:
    """Whatever entities come in, those that go out stay on a line, without article or possessive at an end."""
    doc = EN.make_doc(" ".join(words))
    for token in doc:
        token.tag_ = "NNP" if token.text[:1].isupper() else "NN"
    if len(doc) > 2:
        start = data.draw(st.integers(0, len(doc) - 2))
        end = data.draw(st.integers(start + 1, len(doc)))
        doc.ents = [Span(doc, start, end, label=data.draw(st.sampled_from(["PERSON", "ORG", "GPE", "EVENT", "DATE"])))]
    for text, _ in labelled(name_rules(doc)):
        assert "\n" not in text
        assert text.split()[-1] != "'s"
        assert text.split()[0] != "the" or len(text.split()) == 1


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("at AUKMIN - David Cameron and", ("AUKMIN - David Cameron", "PERSON"), [("David Cameron", "PERSON")]),
        ("at Al-Udeid base", ("Al-Udeid", "FAC"), [("Al-Udeid", "FAC")]),
        ("Pentagon Press Secretary Ray", ("Pentagon Press", "ORG"), [("Pentagon", "ORG")]),
        ("the Associated Press reporter", ("Associated Press", "ORG"), [("Associated Press", "ORG")]),
    ],
    ids=["no name runs over a dash", "a hyphen in a name", "an office behind a body", "an agency"],
)
def test_ends_of_names(text: str, name: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    """A name ends at a dash, and before the office of whoever speaks for it."""
    assert [found for found in labelled(name_rules(doc_of(text, name))) if found[1] == name[1]] == expected

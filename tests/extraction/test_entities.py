"""From named-entity spans to the entities of an article, on Docs made by hand."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.extraction.entities import Entities, evidence, name_of
from kg.extraction.name_resolution import read_entities
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, EntityKind

EN = spacy.blank("en")


def read(
    text: str,
    *names: str,
    gazetteer: Gazetteer,
    aliases: dict[str, str] | None = None,
    publisher: str | None = None,
) -> Entities:
    """The entities of ``text`` where each of ``names`` is "LABEL name", found one after another."""
    doc = EN.make_doc(text)
    spans, at = [], 0
    for entry in names:
        label, name = entry.split(" ", 1)
        at = text.index(name, at)
        span = doc.char_span(at, at + len(name), label=label)
        assert span is not None, name
        spans.append(span)
        at += len(name)
    doc.ents = spans
    return read_entities(doc, Article("a", text, publisher=publisher), gazetteer, aliases=aliases)


KINDS = [
    ("Kenya spoke", "GPE Kenya", "State", "Kenya", "a state by its name"),
    ("Kenyan ships", "NORP Kenyan", "State", "Kenya", "a state by its adjective"),
    ("the UK's ships", "GPE the UK's", "State", "United Kingdom", "a state by its initials, article and possessive"),
    ("the U.S. spoke", "GPE U.S.", "State", "United States", "a state by dotted initials"),
    ("a US ship", "ORG US", "State", "United States", "a state that the recogniser took for a body"),
    ("in Wajir town", "GPE Wajir", "Place", "Wajir", "a town is a place"),
    ("off the Red Sea", "LOC Red Sea", "Place", "Red Sea", "a sea is a place"),
    ("Ann Ray spoke", "PERSON Ann Ray", "Person", "Ann Ray", "a person"),
    ("DASD Werner Roe", "PERSON DASD Werner Roe", "Person", "Werner Roe", "the initials of an office are no name"),
    ("the Minister spoke", "PERSON Minister", None, None, "an office alone is nobody"),
    ("F-16 jets", "PRODUCT F-16", "Equipment", "F-16", "a weapon"),
    ("the Ghana Navy", "ORG Ghana Navy", "ArmedForce", "Ghana Navy", "a force by its last word"),
    ("the Ministry of Defence", "ORG Ministry of Defence", "GovernmentBody", "Ministry of Defence", "a ministry"),
    ("NAIROBI – Talks", "GPE NAIROBI", "Place", "Nairobi", "a dateline's capitals are not the town's name"),
    ("Yonhap said so", "PERSON Yonhap", "NewsSource", "Yonhap", "an agency that the recogniser took for a person"),
    ("told Politika", "GPE Politika", "NewsSource", "Politika", "a paper that it took for a place"),
    ("Moon Jae-in spoke", "PRODUCT Moon Jae-in", "Person", "Moon Jae-in", "a person that it took for a thing"),
    ("a Republican", "PERSON Republican", "Person", "Republican", "a paper's title without its article is no paper"),
    ("Kurti spoke", "PERSON Kurti", "Person", "Kurti", "a surname that a body may bear too stays a person"),
    ("on 5 May", "DATE 5 May", None, None, "a date is no entity"),
    ("the — spoke", "ORG —", None, None, "no letter, no name"),
    ("the 1963 Treaty", "LAW 1963 Treaty", None, None, "agreements are read elsewhere"),
]


@pytest.mark.parametrize(
    ("text", "name", "kind", "expected"), [row[:4] for row in KINDS], ids=[row[4] for row in KINDS]
)
def test_kinds(gazetteer: Gazetteer, text: str, name: str, kind: str | None, expected: str | None) -> None:
    """The label of a span, the words of a name and the gazetteer say what it names."""
    found = read(text, name, gazetteer=gazetteer).all()
    assert [(entity.kind.value, entity.name) for entity in found] == ([] if kind is None else [(kind, expected)])


ONE_ENTITY = [
    ("Kenya met Kenyan allies", ("GPE Kenya", "NORP Kenyan"), 1, "a state and its adjective"),
    ("Ann Ray spoke. Ray left", ("PERSON Ann Ray", "PERSON Ray"), 1, "a full name and the surname"),
    ("Ray spoke. Ann Ray left", ("PERSON Ray", "PERSON Ann Ray"), 1, "the surname first"),
    ("Ann Ray met Tom Ray; Ray left", ("PERSON Ann Ray", "PERSON Tom Ray", "PERSON Ray"), 3, "two of one surname"),
    ("Ann Ray met Tom Roe", ("PERSON Ann Ray", "PERSON Tom Roe"), 2, "two persons"),
    ("Ann  Ray met Ann Ray", ("PERSON Ann  Ray", "PERSON Ann Ray"), 1, "runs of white space"),
    ("The Ghana Navy, the Ghana Navy's", ("ORG The Ghana Navy", "ORG the Ghana Navy's"), 1, "article and possessive"),
    ("Niger met Nigeria", ("GPE Niger", "GPE Nigeria"), 2, "one name begins like the other"),
]


@pytest.mark.parametrize(
    ("text", "names", "count"), [row[:3] for row in ONE_ENTITY], ids=[row[3] for row in ONE_ENTITY]
)
def test_one_entity_for_all_its_names(gazetteer: Gazetteer, text: str, names: tuple[str, ...], count: int) -> None:
    """All names of somebody are mentions of one entity, and every mention quotes the text."""
    entities = read(text, *names, gazetteer=gazetteer)
    assert len(entities.all()) == count
    assert len(entities.mentions) == len(names)
    for entity in entities.all():
        assert all(text[quote.start : quote.end] == quote.exact for quote in entity.mentions)


def test_an_acronym_is_its_long_name(gazetteer: Gazetteer) -> None:
    """An acronym that the article explains stands for the body of the long name, and is kept as its abbreviation."""
    text = "The Coastal Safety Board (CSB) met. CSB left."
    names = ("ORG Coastal Safety Board", "ORG CSB", "ORG CSB")
    (board,) = read(text, *names, gazetteer=gazetteer, aliases={"CSB": "Coastal Safety Board"}).all()
    assert (board.name, board.abbreviation, board.aliases) == ("Coastal Safety Board", "CSB", ("CSB",))
    assert len(board.mentions) == 3


COUNTRIES = [
    ("the Royal Navy of Ghana", "ORG Royal Navy", None, "nothing before the name"),
    ("Ghana's Navy", "ORG Navy", "Ghana", "a possessor"),
    ("the Ghanaian Navy", "ORG Ghanaian Navy", "Ghana", "an adjective in the name"),
    ("South African Navy", "ORG South African Navy", "South Africa", "an adjective of two words"),
    ("the French Navy", "ORG Navy", "France", "an adjective before the name"),
]


@pytest.mark.parametrize(("text", "name", "state"), [row[:3] for row in COUNTRIES], ids=[row[3] for row in COUNTRIES])
def test_whose_a_body_is(gazetteer: Gazetteer, text: str, name: str, state: str | None) -> None:
    """A body belongs to the state that its name begins with or that stands just before it."""
    (body,) = read(text, name, gazetteer=gazetteer).all()
    assert body.country == state


def test_capitals(gazetteer: Gazetteer) -> None:
    """A capital is a place, and the state that it may stand for is known."""
    entities = read("Nairobi agreed with Wajir", "GPE Nairobi", "GPE Wajir", gazetteer=gazetteer)
    assert [entity.kind for entity in entities.all()] == [EntityKind.PLACE] * 2
    assert [state.name for state in entities.capitals.values()] == ["Kenya"]


HOMES = [
    ("Kenya Ministry of Defence", "Kenya", "a ministry's own release"),
    ("New Zealand Government", "New Zealand", "a name of two words"),
    ("The Kenya Times", None, "a paper is nobody's government"),
    ("Ministry of Defence", None, "a ministry of nobody knows where"),
    (None, None, "no publisher"),
]


@pytest.mark.parametrize(("publisher", "home"), [row[:2] for row in HOMES], ids=[row[2] for row in HOMES])
def test_whose_release_it_is(gazetteer: Gazetteer, publisher: str | None, home: str | None) -> None:
    """The state whose government publishes the article is its home."""
    found = read("Troops came", gazetteer=gazetteer, publisher=publisher).home
    assert (found.name if found else None) == home


def test_finding_mentions_again(gazetteer: Gazetteer) -> None:
    """Mentions are found from any token of theirs, within a stretch, and backwards from a token."""
    entities = read("Ann Ray met Kenya in Wajir", "PERSON Ann Ray", "GPE Kenya", "GPE Wajir", gazetteer=gazetteer)
    ray, kenya, wajir = entities.all()
    assert [entities.at(token) for token in entities.doc] == [ray, ray, None, kenya, None, wajir]
    assert [m.entity for m in entities.within(1, 6)] == [kenya, wajir]
    assert [m.entity for m in entities.before(4)] == [kenya, ray]
    assert entities.state("Kenyan") == kenya
    assert entities.state("Wajir") is None
    japan = entities.state("Japan")
    assert japan is not None
    assert japan.mentions == ()


NAMES = [
    ("the Royal\n Navy", "Royal Navy", "on one line without article"),
    ("Ghana’s", "Ghana", "possessive"),
    ("United States'", "United States", "possessive of a plural"),
    ("“Red Reef”,", "Red Reef", "quotation marks and comma"),
    ("Theodore", "Theodore", "a name that begins like an article"),
    ("the", "the", "nothing but an article"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "name"), [row[:2] for row in NAMES], ids=[row[2] for row in NAMES])
def test_names(text: str, name: str) -> None:
    """A name is one line without article, possessive and quotation marks."""
    assert name_of(text) == name


def test_evidence_is_the_text_itself() -> None:
    """A quotation leaves out white space at its ends and nothing else."""
    doc = Doc(EN.vocab, words=[" ", "the", " ", "Navy", " "], spaces=[True, False, False, False, False])
    quote = evidence(Span(doc, 0, 5))
    assert doc.text[quote.start : quote.end] == quote.exact == "the Navy"


def test_entities_differ_by_key() -> None:
    """Places in the text do not make two entities of one."""
    one = Entity("State:Kenya", "Kenya", EntityKind.STATE)
    assert one == Entity("State:Kenya", "Kenya", EntityKind.STATE, mentions=(evidence(EN.make_doc("Kenya")[:]),))


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        pytest.param("the Foreign Ministry in Beijing said", "Foreign Ministry", "China", id="ministry-in-a-capital"),
        pytest.param("the Ministry of Defence in New Delhi", "Ministry of Defence", "India", id="capital-of-two-words"),
        pytest.param("the US State Department in Kabul", "US State Department", "United States", id="own-state-first"),
        pytest.param("the Embassy in Kabul", "Embassy", None, id="an-embassy-is-another-state's"),
        pytest.param("the Foreign Ministry in May", "Foreign Ministry", None, id="no-capital"),
    ],
)
def test_a_capital_tells_whose_ministry_it_is(gazetteer: Gazetteer, text: str, name: str, state: str | None) -> None:
    """A ministry sits in the capital of its state."""
    (body,) = read(text, f"ORG {name}", gazetteer=gazetteer).all()
    assert body.country == state

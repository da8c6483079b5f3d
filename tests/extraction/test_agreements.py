"""Which agreements an article speaks of, and which words stand for which, on trees made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span, Token
from trees import token, tree

from kg.extraction.actors import Actors
from kg.extraction.agreements import Agreements
from kg.extraction.coreference import Coreference
from kg.extraction.entities import Entities, Mention
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, EntityKind

STATES = {name: Entity(f"State:{name}", name, EntityKind.STATE) for name in ("Kenya", "Japan", "Oman")}


def read(*sentences: str, laws: tuple[str, ...] = (), aliases: dict[str, str] | None = None) -> tuple[Doc, Agreements]:
    """One Doc of several trees with its agreements; ``laws`` are the names that the recogniser found."""
    doc = Doc.from_docs([tree(sentence) for sentence in sentences])
    words = [t.text for t in doc]
    spans = []
    for law in laws:
        parts = law.split()
        start = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
        spans.append(Span(doc, start, start + len(parts), label="LAW"))
    doc.ents = spans
    mentions = tuple(Mention(t.i, t.i + 1, STATES[t.text]) for t in doc if t.text in STATES)
    by_token = {m.start: m.entity for m in mentions}
    entities = Entities(doc, Article("a", f"\n{doc.text}"), Gazetteer.open(), mentions, {}, None, by_token)
    coreference = Coreference(entities, states={}, posts={}, speaker=lambda _: None)
    return doc, Agreements(entities, Actors(entities, [], coreference, {}), aliases or {})


def words(doc: Doc, word: str) -> list[Token]:
    return [t for t in doc if t.text == word]


NEW = (
    "Kenya/NNP/nsubj>1 signed/VBD/ROOT>1=sign a/DT/det>4 defence/NN/compound>4 pact/NN/dobj>1 "
    "with/IN/prep>4 Japan/NNP/pobj>5 ./,/punct>1"
)
BACK = "The/DT/det>1 pact/NN/nsubj>2 lapsed/VBD/ROOT>2=lapse ./,/punct>2"
IT = "It/PRP/nsubj>1 lapsed/VBD/ROOT>1=lapse ./,/punct>1"
ANOTHER = "Kenya/NNP/nsubj>1 signed/VBD/ROOT>1=sign another/DT/det>4 trade/NN/compound>4 pact/NN/dobj>1 ./,/punct>1"
OF_OMAN = "The/DT/det>1 pact/NN/nsubj>4 with/IN/prep>1 Oman/NNP/pobj>2 lapsed/VBD/ROOT>4=lapse ./,/punct>4"
FORM = "Kenya/NNP/nsubj>1 signed/VBD/ROOT>1=sign ACSA/NNP/dobj>1 ./,/punct>1"
IS_A = "ACSA/NNP/nsubj>1 is/VBZ/ROOT>1=be a/DT/det>3 pact/NN/attr>1 ./,/punct>1"
TITLED = (
    "Kenya/NNP/nsubj>1 left/VBD/ROOT>1=leave the/DT/det>5 Lamu/NNP/compound>5 Defence/NNP/compound>5 "
    "Treaty/NNP/dobj>1=treaty ./,/punct>1"
)
MODIFIER = "Kenya/NNP/nsubj>1 held/VBD/ROOT>1=hold pact/NN/compound>3 talks/NNS/dobj>1=talk ./,/punct>1"
NOTHING = "Kenya/NNP/nsubj>1 left/VBD/ROOT>1=leave early/RB/advmod>1 today/NN/npadvmod>1 ./,/punct>1"

COUNTS = [
    ((NEW,), 1, "a description brings in an agreement"),
    ((NEW, BACK), 1, "a definite description points back"),
    ((BACK,), 1, "a definite description with nothing to point back to"),
    ((NEW, IT), 1, "a pronoun brings in none"),
    ((NEW, ANOTHER), 2, "another one is another"),
    ((NEW, OF_OMAN), 2, "the parties differ"),
    ((FORM, FORM), 1, "a known form of agreement named twice"),
    ((FORM, IS_A), 1, "what an agreement is said to be"),
    ((TITLED,), 1, "a name in capitals that ends in its kind"),
    ((TITLED, NEW, ANOTHER), 3, "a name and two descriptions"),
    ((MODIFIER,), 0, "a word that only modifies another"),
    ((NOTHING,), 0, "no agreement"),
]


@pytest.mark.parametrize(("sentences", "count"), [row[:2] for row in COUNTS], ids=[row[2] for row in COUNTS])
def test_how_many(sentences: tuple[str, ...], count: int) -> None:
    """Each agreement is counted once, however often and by whatever words it is told of."""
    assert len(read(*sentences)[1].all()) == count


@pytest.mark.parametrize(
    ("second", "word"),
    [pytest.param(BACK, "pact", id="the pact"), pytest.param(IT, "It", id="it")],
)
def test_pointing_back(second: str, word: str) -> None:
    """A definite description and a pronoun stand for the agreement told of before."""
    doc, agreements = read(NEW, second)
    (only,) = agreements.all()
    assert agreements.at(words(doc, word)[-1]) == only
    assert agreements.last_before(doc[-1]) == only


def test_nothing_before() -> None:
    """A pronoun before every agreement stands for none."""
    doc, agreements = read(IT, NEW)
    assert agreements.at(doc[0]) is None
    assert agreements.last_before(doc[0]) is None


def test_what_is_known_of_one() -> None:
    """Name, parties, domain and quotations of an agreement are gathered from all that is said of it."""
    doc, agreements = read(NEW, BACK)
    (pact,) = agreements.all()
    assert (pact.name, pact.kind) == ("defence pact", EntityKind.AGREEMENT)
    assert [party.name for party in pact.parties] == ["Japan"]
    assert [quote.exact for quote in pact.mentions] == ["defence pact", "pact"]
    assert all(doc.text[quote.start : quote.end] == quote.exact for quote in pact.mentions)
    assert agreements.is_on_defence(pact)


def test_a_trade_pact_is_not_on_defence() -> None:
    """An agreement without a word of defence in any mention is not on defence."""
    _, agreements = read(ANOTHER)
    (pact,) = agreements.all()
    assert not agreements.is_on_defence(pact)


def test_a_known_form() -> None:
    """The acronym of a form that many partners conclude is an agreement on that form."""
    _, agreements = read(FORM)
    (acsa,) = agreements.all()
    assert (acsa.name, acsa.abbreviation) == ("ACSA", "ACSA")
    assert acsa.instantiates is not None
    assert acsa.instantiates.kind is EntityKind.AGREEMENT_MODEL
    assert acsa.instantiates.aliases == ("Acquisition and Cross-Servicing Agreement",)


def test_long_and_short_name() -> None:
    """A name and the acronym that the article explains it by are one agreement."""
    short = "Kenya/NNP/nsubj>1 left/VBD/ROOT>1=leave LDT/NNP/dobj>1 ./,/punct>1"
    _, agreements = read(TITLED, short, laws=("Lamu Defence Treaty", "LDT"), aliases={"LDT": "Lamu Defence Treaty"})
    (treaty,) = agreements.all()
    assert (treaty.name, treaty.aliases, treaty.abbreviation) == ("Lamu Defence Treaty", ("LDT",), "LDT")


def test_keys_differ() -> None:
    """Two agreements of one description have keys of their own."""
    _, agreements = read(NEW, OF_OMAN)
    assert len({agreement.key for agreement in agreements.all()}) == 2


def test_token_of_no_agreement() -> None:
    """A token that stands for no agreement gives none."""
    doc, agreements = read(NEW)
    assert agreements.at(token(doc, "Kenya")) is None

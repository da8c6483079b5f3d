"""What the graph says about one thing, in values and in lines."""
# ruff: noqa: E501 - lines as they are printed

from dataclasses import FrozenInstanceError

import pytest

from kg.errors import AmbiguousNameError, ParameterError
from kg.explanation import EntityExplanation, SituationExplanation, explain, render, sentence_around
from tests.queries.engines import ENGINES, engine

BASE = "https://w3id.org/defco/id/"
SALE = """\
arms transfer (not settled: no source says it is so)
  https://w3id.org/defco/id/situation/transfer
  amount: $120 million
  item: six helicopters
  recipient: Kenya Air Force
  supplier: France

Claim 1: affirmed, possible, future; source: diplomat, relayed by Baobab News Agency
  contradicts claim 2
  »Paris may sell six helicopters to the Kenya Air Force« for $120 million, Baobab News Agency reported, citing a diplomat.
    Kenya and France sign defence pact, code points 209 to 262
  read with confidence 0.8

Claim 2: negated, certain, future; source: serving officer
  contradicts claim 1
  "»There will be no sale this year«," a serving officer said.
    Kenya and France sign defence pact, code points 330 to 361
  read with confidence 0.8"""
MODEL = """\
CIS-MOA (agreement)
  https://w3id.org/defco/id/agreement/cis-moa-new_a3
  duration: P15Y
  instantiates: CIS-MOA
  renews: CIS-MOA
  signatory: Kenya, United States
  situations: 2

domestic approval (settled), as concerns agreement; with Cabinet
  https://w3id.org/defco/id/situation/approval

signature (settled), as concerns agreement; with Kenya, United States
  https://w3id.org/defco/id/situation/signature-new"""
PERSON = """\
Luc Marchand (person)
  https://w3id.org/defco/id/person/luc-marchand
  country: France
  situations: 2

consultation (settled), as participant; with Amina Otieno, Nairobi
  https://w3id.org/defco/id/situation/talks

visit 2024-04 (settled), as visitor; with Kenya
  https://w3id.org/defco/id/situation/visit"""


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("thing", "text"),
    [(f"{BASE}situation/transfer", SALE), (f"{BASE}agreement/cis-moa-new_a3", MODEL), ("Luc Marchand", PERSON)],
    ids=["a situation", "an agreement", "a person"],
)
def test_lines(thing: str, text: str, name: str) -> None:
    """A situation is shown with roles, claims and quotes in their sentences; an entity with its situations."""
    assert "\n".join(render(explain(engine(name), thing))) == text


def test_a_claim_explains_its_situation() -> None:
    """Asked for a claim, the situation is shown with all its claims, because one alone misleads."""
    explanation = explain(engine("oxigraph"), f"{BASE}claim/new-not-signed")
    assert isinstance(explanation, SituationExplanation)
    assert explanation.settled
    assert [(claim.polarity, claim.sources[0].label) for claim in explanation.claims] == [
        ("affirmed", "Savanna Post"),
        ("negated", "State Department"),
    ]
    assert explanation.claims[0].contradicts == (f"{BASE}claim/new-not-signed",)


def test_without_stored_text_a_quote_stands_alone() -> None:
    """Where the graph has neither text nor surroundings, the quote and its offsets are what there is."""
    explanation = explain(engine("oxigraph"), "Exercise Desert Wind")
    assert isinstance(explanation, SituationExplanation)
    (quote,) = explanation.claims[0].quotes
    assert (quote.before, quote.after, quote.start, quote.end) == ("", "", 26, 87)
    assert explanation.when == "2023"


@pytest.mark.parametrize("thing", ["a3", "Cabinet clears CIS-MOA", f"{BASE}article/a3"])
def test_an_article_shows_what_it_says(thing: str) -> None:
    """An article is found by identifier, title or IRI, and shows the situations read out of it."""
    explanation = explain(engine("oxigraph"), thing)
    assert isinstance(explanation, EntityExplanation)
    assert (explanation.label, explanation.classes) == ("Cabinet clears CIS-MOA", ("Article",))
    types = sorted(part.type for part in explanation.situations)
    assert types == ["DomesticApproval", "Expiry", "Signature", "Signature"]
    assert {part.role for part in explanation.situations} == {""}


def test_what_cannot_be_explained() -> None:
    """A name of several things lists them, an unknown one brings near names, an IRI the graph lacks is an error."""
    store = engine("oxigraph")
    with pytest.raises(AmbiguousNameError, match="place/djibouti"):
        explain(store, "Djibouti")
    with pytest.raises(ParameterError, match="did you mean “Kenya”"):
        explain(store, "Kenja")
    with pytest.raises(ParameterError, match="says nothing about"):
        explain(store, "https://x.org/none")


def test_explanations_are_frozen() -> None:
    """An explanation is a value."""
    with pytest.raises(FrozenInstanceError):
        explain(engine("oxigraph"), "Kenya").label = "x"  # type: ignore[misc,union-attr]


SENTENCES = [
    ("One here. Two »there« now. Three.", ("Two ", " now."), "full stops on both sides"),
    ("»Title«\nBody here.", ("", ""), "a line is a sentence"),
    (
        "Gen. Ali of the U.S. Army »spoke« there. Then",
        ("Gen. Ali of the U.S. Army ", " there."),
        "short forms end no sentence",
    ),
    ("He came. “No »sale«,” he said. It", ("“No ", ",” he said."), "a quotation begins a sentence"),
    ("It cost 3.5 »million« dollars.", ("It cost 3.5 ", " dollars."), "a decimal point ends none"),
    ("A »whole one here.« Next one.", ("A ", ""), "a quote that has its own full stop"),
    ("He said this. »Then more.\nAnd« more. End.", ("", " more."), "a quote over a boundary is kept whole"),
    ("Some  wide\t»gap«  here.", ("Some wide ", " here."), "white space is single"),
    ("x" * 300 + "»y«" + "z" * 300, ("…" + "x" * 240, "z" * 240 + "…"), "a long stretch is cut on both sides"),
]


@pytest.mark.parametrize(("marked", "expected", "reason"), SENTENCES, ids=[row[2] for row in SENTENCES])
def test_sentences(marked: str, expected: tuple[str, str], reason: str) -> None:
    """The words around a quote are those of its sentence."""
    before, _, rest = marked.partition("»")
    exact, _, after = rest.partition("«")
    assert sentence_around(before + exact + after, len(before), len(before) + len(exact)) == expected

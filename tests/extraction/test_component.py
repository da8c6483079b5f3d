"""The extraction as a component of the bundled pipeline."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import analyse
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Article, ArticleClaims

TEXT = "Kenya and Uganda sign defence pact\nKenya and Uganda signed a defence agreement on Monday. They will renew it."


@pytest.fixture
def with_claims(nlp: Language) -> Iterator[Language]:
    """The bundled pipeline with the component at its end."""
    nlp.add_pipe("defence_claims", config={"published": "2024-05-15"})
    yield nlp
    nlp.remove_pipe("defence_claims")


def claims_of(nlp: Language, text: str) -> ArticleClaims:
    found = nlp(text)._.claims
    assert isinstance(found, ArticleClaims)
    return found


def test_a_doc_has_its_claims(with_claims: Language) -> None:
    """The component reads the text as an article whose first line is the title, and quotes it exactly."""
    found = claims_of(with_claims, TEXT)
    assert found.article.title == "Kenya and Uganda sign defence pact"
    assert found.article.text == TEXT
    assert "Signature" in {situation.type for situation in found.situations}
    quotes = [quote for s in found.situations for claim in s.claims for quote in claim.evidence]
    assert quotes
    assert all(TEXT[quote.start : quote.end] == quote.exact for quote in quotes)


def test_the_date_of_publication_is_set_once_for_all(with_claims: Language) -> None:
    """ "On Monday" is counted from the date that the component was given."""
    (signature,) = (s for s in claims_of(with_claims, TEXT).situations if s.type == "Signature")
    assert signature.when is not None
    assert signature.when.value == "2024-05-13"


def test_without_a_date_nothing_is_counted(nlp: Language) -> None:
    """Without a date of publication a day of the week is no date."""
    nlp.add_pipe("defence_claims")
    try:
        found = claims_of(nlp, TEXT)
    finally:
        nlp.remove_pipe("defence_claims")
    assert found.article.date is None
    assert [s.when for s in found.situations if s.type == "Signature"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("\n", id="an empty title and no body"),
        pytest.param(" \n \t", id="nothing but white space"),
        pytest.param("The cook made soup.", id="nothing on defence"),
    ],
)
def test_nothing_to_read(with_claims: Language, text: str) -> None:
    """A text that tells no situation has none, and is no error."""
    assert claims_of(with_claims, text).situations == ()


def test_in_a_stream(with_claims: Language) -> None:
    """Every Doc of a stream has the claims of its own text."""
    texts = [TEXT, "The cook made soup.", TEXT]
    found = [doc._.claims for doc in with_claims.pipe(texts)]
    assert [claims.article.text for claims in found] == texts
    assert found[0].situations == found[2].situations != found[1].situations


def test_bytes_and_processes(with_claims: Language) -> None:
    """A Doc that went through bytes, as from another process or a DocBin, has the claims that it had."""
    text = "Kenya hosts Exercise Red Fort\nKenya and Uganda began Exercise Red Fort. The drill ends on Friday."
    doc = with_claims(text)
    returned = Doc(with_claims.vocab).from_bytes(doc.to_bytes())
    assert returned._.claims == doc._.claims
    assert returned._.claims.situations
    assert [one._.claims for one in with_claims.pipe([text] * 3, n_process=2, batch_size=1)] == [doc._.claims] * 3


def test_a_doc_that_was_not_read(nlp: Language) -> None:
    """Without the component there are no claims, which is not the same as none found."""
    assert nlp(TEXT)._.claims is None


def test_the_same_as_extraction(with_claims: Language) -> None:
    """A title and one paragraph give the situations that reading the article itself gives."""
    text = "\nKenya and Uganda signed a defence agreement on Monday."
    ((article, doc),) = analyse(with_claims, [Article("text", text, date="2024-05-15")])
    expected = extract(doc, article, bundled_gazetteer()).situations
    assert [(s.type, set(s.roles)) for s in claims_of(with_claims, text).situations] == [
        (s.type, set(s.roles)) for s in expected
    ]


def test_what_it_needs_is_declared(with_claims: Language) -> None:
    """spaCy's own check of a pipeline finds nothing missing before the component."""
    analysis = with_claims.analyze_pipes()
    assert analysis["problems"]["defence_claims"] == []


def test_the_gazetteer_is_opened_once() -> None:
    """All components of a process share one gazetteer."""
    assert bundled_gazetteer() is bundled_gazetteer()

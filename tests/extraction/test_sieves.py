"""What is passed over unlooked at is nothing: the sieves before the rules let everything through that a rule takes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import analyse
from kg.extraction import agreements, reading, triggers
from kg.extraction.component import bundled_gazetteer
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon
from kg.extraction.phrases import in_class, lemma, may_be_in
from kg.extraction.selecting import Sieve, lower_forms, tokens_with
from kg.model import Article

TABLES = sorted((Path(__file__).parent / "sentences").glob("*.tsv"))


def sentences() -> Iterator[str]:
    """Every third sentence of the tables of situations."""
    for table in TABLES:
        rows = [line.split("\t")[0] for line in table.read_text(encoding="utf-8").splitlines() if "\t" in line]
        yield from rows[1::3]


@pytest.fixture(scope="module")
def docs(nlp: Language) -> list[tuple[Article, Doc]]:
    return list(analyse(nlp, [Article(f"s{i}", f"\n{text}") for i, text in enumerate(sentences())]))


def test_every_trigger_comes_through(docs: list[tuple[Article, Doc]], monkeypatch: pytest.MonkeyPatch) -> None:
    """No token that some frame takes is left out before the frames are asked."""
    contexts: list[Context] = []
    monkeypatch.setattr(reading, "situations", lambda context: contexts.append(context) or ())
    for article, doc in docs:
        reading.extract(doc, article, bundled_gazetteer())
    taken = passed = 0
    for context in contexts:
        likely = {token.i for token in triggers._likely(context.doc)}
        passed += len(likely)
        words = [token for token in context.doc if not (token.is_space or token.is_punct)]
        found = {token.i for token in words if tuple(triggers._frames_at(context, token))}
        taken += len(found)
        assert found <= likely, [context.doc[i] for i in found - likely]
    assert taken > len(docs)
    assert passed < sum(len(context.doc) for context in contexts) / 2, "what lets everything through is no sieve"


def test_every_agreement_comes_through(docs: list[tuple[Article, Doc]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same agreements are found where every token is looked at."""
    found = [reading.extract(doc, article, bundled_gazetteer()) for article, doc in docs]
    monkeypatch.setattr(agreements, "_worth_reading", lambda doc: (token for token in doc if not token.is_space))
    assert [reading.extract(doc, article, bundled_gazetteer()) for article, doc in docs] == found


@pytest.mark.parametrize("name", ["agreement", "agreement_text", "equipment"])
def test_every_word_of_a_class_comes_through(docs: list[tuple[Article, Doc]], name: str) -> None:
    """A phrase of the class is headed by a token that the sieve of the class lets through."""
    sieve = Sieve(may_be_in(name))
    for _, doc in docs:
        assert {token.i for token in doc if in_class(token, name)} <= set(sieve.places(doc))


def test_words_of_defence_are_those_of_the_list(docs: list[tuple[Article, Doc]]) -> None:
    """Found by numbers or by walking, they are the same."""
    words = lexicon().words("defence_strong")
    for _, doc in docs:
        walked = [token.i for token in doc if token.lower_ in words or lemma(token) in words]
        sieve = Sieve(lambda base, form: form in words or base.lower() in words)
        assert sieve.places(doc) == walked


def test_lower_forms_are_those_of_the_tokens(docs: list[tuple[Article, Doc]]) -> None:
    """Also those met for the first time."""
    for _, doc in docs[:50]:
        assert lower_forms(doc) == [token.lower_ for token in doc]


def test_nothing_wanted_is_nothing_found(docs: list[tuple[Article, Doc]]) -> None:
    """An empty class has no members."""
    assert list(tokens_with(docs[0][1], ORTH=())) == []

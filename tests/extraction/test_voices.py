"""The claims of several voices on one situation, read end to end by the default pipeline."""

from functools import cache
from pathlib import Path

import pytest

from kg.analysis import DEFAULT, analyse, load
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Article, Claim, Situation

_ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("voices_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@cache
def _read() -> dict[str, tuple[Situation, ...]]:
    texts = [row[0] for row in _ROWS]
    articles = [Article("a", f"Defence news\n{text}", date="2024-05-15") for text in texts]
    found = (extract(doc, article, bundled_gazetteer()) for article, doc in analyse(load(DEFAULT), articles))
    return dict(zip(texts, (claims.situations for claims in found), strict=True))


def _in_words(claim: Claim) -> str:
    source = claim.asserted_by.name if claim.asserted_by is not None else "-"
    return f"{claim.polarity} {claim.certainty} {claim.temporality} BY {source}"


@pytest.mark.parametrize(("text", "kind", "expected", "reason"), _ROWS, ids=[row[3] for row in _ROWS])
def test_text(text: str, kind: str, expected: str, reason: str) -> None:
    """Who affirms and who denies are claims of their own; nobody denies what somebody else was asked about."""
    found = {_in_words(claim) for s in _read()[text] if s.type == kind for claim in s.claims}
    assert found == set(expected.split(";")), reason


def test_table_is_complete() -> None:
    """Every row of the table is read."""
    assert len(_ROWS) >= 9
    assert {len(row) for row in _ROWS} == {4}

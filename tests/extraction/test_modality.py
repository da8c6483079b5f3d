"""The values a sentence gives to the situation it tells, on the bundled pipeline and on trees given by hand."""

from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from kg.extraction.modality import claim_values

_PIPELINE = Path(__file__).parents[2] / "kg" / "analysis" / "pipelines" / "en_defence_cnn"
_SENTENCES = Path(__file__).with_name("modality_sentences.tsv")
_ROWS = [
    tuple(line.split("\t"))
    for line in _SENTENCES.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@cache
def _nlp() -> Language:
    return spacy.load(_PIPELINE)


def _trigger(sentence: str, word: str) -> Token:
    word, _, which = word.partition("*")
    return [t for t in _nlp()(sentence) if t.text == word][int(which or 1) - 1]


@pytest.mark.parametrize(("sentence", "trigger", "expected", "reason"), _ROWS, ids=[f"{r[3]}: {r[0]}" for r in _ROWS])
def test_sentence(sentence: str, trigger: str, expected: str, reason: str) -> None:
    """A sentence presents its situation with the polarity, certainty and temporality that a careful reader sees."""
    token = _trigger(sentence.removeprefix("H:"), trigger)
    values = claim_values(token, in_headline=sentence.startswith("H:"))
    assert " ".join(value.value for value in values) == expected, reason

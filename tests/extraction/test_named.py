"""One entity is found from any of its tokens."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.extraction.named import named_span

_NLP = spacy.blank("en")
_CASES = [
    ("several names apart and side by side", ["O", "B-GPE", "B-PERSON", "I-PERSON", "O", "B-EVENT", "I-EVENT"]),
    ("two names of one kind without a word between", ["B-ORG", "I-ORG", "B-ORG"]),
    ("a name that is the whole text", ["B-LAW", "I-LAW", "I-LAW"]),
    ("no name", ["O", "O"]),
]


@pytest.mark.parametrize("tags", [tags for _, tags in _CASES], ids=[reason for reason, _ in _CASES])
def test_named_span(tags: list[str]) -> None:
    """Every token gives the entity that ``doc.ents`` has around it, with its label, and the others none."""
    doc = Doc(_NLP.vocab, words=[f"w{i}" for i in range(len(tags))], ents=tags)
    expected = {i: span for span in doc.ents for i in range(span.start, span.end)}
    assert [named_span(token) for token in doc] == [expected.get(token.i) for token in doc]

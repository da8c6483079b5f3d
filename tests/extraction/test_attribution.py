"""Whose word a sentence gives its situation as."""

from functools import cache
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import BUNDLED, load
from kg.analysis.mending import tree_rules
from kg.extraction.attribution import source_of

_ROWS = [
    tuple([*line.split("\t"), ""][:7])
    for line in Path(__file__).with_name("attribution_sentences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@cache
def _nlp(pipeline: str) -> Language:
    return load(pipeline)


def _doc(text: str, pipeline: str) -> Doc:
    """The paragraphs of ``text`` parsed apart, with a line break between."""
    parts = [tree_rules(_nlp(pipeline)(part)) for part in text.split("|")]
    breaks = [Doc(_nlp(pipeline).vocab, words=["\n\n"], spaces=[False]) for _ in parts[1:]]
    mixed = [parts[0], *(doc for pair in zip(breaks, parts[1:], strict=True) for doc in pair)]
    return Doc.from_docs(mixed, ensure_whitespace=False, exclude=["tensor"])


@pytest.mark.parametrize("pipeline", BUNDLED)
@pytest.mark.parametrize(
    ("text", "trigger", "source", "relay", "naming", "reason", "fault"),
    _ROWS,
    ids=[f"{r[5]}: {r[0]}" for r in _ROWS],
)
def test_sentence(
    text: str,
    trigger: str,
    source: str,
    relay: str,
    naming: str,
    reason: str,
    fault: str,
    pipeline: str,
    request: pytest.FixtureRequest,
) -> None:
    """The source is whoever the sentence or its quotation names, and None where the article speaks."""
    if fault.split(":")[0] in {pipeline.rpartition("_")[2], "both"}:
        request.applymarker(pytest.mark.xfail(reason=f"known parser fault, {fault}", strict=False))
    token = next(t for t in _doc(text, pipeline) if t.text == trigger)
    found = source_of(token)
    if source == "-":
        assert found is None, reason
        return
    assert found is not None, reason
    assert (found.source.text if found.source else "?") == source, reason
    assert ";".join(span.text for span in found.relay) == relay.replace("-", ""), reason
    assert found.unnamed == (naming == "unnamed"), reason


def test_table_is_complete() -> None:
    """Every row of the table is read: none is lost to a stray comment sign or tab, and few are excused."""
    assert len(_ROWS) >= 60
    assert all(row[5] for row in _ROWS)
    assert sum(bool(row[6]) for row in _ROWS) <= 0.1 * len(_ROWS)

"""Which pipelines are loaded, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.analysis import BUNDLED, DEFAULT, load
from kg.errors import PipelineError


def test_the_default_is_bundled() -> None:
    """What is used where nothing is named comes with the package."""
    assert DEFAULT in BUNDLED


REFUSED = [
    ("en_no_such_pipeline", DEFAULT, "not installed; one that comes with kg is offered"),
    ("en_no_such_pipeline", "“en_no_such_pipeline”", "not installed; it is named"),
    ("blank", "a tagger, a parser, a lemmatizer, named entities (ner)", "nothing but a tokenizer"),
    ("no-ner", "lacks named entities (ner)", "names its missing entities only"),
    ("ruler-only", "lacks a tagger, a parser, a lemmatizer;", "entities alone"),
    ("german", "is for language “de”; an English one is needed", "another language"),
    ("empty", "cannot be loaded", "a folder without a pipeline"),
    ("torn", "cannot be loaded", "a folder from which a part is missing"),
    ("unknown", "cannot be loaded", "a language that spaCy does not know"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pipelines on disk that the rules cannot work with."""
    root = tmp_path_factory.mktemp("pipelines")
    spacy.blank("en").to_disk(root / "blank")
    spacy.blank("de").to_disk(root / "german")
    ruler = spacy.blank("en")
    ruler.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "London"}])  # type: ignore[attr-defined]
    ruler.to_disk(root / "ruler-only")
    load("en_defence_cnn").to_disk(root / "torn", exclude=["ner"])
    without = load("en_defence_cnn")
    without.remove_pipe("ner")
    without.to_disk(root / "no-ner")
    (root / "empty").mkdir()
    unknown = (root / "blank" / "config.cfg").read_text(encoding="utf-8").replace('lang = "en"', 'lang = "qq"')
    (root / "unknown").mkdir()
    (root / "unknown" / "config.cfg").write_text(unknown, encoding="utf-8")
    return root


@pytest.mark.parametrize(("name", "message"), [row[:2] for row in REFUSED], ids=[row[2] for row in REFUSED])
def test_what_the_rules_cannot_read_is_refused(folder: Path, name: str, message: str) -> None:
    """A pipeline that is missing, not English or without what the rules read is refused in one line with a mend."""
    path = folder / name
    with pytest.raises(PipelineError) as error:
        load(str(path) if path.exists() else name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


TOKENS = [
    ("a CIS-MOA pact", ["a", "CIS-MOA", "pact"], "hyphened acronym"),
    ("SETAF-AF, there", ["SETAF-AF", ",", "there"], "before a comma"),
    ("the UK-US pact", ["the", "UK-US", "pact"], "two states look the same"),
    ("an India-Japan pact", ["an", "India", "-", "Japan", "pact"], "hyphened names stay apart"),
    ("the F-16 jet", ["the", "F-16", "jet"], "designation"),
    ("the U.S. Army", ["the", "U.S.", "Army"], "the tokenizer's own exceptions stay"),
    ("worth $70m.", ["worth", "$", "70", "m", "."], "millions at the end of a sentence"),
    ("a range of 300 m. The", ["a", "range", "of", "300", "m", ".", "The"], "metres"),
    ("at 9 a.m. today", ["at", "9", "a.m.", "today"], "an abbreviation stays whole"),
    ("J. M. Hall", ["J.", "M.", "Hall"], "initials stay whole"),
]


@pytest.mark.parametrize(("text", "expected"), [row[:2] for row in TOKENS], ids=[row[2] for row in TOKENS])
def test_acronyms_units_and_abbreviations(nlp: Language, text: str, expected: list[str]) -> None:
    """An acronym with a hyphen is a name and one token; a unit before a full stop is no abbreviation."""
    assert [token.text for token in nlp.make_doc(text)] == expected


def test_sentences_are_set_by_rule_first(nlp: Language) -> None:
    """The rules for sentence starts run before the parser, which is bound by them."""
    assert nlp.pipe_names[0] == "sentence_rules"
    assert nlp.pipe_names.index("sentence_rules") < nlp.pipe_names.index("defence_encoder")


def test_a_pipeline_from_a_folder(tmp_path: Path, nlp: Language) -> None:
    """A folder with all that is needed is loaded, and its sentence rules are not added twice."""
    nlp.to_disk(tmp_path / "own")
    own = load(str(tmp_path / "own"))
    assert own.pipe_names == nlp.pipe_names
    assert [t.text for t in own.make_doc("the CIS-MOA")] == ["the", "CIS-MOA"]

"""Loads a spaCy pipeline, bundled or installed, and refuses one that the rules cannot work with."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language, create_tokenizer

import kg.analysis.encoder.component
import kg.analysis.lemmas
import kg.analysis.sentences  # noqa: F401  registers the component that load() adds
from kg.errors import PipelineError
from kg.extraction.rule_groups import RuleGroup

__all__ = ["BUNDLED", "DEFAULT", "keep_acronyms", "load", "split_units"]

_FOLDER = Path(__file__).parent / "pipelines"

BUNDLED: tuple[str, ...] = tuple(sorted(path.name for path in _FOLDER.iterdir() if (path / "config.cfg").is_file()))
"""Names of the pipelines that come with the package."""

DEFAULT = "en_defence_encoder"
"""The pipeline used where none is named."""

_ACRONYM = r"[A-Z]{2,}(?:-[A-Z]{2,})+$"
_UNITS_NOT_ABBREVIATIONS = frozenset({"b.", "k.", "m.", "t."})
_PROBE = "The two countries signed an agreement in London."
_NEEDED = {"TAG": "a tagger", "DEP": "a parser", "LEMMA": "a lemmatizer"}


def load(name: str = DEFAULT, *, without: Collection[RuleGroup] = ()) -> Language:
    """The pipeline ``name``: one of :data:`BUNDLED`, an installed spaCy package, or a folder.

    Sentence starts are set by rule before anything else, and the tokenizer knows acronyms and units, but for the groups
    of rules in ``without``. Raises PipelineError if it is not there, is broken or not
    English, or leaves out what the rules read (tags, lemmas, a parse, entities).
    """
    try:
        nlp = spacy.load(_FOLDER / name if name in BUNDLED else name)
    except (OSError, ValueError) as error:
        raise PipelineError(f"spaCy pipeline “{name}” {_why(name, error)}: {', '.join(BUNDLED)}") from error
    _check(nlp, name)
    if RuleGroup.TOKENS in without:
        _as_it_comes(nlp)
    else:
        keep_acronyms(nlp)
        split_units(nlp)
    if RuleGroup.SENTENCES in without:
        return nlp
    if "sentence_rules" not in nlp.pipe_names:
        nlp.add_pipe("sentence_rules", first=True)
    return nlp


def _as_it_comes(nlp: Language) -> None:
    """Let a pipeline that was saved with its tokenizer mended have the one that spaCy gives to English."""
    nlp.tokenizer = create_tokenizer()(nlp)


def _why(name: str, error: Exception) -> str:
    """What is wrong with a pipeline that spaCy could not load, with the mend."""
    if isinstance(error, OSError) and not Path(name).exists():
        return "is not installed; install it, or take one that comes with kg"
    reason = " ".join(str(error).split())
    return f"cannot be loaded ({reason}); install it again, or take one that comes with kg"


def keep_acronyms(nlp: Language) -> None:
    """Let "CIS-MOA" and "SETAF-AF" be one token: hyphened acronyms are names, not compounds.

    The match stays that of a compiled expression, the only one that spaCy can save with a pipeline.
    """
    tokenizer: Any = nlp.tokenizer
    other = getattr(getattr(tokenizer, "token_match", None), "__self__", None)
    if not hasattr(tokenizer, "token_match") or (other is not None and _ACRONYM in other.pattern):
        return
    tokenizer.token_match = re.compile(_ACRONYM if other is None else f"{_ACRONYM}|{other.pattern}").match


def split_units(nlp: Language) -> None:
    """Let the full stop of "worth $70m." be a token of its own: spaCy takes "m." for an initial wherever it stands."""
    tokenizer: Any = nlp.tokenizer
    rules = getattr(tokenizer, "rules", None)
    if rules and not _UNITS_NOT_ABBREVIATIONS.isdisjoint(rules):
        tokenizer.rules = {text: tokens for text, tokens in rules.items() if text not in _UNITS_NOT_ABBREVIATIONS}


def _check(nlp: Language, name: str) -> None:
    if nlp.lang != "en":
        raise PipelineError(f"spaCy pipeline “{name}” is for language “{nlp.lang}”; an English one is needed")
    doc = nlp(_PROBE)
    missing = [what for attribute, what in _NEEDED.items() if not doc.has_annotation(attribute)]
    if not doc.has_annotation("ENT_IOB"):
        missing.append("named entities (ner)")
    if missing:
        raise PipelineError(f"spaCy pipeline “{name}” lacks {', '.join(missing)}; take one that has them all")

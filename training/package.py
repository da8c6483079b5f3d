"""Builds the spaCy pipeline from the exported graph: ``python -m training.package --export FOLDER --encoder FOLDER
--out FOLDER``.

The tables of the rule lemmatizer, the closed classes among them, and the tokenizer are those of the bundled CNN
pipeline (its own tables come from spacy-lookups-data, MIT).
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import spacy
from spacy.pipeline import AttributeRuler

import kg.analysis.encoder.component  # noqa: F401  registers the factory
from kg.analysis.encoder.analyser import Weights
from kg.analysis.lemmas import CLOSED
from kg.analysis.loading import keep_acronyms, split_units

FALLBACK = Path(__file__).parent.parent / "kg" / "analysis" / "pipelines" / "en_defence_cnn"
NOTICES = Path(__file__).parent / "notices"


def closed_forms(ruler: AttributeRuler) -> dict[str, dict[str, str]]:
    """{part of speech: {form: lemma}} of the patterns of ``ruler``, each of which is about one token's lemma.

    Of two that match one token the later counts, as in the ruler. "’s" tagged POS is a particle.
    """
    found: dict[str, dict[str, str]] = {}
    for rule in ruler.patterns:
        ((token,),) = rule["patterns"]
        part = token.get("POS", "PART" if token.get("TAG") == "POS" else "")
        form = token.get("LOWER", token.get("TEXT"))
        for one in part["IN"] if isinstance(part, dict) else [part]:
            for word in form["IN"] if isinstance(form, dict) else [form]:
                found.setdefault(one, {})[word] = rule["attrs"]["LEMMA"]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--export", type=Path, required=True, help="folder written by training.export")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with the encoder's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    source = spacy.load(FALLBACK)
    nlp = spacy.blank("en")
    nlp.tokenizer.from_bytes(source.tokenizer.to_bytes(exclude=["vocab"]), exclude=["vocab"])
    keep_acronyms(nlp)
    split_units(nlp)
    component = nlp.add_pipe("defence_encoder")
    component.set_weights(
        Weights(
            graph=(options.export / "model.onnx").read_bytes(),
            labels=json.loads((options.export / "labels.json").read_text(encoding="utf-8")),
            tokenizer=(options.encoder / "tokenizer.json").read_text(encoding="utf-8"),
        )
    )
    lemmatizer = nlp.add_pipe("quick_lemmatizer", name="lemmatizer")
    lemmatizer.from_bytes(source.get_pipe("lemmatizer").to_bytes(exclude=["vocab"]), exclude=["vocab"])
    lemmatizer.lookups.add_table(CLOSED, closed_forms(source.get_pipe("attribute_ruler")))
    nlp.meta |= {
        "name": "defence_encoder",
        "version": "0.1.0",
        "description": "MiniLM encoder, int8: tags, morphology, parse (ClearNLP labels), entities, rule lemmas",
        "license": "CC BY-SA 4.0",
        "sources": [{"name": "see ATTRIBUTION.md"}],
    }
    if options.out.exists():
        shutil.rmtree(options.out)
    nlp.to_disk(options.out)
    for notice in sorted(NOTICES.glob("*")):
        shutil.copy(notice, options.out / notice.name)
    size = sum(path.stat().st_size for path in options.out.rglob("*") if path.is_file())
    print(options.out, round(size / 1e6, 1), "MB")


if __name__ == "__main__":
    main()

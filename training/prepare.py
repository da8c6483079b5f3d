"""Writes the training and evaluation files: ``python -m training.prepare --data FOLDER --out FOLDER``.

``train.jsonl`` and the test files hold one document a line: ``{"source": ..., "sentences": [...]}``; a sentence has
words
``w`` and, where its corpus gives them, entity tags ``t``, heads ``h`` with labels ``d``, tags ``x`` and
``UPOS|morphology`` ``m``.
Nothing is drawn from the annotated articles of the project nor from ``testset/``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.clear_style import ConversionError, convert
from training.conllu import Sentence as Tree
from training.conllu import read_conllu
from training.corpora import crossner, grobid, gum_entities, re3d, redocred, uner, wikigold
from training.labels import Names, Sentence, load_names
from training.templates import Generator

SEED = 7
GROBID_FILES = (
    "wikipedia.ner26.en.training.xml", "Wikipedia_brexit.1.en.training.xml", "Wikipedia_brexit.2.en.training.xml",
    "Wikipedia_holocaust.1.en.training.xml", "Wikipedia_holocaust.2.training.xml",
)  # fmt: skip
SYNTHETIC_DOCUMENTS = 4500
HELD_OUT_PUD = 5
"""Every fifth and every second-of-five document of PUD (40 %) is kept for evaluation."""

Record = dict[str, Any]


def entity_record(sentence: Sentence) -> Record:
    record: Record = {"w": sentence.words, "t": sentence.tags()}
    return record if sentence.spaces is None else record | {"s": sentence.spaces}


def tree_record(tree: Tree, entities: Sentence | None = None) -> Record | None:
    """The converted tree, or None where it cannot be converted."""
    try:
        heads, labels = convert(tree.rows)
    except ConversionError:
        return None
    morphology = [row[3] + ("|" + row[5] if row[5] != "_" else "") for row in tree.rows]
    record = {
        "w": tree.words,
        "s": tree.spaces,
        "h": heads,
        "d": labels,
        "x": [row[4] for row in tree.rows],
        "m": morphology,
    }
    if entities is not None:
        record["t"] = entities.tags()
    return record


def tree_documents(path: Path, names: Names | None = None) -> list[list[Record]]:
    """Documents of a treebank, with entities where ``names`` is given (GUM)."""
    documents: list[list[Record]] = []
    for tree in read_conllu(path):
        if "newdoc" in tree.meta or not documents:
            documents.append([])
        record = tree_record(tree, gum_entities(tree, names) if names else None)
        if record is not None:
            documents[-1].append(record)
    return [d for d in documents if d]


def pud_documents(path: Path) -> tuple[list[list[Record]], list[list[Record]]]:
    """PUD by document, for training and for evaluation."""
    documents: dict[str, list[Record]] = {}
    for tree in read_conllu(path):
        record = tree_record(tree)
        if record is not None:
            documents.setdefault(tree.meta["sent_id"][:-3], []).append(record)
    parts: tuple[list[list[Record]], list[list[Record]]] = ([], [])
    for i, document in enumerate(documents.values()):
        parts[i % HELD_OUT_PUD in (1, 4)].append(document)
    return parts


def grouped(sentences: Iterable[Sentence], size: int = 8) -> list[list[Record]]:
    """Sentences without document borders, in runs of ``size``."""
    records = [entity_record(s) for s in sentences]
    return [records[i : i + size] for i in range(0, len(records), size)]


def write(path: Path, source_documents: Iterable[tuple[str, list[Record]]]) -> None:
    counts: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as file:
        for source, document in source_documents:
            file.write(json.dumps({"source": source, "sentences": document}, ensure_ascii=False) + "\n")
            counts[source] += sum(len(s["w"]) for s in document)
            counts["entities"] += sum(t[0] == "B" for s in document for t in s.get("t", ()))
    print(path.name, dict(counts), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    data, out = options.data, options.out
    out.mkdir(parents=True, exist_ok=True)
    names = load_names(data)
    training: list[tuple[str, list[Record]]] = []

    def add(source: str, documents: Iterable[list[Record]], times: int = 1) -> None:
        for document in documents:
            training.extend([(source, document)] * times)

    def keep(name: str, documents: Iterable[list[Record]]) -> None:
        write(out / f"{name}.jsonl", ((name, d) for d in documents))

    ewt, gum = data / "UD_English-EWT", data / "UD_English-GUM-commercial-ok"
    add("ewt", tree_documents(ewt / "en_ewt-ud-train.conllu"))
    add("gum", tree_documents(gum / "gumfree-train.conllu", names))
    pud_train, pud_test = pud_documents(data / "UD_English-PUD" / "en_pud-ud-test.conllu")
    add("pud", pud_train, 2)
    keep("test-pud", pud_test)
    keep("test-ewt", tree_documents(ewt / "en_ewt-ud-test.conllu"))
    keep("dev-ewt", tree_documents(ewt / "en_ewt-ud-dev.conllu"))
    keep("test-gum", tree_documents(gum / "gumfree-test.conllu", names))
    keep("dev-gum", tree_documents(gum / "gumfree-dev.conllu", names))

    wiki_dev = redocred(data / "Re-DocRED" / "data" / "dev_revised.json", names)
    wiki_test = redocred(data / "Re-DocRED" / "data" / "test_revised.json", names)
    add("redocred", ([entity_record(s) for s in d] for d in wiki_dev + wiki_test[:350]))
    keep("test-redocred", ([entity_record(s) for s in d] for d in wiki_test[350:425]))
    keep("dev-redocred", ([entity_record(s) for s in d] for d in wiki_test[425:]))
    for domain in ("politics", "science", "music", "literature", "ai"):
        for part in ("train", "dev", "test"):
            sentences = crossner(data / "CrossNER" / "ner_data" / domain / f"{part}.txt", names)
            if (domain, part) == ("politics", "test"):
                keep("test-politics", grouped(sentences[:450], 1))
                sentences = sentences[450:]
            add("crossner", grouped(sentences))
    add("uner-ewt", grouped(uner(data / "UNER_English-EWT" / "en_ewt-ud-dev.iob2", names)))
    keep("test-uner-ewt", grouped(uner(data / "UNER_English-EWT" / "en_ewt-ud-test.iob2", names), 1))
    keep("test-uner-pud", grouped(uner(data / "UNER_English-PUD" / "en_pud-ud-test.iob2", names), 1))
    add("wikigold", grouped(wikigold(data / "wikigold/data/wikigold/CONLL-format/data/wikigold.conll.txt", names)))
    for file in GROBID_FILES:
        add("grobid", grouped(grobid(data / "grobid-ner/resources/dataset/ner/corpus/xml/final" / file, names)))
    for source in sorted(p for p in (data / "re3d").iterdir() if p.is_dir()):
        keep(
            "test-re3d-" + source.name.split()[0].lower(), ([entity_record(s) for s in d] for d in re3d(source, names))
        )
    generator = Generator(data, SEED)
    add("synthetic", ([entity_record(s) for s in generator.document()] for _ in range(SYNTHETIC_DOCUMENTS)))
    random.Random(SEED).shuffle(training)
    write(out / "train.jsonl", training)


if __name__ == "__main__":
    main()

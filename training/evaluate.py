"""Figures of pipelines side by side, raw text end to end: ``python -m training.evaluate --data FOLDER NAME ...``.

Prints, for each pipeline: labelled and unlabelled attachment, tags and sentence ends on the treebanks (sentence by
sentence and whole documents); entity P/R/F1 on the corpora kept out and on ``testset/defence_news.txt`` (by label,
sentence by sentence and whole articles, by the pipeline alone and with the rules that kg runs after it); words a second
on one thread, seconds to load, and resident memory.

Determiners at the start of an entity are dropped on both sides, for the corpora disagree on them; predictions that
touch a span of unknown label are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline.dep_parser import parser_score
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from kg.analysis.loading import load
from kg.analysis.names import name_rules

TESTSET = Path(__file__).parent / "testset" / "defence_news.txt"
TREES = ("test-pud", "test-ewt", "test-gum")
RE3D = ("test-re3d-australian", "test-re3d-delegation", "test-re3d-wikipedia")
ENTITIES = {
    "test-redocred": ("test-redocred",),
    "test-politics": ("test-politics",),
    **{source: (source,) for source in RE3D},
    "test-re3d": RE3D,
    "test-gum": ("test-gum",),
    "test-uner-pud": ("test-uner-pud",),
    "test-uner-ewt": ("test-uner-ewt",),
}
"""The files of each figure."""
PLACES = {"GPE": "LOC", "FAC": "LOC"}
COARSE = {"test-uner-pud", "test-uner-ewt"}
"""Corpora with PERSON, ORG and places alone."""
WITHOUT_EVENTS = {*RE3D, "test-re3d"}
"""Corpora that have no class for events, where one found is no mistake."""
NO_SPACE_BEFORE = frozenset({",", ".", ")", ":", ";", "?", "!", "'s", "’s", "%", "n't", "n’t", "”", "]"})
NO_SPACE_AFTER = frozenset({"(", "$", "€", "£", "US$", "“", "["})

Mark = tuple[int, int, str]
Labelled = tuple[str, list[Mark], list[tuple[int, int]]]
"""A text, its entities, and its spans of unknown label (character offsets)."""


def spacing(words: list[str]) -> list[bool]:
    """Whether white space follows each word, guessed from punctuation."""
    after = [True] * len(words)
    quoted = False
    for i, word in enumerate(words):
        if word == '"':
            quoted = not quoted
            if quoted:
                after[i] = False
            elif i:
                after[i - 1] = False
        if word in NO_SPACE_BEFORE and i:
            after[i - 1] = False
        if word in NO_SPACE_AFTER or (word == "-" and 0 < i < len(words) - 1 and not after[i - 1]):
            after[i] = False
    return after


def labelled(sentences: Iterable[dict[str, Any]]) -> Labelled:
    """The text of sentences joined by blanks, with entities as character offsets."""
    text = ""
    marks: list[Mark] = []
    unknown: list[tuple[int, int]] = []
    for sentence in sentences:
        words, begins = sentence["w"], []
        for word, space in zip(words, sentence.get("s") or spacing(words), strict=True):
            begins.append(len(text))
            text += word + " " * space
        text = text.rstrip() + " "
        ends = [b + len(w) for b, w in zip(begins, words, strict=True)]
        tags = [*sentence["t"], "O"]
        start = None
        for i, tag in enumerate(tags):
            if start is not None and not tag.startswith("I-"):
                marks.append((begins[start], ends[i - 1], tags[start][2:]))
                start = None
            if tag.startswith("B-"):
                start = i
            if tag == "?":
                unknown.append((begins[i], ends[i]))
    return text.rstrip(), marks, unknown


def read_testset(path: Path = TESTSET) -> Iterator[list[Labelled]]:
    """Articles of the labelled test set, each a list of sentences; an empty text ends a paragraph."""
    article: list[Labelled] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("=="):
            if article:
                yield article
            article = []
        else:
            article.append(_bracketed(line.strip()))
    if article:
        yield article


def _bracketed(line: str) -> Labelled:
    text, marks = "", []
    for part in re.split(r"(\[[A-Z]+ [^\]]+\])", line):
        if part.startswith("["):
            label, inside = part[1:-1].split(" ", 1)
            marks.append((len(text), len(text) + len(inside), label))
            text += inside
        else:
            text += part
    return text, marks, []


def whole(article: list[Labelled]) -> Labelled:
    """One text of an article; sentences of a paragraph stand on one line."""
    text = ""
    marks: list[Mark] = []
    for sentence, found, _ in article:
        if not sentence:
            text = text.rstrip() + "\n\n"
            continue
        marks += [(s + len(text), e + len(text), label) for s, e, label in found]
        text += sentence + " "
    return text.rstrip(), marks, []


def trimmed(text: str, mark: Mark) -> Mark:
    start, end, label = mark
    match = re.match(r"(?:the|a|an) ", text[start:end], re.IGNORECASE)
    return (start + match.end(), end, label) if match else mark


def entity_scores(
    nlp: Language, items: list[Labelled], corpus: str = "", *, rules: Callable[[Doc], Doc] = lambda doc: doc
) -> dict[str, tuple[int, int, int]]:
    """By label and for "ALL": right, predicted, wanted, as ``corpus`` labels; ``rules`` are run on each Doc first."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    docs = map(rules, nlp.pipe([i[0] for i in items]))
    for doc, (text, marks, unknown) in zip(docs, items, strict=True):
        predicted = {trimmed(text, (e.start_char, e.end_char, e.label_)) for e in doc.ents}
        predicted = {p for p in predicted if not any(p[0] < b and a < p[1] for a, b in unknown)}
        wanted = {trimmed(text, mark) for mark in marks}
        if corpus in COARSE:
            predicted, wanted = _coarse(predicted), _coarse(wanted)
        if corpus in WITHOUT_EVENTS:
            predicted = {mark for mark in predicted if mark[2] != "EVENT"}
        for label in {x[2] for x in predicted | wanted} | {"ALL"}:
            mine = {p for p in predicted if label in (p[2], "ALL")}
            theirs = {w for w in wanted if label in (w[2], "ALL")}
            for i, number in enumerate((len(mine & theirs), len(mine), len(theirs))):
                counts[label][i] += number
    return {label: (a, b, c) for label, (a, b, c) in counts.items()}


def _coarse(marks: set[Mark]) -> set[Mark]:
    relabelled = {(s, e, PLACES.get(label, label)) for s, e, label in marks}
    return {m for m in relabelled if m[2] in ("PERSON", "ORG", "LOC")}


def show(scores: dict[str, tuple[int, int, int]]) -> str:
    right, predicted, wanted = scores.get("ALL", (0, 0, 0))
    by_label = " ".join(
        f"{label} {200 * a / max(1, b + c):.0f}({c})" for label, (a, b, c) in sorted(scores.items()) if label != "ALL"
    )
    precision, recall = 100 * right / max(1, predicted), 100 * right / max(1, wanted)
    return f"P {precision:.1f} R {recall:.1f} F1 {200 * right / max(1, predicted + wanted):.1f} | {by_label}"


def tree_example(nlp: Language, sentences: list[dict[str, Any]]) -> Example:
    """A document's sentences as the reference, its text run through the tokenizer as what is to be annotated."""
    words, spaces, heads, labels, tags = [], [], [], [], []
    for sentence in sentences:
        offset = len(words)
        words += sentence["w"]
        spaces += [*sentence["s"][:-1], True]
        heads += [offset + (i if h < 0 else h) for i, h in enumerate(sentence["h"])]
        labels += ["ROOT" if h < 0 else d for h, d in zip(sentence["h"], sentence["d"], strict=True)]
        tags += sentence["x"]
    return Example(nlp.make_doc("x"), Doc(nlp.vocab, words=words, spaces=spaces, heads=heads, deps=labels, tags=tags))


def tree_scores(nlp: Language, documents: list[list[dict[str, Any]]]) -> str:
    examples = [tree_example(nlp, d) for d in documents if sum(len(s["w"]) for s in d) > 0]
    for example, doc in zip(examples, nlp.pipe([e.reference.text for e in examples]), strict=True):
        example.predicted = doc
    scores = parser_score(examples) | Scorer.score_token_attr(examples, "tag")
    keys = ("dep_las", "dep_uas", "tag_acc", "sents_f")
    return " ".join(f"{key} {100 * scores[key]:.1f}" for key in keys)


def read(path: Path) -> list[list[dict[str, Any]]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["sentences"] for line in file]


def evaluate(name: str, data: Path, limit: int) -> None:
    began = time.perf_counter()
    nlp = load(name)
    print(f"\n== {name}: loaded in {time.perf_counter() - began:.2f} s", flush=True)
    articles = list(read_testset())
    sentences = [s for a in articles for s in a if s[0]]
    print(f"defence news, {len(sentences)} sentences: {show(entity_scores(nlp, sentences))}", flush=True)
    texts = [whole(a) for a in articles]
    print(f"defence news, {len(texts)} articles: {show(entity_scores(nlp, texts))}", flush=True)
    for kind, items in (("sentences", sentences), ("articles", texts)):
        scores = entity_scores(nlp, items, rules=name_rules)
        print(f"defence news, {len(items)} {kind}, with name_rules: {show(scores)}", flush=True)
    for corpus, files in ENTITIES.items():
        items = [labelled(d) for file in files for d in read(data / f"{file}.jsonl")[:limit]]
        print(f"{corpus}: {show(entity_scores(nlp, items, corpus))}", flush=True)
        print(f"{corpus}, with name_rules: {show(entity_scores(nlp, items, corpus, rules=name_rules))}", flush=True)
    for corpus in TREES:
        documents = read(data / f"{corpus}.jsonl")[:limit]
        print(f"{corpus}, by sentence: {tree_scores(nlp, [[s] for d in documents for s in d])}", flush=True)
        print(f"{corpus}, by document: {tree_scores(nlp, documents)}", flush=True)
    plain = [t for t, _, _ in texts] * 4
    began = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(plain))
    print(f"speed: {words / (time.process_time() - began):.0f} words a second of processor time")
    print(
        f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB at most (of all pipelines so far)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder written by training.prepare")
    parser.add_argument("--limit", type=int, default=100_000, help="documents of each corpus at most")
    parser.add_argument("pipelines", nargs="+", help="bundled names, installed packages or folders")
    options = parser.parse_args()
    counts = Counter(label for article in read_testset() for _, marks, _ in article for *_, label in marks)
    print("test set:", sum(counts.values()), "entities", dict(counts))
    for name in options.pipelines:
        evaluate(name, options.data, options.limit)


if __name__ == "__main__":
    main()

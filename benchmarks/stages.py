"""Words per second of every stage between an article and its N-Quads, and each stage's share of the time.

    python benchmarks/stages.py [--articles PATH] [--limit N] [--pipeline NAME]

``PATH`` is a file or folder that ``kg build`` reads (JSONL with ``id``, ``title``, ``text``, ``date``, ``publisher``,
or any other of its formats). Everything runs in one process, one article's CPU time after the other; the articles are
read and the resources are loaded before. "bare pipeline" is spaCy alone (``nlp.pipe``) on the segments that the
analysis hands to it, so that the ratios say what the product adds to its parser on the same machine in the same run.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import DEFAULT, analyse
from kg.articles import read
from kg.extraction import extract
from kg.mapping import statements
from kg.model import Article
from kg.pipeline import Engine
from kg.serialisation import nquads

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
T = TypeVar("T")


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=EXAMPLES)
    parser.add_argument("--limit", type=int, default=None, help="take only the first N articles")
    parser.add_argument("--pipeline", default=DEFAULT)
    args = parser.parse_args()
    articles = list(islice((a for a in read([args.articles]) if isinstance(a, Article)), args.limit))
    engine = Engine.load(args.pipeline)
    list(engine.read(articles[:1]))  # what is loaded at first use is not a stage's cost
    words, seconds = measure(engine, articles)
    report(args.pipeline, len(articles), words, seconds)


def measure(engine: Engine, articles: list[Article]) -> tuple[int, dict[str, float]]:
    """The number of words, and the CPU seconds of each stage over all ``articles``."""
    analysed, analysis = timed(lambda: list(analyse(engine.nlp, articles)))
    segments = [segment for _, doc in analysed for segment in unparsed(engine.nlp, doc)]
    _, bare = timed(lambda: sum(1 for _ in engine.nlp.pipe(segments, batch_size=64)))
    claims, extraction = timed(lambda: [extract(doc, article, engine.gazetteer) for article, doc in analysed])
    links, linking = timed(lambda: [engine.linker.link(found) for found in claims])
    _, mapping = timed(
        lambda: [
            nquads(statements(found, linked, run=engine.run), graph=engine.base)
            for found, linked in zip(claims, links, strict=True)
        ]
    )
    words = sum(not token.is_space for _, doc in analysed for token in doc)
    return words, {
        "bare pipeline": bare,
        "analysis": analysis,
        "extraction": extraction,
        "linking": linking,
        "mapping and N-Quads": mapping,
    }


def unparsed(nlp: Language, doc: Doc) -> Iterable[Doc]:
    """The segments of an analysed article as the pipeline got them: tokens without annotation."""
    for _, start, end in doc._.segments:
        tokens = [token for token in doc[start:end] if not token.is_space]
        yield Doc(nlp.vocab, [t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What ``run`` gives, and the CPU seconds it took."""
    started = time.process_time()
    found = run()
    return found, time.process_time() - started


def report(pipeline: str, articles: int, words: int, seconds: dict[str, float]) -> None:
    """Prints words/s, the share of the whole, and the ratio to the bare pipeline for each stage."""
    bare = seconds["bare pipeline"]
    whole = sum(seconds.values()) - bare
    print(f"{articles} articles, {words} words, pipeline {pipeline}\n")
    print("| stage | words/s | share of the whole | time, bare pipeline = 1 |\n|---|--:|--:|--:|")
    for stage, taken in (*seconds.items(), ("whole", whole)):
        share = "" if stage == "bare pipeline" else f"{taken / whole:.0%}"
        print(f"| {stage} | {words / taken:,.0f} | {share} | {taken / bare:.2f} |")


if __name__ == "__main__":
    main()

"""Words per second of every stage between an article and its N-Quads, and each stage's share of the time.

    python benchmarks/stages.py [--articles PATH] [--limit N] [--pipeline NAME] [--beside NAME ...]

``PATH`` is a file or folder that ``kg build`` reads (JSONL with ``id``, ``title``, ``text``, ``date``, ``publisher``,
or any other of its formats). Everything runs in one process, stage after stage on each group of articles, and CPU time
is counted; the articles are read and the resources are loaded before. "bare pipeline" is spaCy alone, ``nlp.pipe`` of
the same pipeline over the same texts, so that the ratios say what the product adds to its parser on the same machine in
the same run. Both are loaded anew, so that neither finds words that the other has looked up. "segments only" is the
pipeline over segments cut and tokenised before, as the analysis hands them to it. ``--beside`` measures further
pipelines in the same run, bare and whole.
"""

from __future__ import annotations

import argparse
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import DEFAULT, analyse, load
from kg.articles import read
from kg.extraction import extract
from kg.mapping import statements
from kg.model import Article
from kg.pipeline import Engine
from kg.serialisation import nquads

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
SHORT = "The two countries signed an agreement on Monday."
PARSER_ALONE = ("bare pipeline", "segments only")
STAGES = ("analysis", "extraction", "linking", "mapping and N-Quads")
GROUP = 16


def main() -> None:
    """Prints the table of each pipeline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=EXAMPLES)
    parser.add_argument("--limit", type=int, default=None, help="take only the first N articles")
    parser.add_argument("--pipeline", default=DEFAULT)
    parser.add_argument("--beside", nargs="*", default=[], metavar="NAME", help="further pipelines, in the same run")
    args = parser.parse_args()
    articles = list(islice((a for a in read([args.articles]) if isinstance(a, Article)), args.limit))
    for pipeline in (args.pipeline, *args.beside):
        words, seconds = measure(pipeline, articles)
        report(pipeline, len(articles), words, seconds)


def measure(pipeline: str, articles: list[Article]) -> tuple[int, dict[str, float]]:
    """The number of words, and the CPU seconds of each stage over all ``articles``.

    The stages take turns on groups of articles, so that what else the machine does weighs on all of them alike.
    """
    bare, parser, engine = warmed(load(pipeline)), warmed(load(pipeline)), Engine.load(pipeline)
    list(engine.read([Article("warm", SHORT)]))  # what is loaded at first use is not a stage's cost
    words, seconds = 0, dict.fromkeys((*PARSER_ALONE, *STAGES), 0.0)
    for group in batched(articles):
        with clocked(seconds, "bare pipeline"):
            deque(bare.pipe([article.text for article in group]), maxlen=0)
        with clocked(seconds, "analysis"):
            analysed = list(analyse(engine.nlp, group))
        segments = [segment for _, doc in analysed for segment in unparsed(parser, doc)]
        with clocked(seconds, "segments only"):
            deque(parser.pipe(segments), maxlen=0)
        with clocked(seconds, "extraction"):
            claims = [extract(doc, article, engine.gazetteer) for article, doc in analysed]
        with clocked(seconds, "linking"):
            links = [engine.linker.link(found) for found in claims]
        with clocked(seconds, "mapping and N-Quads"):
            for found, linked in zip(claims, links, strict=True):
                nquads(statements(found, linked, run=engine.run), graph=engine.base)
        words += sum(not token.is_space for _, doc in analysed for token in doc)
    return words, seconds


@contextmanager
def clocked(seconds: dict[str, float], stage: str) -> Iterator[None]:
    """Adds the CPU seconds of what runs inside to ``seconds[stage]``."""
    started = time.process_time()
    yield
    seconds[stage] += time.process_time() - started


def batched(articles: list[Article]) -> Iterator[list[Article]]:
    """``articles`` in groups as large as those in which the analysis takes them."""
    for start in range(0, len(articles), GROUP):
        yield articles[start : start + GROUP]


def warmed(nlp: Language) -> Language:
    """``nlp`` after a sentence, so that what is made at first use is there."""
    nlp(SHORT)
    return nlp


def unparsed(nlp: Language, doc: Doc) -> Iterable[Doc]:
    """The segments of an analysed article as the pipeline got them: tokens without annotation."""
    for _, start, end in doc._.segments:
        tokens = [token for token in doc[start:end] if not token.is_space]
        yield Doc(nlp.vocab, [t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])


def report(pipeline: str, articles: int, words: int, seconds: dict[str, float]) -> None:
    """Prints words/s, the share of the whole, and the ratio to the bare pipeline for each stage."""
    bare = seconds["bare pipeline"]
    own = {stage: taken for stage, taken in seconds.items() if stage not in PARSER_ALONE}
    whole = sum(own.values())
    print(f"{articles} articles, {words} words, pipeline {pipeline}\n")
    print("| stage | words/s | share of the whole | time, bare pipeline = 1 |\n|---|--:|--:|--:|")
    for stage, taken in (*seconds.items(), ("whole", whole)):
        share = "" if stage in PARSER_ALONE else f"{taken / whole:.0%}"
        print(f"| {stage} | {words / taken:,.0f} | {share} | {taken / bare:.2f} |")
    print()


if __name__ == "__main__":
    main()

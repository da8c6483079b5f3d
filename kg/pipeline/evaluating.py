"""A build of annotated articles, compared with their annotations instead of written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from spacy.tokens import Doc

from kg.analysis import analyse
from kg.articles import read
from kg.errors import ArticleError, StoreError
from kg.evaluation import (
    Annotation,
    Error,
    Names,
    NearMiss,
    Scored,
    Tally,
    annotation_of,
    errors,
    read_annotation,
    score,
)
from kg.evaluation.annotation import SUFFIX
from kg.extraction import Refused, extract
from kg.model import Article, Refusal
from kg.pipeline.engine import Engine, Reading

__all__ = ["Annotated", "Compared", "Evaluation", "compared", "evaluate", "near_misses"]


@dataclass(slots=True)
class Evaluation:
    """What an evaluation found: the counts, the errors if asked for, and what could not be compared."""

    tally: Tally = field(default_factory=Tally)
    errors: list[Error] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation with its article; ``text`` is the title, a newline and the body as the file has them."""

    name: str
    annotation: Annotation
    article: Article
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One article's reading beside its annotation."""

    item: Annotated
    doc: Doc
    reading: Reading
    scored: Scored


def evaluate(gold: Path, articles: Path, *, engine: Engine, names: Names, with_errors: bool = False) -> Evaluation:
    """Read the article ``articles/ID.json`` of every ``gold/ID.gold.json`` and compare what was read with it.

    What cannot be read is among the ``refused``, and the rest is compared; all is missed of an article that the rules
    fail on. Raises StoreError where ``gold`` holds no
    annotation at all.
    """
    done = Evaluation()
    for one in compared(gold, articles, done, engine=engine, names=names):
        if with_errors:
            near = near_misses(one, engine)
            done.errors.extend(errors(one.item.name, one.scored, _sentences(one), names, near=near))
    return done


def compared(gold: Path, articles: Path, done: Evaluation, *, engine: Engine, names: Names) -> Iterator[Compared]:
    """The articles of :func:`evaluate` one by one, each counted in ``done`` when it is given."""
    paths = sorted(gold.glob(f"*{SUFFIX}"))
    if not paths:
        raise StoreError(f"{gold}: holds no annotation; it needs files named ID{SUFFIX}")
    annotated = list(_annotated(paths, articles, done))
    for item, (article, doc) in zip(annotated, _analysed(engine, annotated), strict=True):
        reading = engine.reading(article, doc)
        if isinstance(reading, Refusal):
            done.refused.append(reading)
            score(item.annotation, Annotation(), item.text, done.tally, names)
        else:
            scored = score(item.annotation, annotation_of(reading.statements), item.text, done.tally, names)
            yield Compared(item, doc, reading, scored)


def _analysed(engine: Engine, annotated: list[Annotated]) -> Iterator[tuple[Article, Doc]]:
    return analyse(engine.nlp, [item.article for item in annotated], without=engine.without)


def _annotated(paths: list[Path], articles: Path, done: Evaluation) -> Iterator[Annotated]:
    for path in paths:
        name = path.name.removesuffix(SUFFIX)
        try:
            yield _with_article(name, read_annotation(path), articles / f"{name}.json")
        except ArticleError as error:
            done.refused.append(Refusal(error.source, error.reason))


def _with_article(name: str, annotation: Annotation, path: Path) -> Annotated:
    """The article of an annotation, as ``kg build`` reads it; raises ArticleError where that is refused."""
    found = list(read([path]))
    if len(found) != 1 or not isinstance(found[0], Article):
        reasons = [item.reason for item in found if isinstance(item, Refusal)]
        raise ArticleError(str(path), reasons[0] if reasons else "holds several articles; an annotation needs one")
    data = json.loads(path.read_text(encoding="utf-8"))
    data = data[0] if isinstance(data, list) else data
    return Annotated(name, annotation, found[0], f"{data.get('title') or ''}\n{data['text']}")


def near_misses(one: Compared, engine: Engine) -> list[NearMiss]:
    """The words that nearly told a situation, by their places in the article as it is stored."""
    refused: list[Refused] = []
    extract(one.doc, one.item.article, engine.gazetteer, without=engine.without, refused=refused)
    found = [
        NearMiss(not_told.frame.type, not_told.frame.id, token.idx, token.idx + len(token), not_told.reason)
        for not_told in refused
        for token in (not_told.trigger,)
    ]
    return list(dict.fromkeys(found))


def _sentences(one: Compared) -> list[tuple[int, int]]:
    """The sentences of an article by their places in the annotated text, whose white space may be another."""
    found, at = [], 0
    for sentence in one.doc.sents:
        words = sentence.text.strip()
        start = one.item.text.find(words, at)
        if words and start >= 0:
            at = start + len(words)
            found.append((start, at))
    return found

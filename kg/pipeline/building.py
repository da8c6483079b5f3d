"""A whole build: sources in, a graph written, everything counted."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from kg.articles import read
from kg.model import Article, Refusal
from kg.pipeline.engine import Engine, Reading
from kg.pipeline.executors import Executor
from kg.pipeline.output import FileOutput, FolderOutput, Output, StoreOutput, replacing
from kg.pipeline.parts import MANIFEST, Parts
from kg.pipeline.recipe import Recipe
from kg.pipeline.screening import Screen
from kg.pipeline.shards import SIZE, SIZE_IN_FILE, Done, Ending, Result, Task, shards
from kg.pipeline.summary import Summary
from kg.serialisation import SYNTAXES, Syntax

__all__ = ["build", "build_parts", "build_shards"]

Sources = Iterable[str | os.PathLike[str]]
Watch = Callable[[Reading | Done | Refusal], None]


def _unwatched(_: Reading | Done | Refusal) -> None:
    """Show nobody."""


def build(
    sources: Sources,
    output: Path | BinaryIO,
    *,
    engine: Engine,
    syntax: str = "turtle",
    per_article: bool = False,
    into_store: bool = False,
    stdin_format: str | None = None,
    screen: Screen | None = None,
    watch: Watch = _unwatched,
) -> Summary:
    """Read ``sources`` and write their graph to ``output``: a file, a stream, or a folder.

    A folder is one with a file for each article (``per_article``) or an Oxigraph store (``into_store``).

    Articles are read, understood and written one after the other, in this process; the bytes are those of
    :func:`build_shards`. ``screen`` says which articles are left out or marked as copies. ``watch`` is called with each
    as it is done. Where no article could be read, nothing is written and a file that was there stays. Raises StoreError
    where the output cannot be written; bad inputs are in the summary's ``refused``.
    """
    summary = Summary()
    started = time.perf_counter()
    articles = _articles(sources, stdin_format, screen, summary, watch)
    first = next(articles, None)
    if first is not None:
        ended, groups = Ending(SIZE_IN_FILE), _Groups(first, articles)
        with ExitStack() as stack:
            target: Output | None = None
            for group in groups.until(ended):
                for item in engine.read(group):
                    watch(item)
                    summary.add(item)
                    if isinstance(item, Reading):
                        # an output is opened for the first article that could be read
                        target = target or _open(output, SYNTAXES[syntax], engine, stack, per_article, into_store)
                        target.write(item)
                if target is not None:
                    target.end_block()
    summary.seconds = time.perf_counter() - started
    return summary


class _Groups:
    """The articles of one shard after the other, read no sooner than they are asked for."""

    def __init__(self, first: Article, rest: Iterator[Article]) -> None:
        self._next: Article | None = first
        self._rest = rest

    def until(self, ends: Callable[[Article], bool]) -> Iterator[Iterator[Article]]:
        """One iterator for each shard, to be used up before the next is asked for."""
        while self._next is not None or (article := next(self._rest, None)) is not None:
            if self._next is None:
                self._next = article
            yield self._group(ends)

    def _group(self, ends: Callable[[Article], bool]) -> Iterator[Article]:
        article = self._next
        self._next = None
        while article is not None:
            last = ends(article)
            yield article
            article = None if last else next(self._rest, None)


def build_shards(
    sources: Sources,
    output: Path | BinaryIO,
    *,
    recipe: Recipe,
    executor: Executor,
    stdin_format: str | None = None,
    screen: Screen | None = None,
    watch: Watch = _unwatched,
) -> Summary:
    """As :func:`build`, with the shards of articles worked off by ``executor``: the same bytes, in the same order.

    ``recipe`` is a checked one whose syntax can be put together from parts. An article whose worker crashes, or takes
    too long or too much memory, is refused and everything else is written.
    """
    summary = Summary()
    started = time.perf_counter()
    articles = _articles(sources, stdin_format, screen, summary, watch)
    with ExitStack() as stack:
        tasks = (Task(shard, recipe) for shard in shards(articles, recipe, size=SIZE_IN_FILE))
        stream: BinaryIO | None = None
        for result in stack.enter_context(executor).run(tasks):
            _count(result, summary, watch)
            if result.data:
                if stream is None:
                    stream = stack.enter_context(replacing(output)) if isinstance(output, Path) else output
                stream.write(result.data)
    summary.seconds = time.perf_counter() - started
    return summary


def build_parts(
    sources: Sources,
    folder: Path,
    *,
    recipe: Recipe,
    executor: Executor,
    size: int = SIZE,
    stdin_format: str | None = None,
    screen: Screen | None = None,
    watch: Watch = _unwatched,
) -> Summary:
    """As :func:`build_shards`, into ``folder``: a part and a line of :mod:`kg.pipeline.parts` for each shard.

    What an earlier run with the same articles, options and versions finished is taken over; when all is done, parts of
    other articles are removed. Raises StoreError where the folder cannot be written.
    """
    summary = Summary()
    started = time.perf_counter()
    parts = Parts(folder, recipe.syntax, recipe.versions)
    parts.tidy()
    articles = _articles(sources, stdin_format, screen, summary, watch)
    keys: set[str] = set()
    tasks = (parts.finished(shard.key) or Task(shard, recipe) for shard in shards(articles, recipe, size=size))
    with ExitStack() as stack:
        # the manifest of the last complete run stays until this one is complete
        manifest = stack.enter_context(replacing(folder / MANIFEST))
        for result in stack.enter_context(executor).run(tasks):
            if not result.summary.taken_over:
                parts.write(result)
            _count(result, summary, watch)
            manifest.write(parts.line(result.key))
            keys.add(result.key)
    parts.remove_others(keys)
    summary.seconds = time.perf_counter() - started
    return summary


def _count(result: Result, summary: Summary, watch: Watch) -> None:
    summary.merge(result.summary)
    for done in result.done:
        watch(done)
    for refusal in result.summary.refused:
        watch(refusal)


def _articles(
    sources: Sources, stdin_format: str | None, screen: Screen | None, summary: Summary, watch: Watch
) -> Iterator[Article]:
    """The articles to be read; refused inputs and those that are passed over are in the summary."""
    for item in read(sources, stdin_format=stdin_format):
        if isinstance(item, Refusal):
            summary.refuse([item])
            watch(item)
        elif screen is None:
            yield item
        else:
            article, reason = screen(item)
            if reason:
                summary.passed_over[reason] += 1
            else:
                summary.copies += bool(article.copy_of)
                yield article


def _open(
    output: Path | BinaryIO, syntax: Syntax, engine: Engine, stack: ExitStack, per_article: bool, into_store: bool
) -> Output:
    if not isinstance(output, Path):
        return stack.enter_context(FileOutput(output, syntax, engine))
    if into_store:
        return stack.enter_context(StoreOutput(output, engine))
    if per_article:
        return stack.enter_context(FolderOutput(output, syntax, engine))
    return stack.enter_context(FileOutput(stack.enter_context(replacing(output)), syntax, engine))

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
from kg.pipeline.output import FileOutput, FolderOutput, Output, replacing
from kg.pipeline.summary import Summary
from kg.serialisation import SYNTAXES, Syntax

__all__ = ["build"]

Watch = Callable[[Reading | Refusal], None]


def _unwatched(_: Reading | Refusal) -> None:
    """Show nobody."""


def build(
    sources: Iterable[str | os.PathLike[str]],
    output: Path | BinaryIO,
    *,
    engine: Engine,
    syntax: str = "turtle",
    per_article: bool = False,
    stdin_format: str | None = None,
    watch: Watch = _unwatched,
) -> Summary:
    """Read ``sources`` and write their graph to ``output``: a file, a stream, or with ``per_article`` a folder.

    Articles are read, understood and written one after the other. ``watch`` is called with each as it is done. Where
    no article could be read, nothing is written and a file that was there stays. Raises StoreError where the output
    cannot be written; bad inputs are in the summary's ``refused``.
    """
    summary = Summary()
    started = time.perf_counter()
    readings = _readings(read(sources, stdin_format=stdin_format), engine, summary, watch)
    first = next(readings, None)
    if first is not None:
        with ExitStack() as stack:
            target = _open(output, SYNTAXES[syntax], engine, stack, per_article=per_article)
            target.write(first)
            for reading in readings:
                target.write(reading)
    summary.seconds = time.perf_counter() - started
    return summary


def _open(output: Path | BinaryIO, syntax: Syntax, engine: Engine, stack: ExitStack, *, per_article: bool) -> Output:
    if not isinstance(output, Path):
        return stack.enter_context(FileOutput(output, syntax, engine))
    if per_article:
        return stack.enter_context(FolderOutput(output, syntax, engine))
    return stack.enter_context(FileOutput(stack.enter_context(replacing(output)), syntax, engine))


def _readings(found: Iterable[Article | Refusal], engine: Engine, summary: Summary, watch: Watch) -> Iterator[Reading]:
    """The readings alone; refusals of both stages go to the summary."""

    def articles() -> Iterator[Article]:
        for item in found:
            if isinstance(item, Refusal):
                summary.refused.append(item)
                watch(item)
            else:
                yield item

    for reading in engine.read(articles()):
        watch(reading)
        if isinstance(reading, Refusal):
            summary.refused.append(reading)
        else:
            summary.count(reading.claims, reading.remarks)
            yield reading

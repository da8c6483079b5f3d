"""``kg build``: progress while it runs, a summary at its end, refusals listed with their reasons."""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text
from typer.exceptions import TyperException

from kg.analysis import DEFAULT
from kg.articles.copies import Copies
from kg.cli.linking import beside
from kg.cli.streams import standard_output
from kg.extraction import RuleGroup
from kg.extraction.relevance import is_relevant
from kg.linking import Decisions, read_decisions
from kg.model import Refusal
from kg.pipeline import Engine, Reading, Summary, build, build_parts, build_shards, syntax_of
from kg.pipeline.executors import Executor, InProcess, Processes
from kg.pipeline.executors.cluster import Cluster
from kg.pipeline.executors.processes import Limits
from kg.pipeline.output import replacing
from kg.pipeline.parts import check
from kg.pipeline.recipe import Recipe
from kg.pipeline.screening import Screen
from kg.pipeline.services import online_linker
from kg.pipeline.shards import SIZE, Done
from kg.serialisation import SYNTAXES
from kg.settings import read_settings
from kg.vocabulary import DATA_BASE

__all__ = ["Request", "run"]

Watch = Callable[[Reading | Done | Refusal], None]

_STDOUT = Path("-")
#: Situation types on the line of the summary.
_TYPES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Request:
    """The options of ``kg build``, as given."""

    inputs: tuple[str, ...]
    output: Path = _STDOUT
    output_dir: Path | None = None
    syntax: str | None = None
    pipeline: str | None = None
    stdin_format: str | None = None
    base: str | None = None
    keep_text: bool = False
    link: str = "offline"
    min_confidence: float = 0.0
    without: tuple[str, ...] = ()
    contact: str | None = None
    workers: int | None = None
    cluster: str | None = None
    article_seconds: float = 300.0
    worker_memory: int = 0
    per_article: bool = False
    store: Path | None = None
    check: bool = False
    shard_size: int = SIZE
    duplicates: str = "keep"
    only_relevant: bool = False
    report: Path | None = None
    quiet: bool = False
    verbose: bool = False


def run(request: Request) -> int:
    """Build as asked and return the exit code: 0, or 1 where inputs were refused.

    Raises KgError and TyperException for what makes the whole build impossible.
    """
    _check(request)
    # the libraries that read pages log what the refusals say better
    for library in ("trafilatura", "htmldate", "charset_normalizer"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    console = Console(stderr=True, quiet=request.quiet, highlight=False)
    if request.check and request.output_dir:
        return _checked(console, request.output_dir)
    with _screen(request) as screen, _shown(console, request) as watch:
        summary = _built(request, screen, watch)
    _print(console, summary, request)
    if request.report:
        _write_report(summary, request.report)
    return 1 if summary.refused_count else 0


def _built(request: Request, screen: Screen | None, watch: Watch) -> Summary:
    """The build in the way that the options ask for."""
    common: dict[str, Any] = {"stdin_format": request.stdin_format, "screen": screen, "watch": watch}
    in_parts = request.output_dir is not None and not request.per_article
    if not (in_parts or request.workers or request.cluster):
        engine = Engine.load(
            request.pipeline or DEFAULT,
            base=request.base or DATA_BASE,
            keep_text=request.keep_text,
            without=frozenset(map(RuleGroup, request.without)),
        )
        engine = _linking(engine, request)
        with _target(request) as target:
            return build(
                request.inputs,
                target,
                engine=engine,
                syntax=_syntax(request),
                per_article=request.output_dir is not None,
                into_store=request.store is not None,
                **common,
            )
    recipe = _recipe(request)
    if request.output_dir is not None:
        common |= {"recipe": recipe, "executor": _executor(request), "size": request.shard_size}
        return build_parts(request.inputs, request.output_dir, **common)
    with _target(request) as target:
        return build_shards(request.inputs, target, recipe=recipe, executor=_executor(request), **common)


def _recipe(request: Request) -> Recipe:
    kept = beside(request.output) if request.output != _STDOUT else None
    return Recipe(
        pipeline=request.pipeline or DEFAULT,
        base=request.base or DATA_BASE,
        keep_text=request.keep_text,
        linked=request.link != "none",
        min_confidence=request.min_confidence,
        without=frozenset(map(RuleGroup, request.without)),
        syntax=_syntax(request),
        decisions=read_decisions(kept) if kept else Decisions(),
    ).checked()


def _executor(request: Request) -> Executor:
    if request.cluster:
        return Cluster(request.cluster, workers=request.workers)
    limits = Limits(request.article_seconds, request.worker_memory)
    return Processes(request.workers, limits=limits) if request.workers else InProcess()


@contextmanager
def _screen(request: Request) -> Iterator[Screen | None]:
    """What looks at articles before they are parsed; None where all are read as they are."""
    relevant = is_relevant if request.only_relevant else None
    base = request.base or DATA_BASE
    if request.duplicates == "keep":
        yield Screen(relevant, base=base) if relevant else None
        return
    with Copies() as copies:
        yield Screen(relevant, copies, skip_copies=request.duplicates == "skip", base=base)


def _checked(console: Console, folder: Path) -> int:
    """What is wrong with the parts in ``folder``; 1 if anything is."""
    found = 0
    for wrong in check(folder):
        found += 1
        _line(console, f"{wrong.source}: {wrong.reason}")
    _line(console, f"{_count(found, 'fault')} found in {folder}/" if found else f"{folder}/ is as it was written")
    return 1 if found else 0


def _linking(engine: Engine, request: Request) -> Engine:
    """The engine that links as asked, with the decisions kept beside the output; ready before any article is read."""
    kept = beside(request.output) if request.output != _STDOUT else None
    decisions = read_decisions(kept) if kept else Decisions()
    online = None
    if request.link == "online":
        online = online_linker(read_settings().with_options(contact=request.contact), engine.gazetteer)
    return replace(
        engine,
        linked=request.link != "none",
        min_confidence=request.min_confidence,
        online=online,
        decisions=decisions,
    )


def _check(request: Request) -> None:
    if request.output_dir and request.output != _STDOUT:
        raise TyperException("--output and --output-dir exclude each other")
    if request.output_dir and request.output_dir.exists() and not request.output_dir.is_dir():
        raise TyperException(f"{request.output_dir} is a file; --output-dir needs a folder")
    if request.output != _STDOUT and request.output.is_dir():
        raise TyperException(f"{request.output} is a folder; use --output-dir for a graph in parts")
    if request.store and (request.output != _STDOUT or request.output_dir or request.workers or request.cluster):
        raise TyperException("--store is an output of its own, filled by one process; leave the others out")
    if (request.per_article or request.check) and not request.output_dir:
        raise TyperException("--per-article and --check go with --output-dir DIR")
    if request.per_article and (request.workers or request.cluster):
        raise TyperException("--per-article works in one process; leave it out for a graph in parts")
    if request.link == "online" and (request.workers or request.cluster or request.output_dir):
        raise TyperException("Wikidata is asked by one process only; build offline, then run kg link --online")
    if (request.workers or request.cluster) and not request.output_dir and not SYNTAXES[_syntax(request)].joins:
        raise TyperException(f"{_syntax(request)} cannot be put together from parts; use --output-dir, or nquads")


def _syntax(request: Request) -> str:
    in_parts = request.output_dir is not None and not request.per_article
    return request.syntax or syntax_of(request.output) or ("nquads" if in_parts else "turtle")


def _target(request: Request) -> AbstractContextManager[Path | BinaryIO]:
    if request.store:
        return nullcontext(request.store)
    if request.output_dir:
        return nullcontext(request.output_dir)
    return standard_output() if request.output == _STDOUT else nullcontext(request.output)


@contextmanager
def _shown(console: Console, request: Request) -> Iterator[Watch]:
    """A callback that shows each article: on one line that moves in a terminal, one line each with ``--verbose``."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading articles", total=None)

        def watch(item: Reading | Done | Refusal) -> None:
            progress.advance(task)
            if not request.verbose or isinstance(item, Refusal):
                return
            if isinstance(item, Reading):
                item = Done(item.article.source or item.article.id, len(item.claims.situations))
            _line(console, f"{item.source}: {item.situations} situations")

        yield watch


def _line(console: Console, text: str) -> None:
    console.print(Text(text), soft_wrap=True)


def _print(console: Console, summary: Summary, request: Request) -> None:
    if request.verbose:
        for remark in summary.remarks:
            _line(console, f"note: {remark.source}: {remark.reason}")
    for refusal in summary.refused:
        _line(console, f"refused: {refusal.source}: {refusal.reason}")
    if summary.refused_count > len(summary.refused):
        _line(console, f"refused: {summary.refused_count - len(summary.refused):,} more, not listed")
    for text in _summary(summary, request):
        _line(console, text)


def _summary(summary: Summary, request: Request) -> Iterator[str]:
    claims = summary.settled + summary.unsettled
    total = summary.situations.total()
    yield f"{_count(summary.articles, 'article')} read, {summary.refused_count:,} refused, in {summary.seconds:.1f} s"
    for reason, number in sorted(summary.passed_over.items()):
        yield f"{_count(number, 'article')} passed over: {reason}"
    if summary.copies:
        yield f"{_count(summary.copies, 'article')} marked as copies of others"
    if summary.taken_over:
        yield f"{_count(summary.taken_over, 'article')} taken over from an earlier run"
    types = ", ".join(f"{number} {kind}" for kind, number in summary.situations.most_common(_TYPES_SHOWN))
    yield f"{_count(total, 'situation')}{': ' if types else ''}{types}"
    settled = f"{summary.settled} settled, {summary.unsettled} not"
    actors = "" if summary.taken_over else f"; {_count(summary.actors, 'actor')}"
    yield f"{_count(claims, 'claim')}: {settled}{actors}"
    if summary.remark_count and not request.verbose:
        yield f"{_count(summary.remark_count, 'note')} on inputs that were read; --verbose shows them"
    if not summary.articles:
        yield "nothing was written"
    elif folder := request.output_dir or request.store:
        yield f"written to {folder}/"
    elif request.output != _STDOUT:
        yield f"written to {request.output}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _write_report(summary: Summary, path: Path) -> None:
    with replacing(path) as stream:
        stream.write(json.dumps(summary.as_record(), ensure_ascii=False, indent=2).encode() + b"\n")

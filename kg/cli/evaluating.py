"""``kg evaluate``: figures by layer for annotated articles, and the errors one by one."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import typer

from kg.analysis import DEFAULT
from kg.evaluation import Names, figures, gazetteer_states, lines, table_states
from kg.extraction import RuleGroup
from kg.pipeline.engine import Engine
from kg.pipeline.evaluating import Evaluation, evaluate

__all__ = ["EvaluationRequest", "run"]

_STATES = "states.txt"


@dataclass(frozen=True, slots=True)
class EvaluationRequest:
    """The options of ``kg evaluate``, as given."""

    gold: Path
    articles: Path
    pipeline: str | None = None
    format: str = "table"
    errors: bool = False
    min_confidence: float = 0.0
    without: tuple[str, ...] = ()
    states: Path | None = None
    quiet: bool = False


def run(request: EvaluationRequest) -> int:
    """Print what was found and return the exit code: 0, or 1 where something could not be compared.

    Raises KgError for a folder without annotations, a pipeline or a table that cannot be used.
    """
    engine = replace(
        Engine.load(request.pipeline or DEFAULT, without=frozenset(map(RuleGroup, request.without))),
        min_confidence=request.min_confidence,
    )
    table = request.states or _table_of(request.gold)
    names = Names(table_states(table) if table else gazetteer_states(engine.gazetteer))
    done = evaluate(request.gold, request.articles, engine=engine, names=names, with_errors=request.errors)
    for refusal in done.refused:
        typer.echo(f"refused: {refusal.source}: {refusal.reason}", err=True)
    if request.format == "json":
        typer.echo(json.dumps(_record(done, request), ensure_ascii=False, indent=1))
    else:
        for line in _text(done, request):
            typer.echo(line)
    if not request.quiet:
        typer.echo(f"states by {table or 'the bundled gazetteer'}", err=True)
    return 1 if done.refused else 0


def _table_of(gold: Path) -> Path | None:
    """The table of states that comes with an annotation, in its folder or the one above."""
    return next((path for path in (gold / _STATES, gold.resolve().parent / _STATES) if path.is_file()), None)


def _record(done: Evaluation, request: EvaluationRequest) -> dict[str, object]:
    errors = {"errors": [asdict(error) for error in done.errors]} if request.errors else {}
    return figures(done.tally) | errors


def _text(done: Evaluation, request: EvaluationRequest) -> Iterator[str]:
    yield from lines(done.tally)
    if request.errors:
        yield ""
        for error in done.errors:
            yield from error.lines()

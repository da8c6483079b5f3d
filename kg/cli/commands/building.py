"""``kg build`` and ``kg evaluate``: graphs from articles, and how good they are."""

from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from kg.cli.options import (
    Contact,
    DuplicateMode,
    FigureFormat,
    GraphFormat,
    InputFormat,
    LinkMode,
    MinConfidence,
    Quiet,
    Without,
)

__all__ = ["commands"]

commands = typer.Typer()


@commands.command()
def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="INPUT...",
            help="Articles: .txt, .html, .json, .jsonl, .csv, .rss, .atom, .warc files (.gz too), folders, patterns, "
            "- for stdin.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="FILE", help="The graph to write; - for standard output.")
    ] = Path("-"),
    output_dir: Annotated[
        Path | None, typer.Option("--output-dir", metavar="DIR", help="A graph in parts, resumed by a rerun.")
    ] = None,
    per_article: Annotated[
        bool, typer.Option("--per-article", help="In DIR, one file for each article instead of parts.")
    ] = False,
    store: Annotated[
        Path | None, typer.Option("--store", metavar="DIR", help="Into an Oxigraph store on disk instead.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Compare the parts in DIR with their manifest.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; the bytes do not depend on N.  [this one]")
    ] = None,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="A Dask scheduler (tcp://HOST:8786), or local.")
    ] = None,
    article_seconds: Annotated[
        float, typer.Option(min=0.001, metavar="S", help="With --workers: give an article up after this long.")
    ] = 300.0,
    worker_memory: Annotated[
        int, typer.Option(min=0, metavar="MB", help="With --workers: memory beyond the model; 0 for any.")
    ] = 0,
    shard_size: Annotated[
        int, typer.Option(min=1, max=100, metavar="N", help="With --output-dir: articles in a part, on average.")
    ] = 64,
    duplicates: Annotated[
        DuplicateMode, typer.Option(help="Copies of an article in other papers: kept, marked as relayed, or left out.")
    ] = DuplicateMode.KEEP,
    only_relevant: Annotated[
        bool, typer.Option("--only-relevant", help="Pass over articles without a word of the domain, unparsed.")
    ] = False,
    format: Annotated[  # noqa: A002 - the name of the option
        GraphFormat | None, typer.Option("--format", "-f", help="Syntax; by default told by FILE, else turtle.")
    ] = None,
    pipeline: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="A spaCy pipeline: bundled, installed, or a folder."),
    ] = None,
    input_format: Annotated[
        InputFormat | None, typer.Option(help="Format of standard input; by default told by its first line.")
    ] = None,
    base: Annotated[str | None, typer.Option(metavar="IRI", help="Base of the IRIs of articles and claims.")] = None,
    keep_text: Annotated[
        bool, typer.Option("--keep-text", help="Keep the whole text of articles in the graph.")
    ] = False,
    link: Annotated[
        LinkMode, typer.Option(help="Links to Wikidata: by the gazetteer, also by asking Wikidata, or none.")
    ] = LinkMode.OFFLINE,
    min_confidence: MinConfidence = 0.0,
    without: Without = None,
    contact: Contact = None,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write counts, refusals and remarks as JSON.")
    ] = None,
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name each article and every remark.")] = False,
) -> None:
    """Read articles and write the graph of what they claim.

    Exit code 0: all read; 1: some inputs were refused, the rest is done; 2: could not be done.
    """
    from kg.cli.building import Request, run

    if not inputs and not check:
        raise TyperException("Missing argument 'INPUT...'")
    request = Request(
        inputs=tuple(inputs or ()),
        per_article=per_article,
        store=store,
        check=check,
        workers=workers,
        cluster=cluster,
        article_seconds=article_seconds,
        worker_memory=worker_memory,
        shard_size=shard_size,
        duplicates=duplicates.value,
        only_relevant=only_relevant,
        output=output,
        output_dir=output_dir,
        syntax=format.value if format else None,
        pipeline=pipeline,
        stdin_format=input_format.value if input_format else None,
        base=base,
        keep_text=keep_text,
        link=link.value,
        min_confidence=min_confidence,
        without=tuple(without or ()),
        contact=contact,
        report=report,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(run(request))


@commands.command()
def evaluate(
    gold: Annotated[Path, typer.Option(metavar="DIR", help="Annotations: files ID.gold.json.")],
    articles: Annotated[
        Path, typer.Option(metavar="DIR", help="Their articles: files ID.json. May be the same folder.")
    ],
    pipeline: Annotated[
        str | None, typer.Option(metavar="NAME", help="A spaCy pipeline: bundled, installed, or a folder.")
    ] = None,
    format: Annotated[  # noqa: A002 - the name of the option
        FigureFormat, typer.Option("--format", "-f", help="How to write the figures.")
    ] = FigureFormat.TABLE,
    errors: Annotated[
        bool, typer.Option("--errors", help="Also each situation missed or spurious, with its sentence and why.")
    ] = False,
    min_confidence: MinConfidence = 0.0,
    without: Without = None,
    states: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Names of states, one a line.  [states.txt in or above --gold, else bundled]"
        ),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Compare what is read out of annotated articles with their annotations, layer by layer.

    Exit code 0: compared; 1: some could not be compared, the rest was; 2: could not be done.
    """
    from kg.cli.evaluating import EvaluationRequest, run

    request = EvaluationRequest(
        gold,
        articles,
        pipeline,
        format.value,
        errors,
        min_confidence,
        tuple(without or ()),
        states=states,
        quiet=quiet,
    )
    raise typer.Exit(run(request))

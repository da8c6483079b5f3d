"""``kg link``: decides on what a built graph leaves open, with a person's table and, if asked, the network."""

import io
from dataclasses import dataclass, field
from pathlib import Path

import typer
from typer.exceptions import TyperException

from kg.cli.naming import meant
from kg.errors import StoreError
from kg.gazetteer import Gazetteer
from kg.linking import Decisions, Linker, merge_decisions, read_decisions, write_review
from kg.linking.identity import MERGE
from kg.pipeline.graph_file import GraphFile
from kg.pipeline.output import replacing
from kg.pipeline.relinking import Relinking, open_lines, relink
from kg.pipeline.services import online_linker
from kg.settings import read_settings

__all__ = ["LinkRequest", "beside", "link"]


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The options of ``kg link``, as given; ``services`` are those that stand over the settings."""

    graph: Path
    output: Path | None = None
    online: bool = False
    review: Path | None = None
    decisions: Path | None = None
    gazetteer: Path | None = None
    again: bool = False
    merge: bool = True
    split: tuple[str, ...] = ()
    services: dict[str, object] = field(default_factory=dict)
    quiet: bool = False


def beside(graph: Path) -> Path:
    """Where persons' decisions on a graph are kept: ``graph.decisions.csv`` beside ``graph.ttl``."""
    stem = graph.name.removesuffix(".gz")
    return graph.with_name(f"{Path(stem).stem}.decisions.csv")


def link(request: LinkRequest) -> int:
    """Link as asked and return the exit code: 0, or 1 where the network failed and the rest is done.

    Raises KgError for a graph, table or setting that cannot be used.
    """
    graph = GraphFile.read(request.graph)
    gazetteer = Gazetteer.open(request.gazetteer)
    decisions = _decisions(request)
    linker = Linker(gazetteer, decisions=decisions)
    online = None
    if request.online:
        online = online_linker(read_settings().with_options(**request.services), gazetteer)
    again = request.again or request.gazetteer is not None
    done = relink(graph, linker, online=online, again=again, merge=request.merge)
    graph.write(request.output)
    lines = list(open_lines(done, linker))
    if request.review:
        _write(request.review, lines)
    _report(done, request, decisions, len(lines))
    return 1 if done.trouble else 0


def _decisions(request: LinkRequest) -> Decisions:
    """What was decided before and what the review table now adds, kept together from here on."""
    kept = request.decisions or beside(request.output or request.graph)
    newer = read_decisions(request.review) if request.review else Decisions()
    newer |= Decisions({(MERGE, meant(iri)): None for iri in request.split})
    for iri in request.split:
        if ":" not in meant(iri):
            raise TyperException(f"--split wants the IRI of a variant, “{iri}” is none; kg explain shows it")
    if not newer.items:
        return read_decisions(kept)
    try:
        return merge_decisions(kept, newer)
    except OSError as error:
        raise StoreError(f"{kept}: cannot be written ({error.strerror}); name another place by --decisions") from error


def _write(path: Path, lines: list[dict[str, str]]) -> None:
    text = io.StringIO(newline="")
    write_review(lines, text)
    with replacing(path) as stream:
        stream.write(text.getvalue().encode("utf-8"))


def _report(done: Relinking, request: LinkRequest, decisions: Decisions, lines: int) -> None:
    if done.trouble:
        typer.echo(f"kg: {done.trouble}; what was answered is in the graph, run it again for the rest", err=True)
    if request.quiet:
        return
    links = [link for article in done.articles for link in article.links]
    linked = sum(link.qid is not None for link in links)
    changes = ", ".join(f"{number} {what}" for what, number in sorted(done.changes.items())) or "nothing changed"
    typer.echo(f"{len(done.articles)} articles: {linked} of {len(links)} entities linked ({changes})", err=True)
    typer.echo(f"{len(done.merges)} variants joined, {len(decisions.items)} decisions of persons in force", err=True)
    told = sum(merge.method.startswith("situation:") for merge in done.situations)
    typer.echo(f"{told} situations and agreements joined that several articles tell of", err=True)
    if request.review:
        typer.echo(f"{lines} lines to look at in {request.review}", err=True)
    typer.echo(f"written to {request.output or request.graph}", err=True)

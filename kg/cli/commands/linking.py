"""``kg link``, ``kg enrich``, ``kg gazetteer``: the graph's ties to Wikidata."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Api, CacheDir, Contact, Deadline, Endpoint, Quiet

__all__ = ["commands"]

commands = typer.Typer()


@commands.command()
def link(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file of kg build.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of into GRAPH.")
    ] = None,
    online: Annotated[
        bool, typer.Option("--online/--offline", help="Ask Wikidata for what is open; --offline opens no socket.")
    ] = False,
    review: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="A table of what is open to edit; read back first where it is there."),
    ] = None,
    decisions: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Where persons' decisions are kept.  [beside GRAPH: NAME.decisions.csv]"),
    ] = None,
    gazetteer: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A gazetteer of kg gazetteer build instead of the bundled one.")
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Decide anew on what is linked already, too.")] = False,
    merge: Annotated[
        bool,
        typer.Option(
            "--merge/--no-merge", help="Join variants of one actor, and tellings of one situation, across articles."
        ),
    ] = True,
    split: Annotated[
        list[str] | None, typer.Option(metavar="IRI", help="Keep this variant apart from now on; may be repeated.")
    ] = None,
    contact: Contact = None,
    api: Api = None,
    endpoint: Endpoint = None,
    cache: CacheDir = None,
    deadline: Deadline = None,
    quiet: Quiet = False,
) -> None:
    """Link a graph: to Wikidata where it is sure, by your decisions where you made any, variants to one actor.

    Situations that several articles tell of become one, too.

    Exit code 0: done; 1: the network failed, the rest is done; 2: could not be done.
    """
    from kg.cli.linking import LinkRequest
    from kg.cli.linking import link as run

    services = {"contact": contact, "api": api, "endpoint": endpoint, "cache": cache, "deadline": deadline}
    request = LinkRequest(
        graph=graph,
        output=output,
        online=online,
        review=review,
        decisions=decisions,
        gazetteer=gazetteer,
        again=again,
        merge=merge,
        split=tuple(split or ()),
        services=dict(services),
        quiet=quiet,
    )
    raise typer.Exit(run(request))


@commands.command()
def enrich(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A linked graph file.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The facts.  [beside GRAPH: NAME.wikidata.trig]"),
    ] = None,
    facts: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="labels, codes, memberships, places, terms-of-office; may be repeated."),
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Only what the cache holds: opens no socket.")] = False,
    contact: Contact = None,
    endpoint: Endpoint = None,
    cache: CacheDir = None,
    deadline: Deadline = None,
    quiet: Quiet = False,
) -> None:
    """Write what Wikidata says of the items a graph links to, in graphs of their own with source and date."""
    from kg.cli.enriching import run

    services: dict[str, object] = {"contact": contact, "endpoint": endpoint, "cache": cache, "deadline": deadline}
    run(graph, output, tuple(facts or ()), services, offline=offline, quiet=quiet)


gazetteer_app = typer.Typer(help="The names that are linked without a network.", no_args_is_help=True)
commands.add_typer(gazetteer_app, name="gazetteer")


@gazetteer_app.command("build")
def build_gazetteer(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The gazetteer to write.")],
    sources: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Compile it from the tables it is bundled from.")
    ] = None,
    dump: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Add items of a Wikidata JSON dump: .json.gz, .json.bz2.")
    ] = None,
    endpoint: Annotated[
        str | None, typer.Option(metavar="URL", help="Add items that a SPARQL endpoint has: QLever, a mirror.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only this kind (person, ministry ...); may be repeated.")
    ] = None,
    contact: Contact = None,
    cache: CacheDir = None,
    deadline: Deadline = None,
    quiet: Quiet = False,
) -> None:
    """Compile the gazetteer from its sources, or make the bundled one bigger from a dump or an endpoint."""
    from kg.cli.gazetteer_command import build as run

    services: dict[str, object] = {"contact": contact, "endpoint": endpoint, "cache": cache, "deadline": deadline}
    run(output, sources=sources, dump=dump, kinds=tuple(kind or ()), services=services, quiet=quiet)

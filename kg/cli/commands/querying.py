"""``kg query``, ``kg load``, ``kg remove``: what stores are asked and given."""

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import AnswerFormat, Digest, PasswordFile, Quiet, ServerAddress, ServerKind, ServerUser, StoreKind

__all__ = ["commands"]

commands = typer.Typer()


@commands.command()
def query(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A saved query; without one, they are listed.")
    ] = None,
    graph: Annotated[
        list[Path] | None,
        typer.Option("--graph", "-g", metavar="FILE", help="Graph files or folders of them; may be repeated."),
    ] = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; may be repeated.")
    ] = None,
    store: Annotated[
        Path | None, typer.Option(metavar="DIR", help="An Oxigraph store on disk instead of files.")
    ] = None,
    endpoint: ServerAddress = None,
    kind: ServerKind = StoreKind.GENERIC,
    user: ServerUser = None,
    password_file: PasswordFile = None,
    digest: Digest = False,
    default_graph: Annotated[
        str | None, typer.Option(metavar="IRI", help="Ask only this graph of the server.  [all]")
    ] = None,
    format: Annotated[  # noqa: A002 - the name of the option
        AnswerFormat, typer.Option("--format", "-f", help="How to write the answer.")
    ] = AnswerFormat.TABLE,
    sparql: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Ask this SPARQL instead of a saved query.")
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="Ask the SPARQL in this file.")] = None,
    queries: Annotated[Path | None, typer.Option(metavar="DIR", help="Saved queries of your own.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Most rows given.  [default: 10000]")] = None,
    timeout: Annotated[float | None, typer.Option(min=0.001, help="Seconds allowed.  [default: 60]")] = None,
    joined: Annotated[
        bool, typer.Option("--joined/--apart", help="Take what kg link joined for one actor or situation, or apart.")
    ] = True,
) -> None:
    """Ask a graph a saved query, or one of your own.

    Names, CURIEs and IRIs will do as values: --param state=Kenya. A name that fits several entities is an error that
    lists them. Exit code 0: answered; 2: could not be answered.
    """
    from kg.cli.querying import Question, ask

    server = None
    if endpoint is not None:
        from kg.cli.servers import ServerOptions

        server = ServerOptions(endpoint, kind.value, user, password_file, digest)
    ask(
        Question(
            name=name,
            graphs=tuple(graph or ()),
            parameters=tuple(param or ()),
            store=store,
            server=server,
            default_graph=default_graph,
            format=format.value,
            sparql=sparql,
            file=file,
            queries=queries,
            limit=limit,
            timeout=timeout,
            joined=joined,
        )
    )


@commands.command()
def load(
    source: Annotated[Path, typer.Argument(metavar="SOURCE", help="A graph file, a folder of them, or a store.")],
    endpoint: ServerAddress = None,
    store: Annotated[
        Path | None, typer.Option(metavar="DIR", help="An Oxigraph store on disk, made if there is none.")
    ] = None,
    kind: ServerKind = StoreKind.GENERIC,
    graph: Annotated[str | None, typer.Option(metavar="IRI", help="Where statements in no named graph go.")] = None,
    user: ServerUser = None,
    password_file: PasswordFile = None,
    digest: Digest = False,
    deadline: Annotated[float, typer.Option(min=1, help="Seconds for everything together.")] = 600.0,
    silence: Annotated[float, typer.Option(min=1, help="Seconds that the server may be silent.")] = 60.0,
    journal: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What was sent already.  [beside SOURCE: NAME.loaded]")
    ] = None,
    merge_into: Annotated[
        str | None,
        typer.Option(metavar="IRI", help="Also one graph with every statement once: quicker to ask than all graphs."),
    ] = None,
    prune: Annotated[
        bool, typer.Option("--prune", help="Take away what was sent from SOURCE before and is no longer in it.")
    ] = False,
    by_update: Annotated[
        bool, typer.Option("--by-update", help="SPARQL Update, for a server without the Graph Store Protocol.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the graphs that would be sent or go.")] = False,
    quiet: Quiet = False,
) -> None:
    """Load named graphs into a triple store, on a server or on disk: only what it lacks or has otherwise.

    A server is asked afterwards how many statements it has of each; a difference is an error.

    A bearer token is taken from KG_TOKEN, else a password from --password-file or KG_PASSWORD, else ~/.netrc is asked.
    Run it again after a break: what is there is not sent again. --prune deletes only graphs that the journal says were
    sent from SOURCE; what others loaded is never touched.
    """
    from kg.cli.loading import LoadRequest
    from kg.cli.loading import load as run
    from kg.cli.servers import ServerOptions

    server = None
    if endpoint is not None:
        server = ServerOptions(endpoint, kind.value, user, password_file, digest, deadline, silence, by_update)
    run(LoadRequest(source, server, store, graph, journal, merge_into, dry_run, prune, quiet))


@commands.command()
def remove(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The IRI of an article, or of its graph.")],
    store: Annotated[Path, typer.Option(metavar="DIR", help="An Oxigraph store on disk.")],
) -> None:
    """Take all that one article says out of a store."""
    from kg.cli.loading import remove as run

    run(article, store)

"""The commands of ``kg``, each imported when it runs, so that help and completion answer at once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import TyperException

from kg import __version__

__all__ = [
    "AnswerFormat",
    "DuplicateMode",
    "FigureFormat",
    "GraphFormat",
    "InputFormat",
    "LinkMode",
    "StoreKind",
    "app",
]

app = typer.Typer(
    help="Reads defence-cooperation news and writes a knowledge graph of claims: who says that who did what with whom.",
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class GraphFormat(StrEnum):
    """The names of :data:`kg.serialisation.SYNTAXES`, which a test compares: importing them would load rdflib."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSON_LD = "json-ld"
    XML = "xml"


class InputFormat(StrEnum):
    """The names of :data:`kg.articles.FORMATS`."""

    TXT = "txt"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    FEED = "feed"
    WARC = "warc"
    JSONL_GZ = "jsonl.gz"
    CSV_GZ = "csv.gz"


class LinkMode(StrEnum):
    """Where ``kg build`` takes links from."""

    OFFLINE = "offline"
    ONLINE = "online"
    NONE = "none"


class DuplicateMode(StrEnum):
    """The names of :data:`kg.pipeline.screening.Duplicates`."""

    KEEP = "keep"
    MARK = "mark"
    SKIP = "skip"


class AnswerFormat(StrEnum):
    """A table for people, and the names of :data:`kg.queries.FORMATS`."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"


class StoreKind(StrEnum):
    """The names of :data:`kg.stores.kinds.KINDS`."""

    OXIGRAPH = "oxigraph"
    VIRTUOSO = "virtuoso"
    FUSEKI = "fuseki"
    GRAPHDB = "graphdb"
    RDF4J = "rdf4j"
    BLAZEGRAPH = "blazegraph"
    NEPTUNE = "neptune"
    STARDOG = "stardog"
    QLEVER = "qlever"
    GENERIC = "generic"


Contact = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Whom services may write to, in the User-Agent.  [KG_CONTACT]")
]
Api = Annotated[str | None, typer.Option(metavar="URL", help="An action API.  [KG_API; Wikidata's]")]
Endpoint = Annotated[
    str | None,
    typer.Option(metavar="URL", help="A SPARQL endpoint: QLever, a mirror, a dump in Oxigraph.  [KG_ENDPOINT]"),
]
CacheDir = Annotated[Path | None, typer.Option("--cache", metavar="DIR", help="Where answers are kept.  [KG_CACHE]")]
Deadline = Annotated[
    float | None, typer.Option(min=1, help="Seconds for all that is asked together.  [KG_DEADLINE; 600]")
]
ServerAddress = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="The server, dataset or repository.")
]
ServerKind = Annotated[StoreKind, typer.Option("--kind", help="What the server is.")]
ServerUser = Annotated[str | None, typer.Option("--user", metavar="NAME", help="Who asks.  [KG_USER]")]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", metavar="FILE", help="Holds the password.  [KG_PASSWORD]")
]
Digest = Annotated[bool, typer.Option("--digest/--basic", help="HTTP Digest; always for Virtuoso.")]
MinConfidence = Annotated[
    float, typer.Option(min=0, max=1, metavar="X", help="Leave out claims that were read with less confidence.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001 - the option acts by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Reads defence-cooperation news and writes a knowledge graph of claims: who says that who did what with whom."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


@app.command()
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
        contact=contact,
        report=report,
        quiet=quiet,
        verbose=verbose,
    )
    raise typer.Exit(run(request))


class FigureFormat(StrEnum):
    """How ``kg evaluate`` writes its figures."""

    TABLE = "table"
    JSON = "json"


@app.command()
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
        gold, articles, pipeline, format.value, errors, min_confidence, states=states, quiet=quiet
    )
    raise typer.Exit(run(request))


@app.command()
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


@app.command()
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
app.add_typer(gazetteer_app, name="gazetteer")


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


@app.command()
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


@app.command()
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
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list the graphs that would be sent.")] = False,
    quiet: Quiet = False,
) -> None:
    """Load named graphs into a triple store, on a server or on disk: only what it lacks or has otherwise.

    A server is asked afterwards how many statements it has of each; a difference is an error.

    A bearer token is taken from KG_TOKEN, else a password from --password-file or KG_PASSWORD, else ~/.netrc is asked.
    Run it again after a break: what is there is not sent again.
    """
    from kg.cli.loading import LoadRequest
    from kg.cli.loading import load as run
    from kg.cli.servers import ServerOptions

    server = None
    if endpoint is not None:
        server = ServerOptions(endpoint, kind.value, user, password_file, digest, deadline, silence)
    run(LoadRequest(source, server, store, graph, journal, merge_into, dry_run, quiet))


@app.command()
def remove(
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="The IRI of an article, or of its graph.")],
    store: Annotated[Path, typer.Option(metavar="DIR", help="An Oxigraph store on disk.")],
) -> None:
    """Take all that one article says out of a store."""
    from kg.cli.loading import remove as run

    run(article, store)


@app.command()
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Graph files, or folders of them.")],
    quiet: Quiet = False,
) -> None:
    """Check graphs against the shapes of the ontology, naming the article and sentence behind each violation.

    Exit code 0: they conform; 1: violations were found; 2: could not be checked.
    """
    from kg.cli.checking import check

    raise typer.Exit(check(files, quiet=quiet))


@app.command()
def explain(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph file, or a folder of them.")],
    thing: Annotated[
        str, typer.Argument(metavar="IRI-or-name", help="A situation, claim, actor, agreement or article.")
    ],
) -> None:
    """Show what a graph says of one thing: roles, claims, sources, and the quotes in their sentences."""
    from kg.cli.explaining import show

    show(graph, thing)


Graphs = Annotated[
    list[Path] | None, typer.Argument(metavar="GRAPH...", help="Graph files, or folders of them.", show_default=False)
]
StoreDir = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="An Oxigraph store on disk instead.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - for standard output.")
]


class Picture(StrEnum):
    """What ``kg plot`` draws."""

    NETWORK = "network"
    TIMELINE = "timeline"


@app.command()
def infer(graph: Graphs = None, store: StoreDir = None, output: Output = Path("-")) -> None:
    """Infer classes, properties, signatories and bilateral cooperation from what is settled.

    With GRAPH, only what was inferred is written (Turtle, or by the suffix .nt, .nq, .trig); with --store, it takes the
    place of what an earlier run inferred, in a graph of its own. What is denied or only possible leads to nothing.
    """
    from kg.cli.viewing import infer_graph

    infer_graph(graph or (), store, output)


@app.command()
def export(
    graph: Graphs = None,
    store: StoreDir = None,
    output: Output = Path("-"),
    format: Annotated[  # noqa: A002 - the name of the option
        str | None, typer.Option("--format", "-f", metavar="csv|graphml", help="By default told by FILE, else csv.")
    ] = None,
) -> None:
    """Write the network of states and what they settled together, as CSV or GraphML."""
    from kg.cli.viewing import export_network

    export_network(graph or (), store, output, format)


@app.command()
def plot(
    picture: Annotated[Picture, typer.Argument(help="The network of states, or dated events.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="The .png or .svg to write.")],
    graph: Graphs = None,
    store: StoreDir = None,
    format: Annotated[  # noqa: A002 - the name of the option
        str | None, typer.Option("--format", "-f", metavar="png|svg", help="By default told by FILE, else png.")
    ] = None,
) -> None:
    """Draw a graph: who cooperates with whom, or what happened when. Needs pip install 'defco-kg[plot]'."""
    from kg.cli.viewing import plot as draw

    draw(picture.value, graph or (), store, output, format)


@app.command()
def describe(
    graph: Graphs = None,
    store: StoreDir = None,
    output: Output = Path("-"),
    licence: Annotated[str | None, typer.Option(metavar="IRI", help="The licence you give the graph.")] = None,
) -> None:
    """Describe a graph as a data set in VoID and DCAT: counts, vocabularies, licence, articles and runs."""
    from kg.cli.viewing import describe_graph

    describe_graph(graph or (), store, output, licence)

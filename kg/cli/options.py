"""Options and their values that several commands share, declared once."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = [
    "AnswerFormat",
    "Api",
    "CacheDir",
    "Contact",
    "Deadline",
    "Digest",
    "DuplicateMode",
    "Endpoint",
    "FigureFormat",
    "GraphFormat",
    "Graphs",
    "InputFormat",
    "LinkMode",
    "MinConfidence",
    "Output",
    "PasswordFile",
    "Picture",
    "Quiet",
    "RuleGroup",
    "ServerAddress",
    "ServerKind",
    "ServerUser",
    "StoreDir",
    "StoreKind",
    "Without",
]


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


class RuleGroup(StrEnum):
    """The names of :class:`kg.extraction.RuleGroup`."""

    TOKENS = "tokens"
    SENTENCES = "sentences"
    TITLES = "titles"
    AGREEMENTS = "agreements"
    EXERCISES = "exercises"
    WEAPONS = "weapons"
    DATES = "dates"
    SHORT_FORMS = "short-forms"
    OFFICES = "offices"
    TREES = "trees"
    GAZETTEER = "gazetteer"
    TIMES = "times"
    COREFERENCE = "coreference"


class FigureFormat(StrEnum):
    """How ``kg evaluate`` writes its figures."""

    TABLE = "table"
    JSON = "json"


class Picture(StrEnum):
    """What ``kg plot`` draws."""

    NETWORK = "network"
    TIMELINE = "timeline"


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
Without = Annotated[
    list[RuleGroup] | None,
    typer.Option(
        "--without",
        metavar="GROUP",
        help=f"A group of rules not to run, repeatable: {', '.join(group.value for group in RuleGroup)}.",
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Graphs = Annotated[
    list[Path] | None, typer.Argument(metavar="GRAPH...", help="Graph files, or folders of them.", show_default=False)
]
StoreDir = Annotated[Path | None, typer.Option("--store", metavar="DIR", help="An Oxigraph store on disk instead.")]
Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="The file to write; - for standard output.")
]

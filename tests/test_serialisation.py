"""Every syntax: stable bytes, and the same graph when rdflib, pyoxigraph and Jena read it back."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from rdflib import XSD, BNode, Dataset, Graph, Literal, URIRef

from kg.errors import StoreError
from kg.identifiers import Identifiers
from kg.mapping import statements, to_dataset, to_graph
from kg.model import ArticleClaims, Link
from kg.serialisation import SYNTAXES, nquads, serialise
from kg.terms import Value
from tests.mapping.factory import CLAIMS, LINKS, RUN, another_article, article
from tests.mapping.strategies import article_claims
from tests.mapping.strategies import links as any_links
from tests.servers import missing

OXIGRAPH = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "json-ld": pyoxigraph.RdfFormat.JSON_LD,
    "xml": pyoxigraph.RdfFormat.RDF_XML,
}
EVERY = pytest.mark.parametrize("syntax", SYNTAXES)
ROOT = Path(__file__).parents[1]

#: The jars of Debian's libapache-jena-java that ``riot`` needs. All of /usr/share/java at once does not start: it holds
#: several bindings of one logging interface.
JARS = (
    *("jena-cmds", "jena-arq", "jena-core", "jena-base", "jena-iri", "jena-shacl", "jena-shex", "jena-tdb2"),
    *("jena-dboe-base", "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io"),
    *("commons-lang3", "slf4j-api", "slf4j-simple", "httpclient", "httpclient-cache", "httpcore", "jsonld-java"),
    *("titanium-json-ld", "jakarta.json-api", "gson", "thrift", "protobuf", "dexx.collection", "guava"),
    *("jackson-core", "jackson-databind", "jackson-annotations", "jcl-over-slf4j"),
)
JAVA = Path("/usr/share/java")


def dataset() -> Dataset:
    return to_dataset([(CLAIMS, LINKS), (another_article(), ())], run=RUN, keep_text=True)


def expected(*, graphs: bool) -> set[str]:
    """The N-Quads, or N-Triples, of :func:`dataset`, without rdflib."""
    make = Identifiers()
    lines: set[str] = set()
    for claims, links in ((CLAIMS, LINKS), (another_article(), ())):
        name = make.graph(make.article(claims.article)) if graphs else None
        found = nquads(statements(claims, links, run=RUN, keep_text=True), graph=name)
        lines |= read(found, pyoxigraph.RdfFormat.N_QUADS)
    return lines


def read(data: bytes, syntax: pyoxigraph.RdfFormat) -> set[str]:
    """What pyoxigraph reads, one N-Quads line for each statement."""
    return {str(quad) for quad in pyoxigraph.parse(data, syntax)}


@contextmanager
def literals_as_written() -> Iterator[None]:
    """Keeps rdflib, while it reads, from writing P12M as P1Y and the like, and from warning about itself."""
    before = rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = False  # type: ignore[misc]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            yield
    finally:
        rdflib.NORMALIZE_LITERALS = before  # type: ignore[misc]


def read_by_rdflib(data: bytes, syntax: str) -> set[tuple[object, ...]]:
    """The statements with their graph, None for the default graph."""
    into = Dataset()
    with literals_as_written():
        into.parse(data=data, format=syntax)
    default = into.default_graph.identifier
    return {
        (s, p, o, None if graph.identifier == default else graph.identifier)
        for graph in into.graphs()
        for s, p, o in graph
    }  # fmt: skip


def test_every_syntax_asked_for_is_there() -> None:
    """Names, media types and suffixes are those of the W3C's registrations, each once."""
    assert {name: (syntax.media_type, syntax.suffix) for name, syntax in SYNTAXES.items()} == {
        "turtle": ("text/turtle", ".ttl"),
        "trig": ("application/trig", ".trig"),
        "nquads": ("application/n-quads", ".nq"),
        "ntriples": ("application/n-triples", ".nt"),
        "json-ld": ("application/ld+json", ".jsonld"),
        "xml": ("application/rdf+xml", ".rdf"),
    }
    assert set(OXIGRAPH) == set(SYNTAXES)


@EVERY
def test_pyoxigraph_reads_the_same_graph(syntax: str) -> None:
    """pyoxigraph reads back exactly the statements, each in its graph where the syntax holds graphs."""
    found = read(serialise(dataset(), syntax), OXIGRAPH[syntax])
    assert found == expected(graphs=SYNTAXES[syntax].holds_graphs)


@EVERY
def test_rdflib_reads_the_same_graph(syntax: str) -> None:
    """rdflib reads back exactly the statements, each in its graph where the syntax holds graphs."""
    holds = SYNTAXES[syntax].holds_graphs
    written = {(s, p, o, graph.identifier if holds else None) for graph in dataset().graphs() for s, p, o in graph}
    assert read_by_rdflib(serialise(dataset(), syntax), syntax) == written


@pytest.fixture(scope="session")
def riot(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that starts Jena's riot from Debian's jars.

    Debian moved Jena's copy of Xerces to another package but not its messages, without which it does not start: they
    are laid where it looks for them.
    """
    java = shutil.which("java")
    if java is None or not all((JAVA / f"{jar}.jar").is_file() for jar in JARS):
        missing("java or Jena (apt-get install libapache-jena-java)")
    folder = tmp_path_factory.mktemp("jena")
    origin = "org/apache/jena/ext/"
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(f"{origin}xerces/") and name.endswith(".properties"):
                target = folder / name.removeprefix(origin)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    path = os.pathsep.join([str(folder), *(str(JAVA / f"{jar}.jar") for jar in JARS)])
    return [java, "-cp", path, "riotcmd.riot"]


def run_riot(riot: list[str], file: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    # Debian has no implementation of the JSON interface that Jena's reader of JSON-LD 1.1 needs; ours is 1.0 as well
    kind = ["--syntax=jsonld10"] if file.suffix == ".jsonld" else []
    return subprocess.run([*riot, *kind, *options, str(file)], capture_output=True, check=False, timeout=120)


@EVERY
def test_jena_validates_and_reads_the_same_graph(syntax: str, riot: list[str], tmp_path: Path) -> None:
    """riot --validate has nothing to say, and what riot reads are exactly the statements."""
    file = tmp_path / f"graph{SYNTAXES[syntax].suffix}"
    file.write_bytes(serialise(dataset(), syntax))
    checked = run_riot(riot, file, "--validate")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, b"", b"")
    found = read(run_riot(riot, file, "--output=nquads").stdout, pyoxigraph.RdfFormat.N_QUADS)
    assert found == expected(graphs=SYNTAXES[syntax].holds_graphs)


def test_jena_finds_faults(riot: list[str], tmp_path: Path) -> None:
    """The validation above can fail: an impossible date is reported."""
    file = tmp_path / "bad.nt"
    file.write_text('<urn:a> <urn:b> "2023-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .\n<urn:a> <urn:b> .\n')
    assert run_riot(riot, file, "--validate").stderr


# Stable bytes


@EVERY
def test_order_of_statements_changes_nothing(syntax: str) -> None:
    """The same statements added in any order give the same bytes."""
    graph = to_graph(CLAIMS, LINKS, run=RUN)
    first = serialise(graph, syntax)
    for seed in range(3):
        triples = sorted(graph)
        random.Random(seed).shuffle(triples)
        shuffled = Graph(identifier=graph.identifier)
        for triple in triples:
            shuffled.add(triple)
        assert serialise(shuffled, syntax) == first


@EVERY
def test_order_of_articles_changes_nothing(syntax: str) -> None:
    """The same articles in another order give the same bytes."""
    forth = to_dataset([(CLAIMS, LINKS), (another_article(), ())], run=RUN)
    back = to_dataset([(another_article(), ()), (CLAIMS, LINKS)], run=RUN)
    assert serialise(forth, syntax) == serialise(back, syntax)


SCRIPT = """
import hashlib
from kg.mapping import to_dataset
from kg.serialisation import SYNTAXES, serialise
from rdflib import Graph, URIRef, Literal
from tests.mapping.factory import CLAIMS, LINKS, RUN, another_article
dataset = to_dataset([(CLAIMS, LINKS), (another_article(), ())], run=RUN)
foreign = Graph()
for n in range(20):
    foreign.add((URIRef(f"urn:s{n % 3}"), URIRef(f"http://other{n % 5}.example/ns#p{n}"), Literal(n)))
for syntax in SYNTAXES:
    print(syntax, *(hashlib.sha256(serialise(data, syntax)).hexdigest() for data in (dataset, foreign)))
"""


def test_hash_seed_changes_nothing() -> None:
    """Processes with different hash seeds write the same bytes, also for properties without a prefix of ours."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=True,
            timeout=120,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(SYNTAXES)


def test_line_syntaxes_are_sorted() -> None:
    """Lines of N-Triples and N-Quads are sorted by code point, each once."""
    for syntax in ("ntriples", "nquads"):
        lines = serialise(dataset(), syntax).decode("utf-8").split("\n")[:-1]
        assert lines == sorted(set(lines))


@pytest.mark.parametrize("syntax", [name for name, syntax in SYNTAXES.items() if syntax.joins])
def test_files_can_be_joined(syntax: str) -> None:
    """The files of two articles, one after the other, are a file of both."""
    parts = [to_graph(CLAIMS, LINKS, run=RUN, keep_text=True), to_graph(another_article(), run=RUN, keep_text=True)]
    joined = b"".join(serialise(part, syntax) for part in parts)
    assert read(joined, OXIGRAPH[syntax]) == expected(graphs=SYNTAXES[syntax].holds_graphs)


# The bulk path


@pytest.mark.parametrize("named", [True, False], ids=["N-Quads", "N-Triples"])
def test_bulk_path_writes_the_same_bytes(named: bool) -> None:
    """Statements written without rdflib are byte for byte what serialise writes of the rdflib graph."""
    make = Identifiers()
    name = make.graph(make.article(CLAIMS.article))
    bulk = nquads(statements(CLAIMS, LINKS, run=RUN), graph=name if named else None)
    assert bulk == serialise(to_graph(CLAIMS, LINKS, run=RUN), "nquads" if named else "ntriples")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param(Value("plain"), '"plain"', id="a string has no datatype in writing"),
        pytest.param(Value('"\\'), '"\\"\\\\"', id="quote and backslash"),
        pytest.param(Value("\t\n\r\b\f"), '"\\t\\n\\r\\b\\f"', id="short escapes"),
        pytest.param(Value("\x00\x1b\x7f"), '"\\u0000\\u001B\\u007F"', id="control characters"),
        pytest.param(Value("é😀\u2028"), '"é😀\u2028"', id="all else as it is"),
        pytest.param(Value("1", str(XSD.integer)), f'"1"^^<{XSD.integer}>', id="datatype"),
        pytest.param("http://x.example/a b", "<http://x.example/a\\u0020b>", id="an IRI cannot break out"),
        pytest.param("http://x.example/> <y", "<http://x.example/\\u003E\\u0020\\u003Cy>", id="nor end early"),
    ],
)
def test_terms_as_written(value: Value | str, written: str) -> None:
    """A term is written as RDF 1.1 N-Triples asks."""
    assert nquads([("urn:s", "urn:p", value)]) == f"<urn:s> <urn:p> {written} .\n".encode()


# Other graphs


@EVERY
def test_empty_graph(syntax: str) -> None:
    """A graph without statements is a valid file without statements."""
    assert read(serialise(Graph(), syntax), OXIGRAPH[syntax]) == set()


@EVERY
def test_graphs_of_queries(syntax: str) -> None:
    """A graph with blank nodes, languages and foreign properties, as a query may give, is written too."""
    graph = Graph()
    graph.add((BNode("b"), URIRef("http://other.example/ns#p"), Literal("grüezi", lang="de-CH")))
    graph.add((BNode("b"), URIRef("http://other.example/ns#p"), Literal("true", datatype=XSD.boolean)))
    found = read(serialise(graph, syntax), OXIGRAPH[syntax])
    assert len(found) == 2
    assert any('"grüezi"@de-ch' in line.lower() for line in found)


@EVERY
def test_values_that_serialisers_have_lost(syntax: str) -> None:
    """An empty string beside another value, and an IRI whose scheme looks like a prefix, are written as they are."""
    graph = Graph()
    subject = URIRef("person:1")
    for o in (Literal(""), Literal("0"), Literal(0), Literal("0.0", datatype=XSD.decimal), URIRef("claim:x"), subject):
        graph.add((subject, URIRef("https://w3id.org/defco/ontology#concerns"), o))
    with literals_as_written():
        assert read_by_rdflib(serialise(graph, syntax), syntax) == {(*triple, None) for triple in graph}


def test_another_base_has_its_own_prefixes() -> None:
    """The prefixes of the data follow the base that the graph was made with."""
    base = "https://news.example/kg/"
    written = serialise(to_graph(CLAIMS, run=RUN, base=base), "turtle", base=base).decode()
    assert f"@prefix state: <{base}state/> ." in written
    assert "state:chile" in written


def test_unknown_syntax() -> None:
    """An unknown syntax is an error that lists the known ones."""
    with pytest.raises(StoreError, match=r"^“n3” is no syntax .* turtle, trig, nquads, ntriples, json-ld, xml$"):
        serialise(Graph(), "n3")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe"])
def test_xml_refuses_what_it_cannot_carry(character: str) -> None:
    """A character that XML 1.0 has no way to write is an error with the mend; never another character in its place."""
    graph = to_graph(ArticleClaims(article(f"T{character}itle\nbody"), (), ()), run=RUN)
    with pytest.raises(StoreError, match=rf"U\+{ord(character):04X} .*write turtle"):
        serialise(graph, "xml")


def xml_can_carry(graph: Graph) -> bool:
    return not any(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", str(o)) for o in graph.objects())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(article_claims(), any_links())
def test_anything_is_written_and_read_back(claims: ArticleClaims, links: tuple[Link, ...]) -> None:
    """Whatever an article holds, each syntax carries it to pyoxigraph and rdflib unchanged."""
    make = Identifiers()
    name = make.graph(make.article(claims.article))
    found = statements(claims, links, run=RUN, keep_text=True)
    graph = to_graph(claims, links, run=RUN, keep_text=True)
    assert nquads(found, graph=name) == serialise(graph, "nquads")
    for syntax, about in SYNTAXES.items():
        if syntax == "xml" and not xml_can_carry(graph):
            continue
        written = serialise(graph, syntax)
        target = name if about.holds_graphs else None
        assert read(written, OXIGRAPH[syntax]) == read(nquads(found, graph=target), pyoxigraph.RdfFormat.N_QUADS)
        same = {(s, p, o, URIRef(target) if target else None) for s, p, o in graph}
        assert read_by_rdflib(written, syntax) == same

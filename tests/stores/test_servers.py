"""Whole loads into real servers: every kind of source, again, changed, and refused."""

import gzip
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph

from kg.errors import NetworkError, QueryError
from kg.stores import Rows, open_writable
from kg.stores.connection import Connection
from kg.stores.journal import Journal
from kg.stores.loading import counts, load, prune
from kg.stores.remote import RemoteStore
from kg.stores.sending import drop, put
from kg.stores.sources import NamedGraph, named_graphs
from tests.servers import PASSWORD, USER, running

TEXT = Path(__file__).parents[1] / "queries" / "graph.trig"
ONE = "https://x.org/one"


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest) -> Iterator[tuple[str, str]]:
    with running(request.param) as address:
        yield request.param, address


@pytest.fixture
def connected(server: tuple[str, str]) -> Iterator[Connection]:
    kind, address = server
    connection = Connection(address, kind, httpx.DigestAuth(USER, PASSWORD) if kind == "virtuoso" else None)
    yield connection
    for name in [ONE, *(graph.name for graph in named_graphs(TEXT))]:
        # one that is not there is no harm
        put(connection, NamedGraph(name, b"", 0))
    connection.close()


def quads() -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(path=str(TEXT)))


def source(kind: str, folder: Path) -> Path:
    """The golden graph as a source of the kind."""
    if kind == "store":
        with open_writable(folder / "s") as store:
            for graph in named_graphs(TEXT):
                store.replace(graph.name, Graph().parse(data=graph.data, format="nt"))
        return folder / "s"
    stream = io.BytesIO()
    syntax = RdfFormat.N_QUADS if kind.startswith("nq") else RdfFormat.TRIG
    pyoxigraph.serialize(quads(), stream, syntax)
    path = folder / f"g.{kind}"
    path.write_bytes(gzip.compress(stream.getvalue()) if kind.endswith(".gz") else stream.getvalue())
    return path


@pytest.mark.parametrize("kind", ["trig", "nq", "nq.gz", "trig.gz", "store"])
def test_every_source_is_loaded(kind: str, connected: Connection, tmp_path: Path) -> None:
    """What the server has afterwards are the statements of the source, each in its graph; again, nothing is sent."""
    graphs = named_graphs(source(kind, tmp_path))
    journal = Journal(tmp_path / "j", connected.address)
    assert load(connected, graphs, journal).sent == len(graphs) == 3
    for graph in graphs:
        found = RemoteStore(connected).query(f"SELECT ?s ?p ?o {{ GRAPH <{graph.name}> {{ ?s ?p ?o }} }}")
        assert isinstance(found, Rows)
        assert len(found.rows) == graph.size
    assert load(connected, graphs, journal).sent == 0


def test_only_what_changed_is_sent(connected: Connection, tmp_path: Path) -> None:
    """A graph of another content is replaced, with the same number of statements too; the others stay."""
    journal = Journal(tmp_path / "j", connected.address)
    others = list(named_graphs(TEXT))
    line = '<urn:s> <urn:p> "{}" .\n'
    for text, sent in (("old", 4), ("new", 1)):
        data = line.format(text).encode()
        assert load(connected, [*others, NamedGraph(ONE, data, 1)], journal).sent == sent
    found = RemoteStore(connected).query(f"SELECT ?o {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")
    assert isinstance(found, Rows)
    assert [row[0].value for row in found.rows if row[0]] == ["new"]


@pytest.mark.parametrize("by_update", [False, True], ids=["graph store", "update"])
def test_what_left_the_source_is_taken_away(by_update: bool, server: tuple[str, str], tmp_path: Path) -> None:
    """A graph that was sent from here and is no longer in the source goes; one that others loaded stays."""
    kind, address = server
    auth = httpx.DigestAuth(USER, PASSWORD) if kind == "virtuoso" else None
    connection = Connection(address, kind, auth, by_update=by_update)
    line = b"<urn:s> <urn:p> <urn:o> .\n"
    foreign, ours, gone = (NamedGraph(f"https://x.org/{name}", line, 1) for name in ("foreign", "ours", "gone"))
    journal = Journal(tmp_path / "j", address)
    put(connection, foreign)
    try:
        load(connection, [ours, gone], journal)
        assert prune(connection, [ours.name], journal) == 1
        names = [foreign.name, ours.name, gone.name]
        assert counts(connection, names) == dict(zip(names, (1, 1, 0), strict=True))
        assert prune(connection, [ours.name], journal) == 0
    finally:
        for one in (foreign, ours, gone):
            drop(connection, one.name)
        connection.close()


def test_a_load_by_update(server: tuple[str, str], tmp_path: Path) -> None:
    """A server is filled by updates alone, in batches that it takes; of a changed graph nothing stays."""
    kind, address = server
    auth = httpx.DigestAuth(USER, PASSWORD) if kind == "virtuoso" else None
    connection = Connection(address, kind, auth, by_update=True)
    journal = Journal(tmp_path / "j", address)
    text = 'a "quote" \\ and – 東京'
    try:
        for number in (1201, 7):
            values = [pyoxigraph.Literal(f"{text} {one}") for one in range(number)]
            triples = [
                pyoxigraph.Triple(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), v) for v in values
            ]
            data = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
            assert load(connection, [NamedGraph(ONE, data, number)], journal).sent == 1
            found = RemoteStore(connection).query(f"SELECT ?o {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")
            assert isinstance(found, Rows)
            assert {row[0].value for row in found.rows if row[0]} == {value.value for value in values}
        connection.restart()
        assert load(connection, [NamedGraph(ONE, data, number)], journal).sent == 0
    finally:
        drop(connection, ONE)
        connection.close()


def test_text_comes_back_as_it_was(connected: Connection) -> None:
    """Quotes, backslashes, line breaks and other scripts survive the way there and back."""
    text = 'a "quote" \\ and\na line – ünï 東京 \U0001f6a2'
    line = pyoxigraph.serialize(
        [pyoxigraph.Triple(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), pyoxigraph.Literal(text))],
        format=RdfFormat.N_TRIPLES,
    )
    put(connected, NamedGraph(ONE, line or b"", 1))
    found = RemoteStore(connected).query(f"SELECT ?o {{ GRAPH <{ONE}> {{ ?s ?p ?o }} }}")
    assert isinstance(found, Rows)
    assert [row[0].value for row in found.rows if row[0]] == [text]


def test_a_large_graph_in_one_request(connected: Connection, tmp_path: Path) -> None:
    """A graph far above the limit of an update goes in one request; the first one that needs the password, too."""
    lines = [f'<urn:s{n}> <urn:p> "{n}" .\n' for n in range(20_000)]
    data = "".join(sorted(lines)).encode()
    assert load(connected, [NamedGraph(ONE, data, len(lines))], Journal(tmp_path / "j", connected.address)).sent == 1


def test_a_bad_query_is_told(connected: Connection) -> None:
    """What the server says of a query it cannot read is one line."""
    with pytest.raises(QueryError, match="refuses the query") as told:
        RemoteStore(connected).query("SELECT * { nonsense }")
    assert "\n" not in str(told.value)


def test_a_wrong_password() -> None:
    """A wrong password is told by its status, and never repeated."""
    with running("virtuoso") as address, pytest.raises(NetworkError, match=r"HTTP 401.*KG_PASSWORD") as told:
        put(Connection(address, "virtuoso", httpx.DigestAuth(USER, "wr0ng-one")), NamedGraph(ONE, b"", 0))
    assert "wr0ng-one" not in str(told.value)


def test_the_command(server: tuple[str, str], connected: Connection, tmp_path: Path) -> None:
    """``kg load`` and ``kg query`` do it from the command line: what would be sent, the load, a question."""
    kind, address = server
    environment = {"PATH": "", "KG_USER": USER, "KG_PASSWORD": PASSWORD, "HOME": str(tmp_path)}
    path = source("nq.gz", tmp_path)

    def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *arguments, "--endpoint", address, "--kind", kind]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert PASSWORD not in done.stdout + done.stderr
        return done

    assert kg("load", str(path), "--dry-run").stdout.count("\n") == 3
    assert kg("load", str(path)).stderr == "3 of 3 graphs sent, all counts agree\n"
    assert kg("load", str(path)).stderr == "0 of 3 graphs sent, all counts agree\n"
    assert "Red Dune" in kg("query", "exercises-by-year").stdout
    fewer = tmp_path / "fewer.nq"
    quads = gzip.decompress(path.read_bytes()).decode().splitlines(keepends=True)
    fewer.write_text("".join(line for line in quads if "/graph/a3>" not in line), encoding="utf-8")
    pruned = ("load", str(fewer), "--journal", f"{path}.loaded", "--prune")
    told = kg(*pruned, "--dry-run")
    assert told.stdout == "deleting https://w3id.org/defco/id/graph/a3\n"
    assert told.stderr == "0 of 2 graphs differ, 1 to be taken away\n"
    assert kg(*pruned).stderr == "0 of 2 graphs sent, all counts agree, 1 taken away\n"
    assert kg("load", str(path)).stderr == "1 of 3 graphs sent, all counts agree\n"
    assert kg("load", str(path), "--merge-into", ONE).stderr == "1 of 4 graphs sent, all counts agree\n"
    assert "Red Dune" in kg("query", "exercises-by-year", "--default-graph", ONE).stdout

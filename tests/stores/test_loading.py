"""Loading into servers: the requests by kind, what is tried again, and what is not sent twice."""

import time
from pathlib import Path
from urllib.parse import parse_qs, quote_plus

import httpx
import pytest

from kg.errors import NetworkError, QueryError, StoreError
from kg.stores.connection import Connection
from kg.stores.journal import Journal
from kg.stores.kinds import KINDS
from kg.stores.loading import prune
from kg.stores.remote import RemoteStore
from kg.stores.sending import drop, put
from kg.stores.sources import NamedGraph, named_graphs

GRAPH = NamedGraph("https://x.org/g", b"<urn:s> <urn:p> <urn:o> .\n", 1)
G = "https%3A%2F%2Fx.org%2Fg"
SELECTED = quote_plus("CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <https://x.org/g> { ?s ?p ?o } }")
UNION = {"union-default-graph": ["true"]}
CONTRACTS = [
    ("oxigraph", f"/store?graph={G}", "/query", UNION, "the Oxigraph server"),
    ("virtuoso", f"/sparql-graph-crud-auth?graph-uri={G}", "/sparql", {}, "its own path and parameter"),
    ("fuseki", f"/data?graph={G}", "/query", {"default-graph-uri": ["urn:x-arq:UnionGraph"]}, "services of a dataset"),
    ("graphdb", f"/rdf-graphs/service?graph={G}", "", {}, "RDF4J's protocol"),
    ("rdf4j", f"/rdf-graphs/service?graph={G}", "", {}, "RDF4J's protocol"),
    (
        "blazegraph",
        f"/sparql?query={SELECTED}&context-uri-insert={G}&context-uri-delete={G}",
        "/sparql",
        {},
        "no graph store: its own update by PUT",
    ),
    ("neptune", f"/sparql/gsp/?graph={G}", "/sparql", {}, "Neptune's paths"),
    ("stardog", f"?graph={G}", "/query", {"default-graph-uri": ["tag:stardog:api:context:all"]}, "the database itself"),
    ("qlever", f"?graph={G}", "", {}, "one address"),
    ("generic", f"?graph={G}", "", {}, "the address itself"),
]


NOTHING = (
    b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="g"/><variable name="n"/></head>'
    b"<results/></sparql>"
)
ROW = (
    b'<results><result><binding name="g"><uri>https://x.org/g</uri></binding><binding name="n">'
    b'<literal datatype="http://www.w3.org/2001/XMLSchema#integer">1</literal></binding></result></results>'
)


class Recorder:
    """A server that takes everything, and remembers what it was sent."""

    def __init__(self, status: int = 204, body: bytes = b"", headers: dict[str, str] | None = None) -> None:
        self.seen: list[httpx.Request] = []
        self.reply = (status, body, headers or {})

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.seen.append(request)
        status, body, headers = self.reply
        return httpx.Response(status, content=body, headers=headers)


def connected(recorder: Recorder, kind: str = "generic", **options: object) -> Connection:
    return Connection("http://h.org/db", kind, transport=httpx.MockTransport(recorder), **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "target", "asked", "union", "reason"), CONTRACTS, ids=[row[0] for row in CONTRACTS])
def test_requests(kind: str, target: str, asked: str, union: dict[str, list[str]], reason: str) -> None:
    """One PUT of Turtle per graph and one POST per query, exactly as the kind of store documents them."""
    recorder = Recorder()
    put(connected(recorder, kind), GRAPH)
    (sent,) = recorder.seen
    assert (sent.method, str(sent.url), sent.content) == ("PUT", f"http://h.org/db{target}", GRAPH.data), reason
    assert sent.headers["Content-Type"] == "text/turtle; charset=utf-8"
    recorder = Recorder(
        200, b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>'
    )
    RemoteStore(connected(recorder, kind)).query("ASK {}")
    (sent,) = recorder.seen
    assert (sent.method, str(sent.url)) == ("POST", f"http://h.org/db{asked}")
    assert parse_qs(sent.content.decode()) == {"query": ["ASK {}"], **union}
    assert sent.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_every_kind_has_a_contract() -> None:
    """No kind is offered whose requests are not written down here."""
    assert [row[0] for row in CONTRACTS] == list(UPDATES) == list(KINDS)


UPDATES = {
    "oxigraph": "/update",
    "virtuoso": "/sparql-auth",
    "fuseki": "/update",
    "graphdb": "/statements",
    "rdf4j": "/statements",
    "blazegraph": "/sparql",
    "neptune": "/sparql",
    "stardog": "/update",
    "qlever": "",
    "generic": "",
}


@pytest.mark.parametrize(("kind", "path"), UPDATES.items(), ids=UPDATES)
def test_requests_by_update(kind: str, path: str) -> None:
    """Without the Graph Store Protocol: the graph dropped with the first 500 statements, the others added by 500."""
    recorder = Recorder()
    lines = [f"<urn:s{number:04}> <urn:p> <urn:o> .\n" for number in range(501)]
    put(connected(recorder, kind, by_update=True), NamedGraph(GRAPH.name, "".join(lines).encode(), 501))
    drop(connected(recorder, kind, by_update=True), GRAPH.name)
    assert {(sent.method, str(sent.url)) for sent in recorder.seen} == {("POST", f"http://h.org/db{path}")}
    texts = [parse_qs(sent.content.decode())["update"][0] for sent in recorder.seen]
    dropped = f"DROP SILENT GRAPH <{GRAPH.name}>"
    inserted = f"INSERT DATA {{ GRAPH <{GRAPH.name}> {{\n"
    assert texts == [
        f"{dropped} ;\n{inserted}{''.join(lines[:500])}}} }}",
        f"{inserted}{lines[500]}}} }}",
        dropped,
    ]


def test_blank_nodes_by_update() -> None:
    """A blank node would be another one in each update, and after each repetition: refused before anything is sent."""
    recorder = Recorder()
    with pytest.raises(StoreError, match="blank nodes"):
        put(connected(recorder, by_update=True), NamedGraph(GRAPH.name, b"_:b <urn:p> <urn:o> .\n", 1))
    assert recorder.seen == []


REMOVALS = [
    ("oxigraph", f"/store?graph={G}", "as it is put"),
    ("virtuoso", f"/sparql-graph-crud-auth?graph-uri={G}", "as it is put"),
    ("blazegraph", "/sparql?c=%3Chttps%3A%2F%2Fx.org%2Fg%3E", "by its context"),
]


@pytest.mark.parametrize(("kind", "target", "reason"), REMOVALS, ids=[row[0] for row in REMOVALS])
def test_removals(kind: str, target: str, reason: str) -> None:
    """One DELETE per graph; one that is not there is no error."""
    recorder = Recorder(404)
    drop(connected(recorder, kind), GRAPH.name)
    (sent,) = recorder.seen
    assert (sent.method, str(sent.url)) == ("DELETE", f"http://h.org/db{target}"), reason


def test_only_what_the_journal_holds_goes(tmp_path: Path) -> None:
    """What was sent from here and is kept no longer goes, and is told; dry, nothing is asked or written."""
    journal, elsewhere = Journal(tmp_path / "j", "http://h.org/db"), Journal(tmp_path / "j", "http://other.org")
    for name in ("https://x.org/kept", "https://x.org/gone", "https://x.org/too"):
        journal.add(NamedGraph(name, b"", 0))
    elsewhere.add(NamedGraph("https://x.org/elsewhere", b"", 0))
    recorder, told = Recorder(200, NOTHING), list[str]()
    written = journal.path.read_bytes()
    kept = ["https://x.org/kept", "https://x.org/never-sent"]
    assert prune(connected(recorder), kept, journal, watch=told.append, dry=True) == 2
    assert (recorder.seen, journal.path.read_bytes()) == ([], written)
    assert prune(connected(recorder), kept, journal) == 2
    assert told == ["https://x.org/gone", "https://x.org/too"]
    deleted = [sent.url.params["graph"] for sent in recorder.seen if sent.method == "DELETE"]
    assert deleted == told
    assert list(journal.digests()) == ["https://x.org/kept"]
    assert list(elsewhere.digests()) == ["https://x.org/elsewhere"]
    assert prune(connected(recorder), kept, journal) == 0


def test_a_graph_that_does_not_go(tmp_path: Path) -> None:
    """Where the server says yes and keeps the statements, that is an error, and the journal still holds the graph."""
    journal = Journal(tmp_path / "j", "http://h.org/db")
    journal.add(GRAPH)
    body = NOTHING.replace(b"<results/>", ROW)
    with pytest.raises(StoreError, match="still has 1"):
        prune(connected(Recorder(200, body)), [], journal)
    assert journal.digests() == {GRAPH.name: GRAPH.digest}


FAULTS = [
    (503, {}, [1.0, 2.0, 4.0, 8.0], "busy: tried five times with growing waits"),
    (429, {"Retry-After": "7"}, [7.0] * 4, "too many requests: waits as it is told"),
    (401, {}, [], "refused: once"),
    (404, {}, [], "not there: once"),
    (301, {"Location": "http://evil.org"}, [], "elsewhere: not followed, a password would go along"),
]


@pytest.mark.parametrize(("status", "headers", "waits", "reason"), FAULTS, ids=[row[3] for row in FAULTS])
def test_what_is_tried_again(status: int, headers: dict[str, str], waits: list[float], reason: str) -> None:
    """What may pass is tried again, a refusal is not; then one clear error with the host and the status."""
    recorder, slept = Recorder(status, headers=headers), []
    with pytest.raises(NetworkError, match=rf"h\.org.*{status}"):
        put(connected(recorder, sleep=slept.append), GRAPH)
    assert slept == waits
    assert len(recorder.seen) == len(waits) + 1


def test_waits_end_by_the_deadline() -> None:
    """A wait that would outlast the deadline is not begun."""
    recorder, slept = Recorder(503, headers={"Retry-After": "3600"}), []
    with pytest.raises(NetworkError, match="503"):
        put(connected(recorder, sleep=slept.append, deadline=60), GRAPH)
    assert slept == []


@pytest.mark.parametrize("address", ["ftp://h.org", "h.org", "http://", "http://me:secret@h.org", "http://h.org:x", ""])
def test_addresses_that_are_none(address: str) -> None:
    """What is no address, or holds a password, is refused without being repeated."""
    with pytest.raises(StoreError) as told:
        Connection(address)
    assert "secret" not in str(told.value)


def test_a_cut_journal_is_read(tmp_path: Path) -> None:
    """A line that a kill has cut costs nothing but its own graph."""
    journal = Journal(tmp_path / "j", "http://h.org")
    journal.path.write_bytes(b'\n["http://h.org", "https://x.org/cut", "12')
    journal.add(GRAPH)
    assert journal.digests() == {GRAPH.name: GRAPH.digest}


def test_statements_without_a_graph(tmp_path: Path) -> None:
    """Statements in no named graph need to be told where they go."""
    (tmp_path / "a.ttl").write_text("<urn:s> <urn:p> <urn:o> .", encoding="utf-8")
    with pytest.raises(StoreError, match="--graph IRI"):
        list(named_graphs(tmp_path / "a.ttl"))
    assert list(named_graphs(tmp_path / "a.ttl", default="https://x.org/g")) == [GRAPH]


def test_a_cut_answer_is_said() -> None:
    """Where Virtuoso gives fewer rows than there are, the answer says so."""
    body = (
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head><results/></sparql>'
    )
    for headers, cut in (({"X-SPARQL-MaxRows": "10000"}, True), ({}, False)):
        answer = RemoteStore(connected(Recorder(200, body, headers), "virtuoso")).query("SELECT ?s { ?s ?p ?o }")
        assert getattr(answer, "cut", None) is cut


def test_an_answer_that_takes_too_long() -> None:
    """Out of time is told as it is for every store, and a busy server as busy."""
    slow = connected(Recorder(503), sleep=lambda seconds: time.sleep(seconds / 10))
    with pytest.raises(NetworkError, match="503; try again later"):
        RemoteStore(slow).query("ASK {}", timeout=30)

    def stalls(request: httpx.Request) -> httpx.Response:
        time.sleep(0.02)
        raise httpx.ReadTimeout("silent", request=request)

    late = Connection("http://h.org", transport=httpx.MockTransport(stalls), sleep=lambda _seconds: None)
    with pytest.raises(QueryError, match=r"longer than 0\.01 seconds"):
        RemoteStore(late).query("ASK {}", timeout=0.01)

"""Loading into servers: the requests by kind, what is tried again, and what is not sent twice."""

from pathlib import Path

import httpx
import pytest

from kg.errors import NetworkError, StoreError
from kg.stores.loading import Journal, NamedGraph, Server, named_graphs

GRAPH = NamedGraph("https://x.org/g", b"<urn:s> <urn:p> <urn:o> .\n", 1)
REQUESTS = [
    ("oxigraph", "/store?graph=", "the Oxigraph server"),
    ("virtuoso", "/sparql-graph-crud-auth?graph-uri=", "Virtuoso's own parameter"),
    ("fuseki", "/data?graph=", "the data service of a dataset"),
    ("graphdb", "/rdf-graphs/service?graph=", "RDF4J's protocol"),
    ("rdf4j", "/rdf-graphs/service?graph=", "RDF4J's protocol"),
    ("neptune", "/sparql/gsp/?graph=", "Neptune's path"),
    ("stardog", "?graph=", "the database itself"),
    ("generic", "?graph=", "the address itself"),
]


@pytest.mark.parametrize(("kind", "path", "reason"), REQUESTS, ids=[row[0] for row in REQUESTS])
def test_requests(kind: str, path: str, reason: str) -> None:
    """One PUT of Turtle per graph, at the address that the kind of store documents."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    Server("http://h.org/db", kind, transport=httpx.MockTransport(answer)).put(GRAPH)
    assert [(one.method, str(one.url), one.content) for one in seen] == [
        ("PUT", f"http://h.org/db{path}https%3A%2F%2Fx.org%2Fg", GRAPH.data)
    ], reason


@pytest.mark.parametrize(("status", "times"), [(503, 5), (429, 5), (401, 1), (404, 1)])
def test_what_is_tried_again(status: int, times: int) -> None:
    """What may pass is tried five times with growing waits, a refusal once; then one clear error."""
    asked, waits = [], []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(status)

    server = Server("http://h.org", sleep=waits.append, transport=httpx.MockTransport(answer))
    with pytest.raises(NetworkError, match=str(status)):
        server.put(GRAPH)
    assert len(asked) == times
    assert waits == [1.0, 2.0, 4.0, 8.0][: times - 1]


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

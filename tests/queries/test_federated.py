"""Templates that join Wikidata, against a stand-in on loopback in Wikidata's own vocabulary."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.errors import ParameterError, QueryError
from kg.queries import bind, load, run, run_text
from kg.resources import folder
from tests.queries.engines import engine

QUERIES = load(folder("queries") / "federated")
WIKIDATA = """PREFIX wd: <http://www.wikidata.org/entity/> PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/> PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pq: <http://www.wikidata.org/prop/qualifier/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
wd:Q30 wdt:P1082 331000000 ; wdt:P463 wd:Q7184 ; p:P6 <urn:t1>, <urn:t2> .
wd:Q999999999 wdt:P1082 5 ; wdt:P463 wd:Q7184 .
<urn:t1> ps:P6 wd:Q1 ; pq:P580 "2017-01-20T00:00:00Z"^^xsd:dateTime ; pq:P582 "2021-01-20T00:00:00Z"^^xsd:dateTime .
<urn:t2> ps:P6 wd:Q2 ; pq:P580 "2021-01-20T00:00:00Z"^^xsd:dateTime .
wd:Q1 rdfs:label "First Holder"@en . wd:Q2 rdfs:label "Second Holder"@en, "Zweite"@de .
"""


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    store = pyoxigraph.Store()
    store.load(WIKIDATA, format=RdfFormat.TURTLE)

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = self.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
            self._answer(parse_qs(body)["query"][0] if form else body)

        def do_GET(self) -> None:
            self._answer(parse_qs(urlsplit(self.path).query)["query"][0])

        def _answer(self, query: str) -> None:
            found = store.query(query).serialize(format=QueryResultsFormat.JSON)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.send_header("Content-Length", str(len(found)))
            self.end_headers()
            self.wfile.write(found)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server asks for
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()
    thread.join()


ROWS = [
    ("population", {}, [("United States", "331000000")], "a number"),
    ("nato-members", {}, [("United States",)], "of the linked states only"),
    (
        "office-holders-on",
        {"on": "2024-05-03T00:00:00Z"},
        [("United States", "Q2", "Second Holder")],
        "a term that lasts",
    ),
    (
        "office-holders-on",
        {"on": "2019-05-03T00:00:00Z"},
        [("United States", "Q1", "First Holder")],
        "a term that ended",
    ),
    ("office-holders-on", {"on": "2009-05-03T00:00:00Z"}, [], "before any term"),
]


@pytest.mark.parametrize(("name", "values", "expected", "reason"), ROWS, ids=[f"{r[0]}: {r[3]}" for r in ROWS])
def test_rows_join_the_graph_with_wikidata(
    name: str, values: dict[str, str], expected: list[tuple[str, ...]], reason: str, endpoint: str
) -> None:
    """A template gives the rows of the stand-in for the states of the graph."""
    answer = run(QUERIES[name], engine("oxigraph"), {**values, "endpoint": endpoint})
    assert [tuple(value.removeprefix("wd:") for value in row[1:]) for row in answer.rows] == expected


def test_every_template_is_marked_and_tried() -> None:
    """Every template says that it asks another server, is in the table, and is none of the queries that stay here."""
    assert set(QUERIES) == {row[0] for row in ROWS}
    assert all(query.federated and "wikidata" in query.tags for query in QUERIES.values())
    assert not any(query.federated for query in load().values())


def test_only_templates_ask_other_servers(endpoint: str) -> None:
    """A query of one's own cannot ask another server, and an endpoint is an IRI and nothing more."""
    with pytest.raises(QueryError, match="SERVICE"):
        run_text(f"SELECT * {{ SERVICE <{endpoint}> {{ ?s ?p ?o }} }}", engine("oxigraph"))
    for value in (f"{endpoint}> {{ }} SERVICE <{endpoint}", "file:///etc/passwd", "?s", "silent"):
        with pytest.raises(ParameterError):
            bind(QUERIES["population"], {"endpoint": value})

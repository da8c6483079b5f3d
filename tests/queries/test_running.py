"""Running queries: limits, messages, ad-hoc text, and the formats answers are written in."""

import csv
import io
import json

import pyoxigraph
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.errors import QueryError
from kg.queries import FORMATS, Form, check, load, run, run_text, serialise
from kg.stores import Triples
from tests.queries.engines import ENGINES, engine

QUERIES = load()
LABELS = "SELECT ?label { ?s a defco:State ; rdfs:label ?label } ORDER BY ?label"


@pytest.mark.parametrize("name", ENGINES)
def test_a_limit_cuts_rows_and_says_so(name: str) -> None:
    """At most ``limit`` rows come back; the message is there only if there were more."""
    cut = run_text(LABELS, engine(name), limit=2)
    assert cut.rows == (("Djibouti",), ("France",))
    assert "only the first 2 rows" in str(cut.message)
    whole = run_text(LABELS, engine(name), limit=5)
    assert (len(whole.rows), whole.message) == (5, None)


@pytest.mark.parametrize("name", ENGINES)
def test_a_limit_cuts_triples_too(name: str) -> None:
    """A graph is cut by its triples."""
    result = run(QUERIES["cooperation-network"], engine(name), limit=3)
    assert isinstance(result.answer, Triples)
    assert len(result.answer.triples) == 3
    assert "only the first 3 triples" in str(result.message)


def test_rows_for_people() -> None:
    """IRIs of known vocabularies are CURIEs, unbound variables are empty, an ASK is yes or no."""
    store = engine("oxigraph")
    query = "SELECT ?t ?none { <https://w3id.org/defco/id/state/kenya> a ?t OPTIONAL { ?t rdfs:label ?none } }"
    result = run_text(query, store)
    assert (result.columns, result.rows) == (("t", "none"), (("defco:State", ""),))
    assert run_text("ASK { ?s a defco:State }", store).rows == (("yes",),)


REFUSED = [
    ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT", "an update"),
    ("PREFIX a: <urn:a> DROP ALL", "DROP", "an update behind a prologue"),
    ("SELECT * {} ; DROP ALL", "parsed", "an update behind a query"),
    ("LOAD <http://127.0.0.1/>", "LOAD", "a request to another server"),
    ("ASK { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE", "another server"),
    ("ASK { service silent ?x { ?s ?p ?o } }", "SERVICE", "another server, in small letters"),
    ("ASK { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "escape", "a keyword that only some engines see"),
    ("# nothing", "nothing", "no query at all"),
    ("SELECT * {", "parsed", "half a query"),
]


@pytest.mark.parametrize(("text", "said", "reason"), REFUSED, ids=[row[2] for row in REFUSED])
def test_only_queries_that_read_are_run(text: str, said: str, reason: str) -> None:
    """Ad-hoc text that is no SELECT, ASK, CONSTRUCT or DESCRIBE, or asks a server, is refused in one line."""
    with pytest.raises(QueryError, match=said) as caught:
        run_text(text, engine("oxigraph"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("# SELECT\nASK { ?s ?p 'INSERT SERVICE' }", Form.ASK),
        (
            "BASE <http://select/> PREFIX select: <drop> CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o ; select:service 1 }",
            Form.CONSTRUCT,
        ),
        ("describe <urn:x>", Form.DESCRIBE),
        ("SELECT (COUNT(*) AS ?service) {}", Form.SELECT),
    ],
)
def test_forms(text: str, form: Form) -> None:
    """The form is told by the first keyword behind the prologue, wherever else keywords may stand."""
    assert check(text) is form


def test_a_described_entity_is_a_graph() -> None:
    """DESCRIBE answers triples like CONSTRUCT."""
    result = run_text("DESCRIBE <https://w3id.org/defco/id/state/kenya>", engine("oxigraph"))
    assert ("https://w3id.org/defco/id/state/kenya", "rdfs:label", "Kenya") in result.rows


def test_formats_of_rows_can_be_read_back() -> None:
    """JSON, XML and TSV are read by another reader with the same values; CSV holds them as text."""
    result = run(QUERIES["aid-by-provider"], engine("oxigraph"))
    for name, syntax in (
        ("json", QueryResultsFormat.JSON),
        ("xml", QueryResultsFormat.XML),
        ("tsv", QueryResultsFormat.TSV),
    ):
        solutions = pyoxigraph.parse_query_results(serialise(result, name), syntax)
        assert tuple(tuple(solution) for solution in solutions) == result.terms
    (header, row) = list(csv.reader(io.StringIO(serialise(result, "csv").decode(), newline="")))
    assert tuple(header) == result.columns
    assert row[:4] == ["United States", "Kenya Defence Forces", "", "$10 million"]


def test_formats_of_graphs_can_be_read_back() -> None:
    """Turtle, RDF/XML and JSON-LD hold the same triples; CSV has three columns."""
    result = run(QUERIES["cooperation-network"], engine("oxigraph"))
    assert isinstance(result.answer, Triples)
    triples = set(result.answer.triples)
    for name, syntax in (("turtle", RdfFormat.TURTLE), ("xml", RdfFormat.RDF_XML), ("json", RdfFormat.JSON_LD)):
        assert {quad.triple for quad in pyoxigraph.parse(serialise(result, name), syntax)} == triples
    assert serialise(result, "csv").splitlines()[0] == b"subject,predicate,object"


def test_formats_do_not_depend_on_the_engine() -> None:
    """The same answer gives the same bytes, whichever engine found it."""
    for name, format_ in (("cooperation-network", "turtle"), ("visits", "json"), ("visits", "csv")):
        first, second = (serialise(run(QUERIES[name], engine(engine_name)), format_) for engine_name in ENGINES)
        assert first == second


@pytest.mark.parametrize(
    ("format_", "expected"),
    [("csv", b"true\n"), ("tsv", b"true\n"), ("json", b'{"head": {}, "boolean": true}\n')],
)
def test_formats_of_a_truth(format_: str, expected: bytes) -> None:
    """Yes or no has a form in every format but Turtle."""
    assert serialise(run_text("ASK { ?s ?p ?o }", engine("oxigraph")), format_) == expected


def test_a_truth_in_xml_can_be_read_back() -> None:
    """The XML of an ASK is that of the W3C."""
    written = serialise(run_text("ASK { ?s ?p 'no such' }", engine("oxigraph")), "xml")
    assert not bool(pyoxigraph.parse_query_results(written, QueryResultsFormat.XML))


def test_formats_that_do_not_fit() -> None:
    """Turtle for rows, and a format nobody knows, are one-line errors that name the fitting ones."""
    rows, truth = (run_text(text, engine("oxigraph")) for text in (LABELS, "ASK {}"))
    for result in (rows, truth):
        with pytest.raises(QueryError, match="csv, tsv, json or xml"):
            serialise(result, "turtle")
    with pytest.raises(QueryError, match=", ".join(FORMATS)):
        serialise(rows, "pdf")
    assert json.loads(serialise(rows, "json"))["head"] == {"vars": ["label"]}

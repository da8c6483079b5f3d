"""Facts on what a graph is linked to, from a real endpoint."""

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, RdfFormat, parse

from kg.cli import main
from kg.errors import ParameterError, QueryError
from kg.pipeline.enriching import enrich, fact_queries
from kg.pipeline.graph_file import GraphFile
from kg.pipeline.services import wikidata
from kg.queries import run_text
from kg.settings import Settings
from kg.stores import open_files
from tests.linking.oxigraph_server import endpoint

GRAPH = """
@prefix defco: <https://w3id.org/defco/ontology#> .
@prefix wd: <http://www.wikidata.org/entity/> .
<https://w3id.org/defco/id/article/a> a defco:Article .
<urn:d1> defco:linkFor <urn:kenya> ; defco:linkTarget wd:Q114 .
<urn:d2> defco:linkFor <urn:qponm> ; defco:linkTarget wd:Q990000010 .
<urn:d3> defco:linkFor <urn:works> ; defco:linkTarget wd:Q990000012 .
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with endpoint() as found:
        yield found


@pytest.fixture
def graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


def enriched(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["enrich", *map(str, arguments), "-q"])
    return int(ended.value.code or 0)


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        pytest.param("codes", 'wd:Q114 wdt:P297 "KE"', id="code-of-a-state"),
        pytest.param("labels", 'wd:Q114 rdfs:label "كينيا"@ar', id="label-in-another-language"),
        pytest.param("memberships", "wd:Q114 wdt:P463 wd:Q990000013", id="membership"),
        pytest.param("memberships", 'wd:Q990000013 rdfs:label "League of Qponm"@en', id="name-of-what-it-is-in"),
        pytest.param("places", 'wd:Q990000012 wdt:P625 "Point(36.8 -1.3)"', id="coordinates"),
        pytest.param(
            "terms-of-office",
            'wd:Q990000010 p:P39/pq:P580 "2018-03-01T00:00:00Z"^^xsd:dateTime',
            id="term",
        ),
    ],
)
def test_facts_are_written_beside_the_graph(address: str, graph: Path, name: str, fact: str) -> None:
    """Each in a graph of its own, on the items themselves, with the endpoint and the date; the graph stays as it is."""
    assert enriched(graph, "--facts", name, "--endpoint", address, "--contact", "mailto:x@example.org") == 0
    assert graph.read_text(encoding="utf-8") == GRAPH
    path = graph.with_name("graph.wikidata.trig")
    place = f"<https://w3id.org/defco/id/graph/wikidata-{name}>"
    today = datetime.datetime.now(datetime.UTC).date()
    property_ = "http://www.wikidata.org/prop/"
    prefixes = f"PREFIX wdt: <{property_}direct/> PREFIX p: <{property_}> PREFIX pq: <{property_}qualifier/> "
    asked = f"{prefixes}ASK {{ {fact} }}"
    assert run_text(asked, open_files([path])).rows == (("yes",),)
    quads = list(parse(path.read_bytes(), RdfFormat.TRIG))
    assert {str(quad.graph_name) for quad in quads} == {place}
    assert any(str(q.subject) == place and q.object.value == address for q in quads)
    assert any(str(q.subject) == place and q.object.value == today.isoformat() for q in quads)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_what_was_answered_is_there_offline(address: str, graph: Path) -> None:
    """The cache gives the same bytes with no socket; without it the error says so."""
    arguments = (graph, "--endpoint", address)
    assert enriched(*arguments, "--offline") == 2
    assert enriched(*arguments, "--contact", "mailto:x@example.org") == 0
    path = graph.with_name("graph.wikidata.trig")
    first = path.read_bytes()
    path.unlink()
    assert enriched(*arguments, "--offline") == 0
    assert path.read_bytes() == first


def test_a_graph_without_links_asks_nothing(graph: Path) -> None:
    """No item, no question."""
    graph.write_text("", encoding="utf-8")
    found = enrich(GraphFile.read(graph), wikidata(Settings(contact="mailto:x@example.org")), fact_queries())
    assert (found.quads, found.items) == ((), 0)


def test_a_query_without_a_place_for_items_is_refused(graph: Path) -> None:
    """The error says what is missing."""
    with pytest.raises(QueryError, match="VALUES"):
        enrich(GraphFile.read(graph), wikidata(Settings(contact="m")), {"mine": "CONSTRUCT WHERE { ?s ?p ?o }"})


def test_unknown_facts_are_refused() -> None:
    """The error lists those there are."""
    with pytest.raises(ParameterError, match=r"“moods”; there are codes, labels"):
        fact_queries(["moods"])

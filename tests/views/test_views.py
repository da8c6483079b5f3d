"""What is inferred, drawn and described follows from what is settled, and is the same each time."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph

from kg.errors import ParameterError, StoreError
from kg.stores import Rows, open_files, open_writable
from kg.views import INFERRED, chronology, cooperation_network, description, infer
from kg.views.exports import export
from kg.views.pictures import draw_network, draw_timeline

GRAPH = Path(__file__).parents[1] / "queries" / "graph.trig"
HEAD = """@prefix : <https://w3id.org/defco/ontology#> . @base <https://w3id.org/defco/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<a> a :State ; rdfs:label "Alland" . <b> a :State ; rdfs:label "Borland" . <pact> a :Agreement ; rdfs:label "pact" .
<navy> a :ArmedForce ; rdfs:label "Borland Navy" ; :country <b> .
"""
SIGNATURE = "<s> a :Situation%s ; :situationType :Signature ; :party <a>, <b> ; :concernsAgreement <pact> .\n"


def claim(name: str, polarity: str, certainty: str, temporality: str) -> str:
    values = f":polarity :{polarity} ; :certainty :{certainty} ; :temporality :{temporality}"
    return f"<{name}> a :Claim ; :about <s> ; {values} .\n"


SETTLED = claim("c", "affirmed", "certain", "past")
DENIED = claim("d", "negated", "certain", "past")
ROWS = [
    (SIGNATURE % ", :Signature" + SETTLED, (True, "1", "0"), "settled"),
    (SIGNATURE % ", :Signature" + SETTLED + DENIED, (False, "0", "1"), "settled by one and denied by another"),
    (SIGNATURE % "" + DENIED, (False, None, None), "denied"),
    (SIGNATURE % "" + claim("c", "affirmed", "possible", "past"), (False, None, None), "only possible"),
    (SIGNATURE % "" + claim("c", "affirmed", "certain", "future"), (False, None, None), "planned"),
    (
        SIGNATURE % ", :Signature" + claim("c", "affirmed", "possible", "past"),
        (False, None, None),
        "wrongly typed",
    ),
]


def found(path: Path, body: str) -> pyoxigraph.Store:
    path.write_text(HEAD + body, encoding="utf-8")
    store = pyoxigraph.Store()
    for triple in infer(open_files([path])).triples:
        store.add(pyoxigraph.Quad(triple.subject, triple.predicate, triple.object))
    return store


def values(store: pyoxigraph.Store, term: str) -> list[str]:
    predicate = pyoxigraph.NamedNode(f"https://w3id.org/defco/ontology#{term}")
    return sorted(quad.object.value for quad in store.quads_for_pattern(None, predicate, None))


@pytest.mark.parametrize(("body", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_only_what_is_settled_leads_to_anything(
    tmp_path: Path, body: str, expected: tuple[bool, str | None, str | None], reason: str
) -> None:
    """Signatories and counts come of settled situations, and what is denied is counted apart."""
    store = found(tmp_path / "g.ttl", body)
    signed, settled, contested = expected
    base = "https://w3id.org/defco/id/"
    assert values(store, "signatory") == ([f"{base}a", f"{base}b"] if signed else [])
    assert values(store, "situationCount") == ([settled] if settled else [])
    assert values(store, "contestedCount") == ([contested] if contested else [])
    above = pyoxigraph.NamedNode("https://w3id.org/defco/ontology#AgreementEvent")
    situation = pyoxigraph.NamedNode(f"{base}s")
    assert any(store.quads_for_pattern(situation, None, above)) == (settled is not None)
    assert bool(values(store, "participant")) == (settled is not None)


def test_a_force_counts_for_its_state(tmp_path: Path) -> None:
    """A body or force takes part for its state."""
    drill = "<s> a :Situation, :JointExercise ; :situationType :JointExercise ; :participant <a>, <navy> .\n"
    assert values(found(tmp_path / "g.ttl", drill + SETTLED), "situationCount") == ["1"]


def test_inference_is_made_anew(tmp_path: Path) -> None:
    """What was inferred leads to nothing more, is the same each time, and goes when its ground goes."""
    first = infer(open_files([GRAPH]))
    assert first.triples
    with open_writable(tmp_path / "store") as store:
        store.replace("urn:g", _rdflib(HEAD + SIGNATURE % ", :Signature" + SETTLED))
        for _ in range(2):
            inferred = infer(store)
            store.replace(INFERRED, Graph().parse(data=inferred.serialise(RdfFormat.N_TRIPLES), format="nt"))
        again = infer(store)
        assert again.triples == inferred.triples
        store.replace("urn:g", _rdflib(HEAD + SIGNATURE % "" + DENIED))
        assert values_of(store, "signatory") != []
        store.replace(INFERRED, Graph().parse(data=infer(store).serialise(RdfFormat.N_TRIPLES), format="nt"))
        assert values_of(store, "signatory") == []


def _rdflib(text: str) -> Graph:
    return Graph().parse(data=text, format="turtle")


def values_of(store, term: str) -> list[str]:
    answer = store.query(f"SELECT ?o {{ ?s <https://w3id.org/defco/ontology#{term}> ?o }}")
    assert isinstance(answer, Rows)
    return sorted(str(row[0]) for row in answer.rows)


def test_exports_hold_every_tie() -> None:
    """CSV and GraphML have a row and an edge for each tie."""
    network = cooperation_network(open_files([GRAPH]))
    rows = list(csv.DictReader(io.StringIO(export(network, "csv").decode())))
    assert {(row["state"], row["other"]) for row in rows} >= {("Kenya", "United States"), ("France", "Kenya")}
    tree = ElementTree.fromstring(export(network, "graphml"))
    assert len(tree.findall(".//{*}edge")) == len(network.ties) == len(rows)
    with pytest.raises(StoreError, match="graphml, csv"):
        export(network, "gml")


@pytest.mark.parametrize("format_", ["png", "svg"])
def test_pictures_are_the_same_each_time(format_: str) -> None:
    """The same graph gives the same bytes of a picture of the kind asked for."""
    store = open_files([GRAPH])
    begin = b"\x89PNG" if format_ == "png" else b"<?xml"
    for draw, shown in ((draw_network, cooperation_network(store)), (draw_timeline, chronology(store))):
        picture = draw(shown, format_)  # type: ignore[operator]
        assert picture.startswith(begin)
        assert picture == draw(shown, format_)  # type: ignore[operator]


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    """A graph without ties, or without dates, is told in one line."""
    (tmp_path / "g.ttl").write_text(HEAD, encoding="utf-8")
    store = open_files([tmp_path / "g.ttl"])
    with pytest.raises(StoreError, match="no network"):
        cooperation_network(store)
    with pytest.raises(StoreError, match="no timeline"):
        chronology(store)


def test_a_description_counts() -> None:
    """The description gives the counts of the graph, its articles, and the licence only if one is given."""
    store = open_files([GRAPH])
    body = description(store, licence="https://spdx.org/licenses/CC0-1.0")
    graph = Graph().parse(data=body, format="turtle")
    (documents,) = graph.query("SELECT ?n { ?d <http://rdfs.org/ns/void#documents> ?n }")
    answer = store.query("SELECT ?a { ?a a <https://w3id.org/defco/ontology#Article> }")
    assert isinstance(answer, Rows)
    assert int(documents[0]) == len(answer.rows)
    assert b"CC0-1.0" in body
    assert b"No licence" in description(store)
    assert description(store) == description(store)
    with pytest.raises(ParameterError, match="IRI"):
        description(store, licence="MIT")

"""What went through a store: other forms of the same values, and a graph that the shapes still accept.

Stores keep values, not how they are written: Oxigraph gives ``"33"^^xsd:nonNegativeInteger`` back as an ``xsd:integer``
and ``1.0`` as ``1``. The shapes ask for whole numbers that are not negative, of either datatype.
"""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, RdfFormat
from rdflib import Graph

from kg.stores import Store, Triples, open_directory, open_files, open_writable
from kg.stores.remote import RemoteStore
from kg.stores.sending import drop, put
from kg.stores.sources import NamedGraph
from kg.validation import validate
from tests.queries.engines import connection
from tests.servers import running

EXAMPLE = Path(__file__).parents[2] / "examples" / "expected.ttl"
NAME = "https://x.org/graph/round-trip"
ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def exported(store: Store, syntax: RdfFormat = RdfFormat.TURTLE) -> Graph:
    """All that the store holds, as it gives it."""
    answer = store.query(ALL)
    assert isinstance(answer, Triples)
    assert not answer.cut
    return Graph().parse(data=pyoxigraph.serialize(answer.triples, format=syntax), format="turtle")


def on_disk(data: bytes, folder: Path) -> Graph:
    with open_writable(folder / "s") as store:
        store.replace_triples(NAME, (quad.triple for quad in pyoxigraph.parse(data, RdfFormat.N_TRIPLES)))
    return exported(open_directory(folder / "s"))


def in_memory(data: bytes, folder: Path) -> Graph:
    (folder / "g.nt").write_bytes(data)
    return exported(open_files([folder / "g.nt"]))


def on(kind: str) -> Callable[[bytes, Path], Graph]:
    def ask(data: bytes, _folder: Path) -> Graph:
        with running(kind) as address:
            connected = connection(kind, address)
            put(connected, NamedGraph(NAME, data, 0))
            try:
                return exported(RemoteStore(connected, default_graph=NAME))
            finally:
                drop(connected, NAME)
                connected.close()

    return ask


WAYS = {"on disk": on_disk, "in memory": in_memory, "oxigraph": on("oxigraph"), "virtuoso": on("virtuoso")}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_comes_out_of_a_store_is_valid(way: Callable[[bytes, Path], Graph], tmp_path: Path) -> None:
    """A graph that went through a store has as many statements as before, and breaks no shape."""
    data = pyoxigraph.serialize(pyoxigraph.parse(path=str(EXAMPLE)), format=RdfFormat.N_TRIPLES) or b""
    back = way(data, tmp_path)
    assert len(back) == len(Graph().parse(EXAMPLE))
    assert validate(back) == ()


@pytest.mark.parametrize("way", [on_disk, in_memory])
def test_what_was_wrong_stays_wrong(way: Callable[[bytes, Path], Graph], tmp_path: Path) -> None:
    """The shapes are not made lax for it: a negative offset is a violation after a store as before."""
    triples = {quad.triple for quad in pyoxigraph.parse(path=str(EXAMPLE))}
    one = min((t for t in triples if t.predicate.value.endswith("oa#start")), key=str)
    wrong = pyoxigraph.Triple(one.subject, one.predicate, Literal(-7))
    lines = pyoxigraph.serialize(triples - {one} | {wrong}, format=RdfFormat.N_TRIPLES) or b""
    found = validate(way(lines, tmp_path))
    assert one.subject.value in {violation.focus for violation in found}  # type: ignore[union-attr]


def test_the_commands(tmp_path: Path) -> None:
    """The same from the command line: load, export by a query, validate."""
    graph, store, out = tmp_path / "g.ttl", tmp_path / "s", tmp_path / "out.ttl"
    graph.write_bytes(EXAMPLE.read_bytes())

    def kg(*arguments: object) -> str:
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    kg("load", graph, "--graph", NAME, "--store", store, "-q")
    out.write_text(kg("query", "--sparql", ALL, "--store", store, "-f", "turtle"), encoding="utf-8")
    kg("validate", out)

"""Graph files of every syntax, and those that cannot be read."""

import gzip
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from kg.errors import QueryError, StoreError
from kg.stores import GRAPH_SUFFIXES, Rows, Truth, open_files
from tests.queries.engines import GRAPH

TRIPLE = '<https://x.org/s> <https://x.org/p> "é" .\n'
QUADS = list(pyoxigraph.parse(path=str(GRAPH)))
SYNTAXES = {
    ".ttl": RdfFormat.TURTLE,
    ".trig": RdfFormat.TRIG,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".json": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("suffix", GRAPH_SUFFIXES)
@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
def test_every_syntax_is_read(suffix: str, compressed: bool, tmp_path: Path) -> None:
    """The same statements are found whatever the syntax, each once though several graphs hold it."""
    syntax = SYNTAXES[suffix]
    statements = QUADS if syntax.supports_datasets else {quad.triple for quad in QUADS}
    data = pyoxigraph.serialize(statements, format=syntax)
    path = tmp_path / (f"graph{suffix}.gz" if compressed else f"GRAPH{suffix.upper()}")
    path.write_bytes(gzip.compress(data) if compressed else data)
    answer = open_files([path]).query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(answer, Rows)
    assert len(answer.rows) == len({quad.triple for quad in QUADS})


def test_files_and_folders_are_one_store(tmp_path: Path) -> None:
    """Several paths are asked together; a folder stands for the graph files below it and nothing else in it."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.nt").write_text(TRIPLE, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no graph", encoding="utf-8")
    (tmp_path / "b.ttl").write_text("<https://x.org/s> <https://x.org/p> 1 .", encoding="utf-8")
    store = open_files([tmp_path])
    assert store.query('ASK { ?s ?p "é" ; ?p 1 }') == Truth(value=True)
    assert store.query("ASK { ?s ?p ?a, ?b, ?c FILTER(?a < ?b && ?b < ?c) }") == Truth(value=False)


def broken(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


UNREADABLE = [
    ("bad.ttl", b"<https://x.org/s> <https://x.org/p>", "not valid Turtle", "a statement that breaks off"),
    ("bad.nq", b"\x00\x01\x02", "not valid N-Quads", "binary"),
    ("bad.nt", '<urn:s> <urn:p> "é" .'.encode("latin-1"), "not valid", "another encoding"),
    ("bad.jsonld", b"{", "not valid", "half a JSON document"),
    ("bad.rdf", b"<a>", "not valid RDF/XML", "XML that is no RDF"),
    ("bad.ttl.gz", TRIPLE.encode(), "cannot be read", "what is named gzip and is none"),
    ("cut.nt.gz", gzip.compress(TRIPLE.encode() * 100)[:-20], "cannot be read", "gzip that breaks off"),
    ("graph.txt", b"", r"use one of \.ttl", "a suffix that tells no syntax"),
]


@pytest.mark.parametrize(("name", "data", "said", "reason"), UNREADABLE, ids=[row[3] for row in UNREADABLE])
def test_unreadable_files(name: str, data: bytes, said: str, reason: str, tmp_path: Path) -> None:
    """A file that cannot be read is one line with its path and what is wrong."""
    path = broken(tmp_path, name, data)
    with pytest.raises(StoreError, match=said) as caught:
        open_files([path])
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))


def test_nothing_to_read(tmp_path: Path) -> None:
    """No file, a missing one and a folder without graphs are errors that tell what to give."""
    with pytest.raises(StoreError, match="no graph file was given"):
        open_files([])
    with pytest.raises(StoreError, match="no such file"):
        open_files([tmp_path / "missing.ttl"])
    with pytest.raises(StoreError, match="no graph file in this folder"):
        open_files([tmp_path])


def test_a_malformed_query_is_one_short_line(tmp_path: Path) -> None:
    """What the parser would have taken instead may be long; the message is not."""
    with pytest.raises(QueryError, match="cannot be parsed") as caught:
        open_files([GRAPH]).query("ASK {")
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)

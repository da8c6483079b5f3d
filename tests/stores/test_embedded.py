"""The store on disk: one graph per article, replaced whole, one writer at a time."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.stores import Rows, Truth, embedded, open_directory, open_writable
from kg.stores.embedded import EmbeddedStore
from kg.stores.ontology import ONTOLOGY, put_ontology

A, B = "https://x.org/graph/a", "https://x.org/graph/b"


def graph(*values: int) -> rdflib.Graph:
    """A graph that says p of s for each value; the same statement may stand in several graphs."""
    made = rdflib.Graph()
    for value in values:
        made.add((rdflib.URIRef("https://x.org/s"), rdflib.URIRef("https://x.org/p"), rdflib.Literal(value)))
    return made


def contents(path: Path) -> dict[str, list[str]]:
    answer = open_directory(path).query("SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?o")
    assert isinstance(answer, Rows)
    found: dict[str, list[str]] = {}
    for name, value in answer.rows:
        found.setdefault(name.value, []).append(value.value)
    return found


def merged(path: Path) -> list[str]:
    answer = open_directory(path).query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
    assert isinstance(answer, Rows)
    return [row[0].value for row in answer.rows if row[0]]


VALUES = st.none() | st.sets(st.integers(0, 3))
STEPS = st.lists(st.tuples(st.sampled_from([A, B, "https://x.org/graph/c"]), VALUES), max_size=8)


@given(STEPS)
@settings(max_examples=25, deadline=None)
def test_the_default_graph_is_the_merge(steps: list[tuple[str, set[int] | None]]) -> None:
    """After any replacements and removals, a query finds each statement once while some article makes it."""
    model: dict[str, set[int]] = {}
    with TemporaryDirectory() as folder, open_writable(Path(folder) / "s") as store:
        for name, values in steps:
            if values is None:
                store.remove(name)
                model.pop(name, None)
            else:
                store.replace(name, graph(*values))
                model[name] = values
        answer = store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
        assert isinstance(answer, Rows)
        expected = sorted(set().union(*model.values()))
        assert [int(row[0].value) for row in answer.rows if row[0]] == expected
        assert len(store) == len(expected)


def test_replacing_leaves_everything_else(tmp_path: Path) -> None:
    """Ingesting an article again replaces exactly its own statements, those shared with another article included."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1, 2))
        store.replace(B, graph(2, 3))
        store.replace(A, graph(4))
    assert contents(tmp_path / "s") == {A: ["4"], B: ["2", "3"]}
    assert merged(tmp_path / "s") == ["2", "3", "4"]


def test_replacing_by_the_same_or_by_nothing(tmp_path: Path) -> None:
    """The same graph twice changes nothing; an empty graph leaves no statement."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
        store.replace(A, graph(1))
        assert len(store) == 1
        store.replace(A, graph())
        assert len(store) == 0


def test_values_come_back_as_they_were(tmp_path: Path) -> None:
    """Strings that look like SPARQL are statements like any other."""
    text = '" } } ; DROP ALL ; # \\ \n é'
    made = rdflib.Graph()
    made.add((rdflib.URIRef("https://x.org/s"), rdflib.URIRef("https://x.org/p"), rdflib.Literal(text)))
    with open_writable(tmp_path / "s") as store:
        store.replace(B, graph(1))
        store.replace(A, made)
    assert contents(tmp_path / "s") == {A: [text], B: ["1"]}


def test_removing(tmp_path: Path) -> None:
    """Removing takes one graph, and tells whether it was there."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
        store.replace(B, graph(1))
        assert store.remove(A)
        assert not store.remove(A)
        assert store.graphs() == (B,)


def test_a_name_that_is_no_iri(tmp_path: Path) -> None:
    """A malformed graph name is an error and changes nothing."""
    with open_writable(tmp_path / "s") as store:
        store.replace(B, graph(1))
        for name in ("no iri", "https://x.org/> { } } ; DROP ALL ; #"):
            with pytest.raises(StoreError, match="is no IRI"):
                store.replace(name, graph(2))
            with pytest.raises(StoreError, match="is no IRI"):
                store.remove(name)
    assert contents(tmp_path / "s") == {B: ["1"]}


def test_a_failed_replacement_changes_nothing(tmp_path: Path) -> None:
    """An error in the middle leaves the graph as it was: dropping and inserting are one transaction."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
        with pytest.raises(StoreError, match="cannot be written"):
            # the second operation divides the work: it can only fail after the first has run
            store._update(f"DROP GRAPH <{A}> ; LOAD <http://127.0.0.1:9/none> INTO GRAPH <{A}>")
    assert contents(tmp_path / "s") == {A: ["1"]}


def test_readers_beside_a_writer(tmp_path: Path) -> None:
    """A store can be read while it is written; the reader sees what was there when it opened."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
        reader = open_directory(tmp_path / "s")
        store.replace(A, graph(1, 2))
        assert len(reader) == 1
        assert len(open_directory(tmp_path / "s")) == 2


def test_a_reader_that_meets_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the writer's merging took away under the reader's hands is looked for again, not called damage."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
    misses = iter([OSError("No such file or directory: 000009.sst")] * 2)

    def reader(path: Path) -> EmbeddedStore:
        for miss in misses:
            raise miss
        return EmbeddedStore(pyoxigraph.Store.read_only(str(path)), path)

    monkeypatch.setattr(embedded, "_reader", reader)
    assert len(open_directory(tmp_path / "s")) == 1


def test_a_second_writer_is_told(tmp_path: Path) -> None:
    """While one writes, another gets a clear error, in this process or another; afterwards it may write."""
    path = tmp_path / "s"
    code = "import sys; from pathlib import Path; from kg.stores import open_writable; open_writable(Path(sys.argv[1]))"
    with open_writable(path) as store:
        store.replace(A, graph(1))
        with pytest.raises(StoreError, match="another process is writing"):
            open_writable(path)
        other = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
        assert "another process is writing" in other.stderr
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0
    assert contents(path) == {A: ["1"]}


def test_a_killed_writer_leaves_whole_articles(tmp_path: Path) -> None:
    """After a kill in the middle of writing, the store opens, and no article is there in part."""
    path = tmp_path / "s"
    code = """if True:
        import sys, rdflib
        from pathlib import Path
        from kg.stores import open_writable
        store = open_writable(Path(sys.argv[1]))
        for number in range(10000):
            made = rdflib.Graph()
            for value in range(50):
                subject = rdflib.URIRef(f"https://x.org/{number}")
                made.add((subject, rdflib.URIRef("https://x.org/p"), rdflib.Literal(value)))
            store.replace(f"https://x.org/graph/{number % 7}", made)
            print(number, flush=True)
    """
    writer = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    with writer.stdout as written:
        while written.readline().strip() != "20":
            assert writer.poll() is None
        writer.kill()
    writer.wait()
    assert [len(values) for values in contents(path).values()] == [50] * 7
    with open_writable(path) as store:
        store.replace(A, graph(1))


NO_STORES = [
    ("file", "needs a folder of its own", "no store in this folder"),
    ("full", "something that is no store", "no store in this folder"),
]


@pytest.mark.parametrize(("name", "writing", "reading"), NO_STORES, ids=["a file", "another folder"])
def test_what_is_no_store(name: str, writing: str, reading: str, tmp_path: Path) -> None:
    """A file, or a folder that holds something else, is neither opened nor written into."""
    (tmp_path / "file").write_text("text", encoding="utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("text", encoding="utf-8")
    with pytest.raises(StoreError, match=writing):
        open_writable(tmp_path / name)
    with pytest.raises(StoreError, match=reading):
        open_directory(tmp_path / name)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_a_damaged_store(tmp_path: Path) -> None:
    """A store whose files are damaged is one line with its path."""
    open_writable(tmp_path / "s").close()
    (tmp_path / "s" / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be read"):
        open_directory(tmp_path / "s")
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        open_writable(tmp_path / "s")


def test_the_ontology_is_kept_apart(tmp_path: Path) -> None:
    """The ontology is asked by the name of its graph, and counts nowhere else; put again, it is there once."""
    with open_writable(tmp_path / "s") as store:
        store.replace(A, graph(1))
        put_ontology(store)
        put_ontology(store)
        assert len(store) == 1
        assert store.graphs() == (ONTOLOGY, A)
    query = "ASK { GRAPH <%s> { <%s> a <http://www.w3.org/2002/07/owl#Class> } }"
    named = "https://w3id.org/defco/ontology#ArmsTransfer"
    assert open_directory(tmp_path / "s").query(query % (ONTOLOGY, named)) == Truth(True)
    assert open_directory(tmp_path / "s").query(f"ASK {{ <{named}> ?p ?o }}") == Truth(False)

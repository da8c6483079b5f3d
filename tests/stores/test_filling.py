"""Loading into a store on disk: the same store however often, and in whatever pieces, it is loaded."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kg.stores import Rows, open_directory, open_writable
from kg.stores.loading import fill
from kg.stores.sources import NamedGraph, named_graphs

GOLDEN = Path(__file__).parents[1] / "queries" / "graph.trig"


def graph(name: str, values: set[int]) -> NamedGraph:
    triples = [Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal(value)) for value in sorted(values)]
    return NamedGraph(name, pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"", len(triples))


def contents(path: Path) -> tuple[dict[str, set[str]], list[str]]:
    """What each graph holds, and what the default graph does."""
    store = open_directory(path)
    named = store.query("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    merged = store.query("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(named, Rows)
    assert isinstance(merged, Rows)
    found: dict[str, set[str]] = {}
    for name, *triple in named.rows:
        found.setdefault(str(name), set()).add(" ".join(map(str, triple)))
    return found, sorted(" ".join(map(str, row)) for row in merged.rows)


LOADS = st.lists(
    st.dictionaries(st.sampled_from(["urn:a", "urn:b", "urn:c", "urn:d"]), st.sets(st.integers(0, 4))), max_size=4
)


@given(LOADS)
@settings(max_examples=25, deadline=None)
def test_any_loads_leave_the_last_of_each_graph(loads: list[dict[str, set[int]]]) -> None:
    """Each graph holds what it was last loaded with, the default graph each statement of all once."""
    model: dict[str, set[int]] = {}
    with TemporaryDirectory() as folder, open_writable(Path(folder) / "s") as store:
        for load in loads:
            model |= load
            fill(store, [graph(name, values) for name, values in load.items()])
            assert fill(store, [graph(name, values) for name, values in model.items()]).sent == 0
        answer = store.query("SELECT ?o { ?s ?p ?o } ORDER BY ?o")
        assert isinstance(answer, Rows)
        assert [int(row[0].value) for row in answer.rows if row[0]] == sorted(set().union(*model.values()))
        assert store.graphs() == tuple(sorted(model))


def test_values_that_a_store_writes_otherwise_are_the_same(tmp_path: Path) -> None:
    """A literal that the store gives back in another form of the same value is no difference."""
    xsd = "http://www.w3.org/2001/XMLSchema#"
    data = f'<urn:s> <urn:p> "1.0"^^<{xsd}decimal> .\n<urn:s> <urn:q> "07"^^<{xsd}nonNegativeInteger> .\n'
    with open_writable(tmp_path / "s") as store:
        assert fill(store, [NamedGraph("urn:g", data.encode(), 2)]).sent == 1
        assert fill(store, [NamedGraph("urn:g", data.encode(), 2)]).sent == 0


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """What would be written is counted, and nothing is."""
    with open_writable(tmp_path / "s") as store:
        assert fill(store, named_graphs(GOLDEN), dry=True).sent == 3
        assert store.graphs() == ()


@pytest.mark.parametrize("line", ["1", "2"])
def test_a_killed_load_is_taken_up(line: str, tmp_path: Path) -> None:
    """Killed after its first or second transaction and run again, it leaves the store of an unbroken load."""
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    with open_writable(whole) as store:
        fill(store, named_graphs(GOLDEN))
    code = f"""if True:
        import os, signal, sys
        from pathlib import Path
        from kg.stores import loading, open_writable
        from kg.stores.sources import named_graphs
        loading._TRANSACTION, done = 1, 0
        store = open_writable(Path(sys.argv[2]))
        apply = type(store).apply
        def killed(self, changes):
            global done
            apply(self, changes)
            done += 1
            if done == {line}:
                os.kill(os.getpid(), signal.SIGKILL)
        type(store).apply = killed
        loading.fill(store, named_graphs(Path(sys.argv[1])))
    """
    ended = subprocess.run([sys.executable, "-c", code, str(GOLDEN), str(broken)], check=False)
    assert ended.returncode == -9
    with open_writable(broken) as store:
        assert fill(store, named_graphs(GOLDEN)).sent == 3 - int(line)
    assert contents(broken) == contents(whole)

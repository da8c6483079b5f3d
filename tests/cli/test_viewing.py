"""The commands that make something anew of a graph."""

from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Graph

from kg.cli import main
from kg.stores import open_directory, open_writable
from kg.views import INFERRED

GRAPH = str(Path(__file__).parents[1] / "queries" / "graph.trig")


def code_of(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


ROWS = [
    (["infer", GRAPH, "-o", "{}/i.trig"], "i.trig", b"graph:inferred", "the suffix tells the syntax, in its own graph"),
    (["export", GRAPH, "-o", "{}/n.csv"], "n.csv", b"state,other", "a table of ties"),
    (["export", GRAPH, "-o", "{}/n.graphml"], "n.graphml", b"<graphml", "for other programs"),
    (["plot", "network", GRAPH, "-o", "{}/n.svg"], "n.svg", b"<svg", "a picture to scale"),
    (["plot", "timeline", GRAPH, "-o", "{}/t.png"], "t.png", b"\x89PNG", "a picture to paste"),
    (["describe", GRAPH, "-o", "{}/d.ttl"], "d.ttl", b"void:triples", "a description"),
]


@pytest.mark.parametrize(("arguments", "file", "held", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_files_are_written(arguments: list[str], file: str, held: bytes, reason: str, tmp_path: Path) -> None:
    """Each command writes the file that it is asked for, in the format that the suffix tells."""
    assert code_of(*(argument.format(tmp_path) for argument in arguments)) == 0
    assert held in (tmp_path / file).read_bytes()


MISTAKES = [
    (["infer"], "GRAPH", "nothing to read"),
    (["infer", "--store", "{}/none"], "there is no store", "a folder that is none is not made one"),
    (["plot", "network", GRAPH, "-o", "{}/n.pdf"], "png, svg", "a format nobody draws"),
    (["describe", GRAPH, "--licence", "MIT"], "IRI", "a licence that is no IRI"),
]


@pytest.mark.parametrize(("arguments", "said", "reason"), MISTAKES, ids=[row[2] for row in MISTAKES])
def test_mistakes_are_one_line(
    arguments: list[str], said: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done is told on one line, with exit code 2 and no file."""
    assert code_of(*(argument.format(tmp_path) for argument in arguments)) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_store_gets_what_was_inferred(tmp_path: Path) -> None:
    """With --store what was inferred is put into a graph of its own, the same if done twice."""
    source = pyoxigraph.Store()
    source.load(path=GRAPH)
    folder = tmp_path / "store"
    lines = "\n".join(f"{quad.triple} ." for quad in source)
    with open_writable(folder) as store:
        store.replace("urn:g", Graph().parse(data=lines, format="nt"))
    sizes = []
    for _ in range(2):
        assert code_of("infer", "--store", str(folder)) == 0
        opened = open_directory(folder)
        assert INFERRED in opened.graphs()
        sizes.append(len(opened))
        del opened
    assert sizes[0] == sizes[1]

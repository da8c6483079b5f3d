"""A kill at any write of ``kg load --store`` or ``kg build --store``, then once more: the same store."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.stores import Rows, open_directory

GOLDEN = Path(__file__).parents[1] / "queries" / "graph.trig"
ARTICLES = Path(__file__).parents[2] / "examples" / "articles"

#: Runs the command, and kills itself before or after the update of this number, the first being 1.
KILLED = """
import os, signal, sys
from kg.__main__ import main
from kg.stores.embedded import WritableStore

number, after, sys.argv[1:] = int(sys.argv[1]), sys.argv[2] == "after", sys.argv[3:]
update, count = WritableStore._update, 0

def counted(store, text):
    global count
    count += 1
    if count == number and not after:
        os.kill(os.getpid(), signal.SIGKILL)
    update(store, text)
    if count == number:
        os.kill(os.getpid(), signal.SIGKILL)

WritableStore._update = counted
main()
"""


def held(path: Path) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """What the named graphs hold, and what the default graph does."""
    store = open_directory(path)
    found = []
    for query in ("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }", "SELECT ?s ?p ?o { ?s ?p ?o }"):
        answer = store.query(query)
        assert isinstance(answer, Rows)
        found.append({tuple(str(term) for term in row) for row in answer.rows})
    return found[0], found[1]


def command(name: str, store: Path) -> list[str]:
    if name == "load":
        return ["load", str(GOLDEN), "--store", str(store), "-q"]
    articles = [str(ARTICLES / one) for one in ("ghana-logistics.txt", "gulf-of-cadiz.json")]
    return ["build", *articles, "--store", str(store), "-q"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What each command leaves when nothing breaks it."""
    found: dict[str, object] = {}
    for name in ("load", "build"):
        path = tmp_path_factory.mktemp(name) / "s"
        subprocess.run([sys.executable, "-m", "kg", *command(name, path)], check=True)
        found[name] = held(path)
    return found


MOMENTS = [
    ("load", 1, "before", "nothing was written yet"),
    ("load", 1, "after", "all was written, and nothing told"),
    ("build", 1, "after", "only the ontology is there"),
    ("build", 2, "before", "at the first article"),
    ("build", 2, "after", "one article of two"),
    ("build", 3, "after", "both articles"),
]


@pytest.mark.parametrize(("name", "number", "when", "reason"), MOMENTS, ids=[f"{row[0]}: {row[3]}" for row in MOMENTS])
def test_killed_and_run_again(
    name: str, number: int, when: str, reason: str, whole: dict[str, object], tmp_path: Path
) -> None:
    """Whatever was written before the kill, running the command again ends in the store of an unbroken run."""
    arguments = command(name, tmp_path / "s")
    killed = subprocess.run([sys.executable, "-c", KILLED, str(number), when, *arguments], check=False)
    assert killed.returncode == -signal.SIGKILL, reason
    subprocess.run([sys.executable, "-m", "kg", *arguments], check=True)
    assert held(tmp_path / "s") == whole[name], reason

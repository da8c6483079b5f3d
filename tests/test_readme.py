"""The README and the examples do what they show."""

import re
import subprocess
import sys
from pathlib import Path

import rdflib

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def python(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_outputs_and_expected_graph_are_up_to_date() -> None:
    """Outputs in the README and ``examples/expected.ttl`` are what the program gives (else run examples/refresh.py)."""
    assert len(re.findall(r"^```console$", README, re.MULTILINE)) == 2
    assert python("examples/refresh.py", "--check") == ""


def test_library_example() -> None:
    """Ten lines of Python give an rdflib graph that answers a question."""
    assert python("examples/library.py").splitlines() == ["2024-03-05 Portugal", "2024-03-05 Morocco"]


def test_component_example() -> None:
    """The extractor is a component of a spaCy pipeline, found by its entry point."""
    lines = python("examples/own_pipeline.py").splitlines()
    assert "ArmsTransfer | affirmed | possible | future | 'Spain may sell six patrol aircraft to Morocco'" in lines
    assert "ArmsTransfer | affirmed | certain | past | 'Norway has donated 12 howitzers to Latvia'" in lines


def test_python_blocks_of_the_readme() -> None:
    """The Python in the README runs and gives a graph."""
    blocks = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    names: dict[str, object] = {}
    exec(blocks[0], names)
    assert isinstance(names["graph"], rdflib.Graph)
    assert len(names["graph"]) > 20


def test_ci_runs_the_command_of_the_readme() -> None:
    """There is one command that runs all tests, and CI takes it from the README."""
    commands = [line for line in README.split("\n") if line.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[1].endswith("pytest -q")
    assert "grep -m1 -E '^python3 -m venv .*pytest' README.md" in (ROOT / ".ci" / "run").read_text()


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link in the README and in CONTRIBUTING leads to a file."""
    for name in ("README.md", "CONTRIBUTING.md"):
        links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", (ROOT / name).read_text(encoding="utf-8"))
        assert links
        assert [link for link in links if not (ROOT / link).exists()] == []

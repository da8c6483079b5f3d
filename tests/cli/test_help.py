"""Help answers without loading what only building needs."""

import subprocess
import sys

import pytest

HEAVY = ("spacy", "rdflib", "trafilatura", "pyoxigraph", "pyshacl", "dateparser", "numpy", "kg.pipeline")


def loaded_by(arguments: list[str]) -> set[str]:
    """The heavy modules that a run of the command line has loaded at its end."""
    program = (
        "import sys\n"
        "from kg.cli import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit as ended:\n"
        "    assert not ended.code, ended.code\n"
        f"print('LOADED', *[name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["--help"], id="help"),
        pytest.param(["--version"], id="version"),
        pytest.param(["build", "--help"], id="help-of-build"),
        pytest.param(["query", "-h"], id="help-of-query"),
    ],
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    """Help comes at once: nothing but the command line itself is imported."""
    assert loaded_by(arguments) == set()


def test_queries_do_without_spacy() -> None:
    """The list of saved queries needs neither spaCy nor the readers of articles."""
    assert not loaded_by(["query"]) & {"spacy", "trafilatura", "kg.pipeline"}

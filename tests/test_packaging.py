"""The installed wheel does the whole job outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked as pip does it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", folder, wheel]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_wheel_holds_the_data(wheel: Path) -> None:
    """The pipeline, gazetteer, lexicon, ontology and queries travel with the code, and nothing else does."""
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "kg/py.typed",
        "kg/articles/furniture.toml",
        "kg/extraction/lexicon/frames.toml",
        "kg/gazetteer/gazetteer.sqlite",
        "kg/_resources/ontology/shapes.ttl",
        "kg/_resources/queries/events-between.rq",
    ):
        assert part in names
    assert any(name.startswith("kg/analysis/pipelines/") and name.endswith("config.cfg") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"kg"}
    assert not [name for name in names if "__pycache__" in name]


def test_installed_wheel_works_from_another_folder(site: Path, tmp_path: Path) -> None:
    """Build, query, validate and explain work from the wheel alone, with the checkout out of reach."""
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert run("-c", "import kg; print(kg.__file__)").startswith(str(site))
    assert run("-c", "from kg.resources import folder; print(folder('queries'))").startswith(str(site))
    run("-m", "kg", "build", str(ROOT / "examples" / "articles"), "-o", "graph.ttl")
    assert "Norway" in run("-m", "kg", "query", "arms-transfers-settled", "-g", "graph.ttl")
    run("-m", "kg", "validate", "graph.ttl")
    assert "Agadir" in run("-m", "kg", "explain", "graph.ttl", "Exercise Desert Wind")

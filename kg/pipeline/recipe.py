"""Everything beside the articles that decides which bytes are written, small enough to be sent to any process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from pathlib import Path

from spacy.about import __version__ as spacy_version
from spacy.util import get_package_path, is_package

import kg
from kg import __version__
from kg.analysis import BUNDLED, DEFAULT
from kg.errors import KgError, PipelineError
from kg.extraction import RuleGroup
from kg.linking import Decisions
from kg.pipeline.engine import Engine
from kg.vocabulary import DATA_BASE

__all__ = ["Recipe", "engine_of", "refuse_other_versions"]

_PACKAGE = Path(kg.__file__).parent
#: Code and data whose content counts; of large files (models, gazetteer) name and size do.
_READ = frozenset({".py", ".toml", ".tsv", ".json", ".cfg"})
_LARGE = 1_000_000


@dataclass(frozen=True, slots=True)
class Recipe:
    """The options of a build that change its graph, as values.

    ``versions`` are those of the machine that made the recipe: machines of a cluster that have others refuse it.
    """

    pipeline: str = DEFAULT
    base: str = DATA_BASE
    keep_text: bool = False
    linked: bool = True
    min_confidence: float = 0.0
    without: frozenset[RuleGroup] = frozenset()
    syntax: str = "nquads"
    decisions: Decisions = field(default_factory=Decisions)
    versions: Mapping[str, str] = field(default_factory=dict)

    def checked(self) -> "Recipe":
        """The recipe with this machine's versions; raises PipelineError for a pipeline that is not here."""
        return replace(self, versions=_versions(self.pipeline))

    @property
    def digest(self) -> bytes:
        """32 bytes that differ where any option or version differs."""
        left_out = sorted(self.without)
        options = (self.pipeline, self.base, self.keep_text, self.linked, self.min_confidence, left_out, self.syntax)
        decided = sorted((article, entity, item or "") for (article, entity), item in self.decisions.items.items())
        content = json.dumps([options, decided, sorted(self.versions.items())], default=str)
        return blake2b(content.encode(), digest_size=32).digest()


def _versions(pipeline: str) -> dict[str, str]:
    return {"kg": __version__, "code": _code(), "spacy": spacy_version, "pipeline": _pipeline_version(pipeline)}


@cache
def _code() -> str:
    """Twelve hexadecimal digits of the installed package: parts made by other rules are not taken over."""
    state = blake2b(digest_size=6)
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
        size = path.stat().st_size
        state.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{size}\0".encode())
        if path.suffix in _READ and size < _LARGE:
            state.update(path.read_bytes())
    return state.hexdigest()


def _pipeline_version(name: str) -> str:
    folder = _PACKAGE / "analysis" / "pipelines" / name if name in BUNDLED else Path(name)
    if not folder.is_dir() and is_package(name):
        folder = get_package_path(name)
    found = [folder / "meta.json", *sorted(folder.glob("*/meta.json"))]
    try:
        meta = json.loads(next(path for path in found if path.is_file()).read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']} {meta['version']}"
    except (StopIteration, OSError, ValueError, KeyError) as error:
        reason = "is not installed; install it, or take one that comes with kg"
        raise PipelineError(f"spaCy pipeline “{name}” {reason}: {', '.join(BUNDLED)}") from error


_LOADED: dict[bytes, Engine] = {}


def refuse_other_versions(recipe: Recipe) -> None:
    """Raises KgError where this machine has other versions than the one that made the recipe."""
    if recipe.versions != _versions(recipe.pipeline):
        raise KgError("a worker has another version of kg, spaCy or the pipeline than the client; install the same")


def engine_of(recipe: Recipe) -> Engine:
    """The engine for ``recipe``, loaded once in a process; the last one is kept."""
    if recipe.digest not in _LOADED:
        _LOADED.clear()
        engine = Engine.load(recipe.pipeline, base=recipe.base, keep_text=recipe.keep_text, without=recipe.without)
        _LOADED[recipe.digest] = replace(
            engine, linked=recipe.linked, min_confidence=recipe.min_confidence, decisions=recipe.decisions
        )
    return _LOADED[recipe.digest]

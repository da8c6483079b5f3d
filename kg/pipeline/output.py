"""Where readings are written: one file, a folder with a file for each article, or standard output.

Files appear under their names only when they are complete: they are written beside them and renamed.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from rdflib import Dataset, Graph

from kg.errors import StoreError
from kg.identifiers import Identifiers
from kg.mapping import to_dataset, to_graph
from kg.pipeline.engine import Engine, Reading
from kg.serialisation import SYNTAXES, Syntax, nquads, serialise
from kg.stores.embedded import WritableStore, open_writable
from kg.stores.ontology import put_ontology

__all__ = ["FileOutput", "FolderOutput", "Output", "StoreOutput", "replacing", "syntax_of"]

#: Articles whose statements are held and written together: what bounds the memory of Turtle and TriG.
_BLOCK = 100
_BULK = frozenset({"nquads", "ntriples"})
_SAFE_NAME = re.compile(r"[\w][\w.-]{0,99}")


class Output(AbstractContextManager["Output"], Protocol):
    """Takes readings one by one; leaving it completes what was written, leaving it by an error removes it."""

    def write(self, reading: Reading) -> None:
        """Write, or keep for writing, one reading."""

    def end_block(self) -> None:
        """Write what is held, where it can be written before the end."""


def syntax_of(path: Path) -> str | None:
    """The name of the syntax that the suffix of ``path`` stands for, if any."""
    return next((syntax.name for syntax in SYNTAXES.values() if syntax.suffix == path.suffix.lower()), None)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of ``path`` when all went well; else ``path`` is left as it was.

    Raises StoreError if the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        raise _unwritable(path, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path}: cannot be written ({error.strerror or error}); name another place or make room")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@dataclass(slots=True)
class FileOutput:
    """All articles in one stream.

    N-Quads and N-Triples are written article by article, Turtle and TriG in blocks of at most 100 articles, each block
    a valid document; JSON-LD and RDF/XML cannot be put together and are held in memory until the end.
    """

    stream: BinaryIO
    syntax: Syntax
    engine: Engine
    _held: list[Reading] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()

    def write(self, reading: Reading) -> None:
        """Write one reading, or hold it for its block."""
        if self.syntax.name in _BULK:
            self.stream.write(_lines(reading, self.syntax, self.engine))
            return
        self._held.append(reading)
        if self.syntax.joins and len(self._held) == _BLOCK:
            self._flush()

    def end_block(self) -> None:
        """Complete the block, unless the syntax has one document only."""
        if self.syntax.joins:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self.stream.write(serialise(_together(self._held, self.engine), self.syntax.name, base=self.engine.base))
            self._held.clear()


@dataclass(slots=True)
class FolderOutput:
    """One file for each article, named by the article's id."""

    folder: Path
    syntax: Syntax
    engine: Engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def write(self, reading: Reading) -> None:
        """Write the file of one reading."""
        with replacing(self.folder / (file_name(reading.article.id) + self.syntax.suffix)) as stream:
            if self.syntax.name in _BULK:
                stream.write(_lines(reading, self.syntax, self.engine))
            else:
                stream.write(serialise(_together([reading], self.engine), self.syntax.name, base=self.engine.base))

    def end_block(self) -> None:
        """Nothing is held."""


@dataclass(slots=True)
class StoreOutput:
    """A store on disk: a graph for each article, replaced where it is there already, and one for the ontology."""

    path: Path
    engine: Engine
    _store: WritableStore | None = None

    def __enter__(self) -> Self:
        self._store = open_writable(self.path)
        put_ontology(self._store)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._store is not None:
            self._store.close()

    def write(self, reading: Reading) -> None:
        """Put one reading into the store, in one transaction."""
        engine = self.engine
        graph = to_graph(reading.claims, reading.links, run=engine.run, base=engine.base, keep_text=engine.keep_text)
        if self._store is not None:
            self._store.replace(_graph_name(reading, engine), graph)

    def end_block(self) -> None:
        """Nothing is held."""


def file_name(ident: str) -> str:
    """The id itself where it can name a file, else its readable end with a digest of the whole."""
    if _SAFE_NAME.fullmatch(ident):
        return ident
    readable = re.sub(r"[^\w.-]+", "-", ident.rstrip("/").rpartition("/")[2]).strip("-.")[:60]
    return f"{readable or 'article'}-{sha256(ident.encode()).hexdigest()[:12]}"


def _lines(reading: Reading, syntax: Syntax, engine: Engine) -> bytes:
    return nquads(reading.statements, graph=_graph_name(reading, engine) if syntax.holds_graphs else None)


def _graph_name(reading: Reading, engine: Engine) -> str:
    identifiers = Identifiers(engine.base)
    return identifiers.graph(identifiers.article(reading.article))


def _together(readings: list[Reading], engine: Engine) -> Graph | Dataset:
    pairs = ((reading.claims, reading.links) for reading in readings)
    return to_dataset(pairs, run=engine.run, base=engine.base, keep_text=engine.keep_text)

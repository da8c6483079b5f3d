"""The embedded store: Oxigraph on disk, one named graph per article.

The default graph is the merge of the named ones, kept so in every transaction: a statement is in it exactly once
while any article makes it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from kg.errors import StoreError
from kg.stores.answers import Answer
from kg.stores.oxigraph import ask, one_line

if TYPE_CHECKING:
    from typing import Self

    from rdflib import Graph

__all__ = ["Change", "EmbeddedStore", "WritableStore", "open_directory", "open_writable"]

_MARK = "CURRENT"
"""The file that every RocksDB database has; a folder without it is no store."""

_PAUSES = (0.01, 0.05, 0.2, 0.5)
"""Seconds between tries to open for reading. A writer merges and deletes files in the background, also between a
reader's look at the list of files and its opening them, which RocksDB then reports as corruption (facebook/rocksdb
14125); the next look finds the new list. What is really damaged is so at every try."""


class EmbeddedStore:
    """An Oxigraph store on disk."""

    def __init__(self, store: pyoxigraph.Store, path: Path) -> None:
        self._store = store
        self.path = path

    def __len__(self) -> int:
        """The number of different statements, however many graphs hold them; takes time in proportion."""
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, DefaultGraph()))

    def query(self, text: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """See :meth:`kg.stores.Store.query`."""
        return ask(self._store, text, timeout=timeout, limit=limit)

    def graphs(self) -> tuple[str, ...]:
        """The IRIs of its named graphs, sorted."""
        return tuple(sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)))


@dataclass(frozen=True, slots=True)
class Change:
    """An update of one graph, the number of its statements that come or go, and whether any go."""

    text: str
    size: int
    takes_away: bool


class WritableStore(EmbeddedStore):
    """A store held for writing: a context manager, since the lock ends only with :meth:`close`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Writes everything out and lets go of the lock; the store cannot be used afterwards."""
        self._store.flush()
        del self._store

    def replace(self, graph: str, statements: Graph) -> None:
        """Makes ``statements`` (an rdflib graph) all that the named graph ``graph`` (an IRI) holds, in one transaction.

        Nothing else in the store changes. Raises StoreError if the IRI is malformed or the store cannot be written;
        then the graph is as before.
        """
        lines = statements.serialize(format="nt", encoding="utf-8")
        self.replace_triples(graph, (quad.triple for quad in pyoxigraph.parse(lines, RdfFormat.N_TRIPLES)))

    def replace_triples(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`replace`, of pyoxigraph's triples; nothing is written where the graph holds just these."""
        if change := self.change(graph, triples):
            self.apply([change])

    def change(self, graph: str, triples: Iterable[Triple]) -> Change | None:
        """What would make the triples all that the named graph holds; None where they are."""
        name = _graph_name(graph)
        old, new = self._triples(name), _as_kept(triples)
        if old == new and (new or self._store.contains_named_graph(name)):
            return None
        text = f"{self._without(name, old - new)} ;\n{_with(name, new - old)}"
        return Change(text, len(old ^ new), takes_away=not old <= new)

    def apply(self, changes: Iterable[Change]) -> None:
        """Makes the changes in one transaction; what one takes away was reckoned from the store as it is now."""
        self._update(" ;\n".join(change.text for change in changes))

    def keep_apart(self, graph: str, triples: Iterable[Triple]) -> None:
        """As :meth:`replace_triples`, of a graph that queries see by its name only, not in the default graph."""
        name, new = _graph_name(graph), _as_kept(triples)
        if self._triples(name) != new:
            self._update(f"DROP SILENT GRAPH {name} ;\nINSERT DATA {{ GRAPH {name} {{\n{_lines(new)}\n}} }}")

    def remove(self, graph: str) -> bool:
        """Takes one named graph out of the store; False if the store has no such graph.

        Raises StoreError if the IRI is malformed or the store cannot be written.
        """
        name = _graph_name(graph)
        if not self._store.contains_named_graph(name):
            return False
        self._update(f"{self._without(name, self._triples(name))} ;\nDROP GRAPH {name}")
        return True

    def _triples(self, name: NamedNode) -> set[Triple]:
        return {quad.triple for quad in self._store.quads_for_pattern(None, None, None, name)}

    def _of(self, triple: Triple) -> Iterable[Quad]:
        """The triple in every graph that has it."""
        return self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)

    def _without(self, name: NamedNode, triples: set[Triple]) -> str:
        """The update that takes triples out of a graph, and out of the default graph what no other graph holds."""
        kept = (name, DefaultGraph())
        alone = (triple for triple in triples if all(quad.graph_name in kept for quad in self._of(triple)))
        return f"DELETE DATA {{\n{_lines(alone)}\nGRAPH {name} {{\n{_lines(triples)}\n}} }}"

    def _update(self, text: str) -> None:
        try:
            self._store.update(text)
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:
            raise StoreError(f"{self.path}: cannot be written: {one_line(error)}") from error


def open_directory(path: Path) -> EmbeddedStore:
    """The store in a folder, for reading; any number of readers at a time, also beside a writer.

    What is written after the opening is not seen. Raises StoreError if the folder holds no store.
    """
    if not (path / _MARK).is_file():
        raise StoreError(f"{path}: there is no store in this folder; build one with --store, or check the path")
    for pause in _PAUSES:
        with suppress(OSError, RuntimeError):
            return _reader(path)
        time.sleep(pause)
    try:
        return _reader(path)
    except (OSError, RuntimeError) as error:
        raise StoreError(f"{path}: the store cannot be read: {one_line(error)}") from error


def _reader(path: Path) -> EmbeddedStore:
    return EmbeddedStore(pyoxigraph.Store.read_only(str(path)), path)


def open_writable(path: Path) -> WritableStore:
    """The store in a folder, for writing, made if there is none; one writer at a time.

    Raises StoreError if another one is writing, the folder holds something else, or cannot be written.
    """
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path}: is a file; a store needs a folder of its own")
    if path.is_dir() and any(path.iterdir()) and not (path / _MARK).is_file():
        raise StoreError(f"{path}: the folder holds something that is no store; give an empty or a new folder")
    try:
        return WritableStore(pyoxigraph.Store(str(path)), path)
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower():
            raise StoreError(f"{path}: another process is writing this store; wait until it has finished") from error
        raise StoreError(f"{path}: the store cannot be opened for writing: {one_line(error)}") from error


def _with(name: NamedNode, triples: set[Triple]) -> str:
    return f"CREATE SILENT GRAPH {name} ;\nINSERT DATA {{\n{_lines(triples)}\nGRAPH {name} {{\n{_lines(triples)}\n}} }}"


def _lines(triples: Iterable[Triple]) -> str:
    return "\n".join(f"{triple} ." for triple in triples)


def _as_kept(triples: Iterable[Triple]) -> set[Triple]:
    """The triples as a store gives them back: some literals in another form of the same value (1.0 as 1)."""
    store = pyoxigraph.Store()
    store.extend(Quad(one.subject, one.predicate, one.object) for one in triples)
    return {quad.triple for quad in store}


def _graph_name(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise StoreError(f"“{iri}” is no IRI and cannot name a graph: {error}") from error

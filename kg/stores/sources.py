"""What is to be loaded: the named graphs of files, folders of files, and stores on disk, with what tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.errors import StoreError
from kg.stores.answers import Triples
from kg.stores.embedded import EmbeddedStore, open_directory
from kg.stores.files import graph_files, parse_file

__all__ = ["NamedGraph", "NamedGraphs", "named_graphs"]


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """One graph to load: its IRI, its statements as N-Triples, and how many different ones there are."""

    name: str
    data: bytes
    size: int

    def triples(self) -> Iterator[pyoxigraph.Triple]:
        """Its statements again."""
        return (quad.triple for quad in pyoxigraph.parse(self.data, RdfFormat.N_TRIPLES))

    @property
    def digest(self) -> str:
        """Equal for equal statements, in whatever order they were read."""
        return sha256(self.data).hexdigest()


class NamedGraphs:
    """The graphs of a source, sorted by name and made one after the other; ``len`` is their number."""

    def __init__(self, names: Iterable[str], triples: Callable[[str], Iterable[pyoxigraph.Triple]]) -> None:
        self._names = tuple(sorted(names))
        self._triples = triples

    @property
    def names(self) -> tuple[str, ...]:
        """The IRIs of the graphs."""
        return self._names

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[NamedGraph]:
        return (_named(name, self._triples(name)) for name in self._names)

    def merged(self, name: str) -> NamedGraph:
        """All of them in one graph called ``name``, each statement once; takes memory for all."""
        lines = {line for graph in self for line in graph.data.splitlines(keepends=True)}
        return NamedGraph(name, b"".join(sorted(lines)), len(lines))


def named_graphs(source: Path, *, default: str | None = None) -> NamedGraphs:
    """The graphs of a file, a folder of files or a store on disk; a store is read graph by graph, files at once.

    Statements in no named graph go into ``default``. Raises StoreError for what cannot be read, and for such
    statements where there is no ``default``; of a store they are left out: they are those of its graphs again.
    """
    if (source / "CURRENT").is_file():
        store = open_directory(source)
        if not store.graphs():
            raise StoreError(f"{source}: the store holds no named graph; there is nothing to load")
        return NamedGraphs(store.graphs(), lambda name: _of_store(store, name))
    found: dict[str, set[pyoxigraph.Triple]] = {}
    for file in graph_files(source):
        for quad in parse_file(file):
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else default
            if name is None:
                raise StoreError(f"{file}: has statements in no named graph; say which one they go into by --graph IRI")
            found.setdefault(name, set()).add(quad.triple)
    return NamedGraphs(found, found.__getitem__)


def _of_store(store: EmbeddedStore, name: str) -> Iterable[pyoxigraph.Triple]:
    answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
    return answer.triples if isinstance(answer, Triples) else ()


def _named(name: str, triples: Iterable[pyoxigraph.Triple]) -> NamedGraph:
    lines = (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    return NamedGraph(name, b"".join(sorted(lines)), len(lines))

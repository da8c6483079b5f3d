"""Graph files, loaded into memory and asked there."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import StoreError
from kg.stores.answers import Answer
from kg.stores.identity import join_variants
from kg.stores.oxigraph import ask, one_line

__all__ = ["GRAPH_SUFFIXES", "MemoryStore", "graph_files", "open_files", "parse_file"]

_FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".ttl": RdfFormat.TURTLE,
        ".trig": RdfFormat.TRIG,
        ".nq": RdfFormat.N_QUADS,
        ".nt": RdfFormat.N_TRIPLES,
        ".jsonld": RdfFormat.JSON_LD,
        ".json": RdfFormat.JSON_LD,
        ".rdf": RdfFormat.RDF_XML,
        ".xml": RdfFormat.RDF_XML,
        ".owl": RdfFormat.RDF_XML,
    }
)
GRAPH_SUFFIXES: tuple[str, ...] = tuple(_FORMATS)
"""The suffixes by which graph files are known, each also with ``.gz`` behind it."""


class MemoryStore:
    """A pyoxigraph store in memory; its default graph is made the merge of all its graphs: nothing counts twice."""

    def __init__(self, store: pyoxigraph.Store, *, joined: bool = False) -> None:
        self._store = store
        if any(True for _ in store.named_graphs()):
            store.update("INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }")
        if joined:
            join_variants(store)

    def query(self, text: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """See :meth:`kg.stores.Store.query`."""
        return ask(self._store, text, timeout=timeout, limit=limit)


def open_files(paths: Iterable[Path], *, joined: bool = False) -> MemoryStore:
    """A store over the statements of all the files; a folder stands for the graph files below it.

    The syntax is told by the suffix (:data:`GRAPH_SUFFIXES`), also before ``.gz``. With ``joined``, variants that
    ``kg link`` decided to be one actor are one node. Raises StoreError, in one line with
    the file, for one that is missing, of unknown suffix, or cannot be parsed, and where there is no file at all.
    """
    store = pyoxigraph.Store()
    files = [file for path in paths for file in graph_files(path)]
    if not files:
        raise StoreError(f"no graph file was given; give one or more files ({', '.join(GRAPH_SUFFIXES)})")
    for file in files:
        _load(store, file)
    return MemoryStore(store, joined=joined)


def parse_file(path: Path) -> Iterator[pyoxigraph.Quad]:
    """The statements of one graph file as they are written, with their graphs; errors as of :func:`open_files`."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file; check the path")
    syntax = _syntax(path)
    try:
        body = gzip.decompress(path.read_bytes()) if path.name.lower().endswith(".gz") else path.read_bytes()
        yield from pyoxigraph.parse(body, syntax, base_iri=path.absolute().as_uri())
    except SyntaxError as error:
        raise StoreError(f"{path}: not valid {syntax.name}: {one_line(error)}; correct or rebuild the file") from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise StoreError(f"{path}: cannot be read: {one_line(error)}") from error


def graph_files(path: Path) -> Iterator[Path]:
    """The path itself, or the graph files below a folder in the order of their names.

    Raises StoreError if there is nothing at the path, or no graph file in the folder.
    """
    if path.is_file():
        yield path
        return
    if not path.exists():
        raise StoreError(f"{path}: there is no such file; check the path")
    found = sorted(file for file in path.rglob("*") if file.is_file() and _format(file) is not None)
    if not found:
        raise StoreError(f"{path}: there is no graph file in this folder ({', '.join(GRAPH_SUFFIXES)})")
    yield from found


def _format(path: Path) -> RdfFormat | None:
    name = path.name.lower().removesuffix(".gz")
    return _FORMATS.get(Path(name).suffix)


def _syntax(path: Path) -> RdfFormat:
    syntax = _format(path)
    if syntax is None:
        raise StoreError(f"{path}: the syntax is not known by the suffix; use one of {', '.join(GRAPH_SUFFIXES)}")
    return syntax


def _load(store: pyoxigraph.Store, path: Path) -> None:
    syntax = _syntax(path)
    try:
        if path.name.lower().endswith(".gz"):
            with gzip.open(path) as stream:
                store.bulk_load(cast(IO[bytes], stream), format=syntax, base_iri=path.absolute().as_uri())
        else:
            store.bulk_load(path=str(path), format=syntax, base_iri=path.absolute().as_uri())
    except SyntaxError as error:
        raise StoreError(f"{path}: not valid {syntax.name}: {one_line(error)}; correct or rebuild the file") from error
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise StoreError(f"{path}: cannot be read: {one_line(error)}") from error

"""A graph file held in memory, to be changed and written back in its own syntax."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad
from rdflib import Dataset, Graph, Literal, URIRef

from kg.errors import StoreError
from kg.identifiers import Identifiers
from kg.pipeline.output import replacing, syntax_of
from kg.serialisation import SYNTAXES, serialise
from kg.stores import Rows
from kg.stores.files import parse_file
from kg.stores.oxigraph import ask
from kg.terms import Statement, Value
from kg.vocabulary import DATA_BASE, DEFCO, PREFIXES, RDF

__all__ = ["GraphFile"]

_HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_ARTICLE = re.compile(r"(?P<base>.+[/#:])article/[^/]+")


@dataclass(frozen=True, slots=True)
class GraphFile:
    """The statements of one file with their graphs; ``base`` is the base of its data IRIs.

    The statements are held as they were parsed: a store would rewrite literals (``"33"^^xsd:nonNegativeInteger``).
    """

    path: Path
    syntax: str
    base: str
    _quads: dict[Quad, None]
    _read: pyoxigraph.Store

    @classmethod
    def read(cls, path: Path) -> GraphFile:
        """The file at ``path``; raises StoreError for one that is missing, broken or of an unknown syntax."""
        if path.is_dir():
            raise StoreError(f"{path}: is a folder; give one graph file")
        plain = path.with_suffix("") if path.suffix == ".gz" else path
        quads = dict.fromkeys(parse_file(path))
        union = pyoxigraph.Store()
        union.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        return cls(path, syntax_of(plain) or "turtle", _base(quads), quads, union)

    @property
    def identifiers(self) -> Identifiers:
        """The makers of IRIs below the base of this graph."""
        return Identifiers(self.base)

    @property
    def holds_graphs(self) -> bool:
        """Whether its syntax keeps graphs apart."""
        return SYNTAXES[self.syntax].holds_graphs

    def rows(self, selection: str) -> tuple[tuple[str, ...], ...]:
        """The rows of ``SELECT DISTINCT selection`` over all that was read, as text, sorted; empty where unbound."""
        query = f"{_HEAD}SELECT DISTINCT {selection}"
        answer = ask(self._read, query, timeout=None, limit=None)
        if not isinstance(answer, Rows):
            raise TypeError("a SELECT was answered with something else than rows")
        return tuple(sorted(tuple(map(_text, row)) for row in answer.rows))

    def article_graphs(self) -> Mapping[str, str]:
        """The graph that holds the statements of each article; one in the default graph is left out."""
        type_, article = NamedNode(str(RDF.type)), NamedNode(str(DEFCO.Article))
        found = (quad for quad in self._quads if quad.object == article and quad.predicate == type_)
        return {_text(q.subject): q.graph_name.value for q in found if isinstance(q.graph_name, NamedNode)}

    def remove(self, unwanted: Callable[[str, str, str], bool]) -> None:
        """Take out every statement whose subject, predicate and object, as text, are unwanted."""
        for quad in list(self._quads):
            if unwanted(_text(quad.subject), quad.predicate.value, _text(quad.object)):
                del self._quads[quad]

    def add(self, statements: Iterable[Statement], *, graph: str | None) -> None:
        """Add statements to a graph, to the default graph where the syntax keeps none apart."""
        name = NamedNode(graph) if graph and self.holds_graphs else DefaultGraph()
        self._quads.update((Quad(NamedNode(s), NamedNode(p), _node(o), name), None) for s, p, o in statements)

    def add_triples(self, lines: str, *, graph: str | None) -> None:
        """Add N-Triples to a graph, to the default graph where the syntax keeps none apart."""
        name = NamedNode(graph) if graph and self.holds_graphs else DefaultGraph()
        triples = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES)
        self._quads.update((Quad(one.subject, one.predicate, one.object, name), None) for one in triples)

    def write(self, path: Path | None = None) -> None:
        """Write it to ``path`` (by default where it came from); the file appears whole or not at all."""
        path = path or self.path
        plain = path.with_suffix("") if path.suffix == ".gz" else path
        body = serialise(self._rdflib(), syntax_of(plain) or self.syntax, base=self.base)
        with replacing(path) as stream:
            stream.write(gzip.compress(body, mtime=0) if path.suffix == ".gz" else body)

    def _rdflib(self) -> Graph | Dataset:
        if not self.holds_graphs:
            graph = Graph(bind_namespaces="none")
            for quad in self._quads:
                graph.add(_triple(quad))
            return graph
        dataset = Dataset()
        for quad in self._quads:
            name = quad.graph_name
            place = dataset.graph(URIRef(name.value)) if isinstance(name, NamedNode) else dataset.default_graph
            place.add(_triple(quad))
        return dataset


def _triple(quad: Quad) -> tuple[URIRef, URIRef, URIRef | Literal]:
    return _iri(quad.subject), URIRef(quad.predicate.value), _rdflib_node(quad.object)


def _base(quads: Iterable[Quad]) -> str:
    """What the IRIs of articles start with."""
    article = NamedNode(str(DEFCO.Article))
    iris = (_iri(quad.subject) for quad in quads if quad.object == article and quad.predicate.value == str(RDF.type))
    return next((found["base"] for found in map(_ARTICLE.fullmatch, iris) if found), DATA_BASE)


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _node(term: str | Value) -> NamedNode | pyoxigraph.Literal:
    if isinstance(term, Value):
        return pyoxigraph.Literal(term.lexical, datatype=NamedNode(term.datatype))
    return NamedNode(term)


def _rdflib_node(term: object) -> URIRef | Literal:
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
        return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
    return _iri(term)


def _iri(term: object) -> URIRef:
    if not isinstance(term, NamedNode):
        raise StoreError("the graph holds a blank node, which no graph of this program does; give one built by kg")
    return URIRef(term.value)

"""A store over rdflib, for graphs that are already in memory and for checking one engine against another."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.stores.answers import Answer, Rows, Term, Triples, Truth, at_most
from kg.stores.deadline import Deadline, within

if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result
    from rdflib.term import Node

__all__ = ["RdflibStore"]

_PARSER = threading.Lock()
"""rdflib's parser keeps its state in the module: two queries parsed at once, one of them given up, spoil each other."""


class RdflibStore:
    """Asks an rdflib graph; of a Dataset, the union if it was made with ``default_union=True``."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._graph = graph

    def query(self, text: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """See :meth:`kg.stores.Store.query`; FROM is refused, because rdflib would fetch the graph from the network."""
        return within(timeout, lambda deadline: self._answer(text, limit, deadline))

    def _answer(self, text: str, limit: int | None, deadline: Deadline) -> Answer:
        from pyparsing import ParseException
        from rdflib.plugins.sparql import prepareQuery

        try:
            with _PARSER:
                prepared = prepareQuery(text)
        except (ParseException, ValueError) as error:
            raise QueryError(f"the query cannot be parsed: {' '.join(str(error).split())}") from error
        if prepared.algebra.get("datasetClause"):
            raise QueryError("FROM is not answered here; the query sees all graphs without it, or name one with GRAPH")
        return _converted(self._graph.query(prepared), limit, deadline)


def _converted(result: Result, limit: int | None, deadline: Deadline) -> Answer:
    if result.type == "ASK":
        return Truth(bool(result.askAnswer))
    if result.type == "SELECT":
        variables = [str(variable) for variable in result.vars or ()]
        solutions: Iterable[tuple[Term | None, ...]] = (
            tuple(_term(binding.get(variable)) for variable in result.vars or ()) for binding in result.bindings
        )
        rows, cut = at_most(limit, deadline.guard(solutions))
        return Rows(tuple(variables), rows, cut=cut)
    triples, cut = at_most(limit, deadline.guard(_triple(triple) for triple in result.graph or ()))
    return Triples(triples, cut=cut)


def _term(node: Node | None) -> Term | None:
    import rdflib

    match node:
        case None:
            return None
        case rdflib.URIRef():
            return NamedNode(str(node))
        case rdflib.BNode():
            return BlankNode(str(node))
        case rdflib.Literal(language=str(language)):
            return Literal(str(node), language=language)
        case rdflib.Literal(datatype=rdflib.URIRef() as datatype):
            return Literal(str(node), datatype=NamedNode(str(datatype)))
        case rdflib.Literal():
            return Literal(str(node))
    raise TypeError(f"{type(node).__name__} is no RDF term")


def _triple(triple: tuple[Node, Node, Node]) -> Triple:
    subject, predicate, value = (_term(node) for node in triple)
    if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode) or value is None:
        raise TypeError(f"{triple} is no RDF triple")
    return Triple(subject, predicate, value)

"""Asks a triple store on a server, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import re
from typing import Final

import pyoxigraph
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat

from kg.errors import NetworkError
from kg.stores.answers import Answer, Rows, Triples, Truth, at_most
from kg.stores.connection import Connection, Reply
from kg.stores.deadline import Deadline
from kg.stores.oxigraph import one_line

__all__ = ["RemoteStore"]

_ROWS: Final = "application/sparql-results+xml"
_TRIPLES: Final = "application/n-triples, text/turtle;q=0.9"
_FORM: Final = re.compile(
    r"<[^>\s]*>|#[^\n]*|(?<![\w:.-])(?P<form>SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:-])", re.IGNORECASE
)
_TIMEOUT: Final = 60.0
#: Virtuoso tells by these that it gave fewer rows than there are.
_CUT: Final = ("X-SPARQL-MaxRows", "X-SQL-State")


class RemoteStore:
    """A store behind a connection; its default graph is ``default_graph`` (an IRI), or that of all its graphs."""

    def __init__(self, connection: Connection, *, default_graph: str | None = None) -> None:
        self._connection = connection
        union = connection.kind.union
        self._parameters = dict(union) if default_graph is None else {"default-graph-uri": default_graph}

    def query(self, text: str, *, timeout: float | None = None, limit: int | None = None) -> Answer:
        """See :meth:`kg.stores.Store.query`; raises NetworkError besides, where the server cannot be reached."""
        self._connection.restart(timeout or _TIMEOUT)
        graph = _form(text) in ("CONSTRUCT", "DESCRIBE")
        reply = self._answer(text, _TRIPLES if graph else _ROWS)
        try:
            return _triples(reply, limit) if graph else _rows(reply, limit)
        except (SyntaxError, ValueError) as error:
            host = self._connection.host
            raise NetworkError(
                f"{host}: the answer is no SPARQL result ({one_line(error)}); check --endpoint and --kind"
            ) from error

    def _answer(self, text: str, accept: str) -> Reply:
        try:
            return self._connection.query(text, accept, self._parameters, attempts=2)
        except NetworkError as error:
            if self._connection.is_over:
                raise Deadline(self._connection.deadline).error() from error
            raise


def _form(text: str) -> str:
    """The first keyword that names a form: Virtuoso refuses a request that would take rows or triples."""
    return next((match["form"].upper() for match in _FORM.finditer(text) if match["form"]), "SELECT")


def _rows(reply: Reply, limit: int | None) -> Answer:
    found = pyoxigraph.parse_query_results(reply.body, format=QueryResultsFormat.XML)
    if not isinstance(found, QuerySolutions):
        return Truth(bool(found))
    rows, cut = at_most(limit, (tuple(solution) for solution in found))
    return Rows(tuple(variable.value for variable in found.variables), rows, cut=cut or _is_cut(reply))


def _triples(reply: Reply, limit: int | None) -> Triples:
    # N-Triples are Turtle
    found = dict.fromkeys(quad.triple for quad in pyoxigraph.parse(reply.body, RdfFormat.TURTLE))
    triples, cut = at_most(limit, found)
    return Triples(triples, cut=cut or _is_cut(reply))


def _is_cut(reply: Reply) -> bool:
    return any(header in reply.headers for header in _CUT)

"""One named graph to a server and away from it: by the Graph Store Protocol, or by SPARQL Update where there is none.

A PUT replaces a graph whole and at once, whatever its size: small changes need nothing else. Updates are for endpoints
that take nothing else (``by_update`` of the connection): the old graph is dropped with the first batch of statements,
the others are added, each batch below the lowest limit known. Who asks meanwhile sees a part; a load that broke off is
sent again from its beginning. SPARQL 1.1 Graph Store HTTP Protocol, and SPARQL 1.1 Update (W3C Recommendations, 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import httpx
from pyoxigraph import BlankNode

from kg.errors import StoreError
from kg.stores.connection import Connection
from kg.stores.sources import NamedGraph

__all__ = ["drop", "put"]

#: Statements in one update: Virtuoso 7 takes no INSERT DATA of more.
_BATCH: Final = 500


def put(connection: Connection, graph: NamedGraph) -> None:
    """Make ``graph`` all that the server's graph of its name holds.

    Raises NetworkError, and StoreError for a graph with blank nodes where only updates are taken.
    """
    if connection.by_update:
        for text in _updates(graph):
            _update(connection, text)
        return
    kind = connection.kind
    # N-Triples are Turtle, which every store must read
    headers = {"Content-Type": "text/turtle; charset=utf-8"}
    connection.ask("PUT", kind.graphs, kind.graph_parameters(graph.name), graph.data, headers)


def drop(connection: Connection, name: str) -> None:
    """Take the graph called ``name`` (an IRI) off the server, if it is there; raises NetworkError."""
    if connection.by_update:
        _update(connection, f"DROP SILENT GRAPH <{name}>")
        return
    kind = connection.kind
    # 404 is the answer for a graph that is not there (section 5.4 of the protocol)
    connection.ask("DELETE", kind.graphs, kind.removal_parameters(name), b"", {}, accepted=(404,))


def _updates(graph: NamedGraph) -> Iterator[str]:
    if any(isinstance(term, BlankNode) for one in graph.triples() for term in (one.subject, one.object)):
        raise StoreError(f"{graph.name}: has blank nodes, which updates would make anew each time; give them IRIs")
    lines = graph.data.decode().splitlines(keepends=True)
    for start in range(0, max(len(lines), 1), _BATCH):
        cleared = f"DROP SILENT GRAPH <{graph.name}> ;\n" if start == 0 else ""
        yield f"{cleared}INSERT DATA {{ GRAPH <{graph.name}> {{\n{''.join(lines[start : start + _BATCH])}}} }}"


def _update(connection: Connection, text: str) -> None:
    body = str(httpx.QueryParams({"update": text})).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.ask("POST", connection.kind.update, {}, body, headers)

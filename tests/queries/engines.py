"""The golden graph of these tests, in every engine: in this process, and on real servers."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
import pyoxigraph
import rdflib

from kg.stores import RdflibStore, Store, open_files
from kg.stores.connection import Connection
from kg.stores.remote import RemoteStore
from kg.stores.sending import put
from kg.stores.sources import named_graphs
from tests.servers import PASSWORD, USER, running

GRAPH = Path(__file__).parent / "graph.trig"
ENGINES = ("oxigraph", "rdflib")
SERVERS = ("oxigraph", "virtuoso")


@cache
def engine(name: str) -> Store:
    """The golden graph in one of the engines of this process; read only, so made once."""
    if name == "oxigraph":
        return open_files([GRAPH])
    # as one plain graph: rdflib 7.6 warns of its own use of deprecated names when a Dataset is parsed or asked
    statements = "\n".join(f"{quad.triple} ." for quad in pyoxigraph.parse(path=str(GRAPH)))
    return RdflibStore(rdflib.Graph().parse(data=statements, format="nt"))


def connection(kind: str, address: str) -> Connection:
    """A connection with the rights to write."""
    return Connection(address, kind, httpx.DigestAuth(USER, PASSWORD) if kind == "virtuoso" else None)


@contextmanager
def server(kind: str) -> Iterator[Store]:
    """The golden graph on a real server of the kind, taken away again at the end."""
    with running(kind) as address:
        connected = connection(kind, address)
        graphs = list(named_graphs(GRAPH))
        for graph in graphs:
            put(connected, graph)
        try:
            yield RemoteStore(connected)
        finally:
            for graph in graphs:
                connected.ask("DELETE", connected.kind.graphs, connected.kind.graph_parameters(graph.name), b"", {})
            connected.close()

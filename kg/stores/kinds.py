"""What differs between triple stores on servers: where they are asked, and how a named graph is replaced.

A table, by the stores' own documentation; which of them were run is said in the README.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

__all__ = ["KINDS", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of store; the paths follow the address that the user gives.

    ``query`` answers queries, ``graphs`` takes a PUT for each named graph, told by the parameters of
    :meth:`graph_parameters`, ``update`` takes updates (SPARQL 1.1 Protocol, by POST with parameters). ``union`` are
    parameters that make the default graph of a query that of all graphs, where it is not so anyway. ``digest`` means
    that only HTTP Digest is taken.
    """

    query: str = ""
    graphs: str = ""
    update: str = ""
    parameter: str = "graph"
    union: tuple[tuple[str, str], ...] = ()
    digest: bool = False
    deletes_by_query: bool = False

    def graph_parameters(self, graph: str) -> dict[str, str]:
        """The parameters of the request that replaces the named graph ``graph`` (an IRI)."""
        if self.deletes_by_query:
            selected = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
            return {"query": selected, "context-uri-insert": graph, "context-uri-delete": graph}
        return {self.parameter: graph}

    def removal_parameters(self, graph: str) -> dict[str, str]:
        """The parameters of the DELETE that takes the named graph away."""
        return {"c": f"<{graph}>"} if self.deletes_by_query else {self.parameter: graph}


#: The kinds by their names on the command line.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "oxigraph": Kind("/query", "/store", "/update", union=(("union-default-graph", "true"),)),
        # the user must be in the role SPARQL_UPDATE
        "virtuoso": Kind("/sparql", "/sparql-graph-crud-auth", "/sparql-auth", "graph-uri", digest=True),
        # the address is that of the dataset; the name of the union is ARQ's
        "fuseki": Kind("/query", "/data", "/update", union=(("default-graph-uri", "urn:x-arq:UnionGraph"),)),
        # the address is that of the repository
        "graphdb": Kind("", "/rdf-graphs/service", "/statements"),
        "rdf4j": Kind("", "/rdf-graphs/service", "/statements"),
        # no Graph Store Protocol: a PUT deletes what its query selects, and inserts its body (REST API of the wiki)
        "blazegraph": Kind("/sparql", "/sparql", "/sparql", deletes_by_query=True),
        "neptune": Kind("/sparql", "/sparql/gsp/", "/sparql"),
        # the address is that of the database
        "stardog": Kind("/query", "", "/update", union=(("default-graph-uri", "tag:stardog:api:context:all"),)),
        # one address for everything; its access token is a bearer token
        "qlever": Kind(),
        "generic": Kind(),
    }
)

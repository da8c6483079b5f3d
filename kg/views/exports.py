"""The network of cooperation for other programs: GraphML (Gephi, yEd, Cytoscape, igraph) and CSV; needs networkx."""

from __future__ import annotations

import csv
import io
from typing import Any

from kg.errors import StoreError
from kg.views.network import Network

__all__ = ["EXPORTS", "as_networkx", "export"]

EXPORTS: tuple[str, ...] = ("graphml", "csv")
"""The formats of :func:`export`."""

_COLUMNS = ("state", "other", "settled", "contested", "types", "state_iri", "other_iri")


def export(network: Network, format_: str) -> bytes:
    """The network in ``graphml`` or ``csv`` (one row a tie), in UTF-8; the same network gives the same bytes.

    Raises StoreError for another format, and for GraphML where networkx is not installed.
    """
    if format_ == "csv":
        return _csv(network)
    if format_ == "graphml":
        return _graphml(network)
    raise StoreError(f"there is no export “{format_}”; use one of {', '.join(EXPORTS)}")


def as_networkx(network: Network) -> Any:
    """The network as an undirected ``networkx.Graph`` of IRIs, members and ties in their order.

    Nodes carry ``label``, ``item`` and ``strength``, edges ``weight`` (settled), ``contested`` and ``types``. Raises
    StoreError where networkx is not installed.
    """
    try:
        import networkx
    except ImportError as error:
        raise StoreError("this needs networkx; install it with: pip install 'defco-kg[plot]'") from error
    graph = networkx.Graph()
    for member in network.members:
        strength = network.strength(member.iri)
        graph.add_node(member.iri, label=member.label, item=member.item or "", strength=strength)
    for tie in network.ties:
        types = _types(tie.types)
        graph.add_edge(tie.one, tie.other, weight=tie.settled, contested=tie.contested, types=types)
    return graph


def _graphml(network: Network) -> bytes:
    graph = as_networkx(network)
    import networkx

    stream = io.BytesIO()
    networkx.write_graphml_xml(graph, stream)
    return stream.getvalue() + b"\n"


def _csv(network: Network) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)  # RFC 4180
    writer.writerow(_COLUMNS)
    labels = {member.iri: member.label for member in network.members}
    for tie in network.ties:
        names = labels[tie.one], labels[tie.other]
        writer.writerow([*names, tie.settled, tie.contested, _types(tie.types), tie.one, tie.other])
    return stream.getvalue().encode()


def _types(types: tuple[tuple[str, int], ...]) -> str:
    return "; ".join(f"{name} {count}" for name, count in types)

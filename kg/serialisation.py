"""WRITE: a graph in every syntax that stores read, the same bytes on every run.

The bytes depend on the statements alone: not on the order in which they were added, nor on Python's hash seed. All
writers are handed the statements sorted as N-Triples; rdflib writes Turtle, TriG and RDF/XML, with the same prefixes
every time.

Turtle, TriG, N-Triples and N-Quads of several articles may be put one after the other: the result is valid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Any, Final

from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.plugins.serializers.rdfxml import XMLSerializer
from rdflib.plugins.serializers.trig import TrigSerializer
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.serializer import Serializer
from rdflib.term import Node

from kg.errors import StoreError
from kg.identifiers import Identifiers
from kg.terms import XSD_STRING, Statement, Value
from kg.vocabulary import DATA_BASE, DEFCO, PREFIXES, RDF, RDFS

__all__ = ["SYNTAXES", "Syntax", "nquads", "serialise"]

#: What N-Triples must write as an escape (RDF 1.1 N-Triples, section 2.4), and control characters, which it may.
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f]')
_SHORT_ESCAPES: Final = MappingProxyType(
    {"\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f", '"': '\\"', "\\": "\\\\"}
)
_FORBIDDEN_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')

#: What XML 1.0 cannot carry, not even as a character reference (section 2.2, Char).
_FORBIDDEN_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: Classes whose instances a Turtle file lists first, so that it reads from what is claimed to where it stands.
_CLASS_ORDER: Final = [
    DEFCO.Article,
    DEFCO.Situation,
    DEFCO.Claim,
    DEFCO.Agreement,
    DEFCO.AgreementModel,
    DEFCO.Office,
]
_PROPERTY_ORDER: Final = [RDF.type, RDFS.label, DEFCO.situationType]

_Quad = tuple[Node, Node, Node, URIRef | None]


@dataclass(frozen=True, slots=True)
class Syntax:
    """One syntax of RDF.

    ``holds_graphs`` says whether it keeps named graphs apart; in a syntax that does not, they are written as one graph.
    ``joins`` says whether the files of several articles may be put one after the other.
    """

    name: str
    media_type: str
    suffix: str
    holds_graphs: bool
    joins: bool
    write: Callable[[list[_Quad], Mapping[str, str]], bytes]


def serialise(data: Graph | Dataset, syntax: str, *, base: str = DATA_BASE) -> bytes:
    """``data`` in the syntax with that name (a key of :data:`SYNTAXES`), in UTF-8.

    A graph that is named by an IRI keeps its name where the syntax holds graphs. ``base`` is the base of the data IRIs,
    for the prefixes. Raises StoreError for an unknown syntax, and where RDF/XML cannot carry a character.
    """
    try:
        chosen = SYNTAXES[syntax]
    except KeyError:
        raise StoreError(f"“{syntax}” is no syntax that can be written; choose from {', '.join(SYNTAXES)}") from None
    quads = {
        (s, p, o, graph if chosen.holds_graphs else None)
        for s, p, o, graph in _quads(data)
    }  # fmt: skip
    ordered = sorted(quads, key=lambda quad: (str(quad[3] or ""), *(_written(term) for term in quad[:3])))
    return chosen.write(ordered, PREFIXES | Identifiers(base).prefixes())


def nquads(statements: Iterable[Statement], *, graph: str | None = None) -> bytes:
    """``statements`` as sorted N-Quads in the graph ``graph``, or as N-Triples without one; no rdflib is involved.

    The bulk path: equal, byte for byte, to :func:`serialise` of the same statements as an rdflib graph.
    """
    end = f" <{_iri(graph)}> .\n" if graph else " .\n"
    iris: dict[str, str] = {}

    def iri(text: str) -> str:
        known = iris.get(text)
        if known is None:
            known = iris[text] = f"<{_iri(text)}>"
        return known

    lines = [f"{iri(s)} {iri(p)} {_literal(*o) if isinstance(o, Value) else iri(o)}{end}" for s, p, o in statements]
    return "".join(sorted(set(lines))).encode("utf-8")


def _quads(data: Graph | Dataset) -> Iterator[_Quad]:
    graphs = data.graphs() if isinstance(data, Dataset) else [data]
    for graph in graphs:
        default = not isinstance(graph.identifier, URIRef) or str(graph.identifier) == "urn:x-rdflib:default"
        for s, p, o in graph:
            yield s, p, o, None if default else graph.identifier  # type: ignore[misc]


def _iri(text: str) -> str:
    if _FORBIDDEN_IN_IRI.search(text):
        return _FORBIDDEN_IN_IRI.sub(lambda found: f"\\u{ord(found[0]):04X}", text)
    return text


def _literal(lexical: str, datatype: str | None, language: str | None = None) -> str:
    if _ESCAPED.search(lexical):
        lexical = _ESCAPED.sub(lambda found: _SHORT_ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", lexical)
    if language:
        return f'"{lexical}"@{language}'
    return f'"{lexical}"' if datatype in {None, XSD_STRING} else f'"{lexical}"^^<{datatype}>'


def _written(term: Node) -> str:
    """``term`` as N-Triples writes it."""
    if isinstance(term, Literal):
        return _literal(str(term), term.datatype, term.language)
    return term.n3() if isinstance(term, BNode) else f"<{_iri(str(term))}>"


def _write_lines(quads: list[_Quad], _: Mapping[str, str]) -> bytes:
    lines = (" ".join([*map(_written, quad[:3]), *([_written(quad[3])] if quad[3] else [])]) + " .\n" for quad in quads)
    return "".join(sorted(lines)).encode("utf-8")


def _one_graph(quads: list[_Quad], prefixes: Mapping[str, str]) -> Graph:
    return _graphs([(s, p, o, None) for s, p, o, _ in quads], prefixes)[0]


def _graphs(quads: list[_Quad], prefixes: Mapping[str, str]) -> list[Graph]:
    """The default graph and every named one, with the same prefixes.

    Not as a Dataset: rdflib 7.6 warns about itself whenever its serializers touch one. And in rdflib's simplest store,
    which keeps the order of insertion, where its usual one has the order of a set.
    """
    default = Graph("SimpleMemory", DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none")
    manager = default.namespace_manager
    graphs: dict[URIRef | None, Graph] = {None: default}
    for s, p, o, name in quads:
        if name not in graphs:
            graphs[name] = Graph("SimpleMemory", name, manager, bind_namespaces="none")
        graphs[name].add((s, p, o))
    for prefix, namespace in prefixes.items():
        manager.bind(prefix, namespace, override=True, replace=True)
    # a prefix for a foreign property is made up when it is first met: always meet them in the same order
    for predicate in sorted({str(p) for _, p, _, _ in quads}):
        manager.compute_qname(predicate)
    return list(graphs.values())


def _from_rdflib(serializer: Serializer) -> bytes:
    if isinstance(serializer, TurtleSerializer):
        serializer.topClasses = list(_CLASS_ORDER)
        serializer.predicateOrder = list(_PROPERTY_ORDER)
    stream = BytesIO()
    serializer.serialize(stream, encoding="utf-8")
    return stream.getvalue()


def _write_turtle(quads: list[_Quad], prefixes: Mapping[str, str]) -> bytes:
    return _from_rdflib(TurtleSerializer(_one_graph(quads, prefixes)))


def _write_trig(quads: list[_Quad], prefixes: Mapping[str, str]) -> bytes:
    graphs = _graphs(quads, prefixes)
    serializer = TrigSerializer(graphs[0])
    serializer.contexts = graphs
    serializer.default_context = DATASET_DEFAULT_GRAPH_ID
    return _from_rdflib(serializer)


def _write_xml(quads: list[_Quad], prefixes: Mapping[str, str]) -> bytes:
    for s, _, o, _ in quads:
        found = _FORBIDDEN_IN_XML.search(str(o))
        if found:
            raise StoreError(
                f"RDF/XML cannot carry the character U+{ord(found[0]):04X} in a literal of {s}; "
                "write turtle, nquads or another syntax instead"
            )
    return _from_rdflib(XMLSerializer(_one_graph(quads, prefixes)))


def _write_json_ld(quads: list[_Quad], prefixes: Mapping[str, str]) -> bytes:
    """JSON-LD 1.0 and 1.1 with one context; rdflib's own writer loses an empty string beside another value."""
    schemes = {str(term).partition(":")[0] for quad in quads for term in quad if isinstance(term, URIRef)}
    context = _Context({name: namespace for name, namespace in prefixes.items() if name not in schemes})
    graphs: dict[URIRef | None, dict[str, dict[str, Any]]] = {None: {}}
    for s, p, o, name in quads:
        nodes = graphs.setdefault(name, {})
        node = nodes.setdefault(str(s), {"@id": context.short(s)})
        if p == RDF.type and not isinstance(o, Literal):
            node.setdefault("@type", []).append(context.short(o))
        else:
            node.setdefault(context.short(p), []).append(context.value(o))
    content: list[dict[str, Any]] = list(graphs.pop(None).values())
    content += [{"@id": str(name), "@graph": list(nodes.values())} for name, nodes in graphs.items()]
    document = {"@context": dict(sorted(context.used.items())), "@graph": content}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


class _Context:
    """Shortens IRIs by prefixes and keeps which were used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._names = {namespace: name for name, namespace in prefixes.items()}
        self.used: dict[str, str] = {}

    def short(self, term: Node) -> str:
        """``prefix:name`` where a prefix fits, else the whole; a blank node with its label."""
        text = str(term)
        if isinstance(term, BNode):
            return f"_:{text}"
        cut = max(text.rfind("/"), text.rfind("#"), text.rfind(":")) + 1
        name = self._names.get(text[:cut])
        if name is None or cut == len(text):
            return text
        self.used[name] = text[:cut]
        return f"{name}:{text[cut:]}"

    def value(self, term: Node) -> dict[str, str] | str:
        """The object of a statement; a string as it is."""
        if not isinstance(term, Literal):
            return {"@id": self.short(term)}
        if term.language:
            return {"@value": str(term), "@language": term.language}
        if term.datatype is None or str(term.datatype) == XSD_STRING:
            return str(term)
        return {"@value": str(term), "@type": self.short(term.datatype)}


_ALL: Final = (
    Syntax("turtle", "text/turtle", ".ttl", False, True, _write_turtle),
    Syntax("trig", "application/trig", ".trig", True, True, _write_trig),
    Syntax("nquads", "application/n-quads", ".nq", True, True, _write_lines),
    Syntax("ntriples", "application/n-triples", ".nt", False, True, _write_lines),
    Syntax("json-ld", "application/ld+json", ".jsonld", True, False, _write_json_ld),
    Syntax("xml", "application/rdf+xml", ".rdf", False, False, _write_xml),
)

#: The syntaxes by the names that the command line offers.
SYNTAXES: Final[Mapping[str, Syntax]] = MappingProxyType({syntax.name: syntax for syntax in _ALL})

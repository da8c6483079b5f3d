"""CHECK: what a graph violates of ``ontology/shapes.ttl``, with the article and the sentence behind each violation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import pyshacl
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.errors import ResourceError
from kg.resources import folder
from kg.vocabulary import DCTERMS, DEFCO, OA, PREFIXES, PROV, RDF, RDFS, SH

__all__ = ["Violation", "format_violation", "validate"]

#: Longest quote that stands on the line of a violation, in code points.
_QUOTE_LENGTH: Final = 120

#: Most steps from a node to the evidence behind it: linking decision, entity, situation, claim, evidence.
_STEPS: Final = 4

_SHAPES: Final = "shapes.ttl"
_ONTOLOGY: Final = "defence-cooperation.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One way in which a graph breaks one rule.

    ``article`` is the title of the article (else its identifier, else its IRI) and ``quote`` the first quote of it
    that led to the node; both are empty where the graph does not say. ``focus`` is the IRI of the node at fault
    (``_:blank`` for a blank node), ``path`` the property at fault as a CURIE or a SPARQL property path (empty where the
    node as a whole is), ``value`` the value at fault (empty where one is missing), ``severity`` one of ``Violation``,
    ``Warning`` and ``Info``.
    """

    article: str
    quote: str
    focus: str
    path: str
    value: str
    message: str
    severity: str


def validate(
    graph: Graph | Dataset, *, shapes: Path | None = None, ontology: Path | None = None
) -> tuple[Violation, ...]:
    """Everything in ``graph`` that breaks a shape, sorted by article, quote, node, path, value and message.

    A dataset is checked as the union of its graphs. ``graph`` is left as it is. ``shapes`` and ``ontology`` are Turtle
    files that take the place of the package's own.

    Raises ResourceError if one of these files is missing or is no Turtle.
    """
    data = _with_subclasses(graph, _read(ontology or folder("ontology") / _ONTOLOGY))
    _, report, _ = pyshacl.validate(
        data, shacl_graph=_read(shapes or folder("ontology") / _SHAPES), inplace=True, advanced=False
    )
    results = report.subjects(RDF.type, SH.ValidationResult)
    return tuple(sorted({_violation(result, report, data) for result in results}))


def format_violation(violation: Violation) -> str:
    """``violation`` on one line: article, quote, node, path, what is wrong and the value at fault."""
    where = [violation.article or "no article"]
    if violation.quote:
        where.append(f"“{_shortened(violation.quote)}”")
    focus = violation.focus if violation.focus.startswith("_:") else f"<{violation.focus}>"
    node = f"{focus} {violation.path}".rstrip()
    value = f" (it has {_shortened(violation.value)})" if violation.value else ""
    return f"{': '.join(where)}: {node}: {violation.message}{value}"


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE_LENGTH else text[: _QUOTE_LENGTH - 1].rstrip() + "…"


def _read(path: Path) -> Graph:
    """The Turtle file ``path``, parsed once as long as it does not change."""
    try:
        return _parsed_file(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise ResourceError(f"{path}: cannot be read ({error.strerror}); install the package again") from error
    except (BadSyntax, ParserError) as error:
        reason = " ".join(str(error).split())
        raise ResourceError(
            f"{path}: is no Turtle ({_shortened(reason)}); mend it or install the package again"
        ) from error


@lru_cache(maxsize=8)
def _parsed_file(path: Path, _changed: int) -> Graph:
    return Graph().parse(path, format="turtle")


@lru_cache(maxsize=64)
def _parsed(query: str) -> Query:
    return prepareQuery(query)


class _Data(Graph):
    """A graph that parses each query of the shapes once in a process: parsing was two thirds of a small validation."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        return super().query(_parsed(query_object) if isinstance(query_object, str) else query_object, *args, **kwargs)


def _with_subclasses(graph: Graph | Dataset, ontology: Graph) -> Graph:
    """All triples of ``graph`` in one plain in-memory graph (pySHACL is 50 times slower over a store on disk), with
    the subclass axioms, on which ``sh:class`` and ``sh:targetClass`` rest.
    """
    data = _Data(bind_namespaces="none")
    if isinstance(graph, Dataset):
        for s, p, o, _ in graph.quads():
            data.add((s, p, o))
    else:
        for triple in graph:
            data.add(triple)
    for triple in ontology.triples((None, RDFS.subClassOf, None)):
        data.add(triple)
    return data


def _violation(result: Node, report: Graph, data: Graph) -> Violation:
    """One ``sh:ValidationResult`` in the terms of a reader.

    A SPARQL constraint has a class as its focus node and the node at fault as its value (see shapes.ttl).
    """
    focus, value = next(report.objects(result, SH.focusNode)), report.value(result, SH.value)
    if report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent and value is not None:
        focus, value = value, None
    if value == focus:
        value = None
    article, quote = _origin(focus, data)
    return Violation(
        article=article,
        quote=quote,
        focus=_name(focus),
        path=_path(result, focus, value, report, data),
        value=_name(value) if value is not None else "",
        message=_abbreviated(str(report.value(result, SH.resultMessage) or "")),
        severity=str(report.value(result, SH.resultSeverity)).rpartition("#")[2],
    )


def _name(node: Node) -> str:
    """A node for a reader. Blank nodes have one name: their own differs at every reading of a file."""
    if isinstance(node, BNode):
        return "_:blank"
    return str(node) if isinstance(node, URIRef) else node.n3()


def _abbreviated(text: str) -> str:
    """``text`` with the namespaces of the prefix map written as prefixes."""
    for prefix, namespace in PREFIXES.items():
        text = text.replace(namespace, f"{prefix}:")
    return text


def _path(result: Node, focus: Node, value: Node | None, report: Graph, data: Graph) -> str:
    """The property at fault: of several alternatives, the one that has the value."""
    path = report.value(result, SH.resultPath)
    if path is None:
        return ""
    alternatives = report.value(path, SH.alternativePath)
    if alternatives is not None and value is not None:
        having = [p for p in Collection(report, alternatives) if (focus, p, value) in data]
        if having:
            return "|".join(_abbreviated(str(p)) for p in having)
    return _written(path, report)


def _written(path: Node, report: Graph) -> str:
    """A SHACL property path in the syntax of SPARQL 1.1, section 9.1."""
    if isinstance(path, URIRef):
        return _abbreviated(str(path))
    inverse, alternatives = report.value(path, SH.inversePath), report.value(path, SH.alternativePath)
    if inverse is not None:
        return "^" + _written(inverse, report)
    if alternatives is not None:
        return "|".join(_written(step, report) for step in Collection(report, alternatives))
    return "/".join(_written(step, report) for step in Collection(report, path))


def _origin(node: Node, data: Graph) -> tuple[str, str]:
    """The title of the article and the first quote behind ``node``, both empty where the graph does not lead to any."""
    own = set(data.objects(node, PROV.wasDerivedFrom))
    layers = list(_layers(node, data))
    for layer in layers:
        quotes = [q for place in layer for article, q in _quotes(place, data) if not own or article in own]
        if quotes:
            title, _, quote = min(quotes)
            return title, quote
    for layer in layers:
        articles = [_title(a, data) for one in layer for a in _articles(one, data)]
        if articles:
            return min(articles), ""
    return "", ""


def _layers(node: Node, data: Graph) -> Iterator[set[Node]]:
    """The nodes 0, 1, 2 ... steps from ``node`` towards the evidence behind it."""
    seen, layer = {node}, {node}
    for _ in range(_STEPS + 1):
        yield layer
        layer = {near for one in layer for near in _neighbours(one, data)} - seen
        seen |= layer


def _neighbours(node: Node, data: Graph) -> Iterator[Node]:
    """The nodes one step nearer to the evidence: what a claim or a decision points at, and all that points here.

    Claims and articles are ends: what points at them is not what they are about.
    """
    yield from data.objects(node, DEFCO.evidence)
    yield from data.objects(node, DEFCO.linkFor)
    if (node, DEFCO.evidence, None) not in data and (node, RDF.type, DEFCO.Article) not in data:
        yield from data.subjects(None, node)


def _quotes(place: Node, data: Graph) -> Iterator[tuple[Node, tuple[str, int, str]]]:
    """The article of a piece of evidence, with its title, the start of the quote and the quote."""
    selectors = list(data.objects(place, OA.hasSelector))
    starts = [_offset(start) for selector in selectors for start in data.objects(selector, OA.start)]
    for article in data.objects(place, OA.hasSource):
        for selector in selectors:
            for exact in data.objects(selector, OA.exact):
                yield article, (_title(article, data), min(starts, default=0), str(exact))


def _articles(node: Node, data: Graph) -> Iterator[Node]:
    """The articles that ``node`` names or is."""
    for article in (node, *data.objects(node, PROV.wasDerivedFrom), *data.objects(node, OA.hasSource)):
        if (article, RDF.type, DEFCO.Article) in data:
            yield article


def _offset(literal: Node) -> int:
    value = literal.toPython() if isinstance(literal, Literal) else 0
    return value if isinstance(value, int) else 0


def _title(article: Node, data: Graph) -> str:
    for name in (DCTERMS.title, DCTERMS.identifier):
        found = sorted(str(value) for value in data.objects(article, name))
        if found:
            return found[0]
    return _name(article)

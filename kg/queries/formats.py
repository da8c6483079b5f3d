"""Answers written in the W3C's formats (SPARQL 1.1 Query Results JSON, CSV and TSV, XML; Turtle, RDF/XML, JSON-LD)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Triple

from kg.errors import QueryError
from kg.queries.running import Result
from kg.stores import Rows, Term, Triples, Truth
from kg.vocabulary import PREFIXES

__all__ = ["FORMATS", "serialise"]

_TABULAR = MappingProxyType(
    {
        "csv": QueryResultsFormat.CSV,
        "tsv": QueryResultsFormat.TSV,
        "json": QueryResultsFormat.JSON,
        "xml": QueryResultsFormat.XML,
    }
)
_GRAPHIC = MappingProxyType({"turtle": RdfFormat.TURTLE, "xml": RdfFormat.RDF_XML, "json": RdfFormat.JSON_LD})


def serialise(result: Result, format_: str) -> bytes:
    """The answer in ``csv``, ``tsv``, ``json``, ``xml`` or ``turtle``, in UTF-8; the same answer gives the same bytes.

    Triples in ``json`` are JSON-LD, in ``xml`` RDF/XML, in ``csv`` and ``tsv`` three columns. Raises QueryError for
    an unknown format, and for ``turtle`` where the answer is no graph.
    """
    if format_ not in FORMATS:
        raise QueryError(f"there is no format “{format_}”; use one of {', '.join(FORMATS)}")
    return FORMATS[format_](result)


def _writer(format_: str) -> Callable[[Result], bytes]:
    def write(result: Result) -> bytes:
        match result.answer:
            case Triples(triples) if format_ in _GRAPHIC:
                return _graph(triples, _GRAPHIC[format_])
            case Truth(value):
                return _truth(value, format_)
            case Rows() | Triples():
                return _table(result, format_)

    return write


FORMATS: Mapping[str, Callable[[Result], bytes]] = MappingProxyType(
    {name: _writer(name) for name in ("csv", "tsv", "json", "xml", "turtle")}
)
"""Format -> what writes a result in it."""


def _graph(triples: tuple[Triple, ...], syntax: RdfFormat) -> bytes:
    return pyoxigraph.serialize(sorted(triples, key=str), format=syntax, prefixes=dict(PREFIXES)) or b""


def _truth(value: bool, format_: str) -> bytes:
    word = "true" if value else "false"
    match format_:
        case "json":
            return json.dumps({"head": {}, "boolean": value}).encode() + b"\n"
        case "xml":
            namespace = "http://www.w3.org/2005/sparql-results#"
            head = f'<?xml version="1.0"?>\n<sparql xmlns="{namespace}"><head/>'
            return f"{head}<boolean>{word}</boolean></sparql>\n".encode()
        case "csv" | "tsv":
            return f"{word}\n".encode()
    raise QueryError("an ASK answers yes or no and no graph; use csv, tsv, json or xml")


def _table(result: Result, format_: str) -> bytes:
    if format_ == "turtle":
        raise QueryError("a SELECT answers rows and no graph; use csv, tsv, json or xml")
    if format_ == "csv":
        return _csv(result)
    written = json.dumps(_as_json(result), ensure_ascii=False).encode()
    solutions = pyoxigraph.parse_query_results(written, format=QueryResultsFormat.JSON)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("results of a SELECT were read as those of an ASK")
    return (solutions.serialize(format=_TABULAR[format_]) or b"") + b"\n" * (format_ in {"json", "xml"})


def _csv(result: Result) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream)  # RFC 4180, as the W3C's format asks: lines end in CRLF
    writer.writerow(result.columns)
    writer.writerows([["" if term is None else term.value for term in row] for row in result.terms])
    return stream.getvalue().encode()


def _as_json(result: Result) -> dict[str, object]:
    bindings = [
        {name: _term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.terms
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _term(term: Term) -> dict[str, str]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal(language=str(language)):
            return {"type": "literal", "value": term.value, "xml:lang": language}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}

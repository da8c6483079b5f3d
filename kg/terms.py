"""RDF terms as plain values, so that the bulk path from claims to N-Quads needs no rdflib objects.

An IRI is a ``str``; a literal is a :class:`Value`. There is no value for blank nodes: the graph has none.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

__all__ = ["XSD_STRING", "Statement", "Term", "Value"]

#: The datatype that N-Triples and N-Quads leave unwritten (RDF 1.1 Concepts, section 3.3).
XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"


class Value(NamedTuple):
    """A literal: its lexical form and the IRI of its datatype."""

    lexical: str
    datatype: str = XSD_STRING


Term: TypeAlias = str | Value

#: Subject, predicate, object.
Statement: TypeAlias = tuple[str, str, Term]

"""Terms of SPARQL text made from strings of unknown origin, so that no string can be read as anything but one term."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError

__all__ = ["XSD", "expand_curie", "iri_term", "is_iri", "literal_term"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SCHEMES: Final = ("http://", "https://", "urn:")
_LINE_BREAKS: Final = "\t\n\r"

_ESCAPE: Final = re.compile(r"\\u", re.IGNORECASE)
"""SPARQL 1.1 (section 19.2) reads these before it knows where a string ends; engines differ on a backslash before."""


def is_iri(value: str) -> bool:
    """True for what is meant as an IRI of the schemes allowed (http, https, urn), well formed or not."""
    return value.lower().startswith(_SCHEMES)


def expand_curie(value: str, prefixes: dict[str, str]) -> str | None:
    """The IRI behind ``prefix:local`` for a known prefix, else None."""
    prefix, colon, local = value.partition(":")
    if not colon or prefix not in prefixes or not local or any(c.isspace() for c in local):
        return None
    return prefixes[prefix] + local


def iri_term(value: str) -> str:
    """``value`` as ``<IRI>``. Raises ParameterError unless it is a well-formed http, https or urn IRI."""
    if not is_iri(value):
        raise ParameterError(
            f"“{value}” is not an IRI that may be asked for; it must begin with http://, https:// or urn:"
        )
    try:
        return str(NamedNode(value))
    except ValueError as error:
        raise ParameterError(f"“{value}” is not a well-formed IRI: {error}") from error


def literal_term(value: str, datatype: str = f"{XSD}string") -> str:
    """``value`` as a quoted literal of the datatype (an IRI).

    Raises ParameterError if the value is not in the datatype's lexical space (XML Schema 1.1, part 2), or holds control
    characters or the sequence ``\\u``, which some engines would read as part of the query.
    """
    if _ESCAPE.search(value):
        raise ParameterError(f"“{value}” holds a backslash before a u, which cannot be passed on safely; leave it out")
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in _LINE_BREAKS for c in value):
        raise ParameterError(f"{value!r} holds control characters; leave them out")
    if datatype != f"{XSD}string":
        _check(value, datatype)
    return str(Literal(value, datatype=NamedNode(datatype)))


def _check(value: str, datatype: str) -> None:
    import rdflib

    kind = datatype.removeprefix(XSD)
    # False: rdflib knows the datatype and could read the value; None: it knows no such datatype, so nothing was checked
    if rdflib.Literal(value, datatype=rdflib.URIRef(datatype)).ill_typed is not False or value != value.strip():
        raise ParameterError(f"“{value}” is not an xsd:{kind}{_SAMPLE.get(kind, '')}")


_SAMPLE: Final = {
    "date": "; write it as 2023-08-03",
    "gYear": "; write it as 2023",
    "gYearMonth": "; write it as 2023-08",
    "integer": "; write it as 12",
    "decimal": "; write it as 12.5",
    "boolean": "; write true or false",
}

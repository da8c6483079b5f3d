"""Terms of SPARQL text made from strings of unknown origin, so that no string can be read as anything but one term."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import ParameterError

__all__ = ["DATATYPES", "XSD", "expand_curie", "iri_term", "is_iri", "literal_term"]

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_SCHEMES: Final = ("http://", "https://", "urn:")
_LINE_BREAKS: Final = "\t\n\r"

_ESCAPE: Final = re.compile(r"\\u", re.IGNORECASE)
"""SPARQL 1.1 (section 19.2) reads these before it knows where a string ends; engines differ on a backslash before."""


#: Datatype of XML Schema 1.1, part 2 -> its lexical forms (without time zones), a sample, and what knows the calendar.
DATATYPES: Final[Mapping[str, tuple[str, str, Callable[[str], object] | None]]] = MappingProxyType(
    {
        "boolean": ("true|false", "true", None),
        "date": ("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2023-08-03", date.fromisoformat),
        "dateTime": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z?", "2023-08-03T12:00:00", datetime.fromisoformat),
        "decimal": (r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?", "12.5", None),
        "gYear": ("[0-9]{4}", "2023", None),
        "gYearMonth": ("[0-9]{4}-(0[1-9]|1[0-2])", "2023-08", None),
        "integer": ("[+-]?[0-9]{1,18}", "12", None),
    }
)


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
    kind = datatype.removeprefix(XSD)
    if kind not in DATATYPES:
        raise ParameterError(f"values of the datatype {datatype} cannot be checked; use one of {', '.join(DATATYPES)}")
    form, sample, calendar = DATATYPES[kind]
    if not re.fullmatch(form, value) or (calendar is not None and not _takes(calendar, value)):
        raise ParameterError(f"“{value}” is not an xsd:{kind}; write it as {sample}")


def _takes(calendar: Callable[[str], object], value: str) -> bool:
    try:
        calendar(value)
    except ValueError:
        return False
    return True

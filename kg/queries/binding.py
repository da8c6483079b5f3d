"""Puts values in the place of a query's parameters, as terms, at the level of tokens."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from types import MappingProxyType

from kg.errors import ParameterError, QueryError
from kg.queries.saved import Parameter, SavedQuery
from kg.queries.syntax import check
from kg.queries.tokens import substitute, tokens
from kg.stores import Store, resolve
from kg.stores.sparql_terms import expand_curie, iri_term, is_iri, literal_term
from kg.vocabulary import PREFIXES

__all__ = ["bind", "resolve_names"]

_NONE: Mapping[str, str] = MappingProxyType({})


def bind(query: SavedQuery, values: Mapping[str, str] = _NONE) -> str:
    """The query's text with every parameter replaced by a validated term; ready to run.

    A value is the lexical form of a literal, or an IRI, a CURIE, or the local name of one of the choices. The datatype
    comes from the query only. Raises ParameterError for a parameter that is unknown, missing, or of a wrong value.
    """
    _check_names(query, values)
    terms = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None and parameter.required:
            raise ParameterError(f"{query.name} needs the parameter {parameter.name} ({parameter.description})")
        if value is not None:
            terms[parameter.variable] = _term(parameter, value)
    text = substitute(query.text, terms)
    _check_whole(query, text, terms)
    return text


def resolve_names(query: SavedQuery, values: Mapping[str, str], store: Store) -> dict[str, str]:
    """The values with names of entities replaced by their IRIs in the store.

    Raises ParameterError for an unknown parameter or a name that fits nothing, AmbiguousNameError for one that fits
    several.
    """
    _check_names(query, values)
    resolved = {}
    for name, value in values.items():
        parameter = query.parameter(name)
        named = parameter is not None and parameter.datatype is None and not parameter.choices
        resolved[name] = resolve(store, value, classes=parameter.classes if parameter else ()) if named else value
    return resolved


def _check_names(query: SavedQuery, values: Mapping[str, str]) -> None:
    names = [parameter.name for parameter in query.parameters]
    for name in values:
        if name not in names:
            close = get_close_matches(name, names, n=1)
            hint = f"did you mean {close[0]}?" if close else f"it takes {', '.join(names) or 'none'}"
            raise ParameterError(f"{query.name} has no parameter “{name}”; {hint}")


def _term(parameter: Parameter, value: str) -> str:
    try:
        if parameter.choices:
            value = _chosen(parameter, value)
        if parameter.datatype is not None:
            return literal_term(value, parameter.datatype)
        return iri_term(value if is_iri(value) else expand_curie(value, PREFIXES) or value)
    except ParameterError as error:
        raise ParameterError(f"parameter {parameter.name}: {error}") from error


def _chosen(parameter: Parameter, value: str) -> str:
    short = {_local(choice): choice for choice in parameter.choices}
    wanted = expand_curie(value, PREFIXES) or value if parameter.datatype is None else value
    if wanted in parameter.choices:
        return wanted
    if value in short:
        return short[value]
    raise ParameterError(f"“{value}” is none of {', '.join(short)}")


def _local(choice: str) -> str:
    return choice.rsplit("#", 1)[-1] if is_iri(choice) else choice


def _check_whole(query: SavedQuery, text: str, terms: Mapping[str, str]) -> None:
    """The last line of defence: every term must have become exactly its own tokens, and the whole must parse."""
    expected = [
        part
        for token in tokens(query.text)
        for part in (tokens(terms.get(token.text[1:], token.text)) if token.kind == "variable" else (token,))
    ]
    if list(tokens(text)) != expected:
        raise ParameterError(f"{query.name}: a value cannot be passed on without changing the query; use simpler ones")
    try:
        form = check(text, service=query.federated)
    except QueryError as error:
        raise QueryError(f"{query.name}: {error}") from error
    if form is not query.form:
        raise ParameterError(f"{query.name}: a value would turn the {query.form} into a {form}")

"""Runs queries on a store, within a time and a number of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

from kg.queries.binding import bind, resolve_names
from kg.queries.saved import SavedQuery
from kg.queries.syntax import Form, check
from kg.stores import Answer, Rows, Store, Term, Truth
from kg.vocabulary import PREFIXES

__all__ = ["LIMIT", "TIMEOUT", "Result", "run", "run_text"]

LIMIT: Final = 10_000
"""Rows or triples returned unless the caller says otherwise."""

TIMEOUT: Final = 60.0
"""Seconds allowed unless the caller says otherwise."""

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Result:
    """What a query answered; ``text`` is the query as run, ``message`` tells in one line that rows were cut."""

    form: Form
    text: str
    answer: Answer
    message: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings of :attr:`rows`: variables, or subject, predicate and object, or answer."""
        if isinstance(self.answer, Rows):
            return self.answer.variables
        return ("answer",) if isinstance(self.answer, Truth) else ("subject", "predicate", "object")

    @property
    def terms(self) -> tuple[tuple[Term | None, ...], ...]:
        """The rows or triples as RDF terms, None where unbound; empty for ASK."""
        if isinstance(self.answer, Rows):
            return self.answer.rows
        if isinstance(self.answer, Truth):
            return ()
        return tuple((t.subject, t.predicate, t.object) for t in self.answer.triples)  # type: ignore[misc]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows for people: values of literals, IRIs as CURIEs where a prefix is known, empty where unbound."""
        if isinstance(self.answer, Truth):
            return (("yes" if self.answer.value else "no",),)
        return tuple(tuple(_shown(term) for term in row) for row in self.terms)


def run(
    query: SavedQuery,
    store: Store,
    parameters: Mapping[str, str] = _NONE,
    *,
    limit: int | None = LIMIT,
    timeout: float | None = TIMEOUT,
) -> Result:
    """The answer to a saved query, with names of entities looked up in the store.

    Raises ParameterError, AmbiguousNameError, QueryError (out of time, or refused by the engine) and StoreError.
    """
    text = bind(query, resolve_names(query, parameters, store))
    return _result(query.form, text, store.query(text, limit=limit, timeout=timeout), limit)


def run_text(
    text: str,
    store: Store,
    *,
    limit: int | None = LIMIT,
    timeout: float | None = TIMEOUT,
    service: bool = False,
) -> Result:
    """The answer to a query given as text; the project's prefixes need no declaration.

    Raises QueryError for anything but SELECT, ASK, CONSTRUCT and DESCRIBE, and for SERVICE unless ``service``.
    """
    form = check(text := _with_prefixes(text), service=service)
    return _result(form, text, store.query(text, limit=limit, timeout=timeout), limit)


def _with_prefixes(text: str) -> str:
    return "\n".join([*(f"PREFIX {prefix}: <{iri}>" for prefix, iri in PREFIXES.items()), text])


def _result(form: Form, text: str, answer: Answer, limit: int | None) -> Result:
    message = None
    if not isinstance(answer, Truth) and answer.cut:
        what = "rows" if isinstance(answer, Rows) else "triples"
        message = f"only the first {limit} {what} are given, there are more; narrow the parameters or raise the limit"
    return Result(form, text, answer, message)


def _shown(term: Term | None) -> str:
    if not isinstance(term, NamedNode):
        return "" if term is None else term.value
    for prefix, namespace in PREFIXES.items():
        if term.value.startswith(namespace) and term.value != namespace:
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return term.value

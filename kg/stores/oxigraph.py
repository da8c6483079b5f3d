"""The border to pyoxigraph: its answers as ours, its errors as ours."""

from __future__ import annotations

import pyoxigraph

from kg.errors import QueryError, StoreError
from kg.stores.answers import Answer, Rows, Triples, Truth, at_most
from kg.stores.deadline import Deadline, within

__all__ = ["ask", "one_line"]


def ask(store: pyoxigraph.Store, text: str, *, timeout: float | None, limit: int | None) -> Answer:
    """The answer of a pyoxigraph store whose default graph holds the merge of its graphs.

    Not ``use_default_graph_as_union``: that finds a statement once for every graph that holds it, so that joins over
    labels, which thousands of articles repeat, multiply (26 saved queries on 125k quads: minutes instead of seconds).

    Raises QueryError for a malformed query or one that runs out of time, StoreError if the store cannot be read.
    """
    return within(timeout, lambda deadline: _answer(store, text, limit, deadline))


def _answer(store: pyoxigraph.Store, text: str, limit: int | None, deadline: Deadline) -> Answer:
    try:
        found = store.query(text)
        if isinstance(found, pyoxigraph.QueryBoolean):
            return Truth(bool(found))
        if isinstance(found, pyoxigraph.QueryTriples):
            triples, cut = at_most(limit, dict.fromkeys(deadline.guard(found)))
            return Triples(triples, cut=cut)
        variables = tuple(variable.value for variable in found.variables)
        rows, cut = at_most(limit, deadline.guard(tuple(solution) for solution in found))
        return Rows(variables, rows, cut=cut)
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {one_line(error)}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise StoreError(f"the store cannot answer: {one_line(error)}") from error


def one_line(error: Exception, length: int = 200) -> str:
    """The error's message on one line of at most ``length`` characters."""
    # a SyntaxError carries (message, place); a parser's message may list every token it would have taken
    message = " ".join(str(error.args[0] if error.args else error).split())
    return message if len(message) <= length else f"{message[: length - 1]}…"

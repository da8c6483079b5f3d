"""What may be run: one query that reads, of a known form, and SERVICE only where it is allowed."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

import pyoxigraph

from kg.errors import QueryError
from kg.queries.tokens import keywords

__all__ = ["Form", "check"]


class Form(StrEnum):
    """The form of a query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


_ESCAPE: Final = re.compile(r"\\u", re.IGNORECASE)
_PROLOGUE: Final = frozenset({"PREFIX", "BASE"})


def check(text: str, *, service: bool = False) -> Form:
    """The form of the query; ``service`` allows SERVICE.

    Raises QueryError for updates, anything that is not one query, SERVICE unless allowed, and ``\\u`` escapes: SPARQL
    reads those before everything else (section 19.2), so that an engine could see another query than was checked here.
    """
    if _ESCAPE.search(text):
        raise QueryError("the query holds a \\u escape, which engines read differently; write the character itself")
    words = keywords(text)
    form = next((word for word in words if word not in _PROLOGUE), "nothing")
    if form not in list(Form):
        raise QueryError(f"the query begins with {form}; only {', '.join(Form)} are run")
    if "SERVICE" in words and not service:
        raise QueryError("the query asks another server (SERVICE), which only a saved query marked federated may do")
    _parse(text, asks_server="SERVICE" in words)
    return Form(form)


def _parse(text: str, *, asks_server: bool) -> None:
    # pyoxigraph offers no parser of its own; over an empty store a query is parsed and answered at no cost, but a
    # SERVICE would be called, so there the engine that runs it will be the first to parse it
    if asks_server:
        return
    try:
        pyoxigraph.Store().query(text)
    except SyntaxError as error:
        message = " ".join(str(error.args[0]).split())[:200]
        raise QueryError(f"the query cannot be parsed: {message}") from error

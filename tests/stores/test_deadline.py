"""Queries that take too long."""

import threading

import pytest
import rdflib

from kg.errors import QueryError
from kg.stores import RdflibStore
from kg.stores.deadline import Deadline, within


def seven(_: Deadline) -> int:
    return 7


def fail(_: Deadline) -> int:
    raise KeyError("work")


def test_work_that_takes_too_long_is_given_up() -> None:
    """The caller gets an error that names the time allowed, though the work has not ended."""
    release = threading.Event()

    def work(_: Deadline) -> bool:
        return release.wait()

    with pytest.raises(QueryError, match=r"longer than 0\.01 seconds"):
        within(0.01, work)
    release.set()


@pytest.mark.parametrize("seconds", [60, None])
def test_work_in_time(seconds: float | None) -> None:
    """What the work returns or raises comes through, with a time and without."""
    assert within(seconds, seven) == 7
    with pytest.raises(KeyError):
        within(seconds, fail)


def test_rows_stop_at_the_deadline() -> None:
    """Work that was given up ends at the next row it would fetch."""
    rows = Deadline(-1).guard(iter(range(10)))
    with pytest.raises(QueryError, match="longer than"):
        next(rows)
    assert list(Deadline(None).guard(range(3))) == [0, 1, 2]


def test_a_store_gives_up() -> None:
    """A query that does not end in time is an error of the store's query, not a hang."""
    release = threading.Event()

    class Slow(rdflib.Graph):
        def triples(self, _):
            release.wait()
            return iter(())

    with pytest.raises(QueryError, match="longer than"):
        RdflibStore(Slow()).query("SELECT * { ?s ?p ?o }", timeout=0.01)
    release.set()


def test_rdflib_fetches_no_graph() -> None:
    """FROM, which rdflib would answer from the network, is refused there; so is what is no SPARQL."""
    store = RdflibStore(rdflib.Graph())
    with pytest.raises(QueryError, match="FROM"):
        store.query("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }")
    with pytest.raises(QueryError, match="cannot be parsed"):
        store.query("SELECT")

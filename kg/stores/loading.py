"""Graphs into triple stores, on servers and on disk, repeated safely: only what differs is sent or written.

What is sent replaces its graph, so that a load that broke off is simply run again; a journal beside the source says
which graphs the server has as they are now, and the server's own counts are asked before it is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar

import pyoxigraph
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions

from kg.errors import NetworkError, StoreError
from kg.stores.connection import Connection
from kg.stores.embedded import Change, WritableStore
from kg.stores.journal import Journal
from kg.stores.sending import drop, put
from kg.stores.sources import NamedGraph

__all__ = ["Loaded", "counts", "fill", "load", "prune"]

_RESULTS: Final = "application/sparql-results+xml"
#: Graphs counted in one query: far fewer rows than servers cut an answer at (Virtuoso's default is 10,000), and a text
#: that Virtuoso plans quickly; with a FILTER instead of VALUES it looks at every statement for every name.
_BATCH: Final = 100
#: Statements in one transaction of a store on disk, some megabytes of text.
_TRANSACTION: Final = 20_000

T = TypeVar("T")


@dataclass(slots=True)
class Loaded:
    """How a load went: graphs that the server has now, how many were sent for it, and how many taken away."""

    graphs: int = 0
    sent: int = 0
    pruned: int = 0


def load(
    connection: Connection,
    graphs: Iterable[NamedGraph],
    journal: Journal,
    *,
    watch: Callable[[NamedGraph, bool], None] = lambda _graph, _sent: None,
    dry: bool = False,
) -> Loaded:
    """Bring the server's graphs to ``graphs``, and count them there; ``watch`` is told of each and whether it is sent.

    What the journal says was sent is sent again only where it has changed, or where the server has another number of
    statements. With ``dry`` nothing is sent or written. Raises NetworkError where the server refuses or fails, and
    StoreError where its counts differ afterwards; what was done until then need not be done again.
    """
    done, digests = Loaded(), journal.digests()
    for batch in _batches(graphs, _BATCH):
        there = counts(connection, [one.name for one in batch])
        missing = {one.name for one in batch if there[one.name] != one.size or digests.get(one.name) != one.digest}
        for one in batch:
            if one.name in missing and not dry:
                put(connection, one)
                journal.add(one)
            watch(one, one.name in missing)
        if missing and not dry:
            _compare(connection, [one for one in batch if one.name in missing])
        done.graphs += len(batch)
        done.sent += len(missing)
    return done


def fill(
    store: WritableStore,
    graphs: Iterable[NamedGraph],
    *,
    watch: Callable[[NamedGraph, bool], None] = lambda _graph, _sent: None,
    dry: bool = False,
) -> Loaded:
    """As :func:`load`, into a store on disk; a graph that differs from what is there is replaced in one transaction.

    New graphs share transactions: each ends with a wait for the disk.
    """
    done, new = Loaded(), list[Change]()
    for one in graphs:
        change = store.change(one.name, one.triples())
        watch(one, change is not None)
        done.graphs += 1
        done.sent += change is not None
        if change is None or dry:
            continue
        if change.takes_away:
            # it was reckoned without the new ones, which it could rob of statements that only they have besides
            _flush(store, new)
            store.replace_triples(one.name, one.triples())
            continue
        new.append(change)
        if sum(change.size for change in new) >= _TRANSACTION:
            _flush(store, new)
    _flush(store, new)
    return done


def _flush(store: WritableStore, changes: list[Change]) -> None:
    if changes:
        store.apply(changes)
        changes.clear()


def prune(
    connection: Connection,
    kept: Iterable[str],
    journal: Journal,
    *,
    watch: Callable[[str], None] = lambda _name: None,
    dry: bool = False,
) -> int:
    """Take off the server what the journal says was sent and is none of ``kept``; gives how many graphs that are.

    What others loaded is in no journal and stays. ``watch`` is told of each graph; with ``dry`` nothing else happens.
    Raises NetworkError where the server refuses or fails, and StoreError where it has statements of such a graph left.
    """
    gone = sorted(journal.digests().keys() - set(kept))
    for batch in _batches(gone, _BATCH):
        for name in batch:
            watch(name)
            if not dry:
                drop(connection, name)
        left = {} if dry else counts(connection, batch)
        for name in batch:
            if left.get(name):
                raise StoreError(f"{name}: the server still has {left[name]} of its statements; may the user delete?")
            if not dry:
                journal.remove(name)
    return len(gone)


def counts(connection: Connection, names: list[str]) -> dict[str, int]:
    """How many statements the server has in each of the named graphs; raises NetworkError."""
    wanted = " ".join(f"<{name}>" for name in names)
    text = f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {wanted} }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"
    found = dict.fromkeys(names, 0)
    reply = connection.query(text, _RESULTS, {})
    try:
        rows = pyoxigraph.parse_query_results(reply.body, format=QueryResultsFormat.XML)
        if isinstance(rows, QuerySolutions):
            found |= {row["g"].value: int(row["n"].value) for row in rows if isinstance(row["n"], Literal)}
    except (ValueError, SyntaxError, AttributeError) as error:
        raise NetworkError(f"{connection.host}: the answer is no SPARQL result; check --endpoint and --kind") from error
    return found


def _compare(connection: Connection, graphs: list[NamedGraph]) -> None:
    there = counts(connection, [one.name for one in graphs])
    for one in graphs:
        if there[one.name] != one.size:
            raise StoreError(
                f"{one.name}: the server has {there[one.name]} statements of {one.size}; run it again, and if it stays "
                "so, look what the server makes of the graph"
            )


def _batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch

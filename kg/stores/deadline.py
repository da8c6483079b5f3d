"""Ends the wait for work that takes too long.

Neither pyoxigraph 0.5 nor rdflib 7 can cancel a running query, so the query runs in a thread of its own. After the
deadline the caller gets its error at once; the thread stops at the next row it would fetch, or dies with the process.
"""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import TypeVar

from kg.errors import QueryError

__all__ = ["Deadline", "within"]

T = TypeVar("T")


class Deadline:
    """A moment on the monotonic clock, or never."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds = seconds
        self._end = None if seconds is None else time.monotonic() + seconds

    def guard(self, values: Iterable[T]) -> Iterator[T]:
        """The values, until the deadline has passed; then raises QueryError."""
        for value in values:
            if self._end is not None and time.monotonic() > self._end:
                raise self.error()
            yield value

    def error(self) -> QueryError:
        """The error for a query that ran out of time."""
        return QueryError(
            f"the query took longer than {self.seconds:g} seconds and was stopped; narrow its parameters, "
            "or allow it more time"
        )


def within(seconds: float | None, work: Callable[[Deadline], T]) -> T:
    """What ``work`` returns or raises, or QueryError once ``seconds`` have passed; None waits for ever."""
    deadline = Deadline(seconds)
    if seconds is None:
        return work(deadline)
    outcome: Future[T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work(deadline))
        except Exception as error:
            # what the frames hold belongs to this thread: pyoxigraph objects to being dropped in another
            traceback.clear_frames(error.__traceback__)
            outcome.set_exception(error)

    threading.Thread(target=run, name="query", daemon=True).start()
    try:
        return outcome.result(timeout=seconds)
    except FutureTimeoutError as error:
        raise deadline.error() from error

"""Processes of this machine, by pebble: each loads the model once, is killed at its limits, and is replaced."""

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pebble import ProcessExpired, ProcessPool

from kg.pipeline.executors.base import Executor, Failure
from kg.pipeline.shards import Result, Task, work

__all__ = ["Limits", "Processes"]

#: Seconds that a shard gets beyond one article's, for each of its articles; what takes longer is tried one by one.
_EACH = 5.0
_MEGABYTE = 2**20
#: Seconds for which tasks may wait while no worker is at work, before the pool counts as stuck: a worker that is killed
#: in the moment of taking a task takes it along unseen, and may leave the queue locked. Doubled each time it was so.
_PATIENCE = 60.0
_LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one article may take: ``seconds`` of a worker alone, and ``megabytes`` beyond the loaded model (0: any)."""

    seconds: float = 300.0
    megabytes: int = 0


@dataclass(frozen=True, slots=True)
class _Submitted:
    future: "Future[Result]"
    pool: ProcessPool


class Processes(Executor):
    """``workers`` processes; the articles come from and the results go through this one."""

    def __init__(self, workers: int, *, limits: Limits | None = None, patience: float = _PATIENCE) -> None:
        self._workers = workers
        self._limits = limits or Limits()
        self._patience = patience
        self._pool: Any = None
        self._under_way: list[Future[Result]] = []

    @property
    def window(self) -> int:
        """Some more tasks than workers, so that a slow one at the head keeps nobody idle."""
        return 4 * self._workers

    def __enter__(self) -> Self:
        self._pool = self._new_pool()
        return self

    def _new_pool(self) -> ProcessPool:
        # not by fork: this process may have threads, and a child would inherit its open outputs
        return ProcessPool(
            max_workers=self._workers,
            initializer=_prepare,
            initargs=(self._limits.megabytes,),
            context=multiprocessing.get_context("spawn"),
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.close() if kind is None else self._pool.stop()
        self._pool.join()

    def submit(self, task: Task) -> _Submitted:
        """Queue ``task``; its time counts from when a worker takes it."""
        try:
            future = self._schedule(task)
        except RuntimeError:
            # pebble gives its pool up when all workers die while none has a task; what it held fails, and comes here
            self._renew()
            future = self._schedule(task)
        self._under_way = [*(one for one in self._under_way if not one.done()), future]
        return _Submitted(future, self._pool)

    def _schedule(self, task: Task) -> "Future[Result]":
        number = len(task.shard.articles)
        seconds = self._limits.seconds + (_EACH * number if number > 1 else 0)
        future: Future[Result] = self._pool.schedule(_limited, args=(task,), timeout=seconds)
        return future

    def _renew(self) -> None:
        self._pool.stop()
        self._pool.join()
        self._pool = self._new_pool()

    def _wait(self, submitted: _Submitted) -> None:
        """Until it is done; raises Failure where it went down with its pool."""
        busy = time.monotonic()
        while not submitted.future.done():
            if submitted.pool is not self._pool:
                raise Failure("its worker ended before it was begun; try again", suspicious=False)
            if any(one.running() for one in self._under_way):
                busy = time.monotonic()
            elif time.monotonic() - busy > self._patience:
                self._patience *= 2
                self._renew()
            wait([submitted.future], timeout=_LOOK)

    def outcome(self, submitted: _Submitted) -> Result:
        """Its result; raises Failure for a worker that died, ran out of time or out of memory."""
        self._wait(submitted)
        try:
            result = submitted.future.result()
        except OutOfTime as error:
            reason = f"took more than {self._limits.seconds:g} seconds; split it, or allow more by --article-seconds"
            raise Failure(reason, suspicious=True) from error
        except MemoryError as error:
            raise Failure(
                "took too much memory; split it, or allow more by --worker-memory", suspicious=True
            ) from error
        except ProcessExpired as error:
            reason = f"its worker ended ({_manner(error.exitcode)}); look at its text"
            raise Failure(reason, suspicious=False) from error
        except (BrokenProcessPool, CancelledError) as error:
            raise Failure("its worker ended before it was begun; try again", suspicious=False) from error
        return result


def _manner(code: int | None) -> str:
    if code is not None and code < 0:
        return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
    return f"exit code {code}"


_allowed = 0


def _prepare(megabytes: int) -> None:
    """In a new worker: leave Ctrl-C to the parent, and do not use the cores of the others."""
    global _allowed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _allowed = megabytes
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


def _limited(task: Task) -> Result:
    """:func:`work`, with the memory limit set once the engine is loaded."""
    global _allowed
    if _allowed:
        from kg.pipeline.recipe import engine_of

        engine_of(task.recipe)
        _limit_memory(_allowed * _MEGABYTE)
        _allowed = 0
    return work(task)


def _limit_memory(extra: int) -> None:
    """Let this process map ``extra`` bytes more than it has; on Linux only, where it can be told what it has."""
    statm = Path("/proc/self/statm")
    if sys.platform == "linux" and statm.exists():
        import resource

        mapped = int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (mapped + extra, most))

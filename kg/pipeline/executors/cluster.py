"""Many machines, by Dask distributed: the same shards, with its retries; the results come back and are written here.

Nothing is written by workers, so they need no shared disk; they need the same version of kg, which they check.
"""

import os
from types import TracebackType
from typing import Any, Self

from kg.errors import NetworkError, ParameterError
from kg.pipeline.executors.base import Executor, Failure
from kg.pipeline.shards import Result, Task, work, work_elsewhere

__all__ = ["LOCAL", "Cluster"]

#: The address that stands for a cluster started here, one process a core.
LOCAL = "local"
#: How often Dask gives a task to another worker when a function fails for reasons of the machine.
_RETRIES = 2
_CONNECT_SECONDS = 20


class Cluster(Executor):
    """The cluster whose scheduler is at ``address`` (``tcp://...``, ``tls://...``), or ``local``."""

    def __init__(self, address: str, *, workers: int | None = None) -> None:
        self._address = address
        self._workers = workers
        self._client: Any = None
        self._cluster: Any = None

    @property
    def window(self) -> int:
        """Four tasks for each worker that is there now: the scheduler never holds the whole corpus."""
        return 4 * max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def __enter__(self) -> Self:
        try:
            import distributed
        except ImportError as error:
            reason = "--cluster needs the extra: pip install 'defco-kg[cluster]'"
            raise ParameterError(reason) from error
        if self._address == LOCAL:
            number = self._workers or os.cpu_count() or 1
            self._cluster = distributed.LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
            )
        try:
            self._client = distributed.Client(  # type: ignore[no-untyped-call]
                self._cluster or self._address, timeout=_CONNECT_SECONDS
            )
        except (OSError, ValueError, TimeoutError) as error:
            reason = (
                f"{self._address}: no Dask scheduler answers there; start one, or give its address (tcp://HOST:8786)"
            )
            raise NetworkError(reason) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()

    def submit(self, task: Task) -> Any:
        """Send ``task`` to the scheduler."""
        function = work if self._cluster is not None else work_elsewhere
        return self._client.submit(function, task, retries=_RETRIES, pure=False, key=None)

    def outcome(self, submitted: Any) -> Result:
        """Its result; raises Failure where it killed its workers, NetworkError where the cluster is gone."""
        from concurrent.futures import CancelledError

        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            result: Result = submitted.result()
        except KilledWorker as error:
            raise Failure("its workers died one after the other; look at its text", suspicious=True) from error
        except MemoryError as error:
            raise Failure("took too much memory; split it, or give workers more", suspicious=True) from error
        except (CancelledError, CommClosedError, OSError) as error:
            reason = f"{self._address}: the cluster is gone; finished parts are kept, run again"
            raise NetworkError(reason) from error
        submitted.release()
        return result

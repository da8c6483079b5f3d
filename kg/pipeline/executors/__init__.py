"""Who works the shards off: this process, several processes, or a cluster; the results are the same bytes."""

from kg.pipeline.executors.base import Executor, Failure, InProcess
from kg.pipeline.executors.processes import Processes

__all__ = ["Executor", "Failure", "InProcess", "Processes"]

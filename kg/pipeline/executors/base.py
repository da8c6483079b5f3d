"""What all executors share: a bounded number of tasks under way, results in order, and the hunt for a bad article."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from types import TracebackType
from typing import Any, Self

from kg.model import Article, Refusal
from kg.pipeline.shards import Result, Shard, Task, work

__all__ = ["Executor", "Failure", "InProcess"]


class Failure(Exception):  # noqa: N818 - an outcome that is dealt with, not an error of the program
    """A task ended without a result: its worker crashed, or took too long or too much memory; ``reason`` says which.

    ``suspicious`` is True where the task itself is to blame, False where the worker may have been killed from outside.
    """

    def __init__(self, reason: str, *, suspicious: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.suspicious = suspicious


class Executor(AbstractContextManager["Executor"], ABC):
    """Works tasks off; a context manager that owns its workers.

    A task that fails is tried once more as it is, then article by article, then without the articles that failed
    alone; those are reported and everything else is done.
    """

    @property
    @abstractmethod
    def window(self) -> int:
        """Most tasks under way: what bounds memory, since results wait for their turn."""

    @abstractmethod
    def submit(self, task: Task) -> Any:
        """Hand ``task`` to a worker; gives what :meth:`outcome` takes."""

    @abstractmethod
    def outcome(self, submitted: Any) -> Result:
        """Wait for a submitted task; raises Failure where it has no result, KgError where none can have one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def run(self, tasks: Iterable[Task | Result]) -> Iterator[Result]:
        """The results of ``tasks`` in their order; a Result among them passes through, in its place."""
        waiting: deque[Result | tuple[Task, Any]] = deque()
        for task in tasks:
            waiting.append(task if isinstance(task, Result) else (task, self.submit(task)))
            while len(waiting) >= self.window:
                yield self._settled(waiting.popleft())
        while waiting:
            yield self._settled(waiting.popleft())

    def _settled(self, item: Result | tuple[Task, Any]) -> Result:
        if isinstance(item, Result):
            return item
        task, submitted = item
        try:
            return self.outcome(submitted)
        except Failure as failure:
            if not failure.suspicious:
                try:
                    return self.outcome(self.submit(task))
                except Failure:
                    pass
        return self._piecemeal(task)

    def _piecemeal(self, task: Task) -> Result:
        """What can be had of a task that failed: each article alone shows which, and the others are done together."""
        pieces, good, lost = list[Result](), list[Article](), list[Refusal]()
        for article in task.shard.articles:
            alone = replace(task, shard=Shard(task.shard.key, (article,)))
            try:
                pieces.append(self._tried_twice(alone))
                good.append(article)
            except Failure as failure:
                lost.append(Refusal(article.source or article.id, f"was given up: {failure.reason}"))
        try:
            rest = self._tried_twice(replace(task, shard=Shard(task.shard.key, tuple(good)))) if good else None
        except Failure:
            rest = None
        return _joined(task.shard.key, [rest] if rest else pieces, lost)

    def _tried_twice(self, task: Task) -> Result:
        try:
            return self.outcome(self.submit(task))
        except Failure as failure:
            if failure.suspicious:
                raise
        return self.outcome(self.submit(task))


def _joined(key: str, pieces: list[Result], lost: list[Refusal]) -> Result:
    whole = Result(key, lost=tuple(lost))
    for piece in pieces:
        whole.data += piece.data
        whole.statements += piece.statements
        whole.done += piece.done
        whole.summary.merge(piece.summary)
    whole.summary.refuse(lost)
    return whole


class InProcess(Executor):
    """This process alone: nothing to start, nobody to replace."""

    @property
    def window(self) -> int:
        """One: a result is written before the next shard is begun."""
        return 1

    def submit(self, task: Task) -> Result:
        """The result at once."""
        return work(task)

    def outcome(self, submitted: Any) -> Result:
        """What :meth:`submit` gave."""
        result: Result = submitted
        return result

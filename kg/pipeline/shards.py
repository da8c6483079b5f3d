"""Articles cut into shards, and what becomes of one: the unit of work of processes, clusters and resumed runs.

Where a shard ends is decided by the articles in it (content-defined chunking; Muthitacharoen, Chen and Mazières, "A
Low-bandwidth Network File System", SOSP 2001), not by their number from the start. So the cut does not depend on how
many work, and an article that is added, changed or removed changes its own shard and leaves the others as they were.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from io import BytesIO
from threading import Lock

from kg.model import Article, Refusal
from kg.pipeline.engine import Engine, Reading
from kg.pipeline.output import FileOutput
from kg.pipeline.recipe import Recipe, engine_of, refuse_other_versions
from kg.pipeline.summary import Summary
from kg.serialisation import SYNTAXES

__all__ = [
    "SIZE",
    "SIZE_IN_FILE",
    "Done",
    "Ending",
    "Result",
    "Shard",
    "Task",
    "read_shard",
    "shards",
    "work",
    "work_elsewhere",
]

#: Articles in a shard on average: some seconds of work, some megabytes of N-Quads.
SIZE = 64
#: The same where all goes into one file: small, so that few articles keep several workers busy.
SIZE_IN_FILE = 16

_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, slots=True)
class Done:
    """One article that was read: where it was, and how many situations it speaks of."""

    source: str
    situations: int


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive articles; ``key`` is 24 hexadecimal digits of their content and of the recipe."""

    key: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A shard with the recipe to work by."""

    shard: Shard
    recipe: Recipe


@dataclass(slots=True)
class Result:
    """What was written for a shard: its bytes and counts. ``lost`` are articles given up, worth another run."""

    key: str
    data: bytes = b""
    statements: int = 0
    summary: Summary = field(default_factory=Summary)
    done: tuple[Done, ...] = ()
    lost: tuple[Refusal, ...] = ()


class Ending:
    """Says of each article in turn whether its shard ends with it, for shards of ``size`` articles on average."""

    def __init__(self, size: int = SIZE) -> None:
        self._least, self._most, self._divisor = (size + 1) // 2, size + size // 2, max(1, size // 2)
        self._held = 0

    def __call__(self, article: Article) -> bool:
        """True if ``article`` is the last of its shard."""
        self._held += 1
        mark = int.from_bytes(blake2b(article.id.encode(), digest_size=8).digest(), "big") % self._divisor == 0
        if self._held >= self._most or (mark and self._held >= self._least):
            self._held = 0
            return True
        return False


def shards(articles: Iterable[Article], recipe: Recipe, *, size: int = SIZE) -> Iterator[Shard]:
    """``articles`` in shards, in order; one shard is held in memory."""
    ends, held = Ending(size), list[Article]()
    for article in articles:
        held.append(article)
        if ends(article):
            yield _shard(held, recipe)
            held = []
    if held:
        yield _shard(held, recipe)


def _shard(articles: list[Article], recipe: Recipe) -> Shard:
    state = blake2b(recipe.digest, digest_size=12)
    for article in articles:
        # where an article was read from and what was noted of it do not reach the graph, but the report
        state.update(repr(astuple(article)).encode("utf-8", "backslashreplace"))
    return Shard(state.hexdigest(), tuple(articles))


def work(task: Task) -> Result:
    """What ``task`` comes to, in whichever process or machine this is; the engine is loaded once and kept.

    One task at a time in a process: spaCy's pipelines are not made for threads.
    """
    with _ONE_AT_A_TIME:
        return read_shard(task.shard, engine_of(task.recipe), syntax=task.recipe.syntax)


def work_elsewhere(task: Task) -> Result:
    """:func:`work` on another machine; raises KgError where it has other versions and would write other bytes."""
    refuse_other_versions(task.recipe)
    return work(task)


def read_shard(
    shard: Shard, engine: Engine, *, syntax: str, watch: Callable[[Reading | Refusal], None] | None = None
) -> Result:
    """The shard's graph in ``syntax`` and its counts; articles that made the rules fail are refused in its summary."""
    result, done, stream = Result(shard.key), list[Done](), BytesIO()
    with FileOutput(stream, SYNTAXES[syntax], engine) as output:
        for reading in engine.read(shard.articles):
            if watch:
                watch(reading)
            result.summary.add(reading)
            if isinstance(reading, Reading):
                output.write(reading)
                result.statements += len(reading.statements)
                source = reading.article.source or reading.article.id
                done.append(Done(source, len(reading.claims.situations)))
    result.data, result.done = stream.getvalue(), tuple(done)
    return result

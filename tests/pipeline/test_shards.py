"""Shards, executors and parts: the same bytes however the work is divided, and after any break."""

import io
import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from kg.articles import from_text
from kg.articles.text import compose
from kg.errors import KgError, NetworkError, PipelineError, StoreError
from kg.extraction import RuleGroup
from kg.identifiers import Identifiers
from kg.model import Article
from kg.pipeline import Engine, build, build_parts, build_shards
from kg.pipeline.executors import Executor, Failure, InProcess, Processes
from kg.pipeline.executors.cluster import Cluster
from kg.pipeline.executors.processes import Limits
from kg.pipeline.parts import MANIFEST, check
from kg.pipeline.recipe import Recipe, refuse_other_versions
from kg.pipeline.shards import Ending, Result, Shard, Task, shards, work
from kg.serialisation import SYNTAXES

TEXT = "Norway donates howitzers\nNorway has donated {} howitzers to Latvia. Spain may sell six aircraft to Morocco."


@pytest.fixture
def recipe(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Recipe:
    """A recipe that works on the engine that the tests have loaded."""
    made = Recipe().checked()

    def load(pipeline: str, *, base: str, keep_text: bool, without: frozenset[RuleGroup]) -> Engine:
        return Engine(engine.nlp, engine.gazetteer, base=base, keep_text=keep_text, without=without)

    monkeypatch.setattr(Engine, "load", load)
    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twenty-four articles, which make several shards of eight."""
    path = tmp_path / "corpus.jsonl"
    write(path, range(24))
    return path


def write(path: Path, numbers: Any) -> None:
    lines = (json.dumps({"id": f"a{n}", "date": "2023-11-21", "text": TEXT.format(n + 2)}) for n in numbers)
    path.write_text("\n".join(lines))


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def made(corpus: Path, folder: Path, recipe: Recipe, executor: Executor | None = None) -> dict[str, bytes]:
    build_parts([corpus], folder, recipe=recipe, executor=executor or InProcess(), size=8)
    return content(folder)


class Faulty(InProcess):
    """Fails as told: tasks that hold an article in ``poison`` always, the first ``breaks`` tasks once."""

    def __init__(self, poison: frozenset[str] = frozenset(), breaks: int = 0, *, together: bool = False) -> None:
        self.poison, self.breaks, self.together = poison, breaks, together
        self.tasks = 0

    def submit(self, task: Task) -> Any:
        self.tasks += 1
        return task

    def outcome(self, submitted: Any) -> Result:
        ids = {article.id for article in submitted.shard.articles}
        if self.breaks:
            self.breaks -= 1
            raise Failure("its worker ended (SIGKILL)", suspicious=False)
        if (self.together and len(ids) > 1) or ids & self.poison:
            raise Failure("took more than 1 seconds", suspicious=True)
        return work(submitted)


def test_shards_are_cut_by_their_articles(recipe: Recipe) -> None:
    """An article put in front changes its own shard and leaves the later ones as they are."""
    articles = [from_text(TEXT.format(n), name=f"a{n}") for n in range(300)]
    first = [shard.key for shard in shards(articles, recipe, size=8)]
    second = [shard.key for shard in shards([from_text("One more.", name="x"), *articles], recipe, size=8)]
    assert len(first) > 20
    assert len(set(second) - set(first)) < 8
    assert [article for shard in shards(articles, recipe) for article in shard.articles] == articles


def test_sizes_of_shards() -> None:
    """Shards have from half to one and a half times the average number of articles."""
    ends, lengths, held = Ending(8), list[int](), 0
    for n in range(2000):
        held += 1
        if ends(Article(str(n), "\nx")):
            lengths.append(held)
            held = 0
    assert (min(lengths), max(lengths)) == (4, 12)
    assert 6 < sum(lengths) / len(lengths) < 10


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"base": "https://x.example/"}, id="base"),
        pytest.param({"keep_text": True}, id="text-kept"),
        pytest.param({"min_confidence": 0.9}, id="only-what-is-trusted"),
        pytest.param({"linked": False}, id="without-links"),
        pytest.param({"without": frozenset({RuleGroup.TREES})}, id="without-rules"),
        pytest.param({"syntax": "turtle"}, id="syntax"),
        pytest.param({"versions": {"kg": "9"}}, id="version"),
    ],
)
def test_the_key_of_a_shard_tells_what_it_was_made_by(other: dict[str, Any]) -> None:
    """Another option or version is another shard, so that no stale part is taken over."""
    articles = [Article("a", "\nText.")]
    (one,), (two,) = (list(shards(articles, made)) for made in (Recipe(), Recipe(**other)))
    assert one.key != two.key


@pytest.mark.parametrize("syntax", [name for name, syntax in SYNTAXES.items() if syntax.joins])
def test_shards_give_the_bytes_of_one_process(corpus: Path, recipe: Recipe, engine: Engine, syntax: str) -> None:
    """In every syntax that can be put together, shards and a plain build write the same."""
    plain, sharded = io.BytesIO(), io.BytesIO()
    build([corpus], plain, engine=engine, syntax=syntax)
    summary = build_shards([corpus], sharded, recipe=replace(recipe, syntax=syntax), executor=InProcess())
    assert plain.getvalue() == sharded.getvalue()
    assert summary.articles == 24
    assert summary.actors == 4


def test_processes_give_the_same_bytes(corpus: Path, recipe: Recipe, tmp_path: Path) -> None:
    """Real processes write the parts that this process writes, and the empty end of nothing."""
    alone = made(corpus, tmp_path / "one", recipe)
    assert made(corpus, tmp_path / "two", recipe, Processes(2)) == alone
    assert made(tmp_path / "gone", tmp_path / "none", recipe, Processes(1)) == {MANIFEST: b""}


def test_a_worker_that_dies_is_replaced(corpus: Path, recipe: Recipe, tmp_path: Path) -> None:
    """A worker that is killed in the middle costs nothing but its time."""
    alone = made(corpus, tmp_path / "one", recipe)
    executor = Processes(1)
    killed = False

    def kill(_: object) -> None:
        nonlocal killed
        if not killed:
            killed = True
            for worker in list(executor._pool._pool_manager.worker_manager.workers):
                os.kill(worker, signal.SIGKILL)

    summary = build_parts([corpus], tmp_path / "two", recipe=recipe, executor=executor, size=8, watch=kill)
    assert killed
    assert summary.refused == []
    assert content(tmp_path / "two") == alone


def test_workers_that_die_with_nothing_to_do_are_replaced(recipe: Recipe) -> None:
    """pebble gives up a pool whose workers all die between two tasks; the next task gets another."""
    [shard] = shards([Article("a", "\nKenya signed a defence pact with Uganda.")], recipe)
    with Processes(1) as executor:
        task = Task(shard, recipe)
        first = executor.outcome(executor.submit(task))
        for worker in list(executor._pool._pool_manager.worker_manager.workers):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.5)
        [second] = executor.run([task])
    assert second.data == first.data


@dataclass(frozen=True, slots=True)
class Deadly(Shard):
    """A shard at whose arrival the worker dies, once: as when SIGKILL comes while it takes a task."""

    mark: str = ""

    def __reduce__(self) -> tuple[Callable[..., Shard], tuple[object, ...]]:
        return _die_once, (self.key, self.articles, self.mark)


def _die_once(key: str, articles: tuple[Article, ...], mark: str) -> Shard:
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return Shard(key, articles)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_task_that_dies_with_its_taker_is_done_again(recipe: Recipe, workers: int, tmp_path: Path) -> None:
    """Nobody would ever hear of a task whose worker is killed while it takes it from the queue."""
    articles = [Article(f"a{i}", "\nKenya signed a defence pact with Uganda.") for i in range(3)]
    tasks = [Task(shard, recipe) for article in articles for shard in shards([article], recipe)]
    mark = tmp_path / "killed"
    deadly = Deadly(tasks[1].shard.key, tasks[1].shard.articles, str(mark))
    with Processes(workers, patience=10) as executor:
        found = [*executor.run(tasks[:1]), *executor.run([Task(deadly, recipe), tasks[2]])]
    assert mark.exists()
    assert [result.data for result in found] == [work(task).data for task in tasks]


def test_an_article_that_takes_too_long_is_given_up(tmp_path: Path, recipe: Recipe) -> None:
    """With no time at all every article is refused by name, and the run still ends."""
    write(tmp_path / "c.jsonl", range(2))
    out = io.BytesIO()
    limits = Limits(seconds=0.001)
    summary = build_shards([tmp_path / "c.jsonl"], out, recipe=recipe, executor=Processes(1, limits=limits))
    assert summary.articles + len(summary.refused) == 2
    assert all("more than 0.001 seconds" in refusal.reason for refusal in summary.refused)


@pytest.mark.parametrize(
    ("executor", "lost"),
    [
        pytest.param(Faulty(breaks=1), [], id="killed-once"),
        pytest.param(Faulty(breaks=2), [], id="killed-twice"),
        pytest.param(Faulty(frozenset({"a3"})), ["a3"], id="one-poisonous"),
        pytest.param(Faulty(frozenset({"a3", "a20"}), breaks=1), ["a3", "a20"], id="two-and-a-kill"),
        pytest.param(Faulty(together=True), [], id="too-much-together"),
    ],
)
def test_what_fails_costs_only_itself(
    corpus: Path, recipe: Recipe, engine: Engine, executor: Faulty, lost: list[str]
) -> None:
    """Whatever a worker does, the articles that can be read alone are written as if the others had not been there."""
    out, expected = io.BytesIO(), io.BytesIO()
    summary = build_shards([corpus], out, recipe=recipe, executor=executor)
    assert [refusal.source.rpartition(" ")[2] for refusal in summary.refused] == [str(int(i[1:]) + 1) for i in lost]
    assert all("given up" in refusal.reason for refusal in summary.refused)
    build([corpus], expected, engine=engine, syntax="nquads")
    kept = [line for line in expected.getvalue().splitlines() if not any(_graphs()[i].encode() in line for i in lost)]
    assert out.getvalue().splitlines() == kept


def _graphs() -> dict[str, str]:
    makers = Identifiers("https://w3id.org/defco/id/")
    found = {}
    for n in range(24):
        article = Article(f"a{n}", compose("", TEXT.format(n + 2)), date="2023-11-21")
        found[article.id] = f"<{makers.graph(makers.article(article))}>"
    return found


def test_a_lost_article_is_tried_again_by_the_next_run(corpus: Path, recipe: Recipe, tmp_path: Path) -> None:
    """A part that lacks a given-up article is made again, and then equals that of an unbroken run."""
    alone = made(corpus, tmp_path / "one", recipe)
    assert made(corpus, tmp_path / "two", recipe, Faulty(frozenset({"a3"}))) != alone
    assert made(corpus, tmp_path / "two", recipe) == alone


def test_a_rerun_makes_only_what_is_missing_or_changed(corpus: Path, recipe: Recipe, tmp_path: Path) -> None:
    """Parts that are there are taken over; a missing, a shortened and a changed one are made, stale ones removed."""
    folder = tmp_path / "out"
    before = made(corpus, folder, recipe)
    parts = sorted(folder.glob("*.nq"))
    parts[0].unlink()
    parts[1].write_bytes(b"")
    (folder / ".x.tmp").write_bytes(b"half")
    executor = Faulty()
    assert made(corpus, folder, recipe, executor) == before
    assert executor.tasks == 2
    write(corpus, [*range(23), 99])
    executor = Faulty()
    after = made(corpus, folder, recipe, executor)
    assert executor.tasks <= 2
    assert len(set(after) & set(before)) >= len(before) - 4
    assert list(check(folder)) == []


def test_a_taken_over_part_is_counted(corpus: Path, recipe: Recipe, tmp_path: Path) -> None:
    """The summary of a rerun counts what the first counted."""
    first, second = (
        build_parts([corpus], tmp_path / "o", recipe=recipe, executor=InProcess(), size=8) for _ in range(2)
    )
    assert (first.taken_over, second.taken_over) == (0, 24)
    assert (first.articles, first.situations, first.settled) == (second.articles, second.situations, second.settled)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        pytest.param(lambda part: part.unlink(), "is missing", id="missing"),
        pytest.param(lambda part: part.write_bytes(part.read_bytes()[:-5]), "not what was written", id="shortened"),
        pytest.param(lambda part: part.with_name("0" * 24 + ".nq").touch(), "not in the manifest", id="unlisted"),
        pytest.param(
            lambda part: part.with_name(MANIFEST).write_text("x\n"), "no line of a manifest", id="broken-line"
        ),
    ],
)
def test_check_names_what_is_wrong(corpus: Path, recipe: Recipe, tmp_path: Path, harm: Any, reason: str) -> None:
    """Each kind of damage is named with its file."""
    made(corpus, tmp_path / "out", recipe)
    assert list(check(tmp_path / "out")) == []
    harm(min((tmp_path / "out").glob("*.nq")))
    assert reason in next(check(tmp_path / "out")).reason


def test_check_needs_a_manifest(tmp_path: Path) -> None:
    """A folder that no build finished cannot be checked."""
    with pytest.raises(StoreError, match="no manifest"):
        list(check(tmp_path))


def test_a_full_disk_ends_the_run_and_keeps_what_is_done(
    corpus: Path, recipe: Recipe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No space left is one line, finished parts stay, and a rerun with room gives the bytes of an unbroken run."""
    alone = made(corpus, tmp_path / "one", recipe)
    original, left = os.replace, 4

    def full(*arguments: Any) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(28, "No space left on device")
        original(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.os.replace", full)
        with pytest.raises(StoreError, match="No space left on device"):
            made(corpus, tmp_path / "two", recipe)
    assert len(list((tmp_path / "two").glob("*.nq"))) == 2
    assert made(corpus, tmp_path / "two", recipe) == alone


def test_a_worker_of_another_version_refuses(recipe: Recipe) -> None:
    """Machines with different versions would write different bytes: the task is refused."""
    with pytest.raises(KgError, match="another version"):
        refuse_other_versions(Recipe(versions={"kg": "0"}))


def test_a_pipeline_that_is_not_here_is_told_before_anything_starts() -> None:
    """The versions of a missing pipeline cannot be told."""
    with pytest.raises(PipelineError, match="not installed"):
        Recipe(pipeline="en_none_sm").checked()


@pytest.fixture
def local_cluster() -> Cluster:
    pytest.importorskip("distributed")
    return Cluster("local", workers=1)


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bytes(corpus: Path, recipe: Recipe, tmp_path: Path, local_cluster: Cluster) -> None:
    """Dask's workers write what this process writes."""
    assert made(corpus, tmp_path / "two", recipe, local_cluster) == made(corpus, tmp_path / "one", recipe)


def test_a_cluster_that_does_not_answer_is_one_line(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """No scheduler at an address is an error that says how to give one."""
    pytest.importorskip("distributed")
    monkeypatch.setattr("kg.pipeline.executors.cluster._CONNECT_SECONDS", 0.5)
    with pytest.raises(NetworkError, match="no Dask scheduler answers"), Cluster("tcp://127.0.0.1:9"):
        pass


def test_memory_is_bounded_by_the_window(corpus: Path, recipe: Recipe) -> None:
    """No more tasks are under way than the window allows, however many there are."""
    under_way = most = 0

    class Counting(InProcess):
        window = 3  # type: ignore[assignment]

        def submit(self, task: Task) -> Any:
            nonlocal under_way, most
            under_way += 1
            most = max(most, under_way)
            return task

        def outcome(self, submitted: Any) -> Result:
            nonlocal under_way
            under_way -= 1
            return Result(submitted.shard.key)

    tasks = (Task(shard, recipe) for shard in shards((Article(str(n), "\nx") for n in range(500)), recipe, size=8))
    assert sum(1 for _ in Counting().run(tasks)) > 40
    assert most == 3

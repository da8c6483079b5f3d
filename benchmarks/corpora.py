"""What a corpus costs: ratios of runs of ``kg build`` on this machine, made in one go.

    python benchmarks/corpora.py [--articles PATH] [--only memory,scaling,cluster,writing,start]

``PATH`` is a file that ``kg build`` reads (default: the examples); where a measure needs more articles than it holds,
they are repeated with identifiers of their own. Every figure is of a process of its own, as a user would run it.

memory    peak resident memory at ten times the articles, divided by that at one time (``--number`` and a tenth of it)
scaling   wall time of one worker divided by that of two, and each divided by that of a run without workers
cluster   wall time of a local Dask cluster of two, divided by that of two workers
writing   time of rdflib's N-Quads divided by that of the bulk path, on the same statements
start     seconds from the start of the program to the first article's statements on standard output
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from kg.articles import read
from kg.model import Article

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
KG = [sys.executable, "-m", "kg"]


def main() -> None:
    """Prints one line for each measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=EXAMPLES)
    parser.add_argument("--number", type=int, default=10_000, help="articles of the larger run for memory")
    parser.add_argument("--few", type=int, default=300, help="articles of the other runs")
    parser.add_argument("--only", default=",".join(MEASURES), help="measures, separated by commas")
    args = parser.parse_args()
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, {platform.python_version()}")
    articles = [article for article in read([args.articles]) if isinstance(article, Article)]
    with tempfile.TemporaryDirectory() as folder:
        for name in args.only.split(","):
            for line in MEASURES[name](articles, Path(folder), args):
                print(f"{name}: {line}", flush=True)


def corpus(articles: list[Article], number: int, path: Path, *, words: int | None = None) -> Path:
    """A file of ``number`` articles, the first ``words`` words of each."""
    with path.open("w", encoding="utf-8") as stream:
        for count, article in enumerate(islice(cycle(articles), number)):
            text = article.text if words is None else " ".join(article.text.split()[:words])
            stream.write(json.dumps({"id": f"n{count}", "date": article.date, "text": f"{text} ({count})"}) + "\n")
    return path


def measured(*arguments: object) -> tuple[float, int]:
    """Wall seconds, and peak resident kilobytes of the process itself, of one run."""
    started = time.perf_counter()
    process = subprocess.Popen([*KG, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in {0, 1}:
        raise SystemExit(f"kg {' '.join(map(str, arguments))} ended with {process.returncode}")
    return time.perf_counter() - started, usage.ru_maxrss


def memory(articles: list[Article], folder: Path, args: argparse.Namespace) -> Iterator[str]:
    """Whether a corpus ten times as long needs more memory."""
    peaks = []
    for number in (args.number // 10, args.number):
        path = corpus(articles, number, folder / "memory.jsonl", words=40)
        peaks.append(measured("build", path, "-o", folder / "m.nq", "--pipeline", "en_defence_cnn")[1])
        yield f"{number} articles: {peaks[-1] // 1024} MB"
    yield f"ratio {peaks[1] / peaks[0]:.2f}"


def scaling(articles: list[Article], folder: Path, args: argparse.Namespace) -> Iterator[str]:
    """What a second worker brings."""
    path = corpus(articles, args.few, folder / "few.jsonl")
    alone = measured("build", path, "-o", folder / "s.nq")[0]
    one, two = (measured("build", path, "-o", folder / "s.nq", "--workers", n)[0] for n in (1, 2))
    load = os.getloadavg()[0]
    yield f"alone {alone:.1f} s, one worker {one:.1f} s, two {two:.1f} s; load {load:.1f}"
    yield f"two are {one / two:.2f} times one"


def cluster(articles: list[Article], folder: Path, args: argparse.Namespace) -> Iterator[str]:
    """What Dask adds to the same work."""
    path = corpus(articles, args.few, folder / "few.jsonl")
    two = measured("build", path, "-o", folder / "s.nq", "--workers", 2)[0]
    dask = measured("build", path, "-o", folder / "s.nq", "--workers", 2, "--cluster", "local")[0]
    yield f"two workers {two:.1f} s, local cluster of two {dask:.1f} s; ratio {dask / two:.2f}"


def writing(articles: list[Article], _: Path, __: argparse.Namespace) -> Iterator[str]:
    """What writing without rdflib saves."""
    from kg.pipeline import Engine, Reading
    from kg.pipeline.output import _lines, _together
    from kg.serialisation import SYNTAXES, serialise

    engine = Engine.load("en_defence_cnn")
    some = [replace(article, id=str(n)) for n, article in enumerate(articles[:60])]
    readings = [reading for reading in engine.read(some) if isinstance(reading, Reading)]
    fast = timed(lambda: [_lines(reading, SYNTAXES["nquads"], engine) for reading in readings])
    slow = timed(lambda: [serialise(_together([reading], engine), "nquads") for reading in readings])
    number = sum(len(reading.statements) for reading in readings)
    yield f"{number} statements: bulk {number / fast:,.0f}/s, rdflib {number / slow:,.0f}/s; ratio {slow / fast:.0f}"


def timed(run: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    started = time.process_time()
    run()
    return time.process_time() - started


def start(articles: list[Article], folder: Path, _: argparse.Namespace) -> Iterator[str]:
    """How long the first article takes; the smallest of three starts."""
    path = corpus(articles, 1, folder / "one.jsonl")
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        with subprocess.Popen([*KG, "build", "-q", "-f", "nquads", str(path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            taken.append(time.perf_counter() - started)
    yield f"{min(taken):.2f} s"


MEASURES = {"start": start, "writing": writing, "scaling": scaling, "cluster": cluster, "memory": memory}

if __name__ == "__main__":
    main()

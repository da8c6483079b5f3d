"""Breaks builds in every way that is known, and looks whether a rerun gives the bytes of a run that nothing broke.

    python benchmarks/faults.py [--kills N] [--seed S]

The run itself and single workers are killed (SIGKILL) at random moments; the disk is full, the output cannot be
written, inputs are broken or hostile. Each line says what was done and seen; exit code 1 if anything is not as it must
be. Run it where nobody edits the program meanwhile: parts made by other code are made again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "articles"
KG = [sys.executable, "-m", "kg", "build"]
PIPELINE = ("--pipeline", "en_defence_cnn")
Finding = tuple[str, bool, str]


def main() -> None:
    """Prints a line for each fault, and exits with 1 if one was not met as it must be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10, help="how many runs are killed, and how many workers")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for what, good, seen in chain(inputs(folder), outputs(folder), kills(folder, args.kills, args.seed)):
            bad += not good
            print(f"{'ok ' if good else 'BAD'} {what}: {seen}", flush=True)
    raise SystemExit(1 if bad else 0)


def run(*arguments: object, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """One build; ``limit`` is the most bytes that a file may have."""
    command = [*KG, *map(str, arguments), *PIPELINE]

    def bound() -> None:
        if limit is not None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bound)


def inputs(folder: Path) -> Iterator[Finding]:
    """Each hostile input beside a good one: it is refused on one line, the good one is read."""
    good = {"id": "good", "date": "2024-03-05", "text": "Spain and Morocco signed a pact on naval patrols on Monday."}
    bombs: dict[str, tuple[bytes, str]] = {
        "ten-megabytes.txt": (b"Spain met Chad. " * 650_000, "at most 1,000,000"),
        "invalid.txt": ("Sweden’s minister ".encode() + b"\xff\xfe text", "broken at byte"),
        "nested.html": (b"<div>" * 50_000 + b"x", "no main text"),
        "bomb.jsonl.gz": (gzip.compress((b" " * 99_999 + b"\n") * 20_000), "gzip bomb"),
        "empties.jsonl": (b'{"text": ""}\n' * 100_000, 'empty "text"'),
        "deep.json": (b"[" * 100_000, "beyond all use"),
    }
    for name, (content, reason) in bombs.items():
        source = folder / "in"
        source.mkdir(exist_ok=True)
        (source / "a.json").write_text(json.dumps(good))
        (source / name).write_bytes(content)
        started = time.perf_counter()
        done = run(source, "-o", folder / "in.nq")
        fine = done.returncode == 1 and reason in done.stderr and "1 article read" in done.stderr
        yield name, fine and "Traceback" not in done.stderr, f"{time.perf_counter() - started:.1f} s, {reason}"
        (source / name).unlink()
    done = run(folder / "in", folder / "gone.txt", "-o", folder / "in.nq")
    yield "a missing input", done.returncode == 1 and "does not exist" in done.stderr, "does not exist"


def outputs(folder: Path) -> Iterator[Finding]:
    """A disk that is full and outputs that cannot be written: one line, and a rerun with room is whole."""
    whole = folder / "whole"
    run(EXAMPLES, "--output-dir", whole, "--shard-size", 2)
    done = run(EXAMPLES, "--output-dir", folder / "full", "--shard-size", 2, limit=4096)
    yield "a full disk", done.returncode == 2 and done.stderr.count("\n") == 1, done.stderr.strip()
    run(EXAMPLES, "--output-dir", folder / "full", "--shard-size", 2)
    yield "a full disk, run again", same(whole, folder / "full"), "the same bytes"
    for place in ("/proc/kg-out", str(EXAMPLES / "a-file-is-here.txt")):
        done = run(EXAMPLES, "--output-dir", place if place.startswith("/proc") else next(EXAMPLES.iterdir()))
        yield f"no folder: {place}", done.returncode == 2 and "Traceback" not in done.stderr, done.stderr.strip()
    with Path("/dev/full").open("wb") as full:
        code = subprocess.run([*KG, str(EXAMPLES), *PIPELINE], stdout=full, stderr=subprocess.PIPE, check=False)
    yield "standard output on a full disk", code.returncode == 2, code.stderr.decode().strip()[:200]


def kills(folder: Path, number: int, seed: int) -> Iterator[Finding]:
    """Runs and workers killed at random moments."""
    chance = random.Random(seed)
    source = folder / "kills.jsonl"
    text = "Norway has donated {} howitzers to Latvia. Spain may sell {} aircraft to Morocco, an officer said. " * 20
    lines = ({"id": f"k{n}", "date": "2024-03-05", "text": text.format(*[n + 2] * 40)} for n in range(60))
    source.write_text("\n".join(map(json.dumps, lines)))
    started = time.perf_counter()
    options = ("--shard-size", 8, "--workers", 2)
    run(source, "--output-dir", folder / "unbroken", *options)
    whole = time.perf_counter() - started
    for victim in ("run", "worker"):
        good, report = 0, ""
        for attempt in range(number):
            out = folder / f"{victim}-{attempt}"
            report = broken(source, out, options, victim, chance.uniform(0.1, whole), chance)
            good += same(folder / "unbroken", out)
        yield f"SIGKILL of a {victim} at {number} moments of {whole:.1f} s", good == number, f"{good} equal; {report}"


def broken(
    source: Path, out: Path, options: tuple[object, ...], victim: str, after: float, chance: random.Random
) -> str:
    """One run with a kill ``after`` so many seconds, and another run; gives the last line of what was said."""
    command = [*KG, str(source), "--output-dir", str(out), *map(str, options), *PIPELINE]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        time.sleep(after)
        targets = [process.pid] if victim == "run" else children(process.pid)
        if targets and process.poll() is None:
            os.kill(chance.choice(targets), signal.SIGKILL)
        process.communicate()
    orphans = [pid for pid in children(1) if str(out) in Path(f"/proc/{pid}/cmdline").read_text()]
    done = run(source, "--output-dir", out, *options)
    return f"{done.stderr.strip().splitlines()[-1]}{f', {len(orphans)} orphans' if orphans else ''}"


def children(parent: int) -> list[int]:
    """The processes that ``parent`` started."""
    path = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(pid) for pid in path.read_text().split()] if path.exists() else []


def same(one: Path, other: Path) -> bool:
    """True if two folders hold the same files."""
    return {p.name: p.read_bytes() for p in one.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}


if __name__ == "__main__":
    main()

"""Names in order, however many: sorted in memory up to a bound, beyond it in runs on disk that are merged."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import islice
from typing import IO

__all__ = ["in_order"]

#: Names sorted at a time: some ten megabytes.
_RUN = 100_000


def in_order(names: Iterable[str]) -> Iterator[str]:
    """``names`` by code points; at most 100,000 are held in memory, the others wait in unnamed temporary files."""
    rest = iter(names)
    first = sorted(islice(rest, _RUN))
    if len(first) < _RUN:
        yield from first
        return
    with ExitStack() as stack:
        runs = [_spilled(first, stack)]
        while run := sorted(islice(rest, _RUN)):
            runs.append(_spilled(run, stack))
        yield from merge(*map(_names, runs))


def _spilled(names: list[str], stack: ExitStack) -> IO[bytes]:
    file = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
    for name in names:
        # a file's name may hold a newline, but no zero and, in a path, no further separator
        file.write(os.fsencode(name).replace(b"\n", b"\0") + b"\n")
    file.seek(0)
    return file


def _names(file: IO[bytes]) -> Iterator[str]:
    for line in file:
        yield os.fsdecode(line[:-1].replace(b"\0", b"\n"))

"""Standard output for bytes."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

__all__ = ["standard_output"]


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output, flushed at the end.

    Where Python runs unbuffered, one write may take only part of the bytes; a buffer in between takes them all.
    """
    stream = sys.stdout.buffer
    if not isinstance(stream, io.RawIOBase):
        yield stream
        stream.flush()
        return
    buffered = io.BufferedWriter(stream)
    try:
        yield buffered
    finally:
        buffered.detach()

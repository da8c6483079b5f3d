"""Standard output for bytes."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kg.errors import StoreError

__all__ = ["standard_output"]


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output, flushed at the end; raises StoreError where it cannot be written, as on a full disk.

    Where Python runs unbuffered, one write may take only part of the bytes; a buffer in between takes them all.
    """
    try:
        with _buffered() as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        # what is left in the buffer would raise again when the interpreter closes it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise StoreError(f"standard output: cannot be written ({error.strerror}); make room") from error


@contextmanager
def _buffered() -> Iterator[BinaryIO]:
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

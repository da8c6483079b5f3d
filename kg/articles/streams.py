"""Byte streams around a source: one with its first bytes put back, and one that unpacks gzip and tells a bomb."""

import gzip
import io
import zlib
from typing import BinaryIO

from kg.errors import ArticleError

__all__ = ["inflated", "rejoined"]

# DEFLATE reaches 1,032:1 at most, text about 4:1 and repetitive JSON about 30:1 (RFC 1951; measured on the latter two)
_MOST_RATIO = 200
_UNSUSPICIOUS = 64 * 10**6


class _Rejoined(io.RawIOBase):
    """A stream with the bytes put back that were read to tell its format."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fills ``buffer`` from the head while there is one, then from the rest; 0 at the end."""
        chunk = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(chunk)] = chunk
        return len(chunk)


class _Counted(io.RawIOBase):
    """A stream that counts the bytes taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        chunk = self._stream.read(size)
        self.taken += len(chunk)
        return chunk


class _Inflated(io.RawIOBase):
    """The unpacked bytes of a gzip stream of one or several members (RFC 1952)."""

    def __init__(self, stream: BinaryIO, source: str) -> None:
        self._packed = _Counted(stream)
        self._gzip = gzip.GzipFile(fileobj=self._packed)
        self._source = source
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fills ``buffer``; 0 at the end. Raises ArticleError for damaged data and for a bomb."""
        try:
            chunk = self._gzip.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise ArticleError(self._source, f"is damaged gzip data ({error}); fetch it again") from error
        self._given += len(chunk)
        if self._given > _UNSUSPICIOUS and self._given > _MOST_RATIO * self._packed.taken:
            reason = f"unpacks to more than {_MOST_RATIO} times its size, as no articles do; it is a gzip bomb"
            raise ArticleError(self._source, reason)
        buffer[: len(chunk)] = chunk
        return len(chunk)


def rejoined(head: bytes, rest: BinaryIO) -> BinaryIO:
    """``rest`` with ``head`` put back in front of it."""
    return io.BufferedReader(_Rejoined(head, rest))


def inflated(stream: BinaryIO, *, source: str) -> BinaryIO:
    """The unpacked bytes of the gzip data in ``stream``, in constant memory.

    Reading raises ArticleError where the data are damaged or unpack to more than 200 times their size.
    """
    return io.BufferedReader(_Inflated(stream, source), buffer_size=1 << 16)

"""Polite asking over HTTP: one request at a time, patience where the service asks for it, an end to all patience.

The manners are those of the Wikimedia User-Agent policy and API etiquette: a User-Agent with a contact, requests in
series, ``Retry-After`` obeyed, growing waits otherwise, answers kept on disk so that nothing is asked twice.
"""

from __future__ import annotations

import email.utils
import gzip
import hashlib
import http.client
import json
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kg.errors import NetworkError

__all__ = ["Cache", "Transport", "Unready", "read_json", "read_text"]

_CHUNK = 1 << 16
_LARGEST = 64 << 20  # bytes: no answer of these services is near it
_PASSING = frozenset({408, 429, 500, 502, 503, 504})


class Unready(Exception):  # noqa: N818 - no error for anybody outside: it is waited for
    """The service cannot answer now; ``wait`` is how many seconds it asks for, None where it does not say."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers on disk, each with the date it was given: ``folder`` holds one file per question."""

    folder: Path
    days: int = 30

    def get(self, question: str) -> Any | None:
        """The answer kept, None where there is none, it is older than ``days``, or its file is broken."""
        kept = self._kept(question)
        given = kept and datetime.fromisoformat(kept["fetched"])
        return kept["answer"] if kept and given and datetime.now(UTC) - given < timedelta(days=self.days) else None

    def date(self, question: str) -> str | None:
        """The date of the answer kept, None where there is none."""
        kept = self._kept(question)
        return str(kept["fetched"])[:10] if kept else None

    def _kept(self, question: str) -> dict[str, Any] | None:
        try:
            kept = json.loads(self._path(question).read_text(encoding="utf-8"))
            datetime.fromisoformat(kept["fetched"])
            return dict(kept) if kept["question"] == question and "answer" in kept else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, question: str, answer: object) -> None:
        """Keep an answer; a process that dies meanwhile leaves no half of it. NetworkError where that cannot be."""
        path = self._path(question)
        fetched = datetime.now(UTC).isoformat(timespec="seconds")
        partial = path.with_suffix(f".{threading.get_ident()}.tmp")
        kept = json.dumps({"fetched": fetched, "question": question, "answer": answer})
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(kept, encoding="utf-8")
            partial.replace(path)
        except OSError as error:
            raise NetworkError(
                f"{self.folder}: answers cannot be kept there ({error.strerror}); name another folder by KG_CACHE"
            ) from error

    def _path(self, question: str) -> Path:
        name = hashlib.sha256(question.encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.json"


@dataclass(slots=True)
class Transport:
    """Asks one question at a time; ``offline`` promises that no socket is opened.

    ``user_agent`` names the program and a contact; ``timeout`` bounds one silence and ``deadline`` all of a client's
    waiting and asking together, in seconds. ``dates`` tells of each question when it was answered.
    """

    user_agent: str
    cache: Cache | None = None
    offline: bool = False
    timeout: float = 20.0
    deadline: float = 600.0
    attempts: int = 6
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    dates: dict[str, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _started: float | None = None

    def get(self, url: str, parameters: Mapping[str, str], *, check: Callable[[Any], None]) -> Any:
        """The JSON at ``url``; ``check`` raises Unready for "not now", NetworkError for a refusal.

        Raises NetworkError, also for what is not cached while offline.
        """
        full = f"{url}?{urllib.parse.urlencode(sorted(parameters.items()))}"

        def ask() -> Any:
            headers = {"User-Agent": self.user_agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
            request = urllib.request.Request(full, headers=headers)
            with urllib.request.urlopen(request, timeout=self.pause_left()) as response:
                answer = read_json(response, self.check_deadline)
            check(answer)
            return answer

        return self.patiently(full, ask)

    def patiently(self, question: str, ask: Callable[[], Any]) -> Any:
        """What ``ask`` returns, from the cache where it is there, asked again as long as the service is unready."""
        known = self.cache.get(question) if self.cache else None
        if known is not None and self.cache:
            self.dates[question] = self.cache.date(question) or ""
            return known
        service = urllib.parse.urlsplit(question)
        if service.scheme not in ("http", "https"):
            raise NetworkError(f"{service.scheme}://{service.netloc}: give an http or https address")
        if self.offline:
            raise NetworkError(
                f"{service.netloc}: not asked, because --offline was given and the answer is not in the cache"
            )
        with self._lock:
            answer = self._ask_again(service.netloc, ask)
        self.dates[question] = datetime.now(UTC).date().isoformat()
        if self.cache:
            self.cache.put(question, answer)
        return answer

    def _ask_again(self, host: str, ask: Callable[[], Any]) -> Any:
        self._started = self.clock() if self._started is None else self._started
        reason = ""
        for attempt in range(self.attempts):
            self.check_deadline()
            try:
                return _translated(ask)
            except Unready as unready:
                reason = str(unready)
                wait = float(2**attempt) if unready.wait is None else unready.wait
            if attempt + 1 < self.attempts:
                if wait > self._left():
                    raise NetworkError(
                        f"{host}: {reason}; the next try is due in {wait:.0f} s, longer than the deadline allows"
                    )
                self.sleep(wait)
        raise NetworkError(f"{host}: {reason}, {self.attempts} times in a row; try again later")

    def _left(self) -> float:
        return self.deadline if self._started is None else self.deadline - (self.clock() - self._started)

    def pause_left(self) -> float:
        """Seconds that one silence may last now."""
        return max(0.1, min(self.timeout, self._left()))

    def check_deadline(self) -> None:
        """Raise NetworkError if the time for all questions is over."""
        if self._left() <= 0:
            raise NetworkError(f"no full answer within {self.deadline:.0f} s; raise the deadline or try again later")


def _translated(ask: Callable[[], Any]) -> Any:
    """``ask()``, with everything that may pass raised as Unready and every refusal as NetworkError."""
    try:
        return ask()
    except urllib.error.HTTPError as error:
        with error:
            if error.code in _PASSING:
                raise Unready(f"HTTP {error.code}", _retry_after(error.headers.get("Retry-After"))) from error
        raise NetworkError(
            f"{urllib.parse.urlsplit(error.url or '').netloc}: refused with HTTP {error.code}"
        ) from error
    except (http.client.HTTPException, OSError) as error:  # URLError and timeouts are OSErrors
        raise Unready(f"no answer ({_cause(error)})") from error


def _cause(error: Exception) -> str:
    """What went wrong in plain words: ``Connection refused``."""
    inner = error.reason if isinstance(error, urllib.error.URLError) else error
    said = inner.strerror if isinstance(inner, OSError) else None
    return said or str(inner) or type(inner).__name__


def read_json(response: Any, check_deadline: Callable[[], None]) -> Any:
    """The JSON of an HTTP response; Unready where it is none."""
    body = _read(response, check_deadline)
    try:
        return json.loads(body)
    except ValueError as error:
        raise _unreadable(response, "JSON") from error


def read_text(response: Any, check_deadline: Callable[[], None]) -> str:
    """The text of an HTTP response in UTF-8; Unready where it is none, or a page for people."""
    body = _read(response, check_deadline)
    if "html" in response.headers.get("Content-Type", ""):
        raise _unreadable(response, "graph")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _unreadable(response, "text") from error


def _unreadable(response: Any, wanted: str) -> Unready:
    sort = response.headers.get("Content-Type", "no type").split(";")[0]
    return Unready(f"the answer ({sort}) is no whole {wanted}")


def _read(response: Any, check_deadline: Callable[[], None]) -> bytes:
    """The body of an HTTP response, read in pieces so that a trickle cannot outlast the deadline; else Unready."""
    pieces, size = [], 0
    while piece := response.read1(_CHUNK):
        check_deadline()
        size += len(piece)
        if size > _LARGEST:
            raise NetworkError(f"the answer is larger than {_LARGEST >> 20} MiB")
        pieces.append(piece)
    body = b"".join(pieces)
    expected = response.headers.get("Content-Length")
    if expected is not None and expected.isdigit() and int(expected) != size:
        raise Unready(f"the answer broke off after {size} of {expected} bytes")
    try:
        return gzip.decompress(body) if response.headers.get("Content-Encoding") == "gzip" else body
    except (EOFError, OSError, zlib.error) as error:
        raise _unreadable(response, "gzip") from error


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait by a Retry-After header (RFC 9110, section 10.2.3): a number, or a date."""
    if value is None:
        return None
    if value.strip().isdigit():
        return float(value)
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when - datetime.now(UTC)).total_seconds())

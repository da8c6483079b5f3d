"""One conversation with a triple store over HTTP: what may pass is tried again, and all of it ends by a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import httpx

from kg import __version__
from kg.errors import NetworkError, QueryError, StoreError
from kg.stores.kinds import KINDS, Kind

__all__ = ["Connection", "Reply"]

_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_ATTEMPTS: Final = 5
_CHUNK: Final = 1 << 16
_AGENT: Final = f"defco-kg/{__version__}"


@dataclass(frozen=True, slots=True)
class Reply:
    """A successful answer: its headers and its whole body."""

    headers: httpx.Headers
    body: bytes


@dataclass(slots=True)
class Connection:
    """A triple store at an address, of one of :data:`kg.stores.kinds.KINDS`.

    ``deadline`` is in seconds for all requests together, ``silence`` for one wait on the server;
    ``by_update`` sends graphs by SPARQL Update instead of the Graph Store Protocol. Raises StoreError for
    an address that is none or holds a password.
    """

    address: str
    kind_name: str = "generic"
    auth: httpx.Auth | None = None
    deadline: float = 600.0
    silence: float = 60.0
    by_update: bool = False
    sleep: Callable[[float], None] = time.sleep
    transport: httpx.BaseTransport | None = None
    _end: float = field(init=False)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        url = _parsed(self.address)
        if url is None or url.scheme not in ("http", "https") or not url.host or url.userinfo:
            raise StoreError("the endpoint must be an http or https address, without a password in it")
        self.address = self.address.rstrip("/")
        self.restart()
        # redirects are not followed: a PUT would become a GET, and a password go elsewhere
        self._client = httpx.Client(auth=self.auth, transport=self.transport, headers={"User-Agent": _AGENT})

    @property
    def kind(self) -> Kind:
        """What is known of stores of this kind."""
        return KINDS[self.kind_name]

    @property
    def host(self) -> str:
        """The host and port, for messages."""
        return httpx.URL(self.address).netloc.decode()

    def restart(self, deadline: float | None = None) -> None:
        """Begin to count the time anew, up to another deadline if one is given."""
        self.deadline = self.deadline if deadline is None else deadline
        self._end = time.monotonic() + self.deadline

    @property
    def is_over(self) -> bool:
        """True once the deadline has passed."""
        return time.monotonic() >= self._end

    def close(self) -> None:
        """Close what is open to the server."""
        self._client.close()

    def query(self, text: str, accept: str, parameters: Mapping[str, str], *, attempts: int = _ATTEMPTS) -> Reply:
        """The answer to a query (SPARQL 1.1 Protocol, query by POST with parameters).

        Raises QueryError where the server says that the query is bad, else as :meth:`ask`.
        """
        body = str(httpx.QueryParams({"query": text, **parameters})).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", self.kind.query, {}, body, headers, attempts=attempts)

    def ask(
        self,
        method: str,
        path: str,
        parameters: Mapping[str, str],
        body: bytes,
        headers: Mapping[str, str],
        *,
        attempts: int = _ATTEMPTS,
        accepted: Container[int] = (),
    ) -> Reply:
        """The answer to one request, tried again with growing pauses (or Retry-After) where the fault may pass.

        The status is 2xx, or one of ``accepted``.

        Raises NetworkError, in one line with the host and the mend, for a refusal, or once the deadline has passed.
        """
        url = httpx.URL(self.address + path, params=dict(parameters)) if parameters else httpx.URL(self.address + path)
        reason = ""
        for attempt in range(attempts):
            wait = float(2**attempt)
            try:
                status, reply = self._once(method, url, body, headers)
            except httpx.HTTPError as error:
                reason = _FAULTS.get(type(error), f"no answer ({type(error).__name__})")
            else:
                if 200 <= status < 300 or status in accepted:
                    return reply
                if status not in _PASSING or (status == 500 and path == self.kind.query):
                    raise self._refusal(status, reply, asked=path == self.kind.query and method == "POST")
                reason = f"HTTP {status}"
                asked = reply.headers.get("Retry-After", "")
                wait = float(asked) if asked.isdigit() else wait
            if attempt + 1 < attempts:
                if time.monotonic() + wait > self._end:
                    break
                self.sleep(wait)
        mend = "run it again later, only what is missing is sent then" if method == "PUT" else "try again later"
        raise NetworkError(f"{self.host}: {reason}; {mend}")

    def _once(self, method: str, url: httpx.URL, body: bytes, headers: Mapping[str, str]) -> tuple[int, Reply]:
        timeout = httpx.Timeout(min(self.silence, self._left()))
        request = self._client.build_request(method, url, content=body, headers=dict(headers), timeout=timeout)
        request.stream = _Upload(body, self._left)
        response = self._client.send(request, stream=True)
        try:
            parts = []
            for part in response.iter_bytes():
                parts.append(part)
                # a server that sends a byte now and then is never silent
                self._left()
            return response.status_code, Reply(response.headers, b"".join(parts))
        finally:
            response.close()

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise NetworkError(f"{self.host}: not done within {self.deadline:g} s; run it again for the rest")
        return left

    def _refusal(self, status: int, reply: Reply, *, asked: bool) -> NetworkError | QueryError:
        if asked and status in (400, 500):
            return QueryError(f"{self.host}: the server refuses the query: {_first_words(reply.body)}")
        return NetworkError(f"{self.host}: refused with HTTP {status}{_mend(status)}")


class _Upload(httpx.SyncByteStream):
    """A body that may be sent twice, as Digest needs it, and ends its upload by the deadline."""

    def __init__(self, body: bytes, check: Callable[[], float]) -> None:
        self._body = body
        self._check = check

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), _CHUNK):
            self._check()
            yield self._body[start : start + _CHUNK]


_FAULTS: Final[Mapping[type, str]] = {
    httpx.ConnectError: "nobody listens at this address, or it cannot be reached",
    httpx.ConnectTimeout: "the address does not answer",
    httpx.ReadTimeout: "the server fell silent",
    httpx.WriteTimeout: "the server stopped reading",
    httpx.ReadError: "the connection was dropped",
    httpx.WriteError: "the connection was dropped",
    httpx.RemoteProtocolError: "the connection was dropped, or the answer is no HTTP",
}


def _parsed(address: str) -> httpx.URL | None:
    try:
        return httpx.URL(address)
    except httpx.InvalidURL:
        return None


def _first_words(body: bytes, length: int = 200) -> str:
    text = " ".join(body.decode(errors="replace").split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _mend(status: int) -> str:
    if status in (401, 403):
        return "; give --user with KG_PASSWORD, KG_TOKEN, or an entry in ~/.netrc, of somebody who may write"
    return "; check --endpoint and --kind"

"""Graphs into triple stores on servers: the Graph Store Protocol, one PUT per named graph, repeated safely.

A PUT replaces its graph, so that a load that broke off is simply run again; a journal beside the source says which
graphs the server has as they are now, and the server's own counts are asked before it is believed.
SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 2013); addresses by the stores' documentation.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

import httpx
import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from kg.errors import NetworkError, StoreError
from kg.stores.answers import Triples
from kg.stores.embedded import open_directory
from kg.stores.files import graph_files, parse_file

__all__ = ["KINDS", "Journal", "NamedGraph", "Server", "named_graphs"]

#: For each kind of store: what follows its address to query, to reach graphs, and the parameter that names a graph.
KINDS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "oxigraph": ("/query", "/store", "graph"),
        "virtuoso": ("/sparql", "/sparql-graph-crud-auth", "graph-uri"),
        "fuseki": ("/query", "/data", "graph"),
        "graphdb": ("", "/rdf-graphs/service", "graph"),
        "rdf4j": ("", "/rdf-graphs/service", "graph"),
        "neptune": ("/sparql", "/sparql/gsp/", "graph"),
        "stardog": ("/query", "", "graph"),
        "generic": ("", "", "graph"),
    }
)
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_ATTEMPTS: Final = 5
_PAUSE: Final = 10.0  # seconds that one silence of the server may last
_COUNTS: Final = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """One graph to load: its IRI, its statements as N-Triples, and how many different ones there are."""

    name: str
    data: bytes
    size: int

    @property
    def digest(self) -> str:
        """Equal for equal statements, in whatever order they were read."""
        return sha256(self.data).hexdigest()


def named_graphs(source: Path, *, default: str | None = None) -> Iterator[NamedGraph]:
    """The graphs of a file, a folder of files or a store on disk, sorted by name.

    Statements in no named graph go into ``default``. Raises StoreError for what cannot be read, and for such
    statements where there is no ``default``.
    """
    if (source / "CURRENT").is_file():
        yield from _of_store(source)
        return
    found: dict[str, set[pyoxigraph.Triple]] = {}
    for file in graph_files(source):
        for quad in parse_file(file):
            name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else default
            if name is None:
                raise StoreError(f"{file}: has statements in no named graph; say which one they go into by --graph IRI")
            found.setdefault(name, set()).add(quad.triple)
    for name in sorted(found):
        yield _named(name, found[name])


def _of_store(path: Path) -> Iterator[NamedGraph]:
    store = open_directory(path)
    for name in store.graphs():
        answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        if isinstance(answer, Triples):
            yield _named(name, answer.triples)


def _named(name: str, triples: Iterable[pyoxigraph.Triple]) -> NamedGraph:
    lines = (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)
    return NamedGraph(name, b"".join(sorted(lines)), len(lines))


@dataclass(frozen=True, slots=True)
class Journal:
    """What was loaded where, one line a graph, in a file; a line that a kill has cut is passed over."""

    path: Path
    endpoint: str

    def digests(self) -> dict[str, str]:
        """The digest last sent of each graph; raises StoreError if the file cannot be read."""
        found: dict[str, str] = {}
        try:
            lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read ({error.strerror}); remove it to load everything") from error
        for line in lines:
            try:
                endpoint, graph, digest = json.loads(line)
            except ValueError:
                continue
            if endpoint == self.endpoint:
                found[graph] = digest
        return found

    def add(self, graph: NamedGraph) -> None:
        """Write down that the server has the graph; raises StoreError if the file cannot be written."""
        try:
            with self.path.open("ab") as stream:
                # the line break comes first: a line that was cut must not swallow the next
                stream.write(b"\n" + json.dumps([self.endpoint, graph.name, graph.digest]).encode())
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written ({error.strerror}); make room") from error


@dataclass(slots=True)
class Server:
    """A triple store at an address, of one of :data:`KINDS`; ``deadline`` is in seconds for all requests together."""

    address: str
    kind: str = "generic"
    auth: httpx.Auth | None = None
    deadline: float = 600.0
    sleep: Callable[[float], None] = time.sleep
    transport: httpx.BaseTransport | None = None
    _end: float = field(init=False)
    _client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        url = httpx.URL(self.address)
        if url.scheme not in ("http", "https") or not url.host or url.userinfo:
            raise StoreError("the endpoint must be an http or https address, without a password in it")
        self._end = time.monotonic() + self.deadline
        self._client = httpx.Client(auth=self.auth, transport=self.transport)

    def counts(self) -> dict[str, int]:
        """How many statements each named graph of the server has; raises NetworkError."""
        url = self.address.rstrip("/") + KINDS[self.kind][0]
        response = self._ask("POST", url, None, {"query": _COUNTS}, {"Accept": "application/sparql-results+json"})
        try:
            rows = response.json()["results"]["bindings"]
            return {row["g"]["value"]: int(row["n"]["value"]) for row in rows if "g" in row}
        except (ValueError, KeyError, TypeError) as error:
            raise NetworkError(f"{self._host}: the answer is no SPARQL result; check --endpoint and --kind") from error

    def put(self, graph: NamedGraph) -> None:
        """Make ``graph`` all that the server's graph of its name holds; raises NetworkError."""
        _, path, parameter = KINDS[self.kind]
        # N-Triples are Turtle, which every store must read
        headers = {"Content-Type": "text/turtle; charset=utf-8"}
        self._ask("PUT", self.address.rstrip("/") + path, {parameter: graph.name}, graph.data, headers)

    @property
    def _host(self) -> str:
        return httpx.URL(self.address).netloc.decode()

    def _ask(
        self,
        method: str,
        url: str,
        parameters: dict[str, str] | None,
        body: bytes | dict[str, str],
        headers: dict[str, str],
    ) -> httpx.Response:
        reason = ""
        for attempt in range(_ATTEMPTS):
            wait = float(2**attempt)
            try:
                response = self._once(method, url, parameters, body, headers)
            except httpx.HTTPError as error:
                reason = f"no answer ({type(error).__name__})"
            else:
                if response.is_success:
                    return response
                if response.status_code not in _PASSING:
                    raise NetworkError(f"{self._host}: refused with HTTP {response.status_code}{_mend(response)}")
                reason = f"HTTP {response.status_code}"
                asked = response.headers.get("Retry-After", "")
                wait = float(asked) if asked.isdigit() else wait
            if attempt + 1 < _ATTEMPTS:
                if time.monotonic() + wait > self._end:
                    break
                self.sleep(wait)
        raise NetworkError(f"{self._host}: {reason}; run it again later, only what is missing is sent then")

    def _once(
        self,
        method: str,
        url: str,
        parameters: dict[str, str] | None,
        body: bytes | dict[str, str],
        headers: dict[str, str],
    ) -> httpx.Response:
        left = self._end - time.monotonic()
        if left <= 0:
            raise NetworkError(f"{self._host}: not done within {self.deadline:g} s; run it again for the rest")
        timeout = min(_PAUSE, left)
        content, data = (body, None) if isinstance(body, bytes) else (None, body)
        return self._client.request(
            method, url, params=parameters, content=content, data=data, headers=headers, timeout=timeout
        )


def _mend(response: httpx.Response) -> str:
    if response.status_code in (401, 403):
        return "; give --user with KG_PASSWORD, KG_TOKEN, or an entry in ~/.netrc"
    return "; check --endpoint and --kind"

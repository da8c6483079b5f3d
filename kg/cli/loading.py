"""``kg load`` and ``kg remove``: graphs into stores and out of them."""

import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import httpx
import typer
from rich.console import Console
from rich.progress import track
from typer.exceptions import TyperException

from kg.cli.naming import meant
from kg.errors import StoreError
from kg.stores import open_directory, open_writable
from kg.stores.loading import KINDS, Journal, NamedGraph, Server, named_graphs

__all__ = ["LoadRequest", "load", "remove"]


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """The options of ``kg load``, as given."""

    source: Path
    endpoint: str
    kind: str = "generic"
    graph: str | None = None
    user: str | None = None
    digest: bool = False
    deadline: float = 600.0
    dry_run: bool = False
    quiet: bool = False


def load(request: LoadRequest) -> None:
    """Bring the server's graphs to those of the source; raises KgError and TyperException."""
    if request.kind not in KINDS:
        raise TyperException(f"“{request.kind}” is no kind of store; there are {', '.join(KINDS)}")
    graphs = list(named_graphs(request.source, default=request.graph))
    journal = Journal(request.source.with_name(f"{request.source.name}.loaded"), request.endpoint)
    server = Server(request.endpoint, request.kind, _auth(request), request.deadline)
    there, sent = server.counts(), journal.digests()
    missing = [one for one in graphs if there.get(one.name) != one.size or sent.get(one.name) != one.digest]
    if request.dry_run:
        for one in missing:
            typer.echo(f"{one.name} {one.size}")
        return
    console = Console(stderr=True)
    hidden = request.quiet or not console.is_terminal
    for one in track(missing, "loading graphs", console=console, disable=hidden, transient=True):
        server.put(one)
        journal.add(one)
    _compare(graphs, server.counts())
    if not request.quiet:
        typer.echo(f"{len(missing)} of {len(graphs)} graphs sent, all counts agree", err=True)


def _compare(graphs: list[NamedGraph], there: dict[str, int]) -> None:
    for one in graphs:
        if there.get(one.name, 0) != one.size:
            raise StoreError(f"{one.name}: the server has {there.get(one.name, 0)} statements of {one.size}")


def _auth(request: LoadRequest) -> httpx.Auth | None:
    token, password = os.environ.get("KG_TOKEN"), os.environ.get("KG_PASSWORD")
    if token:
        return _Bearer(token)
    if request.user:
        if password is None:
            raise TyperException("--user needs the password in the environment variable KG_PASSWORD")
        sort = httpx.DigestAuth if request.digest or request.kind == "virtuoso" else httpx.BasicAuth
        return sort(request.user, password)
    return httpx.NetRCAuth() if (Path.home() / ".netrc").is_file() else None


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def remove(article: str, store: Path) -> None:
    """Take one article out of the store on disk; raises StoreError where it is not in it."""
    open_directory(store)
    name = meant(article).replace("/article/", "/graph/")
    with open_writable(store) as writable:
        if not writable.remove(name):
            raise StoreError(f"{store}: has no graph of {article}; kg query articles --store {store} lists them")

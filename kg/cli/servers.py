"""What ``kg load`` and ``kg query`` share where they speak to a server: its kind, and who asks."""

import netrc
import os
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import httpx
from typer.exceptions import TyperException

from kg.stores.connection import Connection
from kg.stores.kinds import KINDS

__all__ = ["ServerOptions", "connect"]


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """The options that name a server, as given."""

    endpoint: str
    kind: str = "generic"
    user: str | None = None
    password_file: Path | None = None
    digest: bool = False
    deadline: float = 600.0
    silence: float = 60.0
    by_update: bool = False


def connect(options: ServerOptions) -> Connection:
    """A connection as asked; raises KgError and TyperException for options that cannot be."""
    if options.kind not in KINDS:
        raise TyperException(f"“{options.kind}” is no kind of store; there are {', '.join(KINDS)}")
    return Connection(
        options.endpoint,
        options.kind,
        _auth(options),
        deadline=options.deadline,
        silence=options.silence,
        by_update=options.by_update,
    )


def _auth(options: ServerOptions) -> httpx.Auth | None:
    """A token before a user named by option or environment, before what ``.netrc`` has for the host; else none."""
    if token := os.environ.get("KG_TOKEN"):
        return _Bearer(token)
    named = options.user or os.environ.get("KG_USER")
    user, password = (named, _password(options)) if named else _from_netrc(options.endpoint)
    if user is None or password is None:
        return None
    digest = options.digest or KINDS[options.kind].digest
    return httpx.DigestAuth(user, password) if digest else httpx.BasicAuth(user, password)


def _password(options: ServerOptions) -> str:
    if options.password_file is not None:
        try:
            return options.password_file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise TyperException(f"{options.password_file}: the password cannot be read from it") from error
    password = os.environ.get("KG_PASSWORD")
    if password is None:
        raise TyperException("a user needs a password: give --password-file, or the environment variable KG_PASSWORD")
    return password


def _from_netrc(endpoint: str) -> tuple[str | None, str | None]:
    path = Path(os.environ.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None, None
    try:
        found = netrc.netrc(path).authenticators(httpx.URL(endpoint).host)
    except (OSError, UnicodeDecodeError, netrc.NetrcParseError, httpx.InvalidURL) as error:
        # its message may hold a word of the file, which may be the password
        raise TyperException(f"{path}: cannot be read; correct it, or name another by NETRC") from error
    return (found[0], found[2]) if found else (None, None)


class _Bearer(httpx.Auth):
    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

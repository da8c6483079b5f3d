"""Who asks a server: by token, option, environment or netrc, and nothing of it in any message."""

import base64
from pathlib import Path

import httpx
import pytest
from typer.exceptions import TyperException

from kg.cli.servers import ServerOptions, connect
from kg.errors import KgError

BASIC = "Basic " + base64.b64encode(b"me:secret").decode()
NETRC = "machine h.org login me password secret\n"
WAYS = [
    ({}, {}, "", None, "nobody"),
    ({"user": "me"}, {"KG_PASSWORD": "secret"}, "", BASIC, "option and environment"),
    ({}, {"KG_USER": "me", "KG_PASSWORD": "secret"}, "", BASIC, "environment"),
    ({"user": "me", "password_file": "file"}, {"KG_PASSWORD": "other"}, "", BASIC, "a file before the environment"),
    ({}, {}, NETRC, BASIC, "netrc"),
    ({}, {}, NETRC.replace("h.org", "other.org"), None, "netrc of another host"),
    ({"user": "me"}, {"KG_PASSWORD": "secret"}, NETRC.replace("secret", "other"), BASIC, "options before netrc"),
    ({"user": "me"}, {"KG_TOKEN": "secret", "KG_PASSWORD": "x"}, "", "Bearer secret", "a token before all"),
    ({"user": "me", "digest": True}, {"KG_PASSWORD": "secret"}, "", "Digest", "digest where it is asked for"),
    (
        {"user": "me", "kind": "virtuoso"},
        {"KG_PASSWORD": "secret"},
        "",
        "Digest",
        "digest by kind",
    ),
    ({"kind": "virtuoso"}, {}, NETRC, "Digest", "digest by netrc"),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("KG_TOKEN", "KG_USER", "KG_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    (tmp_path / "file").write_text("secret\n")
    return tmp_path


@pytest.mark.parametrize(("options", "environment", "netrc", "sent", "reason"), WAYS, ids=[row[4] for row in WAYS])
def test_who_asks(
    options: dict[str, object],
    environment: dict[str, str],
    netrc: str,
    sent: str | None,
    reason: str,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the server is shown; a digest once it has asked for it."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if netrc:
        (home / "netrc").write_text(netrc)
    if "password_file" in options:
        options = options | {"password_file": home / "file"}
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("Authorization"))
        if sent == "Digest" and len(seen) == 1:
            return httpx.Response(401, headers={"WWW-Authenticate": 'Digest realm="r", nonce="n", algorithm=MD5'})
        return httpx.Response(200)

    connection = connect(ServerOptions("http://h.org", **options))  # type: ignore[arg-type]
    connection._client = httpx.Client(auth=connection.auth, transport=httpx.MockTransport(answer))
    connection.ask("GET", "", {}, b"", {})
    if sent == "Digest":
        assert [(seen[-1] or "").split()[0], 'username="me"' in (seen[-1] or "")] == ["Digest", True]
    else:
        assert seen == [sent]


WRONG = [
    ({"user": "me"}, "", "KG_PASSWORD", "a user without a password"),
    ({"user": "me", "password_file": "none"}, "", "cannot be read", "a file that is not there"),
    ({}, "machine h.org secret secret", "netrc: cannot be read", "a broken netrc"),
    ({"endpoint": "http://me:secret@h.org"}, "", "without a password", "a password in the address"),
    ({"kind": "secret-kind"}, "", "no kind of store", "an unknown kind"),
]


@pytest.mark.parametrize(("options", "netrc", "message", "reason"), WRONG, ids=[row[3] for row in WRONG])
def test_what_is_wrong(options: dict[str, object], netrc: str, message: str, reason: str, home: Path) -> None:
    """One line with the mend; no password in it."""
    if netrc:
        (home / "netrc").write_text(netrc)
    if "password_file" in options:
        options = options | {"password_file": home / "none"}
    with pytest.raises((KgError, TyperException), match=message) as told:
        connect(ServerOptions(**{"endpoint": "http://h.org", **options}))  # type: ignore[arg-type]
    assert "secret@" not in str(told.value)
    assert "secret secret" not in str(told.value)
    assert "\n" not in str(told.value)

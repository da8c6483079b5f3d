"""Real triple stores on loopback, for the tests and benchmarks: Oxigraph's server (PyPI) and Virtuoso 7 (Debian).

``python -m tests.servers FILE`` starts both, writes their addresses to FILE as shell assignments when they answer, and
stops them when it is terminated; .ci/run does so. Tests take the addresses from the environment
(``KG_TEST_OXIGRAPH``, ``KG_TEST_VIRTUOSO``), or start a server of their own where one is installed. Where
``KG_TEST_SERVERS=required``, a missing server fails the test instead of skipping it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from string import Template

import pytest

__all__ = ["PASSWORD", "USER", "missing", "oxigraph", "program", "running", "virtuoso"]

USER, PASSWORD = "kg", "kg-test-only"
_PATIENCE = 120.0  # seconds; Virtuoso makes its database on the first start
_VARIABLES = {"oxigraph": "KG_TEST_OXIGRAPH", "virtuoso": "KG_TEST_VIRTUOSO"}

_VIRTUOSO = Template("""
[Database]
DatabaseFile = $folder/virtuoso.db
ErrorLogFile = $folder/virtuoso.log
LockFile = $folder/virtuoso.lck
TransactionFile = $folder/virtuoso.trx
xa_persistent_file = $folder/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = $folder/temp.db
TransactionFile = $folder/temp.trx
[Parameters]
ServerPort = 127.0.0.1:$sql
LiteMode = 0
CaseMode = 2
DisableUnixSocket = 1
MaxClientConnections = 10
DirsAllowed = $folder
NumberOfBuffers = 60000
MaxDirtyBuffers = 45000
MaxQueryMem = 2G
[HTTPServer]
ServerPort = 127.0.0.1:$http
ServerRoot = $folder
MaxClientConnections = 10
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 600
""")


def program(name: str) -> str | None:
    """The path of a program: beside this Python, where pip puts it, else on the PATH."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.is_file() else shutil.which(name)


def missing(what: str) -> None:
    """Skip the test, or fail it where nothing may be missing."""
    if os.environ.get("KG_TEST_SERVERS") == "required":
        pytest.fail(f"{what} is not installed, and must be here")
    pytest.skip(f"{what} is not installed")


@contextmanager
def running(kind: str) -> Iterator[str]:
    """The address of a running server of the kind (``oxigraph``, ``virtuoso``); the test is skipped without one."""
    starters = {"oxigraph": (oxigraph, "oxigraph"), "virtuoso": (virtuoso, "virtuoso-t")}
    start, name = starters[kind]
    if given := os.environ.get(_VARIABLES[kind]):
        yield given
        return
    if program(name) is None:
        missing(f"the {kind} server")
    with start() as address:
        yield address


@contextmanager
def oxigraph(folder: Path | None = None) -> Iterator[str]:
    """A server of Oxigraph, in memory or over a folder; ``/query`` and ``/store`` are below its address."""
    port = _free_port()
    command = [program("oxigraph") or "oxigraph", "serve", "-b", f"127.0.0.1:{port}"]
    with _process([*command, *(["-l", str(folder)] if folder else [])]) as server:
        _await(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso() -> Iterator[str]:
    """A new Virtuoso 7 in a folder of its own, with the user :data:`USER`, who may write by HTTP Digest."""
    with tempfile.TemporaryDirectory(prefix="virtuoso-") as name:
        http, sql = _free_port(), _free_port()
        ini = Path(name) / "virtuoso.ini"
        ini.write_text(_VIRTUOSO.substitute(folder=name, http=http, sql=sql))
        with _process([program("virtuoso-t") or "virtuoso-t", "-f", "-c", str(ini)], folder=name) as server:
            _await(f"http://127.0.0.1:{http}/sparql", server)
            rights = "".join(f"grant {right} to {USER};" for right in ("SPARQL_UPDATE", "SPARQL_SELECT"))
            made = f"DB.DBA.USER_CREATE('{USER}','{PASSWORD}');{rights}"
            isql = [program("isql-vt") or "isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={made}"]
            told = subprocess.run(isql, check=True, capture_output=True, text=True, timeout=_PATIENCE).stdout
            if "*** Error" in told:
                raise RuntimeError(f"the user {USER} could not be made: {told}")
            yield f"http://127.0.0.1:{http}"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _process(command: list[str], folder: str | None = None) -> Iterator[subprocess.Popen[bytes]]:
    output = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=folder, **output) as server:
        try:
            yield server
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer within {_PATIENCE:g} s")


def _serve(file: Path) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    starters: dict[str, AbstractContextManager[str]] = {"oxigraph": oxigraph(), "virtuoso": virtuoso()}
    with ExitStack() as stack:
        lines = [f"export {_VARIABLES[kind]}={stack.enter_context(one)}\n" for kind, one in starters.items()]
        part = file.with_suffix(".part")
        part.write_text("".join(lines))
        part.rename(file)
        while True:
            signal.pause()


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))

"""A SPARQL endpoint on loopback: Oxigraph's server, in memory, over the small world beside this file."""

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

WORLD = Path(__file__).parent / "wikidata.ttl"


@contextmanager
def endpoint() -> Iterator[str]:
    """The address of a running query endpoint; the test is skipped where the server is not installed."""
    program = shutil.which("oxigraph")
    if program is None:
        pytest.skip("the oxigraph server is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen([program, "serve", "-b", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        headers = {"Content-Type": "text/turtle"}
        request = urllib.request.Request(f"{base}/store?default", WORLD.read_bytes(), headers, method="POST")
        _sent(request, server)
        yield f"{base}/query"
    finally:
        server.terminate()
        server.wait()


def _sent(request: urllib.request.Request, server: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        assert server.poll() is None, "the server has ended"
        try:
            with urllib.request.urlopen(request):
                return
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the server did not answer")

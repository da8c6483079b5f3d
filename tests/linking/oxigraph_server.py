"""A SPARQL endpoint on loopback: Oxigraph's server, in memory, over the small world beside this file."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import missing, oxigraph, program

WORLD = Path(__file__).parent / "wikidata.ttl"


@contextmanager
def endpoint() -> Iterator[str]:
    """The address of a running query endpoint; the test is skipped where the server is not installed."""
    if program("oxigraph") is None:
        missing("the oxigraph server")
    # a server of its own: other tests' graphs must not be among the names
    with oxigraph() as base:
        headers = {"Content-Type": "text/turtle"}
        request = urllib.request.Request(f"{base}/store?default", WORLD.read_bytes(), headers, method="POST")
        with urllib.request.urlopen(request):
            yield f"{base}/query"

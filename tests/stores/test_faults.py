"""Servers that fail in the middle of a load: a clear error in bounded time, and the next load does the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.stores.connection import Connection
from kg.stores.journal import Journal
from kg.stores.loading import load
from kg.stores.sources import NamedGraph
from tests.stores.fault_server import FaultServer, fault_server

GRAPHS = [NamedGraph(f"https://x.org/g{n}", b"<urn:s> <urn:p> <urn:o> .\n", 1) for n in range(6)]
FAULTS = [
    ("busy", 3, "HTTP 503", "busy for ever"),
    ("stall", 3, "fell silent", "takes the request and answers nothing"),
    ("trickle", 3, "not done within", "never silent, never done"),
    ("drop", 3, "dropped", "hangs up"),
    ("loses", 3, "has 0 statements of 1", "says yes and keeps nothing"),
]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


def connection(server: FaultServer) -> Connection:
    return Connection(server.address, deadline=2, silence=0.3, sleep=lambda _seconds: None)


@pytest.mark.parametrize(("fault", "healthy", "message", "reason"), FAULTS, ids=[row[3] for row in FAULTS])
def test_a_fault_in_the_middle(
    fault: str, healthy: int, message: str, reason: str, server: FaultServer, tmp_path: Path
) -> None:
    """The error names the server or graph in one line; when the fault is over, only what is missing is sent."""
    server.fault, server.healthy = fault, healthy
    journal = Journal(tmp_path / "j", server.address)
    with pytest.raises(KgError, match=message) as told:
        load(connection(server), GRAPHS, journal)
    assert "\n" not in str(told.value)
    assert len(server.graphs) == healthy
    server.fault = ""
    server.puts.clear()
    done = load(connection(server), GRAPHS, journal)
    assert server.puts == [one.name for one in GRAPHS[healthy:]]
    assert (done.graphs, done.sent) == (6, 6 - healthy)
    assert load(connection(server), GRAPHS, journal).sent == 0


def test_nobody_listens(server: FaultServer, tmp_path: Path) -> None:
    """An address at which nobody is says so."""
    address = server.address
    server.server_close()
    with pytest.raises(KgError, match="nobody listens"):
        load(Connection(address, sleep=lambda _seconds: None), GRAPHS, Journal(tmp_path / "j", address))


def test_a_server_that_lost_its_graphs_gets_them_again(server: FaultServer, tmp_path: Path) -> None:
    """The journal is believed only where the server's own counts agree."""
    journal = Journal(tmp_path / "j", server.address)
    load(connection(server), GRAPHS, journal)
    server.graphs.pop(GRAPHS[2].name)
    server.puts.clear()
    load(connection(server), GRAPHS, journal)
    assert server.puts == [GRAPHS[2].name]

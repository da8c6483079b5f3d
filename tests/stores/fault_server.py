"""A graph store on loopback that misbehaves as it is told: busy, silent, slow, gone, talking nonsense."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote_plus, urlsplit

__all__ = ["FaultServer", "fault_server"]

_RESULT = '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="g"/><variable name="n"/></head>'
_ROW = '<result><binding name="g"><uri>{}</uri></binding><binding name="n"><literal>{}</literal></binding></result>'


class FaultServer(ThreadingHTTPServer):
    """Keeps graphs as the numbers of their lines; after ``healthy`` PUTs every PUT meets ``fault``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.graphs: dict[str, int] = {}
        self.puts: list[str] = []
        self.fault = ""
        self.healthy = 0
        self.over = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is no news."""


class _Handler(BaseHTTPRequestHandler):
    server: FaultServer

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        graph = parse_qs(urlsplit(self.path).query)["graph"][0]
        server = self.server
        if server.fault and len(server.puts) >= server.healthy:
            getattr(self, f"_{server.fault}")()
            return
        server.puts.append(graph)
        server.graphs[graph] = body.count(b"\n")
        self._send(204, b"")

    def do_POST(self) -> None:
        query = unquote_plus(self.rfile.read(int(self.headers["Content-Length"])).decode())
        known = [name for name in re.findall(r"<([^>]+)>", query) if name in self.server.graphs]
        rows = "".join(_ROW.format(name, self.server.graphs[name]) for name in known)
        self._send(200, f"{_RESULT}<results>{rows}</results></sparql>".encode())

    def _busy(self) -> None:
        self._send(503, b"busy")

    def _stall(self) -> None:
        self.server.over.wait()

    def _drop(self) -> None:
        self.connection.close()

    def _trickle(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while not self.server.over.wait(0.05):
            self.wfile.write(b".")
            self.wfile.flush()

    def _loses(self) -> None:
        # says that all is well, and keeps nothing
        self._send(204, b"")

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name http.server asks for
        pass


@contextmanager
def fault_server() -> Iterator[FaultServer]:
    """A running one."""
    server = FaultServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        server.shutdown()
        server.server_close()
        thread.join()

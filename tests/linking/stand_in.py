"""A small Wikidata on loopback, with faults on demand: what the real client is driven against.

The shapes are those of the action API (wbsearchentities, wbgetentities, errors) and of SPARQL 1.1 JSON results; the
items are made up.
"""

import json
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def item(qid: str, label: str, *classes: str, aliases: tuple[str, ...] = (), state: str = "", died: int = 0) -> dict:
    """An entity as wbgetentities gives it."""

    def statement(value: Any, rank: str = "normal") -> dict:
        return {"rank": rank, "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}

    claims: dict[str, list] = {"P31": [statement({"id": name}) for name in classes]}
    claims["P31"].append({"rank": "normal", "mainsnak": {"snaktype": "somevalue"}})
    if state:
        claims["P17"] = [statement({"id": state})]
    if died:
        claims["P570"] = [statement({"time": f"+{died}-01-01T00:00:00Z", "precision": 9})]
    return {
        "id": qid,
        "type": "item",
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "descriptions": {},
        "claims": claims,
    }


@dataclass
class Fault:
    """One answer out of order."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    stall: float = 0.0


@dataclass
class StandIn:
    """The server's items, the faults it gives first, and everything it was asked."""

    url: str
    items: dict[str, dict]
    faults: list[Fault] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0

    def answer(self, query: dict[str, str]) -> Any:
        if "query" in query:
            row = {"item": {"type": "uri", "value": "http://example.org/1"}, "n": {"type": "literal", "value": "2"}}
            return {"head": {"vars": ["item", "n"]}, "results": {"bindings": [row]}}
        if query["action"] == "wbsearchentities":
            asked = query["search"].casefold()
            hits = [
                {"id": qid, "label": found["labels"]["en"]["value"], "match": {"type": "label"}}
                for qid, found in self.items.items()
                if any(name.casefold().startswith(asked) for name in _names(found))
            ]
            return {"searchinfo": {"search": query["search"]}, "search": hits[: int(query["limit"])], "success": 1}
        wanted = query["ids"].split("|")
        assert len(wanted) <= 50, "more than a request may ask for"
        missing = {"missing": ""}
        return {"entities": {qid: self.items.get(qid, {"id": qid, **missing}) for qid in wanted}, "success": 1}


def _names(found: dict) -> list[str]:
    aliases = found["aliases"]["en"] if found["aliases"] else []
    return [found["labels"]["en"]["value"], *(alias["value"] for alias in aliases)]


@contextmanager
def serve(*items: dict) -> Iterator[StandIn]:
    """The stand-in on a free port of loopback."""
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
            with lock:
                stand_in.asked.append(query)
                stand_in.agents.add(self.headers.get("User-Agent", ""))
                stand_in.at_once += 1
                stand_in.most_at_once = max(stand_in.most_at_once, stand_in.at_once)
                fault = stand_in.faults.pop(0) if stand_in.faults else None
            try:
                self._give(fault or Fault(body=json.dumps(stand_in.answer(query)).encode()))
            except ConnectionError:
                pass
            finally:
                with lock:
                    stand_in.at_once -= 1

        def _give(self, fault: Fault) -> None:
            time.sleep(fault.stall)
            self.send_response(fault.status)
            headers = {"Content-Type": "application/json", **fault.headers}
            headers["Content-Length"] = str(len(fault.body) if fault.length is None else fault.length)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(fault.body)

        log_message: Callable[..., None] = lambda *_: None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in = StandIn(f"http://127.0.0.1:{server.server_port}/w/api.php", {found["id"]: found for found in items})
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

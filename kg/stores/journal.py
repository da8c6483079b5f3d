"""What was loaded where: a file that a killed load leaves behind and the next one reads."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.stores.sources import NamedGraph

__all__ = ["Journal"]


@dataclass(frozen=True, slots=True)
class Journal:
    """What was loaded where, one line a graph, in a file; a line that a kill has cut is passed over.

    Only what stands here may be taken off a server: it was sent from here."""

    path: Path
    endpoint: str

    def digests(self) -> dict[str, str]:
        """The digest last sent of each graph; raises StoreError if the file cannot be read."""
        found: dict[str, str | None] = {}
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
        return {graph: digest for graph, digest in found.items() if digest is not None}

    def add(self, graph: NamedGraph) -> None:
        """Write down that the server has the graph; raises StoreError if the file cannot be written."""
        self._write(graph.name, graph.digest)

    def remove(self, name: str) -> None:
        """Write down that the server has the graph called ``name`` no longer; raises StoreError as :meth:`add`."""
        self._write(name, None)

    def _write(self, name: str, digest: str | None) -> None:
        try:
            with self.path.open("ab") as stream:
                # the line break comes first: a line that was cut must not swallow the next
                stream.write(b"\n" + json.dumps([self.endpoint, name, digest]).encode())
        except OSError as error:
            raise StoreError(
                f"{self.path}: cannot be written ({error.strerror}); name another file by --journal"
            ) from error

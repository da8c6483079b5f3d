"""A graph in parts: a file and a line of a manifest for every shard, written so that a run may end anywhere.

``KEY.nq`` is the graph of a shard and ``KEY.json`` its line; both appear whole, the line after the part, so a line
vouches for its part. ``manifest.jsonl`` holds the lines of the last complete run in the order of the articles. The key
comes from the articles, the options and the versions: a rerun makes what is missing or changed and nothing else.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.model import Refusal
from kg.pipeline.output import replacing
from kg.pipeline.shards import Result
from kg.pipeline.summary import Summary
from kg.serialisation import SYNTAXES

__all__ = ["MANIFEST", "Parts", "check"]

MANIFEST = "manifest.jsonl"
_OWN = re.compile(r"[0-9a-f]{24}\.\w+|\..*\.tmp")
_CHUNK = 1 << 20


@dataclass(slots=True)
class Parts:
    """The folder of parts in one syntax."""

    folder: Path
    syntax: str
    versions: Mapping[str, str]

    def tidy(self) -> None:
        """Remove what runs that were killed left half-written; raises StoreError for a folder that cannot be used."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path in self.folder.glob(".*.tmp"):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{self.folder}: cannot be written ({error.strerror}); name another folder") from error

    def finished(self, key: str) -> Result | None:
        """The result of an earlier run for the shard ``key``, without its bytes; None where it has to be made."""
        try:
            line = json.loads((self.folder / f"{key}.json").read_text(encoding="utf-8"))
            size = (self.folder / line["part"]).stat().st_size
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if line.get("shard") != key or size != line.get("bytes") or line.get("lost"):
            return None
        return Result(key, statements=line["quads"], summary=_summary(line))

    def write(self, result: Result) -> None:
        """Write the part of a new result, then its line."""
        part = f"{result.key}{SYNTAXES[self.syntax].suffix}"
        with replacing(self.folder / part) as stream:
            stream.write(result.data)
        with replacing(self.folder / f"{result.key}.json") as stream:
            stream.write(self._line(part, result))

    def line(self, key: str) -> bytes:
        """The manifest's line of a finished shard."""
        try:
            return (self.folder / f"{key}.json").read_bytes()
        except OSError as error:
            raise StoreError(f"{self.folder / key}.json: is gone ({error.strerror}); run again") from error

    def remove_others(self, keys: set[str]) -> None:
        """Remove the parts of shards that are no longer among the articles."""
        for path in self.folder.iterdir():
            if _OWN.fullmatch(path.name) and path.stem not in keys:
                path.unlink(missing_ok=True)

    def _line(self, part: str, result: Result) -> bytes:
        summary = result.summary
        line = {
            "shard": result.key,
            "part": part,
            "articles": summary.articles,
            "quads": result.statements,
            "bytes": len(result.data),
            "sha256": sha256(result.data).hexdigest(),
            "versions": dict(self.versions),
            "situations": dict(summary.situations),
            "settled": summary.settled,
            "unsettled": summary.unsettled,
            "refused": [[refusal.source, refusal.reason] for refusal in summary.refused],
            "remarks": [[remark.source, remark.reason] for remark in summary.remarks],
            "lost": len(result.lost),
        }
        return json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _summary(line: Mapping[str, Any]) -> Summary:
    summary = Summary(
        articles=line["articles"], settled=line["settled"], unsettled=line["unsettled"], taken_over=line["articles"]
    )
    summary.situations.update(line["situations"])
    summary.refuse(Refusal(*pair) for pair in line["refused"])
    summary.remark(Refusal(*pair) for pair in line["remarks"])
    return summary


def check(folder: Path) -> Iterator[Refusal]:
    """What is wrong with the parts of ``folder``, one line for each: missing, changed, half-written or unlisted.

    Raises StoreError where there is no manifest to go by.
    """
    listed = {MANIFEST}
    for number, line in enumerate(_lines(folder / MANIFEST), start=1):
        try:
            entry = json.loads(line)
            name, expected = str(entry["part"]), str(entry["sha256"])
        except (ValueError, KeyError, TypeError):
            yield Refusal(f"{folder / MANIFEST}, line {number}", "is no line of a manifest; run the build again")
            continue
        listed |= {name, f"{entry.get('shard')}.json"}
        found = _sha256(folder / name)
        if found is None:
            yield Refusal(str(folder / name), "is missing or cannot be read; run the build again")
        elif found != expected:
            yield Refusal(str(folder / name), "is not what was written; remove it and run the build again")
    for path in sorted(folder.iterdir()):
        if _OWN.fullmatch(path.name) and path.name not in listed:
            yield Refusal(str(path), "is not in the manifest, as after a run that was broken off; run the build again")


def _lines(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as stream:
            yield from stream
    except OSError as error:
        reason = "there is no manifest to check by; the build was not finished"
        raise StoreError(f"{path}: cannot be read ({error.strerror}); {reason}") from error


def _sha256(path: Path) -> str | None:
    state = sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                state.update(chunk)
    except OSError:
        return None
    return state.hexdigest()

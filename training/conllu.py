"""Reads CoNLL-U: sentences with their tokens, in the order and the documents of the file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Row", "Sentence", "open_text", "read_conllu"]

Row = list[str]
"""The ten columns of one syntactic word."""


@dataclass(slots=True)
class Sentence:
    """One tree: rows of syntactic words, white space after each, and the comments as a dict (``newdoc`` marks a
    start)."""

    rows: list[Row]
    spaces: list[bool]
    meta: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> list[str]:
        return [row[1] for row in self.rows]

    @property
    def text(self) -> str:
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True)).strip()


def open_text(path: Path) -> str:
    """The text of ``path``, or of ``path`` + ".gz" when only that is there."""
    packed = path if path.suffix == ".gz" else path.with_name(path.name + ".gz")
    if packed.is_file():
        return gzip.decompress(packed.read_bytes()).decode("utf-8")
    return path.read_text(encoding="utf-8")


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences of a file; one whose multiword tokens do not spell their words is left out."""
    rows: list[Row] = []
    meta: dict[str, str] = {}
    for line in [*open_text(path).split("\n"), ""]:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip().split()[0] if "newdoc" in key else key.strip()] = value.strip()
        elif line.strip():
            rows.append(line.rstrip("\n").split("\t"))
        elif rows:
            sentence = _sentence(rows, meta)
            if sentence is not None:
                yield sentence
            rows, meta = [], {}


def _sentence(rows: list[Row], meta: dict[str, str]) -> Sentence | None:
    words = [row for row in rows if row[0].isdigit()]
    spaces = ["SpaceAfter=No" not in row[9].split("|") for row in words]
    for row in rows:
        if "-" not in row[0]:
            continue
        first, last = map(int, row[0].split("-"))
        if "".join(word[1] for word in words[first - 1 : last]) != row[1]:
            return None
        spaces[first - 1 : last - 1] = [False] * (last - first)
        spaces[last - 1] = "SpaceAfter=No" not in row[9].split("|")
    if not words or any(" " in word[1] for word in words):
        return None
    return Sentence(words, spaces, dict(meta))

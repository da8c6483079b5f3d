"""The rows a gazetteer is compiled from: the tables of items, and what is kept by hand besides."""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.errors import ResourceError
from kg.gazetteer.folding import fold, is_bound
from kg.gazetteer.selection import Row

__all__ = ["local_rows", "read_rows", "with_local"]


def read_rows(folder: Path) -> Iterator[Row]:
    """The rows of ``gazetteer.tsv`` or ``gazetteer.tsv.gz`` in ``folder``; ResourceError where there is neither."""
    plain, packed = folder / "gazetteer.tsv", folder / "gazetteer.tsv.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as file:
            yield from _rows(file)
    elif plain.exists():
        with plain.open(encoding="utf-8") as file:
            yield from _rows(file)
    else:
        raise ResourceError(f"{folder}: no gazetteer.tsv.gz there; give the folder that holds the sources")


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines):
        cells = line.rstrip("\n").split("\t")
        if number and len(cells) == 8:
            qid, kind, label, aliases, country, source, demonyms, note = cells
            yield Row(qid, kind, label, _split(aliases), country, source, _split(demonyms), note)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def local_rows(table: Iterable[dict[str, str]]) -> list[Row]:
    """Rows for what the sources lack: no item, the file itself as source."""
    return [
        Row("", row["kind"], row["label"], _split(row["aliases"]), row["country"], "local", (), "", row["country"])
        for row in table
    ]


def with_local(rows: list[Row], local: Iterable[Row]) -> list[Row]:
    """``rows`` and what they lack: a local row that one of them already bears the name of only adds its names to it."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        for key in {fold(name) for name in (row.label, *row.aliases)}:
            found[row.kind, key].append(at)
    for row in local:
        long_names = (name for name in (row.label, *row.aliases) if not is_bound(name))
        owners = {at for name in long_names for at in found[row.kind, fold(name)]}
        if len(owners) == 1:
            owner = rows[owners.pop()]
            names = dict.fromkeys((*owner.aliases, row.label, *row.aliases))
            rows[rows.index(owner)] = replace(owner, aliases=tuple(names), state=owner.state or row.state)
        else:
            rows.append(row)
    return rows

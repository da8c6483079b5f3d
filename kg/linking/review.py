"""A person in the loop: undecided links as a table to edit, and the edited table read back.

The table is CSV with a line per candidate, so that every spreadsheet opens it. A person writes ``x`` (or ``yes``) into
``decision`` beside the right item, or ``none`` beside any line of an entity that is none of them, or puts another item
into ``decision`` itself (``Q`` and digits). A decision wins for ever over what the linker finds. It holds for the
article of its line; with ``*`` as article it holds for the entity wherever it is named so.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from kg.errors import ParameterError
from kg.linking.candidates import Candidate
from kg.linking.spreadsheets import rows
from kg.model import ArticleClaims, Entity, Link

__all__ = ["COLUMNS", "Decisions", "merge_decisions", "read_decisions", "review_lines", "write_review"]

COLUMNS = ("article", "entity", "kind", "name", "context", "reason", "item", "label", "state", "score", "decision")
_EVERYWHERE = "*"
_NONE = "none"
_YES = frozenset({"x", "yes", "y", "1", "true"})
_ITEM = re.compile(r"Q[1-9]\d*")
_NODE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+")  # another node, in a line on a merge
_AROUND = 60  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Decisions:
    """What persons decided: by (article, entity key) the item, None for "none of them"."""

    items: Mapping[tuple[str, str], str | None] = field(default_factory=dict)

    def over(self, link: Link, *, article: str, node: str | None = None) -> Link:
        """The decided link where somebody decided on the entity (``node`` is its name there), else ``link``."""
        for place in (article, _EVERYWHERE):
            key = (place, node or link.entity)
            if key in self.items:
                item = self.items[key]
                return Link(link.entity, item, 1.0, "person", None if item else "noCandidate")
        return link

    def apply(self, claims: ArticleClaims, links: Iterable[Link]) -> tuple[Link, ...]:
        """The links of an article with the decisions put over them, in the same order."""
        return tuple(self.over(link, article=claims.article.id) for link in links)

    def __or__(self, newer: Decisions) -> Decisions:
        """Both, the newer winning where they differ."""
        return Decisions({**self.items, **newer.items})


def review_lines(
    claims: ArticleClaims, links: Iterable[Link], candidates: Mapping[str, tuple[Candidate, ...]]
) -> Iterator[dict[str, str]]:
    """The lines to show a person: every candidate (by entity key) of every entity without an item but with a name.

    An entity without any candidate has one line, so that an item can be written in.
    """
    entities = {entity.key: entity for entity in claims.entities}
    for link in links:
        entity = entities.get(link.entity)
        if entity is None or link.qid is not None or link.method in ("person", "unnamed"):
            continue
        if not candidates.get(entity.key) and not _is_name(entity):
            continue
        common = {
            "article": claims.article.id,
            "entity": entity.key,
            "kind": entity.kind.value,
            "name": entity.name,
            "context": _context(claims.article.text, entity),
            "reason": link.reason or "",
        }
        for candidate in candidates.get(entity.key) or (None,):
            yield {**common, **_shown(candidate), "decision": ""}


def _is_name(entity: Entity) -> bool:
    """Not "six patrol aircraft"."""
    return any(char.isupper() for char in entity.name)


def _context(text: str, entity: Entity) -> str:
    """The first mention with the words around it, on one line."""
    if not entity.mentions:
        return ""
    first = entity.mentions[0]
    return " ".join(text[max(0, first.start - _AROUND) : first.end + _AROUND].split())


def _shown(candidate: Candidate | None) -> dict[str, str]:
    if candidate is None:
        return {"item": "", "label": "", "state": "", "score": ""}
    record = candidate.record
    return {
        "item": record.qid or "",
        "label": record.label,
        "state": record.country or "",
        "score": f"{candidate.score:.2f}",
    }


def write_review(lines: Iterable[Mapping[str, str]], file: TextIO) -> int:
    """Write the table to edit (open the file with ``newline=""``); returns the number of lines under the header."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    count = 0
    for line in lines:
        writer.writerow({column: _safe(line.get(column, "")) for column in COLUMNS})
        count += 1
    return count


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def read_decisions(path: Path) -> Decisions:
    """The decisions in an edited table; one that does not exist yet holds none.

    A spreadsheet may have written it in its own way: see :func:`kg.linking.spreadsheets.rows`.

    Raises ParameterError, with the line, for a decision that is neither ``x``, ``none`` nor an item, for an ``x``
    beside no item, for two decisions on one entity, and for a table that lacks a column.
    """
    if not path.exists():
        return Decisions()
    found: defaultdict[tuple[str, str], set[str | None]] = defaultdict(set)
    for number, line in rows(path, ("article", "entity", "item", "decision")):
        decision = line["decision"]
        if decision:
            place = f"{path}, line {number}"
            key = (_plain(line["article"]), _plain(line["entity"]))
            found[key].add(_item(decision, line["item"], place))
            if len(found[key]) > 1:
                raise ParameterError(f"{place}: “{key[1]}” is decided twice in {key[0]}; keep one decision")
    return Decisions({key: next(iter(items)) for key, items in sorted(found.items())})


def _plain(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _item(decision: str, item: str, place: str) -> str | None:
    if decision.casefold() == _NONE:
        return None
    if _ITEM.fullmatch(decision.upper()):
        return decision.upper()
    if _NODE.fullmatch(decision):
        return decision
    if decision.casefold() not in _YES:
        raise ParameterError(
            f"{place}: “{decision}” is no decision; write x, none, or an item such as the column shows"
        )
    if not _ITEM.fullmatch(item) and not _NODE.fullmatch(item):
        raise ParameterError(f"{place}: x stands beside no item; write the item itself, or none")
    return item


def merge_decisions(path: Path, newer: Decisions) -> Decisions:
    """Put ``newer`` decisions into the file of decisions at ``path``; returns all that it now holds."""
    merged = read_decisions(path) | newer
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        write_review(
            (
                {"article": article, "entity": entity, "item": item or "", "decision": "x" if item else _NONE}
                for (article, entity), item in sorted(merged.items.items())
            ),
            file,
        )
    partial.replace(path)
    return merged

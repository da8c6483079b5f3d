"""Rows from a Wikidata JSON dump, streamed: memory does not grow with the dump.

The dump (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html) is one array with an entity a line. It
is read twice: first for the classes and offices by their English labels, then for their items.
"""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import ResourceError
from kg.gazetteer.items import kind_of_class, row_of
from kg.gazetteer.selection import Row

__all__ = ["dump_rows", "read_dump"]

INSTANCE_OF, SUBCLASS_OF, COUNTRY, CITIZENSHIP, POSITION, START, END = (
    "P31", "P279", "P17", "P27", "P39", "P580", "P582",
)  # fmt: skip
_OFFICE = re.compile(
    r"(?i)\b(?:minister|secretary|president|chief|commander|chancellor|premier|ambassador|governor|"
    r"adviser|advisor|attorney general|king|queen|emir|sultan)\b"
)


def read_dump(path: Path) -> Iterator[dict[str, Any]]:
    """The entities of a dump (``.json``, ``.json.gz``, ``.json.bz2``), one at a time.

    Raises ResourceError, with the line, where the file is missing, broken off or no dump.
    """
    number = 0
    try:
        with _open(path) as lines:
            for number, line in enumerate(lines, start=1):
                text = line.strip().rstrip(b",")
                if text not in (b"", b"[", b"]"):
                    entity = json.loads(text)
                    if not isinstance(entity, dict):
                        raise ResourceError(f"{path}, line {number}: no entity; give a JSON dump of Wikidata")
                    yield entity
    except (OSError, EOFError, ValueError) as error:
        raise ResourceError(
            f"{path}, line {number + 1}: the dump cannot be read on ({error}); fetch the file again"
        ) from error


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".bz2":
        return bz2.open(path)
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def dump_rows(path: Path, watch: Callable[[int], None] = lambda _: None) -> Iterator[Row]:
    """The rows of the dump at ``path``; ``watch`` is called with the number of entities read so far."""
    kinds, offices = _classes(path)
    for number, entity in enumerate(read_dump(path), start=1):
        if number % 100_000 == 0:
            watch(number)
        kind = next((kinds[name] for name in _items(entity, INSTANCE_OF) if name in kinds), None)
        row = _row(entity, kind, offices) if kind else None
        if row is not None:
            yield row


def _classes(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Item -> kind of the classes that are taken, and item -> label of everything that is called like an office."""
    kinds: dict[str, str] = {}
    offices: dict[str, str] = {}
    taken = kind_of_class()
    for entity in read_dump(path):
        label = _label(entity)
        if label in taken:
            kinds[entity["id"]] = taken[label]
        if _OFFICE.search(label) and (INSTANCE_OF in _claims(entity) or SUBCLASS_OF in _claims(entity)):
            offices[entity["id"]] = label
    return kinds, offices


def _row(entity: Mapping[str, Any], kind: str, offices: Mapping[str, str]) -> Row | None:
    countries = (*_items(entity, COUNTRY), *_items(entity, CITIZENSHIP))
    aliases = _mapping(entity.get("aliases")).get("en", ())
    return row_of(
        entity["id"],
        kind,
        _label(entity),
        (alias["value"] for alias in aliases),
        country=next(iter(countries), ""),
        terms=_terms(entity, offices),
        source="wikidata",
    )


def _terms(entity: Mapping[str, Any], offices: Mapping[str, str]) -> Iterator[str]:
    for statement in _claims(entity).get(POSITION, ()):
        office = offices.get(_item(statement.get("mainsnak")))
        if office and statement.get("rank") != "deprecated":
            qualifiers = _mapping(statement.get("qualifiers"))
            yield f"{office}@{_year(qualifiers.get(START))}-{_year(qualifiers.get(END))}"


def _year(snaks: Any) -> str:
    for snak in snaks or ():
        time = _mapping(_mapping(snak.get("datavalue")).get("value")).get("time", "")
        if re.match(r"\+\d{4}-", time):
            return str(time[1:5])
    return ""


def _items(entity: Mapping[str, Any], number: str) -> Iterator[str]:
    for statement in _claims(entity).get(number, ()):
        item = _item(statement.get("mainsnak"))
        if item and statement.get("rank") != "deprecated":
            yield item


def _item(snak: Any) -> str:
    return str(_mapping(_mapping(_mapping(snak).get("datavalue")).get("value")).get("id", ""))


def _label(entity: Mapping[str, Any]) -> str:
    return str(_mapping(_mapping(entity.get("labels")).get("en")).get("value", ""))


def _claims(entity: Mapping[str, Any]) -> Mapping[str, Any]:
    return _mapping(entity.get("claims"))


def _mapping(value: Any) -> Mapping[str, Any]:
    """The value, where it is an object: an empty one is written as an empty list."""
    return value if isinstance(value, dict) else {}

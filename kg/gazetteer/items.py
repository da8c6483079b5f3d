"""Items of Wikidata as rows of the gazetteer: which classes are taken as which kind, and how a row is made of one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from kg.gazetteer.selection import Row, kinds_table

__all__ = ["ALIASES", "kind_of_class", "row_of"]

_DATA = Path(__file__).parent / "data"
_NEVER = frozenset({"state", "territory", "capital", "city"})
_LONGEST = 80
#: Most aliases of an item that are kept, the first ones.
ALIASES = 30


@lru_cache(maxsize=1)
def kind_of_class() -> Mapping[str, str]:
    """English label of a class of Wikidata -> the kind of its items; the first kind that names a label has it."""
    more = tomllib.loads((_DATA / "classes.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for kind, entry in kinds_table().items():
        for label in (*more.get(kind, ()), *entry.get("guessed", ())) if kind not in _NEVER else ():
            found.setdefault(label, kind)
    return found


def row_of(
    qid: str, kind: str, label: str, aliases: Iterable[str], *, country: str, terms: Iterable[str], source: str
) -> Row | None:
    """The row of an item; ``country`` is an item, ``terms`` are such as ``Minister of Defence@2018-2020``.

    None for what no running text names: no label, one in lower case, a whole sentence, a person without an office.
    """
    note = "|".join(dict.fromkeys(terms))
    if not label or len(label) > _LONGEST or not (label[0].isupper() or label[0].isdigit()):
        return None
    if kind == "person" and not note:
        return None
    kept = [one for one in dict.fromkeys(aliases) if one != label and 1 < len(one) <= _LONGEST and "|" not in one]
    return Row(qid, kind, label, tuple(kept[:ALIASES]), country, source, (), note)

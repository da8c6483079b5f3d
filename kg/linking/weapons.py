"""Candidates for weapons and platforms: by name without numbers and nouns, told apart by kind and age."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.gazetteer import Gazetteer, Record
from kg.gazetteer.folding import fold
from kg.linking.candidates import SHORTENED, Candidate, by_match, names_of
from kg.linking.context import Context
from kg.linking.tables import table
from kg.model import Entity, EntityKind

__all__ = ["candidates", "equipment_kinds", "equipment_variants"]

_OLD_AFTER = 60  # years: a weapon of that age is rarely delivered
_MUSEUM = 1946  # of an older one the news hardly ever speaks, but of a later one that is called after it

_COUNT = re.compile(
    r"^(?:about |some |up to )?(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozens? of) "
)
# the letters and numbers of a variant after the number of the model: F-35A, T-72B3, Leopard 2A7
_VARIANT = re.compile(r"^(?P<model>(?:[A-Z]{1,3}-|(?:[A-Z][a-z]+ )+)\d+)[A-Z]{1,3}\d{0,2}[A-Z]?\b")
_MARK = re.compile(r"(?<=[a-z]) [A-Z]{1,3}\d{1,2}[A-Z]?\b")  # Tornado GR4
_DESIGNATOR = re.compile(r"^[A-Z]{1,3}-?\d+[A-Z]?\d* (?=[A-Z])")


@lru_cache(maxsize=1)
def _nouns() -> dict[str, str]:
    return {line[0]: line[1] for line in table("equipment.tsv")}


def candidates(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The weapons that bear one of the entity's names and may be such a thing, with their scores."""
    allowed = equipment_kinds(entity.name)
    for name in _without_states(names_of(entity), gazetteer):
        for form in equipment_variants(name):
            found = [r for r in gazetteer.lookup(form) if EntityKind.EQUIPMENT in r.kinds]
            for record in found:
                if not allowed or record.kind in allowed:
                    shortened = 1.0 if name == form else SHORTENED
                    yield Candidate(record, by_match(record) * shortened * _age(record, context), record.match)
            if found:
                break


def _without_states(names: Iterable[str], gazetteer: Gazetteer) -> Iterator[str]:
    """The names, and those that begin with a state's also without it (British Tornado)."""
    for name in names:
        yield name
        first, _, rest = name.partition(" ")
        if rest and gazetteer.state(first) is not None:
            yield rest


def _age(record: Record, context: Context) -> float:
    if record.year is None or context.year is None:
        return 0.9
    if record.year < _MUSEUM:
        return 0.55
    return 0.97 if context.year - record.year <= _OLD_AFTER else 0.75


def equipment_variants(name: str) -> Iterator[str]:
    """Forms of the name of a weapon without number, plural and the nouns that say what it is.

    ``24 M777 howitzers`` -> itself, ``M777 howitzers``, ``M777 howitzer``, ``M777``.
    """
    yield name
    bare = _COUNT.sub("", name)
    yield from _without_nouns(bare.split())
    for pattern, model in ((_VARIANT, r"\g<model>"), (_MARK, ""), (_DESIGNATOR, "")):
        shorter = pattern.sub(model, bare)
        if shorter != bare:
            yield from _without_nouns(shorter.split())


def _without_nouns(words: list[str]) -> Iterator[str]:
    while words:
        yield " ".join(words)
        last = words[-1]
        if last.endswith("s") and len(last) > 2:
            yield " ".join([*words[:-1], last[:-1]])
        if not _is_generic(last):
            return
        words = words[:-1]


def equipment_kinds(name: str) -> frozenset[str]:
    """The kinds of things that the nouns in a weapon's name allow; empty where they say nothing."""
    known = _nouns()
    found = (known.get(fold(word)) or known.get(fold(word).removesuffix("s")) for word in name.split())
    return frozenset(kind for kind in found if kind and kind != "-")


def _is_generic(word: str) -> bool:
    known = _nouns()
    parts = fold(word).split()
    return bool(parts) and all(part in known or part.removesuffix("s") in known for part in parts)

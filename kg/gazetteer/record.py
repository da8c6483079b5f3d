"""One entry of the gazetteer, as the stages see it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import EntityKind

__all__ = ["Match", "Record", "Term"]


@dataclass(frozen=True, slots=True)
class Term:
    """An office somebody held: years inclusive, ``end`` None while it lasted when the sources were read."""

    office: str
    start: int | None
    end: int | None

    def covers(self, year: int, *, slack: int = 0) -> bool:
        """True if the office was held in ``year``, give or take ``slack`` years."""
        return (self.start is None or self.start - slack <= year) and (self.end is None or year <= self.end + slack)


_WELL_KNOWN = 3  # sources
_TERM = re.compile(r"(?P<office>.+)@(?P<start>\d{4})?-(?P<end>\d{4})?")


def read_terms(note: str) -> tuple[Term, ...]:
    """The terms of office in a note such as ``Minister of Defence@2018-2020|Prime Minister@2021-``."""
    found = (_TERM.fullmatch(part) for part in note.split("|"))
    return tuple(
        Term(m["office"], int(m["start"]) if m["start"] else None, int(m["end"]) if m["end"] else None)
        for m in found
        if m
    )


class Match:
    """How a name belongs to a record, best first."""

    LABEL = "label"
    ALIAS = "alias"
    DEMONYM = "demonym"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Record:
    """Something the gazetteer knows.

    ``qid`` is the Wikidata item, None for entries that the sources lack. ``kind`` is a key of ``data/kinds.toml``,
    ``kinds`` its classes in the ontology, the usual one first. ``country`` is the usual English name of the state it
    belongs to (the name itself for a state), ``source`` the data files its item comes from. ``match`` says by which
    sort of name it was found (a value of :class:`Match`; the label where it was not looked up by name). ``terms`` are
    the offices of a person; ``year`` the year a weapon or war is known for.
    """

    qid: str | None
    kind: str
    label: str
    kinds: tuple[EntityKind, ...]
    country: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    year: int | None = None
    source: str = ""
    match: str = Match.LABEL

    @property
    def is_well_known(self) -> bool:
        """True if three sources or more know it."""
        return self.source.count("+") + 1 >= _WELL_KNOWN

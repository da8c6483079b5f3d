"""Paragraphs of ordinary world news: what the guidelines of the annotations ask of them, and that nothing more is read.

Insurgencies, elections, courts, sport, business and peace talks have the words of defence in other senses, or speak of
one state alone. A row of ``ordinary_news.tsv`` is the text, what it tells (type and some roles), the reason, and, where
a paragraph is not read so yet, what goes wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.analysis import analyse
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Amount, Article, Entity, Filler

_TABLE = Path(__file__).parent / "ordinary_news.tsv"
_FEWEST_ROWS = 18

Told = tuple[str, dict[str, set[str]]]


def _rows() -> Iterator[tuple[str, list[Told], str, str]]:
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for text, told, reason, *fault in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        wanted = [] if told == "-" else [_told(one) for one in told.split(" / ")]
        yield text.replace(" // ", "\n"), wanted, reason, "".join(fault)


def _told(cell: str) -> Told:
    kind, _, rest = cell.partition(" ")
    roles = (part.split("=", 1) for part in rest.split(";") if part.strip())
    return kind, {role.strip(): set(fillers.split("|")) - {""} for role, fillers in roles}


def _params() -> Iterator[object]:
    for text, wanted, reason, fault in _rows():
        marks = [pytest.mark.xfail(reason=fault, strict=True)] if fault else []
        yield pytest.param(text, wanted, marks=marks, id=reason)


def _read(nlp: object, text: str) -> list[Told]:
    """What is read out of ``text``, offices left out."""
    [(article, doc)] = analyse(nlp, [Article("a", text, date="2024-05-15")])
    return [
        (s.type, {role: set(map(_name, fillers)) for role, fillers in s.roles.items()})
        for s in extract(doc, article, bundled_gazetteer()).situations
        if s.type != "OfficeHolding"
    ]


def _name(filler: Filler) -> str:
    if isinstance(filler, Entity):
        return filler.name
    return filler.text if isinstance(filler, Amount) else filler


@pytest.mark.parametrize(("text", "wanted"), list(_params()))
def test_a_paragraph_tells_what_it_is_asked_for_and_no_more(text: str, wanted: list[Told], nlp: object) -> None:
    """Of each situation that is told the roles of the row are compared; there is none besides."""
    found = _read(nlp, text)
    compared = [
        (kind, {role: roles.get(role, set()) for role in asked})
        for (kind, roles), (_, asked) in zip(found, wanted, strict=False)
    ]
    assert len(found) == len(wanted), found
    assert compared == wanted


def test_the_table_is_read_whole() -> None:
    """No row is lost on the way."""
    assert len(list(_rows())) >= _FEWEST_ROWS

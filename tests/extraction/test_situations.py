"""One sentence, one situation: type, roles and claim values, read by the bundled pipeline end to end."""

import csv
from pathlib import Path

import pytest

from kg.analysis import analyse
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Amount, Article, Entity

_TABLE = Path(__file__).parent / "situation_sentences.tsv"


def _rows():
    lines = [line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        sentence, kind, roles, values, reason = row
        yield pytest.param(sentence, kind, _roles(roles), tuple(values.split()), id=f"{kind}: {reason}")


def _roles(text):
    parts = (part.split("=", 1) for part in text.split(";") if part.strip())
    return {role.strip(): set(fillers.strip().split("|")) for role, fillers in parts}


def _name(filler):
    if isinstance(filler, Entity):
        return filler.name
    return filler.text if isinstance(filler, Amount) else filler


def _read(nlp, sentence):
    is_headline = not sentence.endswith(".")
    text = f"{sentence}\n" if is_headline else f"\n{sentence}"
    ((article, doc),) = analyse(nlp, [Article("a", text, date="2024-05-15")])
    found = extract(doc, article, bundled_gazetteer())
    return [s for s in found.situations if s.type != "OfficeHolding"]


@pytest.mark.parametrize(("sentence", "kind", "roles", "values"), list(_rows()))
def test_sentence(nlp, sentence, kind, roles, values):
    """A sentence yields the situation it tells, with the roles and values it gives, and none it does not tell."""
    situations = _read(nlp, sentence)
    if kind == "-":
        assert [s.type for s in situations] == []
        return
    of_kind = [s for s in situations if s.type == kind]
    assert len(of_kind) == 1, [s.type for s in situations]
    (situation,) = of_kind
    found = {role: {_name(f) for f in fillers} for role, fillers in situation.roles.items()}
    assert {role: found.get(role) for role in roles} == roles
    (claim,) = situation.claims
    assert (claim.polarity, claim.certainty, claim.temporality) == values


def test_every_row_is_read():
    """The table is as long as it looks, so that a broken row cannot hide the rest."""
    rows = list(_rows())
    assert len(rows) == sum(1 for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    assert len({row.values[1] for row in rows}) == 24

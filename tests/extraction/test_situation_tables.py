"""Tables of sentences, one file per situation type, read by every bundled pipeline end to end.

A row is ``sentence, type, roles, values, reason`` and, where a pipeline parses the sentence wrongly, a sixth column
``PIPELINE: what is wrong`` (``cnn``, ``encoder`` or ``both``). Type ``-`` stands for no situation at all,
``-Visit`` for none of that type. Empty values are those that the tables of claim values ask for. What forces do is told
below a headline on defence, as in the news; near misses stand alone.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.analysis import analyse, load
from kg.extraction import extract
from kg.extraction.component import bundled_gazetteer
from kg.model import Amount, Article, Entity

_FOLDER = Path(__file__).parent / "sentences"
_PIPELINES = {"cnn": "en_defence_cnn", "encoder": "en_defence_encoder"}
_LARGEST_SHARE_OF_FAULTS = 0.15
_FEWEST_ROWS = 40
_BELOW_A_HEADLINE = frozenset(
    {
        "ArmsTransfer",
        "BasingOrAccess",
        "Deployment",
        "JointDevelopment",
        "JointExercise",
        "JointOperation",
        "MilitaryAid",
        "Training",
    }
)


def _rows(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        sentence, kind, roles, values, reason, *fault = row
        assert len(fault) < 2, row
        yield sentence, kind, roles, values, reason, "".join(fault)


def _params():
    for path in sorted(_FOLDER.glob("*.tsv")):
        for sentence, kind, roles, values, reason, fault in _rows(path):
            for pipeline in _PIPELINES:
                faulty = fault.split(":")[0] in {pipeline, "both"}
                marks = [pytest.mark.xfail(reason=f"known parser fault, {fault}", strict=False)] if faulty else []
                name = f"{path.stem}, {pipeline}: {reason}: {sentence[:40]}"
                yield pytest.param(
                    pipeline, path.stem, sentence, kind, _roles(roles), tuple(values.split()), marks=marks, id=name
                )


def _roles(text):
    parts = (part.split("=", 1) for part in text.split(";") if part.strip())
    return {role.strip(): set(fillers.strip().split("|")) - {""} for role, fillers in parts}


def _name(filler):
    if isinstance(filler, Entity):
        return filler.name
    return filler.text if isinstance(filler, Amount) else filler


def _article(stem, sentence, kind):
    if not sentence.endswith((".", ".”")):
        return Article("a", f"{sentence}\n", date="2024-05-15")
    title = "Defence news" if stem in _BELOW_A_HEADLINE and not kind.startswith("-") else ""
    return Article("a", f"{title}\n{sentence}", date="2024-05-15")


@cache
def _loaded(pipeline):
    return load(_PIPELINES[pipeline])


@cache
def _read(pipeline, stem):
    rows = list(_rows(_FOLDER / f"{stem}.tsv"))
    sentences = [row[0] for row in rows]
    analysed = analyse(_loaded(pipeline), [_article(stem, sentence, kind) for sentence, kind, *_ in rows])
    found = (extract(doc, article, bundled_gazetteer()) for article, doc in analysed)
    told = (tuple(s for s in claims.situations if s.type != "OfficeHolding") for claims in found)
    return dict(zip(sentences, told, strict=True))


@pytest.mark.parametrize(("pipeline", "stem", "sentence", "kind", "roles", "values"), list(_params()))
def test_sentence(pipeline, stem, sentence, kind, roles, values):
    """A sentence yields the situation it tells, with the roles and values it gives, and none it does not tell."""
    situations = _read(pipeline, stem)[sentence]
    if kind.startswith("-"):
        assert [s.type for s in situations if kind in {"-", f"-{s.type}"}] == []
        return
    of_kind = [s for s in situations if s.type == kind]
    assert len(of_kind) == 1, [s.type for s in situations]
    (situation,) = of_kind
    found = {role: {_name(f) for f in fillers} for role, fillers in situation.roles.items()}
    assert {role: found.get(role, set()) for role in roles} == roles
    if not values:
        return
    claim, *denials = situation.claims
    assert {denial.rule for denial in denials} <= {"denial"}
    assert (claim.polarity, claim.certainty, claim.temporality) == values


@pytest.mark.parametrize("path", sorted(_FOLDER.glob("*.tsv")), ids=lambda path: path.stem)
def test_tables(path):
    """A table has rows enough, tells each sentence once, and excuses few of them by the parser, each for a reason."""
    rows = list(_rows(path))
    assert len(rows) >= _FEWEST_ROWS
    assert len({row[0] for row in rows}) == len(rows)
    for pipeline in _PIPELINES:
        faulty = [fault for *_, fault in rows if fault.split(":")[0] in {pipeline, "both"}]
        assert all(fault.partition(":")[2].strip() for fault in faulty)
        assert len(faulty) <= _LARGEST_SHARE_OF_FAULTS * len(rows)

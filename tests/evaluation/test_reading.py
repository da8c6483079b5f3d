"""Annotations in files, graphs as annotations, and the command that compares the two."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import ArticleError
from kg.evaluation import annotation_of, read_annotation
from kg.terms import Statement, Value
from kg.vocabulary import DEFCO, OA, RDFS, SKOS, WD

GOLD = Path(__file__).parent / "gold"
CLAIM = {"polarity": "affirmed", "certainty": "certain", "temporality": "past", "assertedBy": None, "quotes": ["x"]}

BROKEN = [
    ("{", "not JSON", "a file cut off"),
    ("[]", "not of the form", "a list"),
    ('{"situations": [{"type": "Visit", "claims": []}]}', "lacks 'roles'", "a field forgotten"),
    ('{"situations": null}', "not of the form", "nothing where a list belongs"),
]


@pytest.mark.parametrize(("text", "said", "reason"), BROKEN, ids=[row[2] for row in BROKEN])
def test_broken_annotations(text: str, said: str, reason: str, tmp_path: Path) -> None:
    """A file that is no annotation is one line that names it."""
    path = tmp_path / "a.gold.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ArticleError, match=said) as raised:
        read_annotation(path)
    assert str(path) in str(raised.value)


def iri(name: str) -> str:
    return f"https://example.org/{name}"


def test_graph_as_annotation() -> None:
    """Fillers come with all their labels, roles under the annotation's names, quotes from the selectors."""
    d = {name: str(getattr(DEFCO, name)) for name in ("situationType", "party", "inPlace", "about", "evidence")}
    statements: list[Statement] = [
        (iri("s"), d["situationType"], str(DEFCO.Signature)),
        (iri("s"), d["party"], iri("kenya")),
        (iri("s"), d["inPlace"], iri("nairobi")),
        (iri("s"), str(DEFCO.when), Value("2024")),
        (iri("kenya"), str(RDFS.label), Value("Kenya")),
        (iri("kenya"), str(SKOS.altLabel), Value("Kenyan")),
        (iri("kenya"), str(SKOS.exactMatch), str(WD.Q114)),
        (iri("c"), d["about"], iri("s")),
        (iri("c"), str(DEFCO.polarity), str(DEFCO.affirmed)),
        (iri("c"), str(DEFCO.certainty), str(DEFCO.certain)),
        (iri("c"), str(DEFCO.temporality), str(DEFCO.past)),
        (iri("c"), str(DEFCO.rule), Value("Signature/1")),
        (iri("c"), d["evidence"], iri("e")),
        (iri("e"), str(OA.hasSelector), iri("q")),
        (iri("q"), str(OA.exact), Value("signed")),
    ]
    found = annotation_of(statements)
    [told] = found.situations
    assert (told.type, told.when) == ("Signature", "2024")
    assert told.roles == {"party": (("Kenya", "Kenyan"),), "place": (("nairobi",),)}
    [claim] = told.claims
    assert (claim.values, claim.sources, claim.quotes) == (("affirmed", "certain", "past"), (), ("signed",))
    assert claim.is_settled
    assert not replace(claim, temporality="future").is_settled
    assert found.links == {"Kenya": frozenset({"Q114"}), "Kenyan": frozenset({"Q114"})}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", *arguments])
    return int(ended.value.code or 0), *capsys.readouterr()


def test_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of an own article; what nobody can read is listed with its sentence."""
    code, out, _ = run(capsys, "--gold", str(GOLD), "--articles", str(GOLD), "--format", "json", "--errors")
    found = json.loads(out)
    assert code == 0
    assert found["articles"] == 1
    assert found["types"]["Signature"] == [1.0, 1.0, 1.0, 1]
    assert found["link"] == {"P": 1.0, "R": 1.0, "F1": 1.0, "gold": 2}
    [missed] = [error for error in found["errors"] if error["kind"] == "missed"]
    assert (missed["type"], missed["sentence"]) == ("Deployment", "An old frigate of the navy is a museum now.")


def test_table_and_confidence(capsys: pytest.CaptureFixture[str]) -> None:
    """Above every confidence nothing is read, and the table says so."""
    code, out, _ = run(capsys, "--gold", str(GOLD), "--articles", str(GOLD), "--min-confidence", "1")
    assert code == 0
    assert [line.split()[1:] for line in out.splitlines() if line.startswith("situations")] == [
        ["0.000", "0.000", "0.000", "3"]
    ]


def test_what_cannot_be_compared_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An annotation without its article and a broken one are listed, the rest is compared; exit code 1."""
    for name in ("pact.json", "pact.gold.json"):
        (tmp_path / name).write_bytes((GOLD / name).read_bytes())
    (tmp_path / "lost.gold.json").write_bytes((GOLD / "pact.gold.json").read_bytes())
    (tmp_path / "torn.gold.json").write_text("{", encoding="utf-8")
    code, out, said = run(capsys, "--gold", str(tmp_path), "--articles", str(tmp_path))
    assert code == 1
    assert out.startswith("1 article")
    assert "lost.json" in said
    assert "torn.gold.json" in said


def test_no_annotation_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without annotations is one line and exit code 2."""
    code, out, said = run(capsys, "--gold", str(tmp_path), "--articles", str(tmp_path))
    assert (code, out) == (2, "")
    assert "ID.gold.json" in said

"""One situation told in several articles: own articles, built and linked as a user does it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import main
from kg.explanation import explain, render
from kg.pipeline import Engine, build
from kg.queries import run_text
from kg.stores import open_files
from kg.vocabulary import DEFCO

PLAN = "Kenya and Japan will hold Exercise Blue Heron in March 2024. The navies held Exercise Blue Heron in 2022."
ARTICLES = {
    "call": (
        "Readout of call",
        "Ministry of Defence of Norway",
        "Norwegian Defence Minister Ana Ruiz spoke by telephone with General Bo Lind on 5 February 2024.",
    ),
    "news": (
        "Minister calls general",
        "Oslo Post",
        "Norwegian Defence Minister Ana Ruiz met with General Bo Lind on 5 February 2024 to discuss defence. "
        "A day later, she met with General Bo Lind again.",
    ),
    "plan": ("Navies plan drill", "Nairobi Star", PLAN),
    "held": ("Drill begins", "Tokyo Star", "Kenya and Japan began Exercise Blue Heron on 4 March 2024."),
    "signed": ("Pact signed", "Lima Post", "Peru and Chile signed the Andes Defence Agreement on 7 May 2023."),
    "not": ("No pact", "Santiago Post", "Peru and Chile did not sign the Andes Defence Agreement on 7 May 2023."),
    "old": ("Old pact", "Quito Post", "Peru and Chile signed the Andes Defence Agreement in 2005."),
}
JOINED = [
    ("Consultation", {"call", "news"}, "a call told in two papers, and no other meeting of the two"),
    ("JointExercise", {"plan", "held"}, "planned for a month and held on a day, the edition of 2022 apart"),
    ("Signature", {"signed", "not"}, "asserted and denied, the pact of 2005 apart"),
]

Link = Callable[..., int]


def written(path: Path, names: list[str]) -> Path:
    lines = [
        {"id": name, "title": ARTICLES[name][0], "date": "2024-03-10", "publisher": ARTICLES[name][1],
         "text": ARTICLES[name][2]}
        for name in names
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of all articles, linked; read only."""
    folder = tmp_path_factory.mktemp("told")
    path = folder / "graph.trig"
    build([written(folder / "a.jsonl", list(ARTICLES))], path, engine=engine, syntax="trig")
    linked(path)
    return path


def linked(path: Path, *arguments: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["link", str(path), "-q", *arguments])
    assert not ended.value.code


def groups(path: Path) -> dict[str, set[str]]:
    """Type -> the articles that tell of the situations of that type that are joined."""
    query = f"""PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT DISTINCT ?type ?id {{ ?v <{DEFCO.variantOf}> ?c ; <{DEFCO.situationType}> ?type
        {{ ?m <{DEFCO.about}> ?v }} UNION {{ ?m <{DEFCO.about}> ?c }}
        ?m prov:wasDerivedFrom/dcterms:identifier ?id }}"""
    found: dict[str, set[str]] = {}
    for type_, name in run_text(query, open_files([path])).rows:
        found.setdefault(str(type_).rsplit("#", 1)[-1].removeprefix("defco:"), set()).add(str(name))
    return found


@pytest.mark.parametrize(("type_", "articles", "reason"), JOINED, ids=[row[2] for row in JOINED])
def test_told_in_two_articles(type_: str, articles: set[str], reason: str, graph: Path) -> None:
    """The two tellings are one situation, and no third one is."""
    assert groups(graph)[type_] == articles
    situations_and_pact = len(JOINED) + 1
    assert len(decisions(graph)) == situations_and_pact


def test_queries_count_it_once(graph: Path) -> None:
    """For those who count there is one signature of that day; it is settled, and both claims are on it."""
    query = f"SELECT DISTINCT ?s {{ ?s <{DEFCO.situationType}> <{DEFCO.Signature}> ; <{DEFCO.when}> ?when }}"
    apart, joined = (len(run_text(query, open_files([graph], joined=j)).rows) for j in (False, True))
    assert (apart, joined) == (3, 2)
    claims = f"""SELECT DISTINCT ?p {{ ?s <{DEFCO.situationType}> <{DEFCO.Signature}> ; a <{DEFCO.Signature}> .
        ?a <{DEFCO.about}> ?s ; <{DEFCO.polarity}> ?p }}"""
    rows = run_text(claims, open_files([graph], joined=True)).rows
    assert {str(row[0]).rsplit("#", 1)[-1].removeprefix("defco:") for row in rows} == {"affirmed", "negated"}


def test_one_date_where_one_paper_knows_the_day(graph: Path) -> None:
    """The month for which the exercise was planned gives way to the day on which it began."""
    query = f"SELECT ?when {{ ?s <{DEFCO.name}> ?n ; <{DEFCO.when}> ?when FILTER(STRSTARTS(STR(?when), '2024')) }}"
    apart, joined = ({str(r[0]) for r in run_text(query, open_files([graph], joined=j)).rows} for j in (False, True))
    assert (apart, joined) == ({"2024-03", "2024-03-04"}, {"2024-03-04"})


def test_claims_bear_on_each_other(graph: Path) -> None:
    """Two papers that report one call corroborate each other; who denies the signature contradicts who asserts it."""
    found = {
        bearing: len(run_text(f"SELECT ?x ?y {{ ?x <{bearing}> ?y }}", open_files([graph])).rows)
        for bearing in (DEFCO.contradicts, DEFCO.corroborates)
    }
    assert found == {DEFCO.contradicts: 2, DEFCO.corroborates: 2}


def test_explained_and_valid(graph: Path) -> None:
    """What is known of a situation holds the claims of all its articles, and why they are one; the shapes conform."""
    query = f"SELECT ?v {{ ?v <{DEFCO.variantOf}> ?c ; a <{DEFCO.Situation}> }}"
    told = "\n".join(render(explain(open_files([graph]), str(run_text(query, open_files([graph])).rows[0][0]))))
    assert "by situation:" in told
    assert "--split 'https://w3id.org/defco/id/situation/" in told
    assert "Claim 2" in told
    with pytest.raises(SystemExit) as ended:
        main(["validate", "-q", str(graph)])
    assert not ended.value.code


def test_nothing_depends_on_the_order(graph: Path, engine: Engine, tmp_path: Path) -> None:
    """Articles in another order, in other shards, give the same decisions, and a second run changes no byte."""
    path = tmp_path / "other.trig"
    build([written(tmp_path / "b.jsonl", list(reversed(ARTICLES)))], path, engine=engine, syntax="trig")
    linked(path)
    assert decisions(path) == decisions(graph)
    once = path.read_bytes()
    linked(path)
    assert path.read_bytes() == once


def decisions(path: Path) -> set[tuple[str, str]]:
    rows = run_text(f"SELECT ?v ?c {{ ?v <{DEFCO.variantOf}> ?c }}", open_files([path])).rows
    return {(str(variant), str(canonical)) for variant, canonical in rows}


def test_kept_apart(graph: Path, tmp_path: Path) -> None:
    """A telling that a person splits off stays apart, and its claims bear on nobody's."""
    path = tmp_path / "graph.trig"
    path.write_bytes(graph.read_bytes())
    query = f"SELECT ?v {{ ?v <{DEFCO.variantOf}> ?c ; <{DEFCO.situationType}> <{DEFCO.Signature}> }}"
    [(variant,)] = run_text(query, open_files([path])).rows
    linked(path, "--split", str(variant))
    assert run_text(query, open_files([path])).rows == ()
    assert run_text(f"SELECT ?x {{ ?x <{DEFCO.contradicts}> ?y }}", open_files([path])).rows == ()

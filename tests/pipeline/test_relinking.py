"""Linking a graph that is built: on copies of one small graph."""

import csv
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

from kg.cli import main
from kg.explanation import explain, render
from kg.pipeline import Engine, build
from kg.pipeline.graph_file import GraphFile
from kg.queries import run_text
from kg.serialisation import SYNTAXES
from kg.stores import open_files
from kg.stores.files import parse_file
from kg.validation import validate
from kg.vocabulary import DEFCO, RDFS, SKOS, WD
from tests.linking.stand_in import Fault, StandIn, item, serve

ARTICLES = [
    {
        "id": "one",
        "title": "Zambia and Tanzania hold drill",
        "date": "2021-05-03",
        "text": "LUSAKA - Zambia and Tanzania held a joint exercise on Monday. "
        "The Zambian Minister of Defence, Zyxwv Qponm, visited Tanzania. The Pentagon and Zambia held talks on Friday.",
    },
    {
        "id": "two",
        "title": "Zambia signs pact",
        "date": "2021-06-03",
        "text": "LUSAKA - Zambian Defence Minister Zyxwv T. Qponm signed a defence agreement with Tanzania on Tuesday. "
        "Zambia held a joint exercise with the US Department of Defense on Friday. "
        "A retired officer criticised the agreement.",
    },
]

Link = Callable[..., int]


@pytest.fixture(scope="module")
def built(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the articles in every syntax of the project."""
    import json

    folder = tmp_path_factory.mktemp("built")
    source = folder / "articles.jsonl"
    source.write_text("\n".join(map(json.dumps, ARTICLES)), encoding="utf-8")
    for syntax in SYNTAXES.values():
        build([source], folder / f"graph{syntax.suffix}", engine=engine, syntax=syntax.name)
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built / "graph.ttl", tmp_path / "graph.ttl"))


@pytest.fixture
def link(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Link:
    """Runs ``kg link`` with settings of its own and returns the exit code."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))

    def run(*arguments: object) -> int:
        with pytest.raises(SystemExit) as ended:
            main(["link", *map(str, arguments)])
        return int(ended.value.code or 0)

    return run


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with serve(item("Q990000001", "human"), item("Q990000010", "Zyxwv Qponm", "Q990000001")) as server:
        yield server


def variants(path: Path) -> dict[str, str]:
    """Label of each variant -> label of what it is."""
    found = Graph().parse(path)
    return {str(found.value(v, RDFS.label)): str(found.value(c, RDFS.label)) for v, c in found[: DEFCO.variantOf :]}


def items(path: Path) -> dict[str, str]:
    found = Graph().parse(path)
    return {str(found.value(e, RDFS.label)): str(i).removeprefix(str(WD)) for e, i in found[: SKOS.exactMatch :]}


def edited(path: Path, name: str, decision: str, kind: str | None = None) -> None:
    """Writes a decision beside every line of a name."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    chosen = [line for line in lines if line["name"] == name and kind in (None, line["article"])]
    assert chosen, f"{name} is not in the table"
    for line in chosen[:1]:
        line["decision"] = decision
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)


@pytest.mark.parametrize("syntax", [pytest.param(syntax, id=syntax) for syntax in SYNTAXES])
def test_nothing_but_decisions_changes(built: Path, tmp_path: Path, link: Link, syntax: str) -> None:
    """In every syntax the statements stay as they were written, and a second run changes no byte."""
    path = Path(shutil.copy(built / f"graph{SYNTAXES[syntax].suffix}", tmp_path))
    before = _quads(path)
    assert link(path, "--quiet") == 0
    after = _quads(path)
    assert before <= after
    assert {p for s, p, _ in after - before if "/identity/" not in s} == {str(DEFCO.variantOf)}
    once = path.read_bytes()
    assert link(path, "--quiet") == 0
    assert path.read_bytes() == once


def _quads(path: Path) -> set[tuple[str, str, str]]:
    return {(q.subject.value, q.predicate.value, str(q.object)) for q in parse_file(path)}


def test_variants_are_joined_and_can_be_kept_apart(graph: Path, link: Link) -> None:
    """Names, offices and items join nodes; what is split stays split in every later run."""
    link(graph, "-q")
    joined = variants(graph)
    assert joined["Pentagon"] == "US Department of Defense" or joined["US Department of Defense"] == "Pentagon"
    assert {"Zyxwv Qponm", "Zyxwv T. Qponm"} & set(joined)
    assert not any("retired" in name for name in joined)
    assert validate(Graph().parse(graph)) == ()
    variant = next(iter(Graph().parse(graph)[: DEFCO.variantOf :]))[0]
    link(graph, "-q", "--split", variant)
    link(graph, "-q", "--again")
    assert (URIRef(variant), DEFCO.variantOf, None) not in Graph().parse(graph)
    assert len(variants(graph)) == len(joined) - 1
    link(graph, "-q", "--no-merge")
    assert variants(graph) == {}


def test_a_merge_is_explained_and_counted_as_one(graph: Path, link: Link) -> None:
    """The reason, the confidence and the command that undoes it are shown; queries take the two for one or apart."""
    link(graph, "-q")
    shown = "\n".join(render(explain(open_files([graph]), "Pentagon")))
    assert "by item, confidence 0." in shown
    assert "--split 'https://w3id.org/defco/id/" in shown
    assert "link: is http://www.wikidata.org/entity/" in shown
    asked = f"SELECT DISTINCT ?a {{ ?s <{DEFCO.participant}> ?a . ?a <{SKOS.exactMatch}>/^<{SKOS.exactMatch}> ?a }}"
    apart, joined = (
        {row[0] for row in run_text(asked, open_files([graph], joined=joined)).rows} for joined in (False, True)
    )
    assert len(joined) == len(apart) - 1
    assert joined < apart
    names = run_text(
        f'SELECT ?n {{ ?a <{RDFS.label}> "US Department of Defense" ; <{SKOS.altLabel}> ?n }}',
        open_files([graph], joined=True),
    )
    assert ("Pentagon",) in names.rows


def test_a_table_is_written_and_its_decisions_last(graph: Path, link: Link, tmp_path: Path) -> None:
    """An edited table is read back, its decisions are kept beside the graph and outlast the table."""
    table = tmp_path / "review.csv"
    link(graph, "-q", "--review", table)
    edited(table, "Zyxwv Qponm", "Q42")
    link(graph, "-q", "--review", table)
    table.unlink()
    link(graph, "-q", "--again")
    assert items(graph)["Zyxwv Qponm"] == "Q42"
    assert "Q42" in (tmp_path / "graph.decisions.csv").read_text(encoding="utf-8")
    assert validate(Graph().parse(graph)) == ()


def test_a_link_can_be_declined(graph: Path, link: Link, tmp_path: Path) -> None:
    """A decision of none takes the item away, with the reason in the graph."""
    found = Graph().parse(graph)
    (pentagon,) = (e for e, _ in found[: SKOS.exactMatch :] if str(found.value(e, RDFS.label)) == "Pentagon")
    kept = tmp_path / "graph.decisions.csv"
    kept.write_text(f"article,entity,item,decision\n*,{pentagon},,none\n", encoding="utf-8")
    link(graph, "-q")
    assert "Pentagon" not in items(graph)
    assert validate(Graph().parse(graph)) == ()


def test_no_socket_is_opened_unless_asked(graph: Path, link: Link, monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking without --online makes no socket at all."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert link(graph, "-q") == 0
    assert link(graph, "-q", "--offline", "--again") == 0


def test_what_is_open_is_asked_online(graph: Path, link: Link, stand_in: StandIn) -> None:
    """The person whom the gazetteer lacks is found, and nothing that was linked is asked about."""
    assert link(graph, "-q", "--online", "--contact", "mailto:x@example.org", "--api", stand_in.url) == 0
    assert items(graph)["Zyxwv Qponm"] == "Q990000010"
    asked = {query.get("search") for query in stand_in.asked}
    assert "Zyxwv Qponm" in asked
    assert not asked & {"Zambia", "Pentagon"}
    assert all("mailto:x@example.org" in agent for agent in stand_in.agents)


def test_without_a_contact_nobody_is_asked(graph: Path, link: Link, capsys: pytest.CaptureFixture[str]) -> None:
    """The error says how to give one."""
    assert link(graph, "--online") == 2
    assert "KG_CONTACT" in capsys.readouterr().err


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault(403), id="refused"),
        pytest.param(Fault(429, headers={"Retry-After": "99999"}), id="asks-to-wait-for-a-day"),
    ],
)
def test_a_failing_service_costs_nothing(
    graph: Path, link: Link, stand_in: StandIn, fault: Fault, capsys: pytest.CaptureFixture[str]
) -> None:
    """The graph keeps what it had, the exit code is 1, and the next run asks what is missing, each question once."""
    before = items(graph)
    stand_in.faults.append(fault)
    online = ("--online", "--contact", "mailto:x@example.org", "--api", stand_in.url)
    assert link(graph, *online) == 1
    assert "run it again" in capsys.readouterr().err
    assert items(graph) == before
    assert link(graph, *online) == 0
    assert items(graph).items() >= before.items()
    assert items(graph)["Zyxwv Qponm"] == "Q990000010"
    assert len(stand_in.asked) == len({tuple(sorted(query.items())) for query in stand_in.asked}) + 1


def test_a_graph_without_links_gets_them(engine: Engine, built: Path, tmp_path: Path, link: Link) -> None:
    """``kg build --link none`` and ``kg link`` find what ``kg build`` finds of all that something is said of."""
    from dataclasses import replace

    path = tmp_path / "bare.ttl"
    build([built / "articles.jsonl"], path, engine=replace(engine, linked=False), syntax="turtle")
    assert items(path) == {}
    link(path, "-q")
    bare = Graph().parse(path)
    said = {str(name) for name in bare.objects(None, RDFS.label)}
    linked = items(built / "graph.ttl")
    assert items(path) == {name: item for name, item in linked.items() if name in said}
    assert linked.keys() - said == {"Lusaka"}  # only mentioned, so it is there for its link


def test_decisions_hold_for_the_next_build(engine: Engine, graph: Path, tmp_path: Path, built: Path) -> None:
    """What a person decided on a graph is decided when it is built anew."""
    from dataclasses import replace

    from kg.linking import Decisions

    found = GraphFile.read(graph).rows('?e { ?e rdfs:label "Zyxwv Qponm" }')
    decisions = Decisions({("*", found[0][0]): "Q42"})
    path = tmp_path / "again.ttl"
    build([built / "articles.jsonl"], path, engine=replace(engine, decisions=decisions), syntax="turtle")
    assert items(path)["Zyxwv Qponm"] == "Q42"


def test_a_build_asks_online_too(engine: Engine, built: Path, tmp_path: Path, stand_in: StandIn) -> None:
    """What the gazetteer leaves open is asked while building; where the service fails, a remark says so."""
    from dataclasses import replace

    from kg.linking.online import OnlineLinker
    from kg.pipeline.services import wikidata
    from kg.settings import Settings

    settings = Settings(contact="mailto:x@example.org", api=stand_in.url, cache=tmp_path / "cache")
    online = replace(engine, online=OnlineLinker(wikidata(settings), engine.gazetteer))
    path = tmp_path / "graph.ttl"
    assert not any(
        "online" in remark.reason for remark in build([built / "articles.jsonl"], path, engine=online).remarks
    )
    assert items(path)["Zyxwv Qponm"] == "Q990000010"
    stand_in.faults.extend(Fault(403) for _ in range(9))
    failing = replace(settings, cache=tmp_path / "other")
    online = replace(engine, online=OnlineLinker(wikidata(failing), engine.gazetteer))
    summary = build([built / "articles.jsonl"], path, engine=online)
    assert summary.articles == 2
    assert any("not linked online" in remark.reason for remark in summary.remarks)
    assert items(path) == items(built / "graph.ttl")

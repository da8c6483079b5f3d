"""The commands as a script sees them: exit codes, what is printed where, what is written."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib

from kg.articles import FORMATS as INPUT_FORMATS
from kg.cli import main
from kg.cli.options import AnswerFormat, DuplicateMode, GraphFormat, InputFormat, StoreKind
from kg.extraction import RuleGroup
from kg.pipeline import Engine
from kg.pipeline.screening import Duplicates
from kg.queries import FORMATS as ANSWER_FORMATS
from kg.serialisation import SYNTAXES, Syntax
from kg.stores import open_directory
from kg.stores.kinds import KINDS
from kg.stores.ontology import ONTOLOGY

ARTICLE = {
    "id": "a1",
    "title": "Norway donates howitzers to Latvia",
    "date": "2023-11-21",
    "publisher": "Baltic Ledger",
    "text": "Norway has donated 12 howitzers to Latvia. Spain may sell six patrol aircraft to Morocco.",
}

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs ``kg`` in this process on the loaded engine; gives exit code, standard output and standard error."""

    def load(pipeline: str, *, base: str, keep_text: bool, without: frozenset[RuleGroup]) -> Engine:
        return Engine(engine.nlp, engine.gazetteer, base=base, keep_text=keep_text, without=without)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(Engine, "load", load)
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capfdbinary.readouterr()
        return int(ended.value.code or 0), captured.out.decode(), captured.err.decode()

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a1.json"
    path.write_text(json.dumps(ARTICLE))
    return path


@pytest.fixture
def graph(run: Run, article: Path, tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    assert run("build", article, "-o", path)[0] == 0
    return path


def test_choices_are_those_of_the_stages() -> None:
    """The choices on the command line, spelt out so that help loads nothing, are exactly those that work."""
    assert [choice.value for choice in GraphFormat] == list(SYNTAXES)
    assert [choice.value for choice in InputFormat] == list(INPUT_FORMATS)
    assert tuple(choice.value for choice in DuplicateMode) == Duplicates
    assert [choice.value for choice in StoreKind] == list(KINDS)
    assert {choice.value for choice in AnswerFormat} == {"table", *ANSWER_FORMATS}


def test_build_writes_the_graph_and_a_summary(run: Run, article: Path, tmp_path: Path) -> None:
    """The graph goes to the file, the summary to standard error, and nothing to standard output."""
    code, out, err = run("build", article, "-o", tmp_path / "out" / "graph.ttl")
    assert (code, out) == (0, "")
    assert "1 article read, 0 refused" in err
    assert "2 situations: 2 ArmsTransfer" in err
    assert "2 claims: 1 settled, 1 not; 4 actors" in err
    triples = rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")
    assert len(triples) > 50
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["graph.ttl"]


# rdflib 7.6 warns of its own names when it parses into a Dataset
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("syntax", list(SYNTAXES.values()), ids=list(SYNTAXES))
def test_every_syntax_says_the_same(run: Run, article: Path, tmp_path: Path, syntax: Syntax) -> None:
    """Each syntax, told by the suffix or by the option, holds the same statements, and twice the same bytes."""
    first, second = tmp_path / f"one{syntax.suffix}", tmp_path / "two"
    assert run("build", article, "-o", first)[0] == 0
    assert run("build", article, "-o", second, "--format", syntax.name)[0] == 0
    assert first.read_bytes() == second.read_bytes()
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(first, format={"ntriples": "nt"}.get(syntax.name, syntax.name))
    turtle = tmp_path / "same.ttl"
    run("build", article, "-o", turtle)
    assert {triple[:3] for triple in dataset.quads()} == set(rdflib.Graph().parse(turtle))


def test_standard_output_is_a_graph(run: Run, article: Path) -> None:
    """Without an output the graph goes to standard output, alone."""
    code, out, err = run("build", article)
    assert code == 0
    assert len(rdflib.Graph().parse(data=out, format="turtle")) > 50
    assert "written to" not in err


def test_per_article_gives_one_file_for_each_article(run: Run, article: Path, tmp_path: Path) -> None:
    """Files are named by the ids; an id that cannot name a file is made into one that can."""
    lines = [{**ARTICLE, "id": "https://x.example/a/b?c=1"}, {**ARTICLE, "id": "../up"}]
    more = tmp_path / "more.jsonl"
    more.write_text("\n".join(map(json.dumps, lines)))
    code, _, _ = run("build", article, more, "--output-dir", tmp_path / "out", "--per-article")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert code == 0
    assert names[0] == "a1.ttl"
    assert len(names) == 3
    assert all(name.endswith(".ttl") and "/" not in name for name in names)
    assert not (tmp_path / "up.ttl").exists()


def test_a_store_is_filled_and_asked(run: Run, article: Path, tmp_path: Path) -> None:
    """Articles go into a store on disk, a second build replaces their graphs, and the saved queries read it."""
    for _ in range(2):
        code, out, err = run("build", article, "--store", tmp_path / "store")
        assert (code, out) == (0, "")
        assert f"written to {tmp_path}/store/" in err
    assert ONTOLOGY in open_directory(tmp_path / "store").graphs()
    _, answer, _ = run("query", "arms-transfers-settled", "--store", tmp_path / "store", "-f", "csv")
    assert len(answer.splitlines()) == 2
    assert "Latvia" in answer


def test_parts_are_built_resumed_and_checked(run: Run, article: Path, tmp_path: Path) -> None:
    """A folder of parts is taken over by a rerun, found whole by --check, and found harmed when it is."""
    out = tmp_path / "out"
    assert run("build", article, "--output-dir", out)[0] == 0
    assert "1 article taken over" in run("build", article, "--output-dir", out)[2]
    assert run("build", "--output-dir", out, "--check")[0] == 0
    next(out.glob("*.nq")).write_bytes(b"")
    code, _, err = run("build", "--output-dir", out, "--check")
    assert code == 1
    assert "is not what was written" in err


def test_bad_inputs_are_listed_and_the_rest_is_done(run: Run, article: Path, tmp_path: Path) -> None:
    """Refusals are listed with the mend, stand in the report, and make the exit code 1; the rest is written."""
    (tmp_path / "empty.txt").write_text("")
    report = tmp_path / "report.json"
    code, _, err = run(
        "build", article, tmp_path / "empty.txt", "gone.txt", "-o", tmp_path / "g.ttl", "--report", report
    )
    assert code == 1
    assert f"refused: {tmp_path}/empty.txt: is empty; remove it or fetch it again" in err
    assert "refused: gone.txt: does not exist" in err
    record = json.loads(report.read_text())
    assert (record["articles"], len(record["refused"])) == (1, 2)
    assert record["situations"] == {"ArmsTransfer": 2}
    assert record["claims"] == {"settled": 1, "unsettled": 1}
    assert (tmp_path / "g.ttl").exists()


def test_nothing_read_leaves_the_old_graph(run: Run, graph: Path) -> None:
    """A build that read no article does not replace a good graph by an empty one."""
    before = graph.read_bytes()
    code, _, err = run("build", "gone.txt", "-o", graph)
    assert code == 1
    assert "nothing was written" in err
    assert graph.read_bytes() == before


def test_quiet_and_verbose(run: Run, tmp_path: Path) -> None:
    """Quiet says nothing at all; verbose names articles and remarks."""
    undated = tmp_path / "u.json"
    undated.write_text('{"text": "Norway has donated 12 howitzers to Latvia."}')
    assert run("build", undated, "-o", tmp_path / "g.ttl", "--quiet") == (0, "", "")
    _, _, err = run("build", undated, "-o", tmp_path / "g.ttl", "--verbose")
    assert f"{undated}: 1 situations" in err
    assert "no date of publication" in err


def test_an_article_that_breaks_the_rules_costs_only_itself(
    run: Run, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in the rules is a refusal of its article, without a traceback."""

    def fail(*arguments: object, **options: object) -> None:
        raise IndexError("no such token")

    monkeypatch.setattr("kg.pipeline.engine.extract", fail)
    code, _, err = run("build", article, "-o", tmp_path / "g.ttl")
    assert code == 1
    assert "made the rules fail (IndexError)" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["bild"], "No such command", id="unknown-command"),
        pytest.param(["build"], "Missing argument", id="no-input"),
        pytest.param(["build", "x", "--format", "pdf"], "'pdf' is not one of", id="unknown-syntax"),
        pytest.param(["build", "x", "-o", "g", "--output-dir", "d"], "exclude each other", id="two-outputs"),
        pytest.param(["build", "x", "--store", "d", "-o", "g"], "an output of its own", id="store-and-file"),
        pytest.param(["build", "x", "--check"], "go with --output-dir", id="check-of-nothing"),
        pytest.param(["build", "x", "--workers", "2", "-f", "xml"], "put together from parts", id="xml-in-parts"),
        pytest.param(["build", "x", "--workers", "0"], "greater than or equal to 1", id="no-workers"),
        pytest.param(
            ["build", "x", "--cluster", "tcp://x:1", "--per-article", "--output-dir", "d"], "one process", id="alone"
        ),
        pytest.param(["build", "x", "-o", "."], "use --output-dir", id="output-is-a-folder"),
        pytest.param(["query", "no-such-query", "-g", "GRAPH"], "there is no saved query", id="unknown-query"),
        pytest.param(["query", "visits"], "--graph FILE", id="no-graph"),
        pytest.param(["query", "visits", "-g", "gone.ttl"], "gone.ttl", id="missing-graph"),
        pytest.param(["query", "agreements-of-state", "-g", "GRAPH"], "state", id="missing-parameter"),
        pytest.param(["query", "agreements-of-state", "-p", "state", "-g", "GRAPH"], "NAME=VALUE", id="no-value"),
        pytest.param(["query", "agreements-of-state", "-p", "state=Atlantis", "-g", "GRAPH"], "Atlantis", id="no-name"),
        pytest.param(["query", "--sparql", "DROP ALL", "-g", "GRAPH"], "", id="an-update"),
        pytest.param(["query", "visits", "--sparql", "ASK {}", "-g", "GRAPH"], "give one of", id="two-questions"),
        pytest.param(["validate", "gone.ttl"], "gone.ttl", id="nothing-to-validate"),
        pytest.param(["explain", "GRAPH", "Atlantis"], "Atlantis", id="nothing-to-explain"),
    ],
)
def test_errors_are_one_line(run: Run, graph: Path, arguments: list[str], message: str) -> None:
    """What cannot be done is said in one line on standard error, with exit code 2."""
    code, out, err = run(*(str(graph) if argument == "GRAPH" else argument for argument in arguments))
    assert (code, out) == (2, "")
    assert err.startswith("kg: ")
    assert err.count("\n") == 1
    assert message in err


def test_unknown_pipeline(tmp_path: Path, article: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A pipeline that is not installed is an error that names those that are."""
    with pytest.raises(SystemExit) as ended:
        main(["build", str(article), "--pipeline", "en_core_web_none"])
    assert ended.value.code == 2
    assert "“en_core_web_none” is not installed" in capfd.readouterr().err


def test_output_that_cannot_be_written(run: Run, article: Path, tmp_path: Path) -> None:
    """An output below a file is an error of one line, and nothing is left behind."""
    code, _, err = run("build", article, "-o", article / "graph.ttl")
    assert code == 2
    assert "cannot be written" in err
    assert [path.name for path in tmp_path.iterdir()] == ["a1.json"]


def test_settled_and_reported(run: Run, graph: Path) -> None:
    """A transfer that may happen is reported and never settled."""
    _, settled, _ = run("query", "arms-transfers-settled", "-g", graph, "-f", "csv")
    _, reported, _ = run("query", "arms-transfers-reported", "-g", graph, "-f", "csv")
    assert "Latvia" in settled
    assert "Morocco" not in settled
    assert "Latvia" in reported
    assert "Morocco" in reported


def test_tables_give_names_that_explain_takes(run: Run, graph: Path) -> None:
    """The short names in tables are those of the Turtle file, and can be handed to the other commands."""
    _, table, err = run("query", "arms-transfers-settled", "-g", graph)
    name = next(word for word in table.split() if word.startswith("situation:"))
    assert err.split()[1] in {"row", "rows"}
    assert name in graph.read_text()
    code, text, _ = run("explain", graph, name)
    assert code == 0
    assert "Norway" in text
    assert "12 howitzers" in text
    _, evidence, _ = run("query", "evidence-of-situation", "-p", f"situation={name}", "-g", graph, "-f", "csv")
    assert "Norway has donated 12 howitzers to Latvia" in evidence


def test_saved_queries_are_listed(run: Run) -> None:
    """Without a name, the queries are listed with their parameters."""
    code, out, _ = run("query")
    assert code == 0
    assert "events-between" in out
    assert "state other [since] [until]" in out


def test_queries_of_ones_own(run: Run, graph: Path, tmp_path: Path) -> None:
    """SPARQL comes from the command line, from a file, or from a folder of saved queries."""
    text = "SELECT (COUNT(*) AS ?n) { ?s a defco:Claim }"
    (tmp_path / "count.rq").write_text(f"#+ summary: count\nPREFIX defco: <https://w3id.org/defco/ontology#>\n{text}")
    answers = [
        run("query", "--sparql", text, "-g", graph, "-f", "tsv"),
        run("query", "--file", tmp_path / "count.rq", "-g", graph, "-f", "tsv"),
        run("query", "count", "--queries", tmp_path, "-g", graph, "-f", "tsv"),
    ]
    assert [code for code, _, _ in answers] == [0, 0, 0]
    assert {out for _, out, _ in answers} == {"?n\n2\n"}


def test_cut_rows_are_said(run: Run, graph: Path) -> None:
    """An answer that was cut says so on standard error."""
    _, out, err = run("query", "--sparql", "SELECT * { ?s ?p ?o }", "-g", graph, "-f", "csv", "--limit", 2)
    assert len(out.splitlines()) == 3
    assert "only the first 2 rows" in err


def test_validate(run: Run, graph: Path) -> None:
    """A graph as built conforms; one with a claim about nothing does not, and the claim is named."""
    assert run("validate", graph)[0] == 0
    broken = graph.read_text().replace("defco:polarity defco:affirmed ;", "", 1)
    graph.write_text(broken)
    code, out, err = run("validate", graph)
    assert code == 1
    assert "defco:polarity" in out
    assert ARTICLE["title"] in out
    assert "violations" in err


def test_broken_rdf_is_one_line(run: Run, tmp_path: Path) -> None:
    """A file that is no RDF is an error with its name."""
    (tmp_path / "bad.ttl").write_text("this is no turtle")
    for command in (["validate", tmp_path / "bad.ttl"], ["explain", tmp_path / "bad.ttl", "x"]):
        code, _, err = run(*command)
        assert code == 2
        assert "bad.ttl" in err
        assert err.count("\n") == 1


def kg(*arguments: object, **options: object) -> "subprocess.Popen[bytes]":
    """The program in a process of its own, which minds Ctrl-C even where the tests run in the background."""
    command = [sys.executable, "-m", "kg", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "preexec_fn": _mind_interrupts}
    return subprocess.Popen(command, **pipes, **options)  # type: ignore[call-overload,no-any-return]


def _mind_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_broken_pipe_is_quiet(graph: Path) -> None:
    """A reader that has seen enough ends the program without a word, with the code a shell gives for it."""
    with kg("query", "--sparql", "SELECT * { ?s ?p ?o . ?s2 ?p2 ?o2 }", "-g", graph, "-f", "csv") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 141


def test_interrupt_leaves_nothing_behind(tmp_path: Path) -> None:
    """Ctrl-C ends a build with code 130, keeps the old graph and leaves no temporary file."""
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "graph.nq").write_text("old")
    read, write = os.pipe()
    os.write(write, json.dumps(ARTICLE).encode() + b"\n")
    with kg("build", "-", "--input-format", "jsonl", "-o", folder / "graph.nq", stdin=read) as process:
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    os.close(write)
    os.close(read)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert [path.name for path in folder.iterdir()] == ["graph.nq"]
    assert (folder / "graph.nq").read_text() == "old"

import csv
import io
from pathlib import Path

import pytest

from kg.errors import ParameterError
from kg.gazetteer import Gazetteer
from kg.linking import Decisions, Linker, merge_decisions, read_decisions, write_review
from kg.linking.review import COLUMNS
from kg.model import Article, ArticleClaims, EntityKind, Evidence
from tests.linking.factories import article, entity, states

MINISTRY = entity("Ministry of Defence", EntityKind.GOVERNMENT_BODY)
CLAIMS = article(MINISTRY, entity("Zyxwv Qponm", EntityKind.PERSON), *states("United Kingdom", "India"))


def table(path: Path, *lines: tuple[str, str, str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = (dict(zip(("article", "entity", "item", "decision"), line, strict=True)) for line in lines)
        write_review(rows, file)
    return path


def test_what_is_undecided_is_shown_with_its_candidates(gazetteer: Gazetteer) -> None:
    """An ambiguous name has a line per candidate, an unknown one an empty line, a linked one none."""
    lines = Linker(gazetteer).review(CLAIMS)
    ministries = [line for line in lines if line["name"] == "Ministry of Defence"]
    assert {line["state"] for line in ministries} >= {"United Kingdom", "India"}
    assert {line["reason"] for line in ministries} == {"ambiguous"}
    assert [line["item"] for line in lines if line["name"] == "Zyxwv Qponm"] == [""]
    assert not any(line["kind"] == "State" for line in lines)


def test_a_line_shows_the_words_around_the_first_mention(gazetteer: Gazetteer) -> None:
    """The context is the text around the name, on one line."""
    text = "\nTalks at the\nQponm Institute went on."
    start = text.index("Qponm")
    one = entity("Qponm Institute", EntityKind.ORGANIZATION, mentions=(Evidence(start, start + 15, "Qponm Institute"),))
    (line,) = Linker(gazetteer).review(ArticleClaims(Article("a", text), (one,), ()))
    assert line["context"] == "Talks at the Qponm Institute went on."


def test_an_edited_table_wins_over_the_linker(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """The item that a person marked is the link, with full confidence."""
    lines = Linker(gazetteer).review(CLAIMS)
    chosen = next(line for line in lines if line["state"] == "India" and line["item"])
    path = tmp_path / "review.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        assert write_review([{**line, "decision": "x" if line is chosen else ""} for line in lines], file) == len(lines)
    link = Linker(gazetteer, decisions=read_decisions(path)).link(CLAIMS)[0]
    assert (link.qid, link.confidence, link.method, link.reason) == (chosen["item"], 1.0, "person", None)


@pytest.mark.parametrize(
    ("place", "decision", "expected"),
    [
        pytest.param("a", "none", None, id="none-of-them"),
        pytest.param("a", "q999", "Q999", id="an-item-of-their-own"),
        pytest.param("*", "Q999", "Q999", id="in-every-article"),
    ],
)
def test_a_person_may_decline_or_name_another_item(
    gazetteer: Gazetteer, tmp_path: Path, place: str, decision: str, expected: str | None
) -> None:
    """Also a sure link gives way to a decision."""
    nato = entity("NATO", EntityKind.INTERNATIONAL_ORGANIZATION)
    decisions = read_decisions(table(tmp_path / "r.csv", (place, nato.key, "", decision)))
    (link,) = Linker(gazetteer, decisions=decisions).link(article(nato))
    assert (link.qid, link.method) == (expected, "person")


def test_a_decision_on_another_article_changes_nothing(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """A decision holds for its own article."""
    nato = entity("NATO", EntityKind.INTERNATIONAL_ORGANIZATION)
    decisions = read_decisions(table(tmp_path / "r.csv", ("b", nato.key, "", "none")))
    assert Linker(gazetteer, decisions=decisions).link(article(nato)) == Linker(gazetteer).link(article(nato))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param([("a", "k", "Q1", "maybe")], r"line 2: “maybe” is no decision; write x", id="word"),
        pytest.param([("a", "k", "", "x")], r"line 2: x stands beside no item", id="nothing-to-mark"),
        pytest.param([("a", "k", "Q1", "x"), ("a", "k", "Q2", "x")], r"line 3: “k” is decided twice", id="two-items"),
    ],
)
def test_a_wrong_decision_is_one_clear_line(
    tmp_path: Path, lines: list[tuple[str, str, str, str]], message: str
) -> None:
    """The error names the line and the mend."""
    with pytest.raises(ParameterError, match=message):
        read_decisions(table(tmp_path / "r.csv", *lines))


def test_a_table_without_its_header_is_refused(tmp_path: Path) -> None:
    """A column that was renamed is named in the error."""
    (tmp_path / "r.csv").write_text("article,entity,item,verdict\n", encoding="utf-8")
    with pytest.raises(ParameterError, match="column decision is missing"):
        read_decisions(tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("encoding", "separator", "before"),
    [
        pytest.param("utf-8-sig", ",", "", id="byte-order-mark"),
        pytest.param("utf-8", ";", "", id="semicolons-of-continental-europe"),
        pytest.param("utf-16", "\t", "", id="unicode-text"),
        pytest.param("cp1252", ";", "", id="old-encoding"),
        pytest.param("utf-8-sig", ";", "sep=;\n", id="line-that-names-the-separator"),
    ],
)
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL], ids=["bare", "quoted"])
def test_a_table_may_come_back_as_a_spreadsheet_saves_it(
    tmp_path: Path, encoding: str, separator: str, before: str, quoting: int
) -> None:
    """Neither the encoding nor the separator loses a decision."""
    path = tmp_path / "review.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(before)
        writer = csv.writer(file, delimiter=separator, quoting=quoting, lineterminator="\r\n")
        writer.writerow([name.title() for name in COLUMNS])
        line = {"article": "a", "entity": "e", "context": "Orbán said; “so”, he said", "item": " Q42", "decision": "X "}
        writer.writerow([line.get(column, "") for column in COLUMNS])
    assert read_decisions(path).items == {("a", "e"): "Q42"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b"PK\x03\x04\x00\x00", "as CSV", id="a-workbook"),
        pytest.param(b"", "column article is missing", id="empty"),
        pytest.param(b"decision\nx\n", "column article is missing", id="one-column"),
    ],
)
def test_what_is_no_table_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    """Nothing is guessed out of a file of another sort."""
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(ParameterError, match=message):
        read_decisions(path)


def test_decisions_are_kept_and_the_newer_wins(tmp_path: Path) -> None:
    """The file of decisions grows, and a second thought replaces the first."""
    path = tmp_path / "graph.decisions.csv"
    merge_decisions(path, Decisions({("a", "k"): "Q1", ("a", "l"): None}))
    merged = merge_decisions(path, Decisions({("a", "k"): "Q2"}))
    assert merged == read_decisions(path) == Decisions({("a", "k"): "Q2", ("a", "l"): None})
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A name out of an article cannot run in a spreadsheet, and is read back as it was."""
    file = io.StringIO()
    write_review([{"article": "a", "entity": "=1+1", "item": "Q1", "decision": "x"}], file)
    (row,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert row["entity"] == "'=1+1"
    path = tmp_path / "r.csv"
    path.write_text(file.getvalue(), encoding="utf-8")
    assert read_decisions(path) == Decisions({("a", "=1+1"): "Q1"})


def test_the_header_is_always_there() -> None:
    """Also a table without lines can be edited and read back."""
    file = io.StringIO()
    assert write_review([], file) == 0
    assert file.getvalue() == ",".join(COLUMNS) + "\n"

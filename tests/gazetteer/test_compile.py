import csv
import gzip
import random
import sqlite3
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.gazetteer import Gazetteer
from kg.gazetteer.compile import compile_gazetteer
from kg.gazetteer.selection import Row
from kg.gazetteer.sources import read_rows, with_local

SHARED = Path(__file__).parents[3] / "shared"
SOURCES = SHARED / "data" / "wikidata"
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources are not beside the checkout")

# Made-up items of a made-up world: nothing here is a real QID.
HEADER = ("qid", "kind", "label", "aliases", "country", "source", "demonyms", "note")
_STATE = "rigour+factbook+fb15k"
ROWS = "\n".join(
    "\t".join(row)
    for row in (
        HEADER,
        (
            "Q9000000001",
            "country",
            "Ruritania",
            "RUR|ru|RU - Ruritania|Kingdom of Ruritania|Ruritania (the)",
            "Q9000000001",
            _STATE,
            "Ruritanian",
            "ISO:RU",
        ),
        (
            "Q9000000002",
            "country",
            "Graustark",
            "Principality of Graustark",
            "Q9000000002",
            _STATE,
            "Graustarkian|Ruritanian",
            "",
        ),
        ("Q9000000003", "capital", "Strelsau", "", "Q9000000001", "naturalearth", "", ""),
        (
            "Q9000000004",
            "armed_force",
            "Ruritanian Army",
            "ar Ruritania|army|RU - Ruritanian Army Flag",
            "",
            "xfactr",
            "",
            "label-guessed;P31:army",
        ),
        ("Q9000000005", "armed_force", "Strelsau Records", "", "", "xfactr", "", "label-guessed;P31:record label"),
        ("Q9000000006", "person_officeholder", "Rudolf Rassendyll", "", "Q9000000001", "eps", "", "King@1999-2001"),
        ("Q9000000007", "person_officeholder", "Old Elphberg", "", "Q9000000001", "eps", "", "King@1701-1733"),
        ("Q9000000008", "legislator", "Fritz von Tarlenheim", "", "Q9000000001", "eps", "", ""),
        ("Q9000000009", "aircraft", "Elphberg RA-7", "", "", "wikitrivia", "", "year:1990"),
        ("Q9000000010", "news_media", "The Strelsau Gazette", "", "", "newspapers", "", ""),
        ("Q9000000011", "ministry", "Ministry of Defence of Ruritania", "MoD", "", "ror", "", ""),
    )
)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "gazetteer.tsv").write_text(ROWS, encoding="utf-8")
    (folder / "derived_aliases.tsv").write_text("alias\tqid\trule\nRA-7\tQ9000000009\tdesignator\n", encoding="utf-8")
    compile_gazetteer(folder, folder / "small.sqlite")
    return Gazetteer.open(folder / "small.sqlite")


@pytest.mark.parametrize(
    ("qid", "is_kept"),
    [
        pytest.param("Q9000000004", True, id="guessed-but-of-the-right-class"),
        pytest.param("Q9000000005", False, id="guessed-and-of-another-class"),
        pytest.param("Q9000000006", True, id="held-office-lately"),
        pytest.param("Q9000000007", False, id="held-office-long-ago"),
        pytest.param("Q9000000008", False, id="legislator-of-one-source"),
        pytest.param("Q9000000010", False, id="paper-of-one-source"),
    ],
)
def test_rows_are_chosen_by_use(compiled: Gazetteer, qid: str, is_kept: bool) -> None:
    """Doubtful, old and obscure rows are left out."""
    assert (compiled.by_qid(qid) is not None) is is_kept


@pytest.mark.parametrize(
    ("name", "qid"),
    [
        pytest.param("Kingdom of Ruritania", "Q9000000001", id="formal-name"),
        pytest.param("RA-7", "Q9000000009", id="derived-alias"),
        pytest.param("Ministry of Defence", "Q9000000011", id="bare-name-of-a-body"),
    ],
)
def test_names_lead_to_their_items(compiled: Gazetteer, name: str, qid: str) -> None:
    """Formal names, derived aliases and names without their state are found."""
    assert [record.qid for record in compiled.lookup(name)] == [qid]


@pytest.mark.parametrize("name", ["RUR", "ru", "army", "ar Ruritania", "RU - Ruritania"])
def test_codes_and_search_keys_of_the_sources_are_no_names(compiled: Gazetteer, name: str) -> None:
    """What no text calls a thing is dropped."""
    assert compiled.lookup(name) == ()


def test_the_state_of_a_body_is_read_off_its_name(compiled: Gazetteer) -> None:
    """Where the sources name no country the label does."""
    (record,) = compiled.lookup("Ruritanian Army")
    assert record.country == "Ruritania"


def test_an_adjective_of_two_states_stands_for_neither(compiled: Gazetteer) -> None:
    """An equal claim of two states leaves the name undecided."""
    assert compiled.state("Ruritanian") is None
    assert compiled.state("Graustarkian") is not None


def test_a_capital_of_the_sources_is_a_seat(compiled: Gazetteer) -> None:
    """The capital stands for its state without being listed by hand."""
    state = compiled.state_of_capital("Strelsau")
    assert state is not None
    assert state.label == "Ruritania"


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    """Compilation is repeatable."""
    (tmp_path / "gazetteer.tsv").write_text(ROWS, encoding="utf-8")
    for name in ("one.sqlite", "two.sqlite"):
        compile_gazetteer(tmp_path, tmp_path / name)
    assert (tmp_path / "one.sqlite").read_bytes() == (tmp_path / "two.sqlite").read_bytes()


def test_missing_sources_are_one_clear_error(tmp_path: Path) -> None:
    """The message names the folder and what it should hold."""
    with pytest.raises(ResourceError, match=r"no gazetteer\.tsv\.gz there"):
        list(read_rows(tmp_path))


def row(label: str, *aliases: str, qid: str = "", state: str = "") -> Row:
    return Row(qid, "armed_force", label, aliases, "", "xfactr" if qid else "local", (), "", state)


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        pytest.param(row("Ruritanian Fleet", "RUF"), ["Q9000000020"], id="called-so-in-the-sources"),
        pytest.param(row("Royal Fleet", "Ruritanian Fleet"), ["Q9000000020"], id="called-so-by-an-alias"),
        pytest.param(row("Royal Marines of Ruritania", "RUF"), ["Q9000000020", ""], id="only-an-acronym-in-common"),
    ],
)
def test_a_local_name_joins_the_row_that_bears_it(local: Row, expected: list[str]) -> None:
    """What the sources know already is not listed twice; an acronym alone makes no identity."""
    rows = with_local([row("Ruritanian Fleet", "RUF", qid="Q9000000020")], [local])
    assert [one.qid for one in rows] == expected
    assert local.label in {name for one in rows for name in (one.label, *one.aliases)}


def test_every_kept_row_says_where_its_item_comes_from() -> None:
    """An item without a source, or a source without an item, is not in the bundled file."""
    path = Path(compile_gazetteer.__code__.co_filename).with_name("gazetteer.sqlite")
    with sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True) as database:
        total = database.execute("SELECT count(*) FROM record").fetchone()[0]
        bad = database.execute(
            "SELECT label FROM record WHERE source = '' OR (qid IS NULL) <> (source = 'local') LIMIT 5"
        ).fetchall()
    database.close()
    assert total > 30_000
    assert bad == []


@needs_sources
def test_sampled_items_stand_in_the_source_files() -> None:
    """Every sampled item has the same kind of row, with its label, in the sources it names."""
    with gzip.open(SOURCES / "gazetteer.tsv.gz", "rt", encoding="utf-8") as file:
        rows = {row["qid"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    gazetteer = Gazetteer.open()
    found = [record for qid in random.Random(7).sample(sorted(rows), 3000) if (record := gazetteer.by_qid(qid))]
    assert len(found) > 500
    for record in found:
        row = rows[record.qid or ""]
        assert record.source == row["source"]
        assert record.label == row["label"] or record.label in row["aliases"].split("|") or record.kind == "state"


@needs_sources
def test_states_agree_with_the_annotators_list() -> None:
    """The usual name of every state is a name of the same state in the list that annotations are folded by."""
    gazetteer = Gazetteer.open()
    checked = 0
    for line in (SHARED / "gold" / "states.txt").read_text(encoding="utf-8").splitlines():
        names = [name.casefold() for name in line.split("|")]
        record = gazetteer.state(line.split("|")[0])
        assert record is not None, line
        assert record.label.casefold() in names, line
        checked += 1
    assert checked > 200

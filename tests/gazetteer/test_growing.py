"""A bigger gazetteer, from a dump and from an endpoint."""

import bz2
import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.gazetteer import Gazetteer
from kg.gazetteer.dump import dump_rows, read_dump
from kg.gazetteer.endpoint import endpoint_rows
from kg.gazetteer.growing import grow
from kg.gazetteer.selection import Row
from kg.linking import Linker
from kg.linking.transport import Transport
from kg.linking.wikidata import Wikidata
from kg.model import EntityKind
from tests.linking.factories import article, entity, states
from tests.linking.oxigraph_server import endpoint

OPENERS: dict[str, Callable[..., object]] = {".json": open, ".json.gz": gzip.open, ".json.bz2": bz2.open}
KENYA = "Q114"
# made-up items; the classes are called as Wikidata calls them
HUMAN, CONTRACTOR, MINISTER = "Q990000001", "Q990000002", "Q990000004"


def thing(qid: str, label: str, *aliases: str, **claims: list[dict]) -> dict:
    """An entity as a line of the dump has it."""
    return {
        "type": "item",
        "id": qid,
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": [],
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]} if aliases else [],
        "claims": claims or [],
    }


def of(qid: str, **more: object) -> dict:
    """A statement with an item as its value."""
    value = {"type": "wikibase-entityid", "value": {"entity-type": "item", "id": qid}}
    return {"mainsnak": {"snaktype": "value", "datavalue": value}, "rank": "normal", **more}


def year(value: int) -> list[dict]:
    return [{"snaktype": "value", "datavalue": {"value": {"time": f"+{value}-00-00T00:00:00Z", "precision": 9}}}]


HELD = of(MINISTER, qualifiers={"P580": year(2018), "P582": year(2022)})
THINGS = [
    thing("Q990000010", "Zyxwv Qponm", "Z. T. Qponm", P31=[of(HUMAN)], P27=[of(KENYA)], P39=[HELD]),
    thing("Q990000016", "Nobody Qponm", P31=[of(HUMAN)]),
    thing("Q990000012", "Qponm Aerodyne Works", "QAW", P31=[of(CONTRACTOR)], P17=[of(KENYA)]),
    thing("Q990000017", "the qponm thing", P31=[of(CONTRACTOR)]),
    thing(HUMAN, "human", P279=[of("Q990000099")]),
    thing(CONTRACTOR, "defense contractor", P279=[of("Q990000099")]),
    thing(MINISTER, "Minister of Defence", P279=[of("Q990000099")]),
]


def dump(path: Path, things: Sequence[dict] | Iterator[dict] = THINGS) -> Path:
    suffix = "".join(path.suffixes)
    with OPENERS[suffix](path, "wt", encoding="utf-8") as file:
        file.write("[\n")
        for one in things:
            file.write(json.dumps(one) + ",\n")
        file.write("]\n")
    return path


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with endpoint() as found:
        yield found


def from_endpoint(address: str, page: int = 2000) -> Iterator[Row]:
    client = Wikidata(Transport("defco-kg-test/0 (mailto:x@example.org)"), sparql=address)
    return endpoint_rows(client.select, page=page)


@pytest.mark.parametrize("suffix", OPENERS)
def test_a_dump_gives_the_items_of_the_field(tmp_path: Path, suffix: str) -> None:
    """Classes are found by their labels wherever they stand in the dump; what no text names is left out."""
    rows = {row.label: row for row in dump_rows(dump(tmp_path / f"dump{suffix}"))}
    assert sorted(rows) == ["Qponm Aerodyne Works", "Zyxwv Qponm"]
    assert rows["Qponm Aerodyne Works"] == Row(
        "Q990000012", "defence_company", "Qponm Aerodyne Works", ("QAW",), KENYA, "wikidata", (), ""
    )
    assert rows["Zyxwv Qponm"].note == "Minister of Defence@2018-2022"


@pytest.mark.parametrize("page", [pytest.param(1, id="page-by-page"), pytest.param(2000, id="at-once")])
def test_an_endpoint_gives_the_same(address: str, page: int) -> None:
    """However many answers it takes, every item comes once."""
    rows = {row.label: row for row in from_endpoint(address, page)}
    assert rows["Qponm Aerodyne Works"].aliases == ("QAW",)
    assert rows["Qponm Aerodyne Works"].country == KENYA
    assert rows["Zyxwv Qponm"].note == "Minister of Defence@2018-2022"
    assert len(list(from_endpoint(address, page))) == len({row.qid for row in from_endpoint(address, page)})


def test_the_grown_gazetteer_knows_both(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """New names are found by name, alias and in running text and are linked; the old ones stay as they were."""
    target = tmp_path / "mine.sqlite"
    added = grow(dump_rows(dump(tmp_path / "dump.json.gz")), target)
    assert added == {"person": 1, "defence_company": 1}
    mine = Gazetteer.open(target)
    assert mine.lookup("QAW")[0].country == "Kenya"
    (hit,) = mine.find(["Kenya", "paid", "Qponm", "Aerodyne", "Works", "."])
    assert hit[:2] == (2, 5)
    claims = article(entity("Z. T. Qponm", EntityKind.PERSON), *states("Kenya"))
    assert Linker(mine).link(claims)[0].qid == "Q990000010"
    for name in ("NATO", "Georgia", "Lloyd Austin", "Pentagon"):
        assert mine.lookup(name) == gazetteer.lookup(name)
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_known_item_gets_the_new_names(gazetteer: Gazetteer, tmp_path: Path) -> None:
    """It stays one record."""
    (nato,) = (one for one in gazetteer.lookup("NATO") if one.kind == "igo")
    row = Row(nato.qid or "", "igo", nato.label, ("Qponm Pact",), "", "wikidata", (), "")
    assert not grow([row], tmp_path / "mine.sqlite")
    mine = Gazetteer.open(tmp_path / "mine.sqlite")
    assert [one.qid for one in mine.lookup("Qponm Pact")] == [nato.qid]


def test_memory_does_not_grow_with_the_dump(tmp_path: Path) -> None:
    """Ten times the items take about the memory of one time."""

    def peak(number: int) -> int:
        things = (thing(f"Q98{at:07}", f"Qponm Works {at}", P31=[of(CONTRACTOR)]) for at in range(number))
        path = dump(tmp_path / "dump.json.gz", iter([*THINGS, *things]))
        tracemalloc.start()
        for _ in dump_rows(path):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(20_000) < 2 * peak(2_000) + 200_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(b'[\n{"id": ', r"line 3?2?: the dump cannot be read on", id="broken-json"),
        pytest.param(b"[\n3\n]", "line 2: no entity", id="another-list"),
    ],
)
def test_a_broken_dump_is_one_clear_line(tmp_path: Path, content: bytes, message: str) -> None:
    """The error names the file and the line, and no gazetteer is left behind."""
    path = tmp_path / "dump.json"
    path.write_bytes(content)
    with pytest.raises(ResourceError, match=message):
        grow(dump_rows(path), tmp_path / "mine.sqlite")
    assert [one.name for one in tmp_path.iterdir()] == ["dump.json"]


def test_a_dump_that_broke_off_is_said(tmp_path: Path) -> None:
    """A compressed file without its end is no whole dump."""
    path = dump(tmp_path / "dump.json.gz")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ResourceError, match="cannot be read on"):
        list(read_dump(path))

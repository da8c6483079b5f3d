"""Which names mean the same."""

from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.evaluation import Names, gazetteer_states, table_states
from kg.gazetteer import Gazetteer

TABLE = "Kenya|Republic of Kenya|Kenyan\nNetherlands|Dutch\nSint Maarten|Dutch\nKorea|Korean\nNorth Korea|Korean\n"

ROWS = [
    ("General Asim Munir", "Asim Munir", True, "a rank is no part of a name"),
    ("Munir", "Asim Munir", True, "the shorter name stands whole in the longer"),
    ("Li", "Li Shangfu", False, "two letters are too few to tell somebody by"),
    ("frigates", "two frigate", True, "a plural is the same thing"),
    ("class", "clas", False, "a double s is no plural"),
    ("Kenyan", "Kenya", True, "a demonym stands for its state"),
    ("Kenya", "Kenya Defence Forces", False, "a force is not its state"),
    ("Dutch", "Sint Maarten", True, "a name that two states share stands for the last"),
    ("Dutch", "Netherlands", False, "and for no other"),
    ("$1.5 billion", "$15 billion", False, "a point in a number counts"),
    ("1,200 troops", "1200 troops", True, "a comma in a number does not"),
    ("US$ 3 million", "$3 million", False, "a currency apart from its sum is another word"),
    ("unnamed: retired officer", "retired officer", True, "that somebody is unnamed is no part of what he is called"),
    ("the Turkey's army", "turkey army", True, "articles, possessives and case do not count"),
    ("Übung Löwe", "ubung lowe", True, "accents do not count"),
    ("the", "of", False, "nothing is not the same as nothing"),
]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Names:
    path = tmp_path_factory.mktemp("states") / "states.txt"
    path.write_text(TABLE, encoding="utf-8")
    return Names(table_states(path))


@pytest.mark.parametrize(("one", "other", "same", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_names(one: str, other: str, same: bool, reason: str, names: Names) -> None:
    """Each pair is the same or not, whichever comes first."""
    assert names.same(one, other) is same
    assert names.same(other, one) is same


def test_states_of_the_gazetteer() -> None:
    """Without a table the gazetteer knows demonyms and formal names, and a force is still not its state."""
    names = Names(gazetteer_states(Gazetteer.open()))
    assert names.same("Kenyan", "Republic of Kenya")
    assert names.same("the United States", "US")
    assert not names.same("Kenya", "Kenya Defence Forces")


def test_table_that_is_missing(tmp_path: Path) -> None:
    """A table that is not there is one line with the mend."""
    with pytest.raises(StoreError, match="--states"):
        table_states(tmp_path / "none.txt")

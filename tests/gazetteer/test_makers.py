import pytest

from kg.gazetteer.makers import without_maker
from kg.gazetteer.selection import Row


def weapon(qid: str, label: str, year: int, *aliases: str) -> Row:
    return Row(qid, "aircraft", label, aliases, "", "test", (), f"year:{year}")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([weapon("Q1", "Dassault Mirage 2000", 1978)], {"Mirage 2000"}, id="maker"),
        pytest.param(
            [weapon("Q1", "Embraer EMB 314 Super Tucano", 1999)],
            {"EMB 314 Super Tucano", "Super Tucano"},
            id="maker-and-number",
        ),
        pytest.param([weapon("Q1", "Hawker Typhoon", 1940)], set(), id="older-than-the-news"),
        pytest.param([weapon("Q1", "Boeing 707", 1957)], set(), id="only-a-number-left"),
        pytest.param(
            [weapon("Q1", "Bell Viper", 1990), weapon("Q2", "Saab Viper", 1990)], set(), id="two-would-be-called-so"
        ),
        pytest.param(
            [weapon("Q1", "Bell Viper", 1990), weapon("Q2", "Dash", 1990, "Viper")], set(), id="another's-alias"
        ),
        pytest.param([weapon("Q1", "Zyxwv Viper", 1990)], set(), id="no-maker-known"),
    ],
)
def test_a_weapon_is_called_without_its_maker(rows: list[Row], expected: set[str]) -> None:
    """The shorter name is added where it is one weapon's alone."""
    assert {name for _, name in without_maker(rows)} == expected

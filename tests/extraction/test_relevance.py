"""The words without which an article is not parsed."""

import pytest

from kg.extraction.relevance import is_relevant


@pytest.mark.parametrize(
    ("text", "relevant"),
    [
        pytest.param("The two navies will hold a naval exercise.", True, id="a-word-of-defence"),
        pytest.param("MILITARY TIES GROW", True, id="capitals"),
        pytest.param("Ottawa signed a contract for six helicopters.", True, id="two-weaker-words"),
        pytest.param("The treaties cover two frigates.", True, id="plurals"),
        pytest.param("The club signed a contract with a striker.", False, id="one-weaker-word"),
        pytest.param("The bakery opened on Monday and sells bread.", False, id="nothing"),
        pytest.param("The alarmist garmstand.", False, id="a-word-within-a-word"),
        pytest.param("", False, id="empty"),
    ],
)
def test_relevance(text: str, relevant: bool) -> None:
    """One word that only defence uses is enough, of weaker ones it takes two."""
    assert is_relevant(text) is relevant

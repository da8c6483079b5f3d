from pathlib import Path

import pytest

from kg.errors import ParameterError
from kg.settings import read_settings


def test_the_environment_stands_over_the_file_and_options_over_both(tmp_path: Path) -> None:
    """What is given last and most on purpose counts."""
    file = tmp_path / "settings.toml"
    file.write_text('contact = "mailto:a@example.org"\ndeadline = 5\ncache = "~/x"\n', encoding="utf-8")
    found = read_settings(file, {"KG_DEADLINE": "7", "KG_ENDPOINT": "http://localhost/query"})
    assert (found.contact, found.deadline, found.endpoint) == ("mailto:a@example.org", 7.0, "http://localhost/query")
    assert found.cache == Path.home() / "x"
    over = found.with_options(contact="mailto:b@example.org", api=None, deadline=9)
    assert (over.contact, over.deadline, over.endpoint) == ("mailto:b@example.org", 9.0, "http://localhost/query")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("contact = ", "settings cannot be read", id="no-toml"),
        pytest.param("agent = 'x'", "“agent” is no setting", id="unknown-name"),
        pytest.param("deadline = 'soon'", "deadline is “soon”; give a number of seconds", id="no-number"),
        pytest.param("cache_days = -3", "cache_days is “-3”; give a number of days", id="negative"),
        pytest.param("timeout = inf", "timeout is “inf”", id="for-ever"),
    ],
)
def test_a_wrong_setting_is_one_clear_line(tmp_path: Path, text: str, message: str) -> None:
    """The error names the file and what would be right."""
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ParameterError, match=message):
        read_settings(file, {})


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """Only the user's own file may be missing."""
    with pytest.raises(ParameterError, match="settings cannot be read"):
        read_settings(None, {"KG_SETTINGS": str(tmp_path / "none.toml")})

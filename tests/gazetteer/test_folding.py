import pytest

from kg.gazetteer.folding import fold, is_bound, read_table, sound


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("F-16", "F - 16", id="tokens-of-a-designator"),
        pytest.param("U.S. Army", "US Army", id="points"),
        pytest.param("The New York Times", "New York Times", id="article"),
        pytest.param("Department of Defense", "Department of Defence", id="national-spelling"),
        pytest.param("Türkiye", "Turkiye", id="accent"),
        pytest.param("Fred Matiang’i", "Fred Matiang'i", id="typographic-apostrophe"),
        pytest.param("Pakistan’s", "Pakistan", id="possessive"),
        pytest.param("St. Lucia", "Saint Lucia", id="abbreviated-saint"),
        pytest.param("Trinidad & Tobago", "Trinidad and Tobago", id="ampersand"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    """Case, accents, points, hyphens and national spelling do not tell names apart."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Niger", "Nigeria", id="prefix"),
        pytest.param("F-16", "F-15", id="number"),
        pytest.param("The", "", id="article-alone-is-kept"),
    ],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    """What differs in its letters and digits stays apart."""
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "bound"),
    [
        pytest.param("US", True, id="code"),
        pytest.param("U.K.", True, id="code-with-points"),
        pytest.param("CENTCOM", False, id="long-acronym-is-no-word"),
        pytest.param("DoD", False, id="mixed-case"),
        pytest.param("Chad", False, id="name"),
    ],
)
def test_short_capitals_are_bound_to_their_case(name: str, bound: bool) -> None:
    """Only short names without a small letter match in their own case alone."""
    assert is_bound(name) is bound


def test_tables_skip_comments_and_fill_short_lines(tmp_path) -> None:
    """Comments and blank lines are no rows, and missing cells are empty."""
    path = tmp_path / "table.tsv"
    path.write_text("# why\na\tb\n\nx\n", encoding="utf-8")
    assert read_table(path) == [{"a": "x", "b": ""}]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param("zelenskyy", "zelensky", True, id="ukrainian-ending"),
        pytest.param("lavrovskiy", "lavrovski", True, id="russian-ending"),
        pytest.param("mohammed", "mohamed", True, id="doubled-letter"),
        pytest.param("abbas", "abas", False, id="short-words-are-left-alone"),
        pytest.param("khrenin", "khronin", False, id="another-vowel"),
    ],
)
def test_transliterations_of_a_surname_sound_alike(one: str, other: str, is_same: bool) -> None:
    """Endings and doubled letters vary between transliterations; everything else tells names apart."""
    assert (sound(one) == sound(other)) is is_same

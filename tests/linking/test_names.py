import pytest

from kg.gazetteer import Gazetteer
from kg.linking.names import body_variants, is_common_body
from kg.linking.personal_names import FIRST_WORD, SURNAME, person_likeness, person_words
from kg.linking.weapons import equipment_kinds, equipment_variants


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        pytest.param("James Mattis", "Jim Mattis", id="short-form"),
        pytest.param("Lloyd J. Austin III", "Lloyd Austin", id="initial-and-number"),
        pytest.param("Gen. Qamar Javed Bajwa", "Qamar Javed Bajwa", id="rank"),
        pytest.param("Qamar Bajwa", "Qamar Javed Bajwa", id="middle-name-left-out"),
        pytest.param("Viktor Gennadievich Khrenin", "Viktor Khrenin", id="patronymic"),
        pytest.param("Muhammad Ali Jinnah", "Mohammed Ali Jinnah", id="spelling"),
        pytest.param("J. Biden", "Joe Biden", id="first-initial"),
        pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", id="transliteration"),
        pytest.param("Khalid Al Attiyah", "Khaled al-Attiyah", id="written-apart"),
        pytest.param("King Abdullah II", "Abdullah II of Jordan", id="king-by-number"),
        pytest.param("Nikos Panagiotopoulos", "Nikolaos Panagiotopoulos", id="greek-short-form"),
        pytest.param("Rt. Hon. Sir John Major", "John Major", id="titles-before"),
        pytest.param("Carlito Galvez", "Carlito Galvez Jr.", id="junior"),
    ],
)
def test_variants_of_a_name_are_alike(asked: str, known: str) -> None:
    """Ranks, initials, short forms, middle names and spellings do not make another person."""
    assert person_likeness(person_words(asked), person_words(known)) >= 0.85


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        pytest.param("Michael Hayden", "Leslie M. Hayden", id="initial-in-mid-name"),
        pytest.param("John Austin", "Lloyd Austin", id="given-name"),
        pytest.param("Lloyd Austin", "Lloyd Bentsen", id="surname"),
        pytest.param("Austin", "Lloyd Bentsen", id="nothing-shared"),
        pytest.param("Michael Erik Kurilla", "Michael", id="one-word-of-many"),
        pytest.param("Haitham", "Theyazin bin Haitham", id="name-of-the-father"),
        pytest.param("Abdullah I", "Abdullah II of Jordan", id="another-king-of-the-name"),
    ],
)
def test_other_persons_are_not(asked: str, known: str) -> None:
    """Neither a shared surname nor an initial in the middle makes two names one."""
    assert person_likeness(person_words(asked), person_words(known)) < FIRST_WORD


def test_one_word_alone_says_little() -> None:
    """A surname is weak evidence, a first word weaker still."""
    assert person_likeness(["biden"], ["joe", "biden"]) == SURNAME
    assert person_likeness(["xi"], ["xi", "jinping"]) == FIRST_WORD
    assert person_likeness(["haitham"], ["haitham", "bin", "tariq"]) == SURNAME
    assert person_likeness(person_words("John"), person_words("John King Jr.")) == FIRST_WORD
    assert person_likeness(["abdullah"], ["abdullah", "ii"]) == SURNAME


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("24 M777 howitzers", "M777", id="number-and-noun"),
        pytest.param("Apache attack helicopters", "Apache", id="two-nouns"),
        pytest.param("F-16s", "F-16", id="plural"),
        pytest.param("P-8A Poseidon aircraft", "P-8 Poseidon", id="letter-of-the-variant"),
        pytest.param("Javelin anti-tank missiles", "Javelin", id="hyphenated-noun"),
        pytest.param("Leopard 2A7 tanks", "Leopard 2", id="variant-of-a-numbered-name"),
        pytest.param("T-72B3", "T-72", id="letter-and-number-of-the-variant"),
        pytest.param("Tornado GR4 jets", "Tornado", id="mark-after-the-name"),
        pytest.param("MH-60R Seahawk helicopters", "Seahawk", id="name-after-another-variant's-number"),
    ],
)
def test_a_weapon_is_found_under_its_bare_name(name: str, form: str) -> None:
    """Numbers, plurals and the nouns that say what it is fall away."""
    assert form in equipment_variants(name)


def test_a_weapon_keeps_the_words_that_name_it() -> None:
    """Only known nouns are taken off: what is left is never one of several names."""
    assert list(equipment_variants("Black Hawk helicopters")) == [
        "Black Hawk helicopters",
        "Black Hawk helicopters",
        "Black Hawk helicopter",
        "Black Hawk",
    ]


def test_nouns_say_what_kind_of_weapon_it_is() -> None:
    """A helicopter is an aircraft, and a bare name says nothing."""
    assert equipment_kinds("Apache helicopters") == {"aircraft"}
    assert equipment_kinds("Apache") == frozenset()


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        pytest.param("UK Ministry of Defence", ("Ministry of Defence", "United Kingdom"), id="state-first"),
        pytest.param("Ministry of Defence of India", ("Ministry of Defence", "India"), id="state-last"),
        pytest.param("Indian Defence Ministry", ("Ministry of Defence", "India"), id="field-before-the-head"),
        pytest.param("Saudi Arabia's Defense Ministry", ("Ministry of Defense", "Saudi Arabia"), id="possessive"),
        pytest.param("State Department", ("Department of State", None), id="no-state"),
    ],
)
def test_a_body_is_found_without_its_state(gazetteer: Gazetteer, name: str, variant: tuple[str, str | None]) -> None:
    """The state in a name is told apart from what every state has."""
    assert variant in list(body_variants(name, gazetteer))


@pytest.mark.parametrize(
    ("name", "is_common"),
    [
        pytest.param("Military Academy", True, id="every-state-has-one"),
        pytest.param("Ministry of Foreign Affairs", True, id="ministry"),
        pytest.param("Special Forces", True, id="service"),
        pytest.param("Indo-Pacific Command", False, id="region-in-the-name"),
        pytest.param("Bundeswehr", False, id="a-word-of-its-own"),
    ],
)
def test_some_names_say_only_what_sort_of_body_it_is(name: str, is_common: bool) -> None:
    """Nothing in such a name tells whose it is."""
    assert is_common_body(name) is is_common

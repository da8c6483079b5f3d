import dataclasses
import multiprocessing
import os
import pickle
import threading
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.gazetteer import Gazetteer
from kg.model import EntityKind


@pytest.mark.parametrize(
    ("name", "state"),
    [
        pytest.param("Pakistani", "Pakistan", id="adjective"),
        pytest.param("British", "United Kingdom", id="adjective-of-another-stem"),
        pytest.param("UK", "United Kingdom", id="code"),
        pytest.param("U.K.", "United Kingdom", id="code-with-points"),
        pytest.param("US", "United States", id="code-that-is-a-word"),
        pytest.param("U.S.", "United States", id="code-that-is-a-word-with-points"),
        pytest.param("American", "United States", id="not-american-samoa"),
        pytest.param("America", "United States", id="short-form"),
        pytest.param("UAE", "United Arab Emirates", id="acronym"),
        pytest.param("Emirati", "United Arab Emirates", id="demonym"),
        pytest.param("Saudi", "Saudi Arabia", id="half-the-name"),
        pytest.param("Dutch", "Netherlands", id="shared-with-its-islands"),
        pytest.param("PNG", "Papua New Guinea", id="acronym-of-three"),
        pytest.param("DRC", "Democratic Republic of the Congo", id="usual-name-differs-from-the-sources"),
        pytest.param("Czechia", "Czech Republic", id="new-name"),
        pytest.param("Türkiye", "Turkey", id="new-name-with-accent"),
        pytest.param("Republic of Korea", "South Korea", id="formal-name"),
        pytest.param("the Philippines", "Philippines", id="article"),
        pytest.param("Serbian", "Serbia", id="demonym-missing-in-the-sources"),
        pytest.param("Palestinian", "Palestine", id="listed-as-a-territory"),
        pytest.param("Taiwanese", "Taiwan", id="demonym-wrong-in-the-sources"),
        pytest.param("Soviet", "Soviet Union", id="former-state"),
        pytest.param("Burma", "Myanmar", id="former-name"),
        pytest.param("Georgia", "Georgia", id="also-a-part-of-the-united-states"),
        pytest.param("Niger", "Niger", id="start-of-another"),
        pytest.param("Guinea", "Guinea", id="part-of-three-others"),
    ],
)
def test_a_state_is_known_by_what_it_is_called(gazetteer: Gazetteer, name: str, state: str) -> None:
    """Names, adjectives and abbreviations of a state give the state under its usual English name."""
    record = gazetteer.state(name)
    assert record is not None
    assert (record.label, record.country, record.kinds) == (state, state, (EntityKind.STATE,))
    assert record.qid is not None


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("us", id="pronoun"),
        pytest.param("Us", id="pronoun-at-the-start"),
        pytest.param("it", id="code-of-italy"),
        pytest.param("IT", id="information-technology"),
        pytest.param("Korean", id="two-states"),
        pytest.param("Congolese", id="two-states-of-one-name"),
        pytest.param("Dominican", id="two-states-half-a-name"),
        pytest.param("California", id="part-of-a-state"),
        pytest.param("CAN", id="code-that-is-a-verb"),
        pytest.param("NATO", id="no-state"),
        pytest.param("polish", id="verb"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_not_one_clear_state_is_none(gazetteer: Gazetteer, name: str) -> None:
    """Words, codes and adjectives of several states stand for none."""
    assert gazetteer.state(name) is None


@pytest.mark.parametrize(
    ("city", "state"),
    [
        pytest.param("Islamabad", "Pakistan", id="capital"),
        pytest.param("Washington", "United States", id="short-form-that-is-also-a-territory"),
        pytest.param("Moscow", "Russia", id="listed-as-a-territory"),
        pytest.param("Kiev", "Ukraine", id="former-spelling"),
        pytest.param("Dushanbe", "Tajikistan", id="taken-from-the-sources"),
        pytest.param("Lagos", None, id="former-capital"),
        pytest.param("Johannesburg", None, id="judicial-seat"),
        pytest.param("New York", None, id="no-capital"),
        pytest.param("male", None, id="adjective-not-the-capital-of-the-maldives"),
    ],
)
def test_capitals_stand_for_their_states(gazetteer: Gazetteer, city: str, state: str | None) -> None:
    """A seat of government gives its state; former capitals and other cities give none."""
    record = gazetteer.state_of_capital(city)
    assert (record and record.label) == state


@pytest.mark.parametrize(
    ("name", "kind", "label"),
    [
        pytest.param("Pentagon", "ministry", "Department of Defense", id="building"),
        pytest.param("U.S. Department of Defense", "ministry", "Department of Defense", id="with-its-state"),
        pytest.param("PTI", "news_media", "Press Trust of India", id="acronym"),
        pytest.param("AP", "news_media", "Associated Press", id="two-letters"),
        pytest.param("CENTCOM", "military_command", "United States Central Command", id="command"),
        pytest.param("RAF", "armed_force", "Royal Air Force", id="force"),
        pytest.param("NATO", "igo", "North Atlantic Treaty Organization", id="alliance"),
        pytest.param("UN", "igo", "United Nations", id="listed-as-a-territory"),
        pytest.param("F-16", "aircraft", "General Dynamics F-16 Fighting Falcon", id="designator"),
        pytest.param("M777", "weapon", "M777", id="howitzer"),
        pytest.param("Lockheed Martin", "defence_company", "Lockheed Martin", id="company"),
    ],
)
def test_names_in_use_find_their_record_first(gazetteer: Gazetteer, name: str, kind: str, label: str) -> None:
    """The best record of a well-known name has the right kind and label, and its item."""
    record = gazetteer.lookup(name)[0]
    assert (record.kind, record.label) == (kind, label)
    assert record.qid is not None
    assert gazetteer.by_qid(record.qid) == dataclasses.replace(record, match="label")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("ap", id="code-in-small-letters"),
        pytest.param("Pti", id="code-in-mixed-case"),
        pytest.param("dawn", id="word-in-small-letters"),
        pytest.param("Air Force", id="every-state-has-one"),
        pytest.param("navy blue", id="colour"),
    ],
)
def test_codes_and_common_words_find_nothing_of_a_single_owner(gazetteer: Gazetteer, name: str) -> None:
    """Bound names need their case, and generic nouns belong to nobody in particular."""
    assert len({record.label for record in gazetteer.lookup(name)}) != 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("Georgia", EntityKind.STATE, id="state"),
        pytest.param("Georgia", EntityKind.PLACE, id="part-of-the-united-states"),
        pytest.param("PTI", EntityKind.NEWS_SOURCE, id="agency"),
        pytest.param("PTI", EntityKind.ORGANIZATION, id="party"),
        pytest.param("Hamas", EntityKind.ARMED_GROUP, id="armed-group"),
        pytest.param("AH-64 Apache", EntityKind.EQUIPMENT, id="helicopter"),
        pytest.param("Airbus", EntityKind.COMPANY, id="company"),
    ],
)
def test_kinds_are_all_that_a_name_may_be(gazetteer: Gazetteer, name: str, kind: EntityKind) -> None:
    """Every sense of a name contributes its classes."""
    assert kind in gazetteer.kinds(name)


def test_an_unknown_name_has_no_kinds(gazetteer: Gazetteer) -> None:
    """A name that is not listed says nothing."""
    assert gazetteer.kinds("Zyxwv Qponm") == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "the U.S. Department of Defense said", [("U.S. Department of Defense", "ministry")], id="longest-name-wins"
        ),
        pytest.param("sold F - 16 jets", [("F - 16", "aircraft")], id="designator-cut-into-tokens"),
        pytest.param(
            "NATO 's Lockheed Martin", [("NATO", "igo"), ("Lockheed Martin", "defence_company")], id="several"
        ),
        pytest.param("The Associated Press", [("Associated Press", "news_media")], id="article-is-left-out"),
        pytest.param("the associated press of the engine", [], id="small-letters-are-no-name"),
        pytest.param("Biden went to London in May", [], id="persons-and-towns-are-not-searched-for"),
        pytest.param("", [], id="empty"),
    ],
)
def test_running_text_is_searched_for_bodies_and_things(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str]]
) -> None:
    """Names of several tokens are found where they stand, longest first, without overlaps."""
    tokens = text.split()
    found = gazetteer.find(tokens)
    assert [(" ".join(tokens[start:end]), record.kind) for start, end, record in found] == expected


def test_persons_carry_their_terms_of_office(gazetteer: Gazetteer) -> None:
    """A person has offices with years, and an office still held has no end."""
    (record,) = gazetteer.lookup("Qamar Javed Bajwa")
    term = next(term for term in record.terms if term.office == "Chief of Army Staff")
    assert (record.country, term.start, term.end) == ("Pakistan", 2016, None)
    assert term.covers(2018)
    assert not term.covers(2010)
    assert term.covers(2015, slack=1)


def test_a_missing_file_is_one_clear_error(tmp_path: Path) -> None:
    """The message names the file and the mend."""
    with pytest.raises(ResourceError, match=r"nowhere\.sqlite.*missing.*install"):
        Gazetteer.open(tmp_path / "nowhere.sqlite")


def test_another_file_is_one_clear_error(tmp_path: Path) -> None:
    """A file that is no gazetteer is refused when it is opened, not at the first question."""
    path = tmp_path / "other.sqlite"
    path.write_text("no database " * 500, encoding="utf-8")
    with pytest.raises(ResourceError, match=r"other\.sqlite.*no gazetteer"):
        Gazetteer.open(path)


def test_it_survives_threads_and_pickling(gazetteer: Gazetteer) -> None:
    """A gazetteer answers in any thread and may travel to another process."""
    answers: list[object] = []
    thread = threading.Thread(target=lambda: answers.append(gazetteer.state("Kenyan")))
    thread.start()
    thread.join()
    copy: Gazetteer = pickle.loads(pickle.dumps(gazetteer))
    assert answers == [gazetteer.state("Kenya") and dataclasses.replace(gazetteer.state("Kenya"), match="demonym")]
    assert copy.state("Kenya") == gazetteer.state("Kenya")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform does not fork")
def test_a_forked_process_opens_its_own_connection(gazetteer: Gazetteer) -> None:
    """No SQLite connection is carried over a fork."""
    assert gazetteer.lookup("Oman")
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=lambda: sender.send([r.label for r in gazetteer.lookup("Qatar")]))
    process.start()
    answer = receiver.recv() if receiver.poll(20) else None
    process.join(20)
    assert answer
    assert answer[0] == "Qatar"


def test_it_is_not_loaded_whole(gazetteer: Gazetteer) -> None:
    """Opening asks the file one question, so that commands which need no names pay nothing."""
    fresh = Gazetteer.open()
    assert fresh._heads is None
    assert fresh._seats is None

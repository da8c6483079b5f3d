"""The data of the lexicon agrees with the code that reads it and with the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.extraction import lexicon as module
from kg.extraction.conditions import NEAR
from kg.extraction.lexicon import Frame, lexicon, table
from kg.extraction.things import THING
from kg.vocabulary import DEFCO

FRAMES = [pytest.param(frame, id=frame.id) for frame in lexicon().frames]
TYPES = sorted({frame.type for frame in lexicon().frames})
CLASSES = sorted(lexicon().classes)

# what kg.extraction.arguments gives besides the object of a preposition, which has the preposition's name
RELATIONS = frozenset(
    {
        "subject",
        "object",
        "iobj",
        "poss",
        "mod",
        "involving",
        "to:mod",
        "signer",
        "winner",
        "learner",
        "met",
        "seen",
        "inf",
        "self",
    }
) | frozenset(
    {
        "subject:mod",
        "subject:in",
        "object:mod",
        "object:of",
        "of:mod",
        "with:mod",
        "on:mod",
        "into:mod",
        "under:of",
    }
)
PREPOSITIONS = frozenset(
    [
        "aboard",
        "about",
        "against",
        "along",
        "alongside",
        "among",
        "around",
        "at",
        "between",
        "by",
        "covering",
        "during",
        "for",
        "from",
        "in",
        "including",
        "into",
        "near",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "outside",
        "over",
        "round",
        "through",
        "to",
        "towards",
        "under",
        "under:mod",
        "with",
        "within",
        "worth",
    ]
)


@pytest.mark.parametrize("name", TYPES)
def test_types_are_of_the_ontology(name: str) -> None:
    """Every situation type that has a frame is a class of the ontology."""
    assert name in DEFCO.__annotations__


@pytest.mark.parametrize("frame", FRAMES)
def test_roles_are_of_the_ontology(frame: Frame) -> None:
    """Every role that a slot may fill is a property of the ontology."""
    assert {role for roles in frame.slots.values() for role in roles} <= set(DEFCO.__annotations__)


@pytest.mark.parametrize("frame", FRAMES)
def test_slots_are_given(frame: Frame) -> None:
    """Every slot is one that the reading of arguments can give."""
    assert set(frame.slots) <= RELATIONS | PREPOSITIONS


@pytest.mark.parametrize("frame", FRAMES)
def test_conditions_are_known(frame: Frame) -> None:
    """Every class and condition that a frame names has a test."""
    assert (frame.objects | frame.topic | {frame.subject}) - {""} <= set(THING)
    assert frame.near <= set(NEAR)
    assert frame.domain in {"own", "gated"}
    assert frame.names in {"", "exercise", "operation"}


@pytest.mark.parametrize("frame", FRAMES)
def test_every_frame_has_a_trigger(frame: Frame) -> None:
    """A frame is found by a verb, a noun or a name, and fills some role."""
    assert frame.verbs or frame.nouns or frame.names
    assert frame.slots


@pytest.mark.parametrize("frame", FRAMES)
def test_every_trigger_finds_its_frame(frame: Frame) -> None:
    """The indices lead from each verb, noun and name of a frame back to it."""
    book = lexicon()
    verbs = {verb for entries in book.by_verb.values() for own, verb in entries if own is frame}
    nouns = {noun for entries in book.by_noun.values() for own, noun in entries if own is frame}
    assert verbs == set(frame.verbs)
    assert nouns == set(frame.nouns)
    assert not frame.names or frame in book.by_name[frame.names]


@pytest.mark.parametrize("frame", FRAMES)
def test_triggers_are_written_as_they_are_compared(frame: Frame) -> None:
    """Lemmas are compared in lower case, and none stands twice in one frame."""
    for patterns in (frame.verbs, frame.nouns):
        assert all(word == word.lower() for pattern in patterns for word in pattern)
        assert len(set(patterns)) == len(patterns)


def test_longer_nouns_come_first() -> None:
    """Of the compounds on one noun the longest is tried first."""
    for entries in lexicon().by_noun.values():
        lengths = [len(noun) for _, noun in entries]
        assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize("name", CLASSES)
def test_classes_have_words(name: str) -> None:
    """No class of words is empty."""
    assert lexicon().words(name)


def test_an_unknown_class_is_an_error() -> None:
    """A misspelt class is found when it is first asked for."""
    with pytest.raises(KeyError):
        lexicon().words("misspelt")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(None, "No such file", id="a file that is not there"),
        pytest.param("words = [", "Invalid value", id="a file that is no TOML"),
    ],
)
def test_a_broken_table_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, reason: str
) -> None:
    """A missing or broken data file is named in one line with a mend."""
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    if content is not None:
        (tmp_path / "own.toml").write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError, match=reason) as error:
        table("own")
    assert "own.toml" in str(error.value)
    assert "install the package again" in str(error.value)

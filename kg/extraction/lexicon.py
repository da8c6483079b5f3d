"""The lexicon as frozen values: classes of words and the frames of every situation type, read once from ``lexicon/``.

A frame says by which verbs or nouns a situation is told, what must stand beside them, and which syntactic slot fills
which role. Adding a situation type or a way of telling one means editing ``lexicon/frames.toml``.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kg.errors import ResourceError

__all__ = ["Frame", "Lexicon", "lexicon", "opens_with_adverb", "table", "word_sets"]

_FOLDER = Path(__file__).parent / "lexicon"


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of telling a situation of ``type``.

    ``objects`` and ``near`` name word classes and conditions; ``slots`` maps a slot to the roles it may fill.
    """

    id: str
    type: str
    verbs: tuple[tuple[str, ...], ...] = ()
    nouns: tuple[tuple[str, ...], ...] = ()
    names: str = ""
    objects: frozenset[str] = frozenset()
    subject: str = ""
    near: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    domain: str = "gated"
    needs_light: bool = False
    expletive: bool = False
    negated: bool = False
    undecided: bool = False
    joins: bool = False
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frames indexed by the lemma that can trigger them, and the word classes."""

    frames: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]
    by_noun: Mapping[str, tuple[tuple[Frame, tuple[str, ...]], ...]]
    by_name: Mapping[str, tuple[Frame, ...]]
    classes: Mapping[str, frozenset[str]]
    endings: Mapping[str, frozenset[str]]

    def words(self, name: str) -> frozenset[str]:
        """The members of the word class ``name``; raises KeyError for one that is not in ``classes.toml``."""
        return self.classes[name]

    def last_words(self, name: str) -> frozenset[str]:
        """The second words of those members of the class ``name`` that are two words."""
        return self.endings[name]


def table(name: str) -> dict[str, Any]:
    """The TOML file ``lexicon/NAME.toml``; raises ResourceError if it is missing or broken."""
    path = _FOLDER / f"{name}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{path}: {error}; install the package again") from error


@cache
def word_sets(name: str) -> Mapping[str, frozenset[str]]:
    """The ``words`` of every entry of ``lexicon/NAME.toml``; raises ResourceError as :func:`table` does."""
    return {key: frozenset(entry["words"]) for key, entry in table(name).items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon that comes with the package."""
    frames = tuple(_frames(table("frames")))
    by_verb: dict[str, list[tuple[Frame, tuple[str, ...]]]] = defaultdict(list)
    by_noun: dict[str, list[tuple[Frame, tuple[str, ...]]]] = defaultdict(list)
    by_name: dict[str, list[Frame]] = defaultdict(list)
    for frame in frames:
        for verb in frame.verbs:
            by_verb[verb[-1] if opens_with_adverb(verb) else verb[0]].append((frame, verb))
        for noun in frame.nouns:
            by_noun[noun[0] if "into" in noun else noun[-1]].append((frame, noun))
        if frame.names:
            by_name[frame.names].append(frame)
    classes = {name: frozenset(entry.get("nouns", entry.get("words"))) for name, entry in table("classes").items()}
    return Lexicon(
        frames,
        {lemma: tuple(found) for lemma, found in by_verb.items()},
        {lemma: tuple(sorted(found, key=lambda pair: -len(pair[1]))) for lemma, found in by_noun.items()},
        {name: tuple(found) for name, found in by_name.items()},
        classes,
        {name: frozenset(w.partition(" ")[2] for w in members if " " in w) for name, members in classes.items()},
    )


def opens_with_adverb(verb: tuple[str, ...]) -> bool:
    """True for a verb pattern like "jointly build", which an adverb of manner opens; not for "fly to"."""
    return len(verb) > 1 and verb[0].endswith("ly") and verb[0] not in {"fly", "rely", "apply", "supply", "rally"}


def _words(verb: str) -> tuple[str, ...]:
    """The verb with its prefix, and the other words of a pattern apart as a tokeniser has them: "tight-lipped"."""
    first, _, rest = verb.partition(" ")
    return (first, *rest.replace("-", " ").split())


def _frames(data: Mapping[str, Any]) -> Iterator[Frame]:
    for type_name, entry in data.items():
        for number, frame in enumerate(entry["frames"], start=1):
            slots = entry["slots"] | frame.get("slots", {})
            yield Frame(
                id=f"{type_name}/{number}",
                type=type_name,
                verbs=tuple(map(_words, frame.get("verbs", ()))),
                nouns=tuple(dict.fromkeys(tuple(noun.replace("-", " ").split()) for noun in frame.get("nouns", ()))),
                names=frame.get("names", ""),
                objects=frozenset(frame.get("object", ())),
                subject=frame.get("subject", ""),
                near=frozenset(frame.get("near", ())),
                topic=frozenset(frame.get("topic", ())),
                domain=frame.get("domain", "gated"),
                needs_light=frame.get("light") == "must",
                expletive=frame.get("expletive", False),
                negated=frame.get("negated", False),
                undecided=frame.get("undecided", False),
                joins=frame.get("joins", False),
                slots={slot: tuple(roles.split()) for slot, roles in slots.items() if roles},
            )

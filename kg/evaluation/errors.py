"""What disagrees, one by one, with its sentence: what was missed and why, what is spurious, and how pairs differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.evaluation.annotation import Told
from kg.evaluation.differences import differences
from kg.evaluation.names import Names
from kg.evaluation.pairing import common, spans_of, unpaired_offices
from kg.evaluation.scoring import Scored

__all__ = ["Error", "NearMiss", "Sentences", "errors"]

#: Where the sentences of an article begin and end in its text.
Sentences = Sequence[tuple[int, int]]


class NearMiss(NamedTuple):
    """A word at ``start`` to ``end`` that tells situations of ``type`` by ``rule``, and why it told none here."""

    type: str
    rule: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Error:
    """A situation or office that only one side has, or a situation that both tell otherwise.

    ``kind`` is ``missed``, ``spurious`` or ``differs``, ``start`` and ``end`` are those of ``sentence`` in the text,
    ``reasons`` say what was read there instead, which rule fired, or which nearly did.
    """

    article: str
    kind: str
    type: str
    roles: str
    start: int
    end: int
    sentence: str
    reasons: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """The error for people to read."""
        yield f"{self.article}: {self.kind} {self.type}{' ' if self.roles else ''}{self.roles}"
        if self.sentence:
            yield f"    {' '.join(self.sentence.split())}"
        for reason in self.reasons:
            yield f"    - {reason}"


def errors(
    article: str, scored: Scored, sentences: Sentences, names: Names, *, near: Sequence[NearMiss] = ()
) -> Iterator[Error]:
    """The errors of one article: situations missed, spurious, and read otherwise than annotated, then offices.

    ``near`` are the triggers that told nothing, for the reasons of what was missed.
    """
    gold, read = scored.gold.situations, scored.read.situations
    partners = {j: i for i, j in scored.pairs.items()}
    for i, one in enumerate(gold):
        if i not in scored.pairs:
            yield _error(article, "missed", one, scored, sentences, tuple(_why_missed(one, scored, partners, near)))
    for j, other in enumerate(read):
        if j not in partners:
            yield _error(article, "spurious", other, scored, sentences, tuple(_why_read(other, scored)))
    for i, j in sorted(scored.pairs.items()):
        found = tuple(differences(gold[i], read[j], scored.text, names))
        if found:
            yield _error(article, "differs", gold[i], scored, sentences, (*found, f"read by {_rules(read[j])}"))
    missed, spurious = unpaired_offices(scored.gold.offices, scored.read.offices, names)
    for kind, offices in (("missed", missed), ("spurious", spurious)):
        for office in offices:
            yield Error(article, kind, "office", " – ".join(c[0] for c in office.parts if c), 0, 0, "", ())


def _error(article: str, kind: str, one: Told, scored: Scored, sentences: Sentences, why: tuple[str, ...]) -> Error:
    places = sorted(spans_of(scored.text, one))
    start, end = _sentence(places[0], sentences) if places else (0, 0)
    return Error(article, kind, one.type, _roles(one), start, end, scored.text[start:end], why)


def _sentence(place: tuple[int, int], sentences: Sentences) -> tuple[int, int]:
    """From the beginning of the sentence in which a quote begins to the end of that in which it ends."""
    held = [(start, end) for start, end in sentences if start < place[1] and place[0] < end]
    return (held[0][0], held[-1][1]) if held else place


def _why_missed(one: Told, scored: Scored, partners: dict[int, int], near: Sequence[NearMiss]) -> Iterator[str]:
    places = spans_of(scored.text, one)
    for j, other in enumerate(scored.read.situations):
        if not common(places, spans_of(scored.text, other)):
            continue
        if other.type == one.type and j in partners:
            yield f"read here, but as one with another annotated {one.type} ({_rules(other)})"
        elif other.type != one.type:
            yield f"read here: {other.type} by {_rules(other)}"
    held = dict.fromkeys(
        f"“{scored.text[miss.start : miss.end]}” nearly fired {miss.rule}: {miss.reason}"
        for miss in near
        if miss.type == one.type and common(places, [(miss.start, miss.end)])
    )
    yield from held or (f"no word of its quotes is known to tell of {one.type}",)


def _why_read(other: Told, scored: Scored) -> Iterator[str]:
    yield f"read by {_rules(other)}"
    places = spans_of(scored.text, other)
    for i, one in enumerate(scored.gold.situations):
        if common(places, spans_of(scored.text, one)):
            state = "read, too" if i in scored.pairs else "missed"
            yield f"annotated here: {one.type} {_roles(one)} ({state})"
    if not places:
        yield "its quotes do not stand in the text"


def _rules(one: Told) -> str:
    found = dict.fromkeys(
        f"{claim.rule or 'no rule'}{'' if claim.confidence is None else f' at {claim.confidence:.2f}'}"
        for claim in one.claims
    )
    return ", ".join(found)


def _roles(one: Told) -> str:
    return "; ".join(
        f"{role}: {', '.join(filler[0] for filler in fillers)}"
        for role, fillers in sorted(one.roles.items())
        if fillers
    )

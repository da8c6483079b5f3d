"""Which situations of different articles are one: the call that two papers report, the exercise planned and then held.

What an article says twice, extraction has joined already. Across articles two situations are one if they are of one
type, nothing they say disagrees, their dates meet, and something says which one is meant:

- the name of the exercise or operation;
- the agreement, by name or model, and the parties (a pact without a name: in the same month);
- the day, with at least two actors in common and nobody on the shorter side who is not on the other.

What has no date joins nothing: a pact of 2005 and that of 2023, and the editions of an exercise, differ in nothing
else. Where two situations of one article could be meant, none is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.linking.identity import Merge

__all__ = ["Occurrence", "occurrence_merges"]

_BY_NAME, _BY_AGREEMENT, _BY_DAY = "situation:name", "situation:agreement", "situation:day"
_CONFIDENCE = {_BY_NAME: 0.95, _BY_AGREEMENT: 0.9, _BY_DAY: 0.9}
_NAMED = frozenset({"JointExercise", "JointOperation"})
_ON_AGREEMENTS = frozenset(
    {
        "Signature",
        "ConsentToBeBound",
        "EntryIntoForce",
        "Renewal",
        "Amendment",
        "Expiry",
        "Suspension",
        "Termination",
        "DomesticApproval",
    }
)
#: Words of a name that say nothing of which exercise or thing it is.
_NO_NAME = frozenset({"exercise", "operation", "drill", "the", "a", "an", "of", "and"})
_LEAST_IN_COMMON = 2
_DAY, _MONTH = 10, 7  # characters of the forms YYYY-MM-DD and YYYY-MM


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A situation as one article tells it; all IRIs of actors are those of the nodes to count.

    ``when`` is its date in ISO 8601 with the precision of the text, ``first`` and ``last`` the days that bound it.
    ``roles`` holds the named actors of each role, ``names`` those of an exercise or operation, ``agreements`` the label
    of each by its IRI, with the IRI of its model, ``things`` the labels of items and amounts.
    """

    iri: str
    type: str
    article: str
    published: str = ""
    when: str = ""
    first: str = ""
    last: str = ""
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    agreements: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    things: Mapping[str, frozenset[str]] = field(default_factory=dict)
    is_habitual: bool = False

    @property
    def actors(self) -> frozenset[str]:
        """Everybody who takes part."""
        return frozenset().union(*self.roles.values())

    @property
    def clues(self) -> frozenset[tuple[str, str, int]]:
        """What two tellings of one situation have in common at least: its type, an actor or a name, and a year."""
        years = range(int(self.first[:4]), int(self.last[:4]) + 1)
        return frozenset((self.type, clue, year) for clue in (*self.actors, *map(_core, self.names)) for year in years)


def occurrence_merges(
    occurrences: Iterable[Occurrence], decided: Mapping[str, str | None] | None = None
) -> tuple[Merge, ...]:
    """The decisions that a situation of one article is that of another, sorted by variant; agreements follow theirs.

    The one to count has the finest date and was told first. ``decided`` holds persons' decisions: variant -> the one to
    count, or None where it stays apart.
    """
    decided = decided or {}
    known = sorted(occurrences, key=_order)
    merges = {
        one.iri: Merge(one.iri, target, 1.0, "person")
        for one in known
        if (target := decided.get(one.iri)) is not None and target != one.iri
    }
    free = [one for one in known if decided.get(one.iri, "") is not None and one.iri not in merges]
    for group in _groups(one for one in free if one.first and not one.is_habitual):
        for other in group[1:]:
            method = next(m for one in group if one is not other and (m := _identified(one, other)))
            merges[other.iri] = Merge(other.iri, group[0].iri, _CONFIDENCE[method], method)
            if group[0].type in _ON_AGREEMENTS:
                merges |= {merge.variant: merge for merge in _agreements(group[0], other, method)}
    return tuple(sorted(merges.values(), key=lambda merge: merge.variant))


def _order(one: Occurrence) -> tuple[int, str, str]:
    return -len(one.when), one.published or "9999", one.iri


def _groups(occurrences: Iterable[Occurrence]) -> list[list[Occurrence]]:
    """Those that are one, each like every other of its group; what is like several groups stays alone."""
    known = list(occurrences)
    alike = _alike(known)
    groups: list[list[Occurrence]] = []
    of: dict[str, int] = {}
    for one in known:
        near = {of[iri] for iri in alike[one.iri] if iri in of}
        fitting = [at for at in near if all(other.iri in alike[one.iri] for other in groups[at])]
        if len(near) == len(fitting) == 1:
            of[one.iri] = fitting[0]
            groups[fitting[0]].append(one)
        else:
            of[one.iri] = len(groups)
            groups.append([one])
    return groups


def _alike(occurrences: Iterable[Occurrence]) -> Mapping[str, frozenset[str]]:
    """For each occurrence those of other articles that it can be; none of an article where it can be several."""
    by_clue: defaultdict[tuple[str, str, int], list[Occurrence]] = defaultdict(list)
    found: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for one in occurrences:
        near = {other.iri: other for clue in one.clues for other in by_clue[clue]}
        for other in near.values():
            if one.article != other.article and _same(one, other):
                found[one.iri].setdefault(other.article, set()).add(other.iri)
                found[other.iri].setdefault(one.article, set()).add(one.iri)
        for clue in one.clues:
            by_clue[clue].append(one)
    single = {iri: {min(m) for m in matches.values() if len(m) == 1} for iri, matches in found.items()}
    return defaultdict(
        frozenset, {iri: frozenset(m for m in matches if iri in single[m]) for iri, matches in single.items()}
    )


def _same(one: Occurrence, other: Occurrence) -> bool:
    return one.type == other.type and not _disagree(one, other) and _identified(one, other) is not None


def _disagree(one: Occurrence, other: Occurrence) -> bool:
    if one.first > other.last or other.first > one.last:
        return True
    by_name = _identified_by_name(one, other)
    for role in one.roles.keys() & other.roles.keys():
        # papers name other participants of one exercise
        if not one.roles[role] & other.roles[role] and not (by_name and role == "participant"):
            return True
    if one.names and other.names and not _share_name(one, other):
        return True
    if one.agreements and other.agreements and _agreement(one, other) is None:
        return True
    return any(
        not _words(one.things[role]) & _words(other.things[role]) for role in one.things.keys() & other.things.keys()
    )


def _identified(one: Occurrence, other: Occurrence) -> str | None:
    """The method by which the two are known to be one; None if nothing says so."""
    if _identified_by_name(one, other):
        return _BY_NAME
    shared, fewer = one.actors & other.actors, min(one.actors, other.actors, key=len)
    if len(shared) < _LEAST_IN_COMMON:
        return None
    if one.type in _ON_AGREEMENTS and (proper := _agreement(one, other)) is not None:
        in_a_month = one.when[:_MONTH] == other.when[:_MONTH] and len(one.when) >= _MONTH <= len(other.when)
        return _BY_AGREEMENT if proper or in_a_month else None
    on_a_day = len(one.when) == len(other.when) == _DAY and one.when == other.when
    return _BY_DAY if on_a_day and fewer <= shared else None


def _identified_by_name(one: Occurrence, other: Occurrence) -> bool:
    return one.type in _NAMED and _share_name(one, other)


def _share_name(one: Occurrence, other: Occurrence) -> bool:
    """True if a name of one is a name of the other, whose number of the edition may be left out but not be another."""
    return any(_is_same_name(a, b) for a in one.names for b in other.names)


def _is_same_name(one: str, other: str) -> bool:
    left, right = _tokens(one), _tokens(other)
    numbers = [frozenset(word[-2:] for word in words if word.isdigit()) for words in (left, right)]
    if all(numbers) and numbers[0] != numbers[1]:
        return False
    bare = [frozenset(word for word in words if not word.isdigit()) for words in (left, right)]
    return bool(bare[0]) and bare[0] == bare[1]


def _core(name: str) -> str:
    return " ".join(sorted(word for word in _tokens(name) if not word.isdigit()))


def _agreement(one: Occurrence, other: Occurrence) -> bool | None:
    """Whether the agreement of both is told by a model or a proper name; None if it is another, or none is given."""
    for label, model in one.agreements.values():
        for other_label, other_model in other.agreements.values():
            if model and model == other_model:
                return True
            shorter, longer = sorted((_tokens(label), _tokens(other_label)), key=len)
            if shorter and shorter <= longer:
                return any(c.isupper() or c.isdigit() for c in label) and any(
                    c.isupper() or c.isdigit() for c in other_label
                )
    return None


def _agreements(one: Occurrence, other: Occurrence, method: str) -> Iterator[Merge]:
    """The agreement of a situation is that of the same situation, if each has but one."""
    if len(one.agreements) == len(other.agreements) == 1:
        canonical, variant = next(iter(one.agreements)), next(iter(other.agreements))
        if canonical != variant:
            yield Merge(variant, canonical, _CONFIDENCE[method], method)


def _words(labels: Iterable[str]) -> frozenset[str]:
    return frozenset(word.rstrip("s") for label in labels for word in _tokens(label))


def _tokens(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _NO_NAME

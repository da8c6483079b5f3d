"""Who is the same across articles: variants of a name, acronyms and offices brought to one actor, with the reason.

Nothing is merged on a look alone. Two nodes are one where both were linked to the same item, where an article itself
says what an acronym stands for, or where a name differs only as names do (word order, a middle initial, spelling) and
nothing else in the graph could be meant. What a person decided goes before every rule, and unnamed actors never merge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.gazetteer import Gazetteer
from kg.gazetteer.folding import fold, is_bound
from kg.linking.candidates import BODIES
from kg.linking.names import body_variants
from kg.linking.personal_names import person_likeness, person_words
from kg.linking.persons import office_words
from kg.model import EntityKind

__all__ = ["MERGE", "Actor", "Merge", "merges"]

#: What stands in the place of an article in persons' decisions on merges.
MERGE = "merge"

_BY_ACRONYM, _BY_FORM, _BY_PERSON = 0.9, 0.93, 0.88
_LEAST_LIKE = 0.9
_SINGLE = frozenset({EntityKind.UNNAMED_ACTOR, EntityKind.AGREEMENT, EntityKind.PROPOSAL})  # each is its article's own
_SHORTEST = 3  # letters of an acronym that may stand for a body


@dataclass(frozen=True, slots=True)
class Actor:
    """A node of the graph that may be another's variant.

    ``items`` are the items it was linked to in its articles (with the confidence), ``state`` the usual name of its
    state, ``home`` the organisation an office belongs to, ``weight`` the number of articles that name it.
    """

    iri: str
    kind: EntityKind
    name: str
    abbreviations: tuple[str, ...] = ()
    state: str | None = None
    home: str | None = None
    items: tuple[tuple[str, float], ...] = ()
    weight: int = 1

    @property
    def item(self) -> str | None:
        """The one item it was linked to; None for none and for several, which are two bearers of one name."""
        found = {qid for qid, _ in self.items}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Merge:
    """The decision that ``variant`` (an IRI) is ``canonical``; ``method`` names the rule or ``person``."""

    variant: str
    canonical: str
    confidence: float
    method: str


def merges(
    actors: Iterable[Actor], gazetteer: Gazetteer, decided: Mapping[str, str | None] | None = None
) -> tuple[Merge, ...]:
    """The merges among ``actors``, sorted by variant; no variant is canonical for another one.

    ``decided`` holds persons' decisions: variant -> canonical, or None where it stays apart from everybody.
    """
    decided = decided or {}
    known = {one.iri: one for one in sorted(actors, key=lambda one: one.iri) if one.kind not in _SINGLE}
    free = [one for one in known.values() if decided.get(one.iri, "") is not None]
    found: dict[str, Merge] = {}
    for merge in (*_by_person(known, decided), *_by_item(free), *_by_name(free, gazetteer), *_by_acronym(free)):
        if merge.variant != merge.canonical and merge.variant not in found:
            found[merge.variant] = merge
    return tuple(sorted(_settled(found, known), key=lambda merge: merge.variant))


def _settled(found: Mapping[str, Merge], known: Mapping[str, Actor]) -> Iterator[Merge]:
    """Chains followed to their ends; what would join two items, or go in a circle, is left out."""
    for merge in found.values():
        seen, end = {merge.variant}, merge.canonical
        while end in found and end not in seen:
            seen.add(end)
            end = found[end].canonical
        if end in seen:
            continue
        items = {qid for iri in (*seen, end) if iri in known for qid, _ in known[iri].items}
        if len(items) <= 1 or merge.method == "person":
            yield replace(merge, canonical=end)


def _by_person(known: Mapping[str, Actor], decided: Mapping[str, str | None]) -> Iterator[Merge]:
    for variant, canonical in sorted(decided.items()):
        if canonical is not None and variant in known and canonical in known:
            yield Merge(variant, canonical, 1.0, "person")


def _by_item(actors: Iterable[Actor]) -> Iterator[Merge]:
    groups: defaultdict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.item is not None:
            groups[_sort(actor.kind), actor.item].append(actor)
    for group in groups.values():
        best = _best(group)
        for actor in group:
            confidence = min(score for one in (actor, best) for _, score in one.items)
            yield Merge(actor.iri, best.iri, round(confidence, 2), "item")


def _by_name(actors: Iterable[Actor], gazetteer: Gazetteer) -> Iterator[Merge]:
    groups: defaultdict[tuple[object, ...], list[Actor]] = defaultdict(list)
    people: defaultdict[tuple[str, str | None], list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.kind is EntityKind.PERSON:
            people[_surname(actor.name), actor.state].append(actor)
        for form in _forms(actor, gazetteer):
            groups[form].append(actor)
    for group in groups.values():
        yield from _joined(group, _BY_FORM, "name")
    for bearers in people.values():
        yield from _persons(bearers)


def _forms(actor: Actor, gazetteer: Gazetteer) -> Iterator[tuple[object, ...]]:
    """The keys under which another node with the same key is the same thing."""
    if actor.kind is EntityKind.OFFICE:
        if actor.home or actor.state:
            yield "office", office_words(actor.name), actor.home or actor.state
    elif actor.kind in BODIES:
        sort = _sort(actor.kind)
        for form, state in body_variants(actor.name, gazetteer):
            whose = state or actor.state
            if form != actor.name and whose is None:
                continue  # "Ministry of Defence" of nobody knows where
            yield sort, fold(form), whose if form != actor.name or whose else None
    elif actor.kind not in (EntityKind.PERSON, EntityKind.AGREEMENT):
        yield actor.kind, fold(actor.name), actor.state


def _persons(bearers: list[Actor]) -> Iterator[Merge]:
    """Full names that differ by initials, short forms or middle names, where each is like every other of the group."""
    words = {one.iri: person_words(one.name) for one in bearers if one.state is not None}
    full = [one for one in bearers if len(words.get(one.iri, ())) > 1]
    alike = {
        one.iri: frozenset(
            other.iri for other in full if person_likeness(words[one.iri], words[other.iri]) >= _LEAST_LIKE
        )
        for one in full
    }
    for group in sorted({frozenset(found) for found in alike.values()}, key=sorted):
        if all(alike[iri] == group for iri in group):
            yield from _joined([one for one in full if one.iri in group], _BY_PERSON, "name")


def _by_acronym(actors: Iterable[Actor]) -> Iterator[Merge]:
    """A body named only by an acronym is the one body for which an article spells that acronym out."""
    actors = [one for one in actors if one.kind in BODIES]
    owners: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        for short in actor.abbreviations:
            if short != actor.name and len(short) >= _SHORTEST and is_bound(short):
                owners[short].append(actor)
    for actor in actors:
        found = [one for one in owners.get(actor.name, ()) if one.state in (None, actor.state) or actor.state is None]
        if len(found) == 1 and len(owners[actor.name]) == 1:
            yield from _joined([actor, found[0]], _BY_ACRONYM, "acronym", best=found[0])


def _joined(group: list[Actor], confidence: float, method: str, *, best: Actor | None = None) -> Iterator[Merge]:
    if len(group) < 2 or any(len({qid for qid, _ in one.items}) > 1 for one in group):
        return
    if len({one.item for one in group if one.item}) > 1:
        return
    best = best or _best(group)
    for actor in group:
        yield Merge(actor.iri, best.iri, confidence, method)


def _best(group: Iterable[Actor]) -> Actor:
    """The one to keep: linked, named most often, with the longest name."""
    return min(group, key=lambda one: (one.item is None, -one.weight, -len(one.name), one.iri))


def _sort(kind: EntityKind) -> str:
    return "body" if kind in BODIES else kind.value


def _surname(name: str) -> str:
    words = person_words(name)
    return words[-1] if words else ""

"""One decision for every entity of an article: an item with a confidence, or none with the reason.

Candidates come from the gazetteer alone. Each is scored by how its name fits, whether it is the right kind of thing,
whether its state is the one the article ties to the name, and, for persons, by their offices and when they held them.
What is left undecided stays undecided: a wrong item is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.gazetteer import Gazetteer, Match, Record
from kg.linking import bodies, persons, weapons
from kg.linking.calibration import calibrated
from kg.linking.candidates import BODIES, Candidate, by_kind
from kg.linking.context import Context
from kg.linking.review import Decisions, review_lines
from kg.model import ArticleClaims, Entity, EntityKind, Link

__all__ = ["Linker", "choose"]

_DESCRIBED = frozenset({EntityKind.UNNAMED_ACTOR, EntityKind.PROPOSAL})
_READERS = {EntityKind.PERSON: persons.candidates, EntityKind.EQUIPMENT: weapons.candidates}
_LEAST = 0.3  # below it a candidate is the like-named thing of somebody else
_SURE = 0.85  # confidence in the item of a name that no situation speaks of
_BY_CONTEXT = ":context"
_MARGIN = 0.08  # two candidates closer than this are a draw


@dataclass(frozen=True, slots=True)
class Linker:
    """Links the entities of articles by a gazetteer.

    ``threshold`` is the least confidence of a link; ``decisions`` of persons win over everything.
    """

    gazetteer: Gazetteer
    threshold: float = 0.6
    decisions: Decisions = field(default_factory=Decisions)

    def link(self, claims: ArticleClaims) -> tuple[Link, ...]:
        """One decision per entity of the article, in the order of its entities."""
        context = Context.of(claims, self.gazetteer)
        found = tuple(self.decide(entity, context) for entity in claims.entities)
        return self.decisions.apply(claims, found) if self.decisions.items else found

    def with_mentioned(self, claims: ArticleClaims) -> tuple[ArticleClaims, tuple[Link, ...]]:
        """The claims with what else the article names among its entities, if its item is sure; and all decisions.

        A name of which nothing is said is worth nothing in a graph unless it is known what it names. What two
        articles may call alike gets what tells it apart: bodies their state, persons with namesakes their item.
        """
        context = Context.of(claims, self.gazetteer)
        decided = ((entity, self.decide(entity, context)) for entity in claims.mentioned)
        sure = {entity: link for entity, link in decided if link.qid is not None and link.confidence >= _SURE}
        links = (*self.link(claims), *sure.values())
        pairs = zip((*claims.entities, *sure), links, strict=True)
        entities = tuple(self._told_apart(entity, link) for entity, link in pairs)
        return replace(claims, entities=entities, mentioned=()), links

    def _told_apart(self, entity: Entity, link: Link) -> Entity:
        """The entity with what tells it from others of its name in other articles, lest two of them be one node.

        The state for a "Ministry of Defence", the item for one of two persons who are called David Johnston.
        """
        if entity.kind is EntityKind.PERSON and link.qid is not None:
            bearers = {record.qid for record in self.gazetteer.lookup(entity.name) if entity.kind in record.kinds}
            return replace(entity, qid=link.qid) if len(bearers) > 1 else entity
        if entity.country is not None or link.qid is None or not link.method.endswith(_BY_CONTEXT):
            return entity
        record = self.gazetteer.by_qid(link.qid) if entity.kind in BODIES else None
        return replace(entity, country=record.country) if record is not None else entity

    def review(self, claims: ArticleClaims) -> tuple[dict[str, str], ...]:
        """The lines of a review table for what is undecided in an article (see :mod:`kg.linking.review`)."""
        return self.lines(claims, self.link(claims))

    def lines(self, claims: ArticleClaims, links: tuple[Link, ...]) -> tuple[dict[str, str], ...]:
        """The lines of a review table for what is undecided in ``links``."""
        context = Context.of(claims, self.gazetteer)
        open_ = {link.entity for link in links if link.qid is None}
        candidates = {e.key: self.candidates(e, context) for e in claims.entities if e.key in open_}
        return tuple(review_lines(claims, links, candidates))

    def decide(self, entity: Entity, context: Context) -> Link:
        """The decision on one entity in its context."""
        if entity.kind in _DESCRIBED:
            return Link(entity.key, None, 1.0, "unnamed", "noCandidate")
        if entity.kind is EntityKind.STATE:
            return _state(entity, self.gazetteer)
        if entity.qid is not None:
            return Link(entity.key, entity.qid, 0.99, "given")
        found = self.candidates(entity, context)
        return choose(entity, found, self.threshold) or self._none(entity)

    def candidates(self, entity: Entity, context: Context) -> tuple[Candidate, ...]:
        """The candidates of one entity with their scores, best first: what a person would be shown."""
        read = _READERS.get(entity.kind, bodies.candidates)
        best: dict[tuple[str | None, str], Candidate] = {}
        for candidate in read(entity, context, self.gazetteer):
            if candidate.score < _LEAST:
                continue
            key = (candidate.record.qid, candidate.record.label)
            if key not in best or best[key].score < candidate.score:
                best[key] = candidate
        return tuple(sorted(best.values(), key=lambda c: (-c.score, -_weight(c.record), c.record.qid or "")))

    def _none(self, entity: Entity) -> Link:
        """No decision: nothing bears the name, or only things of other kinds do."""
        known = self.gazetteer.lookup(entity.name)
        reason = "wrongKind" if known and not any(by_kind(entity, record) for record in known) else "noCandidate"
        return Link(entity.key, None, 0.8, "gazetteer", reason)


def _state(entity: Entity, gazetteer: Gazetteer) -> Link:
    record = gazetteer.state(entity.name)
    if record is not None and record.qid and entity.qid in (None, record.qid):
        return Link(entity.key, record.qid, 0.99, f"gazetteer:{record.match}")
    if entity.qid is not None:
        return Link(entity.key, entity.qid, 0.95, "given")
    known = gazetteer.lookup(entity.name)
    return Link(entity.key, None, 0.8, "gazetteer", "wrongKind" if known else "noCandidate")


def choose(entity: Entity, found: tuple[Candidate, ...], threshold: float, *, method: str = "gazetteer") -> Link | None:
    """The decision between candidates, best first; None where there is none. ``method`` says where they come from."""
    if not found:
        return None
    close = [one for one in found if found[0].score - one.score < _MARGIN]
    best = next((one for one in close if _outshines_all(one, close)), None)
    if best is None:
        return Link(entity.key, None, round(1 - found[0].score / 2, 2), f"{method}:draw", "ambiguous")
    if best.record.qid is None:
        return Link(entity.key, None, round(best.score, 2), f"{method}:local", "noCandidate")
    if best.score < threshold:
        return Link(entity.key, None, round(1 - best.score, 2), f"{method}:weak", "ambiguous")
    measured = method == "gazetteer"  # of what Wikidata itself answers, no links have been judged
    confidence = calibrated(best.score) if measured else round(min(best.score, 0.95), 2)
    return Link(entity.key, best.record.qid, confidence, f"{method}:{best.how}")


def _outshines_all(one: Candidate, close: list[Candidate]) -> bool:
    return all(_outshines(one.record, other.record) for other in close if other is not one)


def _outshines(one: Record, other: Record) -> bool:
    """Of two things of one sort in one state, the better known, if it bears the name itself (not the army of 1895).

    A city and the land around it that is called so are of one sort: mostly the city of Dubai is meant.
    """
    alike = one.kind == other.kind or {*one.kinds, *other.kinds} == {EntityKind.PLACE}
    if one.country is None or one.country != other.country or not alike or one.match != Match.LABEL:
        return False
    is_namesake = one.kind == other.kind and other.match == Match.LABEL
    return _weight(one) > _weight(other) + is_namesake


def _weight(record: Record) -> int:
    return record.source.count("+")

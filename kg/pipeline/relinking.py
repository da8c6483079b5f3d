"""Links a graph that is already built: what is open is asked again, persons' decisions win, variants are joined."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import NetworkError
from kg.gazetteer import Gazetteer
from kg.linking import Linker, identity
from kg.linking.occurrences import occurrence_merges
from kg.linking.online import OnlineLinker
from kg.mapping import decision_statements, merge_statements
from kg.model import Entity, EntityKind, Link
from kg.pipeline.graph_file import GraphFile
from kg.pipeline.retelling import bearings, occurrences
from kg.pipeline.skeletons import Skeleton, skeletons
from kg.vocabulary import DEFCO, SKOS, WD

__all__ = ["Relinking", "actors", "open_lines", "relink"]

_MATCH, _VARIANT_OF = str(SKOS.exactMatch), str(DEFCO.variantOf)
_BEARINGS = frozenset({str(DEFCO.contradicts), str(DEFCO.corroborates)})
_ACROSS = (
    "?c ?d { ?c defco:contradicts|defco:corroborates ?d ; prov:wasDerivedFrom ?a . ?d prov:wasDerivedFrom ?b "
    "FILTER(?a != ?b) }"
)


@dataclass(slots=True)
class Relinking:
    """What was done: the skeletons with their new links, the merges, and how many links came and went.

    ``situations`` are the decisions that a situation of one article is that of another, with agreements that follow.
    ``trouble`` is what the network said where it gave no answer; what was decided until then stands.
    """

    articles: list[Skeleton] = field(default_factory=list)
    merges: tuple[identity.Merge, ...] = ()
    situations: tuple[identity.Merge, ...] = ()
    changes: Counter[str] = field(default_factory=Counter)
    trouble: str | None = None


def relink(
    graph: GraphFile, linker: Linker, *, online: OnlineLinker | None = None, again: bool = False, merge: bool = True
) -> Relinking:
    """Decide on every entity of the graph and write the decisions into it (in memory: ``graph.write`` keeps them).

    What was linked stays linked, unless ``again``; ``linker.decisions`` of persons, by the IRIs of articles and
    entities, win over everything. With ``online``, what is still open is asked there; when the network fails, the rest
    stays as it was. ``merge`` joins variants of one actor.
    """
    done = Relinking()
    for skeleton in skeletons(graph):
        links = _decided(skeleton, linker, again=again)
        if online is not None and done.trouble is None:
            try:
                links = online.link(skeleton.claims, links)
            except NetworkError as error:
                done.trouble = str(error)
        links = linker.decisions.apply(skeleton.claims, links)
        done.changes.update(_changes(skeleton.links, links))
        done.articles.append(Skeleton(skeleton.claims, links))
    if merge:
        decided = _together(linker)
        done.merges = identity.merges(actors(done.articles, linker.gazetteer), linker.gazetteer, decided)
        counted = {one.variant: one.canonical for one in done.merges}
        done.situations = occurrence_merges(occurrences(graph, counted), decided)
    _write(graph, done)
    return done


def _decided(skeleton: Skeleton, linker: Linker, *, again: bool) -> tuple[Link, ...]:
    """The decisions of the graph where they stand, the linker's where there are none or it shall look again."""
    fresh = {link.entity: link for link in linker.link(skeleton.claims)}
    if again:
        return tuple(fresh.values())
    kept = {link.entity: link for link in skeleton.links if link.method != "person"}
    links = {**fresh, **kept}
    return tuple(links[entity.key] for entity in skeleton.claims.entities)


def _changes(old: Iterable[Link], new: Iterable[Link]) -> Iterator[str]:
    before = {link.entity: link.qid for link in old}
    for link in new:
        was = before.get(link.entity)
        if was != link.qid:
            yield "withdrawn" if link.qid is None else "linked" if was is None else "changed"


def _together(linker: Linker) -> Mapping[str, str | None]:
    """Persons' decisions on merges: lines on every article whose item is another node, or none."""
    return {
        entity: target if target and ":" in target else None
        for (article, entity), target in linker.decisions.items.items()
        if article == identity.MERGE
    }


def actors(articles: Iterable[Skeleton], gazetteer: Gazetteer) -> tuple[identity.Actor, ...]:
    """Everybody and everything the articles name, each once, with all that was decided on it."""
    entities: dict[str, Entity] = {}
    items: defaultdict[str, dict[str, float]] = defaultdict(dict)
    weight: Counter[str] = Counter()
    homes: dict[str, str] = {}
    served: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for entity in article.claims.entities:
            entities[entity.key] = entity
            weight[entity.key] += 1
        for link in article.links:
            if link.qid is not None:
                known = items[link.entity]
                known[link.qid] = max(link.confidence, known.get(link.qid, 0.0))
        for held in article.claims.situations:
            for organization in held.roles.get("organization", ()):
                if isinstance(organization, Entity):
                    homes.update((one.key, organization.key) for one in _entities(held.roles.get("office", ())))
                    for holder in _entities(held.roles.get("holder", ())):
                        served[holder.key] |= {_state(organization, gazetteer) or organization.name}
    return tuple(
        identity.Actor(
            iri,
            entity.kind,
            entity.name,
            abbreviations=tuple(filter(None, (entity.abbreviation,))),
            state=_state(entity, gazetteer) or (min(served[iri]) if len(served[iri]) == 1 else None),
            home=homes.get(iri),
            items=tuple(sorted(items[iri].items())),
            weight=weight[iri],
        )
        for iri, entity in sorted(entities.items())
    )


def _entities(fillers: Iterable[object]) -> Iterator[Entity]:
    return (filler for filler in fillers if isinstance(filler, Entity))


def _state(entity: Entity, gazetteer: Gazetteer) -> str | None:
    if entity.country is None or entity.kind is EntityKind.STATE:
        return None
    record = gazetteer.state(entity.country)
    return record.label if record else entity.country


def _write(graph: GraphFile, done: Relinking) -> None:
    identifiers = graph.identifiers
    old = {identifiers.link(link.entity, article=one.iri) for one in done.articles for link in one.links}
    old.update(decision for (decision,) in graph.rows("?d { ?d a defco:IdentityDecision }"))
    linked = {link.entity for one in done.articles for link in one.links}
    across = {(claim, other) for claim, other in graph.rows(_ACROSS)}
    graph.remove(
        lambda s, p, o: (
            s in old
            or p == _VARIANT_OF
            or (p == _MATCH and s in linked and o.startswith(str(WD)))
            or (p in _BEARINGS and (s, o) in across)
        )
    )
    graphs = graph.article_graphs()
    for one in done.articles:
        place = graphs.get(one.iri)
        for link in one.links:
            graph.add(decision_statements(link.entity, link, article=one.iri, identifiers=identifiers), graph=place)
    apart = f"{graph.base}graph/identity"
    graph.add(bearings(graph, {merge.variant: merge for merge in done.situations}), graph=apart)
    for merge in (*done.merges, *done.situations):
        graph.add(
            merge_statements(
                merge.variant,
                merge.canonical,
                confidence=merge.confidence,
                method=merge.method,
                identifiers=identifiers,
            ),
            graph=apart,
        )


def open_lines(done: Relinking, linker: Linker) -> Iterator[dict[str, str]]:
    """The lines of a review table: what is open with its candidates, and the merges that no person has looked at."""
    for skeleton in done.articles:
        yield from linker.lines(skeleton.claims, skeleton.links)
    names = {entity.key: entity for skeleton in done.articles for entity in skeleton.claims.entities}
    for merge in (*done.merges, *done.situations):
        if merge.method != "person":
            variant, canonical = names.get(merge.variant), names.get(merge.canonical)
            yield {
                "article": identity.MERGE,
                "entity": merge.variant,
                "kind": variant.kind.value if variant else "Situation",
                "name": variant.name if variant else merge.variant.rsplit("/", 1)[-1],
                "context": "one with the item in this line? x keeps them together, none apart",
                "reason": merge.method,
                "item": merge.canonical,
                "label": canonical.name if canonical else merge.canonical.rsplit("/", 1)[-1],
                "state": (canonical.country or "") if canonical else "",
                "score": f"{merge.confidence:.2f}",
                "decision": "",
            }

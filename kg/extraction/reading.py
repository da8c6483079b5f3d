"""Reads one article: puts the parts of the extraction together, and collects what they found as one value."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from spacy.tokens import Doc, Token

from kg.extraction.acting_for import states_acted_for
from kg.extraction.actors import Actors
from kg.extraction.agreements import Agreements
from kg.extraction.attribution import source_of
from kg.extraction.confidence import assessed
from kg.extraction.context import Context, Refused
from kg.extraction.coreference import Coreference
from kg.extraction.entities import Entities
from kg.extraction.name_resolution import read_entities
from kg.extraction.office_holders import office_holdings, posts_of
from kg.extraction.offices import offices
from kg.extraction.rule_groups import RuleGroup
from kg.extraction.situations import situations
from kg.gazetteer import Gazetteer
from kg.model import Article, ArticleClaims, Entity, Situation

__all__ = ["entities_of", "extract"]


def extract(
    doc: Doc,
    article: Article,
    gazetteer: Gazetteer,
    *,
    without: Collection[RuleGroup] = (),
    refused: list[Refused] | None = None,
) -> ArticleClaims:
    """Everything that ``article``, parsed as ``doc`` (``doc.text == article.text``), says about situations.

    ``without`` names groups of rules that are not run. ``refused`` takes the words that nearly told a situation, each
    with what it lacked, for the analysis of errors.
    """
    aliases = (doc._.aliases if doc.has_extension("aliases") else None) or {}
    entities = read_entities(doc, article, gazetteer, aliases=aliases, corrected=RuleGroup.GAZETTEER not in without)
    posts = tuple(posts_of(entities, offices(doc)))
    states = states_acted_for(entities, [post for post, _ in posts])
    held: dict[str, tuple[str, ...]] = {}
    for post, _mention in posts:
        held[post.holder.key] = (*held.get(post.holder.key, ()), post.office)
    coreference = Coreference(
        entities,
        states=states,
        posts=held,
        speaker=lambda token: _speaker(entities, token),
        resolves=RuleGroup.COREFERENCE not in without,
    )
    actors = Actors(entities, [post for post, _ in posts], coreference, states)
    agreements = Agreements(entities, actors, dict(aliases))
    context = Context(doc, article, entities, actors, agreements, refused, dated=RuleGroup.TIMES not in without)
    told = situations(context)
    found = assessed((*told, *office_holdings(posts, states))) if told or context.is_on_defence else ()
    spoken_of = entities_of(found)
    return ArticleClaims(article, spoken_of, found, _others(entities, spoken_of) if found else ())


def _speaker(entities: Entities, token: Token) -> Entity | None:
    attribution = source_of(token)
    if attribution is None or attribution.source is None:
        return None
    return next((e for t in reversed(list(attribution.source)) if (e := entities.at(t)) is not None), None)


def entities_of(found: Iterable[Situation]) -> tuple[Entity, ...]:
    """The entities that the situations speak of, each once, in order of first use."""
    entities: dict[str, Entity] = {}

    def add(entity: Entity | None) -> None:
        if entity is None or entity.key in entities:
            return
        entities[entity.key] = entity
        for other in (entity.instantiates, *entity.parties):
            add(other)

    for situation in found:
        for fillers in situation.roles.values():
            for filler in fillers:
                add(filler if isinstance(filler, Entity) else None)
        for claim in situation.claims:
            for source in (claim.asserted_by, *claim.relayed_by):
                add(source)
    return tuple(entities.values())


def _others(entities: Entities, spoken_of: Iterable[Entity]) -> tuple[Entity, ...]:
    """What the article names and no situation speaks of."""
    known = {entity.key for entity in spoken_of}
    return tuple(entity for entity in entities.all() if entity.key not in known)

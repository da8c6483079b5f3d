"""Reads one article: puts the parts of the extraction together, and collects what they found as one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Doc, Span, Token

from kg.extraction.actors import Actors, Post
from kg.extraction.agreements import Agreements
from kg.extraction.attribution import source_of
from kg.extraction.confidence import assessed
from kg.extraction.context import Context, Refused
from kg.extraction.coreference import Coreference
from kg.extraction.entities import Entities, evidence, name_of, read_entities
from kg.extraction.offices import OfficeMention, offices
from kg.extraction.phrases import lemma
from kg.extraction.situations import situations
from kg.extraction.syntax import compounds, modifiers
from kg.gazetteer import Gazetteer
from kg.model import (
    Article,
    ArticleClaims,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Filler,
    Polarity,
    Situation,
    Temporality,
)

__all__ = ["entities_of", "extract"]


def extract(doc: Doc, article: Article, gazetteer: Gazetteer, *, refused: list[Refused] | None = None) -> ArticleClaims:
    """Everything that ``article``, parsed as ``doc`` (``doc.text == article.text``), says about situations.

    ``refused`` takes the words that nearly told a situation, each with what it lacked, for the analysis of errors.
    """
    aliases = (doc._.aliases if doc.has_extension("aliases") else None) or {}
    entities = read_entities(doc, article, gazetteer, aliases=aliases)
    posts = tuple(_posts(entities, offices(doc)))
    states = {**_states_of_counterparts(entities), **_states_acted_for(entities, posts)}
    held: dict[str, tuple[str, ...]] = {}
    for post, _mention in posts:
        held[post.holder.key] = (*held.get(post.holder.key, ()), post.office)
    coreference = Coreference(entities, states=states, posts=held, speaker=lambda token: _speaker(entities, token))
    actors = Actors(entities, [post for post, _ in posts], coreference, states)
    agreements = Agreements(entities, actors, dict(aliases))
    context = Context(doc, article, entities, actors, agreements, refused)
    told = situations(context)
    found = assessed((*told, *_office_holdings(posts, states))) if told or context.is_on_defence else ()
    spoken_of = entities_of(found)
    return ArticleClaims(article, spoken_of, found, _others(entities, spoken_of) if found else ())


def _posts(entities: Entities, mentions: Iterable[OfficeMention]) -> Iterable[tuple[Post, OfficeMention]]:
    for mention in mentions:
        holder = next((e for t in mention.holder if (e := entities.at(t)) is not None), None)
        if holder is None or holder.kind is not EntityKind.PERSON:
            continue
        spans = [mention.holder, mention.office, *([mention.organization] if mention.organization is not None else [])]
        office, demonym = _without_demonym(entities, mention.office)
        organization = (
            demonym if mention.organization is None and demonym else _organization(entities, mention.organization)
        )
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if end - start > 2 * sum(len(s) for s in spans) + 4:
            start, end = mention.holder.start, mention.holder.end
        yield Post(holder, name_of(office.text), organization, start, end), mention


def _without_demonym(entities: Entities, office: Span) -> tuple[Span, Entity | None]:
    """The office without the state that it is an office of, and that state ("Slovenian Defence Minister")."""
    state = entities.state(office[0].text) if len(office) > 1 else None
    return (office[1:], state) if state is not None else (office, None)


def _organization(entities: Entities, span: Span | None) -> Entity | None:
    if span is None:
        return entities.home
    state = entities.state(name_of(span.text))
    if state is not None:
        return state
    inside = next((e for t in reversed(list(span)) if (e := entities.at(t)) is not None), None)
    if inside is not None and inside.kind.is_actor and inside.kind is not EntityKind.PERSON:
        return inside
    if inside is not None and inside.key in entities.capitals:
        return entities.capitals[inside.key]
    name = name_of(span.text)
    return Entity(f"Organization:{name}", name, EntityKind.ORGANIZATION)


def _states_acted_for(entities: Entities, posts: Sequence[tuple[Post, OfficeMention]]) -> Mapping[str, Entity]:
    states: dict[str, Entity] = {}
    for post, _ in posts:
        organization = post.organization
        if organization is None:
            continue
        state = organization if organization.kind is EntityKind.STATE else entities.state(organization.country or "")
        if state is not None:
            states.setdefault(post.holder.key, state)
    return states


def _states_of_counterparts(entities: Entities) -> Mapping[str, Entity]:
    """The states of those called somebody's counterpart: Latvia's in "his Latvian counterpart, Andris Kalnins"."""
    states: dict[str, Entity] = {}
    for token in entities.doc:
        if lemma(token) != "counterpart":
            continue
        named = [e for t in (*modifiers(token), *compounds(token)) if (e := entities.at(t)) is not None]
        after = entities.within(token.i + 1, min(token.i + 8, token.sent.end))
        near = [m.entity for m in after if m.start < token.i + 5]
        person = next((e for e in near[:1] if e.kind is EntityKind.PERSON), None)
        state = next((e for e in named if e.kind is EntityKind.STATE), None)
        if person is not None and state is not None:
            states.setdefault(person.key, state)
    return states


def _speaker(entities: Entities, token: Token) -> Entity | None:
    attribution = source_of(token)
    if attribution is None or attribution.source is None:
        return None
    return next((e for t in reversed(list(attribution.source)) if (e := entities.at(t)) is not None), None)


def _office_holdings(posts: Sequence[tuple[Post, OfficeMention]], states: Mapping[str, Entity]) -> Iterable[Situation]:
    """One condition for each office that somebody is said to hold, with a quote for every mention."""
    found: dict[tuple[str, str], tuple[Post, list[Evidence], Temporality]] = {}
    for post, mention in posts:
        key = post.holder.key, post.office.casefold()
        quote = evidence(mention.holder.doc[post.start : post.end])
        when = Temporality.PAST if getattr(mention, "former", False) else Temporality.ONGOING
        if key in found:
            found[key][1].append(quote)
        else:
            found[key] = post, [quote], when
    for number, (post, quotes, when) in enumerate(found.values(), start=1):
        organization = post.organization or states.get(post.holder.key)
        office = Entity(
            f"Office:{post.office}:{organization.name if organization else ''}", post.office, EntityKind.OFFICE
        )
        roles: dict[str, tuple[Filler, ...]] = {"holder": (post.holder,), "office": (office,)}
        if organization is not None:
            roles["organization"] = (organization,)
        claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, when, tuple(sorted(set(quotes))), rule="offices")
        yield Situation(f"o{number}", "OfficeHolding", roles, (claim,))


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

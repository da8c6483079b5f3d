"""What a graph says of each of its articles, as the values that linking reads: entities, offices, decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.model import (
    Article,
    ArticleClaims,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Link,
    Polarity,
    Situation,
    Temporality,
)
from kg.pipeline.graph_file import GraphFile
from kg.vocabulary import DEFCO, WD

__all__ = ["Skeleton", "skeletons"]

_KINDS = {str(DEFCO[kind.value]): kind for kind in EntityKind}
_OF_OFFICE = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, ())
_QUOTES = 8  # enough to show a person what is meant


@dataclass(frozen=True, slots=True)
class Skeleton:
    """One article of a graph: its claims as far as linking needs them, with IRIs as keys, and its decisions.

    The article's text is its title and what is quoted of it.
    """

    claims: ArticleClaims
    links: tuple[Link, ...]

    @property
    def iri(self) -> str:
        """The IRI of the article."""
        return self.claims.article.id


def skeletons(graph: GraphFile) -> Iterator[Skeleton]:
    """The articles of a graph in the order of their IRIs."""
    entities = _entities(graph)
    named = _grouped(graph.rows("?a ?e { ?a a defco:Article ; schema:mentions ?e }"))
    offices, decisions, texts = _offices(graph, entities), _decisions(graph), _texts(graph)
    for iri, title, date in graph.rows(
        "?a (SAMPLE(?t) AS ?title) (SAMPLE(STR(?d)) AS ?date) { ?a a defco:Article "
        "OPTIONAL { ?a dcterms:title ?t } OPTIONAL { ?a dcterms:issued ?d } } GROUP BY ?a"
    ):
        article = Article(iri, "\n".join((title, *texts.get(iri, ()))), date or None)
        found = tuple(_mentioned(entities[e], article.text) for e in named.get(article.id, ()) if e in entities)
        held = tuple(one for one in offices.get(article.id, ()))
        yield Skeleton(ArticleClaims(article, found, held), tuple(decisions.get(article.id, ())))


def _entities(graph: GraphFile) -> Mapping[str, Entity]:
    labels = _grouped(graph.rows("?e ?l { [] schema:mentions ?e . ?e rdfs:label ?l }"))
    aliases = _grouped(graph.rows("?e ?l { [] schema:mentions ?e . ?e skos:altLabel ?l }"))
    short = _grouped(graph.rows("?e ?l { [] schema:mentions ?e . ?e defco:abbreviation ?l }"))
    states = _grouped(graph.rows("?e ?l { [] schema:mentions ?e . ?e defco:country/rdfs:label ?l }"))
    found: dict[str, Entity] = {}
    for iri, kind in graph.rows("?e ?k { [] schema:mentions ?e . ?e a ?k }"):
        if kind in _KINDS and iri in labels:
            name, *others = labels[iri]
            found[iri] = Entity(
                iri,
                name,
                _KINDS[kind],
                aliases=(*others, *aliases.get(iri, ())),
                country=next(iter(states.get(iri, ())), None),
                abbreviation=next(iter(short.get(iri, ())), None),
            )
    return found


def _mentioned(entity: Entity, text: str) -> Entity:
    """The entity with the places of its name in the quotes."""
    mentions, at = [], text.find(entity.name)
    while at >= 0:
        mentions.append(Evidence(at, at + len(entity.name), entity.name))
        at = text.find(entity.name, at + len(entity.name))
    return Entity(
        entity.key,
        entity.name,
        entity.kind,
        aliases=entity.aliases,
        country=entity.country,
        abbreviation=entity.abbreviation,
        mentions=tuple(mentions),
    )


def _offices(graph: GraphFile, entities: Mapping[str, Entity]) -> Mapping[str, list[Situation]]:
    found: defaultdict[str, list[Situation]] = defaultdict(list)
    for situation, article, holder, office, organization in graph.rows(
        "?s ?a ?h ?o ?g { ?s defco:situationType defco:OfficeHolding ; defco:holder ?h ; defco:office ?o . "
        "?c defco:about ?s ; prov:wasDerivedFrom ?a OPTIONAL { ?s defco:organization ?g } }"
    ):
        if holder in entities and office in entities:
            roles = {
                "holder": (entities[holder],),
                "office": (entities[office],),
                "organization": (entities[organization],) if organization in entities else (),
            }
            found[article].append(Situation(situation, "OfficeHolding", roles, (_OF_OFFICE,)))
    return found


def _decisions(graph: GraphFile) -> Mapping[str, list[Link]]:
    found: defaultdict[str, list[Link]] = defaultdict(list)
    for entity, article, method, confidence, target, reason in graph.rows(
        "?e ?a ?m ?c ?t ?r { ?d defco:linkFor ?e ; prov:wasDerivedFrom ?a ; defco:linkMethod ?m . "
        "OPTIONAL { ?d defco:linkConfidence ?c } OPTIONAL { ?d defco:linkTarget ?t } "
        "OPTIONAL { ?d defco:linkReason ?r } }"
    ):
        qid = target.removeprefix(str(WD)) if target else None
        why = reason.removeprefix(str(DEFCO)) if reason else None
        found[article].append(Link(entity, qid, float(confidence or 0), method, why))
    return found


def _texts(graph: GraphFile) -> Mapping[str, list[str]]:
    """The quotes of each article with what stands around them, in the order of the text."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for article, _, prefix, exact, suffix in graph.rows(
        "?a ?n ?p ?x ?s { ?e oa:hasSource ?a ; oa:hasSelector ?w, ?o . ?w oa:exact ?x . ?o oa:start ?i "
        "BIND(SUBSTR(CONCAT('0000000', STR(?i)), STRLEN(STR(?i)) + 1) AS ?n) "
        "OPTIONAL { ?w oa:prefix ?p } OPTIONAL { ?w oa:suffix ?s } }"
    ):
        found[article][" ".join(f"{prefix}{exact}{suffix}".split())] = None
    return {article: list(quotes)[:_QUOTES] for article, quotes in found.items()}


def _grouped(rows: tuple[tuple[str, ...], ...]) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in rows:
        found[one].append(other)
    return found

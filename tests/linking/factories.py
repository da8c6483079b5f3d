"""Articles for the linker, built without reading any text."""

from kg.model import (
    Article,
    ArticleClaims,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Polarity,
    Situation,
    Temporality,
)

CLAIM = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, ())


def entity(name: str, kind: EntityKind, country: str | None = None, **more: object) -> Entity:
    return Entity(f"{kind}:{name}", name, kind, country=country, **more)


def states(*names: str) -> tuple[Entity, ...]:
    return tuple(entity(name, EntityKind.STATE) for name in names)


def office(holder: Entity, title: str, of: Entity | None = None) -> Situation:
    roles = {"holder": (holder,), "office": (title,), "organization": (of,) if of else ()}
    return Situation(f"{holder.key}/{title}", "OfficeHolding", roles, (CLAIM,))


def article(*entities: Entity, date: str | None = "2021-06-01", offices: tuple[Situation, ...] = ()) -> ArticleClaims:
    return ArticleClaims(Article("a", "\n", date), entities, offices)

"""The frozen values that an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "Decision",
    "EntityExplanation",
    "ExplainedClaim",
    "Explanation",
    "Identity",
    "Named",
    "Participation",
    "Quote",
    "Role",
    "SituationExplanation",
]


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A thing with its label; ``iri`` is None for a literal."""

    label: str
    iri: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of an article, with what stands around them in it as far as the graph knows.

    ``start`` and ``end`` are code points of the article's stored text, half-open.
    """

    article: Named
    start: int
    end: int
    exact: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a situation (local name of the property) and who or what fills it."""

    name: str
    fillers: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """One claim: the local names of its values, who asserts and relays it, and its quotes.

    ``sources`` is empty where the article itself says it. ``contradicts`` are the IRIs of claims.
    """

    iri: str
    polarity: str
    certainty: str
    temporality: str
    sources: tuple[Named, ...]
    relays: tuple[Named, ...]
    confidence: str | None
    rule: str | None
    contradicts: tuple[str, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """Why two nodes are one: ``variant`` is decided to be ``canonical``."""

    variant: Named
    canonical: Named
    method: str
    confidence: str


@dataclass(frozen=True, slots=True)
class SituationExplanation:
    """A situation: its type, whether some claim settles it, when it is, its roles and all its claims.

    ``identities`` join it with tellings of it in other articles, whose claims are among the ``claims``.
    """

    iri: str
    type: str
    settled: bool
    when: str | None
    until: str | None
    roles: tuple[Role, ...]
    claims: tuple[ExplainedClaim, ...]
    identities: tuple[Identity, ...] = ()


@dataclass(frozen=True, slots=True)
class Participation:
    """A situation in which an entity has a role, or that was read out of an article (no role then)."""

    role: str
    situation: str
    type: str
    settled: bool
    when: str | None
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Why an entity is an item or none, in one article: ``item`` is the IRI of the item, else ``reason`` is set."""

    article: Named
    item: str
    reason: str
    method: str
    confidence: str


@dataclass(frozen=True, slots=True)
class EntityExplanation:
    """An entity or article: its names, its classes (local names), its matches elsewhere and the situations it is in.

    ``decisions`` are those on its item, ``identities`` those that join it with other nodes.
    ``details`` are its other properties in the ontology (country, parties, what it renews), in the shape of roles.
    """

    iri: str
    label: str
    other_names: tuple[str, ...]
    classes: tuple[str, ...]
    matches: tuple[str, ...]
    details: tuple[Role, ...]
    situations: tuple[Participation, ...]
    decisions: tuple[Decision, ...] = ()
    identities: tuple[Identity, ...] = ()


Explanation: TypeAlias = SituationExplanation | EntityExplanation

"""Claims: who says of a situation what, where in the text, and which claims bear on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Final

from kg.mapping.articles import evidence_statements, is_quoted
from kg.mapping.entities import Entities
from kg.mapping.numbers import decimal
from kg.mapping.scope import TYPE, Scope, term
from kg.model import Certainty, Claim, EntityKind, Polarity, Situation, Temporality
from kg.terms import Statement, Value
from kg.vocabulary import PROV

__all__ = ["ClaimNode", "bearing_statements", "claim_statements", "quoted_claims"]

_DERIVED_FROM: Final = str(PROV.wasDerivedFrom)
_GENERATED_BY: Final = str(PROV.wasGeneratedBy)


@dataclass(frozen=True, slots=True)
class ClaimNode:
    """A claim with its IRI and those of its sources."""

    iri: str
    claim: Claim
    source: str | None
    relays: frozenset[str]


def quoted_claims(situation: Situation, scope: Scope) -> tuple[Claim, ...]:
    """The claims of ``situation`` with the evidence that stands in the text; the others are reported and left out.

    A claim without a quote is nobody's: it is not written.
    """
    kept = []
    for claim in situation.claims:
        quotes = tuple(sorted({quote for quote in claim.evidence if is_quoted(quote, scope.article)}))
        for quote in claim.evidence:
            if quote not in quotes:
                scope.refuse(f"“{quote.exact}” does not stand at {quote.start} to {quote.end}; the quote is left out")
        if quotes:
            kept.append(replace(claim, evidence=quotes))
        else:
            scope.refuse(f"a claim on a {situation.type} has no quote in the text; it is left out")
    return tuple(kept)


def claim_statements(
    situation: str, claims: Sequence[Claim], entities: Entities, run: str, scope: Scope
) -> Iterator[Statement]:
    """All claims on the situation with the IRI ``situation``, their evidence, and how they bear on each other."""
    nodes = _nodes(situation, claims, entities, scope)
    for node in nodes:
        yield from _claim(node, situation, run, scope)
    # sources that speak in a copy have spoken already, in the text it repeats
    yield from bearing_statements(permutations(nodes, 2), corroborated=scope.article.copy_of is None)


def bearing_statements(
    pairs: Iterable[tuple[ClaimNode, ClaimNode]], *, corroborated: bool = True
) -> Iterator[Statement]:
    """How the first claim of each pair bears on the second, both being about one situation."""
    for one, other in pairs:
        if _contradict(one.claim, other.claim):
            yield one.iri, term("contradicts"), other.iri
        if corroborated and _corroborate(one, other):
            yield one.iri, term("corroborates"), other.iri


def _nodes(situation: str, claims: Sequence[Claim], entities: Entities, scope: Scope) -> list[ClaimNode]:
    """One node for every claim; of two that differ in nothing but the rule, the more trusted one."""
    nodes: dict[str, ClaimNode] = {}
    for claim in sorted(claims, key=lambda claim: (-claim.confidence, claim.rule)):
        source = entities.iri(claim.asserted_by) if claim.asserted_by is not None else None
        relays = [*(entities.iri(relay) for relay in claim.relayed_by), *_reprinted_by(scope)]
        places = [(quote.start, quote.end) for quote in claim.evidence]
        values = (claim.polarity, claim.certainty, claim.temporality)
        iri = scope.identifiers.claim(values, source, relays, places, situation=situation)
        nodes.setdefault(iri, ClaimNode(iri, claim, source, frozenset(relays)))
    return list(nodes.values())


def _reprinted_by(scope: Scope) -> list[str]:
    """The paper that repeats another's text: it relays whatever stands there."""
    publisher = " ".join((scope.article.publisher or "").split())
    if scope.article.copy_of is None or not publisher:
        return []
    return [scope.identifiers.named(EntityKind.NEWS_SOURCE, publisher)]


def _claim(node: ClaimNode, situation: str, run: str, scope: Scope) -> Iterator[Statement]:
    iri, claim = node.iri, node.claim
    yield iri, TYPE, term("Claim")
    yield iri, term("about"), situation
    yield iri, term("polarity"), term(claim.polarity)
    yield iri, term("certainty"), term(claim.certainty)
    yield iri, term("temporality"), term(claim.temporality)
    if node.source is not None:
        yield iri, term("assertedBy"), node.source
    for relay in node.relays:
        yield iri, term("relayedBy"), relay
    for quote in claim.evidence:
        yield iri, term("evidence"), scope.identifiers.evidence("text", quote.start, quote.end, article=scope.iri)
        yield from evidence_statements(quote, scope)
    confidence = decimal(claim.confidence, at_most=1)
    if confidence is not None:
        yield iri, term("extractionConfidence"), confidence
    else:
        scope.refuse(f"{claim.confidence} is no confidence between 0 and 1; it is left out")
    if claim.rule:
        yield iri, term("rule"), Value(claim.rule)
    yield iri, _DERIVED_FROM, scope.iri
    yield iri, _GENERATED_BY, run


def _contradict(one: Claim, other: Claim) -> bool:
    """True if one claim says that the situation is so and the other that it is not.

    "It has not been signed" does not contradict "it will be signed". Of one and the same past, "it was signed" and "it
    may have been signed, nobody announced it" bear on each other as well: the second withholds what the first asserts.
    """
    if _withholds(one, other) or _withholds(other, one):
        return True
    if {one.polarity, other.polarity} != {Polarity.AFFIRMED, Polarity.NEGATED}:
        return False
    affirmed, negated = (one, other) if one.polarity is Polarity.AFFIRMED else (other, one)
    return affirmed.temporality is not Temporality.FUTURE or negated.temporality is not Temporality.PAST


def _withholds(one: Claim, other: Claim) -> bool:
    past = one.temporality is other.temporality is Temporality.PAST
    unsure = one.polarity is Polarity.UNDETERMINED or one.certainty is Certainty.POSSIBLE
    return past and unsure and other.is_settled


def _corroborate(one: ClaimNode, other: ClaimNode) -> bool:
    """True if two named sources say the same, neither of them by way of the other.

    The article's own voice corroborates nobody: a headline sums up what the sources below it say.
    """
    if one.source is None or other.source is None or one.source == other.source:
        return False
    if one.source in other.relays or other.source in one.relays:
        return False
    return _values(one.claim) == _values(other.claim) and one.claim.polarity is not Polarity.UNDETERMINED


def _values(claim: Claim) -> tuple[str, str, str]:
    return claim.polarity, claim.certainty, claim.temporality

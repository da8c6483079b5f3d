"""Explanations as lines of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.explanation.values import EntityExplanation, ExplainedClaim, Explanation, Named, Quote, SituationExplanation

__all__ = ["render"]

_INDENT: Final = "  "


def render(explanation: Explanation) -> tuple[str, ...]:
    """Lines for a person, without line ends. A quote stands in » « within its sentence."""
    if isinstance(explanation, EntityExplanation):
        return tuple(_entity(explanation))
    return tuple(_situation(explanation))


def _situation(situation: SituationExplanation) -> Iterator[str]:
    settled = "settled: some source says it is so" if situation.settled else "not settled: no source says it is so"
    yield f"{_words(situation.type)} ({settled})"
    yield f"{_INDENT}{situation.iri}"
    if situation.when:
        until = f" to {situation.until}" if situation.until else ""
        yield f"{_INDENT}when: {situation.when}{until}"
    for role in situation.roles:
        yield f"{_INDENT}{_words(role.name)}: {_listed(role.fillers)}"
    yield from _identities(situation)
    for number, claim in enumerate(situation.claims, start=1):
        yield ""
        yield from _claim(claim, number, situation.claims)


def _claim(claim: ExplainedClaim, number: int, claims: tuple[ExplainedClaim, ...]) -> Iterator[str]:
    source = _listed(claim.sources) or "the article itself"
    relays = f", relayed by {_listed(claim.relays)}" if claim.relays else ""
    yield f"Claim {number}: {claim.polarity}, {claim.certainty}, {claim.temporality}; source: {source}{relays}"
    numbers = {other.iri: str(place) for place, other in enumerate(claims, start=1)}
    if claim.contradicts:
        yield f"{_INDENT}contradicts claim {', '.join(numbers.get(iri, iri) for iri in claim.contradicts)}"
    for quote in claim.quotes:
        yield f"{_INDENT}{_quoted(quote)}"
        yield f"{_INDENT * 2}{quote.article.label}, code points {quote.start} to {quote.end}"
    if claim.confidence or claim.rule:
        read = [f"confidence {claim.confidence}"] if claim.confidence else []
        yield f"{_INDENT}read with {', '.join([*read, *([f'rule {claim.rule}'] if claim.rule else [])])}"


def _quoted(quote: Quote) -> str:
    return f"{quote.before}»{' '.join(quote.exact.split())}«{quote.after}".strip()


def _entity(entity: EntityExplanation) -> Iterator[str]:
    kinds = ", ".join(_words(name) for name in entity.classes)
    yield f"{entity.label} ({kinds})" if kinds else entity.label
    yield f"{_INDENT}{entity.iri}"
    if entity.other_names:
        yield f"{_INDENT}also: {', '.join(entity.other_names)}"
    for match in entity.matches:
        yield f"{_INDENT}matches: {match}"
    for decision in entity.decisions:
        outcome = f"is {decision.item}" if decision.item else f"no item ({_words(decision.reason)})"
        how = f"{decision.method}, confidence {decision.confidence}"
        yield f"{_INDENT}link: {outcome} by {how}, in “{decision.article.label}”"
    yield from _identities(entity)
    for detail in entity.details:
        yield f"{_INDENT}{_words(detail.name)}: {_listed(detail.fillers)}"
    yield f"{_INDENT}situations: {len(entity.situations)}"
    for part in entity.situations:
        settled = "settled" if part.settled else "not settled"
        when = f" {part.when}" if part.when else ""
        others = f"; with {', '.join(part.others)}" if part.others else ""
        yield ""
        role = f", as {_words(part.role)}" if part.role else ""
        yield f"{_words(part.type)}{when} ({settled}){role}{others}"
        yield f"{_INDENT}{part.situation}"


def _identities(thing: Explanation) -> Iterator[str]:
    for identity in thing.identities:
        is_variant = identity.variant.iri == thing.iri
        other = identity.canonical if is_variant else identity.variant
        way = "a variant of" if is_variant else "joined with"
        yield f"{_INDENT}{way}: {other.label}, by {identity.method}, confidence {identity.confidence}"
        yield f"{_INDENT * 2}{other.iri}"
        yield f"{_INDENT * 2}to keep them apart: kg link GRAPH --split '{identity.variant.iri}'"


def _listed(things: Iterable[Named]) -> str:
    return ", ".join(thing.label for thing in things)


def _words(name: str) -> str:
    """``concernsAgreement`` as ``concerns agreement``, ``ArmsTransfer`` as ``arms transfer``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower() if "/" not in name else name

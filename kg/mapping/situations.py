"""Situations: what kind of thing a claim is about, who takes part in it, when it is placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kg.mapping.dates import time_statements
from kg.mapping.entities import Entities
from kg.mapping.numbers import decimal
from kg.mapping.scope import LABEL, TYPE, Scope, term
from kg.model import Amount, Claim, Entity, EntityKind, Filler, Situation
from kg.terms import Statement, Value

__all__ = ["situation_iri", "situation_statements"]

#: Roles whose fillers are literals; the fillers of all others are things.
_LITERAL_ROLES: Final = frozenset({"amount", "name"})


def situation_iri(situation: Situation, claims: Sequence[Claim], entities: Entities, scope: Scope) -> str:
    """The IRI of ``situation`` by its roles, its time, and the places in the text where ``claims`` speak of it."""
    roles = [
        (role, sorted(_signature(filler, entities) for filler in fillers))
        for role, fillers in sorted(situation.roles.items())
    ]
    time = (situation.when.value, situation.when.end) if situation.when else None
    places = sorted({(quote.start, quote.end) for claim in claims for quote in claim.evidence})
    return scope.identifiers.situation(situation.type, roles, time, places, article=scope.iri)


def _signature(filler: Filler, entities: Entities) -> str:
    if isinstance(filler, Entity):
        return entities.iri(filler)
    return filler.text if isinstance(filler, Amount) else filler


def situation_statements(
    iri: str, situation: Situation, claims: Sequence[Claim], entities: Entities, scope: Scope
) -> Iterator[Statement]:
    """The situation with type, roles and time.

    The key rule of the ontology: it is an instance of its type only where some claim settles it; else the type is no
    more than what it would be, and stands in ``situationType`` alone.
    """
    settled = any(claim.is_settled for claim in claims)
    type_ = term(situation.type)
    yield iri, TYPE, term("Situation")
    yield iri, term("situationType"), type_
    if settled:
        yield iri, TYPE, type_
    for role, fillers in situation.roles.items():
        for filler in fillers:
            yield from _role(iri, role, filler, situation, entities, scope)
    if situation.when is not None:
        yield from time_statements(iri, situation.when, scope)
    if settled and situation.type == "Signature":
        yield from _signatories(situation, entities)


def _role(
    iri: str, role: str, filler: Filler, situation: Situation, entities: Entities, scope: Scope
) -> Iterator[Statement]:
    if role in _LITERAL_ROLES:
        yield from _literal_role(iri, role, filler, scope)
    elif not isinstance(filler, Entity):
        text = filler.text if isinstance(filler, Amount) else filler
        scope.refuse(f"“{text}” fills the role {role}, which takes a thing and no words; it is left out")
    elif role == "office":
        organizations = [o for o in situation.roles.get("organization", ()) if isinstance(o, Entity)]
        whose = entities.iri(organizations[0]) if organizations else None
        yield iri, term(role), entities.office(filler, whose)
    else:
        yield iri, term(role), entities.iri(filler)


def _literal_role(iri: str, role: str, filler: Filler, scope: Scope) -> Iterator[Statement]:
    if isinstance(filler, Amount):
        yield iri, term(role), Value(filler.text)
        yield from _amount(iri, filler, scope)
    else:
        yield iri, term(role), Value(filler.name if isinstance(filler, Entity) else filler)


def _amount(situation: str, amount: Amount, scope: Scope) -> Iterator[Statement]:
    """What was read out of an amount, on a node of its own: two amounts of a situation keep their currencies apart."""
    number = decimal(amount.value) if amount.value is not None else None
    if number is None and amount.currency is None:
        return
    node = scope.identifiers.amount(amount.text, number.lexical if number else None, amount.currency)
    yield situation, term("hasAmount"), node
    yield node, TYPE, term("Amount")
    yield node, LABEL, Value(amount.text)
    if number is not None:
        yield node, term("amountValue"), number
    if amount.currency is not None:
        yield node, term("currency"), Value(amount.currency)


def _signatories(situation: Situation, entities: Entities) -> Iterator[Statement]:
    """The parties of a settled signature as the signatories of what they signed."""
    parties = [filler for filler in situation.roles.get("party", ()) if isinstance(filler, Entity)]
    for signed in situation.roles.get("concernsAgreement", ()):
        agreement = entities.keyed(signed.key) if isinstance(signed, Entity) else None
        if agreement is None or agreement.kind is not EntityKind.AGREEMENT:
            continue
        for party in parties or agreement.parties:
            yield entities.iri(agreement), term("signatory"), entities.iri(party)

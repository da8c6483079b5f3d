"""The sides of an agreement: from its name, its signatories, its other stages, and the states spoken of nearby."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.extraction.admission import Candidate
from kg.extraction.approvals import governs, state_of_house
from kg.extraction.context import Context
from kg.extraction.type_roles import AGREEMENT_TYPES, SIDES
from kg.model import Entity, EntityKind, Filler, Situation

__all__ = ["shared_parties", "with_agreement"]

_BODIES = frozenset({EntityKind.GOVERNMENT_BODY})
_AGREEMENTS = frozenset({"agreement", "agreement_weak", "treaty", "convention"})
# sentences before a mention in which the sides that it leaves out are looked for
_REACH = 2
_LOCATING = frozenset({"in", "at", "near", "outside"})


def with_agreement(
    context: Context, candidate: Candidate, roles: Mapping[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with the agreement spoken of last where none is named, its parties, and the signatories' states."""
    agreements = [f for f in roles.get("concernsAgreement", ()) if isinstance(f, Entity)]
    if not agreements and candidate.frame.objects <= _AGREEMENTS:
        last = context.agreements.last_before(candidate.trigger)
        agreements = [last] if last is not None and candidate.frame.type != "Negotiation" else []
    parties = list(roles.get("party", ()))
    for agreement in agreements:
        parties += [party for party in agreement.parties if party not in parties]
    if len(parties) == 1 and len(context.sides) == 2 and parties[0] in context.sides:
        # "the new pact with the US", in an article on two states
        parties = list(context.sides)
    for person in roles.get("signedBy", ()):
        state = context.actors.state_of(person) if isinstance(person, Entity) else None
        if state is not None and state not in parties:
            parties.append(state)
    bound = [_bound(context, candidate, party) for party in parties]
    parties = list({party.key if isinstance(party, Entity) else str(party): party for party in bound}.values())
    return {**roles, "concernsAgreement": tuple(agreements), "party": tuple(parties)}


def _bound(context: Context, candidate: Candidate, party: Filler) -> Filler:
    """Whom an agreement binds: the state, where a parliament or ministry acts for it."""
    if not isinstance(party, Entity) or party.kind not in _BODIES:
        return party
    own = context.actors.state_of(party)
    if own is None and (candidate.frame.type == "ConsentToBeBound" or governs(party)):
        own = state_of_house(context, party, candidate.trigger)
    return own or party


def shared_parties(context: Context, read: Sequence[tuple[Candidate, Situation]]) -> list[tuple[Candidate, Situation]]:
    """``read`` in which a stage of an agreement has the parties that another stage of it names.

    Where none names two, the states last spoken of before the mention stand in, as readers take "the accord" of a
    paragraph on two states to be theirs.
    """
    known: dict[str, tuple[Filler, ...]] = {}
    for _, situation in read:
        parties = situation.roles.get("party", ())
        for agreement in situation.roles.get("concernsAgreement", ()):
            if len(parties) > 1 and isinstance(agreement, Entity):
                known.setdefault(agreement.key, parties)
    return [(candidate, _completed(context, candidate, situation, known)) for candidate, situation in read]


def _completed(
    context: Context, candidate: Candidate, situation: Situation, known: Mapping[str, tuple[Filler, ...]]
) -> Situation:
    if situation.type in SIDES:
        return _with_other_side(context, candidate, situation, known)
    return _with_parties(context, candidate, situation, known) if situation.type in AGREEMENT_TYPES else situation


def _with_other_side(
    context: Context, candidate: Candidate, situation: Situation, known: Mapping[str, tuple[Filler, ...]]
) -> Situation:
    """The other party of the agreement by which the sentence says something is done: "it lets French troops train"."""
    sides = SIDES[situation.type]
    filled = [side for side in sides if situation.roles.get(side)]
    if len(filled) != 1:
        return situation
    own = set(situation.roles[filled[0]])
    (open_side,) = (side for side in sides if side not in filled)
    for token in candidate.trigger.sent:
        agreement = context.agreements.at(token)
        parties = known.get(agreement.key, agreement.parties) if agreement is not None else ()
        if len(parties) == 2 and len(own & set(parties)) == 1:
            return replace(situation, roles={**situation.roles, open_side: tuple(p for p in parties if p not in own)})
    return situation


def _with_parties(
    context: Context, candidate: Candidate, situation: Situation, known: Mapping[str, tuple[Filler, ...]]
) -> Situation:
    parties = situation.roles.get("party", ())
    agreements = [f for f in situation.roles.get("concernsAgreement", ()) if isinstance(f, Entity)]
    if len(parties) > 1 or not agreements or any(not _is_state(party) for party in parties):
        return situation
    others = next((known[a.key] for a in agreements if a.key in known), ())
    if others and set(parties) <= set(others):
        return replace(situation, roles={**situation.roles, "party": others})
    near = [state for state in _states_nearby(context, candidate) if state not in parties]
    filled = (*parties, *near[: 2 - len(parties)])
    return replace(situation, roles={**situation.roles, "party": filled}) if len(filled) == 2 else situation


def _is_state(party: Filler) -> bool:
    return isinstance(party, Entity) and party.kind is EntityKind.STATE


def _states_nearby(context: Context, candidate: Candidate) -> Iterator[Entity]:
    """The states of the sentence of ``candidate`` and of those before it, the nearest sentence first."""
    sentence = candidate.trigger.sent
    for _ in range(_REACH + 1):
        for mention in context.entities.within(sentence.start, sentence.end):
            before = sentence.doc[mention.start - 1].lower_ if mention.start else ""
            if mention.entity.kind is EntityKind.STATE and before not in _LOCATING:
                yield mention.entity
            elif mention.entity.key in context.entities.capitals and before not in _LOCATING:
                yield context.entities.capitals[mention.entity.key]
        if sentence.start == 0:
            return
        sentence = sentence.doc[sentence.start - 1].sent

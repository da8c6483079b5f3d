"""Who approves and what: the chamber of a state as a body of its own, and what a bare "approval" was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.actors import unnamed
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.phrases import filler_span, is_plural, lemma
from kg.extraction.things import THING
from kg.model import Entity, EntityKind, Filler

__all__ = ["chamber_of", "governs", "state_of_house", "with_submitted"]

_CHAMBERS = frozenset(table("conditions")["houses"]["words"])
_HOUSES = _CHAMBERS | {"cabinet", "government"}
_WHAT = ("concernsAgreement", "concerns")
_WHICH = frozenset({"lower", "upper", "national", "federal"})


def chamber_of(context: Context, token: Token) -> Entity | None:
    """The chamber that ``token`` names by a common noun ("Fiji's parliament"); unnamed where no state is beside it."""
    if lemma(token) not in _CHAMBERS or is_plural(token) or context.entities.at(token) is not None:
        return None
    actors = context.actors.of(token)
    states = [a for a in actors if a.kind is EntityKind.STATE]
    if len(states) != 1:
        return None if actors else unnamed(token)
    name = f"{states[0].name}'s {_called(token)}"
    return Entity(f"GovernmentBody:{name}", name, EntityKind.GOVERNMENT_BODY, country=states[0].name)


def governs(body: Entity) -> bool:
    """True for a body that acts for a whole state by its name: *Senate*, *Cabinet of Ministers*, *Government*."""
    return body.kind is EntityKind.GOVERNMENT_BODY and not _HOUSES.isdisjoint(body.name.lower().split())


def state_of_house(context: Context, body: Entity, token: Token) -> Entity | None:
    """The state whose house is meant: the one in its name, of the capital in the sentence of ``token``, or at home.

    "In Manila, the Senate last week concurred in a visiting forces agreement"; a paper's own parliament has no name.
    """
    named = next(filter(None, map(context.entities.state, body.name.split())), None)
    if named is not None:
        return named
    capitals = context.entities.capitals
    within = context.entities.within(token.sent.start, token.sent.end)
    seats = dict.fromkeys(capitals[m.entity.key] for m in within if m.entity.key in capitals)
    return next(iter(seats)) if len(seats) == 1 else context.at_home


def _called(token: Token) -> str:
    """The chamber's own words: *lower house* of "Paraguay's lower house"."""
    before = token.nbor(-1) if token.i > token.sent.start else None
    words = [before.text] if before is not None and before.lower_ in _WHICH else []
    return " ".join([*words, token.text])


def with_submitted(
    context: Context, trigger: Token, roles: Mapping[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` of an approval that does not say of what, with the subject before it that can be approved.

    "The deal requires the consent of the Diet", "the pact will be signed if parliament gives its consent".
    """
    if any(roles.get(role) for role in _WHAT):
        return dict(roles)
    found = next(_subjects_submitted(context, trigger), None)
    if found is None:
        return dict(roles)
    agreement = context.agreements.at(found)
    if agreement is not None:
        return {**roles, "concernsAgreement": (agreement,)}
    span = filler_span(found, keep_of=True)
    name = " ".join(span.text.split())
    return {**roles, "concerns": (Entity(f"Proposal:{span.start_char}", name, EntityKind.PROPOSAL),)}


def _subjects_submitted(context: Context, trigger: Token) -> Iterator[Token]:
    sentence = trigger.sent
    for token in reversed(trigger.doc[sentence.start : trigger.i]):
        if syntax.first_conjunct(token).dep_ in {"nsubj", "nsubjpass"} and THING["submitted"](context, token):
            yield token

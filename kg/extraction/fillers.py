"""Fills roles: which actor a slot's token gives, if its kind fits the role; other fillers come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.actor_fillers import actor_filler
from kg.extraction.actors import headline_list, headline_list_before
from kg.extraction.admission import Candidate
from kg.extraction.arguments import is_verbal
from kg.extraction.clause_fillers import from_clause
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.phrases import lemma
from kg.extraction.thing_fillers import THING_FILLERS, visiting_ship
from kg.model import Entity, EntityKind, Filler

__all__ = ["fill", "roles_of"]

_RECEIVING = frozenset(table("light")["receiving"]["words"])
_ATTENDING = frozenset(table("light")["attending"]["words"])
_LOOSE_SLOTS = frozenset({"poss", "mod"})
"""Slots of words that only modify what an act is done to; who acts stands elsewhere."""
_OPPOSITE = (("supplier", "recipient"), ("provider", "recipient"), ("visitor", "host"), ("agent", "target"))


def roles_of(context: Context, candidate: Candidate) -> dict[str, tuple[Filler, ...]]:
    """The roles of ``candidate`` that its own clause fills, fillers in textual order."""
    found: dict[str, dict[Filler, int]] = {}
    loose: set[tuple[str, Filler]] = set()
    receiving = _is_receiving(candidate)
    for slot, roles in candidate.frame.slots.items():
        if receiving and slot == "subject" and "recipient" in _roles(candidate):
            roles = ("recipient",)
        tokens = (candidate.trigger,) if slot == "self" else _in_slot(candidate, slot)
        for token in _listed(context, tokens):
            for role, filler in fill(context, candidate, token, roles):
                if filler not in found.setdefault(role, {}) and slot.rpartition(":")[2] in _LOOSE_SLOTS:
                    loose.add((role, filler))
                elif slot.rpartition(":")[2] not in _LOOSE_SLOTS:
                    loose.discard((role, filler))
                found[role].setdefault(filler, token.i)
    for role, filler, at in from_clause(context, candidate):
        found.setdefault(role, {}).setdefault(filler, at)
    _take_one_side(found, loose)
    _part_pair(context, candidate, found)
    told = {role: tuple(sorted(fillers, key=fillers.__getitem__)) for role, fillers in found.items()}
    return told | {role: _widest(told[role]) for role in ("concerns", "amount", "concernsAgreement") if role in told}


def _in_slot(candidate: Candidate, slot: str) -> tuple[Token, ...]:
    """The tokens of ``slot``; of two partners that of the verb, not that of its object.

    "Patrol the borders with Iran together with Armenian guards". What stands before an object that gets something says
    nothing of the thing: "present the Malian army's battalion with trucks".
    """
    tokens = candidate.arguments.get(slot)
    if slot == "object:mod":
        others = [t for t in candidate.arguments.get("object") if t not in candidate.objects]
        before = {t for noun in others for t in (*syntax.compounds(noun), *syntax.possessors(noun))}
        return tuple(t for t in tokens if t not in before) if candidate.objects else tokens
    if slot != "with" or not is_verbal(candidate.trigger):
        return tokens
    own = tuple(t for t in tokens if t not in candidate.arguments.get("object:with"))
    return own or tokens


def _is_receiving(candidate: Candidate) -> bool:
    """True where the light verb's subject gets what the noun says: "received aid", "attended courses"."""
    carrier = candidate.arguments.carrier
    if carrier is None:
        return False
    named = candidate.arguments.get("of") or candidate.arguments.get("for")
    attended = candidate.frame.type == "Training" and lemma(carrier) in _ATTENDING and not named
    return lemma(carrier) in _RECEIVING or attended


def _widest(fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Of "the sale of 18 launchers" and "18 launchers" the first; of "over £13 billion" and "£13 billion" too."""
    names = [f if isinstance(f, str) else f.name if isinstance(f, Entity) else f.text for f in fillers]
    return tuple(f for f, name in zip(fillers, names, strict=True) if not any(name in n and name != n for n in names))


def _roles(candidate: Candidate) -> frozenset[str]:
    return frozenset(role for roles in candidate.frame.slots.values() for role in roles)


def _take_one_side(found: dict[str, dict[Filler, int]], loose: set[tuple[str, Filler]]) -> None:
    """Nobody gives to himself: "Algeria buys its arms from Russia" names the buyer twice, first as subject."""
    for one, other in _OPPOSITE:
        if found.get(one) and found.get(other) and set(found[one]) < set(found[other]):
            for filler in found[one]:  # "Russia has bases in both countries", taken for Armenia and Russia
                del found[other][filler]
        elif found.get(one) and found.get(other) and set(found[other]) < set(found[one]):
            for filler in found[other]:
                del found[one][filler]
        for filler in [f for f in found.get(one, {}) if f in found.get(other, {})]:
            if (one, filler) in loose and (other, filler) not in loose:
                del found[one][filler]
            elif (other, filler) in loose and (one, filler) not in loose:
                del found[other][filler]


def _part_pair(context: Context, candidate: Candidate, found: dict[str, dict[Filler, int]]) -> None:
    """ "U.S.-India defence sales": of two names before the noun the first gives and the second takes."""
    givers = found.get("supplier", {})
    before = (actor for token in candidate.arguments.get("mod") for actor in context.actors.of(token))
    pair = [actor for actor in dict.fromkeys(before) if actor.kind is EntityKind.STATE and actor in givers]
    if len(pair) == 2 and not found.get("recipient"):
        found["recipient"] = {pair[1]: givers.pop(pair[1])}


def _listed(context: Context, tokens: Iterable[Token]) -> Iterator[Token]:
    """``tokens``, and what a parser took for appositions of theirs in a list.

    "Italy, Japan and Oman", "General Salem, chief of staff of the army, and Ambassador Morel"; of "the Thai envoy, A,
    and the Lao one, B" the second is hung at the name of the first.
    """
    for token in tokens:
        yield token
        named = syntax.appositions(token) if context.entities.at(token) is None else ()
        if named and context.entities.at(named[0]) is not None:
            yield from named[1:]
        entity = context.entities.at(token)
        if entity is not None and entity.kind is EntityKind.STATE:
            yield from headline_list_before(context.entities, token)
            yield from headline_list(context.entities, token)
        if entity is not None and entity.kind in {EntityKind.STATE, EntityKind.PERSON}:
            for other in syntax.appositions(token):
                further = context.entities.at(other)
                if further is not None and further.kind is entity.kind and further != entity:
                    yield other


def fill(context: Context, candidate: Candidate, token: Token, roles: Iterable[str]) -> Iterator[tuple[str, Filler]]:
    """The fillers ``token`` gives for the first of ``roles`` that it fits; with "host inPlace" it may give both."""
    for role in roles:
        ships = tuple(visiting_ship(context, token)) if role == "visitor" else ()
        fillers = ships or tuple(THING_FILLERS.get(role, actor_filler(role))(context, candidate, token))
        yield from ((role, filler) for filler in fillers)
        if any(not _is_left_unnamed(role, filler) for filler in fillers) and role != "host":
            return


def _is_left_unnamed(role: str, filler: Filler) -> bool:
    """True for a signatory without a name ("her Thai counterpart"), whose state is a party as well."""
    return role == "signedBy" and isinstance(filler, Entity) and filler.kind is EntityKind.UNNAMED_ACTOR

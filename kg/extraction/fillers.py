"""Fills roles: which actor a slot's token gives, if its kind fits the role; other fillers come from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.actors import headline_list, headline_list_before, unnamed
from kg.extraction.admission import Candidate
from kg.extraction.approvals import chamber_of
from kg.extraction.arguments import is_verbal
from kg.extraction.clause_fillers import from_clause
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.phrases import in_class, is_plural, lemma
from kg.extraction.thing_fillers import THING_FILLERS, visiting_ship
from kg.extraction.things import THING
from kg.model import Entity, EntityKind, Filler

__all__ = ["fill", "roles_of"]

_COLLECTIVE = frozenset(EntityKind) - {
    EntityKind.PERSON,
    EntityKind.UNNAMED_ACTOR,
    EntityKind.NEWS_SOURCE,
    EntityKind.OFFICE,
    EntityKind.PLACE,
    EntityKind.EQUIPMENT,
    EntityKind.AGREEMENT,
    EntityKind.AGREEMENT_MODEL,
}
_PERSONS = frozenset({EntityKind.PERSON, EntityKind.UNNAMED_ACTOR})
_ANY_ACTOR = frozenset(kind for kind in EntityKind if kind.is_actor) - {EntityKind.NEWS_SOURCE}

_KINDS: Mapping[str, frozenset[EntityKind]] = {
    "party": _COLLECTIVE,
    "signedBy": _PERSONS,
    "decidedBy": _ANY_ACTOR,
    "participant": _COLLECTIVE,
    "visitor": _PERSONS | {EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY},
    "host": _COLLECTIVE,
    "provider": _COLLECTIVE,
    "recipient": _COLLECTIVE,
    "supplier": _COLLECTIVE,
    "speaker": _ANY_ACTOR,
    "agent": _COLLECTIVE | {EntityKind.PERSON},
    "target": _ANY_ACTOR,
}
_GROUPS_ALLOWED = frozenset({"party", "recipient", "participant", "provider", "supplier"})
_PEOPLE_TAKE_PART = frozenset({"Consultation"})
# roles in which a person stands for the state or body he or she acts for
_ACTS_FOR = frozenset({"party", "supplier", "provider", "recipient", "host"})
_BODIES = frozenset({"delegation", "team"})
_RECEIVING = frozenset(table("light")["receiving"]["words"])
_ATTENDING = frozenset(table("light")["attending"]["words"])
_OWNED = frozenset({"provider", "recipient", "participant", "supplier"})
_PEOPLE_OF_FORCES = ("trainee", "personnel", "craft")
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
    return told | {role: _widest(told[role]) for role in ("concerns", "amount") if role in told}


def _in_slot(candidate: Candidate, slot: str) -> tuple[Token, ...]:
    """The tokens of ``slot``; of two partners that of the verb, not that of its object.

    "Patrol the borders with Iran together with Armenian guards".
    """
    tokens = candidate.arguments.get(slot)
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
        fillers = ships or tuple(THING_FILLERS.get(role, _actor(role))(context, candidate, token))
        yield from ((role, filler) for filler in fillers)
        if any(not _is_left_unnamed(role, filler) for filler in fillers) and role != "host":
            return


def _is_left_unnamed(role: str, filler: Filler) -> bool:
    """True for a signatory without a name ("her Thai counterpart"), whose state is a party as well."""
    return role == "signedBy" and isinstance(filler, Entity) and filler.kind is EntityKind.UNNAMED_ACTOR


def _actor(role: str) -> Callable[[Context, Candidate, Token], Iterator[Filler]]:
    def actors(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
        kinds = _KINDS[role]
        chamber = chamber_of(context, token) if role == "decidedBy" else None
        if chamber is not None:
            yield chamber
            return
        if role == "participant" and candidate.frame.type in _PEOPLE_TAKE_PART:
            kinds = kinds | {EntityKind.PERSON}
        found = (role == "visitor" and _leaders(context, token)) or context.actors.of(token)
        if role == "signedBy" and _is_unnamed_official(token, found):
            yield unnamed(token)
            return
        if role == "participant" and _is_unnamed_counterpart(context, candidate, token, found):
            yield unnamed(token)
            return
        if role == "host" and in_class(token, "force") and token.tag_ == "NNS":
            return  # who visits soldiers does not visit their state
        if role in {"host", "provider"} and not any(actor.kind.is_actor for actor in found):
            found = context.state_of_place(token)
        if not found and role == "host" and in_class(token, "hosting"):
            owners = (*syntax.possessors(token), *syntax.compounds(token), *syntax.modifiers(token))
            found = tuple(actor for owner in owners for actor in context.actors.of(owner))
        if (
            not found
            and role == "agent"
            and any(THING[name](context, token) for name in ("shot", "force", "equipment"))
        ):
            found = tuple(a for t in (*syntax.modifiers(token), *syntax.compounds(token)) for a in context.actors.of(t))
            found = found or tuple(a for t in _senders(token) for a in context.actors.of(t))
        if not found and role in _OWNED and any(in_class(token, name) for name in _PEOPLE_OF_FORCES):
            near = (*syntax.modifiers(token), *syntax.compounds(token), *syntax.possessors(token))
            near = (*near, *syntax.prepositional_objects(token, "of", "from"))
            start = (
                candidate.trigger.i if candidate.trigger.head == token else 0
            )  # "Cuba trained rebels", taken for one noun
            found = tuple(
                a for t in near if t.i >= start for a in context.actors.of(t) if a.kind is not EntityKind.PERSON
            )
        fitting = False
        for actor in found:
            state = context.actors.state_of(actor)
            if actor.kind in kinds:
                fitting = True
                yield actor
            elif actor.kind is EntityKind.PERSON and role in _ACTS_FOR and state is not None:
                fitting = True
                yield state
        if (not found or (role == "visitor" and not fitting)) and (
            (role in _GROUPS_ALLOWED and is_plural(token)) or role in {"visitor", "decidedBy", "speaker"}
        ):
            inner = syntax.prepositional_objects(token, "of", "from") if in_class(token, "own_forces") else ()
            for one in (token, *inner):  # "troops from eight allies"
                yield from context.actors.unnamed(one)
            if role in {"visitor", "speaker"} and is_plural(token) and in_class(token, "official"):
                yield unnamed(token)

    return actors


def _senders(shot: Token) -> tuple[Token, ...]:
    """Who fired it: the militants of "mortar shells fired by militants", "debris from Russian missiles"."""
    clauses = syntax.children(shot, "acl", "relcl")
    below = syntax.prepositional_objects(shot, "from", "of")
    owners = (t for noun in below for t in (*syntax.modifiers(noun), *syntax.compounds(noun)))
    return (*(t for clause in clauses for t in syntax.agents(clause)), *owners)


def _is_unnamed_counterpart(context: Context, candidate: Candidate, token: Token, found: Iterable[Entity]) -> bool:
    """True for "her Turkish counterpart" whom somebody named met: one person left unnamed, and not the state."""
    if candidate.frame.type not in _PEOPLE_TAKE_PART or lemma(token) != "counterpart" or is_plural(token):
        return False
    others = (t for tokens in candidate.arguments.slots.values() for t in tokens if t != token)
    named = any(actor.kind is EntityKind.PERSON for t in others for actor in context.actors.of(t))
    return named and all(actor.kind is EntityKind.STATE for actor in found)


def _is_unnamed_official(token: Token, found: Iterable[Entity]) -> bool:
    """True for "the Tunisian defence minister" who signs: one person left unnamed, beside the state as party."""
    official = in_class(token, "official") and token.pos_ in {"NOUN", "PROPN"} and not is_plural(token)
    return official and all(actor.kind is EntityKind.STATE for actor in found)


def _leaders(context: Context, token: Token) -> tuple[Entity, ...]:
    """Who leads a delegation: "a delegation led by General Sokolov", "headed by ..."."""
    if lemma(token) not in _BODIES:
        return ()
    clauses = [c for c in syntax.children(token, "acl", "relcl") if lemma(c) in {"lead", "head"}]
    people = (a for clause in clauses for t in syntax.agents(clause) for a in context.actors.of(t))
    return tuple(a for a in people if a.kind is EntityKind.PERSON)

"""Which actors the token of a slot gives for a role of those who act: named, their states, or left unnamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.actors import unnamed
from kg.extraction.admission import Candidate
from kg.extraction.approvals import chamber_of, governs, state_of_house
from kg.extraction.context import Context
from kg.extraction.phrases import in_class, is_plural, lemma
from kg.extraction.things import THING
from kg.model import Entity, EntityKind, Filler

__all__ = ["actor_filler"]

Actors = tuple[Entity, ...]

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
_LEFT_UNNAMED = frozenset({"visitor", "decidedBy", "speaker"})
_PEOPLE_TAKE_PART = frozenset({"Consultation"})
# roles in which a person stands for the state or body he or she acts for
_ACTS_FOR = frozenset({"party", "supplier", "provider", "recipient", "host"})
_BODIES = frozenset({"delegation", "team"})
_OWNED = frozenset({"provider", "recipient", "participant", "supplier"})
_PEOPLE_OF_FORCES = ("trainee", "personnel", "craft")
_SHOT = ("shot", "force", "equipment")


def actor_filler(role: str) -> Callable[[Context, Candidate, Token], Iterator[Filler]]:
    """What gives the fillers of ``role``, one of those that actors fill, for the token of a slot."""
    return lambda context, candidate, token: _fillers(role, context, candidate, token)


def _fillers(role: str, context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    found = (role == "visitor" and _leaders(context, token)) or context.actors.of(token)
    single = _single(role, context, candidate, token, found)
    if single is not None:
        yield single
        return
    if role == "host" and in_class(token, "force") and token.tag_ == "NNS":
        return  # who visits soldiers does not visit their state
    if role in {"host", "provider"} and not any(actor.kind.is_actor for actor in found):
        found = context.state_of_place(token)
    found = found or _owners(role, context, candidate, token)
    fitting = tuple(_fitting(role, context, candidate, token, found))
    yield from fitting
    if not found or (role == "visitor" and not fitting):
        yield from _unnamed(role, context, token)
        if (
            role == "participant"
            and candidate.frame.type in _PEOPLE_TAKE_PART
            and _is_met_unnamed(context, candidate, token)
        ):
            yield unnamed(token)


def _single(role: str, context: Context, candidate: Candidate, token: Token, found: Actors) -> Entity | None:
    """The chamber that decides, or the one official left unnamed who signs or whom somebody meets; None for others."""
    if role == "decidedBy":
        return chamber_of(context, token)
    if role == "signedBy" and _is_unnamed_official(token, found):
        return unnamed(token)
    if role == "participant" and _is_unnamed_counterpart(context, candidate, token, found):
        return unnamed(token)
    return None


def _owners(role: str, context: Context, candidate: Candidate, token: Token) -> Actors:
    """The actors to whom what fills the slot belongs: whose shells, whose staff, whose headquarters."""
    if role == "host" and in_class(token, "hosting"):
        return _of(context, (*syntax.possessors(token), *syntax.compounds(token), *syntax.modifiers(token)))
    if role == "agent" and any(THING[name](context, token) for name in _SHOT):
        before = _of(context, (*syntax.modifiers(token), *syntax.compounds(token)))
        return before or _of(context, _senders(token))
    if role in _OWNED and any(in_class(token, name) for name in _PEOPLE_OF_FORCES):
        near = (*syntax.modifiers(token), *syntax.compounds(token), *syntax.possessors(token))
        near = (*near, *syntax.prepositional_objects(token, "of", "from"))
        # "Cuba trained rebels", taken for one noun
        start = candidate.trigger.i if candidate.trigger.head == token else 0
        found = _of(context, (t for t in near if t.i >= start))
        return tuple(actor for actor in found if actor.kind is not EntityKind.PERSON)
    return ()


def _of(context: Context, tokens: Iterable[Token]) -> Actors:
    return tuple(actor for token in tokens for actor in context.actors.of(token))


def _fitting(role: str, context: Context, candidate: Candidate, token: Token, found: Actors) -> Iterator[Entity]:
    """Those of ``found`` who can fill the role; a person or a government stands for its state in some."""
    people = role == "participant" and candidate.frame.type in _PEOPLE_TAKE_PART
    kinds = _KINDS[role] | ({EntityKind.PERSON} if people else frozenset())
    for actor in found:
        state = context.actors.state_of(actor)
        if role in _ACTS_FOR and governs(actor):
            if role != "supplier" or "government" in actor.name.lower():  # what a cabinet clears it does not sell
                yield state or state_of_house(context, actor, token) or actor
        elif actor.kind in kinds:
            yield actor
        elif actor.kind is EntityKind.PERSON and role in _ACTS_FOR and state is not None:
            yield state


def _unnamed(role: str, context: Context, token: Token) -> Iterator[Entity]:
    """Actors without a name, in roles that admit them: "eight allies", "senior officials"."""
    if not (role in _GROUPS_ALLOWED and is_plural(token)) and role not in _LEFT_UNNAMED:
        return
    inner = syntax.prepositional_objects(token, "of", "from") if in_class(token, "own_forces") else ()
    for one in (token, *inner):  # "troops from eight allies"
        yield from context.actors.unnamed(one)
    if role in {"visitor", "speaker"} and is_plural(token) and in_class(token, "official"):
        yield unnamed(token)


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


def _is_met_unnamed(context: Context, candidate: Candidate, token: Token) -> bool:
    """True for officials left without a name: "commanders of both armies", and whom somebody calls on ("the mayor")."""
    if not in_class(token, "official") or token.pos_ not in {"NOUN", "PROPN"} or token.ent_type_:
        return False
    if token in candidate.arguments.get("of") or any(context.actors.of(t) for t in token.subtree if t != token):
        return False
    whom = token not in candidate.arguments.get("subject")
    told = any(t.lower_ in {"the", "his", "her", "their"} for t in token.children)
    return is_plural(token) or (whom and told)


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

"""Fills the roles that a clause leaves open, from word order, its sentence, and what was told just before.

Whom word order tells stands in :mod:`~kg.extraction.word_order`. Nothing is taken that the article does not say: where
two readings are possible, the role stays open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.admission import signed_at
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.jointly import is_listed
from kg.extraction.lexicon import table
from kg.extraction.other_side import with_other_side
from kg.extraction.phrases import in_class, is_plural, lemma
from kg.extraction.triggers import Candidate
from kg.extraction.type_roles import DIRECTED, MUTUAL, SYMMETRIC
from kg.extraction.word_order import lacks_subject, with_between, with_left
from kg.model import Entity, EntityKind, Filler, Situation

__all__ = ["completed", "inherited", "points_back"]

_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_TOGETHER = frozenset(
    {EntityKind.STATE, EntityKind.COMPANY, EntityKind.ORGANIZATION, EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY}
)
_OCCASIONS = frozenset({"JointExercise", "JointOperation", "Consultation"})
_GROUP_HEADS = frozenset(table("coreference")["states"]["words"]) | frozenset(table("coreference")["leaders"]["words"])


def completed(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with a missing subject read from word order, and missing sides from the rest of the sentence."""
    if is_verbal(candidate.trigger) or lacks_subject(context, candidate):
        roles = with_left(context, candidate, roles)
    roles = with_between(context, candidate, roles)
    kind = candidate.frame.type
    roles = with_other_side(context, candidate, roles)
    if kind == "Consultation" and not _has_actor(roles.get("participant", ())):
        signed = signed_at(context, candidate.trigger)
        bound = signed.parties if signed is not None and len(signed.parties) > 1 else context.sides
        roles = {**roles, "participant": bound} if signed is not None else roles
    role = SYMMETRIC.get(kind)
    if role is not None and not _has_actor(roles.get(role, ())) and not _is_known(candidate, roles):
        sides = _people if kind == "Consultation" else _sides
        together = tuple(dict.fromkeys(_together(context, candidate)))
        roles = {**roles, role: together or tuple(dict.fromkeys(sides(context, candidate)))}
    open_sides = (
        kind in MUTUAL
        and not is_verbal(candidate.trigger)
        and not any(_has_actor(roles.get(r, ())) for r in MUTUAL[kind])
    )
    listed = not is_verbal(candidate.trigger) and is_listed(candidate.trigger)
    if kind in MUTUAL and _is_reciprocal(candidate):
        open_sides = listed = True
    if open_sides and (listed or _is_under_agreement(context, candidate)):
        both = tuple(_sides(context, candidate))
        if len(both) == 2:
            roles = {**roles, **dict.fromkeys(MUTUAL[kind], both)}
    return roles


def _is_reciprocal(candidate: Candidate) -> bool:
    """ "Refuel in each other's ports": what both do, each with the other."""
    words = [t.lower_ for t in candidate.trigger.subtree]
    return any(pair in _EACH_OTHER for pair in pairwise(words))


def _is_under_agreement(context: Context, candidate: Candidate) -> bool:
    """True if the sentence speaks of an agreement, of whose sides both may do what it names."""
    return any(context.agreements.at(token) is not None for token in candidate.trigger.sent if token.pos_ != "PRON")


def inherited(
    previous: Situation | None, kind: str, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` of a transfer or aid that leaves a side open, with that side of the last one told, if nothing clashes.

    ``previous`` is the last transfer or aid of the same passage; a supplier of arms is a provider of aid.
    """
    giver_taker = DIRECTED.get(kind)
    if previous is None or giver_taker is None or previous.type not in DIRECTED:
        return roles
    found = dict(roles)
    for (side, other), (theirs, their_other) in zip(
        (giver_taker, giver_taker[::-1]), (DIRECTED[previous.type], DIRECTED[previous.type][::-1]), strict=True
    ):
        known, before = roles.get(other, ()), previous.roles.get(their_other, ())
        agrees = not known or not before or bool(set(known) & set(before)) or all(map(_may_be_of_any_state, known))
        if not roles.get(side) and agrees and previous.roles.get(theirs):
            found[side] = tuple(f for f in previous.roles[theirs] if f not in known)
    return found


def _may_be_of_any_state(filler: Filler) -> bool:
    """True for a ministry whose state is not told: *the Department of Defense*, after what the United States sent."""
    return isinstance(filler, Entity) and filler.kind is EntityKind.GOVERNMENT_BODY and filler.country is None


def _is_known(candidate: Candidate, roles: Mapping[str, tuple[Filler, ...]]) -> bool:
    """True if the mention says which situation it means: by a name, by its signatories, or by pointing back."""
    return bool(roles.get("name") or roles.get("signedBy")) or (
        candidate.frame.type in _OCCASIONS and points_back(candidate)
    )


def points_back(candidate: Candidate) -> bool:
    """True for "the meeting", "this exercise": a definite noun, a further mention of something told before."""
    if is_verbal(candidate.trigger):
        return False
    noun = syntax.head_noun(candidate.trigger)
    return any(t.lower_ in {"the", "this", "that", "these"} for t in syntax.determiners(noun))


def _has_actor(fillers: tuple[Filler, ...]) -> bool:
    return any(isinstance(filler, Entity) for filler in fillers)


def _people(context: Context, candidate: Candidate) -> Iterator[Entity]:
    """Who met: the people the sentence names, else those a pronoun or "both sides" stands for, else two states."""
    sentence = candidate.trigger.sent
    mentions = tuple(context.entities.within(sentence.start, sentence.end))
    people = tuple(m.entity for m in mentions if m.entity.kind is EntityKind.PERSON)
    if people:
        yield from people
        return
    acting = candidate.arguments.get("subject")
    if acting and all(in_class(t, "official") and not is_plural(t) for t in acting):
        return  # "the minister visits Kenya and Somalia to discuss arms": the two states do not meet each other
    groups = [a for t in sentence if _is_group(t) for a in context.actors.of(t)]
    states = dict.fromkeys(m.entity for m in mentions if m.entity.kind is EntityKind.STATE)
    found = groups or (list(states) if len(states) > 1 else [])
    noun = syntax.head_noun(candidate.trigger)
    if not found and any(t.lower_ == "bilateral" for t in syntax.modifiers(noun)):
        found = list(context.sides)
    yield from found


def _together(context: Context, candidate: Candidate) -> Iterator[Entity]:
    """The two or more whose doing it is: "A and B are studying joint production"."""
    noun = syntax.head_noun(candidate.trigger)
    if noun.dep_ == "acl" and syntax.is_infinitive(noun):  # "in talks on a licence to make shells"
        noun = noun.head
    verb = syntax.governing_verb(noun)
    if verb is None or noun.dep_ not in {"dobj", "pobj"}:
        return
    subjects = [t for t in syntax.logical_subjects(verb) if t != noun]
    actors = dict.fromkeys(a for t in subjects for a in context.actors.of(t) if a.kind in _TOGETHER)
    if len(actors) > 1:
        yield from actors


def _is_group(token: Token) -> bool:
    return token.lower_ in {"they", "both", "we"} or (lemma(token) in _GROUP_HEADS and token.tag_ in {"NNS", "NN"})


def _sides(context: Context, candidate: Candidate) -> Iterator[Entity]:
    """The states, bodies and groups of states that the sentence names; else both sides of a bilateral article."""
    sentence = candidate.trigger.sent
    found: dict[Entity, None] = {}
    for token in sentence:
        word = lemma(token)
        if (
            word in {"country", "nation", "side", "state", "partner", "military", "party", "ally"}
            or token.lower_ == "both"
        ):
            found.update(dict.fromkeys(a for a in context.actors.of(token) if a.kind is EntityKind.STATE))
    if not found:
        for mention in context.entities.within(sentence.start, sentence.end):
            if mention.entity.kind is EntityKind.STATE:
                found[mention.entity] = None
    if len(found) >= 2:
        yield from found
        return
    pair = context.sides
    if len(pair) == 2 and all(entity in pair for entity in found):
        yield from pair
    elif found:
        yield from found

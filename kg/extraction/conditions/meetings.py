"""Who meets, talks or tells another: the parties that a clause names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, in_class, is_plural, lemma
from kg.extraction.sides import actors_in, places_of, states_at
from kg.extraction.things import THING
from kg.model import EntityKind

__all__ = ["MEETINGS"]

_WORDS = word_sets("conditions")
_TALKING = frozenset({EntityKind.PERSON, EntityKind.STATE, EntityKind.GOVERNMENT_BODY, EntityKind.ARMED_FORCE})
_PRESENT = ("subject", "with", "between", "of", "among", "by", "poss", "mod")
_OF_TWO = ("subject", "by", "with", "between", "object", "object:mod", "to", "on", "in", "of")
"""Where the two sides of an agreement are named: beside the verb, or in the phrase of the agreement."""
_BY_PHONE = frozenset({"by", "in", "on", "over", "during", "via"})


def _two_actors(context: Context, _trigger: Token, found: Arguments) -> bool:
    return len([a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]) >= 2


def _together(context: Context, trigger: Token, found: Arguments) -> bool:
    """Somebody talks with somebody: two actors, a plural subject, or "with"."""
    people = actors_in(context, found, "subject", "with", "to")
    if len(found.get("subject")) > 1:
        return True
    plural = any(is_plural(t) or t.lower_ in {"they", "both", "we"} for t in found.get("subject"))
    return len(people) > 1 or plural or bool(found.get("with"))


def _between_two(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Oman came to terms with Iran", "sounded out Paris about jets": two who are not of the same state."""
    near = [t for slot in _OF_TWO for t in found.get(slot)]
    near += [t for noun in near for t in syntax.prepositional_objects(noun, "with", "between")]
    actors = [a for t in near for a in context.actors.of(t)]
    others = {a.key for a in actors if a.kind in {EntityKind.COMPANY, EntityKind.INTERNATIONAL_ORGANIZATION}}
    return len(states_at(context, near) | others) > 1


def _two_met(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "An audience with King Felipe", "had lunch with the minister": two persons or bodies."""
    return len(actors_in(context, found, "subject", "with", "met", "between", "of", "to", "on", "poss")) > 1


def _speaks_to_another(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Spoke to her Turkish counterpart", "sat across from the Lebanese commander"; not "spoke to the troops"."""
    told = [t for slot in ("to", "with", "from", "opposite") for t in found.get(slot)]
    hearing = [a for t in told for a in context.actors.of(t) if a.kind in _TALKING]
    if any(THING["counterpart"](context, t) for t in told):
        return True
    own, other = states_at(context, found.get("subject")), states_at(context, told)
    if own and other:
        return bool(hearing) and bool(other - own)
    spoken = (*hearing, *actors_in(context, found, "subject"))
    return bool(hearing) and sum(a.kind is EntityKind.PERSON for a in spoken) > 1


def _two_met_of_two(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "A trilateral of the Japanese and Korean ministers": two who are not of the same state."""
    present = [
        t for slot in ("subject", "with", "between", "of", "among", "by", "poss", "mod") for t in found.get(slot)
    ]
    return len(states_at(context, present)) > 1


def _by_phone(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Urged his counterpart by telephone", "in a phone call, she told the minister": one speaks with another."""
    if not any(t.lower_ in _WORDS["phone"] for t in trigger.sent):
        return False
    below = (t for p in syntax.prepositions(trigger) for t in p.subtree if p.lower_ in _BY_PHONE)
    if not any(t.lower_ in _WORDS["phone"] or t.lower_ in {"call", "calls"} for t in below):
        return False
    return any(THING["official"](context, t) for t in found.get("subject"))


def _regular_body(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The ninth session of the joint military commission": of a body that the article's two states keep."""
    if not context.is_on_defence:
        return False
    of = syntax.prepositional_objects(syntax.head_noun(trigger), "of")
    return any(lemma(t) in _WORDS["joint_board"] and has_word(t, "joint_board") for t in of)


def _at_forum(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Will attend the security forum in Beijing": a gathering by name or in another state, of officials."""
    forums = [t for slot in ("object", "in", "at") for t in found.get(slot) if lemma(t) in _WORDS["forum"]]
    if not context.is_on_defence or not forums:
        return False
    own = states_at(context, found.get("subject"))
    where = places_of(context, (*found.get("in"), *found.get("at"), *(o for t in forums for o in (t,))))
    return bool(own) and bool(where - own)


def _joint_states(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A joint operation" of two states or their forces, whatever the article is about."""
    acting = [a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]
    states = {(context.actors.state_of(a) or a).key for a in acting}
    firms = any(actor.kind is EntityKind.COMPANY for actor in acting)
    return len(states) > 1 and not firms and jointly.has_joint_word(context, trigger, found)


def _told_another(context: Context, trigger: Token, found: Arguments) -> bool:
    """Somebody tells what he knows to somebody else: two actors, a group, or one in an article on defence."""
    people = [a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]
    groups = (t for slot in ("subject", "to", "with", "among", "between", "iobj") for t in found.get(slot))
    several = any(is_plural(t) and in_class(t, "partner_group") for t in groups)
    if len(people) > 1 or several or any(_are_two(context, t) for t in found.get("subject")):
        return True
    things = (*found.get("object"), *found.get("of"), *found.get("mod"), *found.get("with"))
    of_forces = any(in_class(t, "military_data") or has_word(t, "military_data") for t in things)
    of_forces = of_forces or any(THING["equipment"](context, t) for t in found.get("on"))
    mutual = context.is_on_defence and lemma(trigger) in _WORDS["sharing"]
    return bool(people) and (of_forces or mutual or context.speaks_of_defence(trigger.sent))


def _are_two(context: Context, noun: Token) -> bool:
    """ "The two navies", "the operations centres in Oslo and Helsinki": sides of which each has what the other gets."""
    if not is_plural(noun) or not context.is_on_defence:
        return False
    if any(t.lower_ in {"two", "both", "three", "four"} for t in noun.children) and in_class(noun, "own_forces"):
        return True
    return len(places_of(context, (noun, *syntax.prepositional_objects(noun, "in", "at", "of")))) > 1


def _two_parties(context: Context, trigger: Token, _found: Arguments) -> bool:
    """The sharing of intelligence by name, where the article is on defence or the sentence speaks of it."""
    return context.is_on_defence or context.speaks_of_defence(trigger.sent)


def _comprising(context: Context, _trigger: Token, found: Arguments) -> bool:
    return bool(actors_in(context, found, "including"))


def _guest(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is in Berlin this week": somebody is in a state other than his own."""
    if any(lemma(t) in _WORDS["duty"] for t in found.get("on")):
        return False  # "is on station in the Gulf"
    own = states_at(context, found.get("subject"))
    return bool(own) and bool(places_of(context, found.get("in")) - own)


def _come_as_guest(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Received the general in Nairobi", "welcomed a visiting delegation": where to, or that he is on a visit."""
    if places_of(context, (*found.get("in"), *found.get("to"))):
        return True
    return any(t.lower_ == "visiting" for noun in found.get("object") for t in syntax.modifiers(noun))


MEETINGS: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "two_actors": _two_actors,
    "between_two": _between_two,
    "together": _together,
    "two_met": _two_met,
    "speaks_to_another": _speaks_to_another,
    "two_met_of_two": _two_met_of_two,
    "by_phone": _by_phone,
    "regular_body": _regular_body,
    "at_forum": _at_forum,
    "joint_states": _joint_states,
    "told_another": _told_another,
    "two_parties": _two_parties,
    "comprising": _comprising,
    "guest": _guest,
    "come_as_guest": _come_as_guest,
    "party_subject": lambda context, _trigger, found: bool(actors_in(context, found, "subject", "by")),
    "two_sides_named": lambda context, _trigger, found: (
        len(states_at(context, [t for slot in ("subject", "by", "between", "with") for t in found.get(slot)])) > 1
        or (context.is_on_defence and len(context.sides) > 1)
    ),
    "state_subject": lambda context, _trigger, found: any(
        actor.kind is EntityKind.STATE for actor in actors_in(context, found, "subject", "by")
    ),
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

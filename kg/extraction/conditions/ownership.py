"""Whose something is and where: conditions on the states and bodies that stand in the slots of a trigger."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad, syntax
from kg.extraction.abroad import is_permission
from kg.extraction.antecedents import counted
from kg.extraction.arguments import Arguments, is_verbal
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.extraction.sides import actors_in, owners, places_of, states_at, states_of
from kg.extraction.things import THING, is_force
from kg.model import EntityKind

__all__ = ["OWNERSHIP"]

_WORDS = word_sets("conditions")


def _of_alliance(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "NATO's air policing mission", "the African Union mission in Somalia"."""
    if found.carrier is not None and lemma(found.carrier) in _WORDS["sending"]:
        return False  # those sent to it are deployed
    organised = (a.kind is EntityKind.INTERNATIONAL_ORGANIZATION for a in actors_in(context, found, "mod", "poss"))
    return any(organised) and not has_word(syntax.head_noun(trigger), "civil_mission")


def _destination(context: Context, _trigger: Token, found: Arguments) -> bool:
    """It is told where forces go or are, or whose they are: not "the soldiers returned to their barracks"."""
    places = (context.entities.at(t) for slot in ("to", "in", "at", "for", "from") for t in found.get(slot))
    return any(p is not None for p in places) or bool(actors_in(context, found, "subject:mod"))


def _foreign_force(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Latvia hosts Canadian troops", "Germany hosts the U.S. air base": whose and where differ."""
    whose = states_of(context, actors_in(context, found, "object:mod", "to:mod", "from"))
    where = states_of(context, actors_in(context, found, "subject"))
    return bool(where and whose - where)


def _abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Germany has 500 soldiers in Mali": the place is another's."""
    inside = (*found.get("in"), *found.get("on"))
    where = {key for key in places_of(context, inside) if key.startswith("State:")}
    where |= states_of(context, actors_in(context, found, "in", "on"))
    return bool(where - states_of(context, actors_in(context, found, "subject")))


def _two_people(context: Context, _trigger: Token, found: Arguments) -> bool:
    """Two people who are named: "received the general" may be an honour guard's doing."""
    sides = (actors_in(context, found, slot) for slot in ("subject", "object"))
    return all(any(a.kind is EntityKind.PERSON for a in actors) for actors in sides)


def _one_actor(context: Context, _trigger: Token, found: Arguments) -> bool:
    return any(a.kind is not EntityKind.PERSON for a in actors_in(context, found))


def _permitted(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Allowed a British aircraft to refuel", "may dock in each other's ports" by permission of another."""
    verb = syntax.governing_verb(trigger)
    if verb is None or not is_permission(verb):
        return False
    forces = any(is_force(context, t) for t in found.get("subject"))
    return forces or bool(actors_in(context, found, "subject", "subject:mod"))


def _several_forces(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Patrolled by Czech and Polish aircraft": forces of two states do one thing."""
    doing = lemma(trigger) in _WORDS["watching"]
    return doing and len(states_of(context, actors_in(context, found, "subject"))) > 1


def _two_sides(context: Context, _trigger: Token, found: Arguments) -> bool:
    """True if somebody of one state does something to somebody of another."""
    one = states_of(context, actors_in(context, found, "subject", "subject:mod", "by"))
    other = states_of(context, actors_in(context, found, "object", "object:mod", "iobj", "of", "of:mod", "for", "from"))
    return bool(one and other - one)


def _opened(context: Context, trigger: Token, found: Arguments) -> bool:
    """A base is let to somebody."""
    if found.get("xcomp") or actors_in(context, found, "to", "iobj", "for", "by"):
        return True
    return not is_verbal(trigger) and bool(actors_in(context, found, "poss", "mod"))


def _foreign_use(context: Context, trigger: Token, found: Arguments) -> bool:
    """Somebody uses what is another's, or what another permits to use."""
    verb = syntax.governing_verb(trigger)
    if verb is not None and is_permission(verb):
        return True
    if any(in_class(t, "access") for t in found.get("object")):
        return any(THING["base"](context, t) for t in trigger.sent)
    user = states_of(context, actors_in(context, found, "subject", "by"))
    owner = states_of(context, actors_in(context, found, "object:mod", "in", "from"))
    return bool(owner - user) and bool(user)


def _membership(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Joined the task force", "its participation in the coalition": somebody is or may be part of it."""
    carrier = found.carrier
    if carrier is not None and lemma(carrier) in _WORDS["joining"]:
        return True
    noun = syntax.head_noun(trigger)
    return noun.dep_ == "pobj" and lemma(noun.head.head) in _WORDS["membership"]


def _trip_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Flew on to Lima", "is expected in Hanoi": where somebody goes is a place, and none of his own state."""
    places = [t for slot in ("to", "in", "at", "for", "into") for t in found.get(slot)]
    named = (context.entities.at(t) for t in places)
    if not any(e is not None and e.kind in {EntityKind.STATE, EntityKind.PLACE} for e in named):
        return False
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod"), *found.get("object")))
    return not own & places_of(context, places)


def _in_port(context: Context, _trigger: Token, found: Arguments) -> bool:
    """A ship is at a place that is named, or at a base."""
    places = [t for slot in ("in", "at", "off", "into", "to") for t in found.get(slot)]
    return any(in_class(t, "base") or t.ent_type_ in {"GPE", "LOC", "FAC"} for t in places)


def _by_trainer(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Instructors from Spain taught the recruits": who teaches is there to teach."""
    return any(THING["trainer"](context, t) for slot in ("subject", "by") for t in found.get(slot))


def _learners_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The training of Kenyan pilots in Izmir", "back from a course in Oman": whose and where, or by whom, differ."""
    learners = [t for slot in ("of", "for", "learner") for t in found.get(slot) if _learns(context, t)]
    own = states_at(context, learners)
    where = places_of(context, (*found.get("in"), *found.get("at")))
    return bool(own) and bool((where | states_at(context, (*found.get("with"), *found.get("from")))) - own)


def _learns(context: Context, token: Token) -> bool:
    return any(THING["trainee"](context, t) for t in (token, *counted(token)))


def _by_leave(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Russian vessels may enter Cam Ranh": what forces can do in a place that is another's by its owner's leave."""
    allowed = any(lemma(t) in _WORDS["permission"] for slot in ("with", "by", "under") for t in found.get(slot))
    if not allowed and not any(lemma(t) in _WORDS["leave"] for t in syntax.modals(trigger)):
        return False
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    where = [t for slot in ("object", "in", "at", "through", "over") for t in found.get(slot)]
    return bool(own) and bool(places_of(context, where) - own)


def _practising_with(context: Context, trigger: Token, found: Arguments) -> bool:
    """Forces of two states practise; what else they may do together is for :mod:`kg.extraction.jointly`."""
    partners = states_at(context, (*found.get("subject"), *found.get("with"), *found.get("alongside")))
    return lemma(trigger) in _WORDS["practising"] and len(partners) > 1


def _further_part(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A first delivery", "a follow-up purchase": one of several, of arms that were just named."""
    noun = syntax.head_noun(trigger)
    if noun.i != trigger.i or not context.is_on_defence or found.get("of"):
        return False
    if not any(t.lower_ in _WORDS["further"] for t in (*syntax.modifiers(noun), *syntax.compounds(noun))):
        return False
    start = trigger.doc[max(trigger.sent.start - 1, 0)].sent.start
    return any(THING["equipment"](context, t) for t in trigger.doc[start : trigger.i])


def _for_mission(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Granted Kigali 20 million euros for the mission": money to a state for its forces' work."""
    receiving = states_at(context, (*found.get("iobj"), *found.get("to")))
    purposes = [t for slot in ("for", "object:for", "towards") for t in found.get(slot)]
    use = any(lemma(t) in _WORDS["mission"] or is_force(context, t) for t in purposes)
    return bool(receiving) and use and context.is_on_defence


def _under_flag(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Policing the airspace under the NATO flag": under what is an organisation's, or in its service."""
    if any(lemma(t) in _WORDS["flag"] for t in found.get("under")):
        named = actors_in(context, found, "under:mod", "under:of", "under")
        near = (a for t in found.get("under:of") for owner in owners(t) for a in context.actors.of(owner))
        return any(a.kind is EntityKind.INTERNATIONAL_ORGANIZATION for a in (*named, *near))
    return False


def _guest_noun(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Visiting Chinese minister": an official or a body of a state stands behind the participle."""
    guests = [t for t in found.get("subject") if t.i > trigger.i and trigger.dep_ in {"amod", "pcomp"}]
    return any(THING["official"](context, t) for t in guests) and bool(states_at(context, guests))


def _still_kept(_context: Context, _trigger: Token, found: Arguments) -> bool:
    """Not "replaced the pact that had expired in May": what is over ends no more."""
    return not any(lemma(t) in {"expire", "lapse"} for noun in found.get("object") for t in noun.subtree)


def _partner_with(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is studying a version together with the Brazilians": it is told with whom."""
    return bool(actors_in(context, found, "with", "alongside"))


def _made_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Assembly of the Turkish drone in Astana": whose thing it is and where it is made differ."""
    whose = states_of(context, actors_in(context, found, "of:mod")) | states_at(context, found.get("for"))
    where = [t for slot in ("in", "at", "outside", "near") for t in found.get(slot)]
    return bool(whose) and bool(places_of(context, where) - whose)


OWNERSHIP: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "military_base": abroad.is_military_base,
    "destination": _destination,
    "foreign_force": _foreign_force,
    "abroad": _abroad,
    "permitted": _permitted,
    "two_sides": _two_sides,
    "opened": _opened,
    "foreign_use": _foreign_use,
    "several_forces": _several_forces,
    "two_people": _two_people,
    "one_actor": _one_actor,
    "of_alliance": _of_alliance,
    "membership": _membership,
    "trip_abroad": _trip_abroad,
    "in_port": _in_port,
    "by_trainer": _by_trainer,
    "learners_abroad": _learners_abroad,
    "by_leave": _by_leave,
    "practising_with": _practising_with,
    "further_part": _further_part,
    "for_mission": _for_mission,
    "under_flag": _under_flag,
    "guest_noun": _guest_noun,
    "still_kept": _still_kept,
    "partner_with": _partner_with,
    "made_abroad": _made_abroad,
}
"""Condition on sides and places -> test of the trigger with its arguments."""

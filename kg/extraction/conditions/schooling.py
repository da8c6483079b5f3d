"""Training told by schools, skills and teachers: whose the learners and the teachers are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction.antecedents import counted
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.sides import actors_in, places_of, states_at
from kg.extraction.things import THING
from kg.model import EntityKind

__all__ = ["SCHOOLING"]

_SCHOOL_AT = ("object", "at", "to", "in", "into", "from", "through", "of")


def _trainees(context: Context, found: Arguments, *slots: str) -> list[Token]:
    tokens = (t for slot in slots for t in found.get(slot))
    return [t for t in tokens if any(THING["trainee"](context, one) for one in (t, *counted(t)))]


def _at_academy(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Lebanese cadets are enrolled at Saint-Cyr", "went to staff college in India": a school of another state."""
    own = states_at(context, _trainees(context, found, "subject", "object"))
    schools = [t for slot in _SCHOOL_AT for t in found.get(slot) if THING["academy"](context, t)]
    around = [t for noun in schools for t in noun.subtree if t.i >= noun.left_edge.i]
    where = places_of(context, (*around, *found.get("in"))) | states_at(context, (*schools, *around))
    named = any(a.kind is not EntityKind.STATE for t in schools for a in context.actors.of(t))
    return bool(own and schools) and (bool(where - own) or (named and not where))


def _told_learners(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Passed on their skills to the Senegalese commandos": forces of one state to those of another."""
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    learners = _trainees(context, found, "to", "with", "iobj")
    return bool(own) and bool(states_at(context, learners) - own)


def _from_teachers(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Learned mountain warfare from Russian instructors": who teaches is of forces of another state."""
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    teachers = [t for slot in ("from", "under", "with") for t in found.get(slot)]
    teaching = [t for t in teachers if THING["trainer"](context, t) or THING["force"](context, t)]
    return bool(own) and bool(states_at(context, teaching) - own)


def _two_sides_with(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "French trainers work with the Beninese forces"."""
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    return bool(own) and bool(states_at(context, (*found.get("with"), *found.get("object"))) - own)


def _by_alliance(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The alliance advises the ministry"."""
    return any(a.kind is EntityKind.INTERNATIONAL_ORGANIZATION for a in actors_in(context, found, "subject"))


def _by_trainer_for(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Chinese instructors ran a seminar for his officers"."""
    teachers = [t for slot in ("subject", "by") for t in found.get(slot) if THING["trainer"](context, t)]
    return bool(teachers) and bool(_trainees(context, found, "for", "to", "iobj"))


def _learns_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Earned their wings at a base in Arizona", "qualified under Danish divers": with or among others."""
    own = states_at(context, _trainees(context, found, "subject"))
    teachers = [t for slot in ("with", "under", "by", "from", "at") for t in found.get(slot)]
    where = places_of(context, (*found.get("in"), *found.get("at"))) | states_at(context, teachers)
    return bool(own) and bool(where - own) and not where & own


def _place_at_academy(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Offered Tongan officers 50 places at its staff colleges"."""
    own = states_at(context, (*found.get("subject"), *found.get("from")))
    schools = [t for slot in ("at", "in") for t in found.get(slot) if THING["academy"](context, t)]
    learners = states_at(context, _trainees(context, found, "iobj", "to", "for"))
    return bool(own and schools) and bool(learners - own)


def _forces_teach(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Lectures by Portuguese officers for Angolan cadets", "under the tutelage of Danish experts": of two states."""
    teachers = [t for slot in ("subject", "by", "from", "of") for t in found.get(slot)]
    own = states_at(context, (t for t in teachers if _teaches(context, t)))
    learners = states_at(context, _trainees(context, found, "for", "to", "iobj", "learner"))
    return bool(own) and bool(learners - own) and not own & learners


def _teaches(context: Context, token: Token) -> bool:
    return any(THING[name](context, token) for name in ("force", "trainer", "trainee"))


def _anothers_skill(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is sharpening the sniper skills of the Jamaican force"."""
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    return bool(own) and bool(states_at(context, (*found.get("object"), *found.get("object:of"))) - own)


SCHOOLING: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "at_academy": _at_academy,
    "told_learners": _told_learners,
    "from_teachers": _from_teachers,
    "two_sides_with": _two_sides_with,
    "by_alliance": _by_alliance,
    "by_trainer_for": _by_trainer_for,
    "learns_abroad": _learns_abroad,
    "place_at_academy": _place_at_academy,
    "forces_teach": _forces_teach,
    "anothers_skill": _anothers_skill,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

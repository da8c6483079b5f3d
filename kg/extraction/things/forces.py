"""Forces and their people: soldiers, units, those who are trained, and powers that have forces."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.lexicon import table, word_sets
from kg.extraction.phrases import has_word, in_class, is_plural, lemma
from kg.model import EntityKind

__all__ = ["FORCES", "is_force"]

_WORDS = word_sets("conditions")
_COURSES = frozenset(table("light")["courses"]["words"])
_COMBINED = word_sets("combined")
_GROUND = frozenset({"GPE", "LOC", "FAC"})
_POWERS = frozenset({EntityKind.STATE, EntityKind.ARMED_FORCE})


def is_force(context: Context, token: Token) -> bool:
    """True for a force by name, and for people and things of forces where defence is spoken of."""
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.ARMED_FORCE:
        return True
    # "French special forces" in small letters is a phrase, whatever the recogniser takes it for
    described = entity is not None and entity.kind is EntityKind.ORGANIZATION and token.tag_ == "NNS" and token.is_lower
    if entity is not None and entity.kind is not EntityKind.STATE and not described:
        on_defence = context.is_on_defence or context.speaks_of_defence(token.sent)
        return entity.kind is EntityKind.EQUIPMENT and on_defence
    if not in_class(token, "force") or lemma(token) in _WORDS["not_force"]:
        return False
    if lemma(token) not in _WORDS["civil_too"] or has_word(token, "agreement_defence"):
        return True
    return context.is_on_defence or context.speaks_of_defence(token.sent)


def _is_state_or_force(context: Context, token: Token) -> bool:
    kinds = {EntityKind.STATE, EntityKind.ARMED_FORCE, EntityKind.INTERNATIONAL_ORGANIZATION}
    return is_force(context, token) or any(actor.kind in kinds for actor in context.actors.of(token))


def _is_national(context: Context, token: Token) -> bool:
    """People whom somebody trains: by a word for them, or several of some state ("120 Vietnamese submariners")."""
    if in_class(token, "trainee"):
        return True
    near = (context.entities.at(t) for t in (token, *syntax.modifiers(token), *syntax.compounds(token)))
    return is_plural(token) and any(e is not None and e.kind is EntityKind.STATE for e in near)


def _is_trainee(context: Context, token: Token) -> bool:
    """Soldiers, or people whom forces have as well ("pilots", "mechanics") where forces are spoken of."""
    if is_force(context, token):
        return True
    if not in_class(token, "trainee"):
        return False
    if has_word(token, "agreement_defence") or context.is_relevant(token):
        return True
    return lemma(token) in _WORDS["cadre"] and any(context.actors.of(t) for t in syntax.modifiers(token))


def _is_trainer(context: Context, token: Token) -> bool:
    if not in_class(token, "trainer"):
        return False
    return has_word(token, "agreement_defence") or context.is_on_defence or context.speaks_of_defence(token.sent)


def _is_posted(context: Context, token: Token) -> bool:
    """Troops, and people whom a state sends to another's forces where defence is spoken of."""
    if _is_troops(context, token):
        return True
    return in_class(token, "personnel") and context.is_on_defence


def _is_power(context: Context, token: Token) -> bool:
    return is_force(context, token) or any(a.kind in _POWERS for a in context.actors.of(token))


def _is_troops(context: Context, token: Token) -> bool:
    """People under arms and their units, not what they use; where defence is spoken of, "1,500 men", "the Danes"."""
    if context.is_on_defence and (_are_counted_men(token) or _are_of_state(context, token)):
        return True
    return (lemma(token) in _WORDS["troops"] or token.lower_ in _WORDS["troops"]) and is_force(context, token)


def _are_counted_men(token: Token) -> bool:
    return token.lower_ == "men" and any(t.dep_ == "nummod" for t in token.children)


def _are_of_state(context: Context, token: Token) -> bool:
    """ "Two hundred Danes": those of a state, counted."""
    if token.tag_ not in {"NNPS", "NNS"} or not any(t.dep_ == "nummod" for t in token.children):
        return False
    return any(a.kind is EntityKind.STATE for a in context.actors.of(token)) and token.ent_type_ == "NORP"


def _is_stationed(context: Context, token: Token) -> bool:
    """Forces, and people or things of a state or body that names them: "a liaison officer", "anti-aircraft units"."""
    if is_force(context, token):
        return True
    return in_class(token, "stationed") and (context.is_on_defence or context.speaks_of_defence(token.sent))


def _is_joint_force(context: Context, token: Token) -> bool:
    """A force of several by its name ("Combined Task Force 150"), or by a noun that says so."""
    words = {t.lower_ for t in syntax.noun_phrase(token)} if token.ent_type_ or token.pos_ == "PROPN" else set()
    if words & _WORDS["joint_force"] and words & _COMBINED["common_force"]:
        return True
    if lemma(token) not in _COMBINED["common_force"]:
        return False
    near = (*syntax.modifiers(token), *syntax.compounds(token))
    return any(t.lower_ in _WORDS["joint"] | _WORDS["joint_body"] for t in near) and context.is_on_defence


def _is_academy(context: Context, token: Token) -> bool:
    """Where soldiers are taught, by noun or by name ("Royal Military Academy Sandhurst")."""
    if lemma(token) in _WORDS["academy"]:
        return True
    if lemma(token) in {"centre", "center", "camp"}:
        near = (*syntax.compounds(token), *syntax.modifiers(token))
        return any(t.lower_ == "training" for t in near)
    entity = context.entities.at(token)
    return entity is not None and not _WORDS["academy"].isdisjoint(entity.name.lower().split())


def _is_ministry(context: Context, token: Token) -> bool:
    """A ministry or a staff, where defence is spoken of: it is advised as forces are."""
    body = any(a.kind is EntityKind.GOVERNMENT_BODY for a in context.actors.of(token))
    return (body or lemma(token) in _WORDS["ministry"]) and context.is_on_defence


def _is_common_force(_context: Context, token: Token) -> bool:
    """ "The regional force", "a single command"."""
    near = (*syntax.modifiers(token), *syntax.compounds(token))
    return lemma(token) in _COMBINED["common_force"] and any(t.lower_ in _COMBINED["common"] for t in near)


def _in(name: str) -> Callable[[Context, Token], bool]:
    return lambda _context, token: in_class(token, name)


FORCES: Mapping[str, Callable[[Context, Token], bool]] = {
    "force": is_force,
    "state_or_force": _is_state_or_force,
    "nationals": _is_national,
    "trainee": _is_trainee,
    "trainer": _is_trainer,
    "power": _is_power,
    "troops": _is_troops,
    "posted": _is_posted,
    "stationed": _is_stationed,
    "personnel": _in("personnel"),
    "cadre": _in("cadre"),
    "academy": _is_academy,
    "course": lambda _context, token: lemma(token) in _COURSES,
    "skill": lambda _context, token: lemma(token) in _WORDS["skill"],
    "ministry": _is_ministry,
    "learner": lambda _context, token: lemma(token) in _WORDS["learner"],
    "joint_force": _is_joint_force,
    "common_force": _is_common_force,
    "men": lambda _context, token: lemma(token) in _COMBINED["men"] and is_plural(token),
    "practised": lambda _context, token: (
        lemma(token) in _COMBINED["practised"] or token.lower_ in _COMBINED["practised"]
    ),
    "acted_on": lambda _context, token: (
        lemma(token) in _COMBINED["acted_on"] or token.ent_type_ in {"GPE", "LOC", "FAC"}
    ),
    "drill": lambda _context, token: lemma(token) in _WORDS["drill"] or token.ent_type_ == "EVENT",
}
"""Class of a phrase -> test of its head."""

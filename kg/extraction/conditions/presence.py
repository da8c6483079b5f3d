"""Forces, bases and access: whose they are, where they stand and who lets them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad, syntax
from kg.extraction.abroad import are_sent_abroad
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, lemma
from kg.extraction.sides import actors_in
from kg.extraction.things import THING, is_force
from kg.model import EntityKind

__all__ = ["PRESENCE"]

_WORDS = word_sets("conditions")


def _force_word(context: Context, trigger: Token, _found: Arguments) -> bool:
    noun = syntax.head_noun(trigger)
    return has_word(noun, "defence_strong") or context.speaks_of_defence(trigger.sent) or context.is_on_defence


def _based(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(t.lower_ in _WORDS["based"] for t in trigger.subtree)


def _force_name(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(a.kind is EntityKind.ARMED_FORCE for a in actors_in(context, found))


def _force_leaving(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Ordered French troops to leave": forces of somebody else have to go."""
    goes = [t for t in syntax.complements(trigger) if lemma(t) in _WORDS["leaving"]]
    objects = (
        *syntax.objects(trigger),
        *syntax.indirect_objects(trigger),
        *(t for v in goes for t in syntax.subjects(v)),
    )
    out = [t for t in (*trigger.children, *(c for o in objects for c in o.children)) if t.lower_ in {"out", "home"}]
    if out and lemma(trigger) in _WORDS["ordering"]:
        return any(is_force(context, t) for t in objects)
    if not goes or not any(a.kind is EntityKind.STATE for t in objects for a in context.actors.of(t)):
        return False
    return any(is_force(context, t) for t in (*objects, *(o for verb in goes for o in syntax.objects(verb))))


def _let_to(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Leases a base to China": somebody lets it, who with "from" would take it."""
    return bool(actors_in(context, found, "to", "iobj"))


def _to_enter(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Permission to dock", "clearance for landing": of ships or aircraft, whatever a parser makes of the word."""
    after = trigger.doc[trigger.i + 1 : min(trigger.i + 4, trigger.sent.end)]
    entering = any(t.lower_ in _WORDS["entering"] or lemma(t) in _WORDS["entering"] for t in after)
    return entering and any(is_force(context, t) for t in trigger.sent)


def _of_somebody(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "An EU mission has been deployed": it is told whose they are."""
    whose = actors_in(context, found, "object:mod", "by")
    return any(a.kind in {EntityKind.STATE, EntityKind.INTERNATIONAL_ORGANIZATION} for a in whose)


PRESENCE: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "force_word": _force_word,
    "based": _based,
    "force_name": _force_name,
    "force_leaving": _force_leaving,
    "let_to": _let_to,
    "to_enter": _to_enter,
    "of_somebody": _of_somebody,
    "military_site": lambda _context, trigger, found: any(has_word(t, "agreement_defence") for t in found.get("of")),
    "basing": lambda context, trigger, _found: trigger.lower_ in {"basing", "overflight", "overflights", "rights"},
    "foreign_base": abroad.is_foreign_base,
    "base_abroad": abroad.is_base_abroad,
    "overseas_base": abroad.is_overseas_base,
    "troops_abroad": abroad.are_troops_abroad,
    "guests": abroad.are_guests,
    "seen_abroad": lambda context, trigger, found: (
        syntax.is_passive(trigger) and are_sent_abroad(context, trigger, found)
    ),
    "troops_bound": abroad.are_bound,
    "there_abroad": abroad.are_there,
    "of_troops": lambda context, _trigger, found: any(THING["troops"](context, t) for t in found.get("of")),
    "sent_abroad": are_sent_abroad,
    "stands_abroad": abroad.stand_abroad,
    "let_in": abroad.is_let_in,
    "for_foreign_force": abroad.is_for_foreign_force,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

"""What one side knows and another learns: warnings in time, and intelligence that is another's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.entities import STATES_AND_BODIES
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import in_class, lemma
from kg.extraction.sides import actors_in, owners, states_at

__all__ = ["TIDINGS"]

_WORDS = word_sets("tidings")
_ENDS = ("subject", "subject:mod", "from", "to", "with", "into", "among", "between", "iobj", "object", "at", "by")
_SOURCES = ("object", "on", "into", "to", "from", "of")
_TOPICS = ("of", "about", "on", "over", "to", "against", "object:of", "object:about")


def _sides(context: Context, found: Arguments, *slots: str) -> set[str]:
    """The keys of the states and bodies in ``slots``: a body whose state is known counts as that state."""
    tokens = [t for slot in slots for t in found.get(slot)]
    near = (a for t in tokens for owner in owners(t) for a in context.actors.of(owner))
    bodies = (a for a in (*actors_in(context, found, *slots), *near) if a.kind in STATES_AND_BODIES)
    return {(context.actors.state_of(a) or a).key for a in bodies} | states_at(context, tokens)


def _two_tellers(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Pictures from Finland stream into NATO's command": they come from one and reach another."""
    return len(_sides(context, found, *_ENDS)) > 1


def _anothers_reports(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is privy to American intelligence": whose it is and who has it differ."""
    users = states_at(context, found.get("subject"))
    reports = [
        t for slot in _SOURCES for t in found.get(slot) if in_class(t, "intelligence") or in_class(t, "sightings")
    ]
    return bool(users) and bool(states_at(context, reports) - users)


def _told_of_threat(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Tipped off Manila about the flotilla"; "warned" and "informed" only in advance or by a secret service."""
    telling, told = _sides(context, found, "subject", "by"), _sides(context, found, "object", "iobj", "to")
    if not telling or not told - telling:
        return False
    if lemma(trigger) not in _WORDS["tipping"] and not _in_time(trigger):
        return False
    topics = [*(t for slot in _TOPICS for t in found.get(slot)), *_clauses(trigger)]
    return any(lemma(t) in _WORDS["threat"] for t in topics)


def _clauses(trigger: Token) -> Iterable[Token]:
    for clause in syntax.complements(trigger):
        yield from clause.subtree


def _in_time(trigger: Token) -> bool:
    words = [t.lower_ for t in trigger.sent]
    if not _WORDS["in_time"].isdisjoint(words):
        return True
    return any(t.text in _WORDS["secret_service"] for t in trigger.sent)


TIDINGS: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "two_tellers": _two_tellers,
    "anothers_reports": _anothers_reports,
    "told_of_threat": _told_of_threat,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

"""Instances of what takes place again and again: "the next dialogue", "last year's edition"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.phrases import lemma
from kg.model import Entity, Filler, Situation

__all__ = ["is_another", "is_successor", "of_series"]

_SERIAL = frozenset({"JointExercise", "Consultation"})
_OTHER = frozenset(table("identity")["another"]["words"])
_INSTANCES = frozenset({"one", "first", "second", "third", "fourth", "last", "previous", "latest"})
_YEARS = frozenset({"year", "years"})
_FOLLOWING = frozenset({"follow", "precede", "succeed", "replace"})
_NUMBER_OF_EDITION = re.compile(r"(?:[\s/-]+(?:\d[\w/-]*|[IVX]+))+$")


def is_another(candidate: Candidate) -> bool:
    """True for an instance besides the one spoken of: "the next meeting", "last year's edition"; not "this year's".

    Staying away from an exercise is a situation besides it, too.
    """
    if candidate.frame.type not in _SERIAL or is_verbal(candidate.trigger):
        return _is_staying_away(candidate)
    noun = syntax.head_noun(candidate.trigger)
    if candidate.frame.type == "JointExercise" and noun.lower_ in _INSTANCES:
        return True
    name = named_span(noun) if noun.ent_type_ == "EVENT" else None
    start = noun.left_edge.i if name is None else min(noun.left_edge.i, name.start)
    before = noun.doc[start : noun.i]
    if any(t.lower_ in _OTHER and t.head == noun for t in before) or is_successor(noun):
        return True
    return any(_is_of_other_year(t) for t in before if t.dep_ == "poss")


def is_successor(noun: Token) -> bool:
    """ "The exercise would be followed by a smaller drill in Gaborone": what comes before or after is another."""
    verb = noun.head.head
    return noun.dep_ == "pobj" and noun.head.lower_ == "by" and lemma(verb) in _FOLLOWING


def _is_staying_away(candidate: Candidate) -> bool:
    return candidate.frame.type == "JointExercise" and candidate.frame.negated


def _is_of_other_year(token: Token) -> bool:
    """ "Last year's", "2019's": not "this year's"."""
    year = token.lower_ in _YEARS or (token.ent_type_ == "DATE" and token.text.isdigit())
    return year and not any(t.lower_ in {"this", "current"} for t in token.children)


def of_series(
    context: Context, candidate: Candidate, roles: Mapping[str, tuple[Filler, ...]], earlier: Situation | None
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` of another instance with what it shares with ``earlier``, the last one told of its type.

    An exercise keeps its name, whoever takes part; a meeting whose people are not named is one of the same states.
    """
    if earlier is None:
        return dict(roles)
    if candidate.frame.type == "JointExercise":
        names = [name for name in earlier.roles.get("name", ()) if isinstance(name, str)]
        if not _is_staying_away(candidate):
            names = [_NUMBER_OF_EDITION.sub("", name) for name in names]
        return {**roles, "name": roles.get("name") or tuple(names)}
    present = [f for f in earlier.roles.get("participant", ()) if isinstance(f, Entity)]
    states = dict.fromkeys(state for f in present if (state := context.actors.state_of(f)) is not None)
    meeting = roles.get("participant") or (tuple(states) if len(states) > 1 else ())
    return {**roles, "participant": meeting}

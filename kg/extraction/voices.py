"""Adds the claims of those who speak of what was told elsewhere: echoes ("the move, reported by X") and denials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction.context import Context
from kg.extraction.denials import denial_of, denying_words
from kg.extraction.echoes import ECHOING, echo_of
from kg.extraction.selecting import tokens_with
from kg.model import Claim, Polarity, Situation

__all__ = ["Place", "add_voices"]

Place = tuple[int, int]
"""The place of a trigger, and the index of the first situation that it tells."""

_OF_PURCHASES = frozenset({"purchase", "acquisition", "sale", "takeover"})
_PURCHASES = frozenset({"ArmsTransfer", "JointDevelopment"})
_REACH = 90  # tokens back from a denial to what it denies


def add_voices(context: Context, found: list[Situation], told: Sequence[Place]) -> None:
    """Give the situations ``found``, in place, the claims of further voices."""
    if not told:
        return
    for token in tokens_with(context.doc, LEMMA=ECHOING | denying_words()):
        if token.lemma_ in denying_words():
            _add_denial(context, token, found, told)
        if token.lemma_ in ECHOING:
            _add_echo(context, token, found, told)


def _add_echo(context: Context, token: Token, found: list[Situation], told: Sequence[Place]) -> None:
    """Give the claim of "the move, reported by X" to what the nearest earlier sentence tells first.

    "The purchase" is the nearest that was told of one.
    """
    echo = echo_of(context, token)
    before = [(at, index) for at, index in told if at < token.sent.start] if echo is not None else []
    if echo is None or not before:
        return
    types = _PURCHASES if token.lemma_ in _OF_PURCHASES else None
    before = [(at, index) for at, index in before if types is None or found[index].type in types]
    if not before:
        return
    sentence = context.doc[before[-1][0]].sent
    index = next(index for at, index in before if sentence.start <= at < sentence.end)
    if found[index].is_settled:
        found[index] = replace(found[index], claims=(*found[index].claims, echo.claim))


def _add_denial(context: Context, token: Token, found: list[Situation], told: Sequence[Place]) -> None:
    """Give a denial to what was told last before it, in its sentence or as somebody's word in the ones before."""
    near = [(at, index) for at, index in told if token.i - _REACH <= at < token.i]
    here = [index for at, index in near if at >= token.sent.start]
    reported = [index for _, index in near if any(c.asserted_by is not None for c in found[index].claims)]
    for index in (here or reported or [i for _, i in near])[-1:]:
        claim = _affirmed(found[index])
        denial = denial_of(context, token, claim) if claim is not None else None
        if denial is not None and (here or reported or not _is_of_others(found[index], denial)):
            found[index] = replace(found[index], claims=(*found[index].claims, denial))


def _is_of_others(situation: Situation, denial: Claim) -> bool:
    """True for an attack that the paper itself tells of others than the one who denies: it denies something else."""
    agents = situation.roles.get("agent", ())
    return situation.type == "Incident" and bool(agents) and denial.asserted_by not in agents


def _affirmed(situation: Situation) -> Claim | None:
    return next((c for c in reversed(situation.claims) if c.polarity is Polarity.AFFIRMED), None)

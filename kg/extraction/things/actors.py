"""Persons and bodies that act: officials, chambers, authorities, travellers, alliances, states."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction.context import Context
from kg.extraction.entities import STATES_AND_BODIES
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.model import EntityKind

__all__ = ["ACTORS", "is_alliance"]

_WORDS = word_sets("conditions")


def _is_official(context: Context, token: Token) -> bool:
    if in_class(token, "official"):
        return True
    return any(
        actor.kind in {EntityKind.PERSON, EntityKind.GOVERNMENT_BODY, EntityKind.STATE}
        or actor.kind is EntityKind.INTERNATIONAL_ORGANIZATION
        or actor.kind is EntityKind.ARMED_FORCE
        for actor in context.actors.of(token)
    )


def _is_person(context: Context, token: Token) -> bool:
    if in_class(token, "official") and token.pos_ in {"NOUN", "PROPN"}:
        return True
    return any(actor.kind is EntityKind.PERSON for actor in context.actors.of(token))


def _is_chamber(context: Context, token: Token) -> bool:
    if lemma(token) in _WORDS["chamber"]:
        return True
    return any(actor.kind is EntityKind.GOVERNMENT_BODY for actor in context.actors.of(token))


def is_authority(context: Context, token: Token) -> bool:
    if lemma(token) in _WORDS["authority"] or token.lower_ in {"i", "we", "he", "she"}:
        return True
    kinds = {EntityKind.STATE, EntityKind.GOVERNMENT_BODY, EntityKind.INTERNATIONAL_ORGANIZATION, EntityKind.PERSON}
    return any(actor.kind in kinds for actor in context.actors.of(token))


def _is_traveller(context: Context, token: Token) -> bool:
    if in_class(token, "official") or in_class(token, "seagoing"):
        return True
    kinds = {EntityKind.PERSON, EntityKind.GOVERNMENT_BODY, EntityKind.UNNAMED_ACTOR}
    return any(actor.kind in kinds for actor in context.actors.of(token))


def is_alliance(context: Context, token: Token) -> bool:
    """True for an alliance or a joint body by name or by noun."""
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.INTERNATIONAL_ORGANIZATION:
        return any(word in _WORDS["alliance_name"] for word in entity.name.lower().split())
    if entity is not None:
        return "multinational" in entity.name.lower()
    joint = lemma(token) in _WORDS["joint_body"] and has_word(token, "joint_body")
    return lemma(token) in _WORDS["alliance"] or joint


def _is_counterpart(_context: Context, token: Token) -> bool:
    """ "Her Turkish counterpart", "his opposite number"."""
    return lemma(token) == "counterpart" or (lemma(token) == "number" and in_class(token, "official"))


ACTORS: Mapping[str, Callable[[Context, Token], bool]] = {
    "official": _is_official,
    "person": _is_person,
    "chamber": _is_chamber,
    "authority": is_authority,
    "traveller": _is_traveller,
    "envoy": lambda context, token: in_class(token, "official") or _is_person(context, token),
    "alliance": is_alliance,
    "counterpart": _is_counterpart,
    "told": lambda context, token: any(a.kind in STATES_AND_BODIES for a in context.actors.of(token)),
    "state": lambda context, token: any(a.kind is EntityKind.STATE for a in context.actors.of(token)),
}
"""Class of a phrase -> test of its head."""

"""What a transfer or aid told just before consists of: "The package includes radars", "It also contains"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.context import Context
from kg.extraction.entities import evidence
from kg.extraction.lexicon import table
from kg.extraction.phrases import filler_span, in_class, lemma
from kg.model import Entity, EntityKind, Evidence, Filler, Situation

__all__ = ["with_inventories"]

_TYPES = frozenset({"ArmsTransfer", "MilitaryAid"})
_CONTAINING = frozenset(table("light")["containing"]["words"])
_PACKAGES = frozenset(table("light")["packages"]["words"])
_PRONOUNS = frozenset({"it", "they", "these"})
# sentences that may stand between a transfer and the list of what it consists of
_REACH = 3


def with_inventories(
    context: Context, read: Sequence[tuple[Candidate, Situation]]
) -> list[tuple[Candidate, Situation]]:
    """``read`` in which the last transfer or aid before such a list has its things as items, and its words as proof."""
    found = list(read)
    if not any(situation.type in _TYPES for _, situation in found):
        return found
    meant, told_at = None, -1
    for verb in context.doc:
        if lemma(verb) not in _CONTAINING or not _is_of_package(context, verb):
            continue
        before = verb.doc[max(verb.sent.start - 1, 0)].sent.start
        if _is_pronoun(verb):  # the list or the transfer of the sentence before
            at = meant if told_at >= before else _last(found, before)
        else:
            at = _named(found, _before(found, verb), verb)
        things = list(_things(context, verb))
        if at is None or not things:
            continue
        meant, told_at = at, verb.i
        candidate, situation = found[at]
        span = verb.doc[min(t.i for t in verb.subtree) : max(verb.i, *(t.i for t in things)) + 1]
        found[at] = candidate, _extended(situation, things, evidence(span))
    return found


def _is_of_package(context: Context, verb: Token) -> bool:
    """True if what contains is called "the package", "it", "the vehicles" or is left out ("Also included are")."""
    subjects = syntax.subjects(verb)
    if not subjects:
        return syntax.is_passive(verb) and any(t.lower_ == "also" for t in verb.children)
    return _is_package(context, subjects[0])


def _is_package(context: Context, token: Token) -> bool:
    if token.lower_ in _PRONOUNS:
        return True
    definite = any(t.lower_ in {"the", "this", "these", "those"} for t in syntax.determiners(token))
    if not definite or context.entities.at(token) is not None:
        return False
    return lemma(token) in _PACKAGES or in_class(token, "materiel")


def _is_pronoun(verb: Token) -> bool:
    return any(t.lower_ in _PRONOUNS for t in syntax.subjects(verb))


def _before(read: Sequence[tuple[Candidate, Situation]], verb: Token) -> list[int]:
    """The places in ``read`` of the transfers and aid told shortly before; none where the sentence tells one itself."""
    first = verb.sent
    for _ in range(_REACH):
        first = first.doc[max(first.start - 1, 0)].sent
    told = [(at, candidate.trigger) for at, (candidate, situation) in enumerate(read) if situation.type in _TYPES]
    if any(trigger.sent.start == verb.sent.start for _, trigger in told):
        return []
    return [at for at, trigger in told if first.start <= trigger.i < verb.sent.start]


def _last(read: Sequence[tuple[Candidate, Situation]], start: int) -> int | None:
    """The place in ``read`` of the last transfer or aid told in the sentence that starts at ``start``."""
    told = [at for at, (c, s) in enumerate(read) if s.type in _TYPES and c.trigger.sent.start == start]
    return told[-1] if told else None


def _named(read: Sequence[tuple[Candidate, Situation]], near: Sequence[int], verb: Token) -> int | None:
    """The first of those near whose item the subject repeats ("the vehicles"), else the last."""
    words = {lemma(t) for t in syntax.subjects(verb)}
    for at in near:
        items = read[at][1].roles.get("item", ())
        if any(words & _words(item.name) for item in items if isinstance(item, Entity)):
            return at
    return near[-1] if near else None


def _words(name: str) -> set[str]:
    return {form for word in name.casefold().split() for form in (word, word.removesuffix("s"))}


def _things(context: Context, verb: Token) -> Iterator[Token]:
    listed = syntax.objects(verb) or syntax.passive_subjects(verb)
    for token in listed:
        entity = context.entities.at(token)
        if token.pos_ in {"NOUN", "PROPN"} and (entity is None or entity.kind is EntityKind.EQUIPMENT):
            yield token


def _extended(situation: Situation, things: Sequence[Token], quote: Evidence) -> Situation:
    names = [" ".join(filler_span(token).text.split()) for token in things]
    items: list[Filler] = [Entity(f"Equipment:{name.lower()}", name, EntityKind.EQUIPMENT) for name in names]
    roles = {**situation.roles, "item": tuple(dict.fromkeys((*situation.roles.get("item", ()), *items)))}
    claim = situation.claims[-1]
    told = replace(claim, evidence=tuple(sorted({*claim.evidence, quote})))
    return replace(situation, roles=roles, claims=(*situation.claims[:-1], told))

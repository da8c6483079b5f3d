"""Candidates for bodies, forces, companies, media, places, agreements and offices: by name, kind and state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.gazetteer import Gazetteer, Match, Record
from kg.gazetteer.folding import is_bound
from kg.linking.candidates import BODIES, SHORTENED, Candidate, by_kind, by_match, by_state, names_of
from kg.linking.context import Context
from kg.linking.names import body_variants, is_common_body, is_common_title
from kg.linking.places import land, place
from kg.model import Entity, EntityKind

__all__ = ["candidates"]

# Kinds of which every state has its own under the same names: without the state in sight the name decides nothing.
_OF_EVERY_STATE = frozenset(
    {"ministry", "armed_force", "office", "government_body", "military_command", "defence_institution"}
)
_COMMON = re.compile(
    r"(?i)(?:the )?(?:"
    r"(?:federal )?(?:ministry|department) (?:of|for)\b.*"
    r"|(?:supreme|constitutional|high) court|(?:federal |central )?government|central bank|congress"
    r"|national assembly|house of representatives"
    r"|(?:army|navy|air force|coast guard|armed forces|national guard|parliament|cabinet|senate"
    r"|(?:chief|president|prime minister|minister|secretary|commander|ambassador)\b.*)"
    r")"
)
_GOVERNED = frozenset({"territory", "city", "capital"})
_GOVERNMENT_OF = 0.85
_LETTERS = 0.9  # PTI in the paper's line is the agency, and a party where it acts
_NOBODY_KNOWS_WHERE = 0.5  # an office or service of no named state, where several states are spoken of


def candidates(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The records that bear one of the entity's names and may be such a thing, with their scores."""
    home = _home(entity, context, gazetteer)
    if entity.kind is EntityKind.PLACE:
        yield from land(entity, context, gazetteer)
    for name in names_of(entity):
        for form, state in body_variants(name, gazetteer):
            for record in gazetteer.lookup(form):
                if record.kind == "state" or (state is not None and record.country != state):
                    continue  # "Korea Times" without its state is not The Times
                score = _by_kind(entity, record, form, context) * by_match(record)
                if score:
                    score *= 1.0 if name == form else SHORTENED
                    yield _scored(entity, record, score, form, state or home, context, gazetteer)


def _by_kind(entity: Entity, record: Record, form: str, context: Context) -> float:
    """Factor for the kind, which is weak evidence where nothing but the name told extraction what the entity is."""
    score = by_kind(entity, record)
    if not score and entity.key in context.organizations and record.kind in _GOVERNED:
        return _GOVERNMENT_OF  # the governor of Okinawa
    if is_bound(form) and entity.kind is EntityKind.NEWS_SOURCE and entity.key not in context.sources:
        return max(score, _LETTERS) if BODIES.intersection(record.kinds) else score
    return score


def _home(entity: Entity, context: Context, gazetteer: Gazetteer) -> str | None:
    """The state the article ties the entity to: its own, or for an office the one it is held in."""
    record = gazetteer.state(entity.country) if entity.country else None
    if record is None and entity.kind is EntityKind.OFFICE:
        held_in = context.office_states.get(entity.key) or context.office_states.get(entity.name, frozenset())
        return next(iter(held_in)) if len(held_in) == 1 else None
    return record.label if record else None


def _scored(
    entity: Entity,
    record: Record,
    score: float,
    form: str,
    state: str | None,
    context: Context,
    gazetteer: Gazetteer,
) -> Candidate:
    if entity.kind is EntityKind.PLACE:
        return Candidate(record, score * place(record, form, state, context, gazetteer), record.match)
    if record.kind in _OF_EVERY_STATE and _is_common(record, form):
        return Candidate(record, score * _own(record, state, context), "context")
    if is_bound(form) and record.match == Match.ALIAS:
        score *= _acronym(record, state, context)
    return Candidate(record, score * _named(record, state, context), record.match)


def _is_common(record: Record, form: str) -> bool:
    if record.kind == "office" or record.match == Match.DERIVED or _COMMON.fullmatch(form) is not None:
        return True
    return is_common_body(form) and not _is_its_very_name(record)


def _is_its_very_name(record: Record) -> bool:
    """What everybody calls it in full, though it has no word of its own (the Royal Air Force)."""
    return record.match == Match.LABEL and "+" in record.source


def _own(record: Record, state: str | None, context: Context) -> float:
    """Factor for a body whose name every state has: only its state tells.

    Another state's may be meant, which the gazetteer need not know, unless the article is about one state only.
    """
    if record.country is None:
        return 0.4
    if state is not None:
        return 1.0 if record.country == state else 0.0
    if record.country not in context.states:
        return 0.3
    if context.main_states == {record.country}:
        return 0.9
    is_telling = record.kind != "office" and (_is_its_very_name(record) or _is_department(record))
    return 0.75 if is_telling else _NOBODY_KNOWS_WHERE


def _is_department(record: Record) -> bool:
    """A ministry that is called a department, as few states do, all of which the gazetteer has."""
    return record.kind == "ministry" and "Department" in record.label


def _named(record: Record, state: str | None, context: Context) -> float:
    """Factor for a body with a name of its own, which may be anywhere."""
    if record.kind in ("news_media", "defence_company", "igo", "armed_group"):
        near = record.country in context.states or (record.country is None and record.is_well_known)
        if record.kind == "news_media" and record.country not in context.states and is_common_title(record.label):
            return 0.5
        return 0.97 if near else 0.93 if record.is_well_known or record.kind != "news_media" else 0.87
    if state is not None and record.country not in (None, state):
        return 0.3
    return by_state(record, state, context)


def _acronym(record: Record, state: str | None, context: Context) -> float:
    """Factor for a few capital letters: far from its state, only a body that many sources know is meant by them."""
    if record.country is not None and (record.country == state or record.country in context.states):
        return 1.0
    return 1.0 if record.is_well_known or record.kind in ("igo", "news_media", "armed_group") else 0.7

"""Candidates for everything but persons: bodies, forces, companies, media, places, weapons, agreements, offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.gazetteer import Gazetteer, Match, Record
from kg.gazetteer.folding import fold, is_bound
from kg.linking.candidates import Candidate, by_kind, by_match, by_state
from kg.linking.context import Context
from kg.linking.names import body_variants, equipment_kinds, equipment_variants, is_common_title
from kg.model import Entity, EntityKind

__all__ = ["candidates"]

# Kinds of which every state has its own under the same names: without the state in sight the name decides nothing.
_OF_EVERY_STATE = frozenset({"ministry", "armed_force", "office", "government_body", "military_command"})
_COMMON = re.compile(
    r"(?i)(?:the )?(?:"
    r"(?:federal )?(?:ministry|department) (?:of|for)\b.*"
    r"|(?:supreme|constitutional|high) court|(?:federal |central )?government|central bank|congress"
    r"|national assembly|house of representatives"
    r"|(?:army|navy|air force|coast guard|armed forces|national guard|parliament|cabinet|senate"
    r"|(?:chief|president|prime minister|minister|secretary|commander|ambassador)\b.*)"
    r")"
)
_LAND = 0.9
_NOBODY_KNOWS_WHERE = 0.5  # an office or service of no named state, where several states are spoken of
_LIKE_A_CAPITAL = 0.75
_OLD_AFTER = 60  # years: a weapon of that age is named in news about museums
_PLACE_ORDER = {"capital": 1.0, "territory": 0.9, "military_base": 0.9, "city": 0.88}


def candidates(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The records that bear one of the entity's names and may be such a thing, with their scores."""
    if entity.kind is EntityKind.EQUIPMENT:
        yield from _equipment(entity, context, gazetteer)
        return
    home = _home(entity, context, gazetteer)
    if entity.kind is EntityKind.PLACE:
        yield from _land(entity, context, gazetteer)
    for name in _names(entity):
        for form, state in body_variants(name, gazetteer):
            for record in gazetteer.lookup(form):
                score = by_kind(entity, record) * by_match(record) * _form(name, form)
                if state is not None and record.country != state:
                    continue  # "Korea Times" without its state is not The Times
                if score and record.kind != "state":
                    found = _scored(entity, record, score, form, state or home, context, gazetteer)
                    yield replace(found, score=found.score * _beside_state(entity, record, form, context, gazetteer))


def _land(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """The state whose land a place of its name is: an item of Wikidata is both."""
    record = gazetteer.state(entity.name)
    if record is not None:
        rivals = [one for one in gazetteer.lookup(entity.name) if EntityKind.PLACE in one.kinds]
        yield Candidate(record, _LAND if record.label in context.states or not rivals else 0.5, "land")


def _beside_state(entity: Entity, record: Record, form: str, context: Context, gazetteer: Gazetteer) -> float:
    """Factor for a place that bears the name of a state which the article speaks of (Georgia beside Georgia)."""
    state = gazetteer.state(form) if entity.kind is EntityKind.PLACE else None
    if state is None or state.label not in context.states or record.country in (None, state.label):
        return 1.0
    return 1.0 if record.country in context.states else 0.3


def _names(entity: Entity) -> tuple[str, ...]:
    names = (entity.name, *entity.aliases, *filter(None, (entity.abbreviation,)))
    return tuple(dict.fromkeys(names))


def _home(entity: Entity, context: Context, gazetteer: Gazetteer) -> str | None:
    """The state the article ties the entity to: its own, or for an office the one it is held in."""
    record = gazetteer.state(entity.country) if entity.country else None
    if record is None and entity.kind is EntityKind.OFFICE:
        held_in = context.office_states.get(entity.key) or context.office_states.get(entity.name, frozenset())
        return next(iter(held_in)) if len(held_in) == 1 else None
    return record.label if record else None


def _form(name: str, form: str) -> float:
    return 1.0 if name == form else 0.96


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
        return Candidate(record, score * _place(record, form, state, context, gazetteer), _how(record))
    if record.kind in _OF_EVERY_STATE and _is_common(record, form):
        own = _own(record, state, context)
        if state is None and _is_anybodys(record, form) and context.main_states != {record.country}:
            own = min(own, _NOBODY_KNOWS_WHERE)
        return Candidate(record, score * own, "context")
    if is_bound(form) and record.match == Match.ALIAS:
        score *= _acronym(record, state, context)
    return Candidate(record, score * _named(record, state, context), _how(record))


def _is_common(record: Record, form: str) -> bool:
    return record.kind == "office" or record.match == Match.DERIVED or _COMMON.fullmatch(form) is not None


def _is_anybodys(record: Record, form: str) -> bool:
    """A name that the state left out: another state's may be meant, which the gazetteer need not know."""
    if record.kind == "office":
        return fold(form) != fold(record.label)
    return record.match == Match.DERIVED and _COMMON.fullmatch(form) is not None


def _own(record: Record, state: str | None, context: Context) -> float:
    """Factor for a body whose name every state has: only its state tells."""
    if record.country is None:
        return 0.4
    if state is not None:
        return 1.0 if record.country == state else 0.0
    if record.country not in context.states:
        return 0.3
    return 0.9 if context.main_states == {record.country} else 0.75


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


def _place(record: Record, form: str, state: str | None, context: Context, gazetteer: Gazetteer) -> float:
    """Factor for a place: its state, then how much of a place it is; London, Ontario, is seldom called London."""
    if state is None and record.country in context.states:
        near = 1.0
    else:
        near = by_state(record, state, context) if record.country else 0.8
    found = near * _PLACE_ORDER.get(record.kind, 0.9)
    seat = gazetteer.state_of_capital(form) if state is None and record.kind == "city" else None
    if seat is None or record.country == seat.label:
        return found
    capitals = (one for one in gazetteer.lookup(form) if one.kind == "capital")
    return found * _LIKE_A_CAPITAL if any(one.is_well_known for one in capitals) else found


def _how(record: Record) -> str:
    return record.match


def _equipment(entity: Entity, context: Context, gazetteer: Gazetteer) -> Iterator[Candidate]:
    allowed = equipment_kinds(entity.name)
    for name in _names(entity):
        for form in equipment_variants(name):
            found = [r for r in gazetteer.lookup(form) if EntityKind.EQUIPMENT in r.kinds]
            for record in found:
                if not allowed or record.kind in allowed:
                    yield Candidate(record, by_match(record) * _form(name, form) * _age(record, context), _how(record))
            if found:
                break


def _age(record: Record, context: Context) -> float:
    if record.year is None or context.year is None:
        return 0.9
    return 0.97 if context.year - record.year <= _OLD_AFTER else 0.75

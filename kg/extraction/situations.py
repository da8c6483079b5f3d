"""From candidates to situations: roles, date and claim of each, roles filled from the neighbourhood, then identity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.approvals import with_submitted
from kg.extraction.at_home import abroad_only
from kg.extraction.attack_mentions import is_another_attack, is_result, one_in_a_sentence, without_own_agent
from kg.extraction.attacks import RESULT
from kg.extraction.blame import without_blamed
from kg.extraction.claims import claim_of
from kg.extraction.context import Context
from kg.extraction.dating import date_of
from kg.extraction.denials import denied_report
from kg.extraction.editions import tell_apart
from kg.extraction.fillers import roles_of
from kg.extraction.identity import BACK, BARE, JOINS, OTHER, merge
from kg.extraction.inventories import with_inventories
from kg.extraction.itemising import itemised
from kg.extraction.lacking import is_at_home, is_bare, lacking
from kg.extraction.neighbourhood import completed, inherited, points_back
from kg.extraction.occasions import Dated, date_from_occasion
from kg.extraction.other_side import with_counterpart
from kg.extraction.parties import shared_parties, with_agreement
from kg.extraction.phrases import lemma
from kg.extraction.renaming import with_one_name
from kg.extraction.representing import meetings_of_people, people_before_states, without_states_represented
from kg.extraction.restating import with_headlines_joined
from kg.extraction.selecting import tokens_with
from kg.extraction.series import is_another, of_series
from kg.extraction.time_readers import WORDS
from kg.extraction.times import TimeKind, find
from kg.extraction.triggers import Candidate, candidates
from kg.extraction.type_roles import AGREEMENT_TYPES
from kg.extraction.venues import with_venues
from kg.extraction.voices import Place, add_voices
from kg.model import Claim, Entity, EntityKind, Filler, Situation

__all__ = ["situations"]

# sentences back in which a transfer or aid is looked for that the next one takes its sides from
_PASSAGE = 2
_TRANSFERS = frozenset({"ArmsTransfer", "MilitaryAid"})
_LENDING = frozenset({"lend", "loan", "lease", "rent"})
_TRANSFER = "transfer or aid"
_UNITS = frozenset(form for unit in WORDS["units"] for form in (unit, f"{unit}s"))


def situations(context: Context) -> tuple[Situation, ...]:
    """The situations of one article, each told once, in order of first mention."""
    found: list[Situation] = []
    told: list[Place] = []
    read = with_venues(context, with_inventories(context, shared_parties(context, _read(context))))
    read = one_in_a_sentence(read)
    for candidate, situation in _sent_or_given(read):
        items = itemised(candidate, situation)
        told.append((candidate.trigger.i, len(found)))
        found.extend(items)
    add_voices(context, found, told)
    one_name = with_one_name(found, title_end=len(context.article.title))
    title_end, date = len(context.article.title), context.article.date
    states = frozenset(e.name.casefold() for e in context.entities.all() if e.kind is EntityKind.STATE)
    merged = merge(meetings_of_people(context, one_name), states=states)
    merged = with_headlines_joined(merged, title_end=title_end, year=date[:4] if date else None)
    _refuse_dropped(context, read, merged)
    merged = tuple(without_states_represented(context, with_counterpart(context, s, merged)) for s in merged)
    merged = abroad_only(context, merged)
    return tell_apart(merged, published=context.article.date, durations=_durations(context))


def _read(context: Context) -> list[tuple[Candidate, Situation]]:
    """Every candidate that tells a situation, with it; a transfer or aid takes over open sides from the last one."""
    read = []
    last: dict[str, tuple[Candidate, Situation]] = {}
    dated: list[Dated] = []
    for number, candidate in enumerate(candidates(context)):
        situation = _situation(context, candidate, number, dict(_spoken_of(context, candidate, last)), dated)
        if situation is not None:
            read.append((candidate, situation))
            if situation.when is not None:
                dated.append((candidate.trigger.i, situation))
            if not situation.key.startswith(OTHER):
                last[_TRANSFER if situation.type in _TRANSFERS else situation.type] = (candidate, situation)
    return read


def _is_continued(context: Context, last: tuple[Candidate, Situation], candidate: Candidate) -> bool:
    """True if ``candidate`` may go on about the sides of the last transfer.

    They are the article's two, nobody else is named since, or at most one sentence stands between the two.
    """
    earlier, situation = last
    sides = {f for role in ("supplier", "provider", "recipient") for f in situation.roles.get(role, ())}
    states = {context.actors.state_of(f) for f in sides if isinstance(f, Entity)}
    if len(context.sides) == 2 and states <= {*context.sides, None}:
        return True
    named = context.entities.within(earlier.trigger.sent.end, candidate.trigger.sent.end)
    if not any(m.entity.kind is EntityKind.STATE and m.entity not in states for m in named):
        return True
    sentence = candidate.trigger.sent
    for _ in range(_PASSAGE):
        sentence = sentence.doc[max(sentence.start - 1, 0)].sent
    return sentence.start <= earlier.trigger.i


def _spoken_of(
    context: Context, candidate: Candidate, last: Mapping[str, tuple[Candidate, Situation]]
) -> Iterator[tuple[str, Situation]]:
    """What was told last of the type of ``candidate``, and the transfer or aid of its passage."""
    if candidate.frame.type in _TRANSFERS and _TRANSFER in last and _is_continued(context, last[_TRANSFER], candidate):
        yield _TRANSFER, last[_TRANSFER][1]
    if candidate.frame.type in last:
        yield candidate.frame.type, last[candidate.frame.type][1]


def _refuse_dropped(context: Context, read: Sequence[tuple[Candidate, Situation]], merged: Sequence[Situation]) -> None:
    """Note the bare mentions that joined nothing."""
    if context.refused is None:
        return
    quoted = {(s.type, quote) for s in merged for claim in s.claims for quote in claim.evidence}
    for candidate, situation in read:
        if not any((situation.type, quote) in quoted for claim in situation.claims for quote in claim.evidence):
            reason = "it says nobody's name, and nothing told before can be meant"
            context.refuse(candidate.trigger, candidate.frame, reason)


def _sent_or_given(read: Sequence[tuple[Candidate, Situation]]) -> Iterator[tuple[Candidate, Situation]]:
    """``read`` in which what one verb sends is either deployed or given.

    Tanks sent to a state are given to it; troops, and fighters sent to a base or a sea, remain the sender's.
    """
    kinds = {(candidate.trigger.i, situation.type): (candidate, situation) for candidate, situation in read}
    for candidate, situation in read:
        at = candidate.trigger.i
        if (at, "Deployment") in kinds and (at, "ArmsTransfer") in kinds:
            giving, gift = kinds[at, "ArmsTransfer"]
            taken = "recipient" in giving.frame.slots.get("subject", ())
            is_given = bool(gift.roles.get("supplier" if taken else "recipient")) and not _is_for_time(giving.trigger)
            if situation.type == ("Deployment" if is_given else "ArmsTransfer"):
                continue
        yield candidate, situation


def _is_for_time(verb: Token) -> bool:
    """True for "sent four jets to Estonia for four months": what comes back is not given, unless it is lent."""
    if lemma(verb) in _LENDING:
        return False
    return any(
        t.ent_type_ == "DATE" and t.tag_ in {"NNS", "NN"} and t.head.lower_ in {"for", "until"}
        for t in syntax.prepositional_objects(verb, "for", "until")
    )


def _durations(context: Context) -> dict[str, str]:
    """The term of each agreement that a sentence gives one ("signed for a 15-year period")."""
    durations: dict[str, str] = {}
    timed = tokens_with(context.doc, LOWER=_UNITS) if context.agreements.all() else ()
    for sentence in {token.sent.start: token.sent for token in timed}.values():
        agreements = [a for t in sentence if (a := context.agreements.at(t)) is not None]
        if not agreements:
            continue
        terms = [e.duration for e in find(sentence.text) if e.kind is TimeKind.DURATION and e.duration]
        if len(terms) == 1:
            durations.setdefault(agreements[0].key, terms[0])
    return durations


def _situation(
    context: Context, candidate: Candidate, number: int, last: Mapping[str, Situation], dated: Sequence[Dated]
) -> Situation | None:
    kind = candidate.frame.type
    roles = without_blamed(context, candidate, roles_of(context, candidate))
    other = is_another(candidate)
    if other:
        roles = of_series(context, candidate, roles, last.get(kind))
    if kind in AGREEMENT_TYPES:  # whom an agreement names needs no completing; whom that finds is bound below
        roles = with_agreement(context, candidate, roles)
    roles = _completed(context, candidate, completed(context, candidate, roles))
    roles = inherited(last.get(_TRANSFER), kind, _without_own_ground(context, candidate, roles))
    if kind == "Incident":
        roles = without_own_agent(candidate, roles)
    bare = is_bare(kind, roles)
    lacks = lacking(context, candidate, roles, bare=bare)
    if lacks:
        context.refuse(candidate.trigger, candidate.frame, lacks)
        return None
    claim = claim_of(context, candidate)
    roles = _without_source(roles, claim)
    counterpart = next((s.when for _, s in reversed(dated) if s.type == kind), None)
    when = date_of(context, candidate, claim.temporality, counterpart=counterpart)
    prefix = OTHER if other else JOINS if candidate.frame.joins else BARE if bare else _prefix(candidate)
    report = denied_report(context, candidate.trigger, claim)
    told = Situation(f"{prefix}{number}", kind, roles, (claim,) if report is None else (claim, report), when)
    return replace(told, when=when or date_from_occasion(candidate, told, dated if context.dated else ()))


def _prefix(candidate: Candidate) -> str:
    if candidate.frame.type == "Incident" and is_another_attack(candidate):
        return OTHER
    if candidate.frame.type == "Incident" and is_result(candidate):
        return RESULT
    return BACK if points_back(candidate) else "c"


def _without_own_ground(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` without the host that "there" was taken for, where it is the sender itself."""
    if candidate.frame.type != "Deployment" or not is_at_home(context, roles):
        return roles
    there = any(t.lower_ in {"there", "here"} for t in candidate.arguments.get("in"))
    return {r: f for r, f in roles.items() if not there or r not in {"host", "inPlace"}}


def _without_source(roles: dict[str, tuple[Filler, ...]], claim: Claim) -> dict[str, tuple[Filler, ...]]:
    """A spokesman who tells of a meeting between two others did not take part in it."""
    present = roles.get("participant", ())
    if claim.asserted_by is None or claim.asserted_by not in present or len(present) < 3:
        return roles
    return {**roles, "participant": tuple(f for f in present if f != claim.asserted_by)}


def _completed(
    context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]
) -> dict[str, tuple[Filler, ...]]:
    """``roles`` with what the neighbourhood gives: an agreement's parties, the states of its signatories."""
    kind = candidate.frame.type
    if kind in AGREEMENT_TYPES:
        roles = with_agreement(context, candidate, roles)
    if kind == "DomesticApproval":
        roles = with_submitted(context, candidate.trigger, roles)
    if kind == "Consultation":
        roles = people_before_states(context, roles)
    return {role: fillers for role, fillers in roles.items() if fillers}

"""What a candidate lacks to tell a situation: who acts, what it is about, a word that says it is on defence."""

from __future__ import annotations

import re

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.agreements import is_of_defence
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.event_heads import calls_for_visit
from kg.extraction.lexicon import lexicon, table, word_sets
from kg.extraction.neighbourhood import points_back
from kg.extraction.phrases import in_class, is_plural, lemma
from kg.extraction.type_roles import AGREEMENT_TYPES, NEEDED
from kg.model import Entity, EntityKind, Filler

__all__ = ["is_at_home", "is_bare", "lacking"]

_CIVIL = re.compile(rf"\b(?:{'|'.join(table('at_home')['civil_pacts']['words'])})\b")
# what a player or a tenant may sign as well
_PRIVATE = frozenset({"contract", "deal", "letter", "lease"})
_MOVING = frozenset({"leave", "return", "travel", "head", "land", "arrive", "depart"})
_GOING = frozenset({"come", "go", "fly", "be", "sail", "get"})
_HARBOURS = word_sets("conditions")["harbour"]
_OCCASIONS = word_sets("conditions")["occasion"]
_PLACED = ("provider", "host", "inPlace")
_IN_GENERAL = frozenset(
    {"equipment", "hardware", "technology", "supply", "gear", "system", "capability", "platform", "kit"}
)
_SENDING = frozenset({"send", "pledge", "contribute", "offer", "provide", "promise"})
_SINGLE = frozenset({EntityKind.PERSON, EntityKind.GOVERNMENT_BODY, EntityKind.STATE, EntityKind.ARMED_FORCE})


def is_bare(kind: str, roles: dict[str, tuple[Filler, ...]]) -> bool:
    """True if nothing fills any of the roles without which nobody could tell which situation is meant."""
    return kind in NEEDED and not any(roles.get(role) for role in NEEDED[kind])


def lacking(context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]], *, bare: bool) -> str:
    """What is missing for ``candidate`` to tell a situation, in words; empty if nothing is."""
    kind = candidate.frame.type
    if kind in AGREEMENT_TYPES and not _is_on_defence(context, candidate, roles):
        return "nothing says that the agreement is on defence"
    if kind == "ArmsTransfer" and not context.is_on_defence and not (roles.get("supplier") or roles.get("recipient")):
        return "neither supplier nor recipient was found"
    open_ = kind == "ArmsTransfer" and not roles.get("supplier") and not roles.get("recipient")
    if open_ and candidate.objects and all(lemma(t) in _IN_GENERAL for t in candidate.objects):
        return "nobody gives or gets the arms in general that it speaks of"
    if kind == "ArmsTransfer" and not roles.get("recipient") and _are_only_sent(candidate):
        return "ships and squadrons that nobody gets are sent, not given"
    if kind == "Deployment" and not context.is_on_defence and not (roles.get("provider") or roles.get("host")):
        return "neither whose forces they are nor where they go was found"
    if kind == "Deployment" and (calls_for_visit(candidate.trigger) or _comes_from_course(candidate)):
        return "who comes for a visit, or from a course, is not deployed"
    if kind == "Deployment" and _calls_at_port(candidate):
        return "a ship that enters or leaves a port is a guest there"
    if kind == "Deployment" and lemma(candidate.trigger) in _MOVING and not any(map(roles.get, _PLACED)):
        return "neither whose forces they are nor where they go was found"
    if kind == "Deployment" and _are_all_firms(roles.get("provider", ())):
        return "firms send no forces"
    if kind == "Deployment" and is_at_home(context, roles):
        return "the forces stay in their own state"
    if kind == "BasingOrAccess" and _are_all_firms(roles.get("recipient", ())) and candidate.frame.domain != "own":
        return "a firm's base is none of forces"
    private = kind == "Signature" and all(lemma(t) in _PRIVATE for t in candidate.objects)
    if private and not (roles.get("party") or _is_defence_agreement(context, roles)):
        return "nobody is bound by what is signed, and nothing says that it is on defence"
    if bare and not points_back(candidate):
        return f"nothing was found that fills {' or '.join(NEEDED[kind])}"
    with_many = candidate.frame.joins or "at_forum" in candidate.frame.near
    if kind == "Consultation" and not with_many and _is_alone(context, candidate, roles):
        return "only one side of the meeting was found"
    return ""


def _calls_at_port(candidate: Candidate) -> bool:
    ships = any(in_class(t, "seagoing") or t.ent_type_ == "PRODUCT" for t in candidate.arguments.get("subject"))
    reached = candidate.arguments.get("object")
    return ships and is_verbal(candidate.trigger) and any(lemma(t) in _HARBOURS for t in reached)


def _comes_from_course(candidate: Candidate) -> bool:
    """True for "came back from a course", "flew home after an exercise"."""
    if lemma(candidate.trigger) not in _MOVING | _GOING:
        return False
    return any(lemma(t) in _OCCASIONS for slot in ("from", "after") for t in candidate.arguments.get(slot))


def _are_only_sent(candidate: Candidate) -> bool:
    """True for "pledged a frigate for the mission": what goes where it is sent and comes back."""
    sent = lemma(candidate.trigger) in _SENDING and is_verbal(candidate.trigger)
    return sent and bool(candidate.objects) and all(in_class(t, "seagoing") for t in candidate.objects)


def _are_all_firms(fillers: tuple[Filler, ...]) -> bool:
    """True for "Lufthansa will base two jets in Cyprus": firms, and no state among them."""
    kinds = {f.kind for f in fillers if isinstance(f, Entity)}
    return EntityKind.COMPANY in kinds and kinds <= {EntityKind.COMPANY, EntityKind.ORGANIZATION}


def is_at_home(context: Context, roles: dict[str, tuple[Filler, ...]]) -> bool:
    """True if all who host forces are of the states whose forces they are."""
    hosts, senders = (
        {context.actors.state_of(f) for f in roles.get(role, ()) if isinstance(f, Entity)}
        for role in ("host", "provider")
    )
    return bool(hosts) and hosts == senders


def _is_alone(context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]) -> bool:
    """True for "the ministry refused to discuss numbers": one body or person, and nobody to talk with."""
    present = tuple(f for f in roles.get("participant", ()) if not _is_publisher(context, f))
    alone = len(present) == 1 and isinstance(present[0], Entity) and present[0].kind in _SINGLE
    several = any(is_plural(t) or t.lower_ in {"we", "they", "both"} for t in candidate.arguments.get("subject"))
    return alone and is_verbal(candidate.trigger) and not several


def _is_publisher(context: Context, filler: Filler) -> bool:
    """True for the paper itself, which talks with those it interviews."""
    return isinstance(filler, Entity) and filler.name == context.article.publisher


def _is_defence_agreement(context: Context, roles: dict[str, tuple[Filler, ...]]) -> bool:
    agreements = [f for f in roles.get("concernsAgreement", ()) if isinstance(f, Entity)]
    return any(context.agreements.is_on_defence(agreement) for agreement in agreements)


def _is_on_defence(context: Context, candidate: Candidate, roles: dict[str, tuple[Filler, ...]]) -> bool:
    """True if the article, the agreement or what the clause says it is for is about defence, or arms are sold."""
    if _is_on_civil_matter(roles):
        return False
    if context.is_on_defence or candidate.frame.domain == "own" or _is_defence_agreement(context, roles):
        return True
    sold = (t for o in candidate.objects for t in syntax.prepositional_objects(o, "of", "for"))
    if any(in_class(t, "equipment") for t in sold):
        return True
    return any(
        is_of_defence(t) for slot in ("on", "for", "over", "about", "object") for t in candidate.arguments.get(slot)
    )


def _is_on_civil_matter(roles: dict[str, tuple[Filler, ...]]) -> bool:
    """True if every agreement by its name is on a pipeline, trade and the like, and has no word of defence in it."""
    names = [f.name.lower() for f in roles.get("concernsAgreement", ()) if isinstance(f, Entity)]
    defence = lexicon().words("agreement_defence")
    return bool(names) and all(
        _CIVIL.search(name) and not defence & set(_CIVIL.sub("", name).split()) for name in names
    )

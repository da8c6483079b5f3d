"""Which thing, agreement, place, sum or words the token of a slot gives for a role that no actor fills."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.amounts import find as find_amounts
from kg.extraction.amounts import parse as parse_amount
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.phrases import filler_span, in_class, lemma
from kg.extraction.things import THING
from kg.model import Entity, EntityKind, Filler

__all__ = ["THING_FILLERS", "place", "visiting_ship"]

_STAGES = frozenset(table("light")["aspects"]["words"]) | frozenset(table("light")["stages"]["words"])

_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "PERCENT", "MONEY"})
_HIT = (
    "force",
    "base",
    "equipment",
    "official",
    "trainee",
    "victim",
    "seagoing",
    "craft",
    "supplies",
)
_MEANT = frozenset({"arms_meant", "vessel", "spares", "arms_plant", "component"})
_SERVICES = frozenset({"army", "navy", "military", "marines", "force", "forces"})
_FIRMS = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION})
# types whose roles have a host: a state in which they are is the host and no place
_HOSTED = frozenset({"Deployment", "Visit"})


def _agreement(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    agreement = context.agreements.at(token)
    if agreement is None and lemma(token) in _STAGES:  # "negotiations on the renewal of the pact"
        inner = (context.agreements.at(t) for t in syntax.prepositional_objects(token, "of", "to"))
        agreement = next((a for a in inner if a is not None), None)
    if agreement is not None:
        yield agreement
    elif _stands_for_agreement(context, candidate, token):
        span = filler_span(token, keep_of=True)
        yield Entity(f"Agreement:{span.start_char}", _one_line(span), EntityKind.AGREEMENT)


def _stands_for_agreement(context: Context, candidate: Candidate, token: Token) -> bool:
    """True for a "document" that is signed, and for a "sale" or "supply" that is negotiated."""
    if candidate.frame.type == "Negotiation":
        return THING["transfer"](context, token)
    signed = candidate.frame.type == "Signature" and token in candidate.objects
    return signed and in_class(token, "agreement_weak")


def _with_its_pair(noun: Token) -> Span:
    """The phrase of ``noun``, with the mass noun or name that makes one thing of both.

    "arms and equipment" is one thing, and so is "the frigate NRP Corte-Real".
    """
    span = filler_span(noun)
    doc = noun.doc
    if span.end + 1 < len(doc) and span.end == noun.i + 1 and _is_second_of_pair(doc[span.end + 1]):
        return doc[span.start : span.end + 2]
    if span.end < len(doc) and doc[span.end].ent_type_ == "PRODUCT" and doc[span.end].ent_iob_ == "B":
        name = named_span(doc[span.end])
        return doc[span.start : name.end] if name is not None and not noun.ent_type_ else span
    return span


def _names_the_noun_before(token: Token) -> bool:
    """True for a weapon's name right behind the noun that says what it is: one thing, told by the noun."""
    name = named_span(token) if token.ent_type_ == "PRODUCT" else None
    if name is None or name.start == 0:
        return False
    before = token.doc[name.start - 1]
    return before.tag_ == "NN" and not before.ent_type_ and (in_class(before, "equipment") or in_class(before, "force"))


def _is_second_of_pair(token: Token) -> bool:
    """True for a bare mass noun right behind another and "and"."""
    if token.i < 2 or token.nbor(-1).lower_ != "and" or not in_class(token, "materiel"):
        return False
    return token.dep_ == "conj" and in_class(token.nbor(-2), "materiel") and token.head == token.nbor(-2)


def _item(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    frame = candidate.frame
    classes = frame.objects - {""} or {frame.subject} - {""} or {"equipment", "force"}
    if "arms_firm" in classes and "item" in frame.slots.get("object", ()):
        classes = frozenset({"arms_firm"})
    elif frame.type in {"ArmsTransfer", "JointDevelopment"}:
        classes = {"equipment", "arms_firm"} | (frame.objects & _MEANT)
    elif frame.type == "MilitaryAid":
        classes = {"aid", "equipment"}
    bought = "money" in frame.objects and _is_purpose(token) and not context.actors.of(token)
    if not bought and not any(THING[name](context, token) for name in classes):
        return
    entity = context.entities.at(token)
    if entity is None and in_class(token, "organised"):  # "the shell maker Kromberg Defence"
        entity = next((a for a in context.actors.of(token) if a.kind in _FIRMS), None)
    if entity is not None and frame.type == "Deployment" and lemma(token) in _SERVICES:
        return  # a navy sends its ships, and is not sent itself
    if entity is not None and entity.kind.is_actor and entity.kind is not EntityKind.STATE:
        yield entity
        return
    if _is_second_of_pair(token) or _names_the_noun_before(token):
        return
    span = _with_its_pair(token)
    name = _one_line(span)
    people = in_class(token, "force") or in_class(token, "personnel")
    if people and not in_class(token, "equipment") and frame.type == "Deployment":
        yield Entity(f"UnnamedActor:{span.start_char}", name, EntityKind.UNNAMED_ACTOR)
    else:
        yield Entity(f"Equipment:{name.lower()}", name, EntityKind.EQUIPMENT)


def _is_purpose(token: Token) -> bool:
    """True for the network in "$28 million for a network of radars"."""
    return token.dep_ == "pobj" and token.pos_ == "NOUN" and token.head.lower_ in {"for", "to", "towards"}


def _amount(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    start = min(t.i for t in token.subtree)
    text = token.doc[start : max(t.i for t in token.subtree) + 1].text
    for expression in find_amounts(text):
        yield parse_amount(expression.text)


def place(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    """The place that ``token`` names, or that *there* stands for."""
    entity = context.entities.at(token)
    if token.lower_ in {"there", "here"}:
        entity = next(iter(context.actors.of(token)), None)
    if entity is not None and entity.kind is EntityKind.STATE and candidate.frame.type in _HOSTED:
        return  # it is the host
    if entity is not None and entity.kind in {EntityKind.PLACE, EntityKind.STATE}:
        yield Entity(f"Place:{entity.name}", entity.name, EntityKind.PLACE)
    elif entity is None and in_class(token, "base") and _is_certain_base(candidate, token):
        name = _one_line(filler_span(token))
        yield Entity(f"Place:{name}", name, EntityKind.PLACE)


def _is_certain_base(candidate: Candidate, token: Token) -> bool:
    """True for a base by its name, and for one that is granted and told from others ("Guinean airspace")."""
    if token.ent_type_ == "FAC":
        return True
    told = (*syntax.modifiers(token), *syntax.compounds(token), *syntax.possessors(token))
    return candidate.frame.type == "BasingOrAccess" and any(t.text[:1].isupper() for t in told)


def _target(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    entity = context.entities.at(token)
    if entity is not None and entity.kind.is_actor:
        yield entity
    elif entity is None and token.dep_ not in {"compound", "amod"} and _can_be_hit(context, token):
        span = filler_span(token)
        name = _one_line(span)
        kind = EntityKind.PLACE if in_class(token, "base") else EntityKind.UNNAMED_ACTOR
        kind = EntityKind.EQUIPMENT if in_class(token, "equipment") else kind
        yield Entity(f"{kind.value}:{span.start_char}:{name}", name, kind)


def _can_be_hit(context: Context, token: Token) -> bool:
    """True for people, forces, buildings, places and things of forces; not for what *in*, *of* or *on* stand before
    otherwise ("attacks on Wednesday", "strikes in part")."""
    if token.pos_ not in {"NOUN", "PROPN"} or token.ent_type_ in _TIMES:
        return False
    return any(in_class(token, name) for name in _HIT) or any(
        THING[name](context, token) for name in ("targeted", "taken")
    )


def _concerns(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    if token not in candidate.objects:
        return
    entity = context.entities.at(token)
    if entity is not None:
        yield entity
    else:
        span = filler_span(token, keep_of=True)
        yield Entity(f"Proposal:{span.start_char}", _one_line(span), EntityKind.PROPOSAL)


def visiting_ship(context: Context, token: Token) -> Iterator[Filler]:
    """A warship by its name or phrase, for it visits by itself ("HMS Spey docked in Busan"); nothing for people."""
    entity = context.entities.at(token)
    if (entity is None or entity.kind is EntityKind.EQUIPMENT) and THING["warship"](context, token):
        name = _name_of_ship(token) or _one_line(filler_span(token))
        yield entity or Entity(f"Equipment:{name.lower()}", name, EntityKind.EQUIPMENT)


def _name_of_ship(noun: Token) -> str:
    """Its name in apposition: "the frigate Admiral Essen", "a ship, the Qi Jiguang"; empty where it has none."""
    behind = named_span(noun.nbor()) if noun.i + 1 < noun.sent.end and noun.nbor().ent_type_ == "PRODUCT" else None
    if behind is not None:
        return _one_line(behind)
    for name in syntax.appositions(noun):
        start = min(t.i for t in (*syntax.compounds(name), name))
        if name.ent_type_ == "PRODUCT" or (name.tag_.startswith("NNP") and start == noun.i + 1):
            return _one_line(noun.doc[start : name.i + 1])
    return ""


def _one_line(span: Span) -> str:
    return " ".join(span.text.split())


THING_FILLERS: Mapping[str, Callable[[Context, Candidate, Token], Iterator[Filler]]] = {
    "concernsAgreement": _agreement,
    "concerns": _concerns,
    "item": _item,
    "amount": _amount,
    "inPlace": place,
    "target": _target,
}
"""Role -> the fillers that a token gives for it."""

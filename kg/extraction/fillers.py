"""Fills roles: which actor, thing, place, name or amount a slot's token gives, if its kind fits the role."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.actors import headline_list, unnamed
from kg.extraction.amounts import find as find_amounts
from kg.extraction.amounts import parse as parse_amount
from kg.extraction.context import Context
from kg.extraction.entities import name_of
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.phrases import filler_span, in_class, is_plural, lemma
from kg.extraction.things import THING
from kg.extraction.triggers import Candidate, event_name
from kg.model import Entity, EntityKind, Filler

__all__ = ["fill", "roles_of"]

_COLLECTIVE = frozenset(EntityKind) - {
    EntityKind.PERSON,
    EntityKind.UNNAMED_ACTOR,
    EntityKind.NEWS_SOURCE,
    EntityKind.OFFICE,
    EntityKind.PLACE,
    EntityKind.EQUIPMENT,
    EntityKind.AGREEMENT,
    EntityKind.AGREEMENT_MODEL,
}
_PERSONS = frozenset({EntityKind.PERSON, EntityKind.UNNAMED_ACTOR})
_ANY_ACTOR = frozenset(kind for kind in EntityKind if kind.is_actor) - {EntityKind.NEWS_SOURCE}

_KINDS: Mapping[str, frozenset[EntityKind]] = {
    "party": _COLLECTIVE,
    "signedBy": _PERSONS,
    "decidedBy": _ANY_ACTOR,
    "participant": _COLLECTIVE,
    "visitor": _PERSONS | {EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY},
    "host": _COLLECTIVE,
    "provider": _COLLECTIVE,
    "recipient": _COLLECTIVE,
    "supplier": _COLLECTIVE,
    "speaker": _ANY_ACTOR,
    "agent": _COLLECTIVE | {EntityKind.PERSON},
    "target": _ANY_ACTOR,
}
_GROUPS_ALLOWED = frozenset({"party", "recipient", "participant", "provider", "supplier"})
_PEOPLE_TAKE_PART = frozenset({"Consultation"})
# roles in which a person stands for the state or body he or she acts for
_ACTS_FOR = frozenset({"party", "supplier", "provider", "recipient", "host"})
_BODIES = frozenset({"delegation", "team"})
_RECEIVING = frozenset(table("light")["receiving"]["words"])
_LOOSE_SLOTS = frozenset({"poss", "mod"})
"""Slots of words that only modify what an act is done to; who acts stands elsewhere."""
_OPPOSITE = (("supplier", "recipient"), ("provider", "recipient"), ("visitor", "host"), ("agent", "target"))


def roles_of(context: Context, candidate: Candidate) -> dict[str, tuple[Filler, ...]]:
    """The roles of ``candidate`` that its own clause fills, fillers in textual order."""
    found: dict[str, dict[Filler, int]] = {}
    loose: set[tuple[str, Filler]] = set()
    receiving = candidate.arguments.carrier is not None and lemma(candidate.arguments.carrier) in _RECEIVING
    for slot, roles in candidate.frame.slots.items():
        if receiving and slot == "subject" and "recipient" in _roles(candidate):
            roles = ("recipient",)
        for token in _listed(context, candidate.arguments.get(slot)):
            for role, filler in fill(context, candidate, token, roles):
                if filler not in found.setdefault(role, {}) and slot.rpartition(":")[2] in _LOOSE_SLOTS:
                    loose.add((role, filler))
                elif slot.rpartition(":")[2] not in _LOOSE_SLOTS:
                    loose.discard((role, filler))
                found[role].setdefault(filler, token.i)
    for role, filler, at in _from_clause(context, candidate):
        found.setdefault(role, {}).setdefault(filler, at)
    _take_one_side(found, loose)
    told = {role: tuple(sorted(fillers, key=fillers.__getitem__)) for role, fillers in found.items()}
    return told | {role: _widest(told[role]) for role in ("concerns", "amount") if role in told}


def _widest(fillers: tuple[Filler, ...]) -> tuple[Filler, ...]:
    """Of "the sale of 18 launchers" and "18 launchers" the first; of "over £13 billion" and "£13 billion" too."""
    names = [f if isinstance(f, str) else f.name if isinstance(f, Entity) else f.text for f in fillers]
    return tuple(f for f, name in zip(fillers, names, strict=True) if not any(name in n and name != n for n in names))


def _roles(candidate: Candidate) -> frozenset[str]:
    return frozenset(role for roles in candidate.frame.slots.values() for role in roles)


def _take_one_side(found: dict[str, dict[Filler, int]], loose: set[tuple[str, Filler]]) -> None:
    """Nobody gives to himself: "Algeria buys its arms from Russia" names the buyer twice, first as subject."""
    for one, other in _OPPOSITE:
        for filler in [f for f in found.get(one, {}) if f in found.get(other, {})]:
            if (one, filler) in loose and (other, filler) not in loose:
                del found[one][filler]
            elif (other, filler) in loose and (one, filler) not in loose:
                del found[other][filler]


def _listed(context: Context, tokens: Iterable[Token]) -> Iterator[Token]:
    """``tokens``, and what a parser took for appositions of theirs in a list.

    "Italy, Japan and Oman", "General Salem, chief of staff of the army, and Ambassador Morel".
    """
    for token in tokens:
        yield token
        entity = context.entities.at(token)
        if entity is not None and entity.kind is EntityKind.STATE:
            yield from headline_list(context.entities, token)
        if entity is not None and entity.kind in {EntityKind.STATE, EntityKind.PERSON}:
            for other in syntax.appositions(token):
                further = context.entities.at(other)
                if further is not None and further.kind is entity.kind and further != entity:
                    yield other


def fill(context: Context, candidate: Candidate, token: Token, roles: Iterable[str]) -> Iterator[tuple[str, Filler]]:
    """The fillers ``token`` gives for the first of ``roles`` that it fits; with "host inPlace" it may give both."""
    for role in roles:
        fillers = tuple(_FILLERS.get(role, _actor(role))(context, candidate, token))
        yield from ((role, filler) for filler in fillers)
        if fillers and role != "host":
            return


def _actor(role: str) -> Callable[[Context, Candidate, Token], Iterator[Filler]]:
    def actors(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
        kinds = _KINDS[role]
        if role == "participant" and candidate.frame.type in _PEOPLE_TAKE_PART:
            kinds = kinds | {EntityKind.PERSON}
        found = (role == "visitor" and _leaders(context, token)) or context.actors.of(token)
        if role == "host" and in_class(token, "force") and token.tag_ == "NNS":
            return  # who visits soldiers does not visit their state
        if not found and role in {"host", "provider"}:
            found = context.state_of_place(token)
        if not found and role == "host" and in_class(token, "hosting"):
            owners = (*syntax.possessors(token), *syntax.compounds(token), *syntax.modifiers(token))
            found = tuple(actor for owner in owners for actor in context.actors.of(owner))
        if not found and role == "agent" and (in_class(token, "force") or in_class(token, "equipment")):
            found = tuple(a for t in (*syntax.modifiers(token), *syntax.compounds(token)) for a in context.actors.of(t))
        fitting = False
        for actor in found:
            state = context.actors.state_of(actor)
            if actor.kind in kinds:
                fitting = True
                yield actor
            elif actor.kind is EntityKind.PERSON and role in _ACTS_FOR and state is not None:
                fitting = True
                yield state
        if (not found or (role == "visitor" and not fitting and lemma(token) not in _BODIES)) and (
            (role in _GROUPS_ALLOWED and is_plural(token)) or role in {"visitor", "decidedBy", "speaker"}
        ):
            yield from context.actors.unnamed(token)
            if role in {"visitor", "speaker"} and is_plural(token) and in_class(token, "official"):
                yield unnamed(token)

    return actors


def _leaders(context: Context, token: Token) -> tuple[Entity, ...]:
    """Who leads a delegation: "a delegation led by General Sokolov", "headed by ..."."""
    if lemma(token) not in _BODIES:
        return ()
    clauses = [c for c in syntax.children(token, "acl", "relcl") if lemma(c) in {"lead", "head"}]
    people = (a for clause in clauses for t in syntax.agents(clause) for a in context.actors.of(t))
    return tuple(a for a in people if a.kind is EntityKind.PERSON)


def _agreement(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    agreement = context.agreements.at(token)
    if agreement is not None:
        yield agreement
    elif token in candidate.objects and in_class(token, "agreement_weak") and candidate.frame.type == "Signature":
        span = filler_span(token, keep_of=True)
        yield Entity(f"Agreement:{span.start_char}", _one_line(span), EntityKind.AGREEMENT)


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
    classes = frame.objects - {""} or {"equipment", "force"}
    if frame.type in {"ArmsTransfer", "JointDevelopment"}:
        classes = {"equipment", "arms_firm"}
    elif frame.type == "MilitaryAid":
        classes = {"aid", "equipment"}
    if not any(THING[name](context, token) for name in classes):
        return
    entity = context.entities.at(token)
    if entity is not None and entity.kind.is_actor and entity.kind is not EntityKind.STATE:
        yield entity
        return
    if _is_second_of_pair(token) or _names_the_noun_before(token):
        return
    span = _with_its_pair(token)
    name = _one_line(span)
    people = in_class(token, "force") and not in_class(token, "equipment") and frame.type == "Deployment"
    if people:
        yield Entity(f"UnnamedActor:{span.start_char}", name, EntityKind.UNNAMED_ACTOR)
    else:
        yield Entity(f"Equipment:{name.lower()}", name, EntityKind.EQUIPMENT)


def _amount(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    start = min(t.i for t in token.subtree)
    text = token.doc[start : max(t.i for t in token.subtree) + 1].text
    for expression in find_amounts(text):
        yield parse_amount(expression.text)


def _place(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    entity = context.entities.at(token)
    if entity is not None and entity.kind in {EntityKind.PLACE, EntityKind.STATE}:
        yield Entity(f"Place:{entity.name}", entity.name, EntityKind.PLACE)
    elif entity is None and in_class(token, "base") and token.ent_type_ == "FAC":
        name = _one_line(filler_span(token))
        yield Entity(f"Place:{name}", name, EntityKind.PLACE)


def _target(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    entity = context.entities.at(token)
    if entity is not None and entity.kind.is_actor:
        yield entity
    elif entity is None and token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"compound", "amod"}:
        span = filler_span(token)
        name = _one_line(span)
        kind = EntityKind.PLACE if in_class(token, "base") else EntityKind.UNNAMED_ACTOR
        kind = EntityKind.EQUIPMENT if in_class(token, "equipment") else kind
        yield Entity(f"{kind.value}:{span.start_char}:{name}", name, kind)


def _concerns(context: Context, candidate: Candidate, token: Token) -> Iterator[Filler]:
    if token not in candidate.objects:
        return
    entity = context.entities.at(token)
    if entity is not None:
        yield entity
    else:
        yield _one_line(filler_span(token, keep_of=True))


_FILLERS: Mapping[str, Callable[[Context, Candidate, Token], Iterator[Filler]]] = {
    "concernsAgreement": _agreement,
    "concerns": _concerns,
    "item": _item,
    "amount": _amount,
    "inPlace": _place,
    "target": _target,
}


def _from_clause(context: Context, candidate: Candidate) -> Iterator[tuple[str, Filler, int]]:
    """Roles that stand in the clause without being arguments: an exercise's name, a sum of money."""
    trigger, kind = candidate.trigger, candidate.frame.type
    if "inPlace" in {role for roles in candidate.frame.slots.values() for role in roles}:
        for token in _places_in_clause(context, candidate):
            yield from (("inPlace", place, token.i) for place in _place(context, candidate, token))
    if kind in {"JointExercise", "JointOperation"}:
        span = _event_span(trigger)
        if span is not None:
            yield "name", name_of(span.text), span.start
    if kind in {"ArmsTransfer", "MilitaryAid"}:
        for noun in (*candidate.objects, trigger):
            for token in noun.subtree:
                if token.ent_type_ == "MONEY" and token.ent_iob_ == "B":
                    span = named_span(token)
                    if span is not None:
                        yield "amount", parse_amount(" ".join(span.text.split())), token.i


_LOCATING = frozenset({"in", "at", "near", "off", "outside", "around"})


def _places_in_clause(context: Context, candidate: Candidate) -> Iterator[Token]:
    """Places that a preposition of place puts into the clause of the trigger, wherever the parser hung them."""
    trigger = candidate.trigger
    clause = syntax.clause_head(trigger)
    sentence = trigger.sent
    for mention in context.entities.within(sentence.start, sentence.end):
        if mention.entity.kind not in {EntityKind.PLACE, EntityKind.STATE}:
            continue
        head = trigger.doc[mention.end - 1]
        at = mention.start - 1
        while at > sentence.start and trigger.doc[at].dep_ in {"det", "amod", "compound"}:
            at -= 1
        if trigger.doc[at].lower_ in _LOCATING and syntax.clause_head(head) == clause:
            yield head


def _event_span(trigger: Token) -> Span | None:
    """The name of the exercise or operation that ``trigger`` heads, modifies or is equated with."""
    noun = syntax.head_noun(trigger)
    near = [trigger, noun, *syntax.compounds(noun), *syntax.appositions(noun), *noun.children]
    if noun.dep_ in {"attr", "appos"}:
        near += [noun.head, *syntax.subjects(noun.head)]
    for token in near:
        span = named_span(token) if token.ent_type_ == "EVENT" else None
        if span is not None and event_name(span.root) is not None:
            return span
    return None


def _one_line(span: Span) -> str:
    return " ".join(span.text.split())

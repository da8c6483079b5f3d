"""Whether forces of one state are, act, or are let in, in another's: bases, troops, airspace, attacks."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import has_word, in_class, lemma
from kg.extraction.sides import actors_in, places_of, states_at, states_of
from kg.extraction.things import is_force
from kg.model import EntityKind

__all__ = [
    "are_bound",
    "are_guests",
    "are_sent_abroad",
    "are_there",
    "are_troops_abroad",
    "is_base_abroad",
    "is_between_states",
    "is_for_foreign_force",
    "is_foreign_base",
    "is_let_in",
    "is_military_base",
    "is_overseas_base",
    "is_permission",
    "stand_abroad",
]

_WORDS = word_sets("conditions")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_WHERE = ("object", "in", "at", "on", "off", "out", "to", "from", "into", "near", "over", "through")
_WHERE_OF_OBJECT = tuple(f"object:{slot}" for slot in _WHERE[1:])
_REACHED = ("in", "at", "to", "into", "for", "off", "on", "near", "aboard", "over", "around", "along")
_ACTING = ("subject", "subject:mod", "object:mod", "of:mod", "poss", "mod", "by")


def is_permission(verb: Token) -> bool:
    """True for a verb by which somebody lets another do something."""
    return lemma(verb) in _WORDS["permitting"]


def is_foreign_base(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The US base in Djibouti", "a British training area in Oman": whose and where differ."""
    noun = syntax.head_noun(trigger)
    if has_word(noun, "base_else"):
        return False
    whose = states_of(context, actors_in(context, found, "mod", "poss"))
    if found.carrier is not None and lemma(found.carrier) in _WORDS["founding"]:
        whose |= states_at(context, found.get("subject"))
    inside = [
        *found.get("in"),
        *(t for t in found.get("on") if context.entities.at(t) is not None or in_class(t, "hosting")),
        *(t for at in found.get("at") for t in syntax.prepositional_objects(at, "in")),
    ]
    where = places_of(context, inside) | states_of(context, (a for t in inside for a in context.actors.of(t)))
    return bool(whose and where and not where & whose) or (len(whose) > 1 and has_word(noun, "agreement_defence"))


def is_military_base(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Opened a naval base": the base is called military, and somebody is named."""
    return any(has_word(t, "agreement_defence") for t in found.get("object")) and bool(actors_in(context, found))


def is_overseas_base(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Opened its first overseas base": somebody's, in a state that the sentence may leave unsaid."""
    bases = [t for t in found.get("object") if in_class(t, "base")]
    overseas = any(m.lower_ in _WORDS["overseas"] for t in bases for m in syntax.modifiers(t))
    military = context.is_on_defence or any(has_word(t, "agreement_defence") for t in bases)
    return overseas and military and bool(states_at(context, found.get("subject")))


def is_base_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Russia has bases in Armenia", "hosts a French base": a state's base lies in another state."""
    bases = [t for t in found.get("object") if in_class(t, "base")]
    if not any(lemma(t) in _WORDS["military_site"] or has_word(t, "agreement_defence") for t in bases):
        return False
    own = states_at(context, found.get("subject"))
    others = states_at(context, bases) | places_of(context, [t for slot in _WHERE_OF_OBJECT for t in found.get(slot)])
    others |= places_of(context, [t for slot in ("in", "at", "on", "to") for t in found.get(slot)])
    return bool(own and others - own)


def are_troops_abroad(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Turkey keeps 30,000 soldiers in Cyprus", "Djibouti hosts American soldiers": whose and where differ."""
    if lemma(trigger) == "put" and any(lemma(t) in _WORDS["put_to"] for t in found.get("to")):
        return False
    if lemma(trigger) == "leave" and any(t.lower_ in _WORDS["struck_down"] for t in trigger.subtree):
        return False
    acting = [t for slot in _ACTING for t in found.get(slot)]
    own = states_at(context, acting) or _forces_at(context, acting)
    things = found.get("object")
    inside = [t for noun in things for obj in syntax.prepositional_objects(noun, "of") for t in _places_in(obj)]
    where = places_of(context, [*inside, *(t for slot in (*_WHERE, *_WHERE_OF_OBJECT) for t in found.get(slot))])
    hosts = states_at(context, found.get("subject"))
    guests = states_at(context, things)
    joins = any(in_class(t, "hosting") for slot in ("to", "object:to") for t in found.get(slot))
    return bool(own and (where - own or joins)) or bool(hosts and guests - hosts)


def _forces_at(context: Context, tokens: list[Token]) -> set[str]:
    """The keys of forces whose state the article does not say: "the Bundeswehr"."""
    return states_of(context, (a for t in tokens for a in context.actors.of(t) if a.kind is EntityKind.ARMED_FORCE))


def are_guests(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The Turkish officers who served in Aghdam", "a P-8A operates from Iceland": whose they are is not where."""
    if any(in_class(t, "base") for t in found.get("from")):
        return False  # who operates from a base has been granted it
    own = states_at(context, (*found.get("subject"), *found.get("subject:mod")))
    slots = (
        "in",
        "at",
        "from",
        "out",
        "with",
        "to",
        *(("of",) if any(t.lower_ == "out" for t in trigger.children) else ()),
    )
    where = places_of(context, (t for slot in slots for t in found.get(slot)))
    return bool(where - own) and not where & own and (bool(own) or lemma(trigger) in _WORDS["based_from"])


def are_sent_abroad(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Have been in Haiti since June", "reached Bamako": forces are or come where others are at home.

    A ship is deployed to a sea or a state; in a port, or come for a visit or an exercise, it is a guest.
    """
    things = [*found.get("subject"), *(found.get("object") if syntax.is_passive(trigger) else ())]
    starts = syntax.is_passive(trigger) or lemma(trigger) in _WORDS["leaving"]  # "left Tbilisi for Bangui"
    reached = () if starts else found.get("object")
    places = [*reached, *(t for slot in _REACHED for t in found.get(slot))]
    if any(lemma(t) in _WORDS["occasion"] for slot in ("for", "on", "to", "in", "at") for t in found.get(slot)):
        return False
    if all(in_class(t, "seagoing") for t in things) and not any(_is_open(context, t) for t in places):
        return False
    own, where = states_at(context, (*things, *found.get("subject:mod"))), places_of(context, places)
    return len(own) == 1 and bool(where - own) and not where & own  # what two do together is no deployment


def _is_open(context: Context, place: Token) -> bool:
    """True for a sea, a coast or a state, which no ship makes fast in."""
    entity = context.entities.at(place)
    if entity is not None and entity.kind is EntityKind.STATE:
        return True
    name = entity.name.lower().split() if entity is not None else ()
    return lemma(place) in _WORDS["sea"] or not _WORDS["sea"].isdisjoint(name)


def are_bound(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "270 sappers bound for South Sudan", "troops promised to Latvia"."""
    own = states_at(context, (*found.get("object"), *found.get("object:mod"), *found.get("subject")))
    return bool(places_of(context, (*found.get("for"), *found.get("to"))) - own)


def are_there(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "There are 60 British instructors in Nigeria": whose they are is not where."""
    return any(
        bool(own) and bool(where - own) and not where & own
        for noun in syntax.attributes(trigger)
        for own, where in [(states_at(context, (noun,)), places_of(context, (*_places_in(noun), *_places_in(trigger))))]
    )


def stand_abroad(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The Ugandan contingent in Somalia", "its garrison in Chad": a noun alone says whose forces are where."""
    noun = syntax.head_noun(trigger)
    acts = noun.dep_ == "pobj" and noun.head.lower_ == "by"
    frames = lexicon().by_verb.get(lemma(noun.head), ()) if noun.dep_ in _ARGUMENTS else ()
    told_by_verb = acts or any(frame.type != "Consultation" for frame, _ in frames)
    if noun.i != trigger.i or told_by_verb:
        return False
    own = states_at(context, (noun,))
    where = places_of(context, _places_in(noun))
    return bool(own) and bool(where - own) and not where & own and bool(found.get("in"))


def _places_in(noun: Token) -> tuple[Token, ...]:
    """Lithuania in "a brigade of 4,800 soldiers in Lithuania"."""
    return syntax.prepositional_objects(noun, "in", "at", "on", "near")


def is_let_in(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Lets American aircraft refuel in Accra", "permission to fly through Iranian airspace"."""
    if not _is_permitted(trigger):
        return False
    users = [*found.get("subject"), *found.get("object")]
    if not any(is_force(context, t) or states_at(context, (t,)) for t in users):
        return False
    below = [t for t in trigger.subtree if t.i > trigger.i]
    return any(in_class(t, "base") or t.ent_type_ in {"FAC", "GPE", "LOC"} for t in below)


def _is_permitted(verb: Token) -> bool:
    first = syntax.first_conjunct(verb)
    if first.dep_ not in {"xcomp", "ccomp", "acl", "dobj", "pcomp"}:
        return False
    governor = first.head if first.dep_ != "pcomp" else first.head.head
    return is_permission(governor) or lemma(governor) in _WORDS["permission"]


def is_for_foreign_force(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Gave Lebanon's army $230 million", "tents for the Moldovan forces": it serves a force of another state."""
    own = states_at(context, found.get("subject"))
    for token in trigger.subtree:
        if token.i < trigger.i and not syntax.is_passive(trigger):
            continue
        if token not in found.get("subject") and _is_forces_own(context, token):
            states = states_at(context, (token,))
            if states - own or (not states and _is_named_force(context, token)):
                return True
    return False


def _is_forces_own(context: Context, token: Token) -> bool:
    if _is_named_force(context, token):
        return True
    return lemma(token) in _WORDS["armed"] or token.lower_ in _WORDS["armed"]


def _is_named_force(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    return entity is not None and entity.kind is EntityKind.ARMED_FORCE


def is_between_states(context: Context, _trigger: Token, found: Arguments) -> bool:
    """True if forces of one state act on another state, or on what is its own."""
    acting = actors_in(context, found, "subject", "subject:mod", "by", "poss", "mod")
    undergoing = actors_in(context, found, "object", "object:mod", "of", "of:mod", "on", "against", "at", "between")
    nouns = [noun for slot in ("at", "on", "against", "of") for noun in found.get(slot)]
    near = [t for noun in nouns for t in (*syntax.modifiers(noun), *syntax.compounds(noun))]
    one = states_of(context, acting)
    other = states_of(context, (*undergoing, *(a for t in near for a in context.actors.of(t))))
    return bool(one and other - one) or len(states_of(context, actors_in(context, found, "between"))) > 1

"""Which thing, person or body a phrase names: the classes that ``lexicon/frames.toml`` asks of objects and subjects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.lexicon import table
from kg.extraction.phrases import has_word, in_class, is_countable_item, is_plural, lemma
from kg.model import EntityKind

__all__ = ["THING", "is_agreement", "is_force"]

_WORDS = {name: frozenset(entry["words"]) for name, entry in table("conditions").items()}
_POWERS = frozenset({EntityKind.STATE, EntityKind.ARMED_FORCE})
_STAGES = frozenset(table("light")["stages"]["words"])
_ACTING = frozenset(
    {
        EntityKind.STATE,
        EntityKind.ARMED_FORCE,
        EntityKind.GOVERNMENT_BODY,
        EntityKind.INTERNATIONAL_ORGANIZATION,
        EntityKind.ORGANIZATION,
    }
)


def is_agreement(context: Context, token: Token) -> bool:
    """True for an agreement by name or by noun."""
    return context.agreements.at(token) is not None or in_class(token, "agreement")


def _is_equipment(context: Context, token: Token) -> bool:
    if _is_maker(token):
        return False
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind is EntityKind.EQUIPMENT
    if in_class(token, "equipment") or is_countable_item(token):
        return True
    if not in_class(token, "equipment_weak"):
        return False
    if any(in_class(t, "equipment") for t in syntax.coordinated([syntax.first_conjunct(token)])):
        return True
    near = (*syntax.compounds(token), *syntax.modifiers(token), *syntax.prepositional_objects(token, "for"))
    return has_word(token, "agreement_defence") or any(t.ent_type_ == "PRODUCT" for t in near)


def _is_aid(_context: Context, token: Token) -> bool:
    if not in_class(token, "aid"):
        credit = lemma(token) == "line" and any(lemma(t) == "credit" for t in syntax.prepositional_objects(token, "of"))
        return credit and any(in_class(t, "equipment") or is_countable_item(t) for t in token.sent)
    return has_word(token, "aid_strong") or any(
        has_word(t, "aid_strong") for t in syntax.prepositional_objects(token, "for", "to", "of")
    )


def is_force(context: Context, token: Token) -> bool:
    """True for a force by name, and for people and things of forces where defence is spoken of."""
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.ARMED_FORCE:
        return True
    # "French special forces" in small letters is a phrase, whatever the recogniser takes it for
    described = entity is not None and entity.kind is EntityKind.ORGANIZATION and token.tag_ == "NNS" and token.is_lower
    if entity is not None and entity.kind is not EntityKind.STATE and not described:
        on_defence = context.is_on_defence or context.speaks_of_defence(token.sent)
        return entity.kind is EntityKind.EQUIPMENT and on_defence
    if not in_class(token, "force") or lemma(token) in _WORDS["not_force"]:
        return False
    if lemma(token) not in _WORDS["civil_too"] or has_word(token, "agreement_defence"):
        return True
    return context.is_on_defence or context.speaks_of_defence(token.sent)


def _is_state_or_force(context: Context, token: Token) -> bool:
    kinds = {EntityKind.STATE, EntityKind.ARMED_FORCE, EntityKind.INTERNATIONAL_ORGANIZATION}
    return is_force(context, token) or any(actor.kind in kinds for actor in context.actors.of(token))


def _is_access_request(context: Context, token: Token) -> bool:
    """ "A request for landing rights", "a request to use its bases"."""
    if lemma(token) not in _WORDS["asking"]:
        return False
    wanted = [t for c in syntax.children(token, "acl", "relcl") for t in syntax.objects(c)]
    wanted += syntax.prepositional_objects(token, "for")
    wanted += syntax.prepositional_objects(token.head, "for")
    return any(in_class(t, "access") or in_class(t, "base") for t in wanted)


def _is_national(context: Context, token: Token) -> bool:
    """People whom somebody trains: by a word for them, or several of some state ("120 Vietnamese submariners")."""
    if in_class(token, "trainee"):
        return True
    near = (context.entities.at(t) for t in (*syntax.modifiers(token), *syntax.compounds(token)))
    return is_plural(token) and any(e is not None and e.kind is EntityKind.STATE for e in near)


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


def _is_authority(context: Context, token: Token) -> bool:
    if lemma(token) in _WORDS["authority"] or token.lower_ in {"i", "we", "he", "she"}:
        return True
    kinds = {EntityKind.STATE, EntityKind.GOVERNMENT_BODY, EntityKind.INTERNATIONAL_ORGANIZATION, EntityKind.PERSON}
    return any(actor.kind in kinds for actor in context.actors.of(token))


def _is_traveller(context: Context, token: Token) -> bool:
    if in_class(token, "official") or in_class(token, "seagoing"):
        return True
    kinds = {EntityKind.PERSON, EntityKind.GOVERNMENT_BODY, EntityKind.UNNAMED_ACTOR}
    return any(actor.kind in kinds for actor in context.actors.of(token))


def _is_place(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind in _ACTING | {EntityKind.PLACE, EntityKind.COMPANY}
    if any(t.tag_ == "PRP$" for t in syntax.possessors(token)):
        return False  # "his troops"
    return in_class(token, "base") or lemma(token) in _WORDS["visited"]


def _is_maker(token: Token) -> bool:
    """ "The missile maker SIATT": a maker, whatever its name was taken for."""
    return any(lemma(t) in _WORDS["firm"] - {"group"} for t in (token, *syntax.compounds(token)))


def _is_arms_firm(context: Context, token: Token) -> bool:
    on_defence = context.speaks_of_defence(token.sent) or context.is_on_defence
    for near in (token, *syntax.appositions(token)):
        entity = context.entities.at(near)
        if entity is not None and entity.kind is EntityKind.COMPANY:
            return on_defence
    makes_arms = has_word(token, "agreement_defence") or any(in_class(t, "equipment") for t in syntax.compounds(token))
    return _is_maker(token) and (on_defence or makes_arms)


def _is_trainee(context: Context, token: Token) -> bool:
    """Soldiers, or people whom forces have as well ("pilots", "mechanics") where forces are spoken of."""
    if is_force(context, token):
        return True
    if not in_class(token, "trainee"):
        return False
    if has_word(token, "agreement_defence") or context.is_relevant(token):
        return True
    return lemma(token) in _WORDS["cadre"] and any(context.actors.of(t) for t in syntax.modifiers(token))


def _is_trainer(context: Context, token: Token) -> bool:
    if not in_class(token, "trainer"):
        return False
    return has_word(token, "agreement_defence") or context.is_on_defence or context.speaks_of_defence(token.sent)


def _is_power(context: Context, token: Token) -> bool:
    return is_force(context, token) or any(a.kind in _POWERS for a in context.actors.of(token))


def _is_troops(context: Context, token: Token) -> bool:
    """People under arms and their units, not what they use."""
    return (lemma(token) in _WORDS["troops"] or token.lower_ in _WORDS["troops"]) and is_force(context, token)


def _is_stationed(context: Context, token: Token) -> bool:
    """Forces, and people or things of a state or body that names them: "a liaison officer", "anti-aircraft units"."""
    if is_force(context, token):
        return True
    return in_class(token, "stationed") and (context.is_on_defence or context.speaks_of_defence(token.sent))


def _is_military_craft(context: Context, token: Token) -> bool:
    """Aircraft and ships of forces, by noun or by model ("a P-8A"); not people and not a force as a whole."""
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind is EntityKind.EQUIPMENT
    return in_class(token, "craft") and is_force(context, token)


def _is_access(_context: Context, token: Token) -> bool:
    """Access of forces: to a base, a port, a state's ground, not to a market, a ballot or a lawyer."""
    if not in_class(token, "access"):
        return False
    if token.lower_ not in {"access", "transit"} or has_word(token, "access_words"):
        return True
    reached = syntax.prepositional_objects(token, "to", "through")
    return any(in_class(t, "base") or t.ent_type_ in {"FAC", "GPE", "LOC"} for t in reached)


def _is_base(_context: Context, token: Token) -> bool:
    return (in_class(token, "base") or token.ent_type_ == "FAC") and not has_word(token, "base_else")


def _is_warship(context: Context, token: Token) -> bool:
    """A ship of a navy: by its noun where forces are spoken of, or by the prefix of its name ("HMS Spey").

    The noun may stand before the name: "the hospital ship Esperance".
    """
    before = token.doc[max(0, token.i - 3) : token.i + 1]
    if any(t.text in _WORDS["ship_prefix"] for t in before):
        return True
    if token.ent_type_ and any(lemma(t) in _WORDS["warship"] for t in syntax.compounds(token)):
        return context.is_on_defence or context.speaks_of_defence(token.sent)
    return lemma(token) in _WORDS["warship"] and is_force(context, token)


def _is_proposal(context: Context, token: Token) -> bool:
    """ "A motion on the mission", "joining the coalition", "a bill to lend tanks": a decision on forces or arms."""
    if lemma(token) not in _WORDS["proposal"] and token.tag_ != "VBG":
        return False
    inside = [t for t in token.subtree if t.i > token.i]
    return any(_is_decided_on(context, t) for t in inside)


def _is_decided_on(context: Context, token: Token) -> bool:
    on_forces = is_agreement(context, token) or _is_equipment(context, token) or _is_aid(context, token)
    return on_forces or is_force(context, token) or (lemma(token) in _WORDS["mission"] and context.is_relevant(token))


def _is_mission(context: Context, token: Token) -> bool:
    """What forces go out for, or their coming in: "the entry of foreign troops"."""
    if lemma(token) in _WORDS["mission"]:
        return True
    coming = lemma(token) in _WORDS["coming"]
    return coming and any(is_force(context, t) for t in syntax.prepositional_objects(token, "of", "for", "by"))


def _is_submitted(context: Context, token: Token) -> bool:
    """What a chamber may pass: an agreement, a transfer, aid, a mission, a motion or bill on one of these."""
    return any(
        THING[name](context, token) for name in ("agreement", "transfer", "aid", "mission", "motion", "proposal")
    )


def _is_instrument(context: Context, token: Token) -> bool:
    return is_agreement(context, token) or lemma(token) in _WORDS["instrument"]


def _is_agreement_stage(context: Context, token: Token) -> bool:
    """ "The conclusion of a status of forces agreement"."""
    return lemma(token) in _STAGES and any(
        is_agreement(context, t) for t in syntax.prepositional_objects(token, "of", "to")
    )


def _is_membership(context: Context, token: Token) -> bool:
    """ "Its participation in the force", "ties with the bloc": what binds a state to an alliance."""
    binding = lemma(token) in _WORDS["bond"]
    return binding and any(_is_alliance(context, t) for t in syntax.prepositional_objects(token, "in", "of", "with"))


def _is_alliance(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.INTERNATIONAL_ORGANIZATION:
        return any(word in _WORDS["alliance_name"] for word in entity.name.lower().split())
    if entity is not None:
        return "multinational" in entity.name.lower()
    joint = lemma(token) in _WORDS["joint_body"] and has_word(token, "joint_body")
    return lemma(token) in _WORDS["alliance"] or joint


def _is_delivered(context: Context, token: Token) -> bool:
    """ "The first batch of howitzers": what comes in parts is delivered, what sails is only deployed."""
    arms = syntax.prepositional_objects(token, "of")
    if lemma(token) in _WORDS["freight"] or token.lower_ in _WORDS["freight"]:
        return _is_equipment(context, token)
    before = () if arms else token.doc[token.sent.start : token.i]  # "arms for Ukraine, of which a first batch"
    return lemma(token) in _WORDS["consignment"] and any(_is_equipment(context, t) for t in (*arms, *before))


def _is_ground(context: Context, token: Token) -> bool:
    """A place or a state by its name."""
    entity = context.entities.at(token)
    return entity is not None and entity.kind in {EntityKind.PLACE, EntityKind.STATE}


def _is_money(_context: Context, token: Token) -> bool:
    return token.ent_type_ == "MONEY" or lemma(token) in _WORDS["money"]


def _is_counterpart(_context: Context, token: Token) -> bool:
    """ "Her Turkish counterpart", "his opposite number"."""
    return lemma(token) == "counterpart" or (lemma(token) == "number" and in_class(token, "official"))


def _in(name: str) -> Callable[[Context, Token], bool]:
    return lambda _context, token: in_class(token, name)


THING: Mapping[str, Callable[[Context, Token], bool]] = {
    "agreement": is_agreement,
    "agreement_weak": _in("agreement_weak"),
    "equipment": _is_equipment,
    "aid": _is_aid,
    "force": is_force,
    "official": _is_official,
    "authority": _is_authority,
    "traveller": _is_traveller,
    "place": _is_place,
    "access": _is_access,
    "base": _is_base,
    "intelligence": _in("intelligence"),
    "arms_firm": _is_arms_firm,
    "person": _is_person,
    "state": lambda context, token: any(a.kind is EntityKind.STATE for a in context.actors.of(token)),
    "chamber": _is_chamber,
    "treaty": lambda context, token: is_agreement(context, token) and lemma(token) in _WORDS["treaty"],
    "convention": lambda context, token: is_agreement(context, token) and lemma(token) in _WORDS["convention"],
    "targeted": lambda _context, token: lemma(token) in _WORDS["targeted"],
    "beam": lambda _context, token: lemma(token) in _WORDS["beam"],
    "taken": lambda context, token: lemma(token) in _WORDS["taken"] or _is_ground(context, token),
    "sightings": _in("sightings"),
    "sensors": _in("sensors"),
    "shot": lambda _context, token: lemma(token) in _WORDS["shot"],
    "frontier": lambda _context, token: lemma(token) in _WORDS["frontier"],
    "meeting": lambda _context, token: lemma(token) in _WORDS["meeting"],
    "transfer": lambda _context, token: lemma(token) in _WORDS["transfer"],
    "trainee": _is_trainee,
    "trainer": _is_trainer,
    "troops": _is_troops,
    "stationed": _is_stationed,
    "personnel": _in("personnel"),
    "military_craft": _is_military_craft,
    "power": _is_power,
    "warship": _is_warship,
    "delivered": _is_delivered,
    "proposal": _is_proposal,
    "instrument": _is_instrument,
    "alliance": _is_alliance,
    "agreement_stage": _is_agreement_stage,
    "membership": _is_membership,
    "money": _is_money,
    "facility": lambda _context, token: lemma(token) in _WORDS["facility"] or token.lower_ in _WORDS["facility"],
    "range": lambda _context, token: lemma(token) in _WORDS["range"],
    "version": lambda _context, token: lemma(token) in _WORDS["version"],
    "counterpart": _is_counterpart,
    "gear": lambda context, token: lemma(token) in _WORDS["gear"] and context.is_on_defence,
    "successor": lambda _context, token: lemma(token) in _WORDS["successor"],
    "hotline": lambda _context, token: lemma(token) in _WORDS["hotline"] and has_word(token, "agreement_defence"),
    "academy": lambda _context, token: lemma(token) in _WORDS["academy"],
    "learner": lambda _context, token: lemma(token) in _WORDS["learner"],
    "supplies": _in("supplies"),
    "cadre": _in("cadre"),
    "nationals": _is_national,
    "state_or_force": _is_state_or_force,
    "access_request": _is_access_request,
    "motion": lambda _context, token: lemma(token) in _WORDS["motion"],
    "deal_equipment": lambda context, token: _is_equipment(context, token) or in_class(token, "equipment_weak"),
    "drill": lambda _context, token: lemma(token) in _WORDS["drill"] or token.ent_type_ == "EVENT",
    "mission": _is_mission,
    "submitted": _is_submitted,
}
"""Class of a phrase -> test of its head."""

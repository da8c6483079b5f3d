"""What must stand beside a trigger for its frame to hold: tests named in ``lexicon/frames.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, table
from kg.extraction.modality import reading
from kg.extraction.phrases import has_word, in_class, is_countable_item, is_plural, lemma
from kg.model import Entity, EntityKind, Polarity

__all__ = ["NEAR", "THING", "actors_in", "is_joint", "is_listed", "is_permission", "is_receiving"]

_WORDS = {name: frozenset(entry["words"]) for name, entry in table("conditions").items()}
_ACTING = frozenset(
    {
        EntityKind.STATE,
        EntityKind.ARMED_FORCE,
        EntityKind.GOVERNMENT_BODY,
        EntityKind.INTERNATIONAL_ORGANIZATION,
        EntityKind.ORGANIZATION,
    }
)


def actors_in(context: Context, found: Arguments, *slots: str) -> tuple[Entity, ...]:
    """The actors in ``slots`` (all of them where none is given), each once."""
    tokens = [t for slot in (slots or tuple(found.slots)) for t in found.get(slot)]
    return tuple(dict.fromkeys(actor for token in tokens for actor in context.actors.of(token)))


def is_joint(context: Context, trigger: Token, found: Arguments) -> bool:
    """True if several sides take part: by a word ("joint", "multinational") or by two actors of different states."""
    noun = syntax.head_noun(trigger)
    own = (*syntax.modifiers(noun), *syntax.compounds(noun), *syntax.modifiers(trigger), *syntax.compounds(trigger))
    near = (*own, *found.get("mod"))
    if any(t.lower_ in _WORDS["joint"] or lemma(t) in _WORDS["joint"] for t in near):
        return True
    sides = {
        (context.actors.state_of(actor) or actor).key
        for actor in actors_in(context, found)
        if actor.kind is not EntityKind.PERSON
    }
    return len(sides) >= 2


def is_permission(verb: Token) -> bool:
    """True for a verb by which somebody lets another do something."""
    return lemma(verb) in _WORDS["permitting"]


def is_receiving(verb: Token) -> bool:
    """True for a light verb whose subject undergoes what the noun says ("the sale won approval")."""
    return lemma(verb) in _WORDS["receiving"]


def _is_agreement(context: Context, token: Token) -> bool:
    return context.agreements.at(token) is not None or in_class(token, "agreement")


def _is_equipment(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind is EntityKind.EQUIPMENT
    if in_class(token, "equipment") or is_countable_item(token):
        return True
    if not in_class(token, "equipment_weak"):
        return False
    near = (*syntax.compounds(token), *syntax.modifiers(token), *syntax.prepositional_objects(token, "for"))
    return has_word(token, "agreement_defence") or any(t.ent_type_ == "PRODUCT" for t in near)


def _is_aid(context: Context, token: Token) -> bool:
    if not in_class(token, "aid"):
        return False
    return has_word(token, "aid_strong") or any(
        has_word(t, "aid_strong") for t in syntax.prepositional_objects(token, "for", "to", "of")
    )


def _is_force(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.ARMED_FORCE:
        return True
    if entity is not None and entity.kind is not EntityKind.STATE:
        return entity.kind is EntityKind.EQUIPMENT
    if not in_class(token, "force") or lemma(token) in _WORDS["not_force"]:
        return False
    if lemma(token) not in _WORDS["civil_too"] or has_word(token, "agreement_defence"):
        return True
    return context.is_on_defence or context.speaks_of_defence(token.sent)


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
    if in_class(token, "official"):
        return True
    kinds = {EntityKind.PERSON, EntityKind.GOVERNMENT_BODY, EntityKind.UNNAMED_ACTOR}
    return any(actor.kind in kinds for actor in context.actors.of(token))


def _is_place(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None:
        return entity.kind in _ACTING | {EntityKind.PLACE}
    return in_class(token, "base") or lemma(token) in _WORDS["visited"]


def _is_arms_firm(context: Context, token: Token) -> bool:
    entity = context.entities.at(token)
    if entity is not None and entity.kind is EntityKind.COMPANY:
        return context.speaks_of_defence(token.sent) or context.is_on_defence
    return lemma(token) in _WORDS["firm"] and has_word(token, "agreement_defence")


def _in(name: str) -> Callable[[Context, Token], bool]:
    return lambda _context, token: in_class(token, name)


THING: Mapping[str, Callable[[Context, Token], bool]] = {
    "agreement": _is_agreement,
    "agreement_weak": _in("agreement_weak"),
    "equipment": _is_equipment,
    "aid": _is_aid,
    "force": _is_force,
    "official": _is_official,
    "authority": _is_authority,
    "traveller": _is_traveller,
    "place": _is_place,
    "access": _in("access"),
    "base": lambda context, token: in_class(token, "base") or token.ent_type_ == "FAC",
    "intelligence": _in("intelligence"),
    "arms_firm": _is_arms_firm,
    "person": _is_person,
    "state": lambda context, token: any(a.kind is EntityKind.STATE for a in context.actors.of(token)),
    "chamber": _is_chamber,
    "treaty": lambda context, token: _is_agreement(context, token) and lemma(token) in _WORDS["treaty"],
    "convention": lambda context, token: _is_agreement(context, token) and lemma(token) in _WORDS["convention"],
    "targeted": lambda _context, token: lemma(token) in _WORDS["targeted"],
    "shot": lambda _context, token: lemma(token) in _WORDS["shot"],
    "frontier": lambda _context, token: lemma(token) in _WORDS["frontier"],
    "meeting": lambda _context, token: lemma(token) in _WORDS["meeting"],
    "transfer": lambda context, token: lemma(token) in _WORDS["transfer"],
    "mission": lambda context, token: lemma(token) in _WORDS["mission"],
}
"""Class of a phrase -> test of its head."""


def _any_in_sentence(name: str) -> Callable[[Context, Token, Arguments], bool]:
    return lambda context, trigger, _found: any(THING[name](context, t) for t in trigger.sent if t != trigger)


def _force_word(context: Context, trigger: Token, _found: Arguments) -> bool:
    noun = syntax.head_noun(trigger)
    return has_word(noun, "defence_strong") or context.speaks_of_defence(trigger.sent) or context.is_on_defence


def _in_arguments(name: str) -> Callable[[Context, Token, Arguments], bool]:
    def test(context: Context, trigger: Token, found: Arguments) -> bool:
        tokens: Iterable[Token] = (t for slot in found.slots.values() for t in slot)
        return any(THING[name](context, t) for t in tokens)

    return test


def _two_actors(context: Context, _trigger: Token, found: Arguments) -> bool:
    return len([a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]) >= 2


def _adverb(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(t.lower_ in _WORDS["together"] for t in trigger.children) or any(
        lemma(t) in _WORDS["joint"] for noun in found.get("object") for t in syntax.modifiers(noun)
    )


def is_listed(token: Token) -> bool:
    """True for a noun in a list of activities ("joint exercises, training and basing")."""
    first = syntax.first_conjunct(syntax.head_noun(token))
    members = (first, *syntax.conjuncts(first))
    known = lexicon().by_noun
    return len(members) > 1 and sum(lemma(t) in known or t.lower_ in known for t in members) > 1


def _first_is_joint(token: Token) -> bool:
    first = syntax.first_conjunct(syntax.head_noun(token))
    return any(t.lower_ in _WORDS["joint"] for t in syntax.modifiers(first))


def _joint_partner(context: Context, trigger: Token, found: Arguments) -> bool:
    return _adverb(context, trigger, found) or bool(actors_in(context, found, "with"))


def _based(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(t.lower_ in _WORDS["based"] for t in trigger.subtree)


def _foreign_base(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "the US base in Djibouti", "a British training area in Oman": whose and where differ."""
    noun = syntax.head_noun(trigger)
    whose = {a.key for a in actors_in(context, found, "mod", "poss") if a.kind is EntityKind.STATE}
    where = {a.key for a in actors_in(context, found, "in") if a.kind is EntityKind.STATE}
    return bool(whose and where - whose) or (len(whose) > 1 and has_word(noun, "agreement_defence"))


def _military_base(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(has_word(t, "agreement_defence") for t in found.get("object")) and bool(actors_in(context, found))


def _force_name(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(a.kind is EntityKind.ARMED_FORCE for a in actors_in(context, found))


def _defence_clause(context: Context, trigger: Token, _found: Arguments) -> bool:
    return context.speaks_of_defence(trigger.sent)


def _between_states(context: Context, trigger: Token, found: Arguments) -> bool:
    """True if forces of one state act on another state, or on what is its own."""
    acting = actors_in(context, found, "subject", "subject:mod", "by", "poss", "mod")
    undergoing = actors_in(context, found, "object", "object:mod", "of", "of:mod", "on", "against", "at", "between")
    nouns = [noun for slot in ("at", "on", "against", "of") for noun in found.get(slot)]
    owners = [t for noun in nouns for t in (*syntax.modifiers(noun), *syntax.compounds(noun))]
    one = _states_of(context, acting)
    other = _states_of(context, (*undergoing, *(a for t in owners for a in context.actors.of(t))))
    return bool(one and other - one) or len(_states_of(context, actors_in(context, found, "between"))) > 1


def _states_of(context: Context, actors: Iterable[Entity]) -> set[str]:
    kinds = {EntityKind.STATE, EntityKind.ARMED_FORCE}
    return {(context.actors.state_of(actor) or actor).key for actor in actors if actor.kind in kinds}


def _military_clause(context: Context, trigger: Token, found: Arguments) -> bool:
    if not context.is_on_defence and not _between_states(context, trigger, found):
        return False
    if trigger.tag_ == "VBG" and trigger.dep_ == "advcl" and lemma(trigger) in _WORDS["hurting"]:
        return False  # "crashed, killing 13 soldiers" is one incident
    violent = lexicon().words("defence_strong")
    return any(t.lower_ in violent or lemma(t) in _WORDS["violent"] for t in trigger.sent) and bool(
        actors_in(context, found) or context.speaks_of_defence(trigger.sent)
    )


def _agreement_before(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "With the pact now in force": an agreement stands shortly before, and it is not *in place of*."""
    del found
    doc = trigger.doc
    if trigger.i + 1 < len(doc) and doc[trigger.i + 1].lower_ == "of":
        return False
    start = max(trigger.sent.start, trigger.i - 9)
    return any(_is_agreement(context, t) for t in doc[start : trigger.i])


def _not_done(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "No comment from ...", "has not commented": what the sentence tells is that nothing was said."""
    return reading(trigger, in_headline=context.in_headline(trigger)).polarity is Polarity.NEGATED


def _nor_denied(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Neither confirmed nor denied", "would not confirm or deny"."""
    if not any(lemma(t) == "deny" for t in syntax.conjuncts(trigger)):
        return False
    return trigger.i > 0 and (trigger.nbor(-1).lower_ == "neither" or _not_done(context, trigger, found))


def _force_leaving(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Ordered French troops to leave": forces of somebody else have to go."""
    goes = [t for t in syntax.complements(trigger) if lemma(t) in _WORDS["leaving"]]
    objects = (
        *syntax.objects(trigger),
        *syntax.indirect_objects(trigger),
        *(t for v in goes for t in syntax.subjects(v)),
    )
    if not goes or not any(a.kind is EntityKind.STATE for t in objects for a in context.actors.of(t)):
        return False
    return any(_is_force(context, t) for t in (*objects, *(o for verb in goes for o in syntax.objects(verb))))


def _together(context: Context, trigger: Token, found: Arguments) -> bool:
    """Somebody talks with somebody: two actors, a plural subject, or "with"."""
    people = actors_in(context, found, "subject", "with", "to")
    plural = any(is_plural(t) or t.lower_ in {"they", "both", "we"} for t in found.get("subject"))
    return len(people) > 1 or plural or bool(found.get("with"))


def _violating(context: Context, trigger: Token, found: Arguments) -> bool:
    """Aircraft or troops that cross a border, or a border broken in a sentence on defence."""
    intruders = any(lemma(t) in _WORDS["intruding"] for t in found.get("subject"))
    return intruders and (lemma(trigger) in _WORDS["violating"] or bool(actors_in(context, found, "object:mod")))


def _no_infinitive(_context: Context, trigger: Token, found: Arguments) -> bool:
    """Not "called on the minister to resign"."""
    heads = (trigger, *found.get("object"), *found.get("on"))
    clauses = [c for head in heads for c in syntax.children(head, "xcomp", "acl", "ccomp", "relcl")]
    return not any(syntax.is_infinitive(clause) for clause in clauses)


NEAR: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "joint": is_joint,
    "listed": lambda context, trigger, found: is_listed(trigger) and _first_is_joint(trigger),
    "agreement_before": _agreement_before,
    "force_word": _force_word,
    "two_actors": _two_actors,
    "joint_adverb": _adverb,
    "joint_partner": _joint_partner,
    "based": _based,
    "foreign_base": _foreign_base,
    "military_base": _military_base,
    "force_name": _force_name,
    "defence_clause": _defence_clause,
    "military_clause": _military_clause,
    "force": _in_arguments("force"),
    "not_done": _not_done,
    "nor_denied": _nor_denied,
    "force_leaving": _force_leaving,
    "together": _together,
    "violating": _violating,
    "no_infinitive": _no_infinitive,
    "headline": lambda context, trigger, _found: context.in_headline(trigger),
    "basing": lambda context, trigger, _found: trigger.lower_ in {"basing", "overflight", "rights"},
    "agreement": _any_in_sentence("agreement"),
    "agreement_weak": _any_in_sentence("agreement_weak"),
    "equipment": _any_in_sentence("equipment"),
    "access": _any_in_sentence("access"),
    "base": _any_in_sentence("base"),
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

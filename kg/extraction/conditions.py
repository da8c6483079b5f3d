"""What must stand beside a trigger for its frame to hold: tests named in ``lexicon/frames.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import abroad, jointly, syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, table
from kg.extraction.modality import reading
from kg.extraction.ownership import OWNERSHIP
from kg.extraction.phrases import has_word, in_class, is_countable_item, is_plural, lemma
from kg.extraction.sides import actors_in, places_of, states_at
from kg.extraction.things import THING, is_agreement, is_force
from kg.model import EntityKind, Polarity

__all__ = ["NEAR", "is_receiving"]

_WORDS = {name: frozenset(entry["words"]) for name, entry in table("conditions").items()}


def is_receiving(verb: Token) -> bool:
    """True for a light verb whose subject undergoes what the noun says ("the sale won approval")."""
    return lemma(verb) in _WORDS["receiving"]


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


def _based(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(t.lower_ in _WORDS["based"] for t in trigger.subtree)


def _force_name(context: Context, trigger: Token, found: Arguments) -> bool:
    return any(a.kind is EntityKind.ARMED_FORCE for a in actors_in(context, found))


def _defence_clause(context: Context, trigger: Token, _found: Arguments) -> bool:
    return context.speaks_of_defence(trigger.sent)


def _military_clause(context: Context, trigger: Token, found: Arguments) -> bool:
    if not context.is_on_defence and not abroad.is_between_states(context, trigger, found):
        return False
    if trigger.tag_ == "VBG" and trigger.dep_ == "advcl" and lemma(trigger) in _WORDS["hurting"]:
        return False  # "crashed, killing 13 soldiers" is one incident
    if lemma(trigger) in _WORDS["warlike"] and abroad.is_between_states(context, trigger, found):
        return True
    if any(lemma(t) in _WORDS["no_force"] for t in found.get("subject")):
        return False  # "the opposition attacked the minister"
    violent = lexicon().words("defence_strong")
    return any(t.lower_ in violent or lemma(t) in _WORDS["violent"] for t in trigger.sent)


def _hurt(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Were wounded by gunfire": it is told who or what did it."""
    return bool(found.get("subject") or found.get("by")) and _military_clause(context, trigger, found)


def _agreement_before(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "With the pact now in force": an agreement stands shortly before, and it is not *in place of*."""
    del found
    doc = trigger.doc
    if trigger.i + 1 < len(doc) and doc[trigger.i + 1].lower_ == "of":
        return False
    start = max(trigger.sent.start, trigger.i - 9)
    return any(is_agreement(context, t) for t in doc[start : trigger.i])


def _military_aid(context: Context, trigger: Token, found: Arguments) -> bool:
    """Aid that is called military or given to a force; in an article on defence any that is not called civil."""
    noun = syntax.head_noun(trigger)
    near = (noun, *found.get("of"), *found.get("in"))
    if any(has_word(t, "aid_strong") for t in near) or has_word(trigger, "aid_strong"):
        return True
    if any(has_word(t, "aid_civil") for t in (trigger, *near)):
        return False
    receiving = [t for slot in ("to", "for", "iobj") for t in found.get(slot)]
    return any(is_force(context, t) for t in receiving) or context.is_on_defence


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
    out = [t for t in (*trigger.children, *(c for o in objects for c in o.children)) if t.lower_ in {"out", "home"}]
    if out and lemma(trigger) in _WORDS["ordering"]:
        return any(is_force(context, t) for t in objects)
    if not goes or not any(a.kind is EntityKind.STATE for t in objects for a in context.actors.of(t)):
        return False
    return any(is_force(context, t) for t in (*objects, *(o for verb in goes for o in syntax.objects(verb))))


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


_WHEN_AND_WHERE = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC"})


def _no_other_occasion(_context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Kenya is also taking part": in what was told before, not in "elections"."""
    others = [t for t in found.get("object") if t.lower_ != "part"]
    return not others and all(t.pos_ == "PRON" or t.ent_type_ in _WHEN_AND_WHERE for t in found.get("in"))


def _comprising(context: Context, _trigger: Token, found: Arguments) -> bool:
    return bool(actors_in(context, found, "including"))


def _joint_states(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A joint operation" of two states or their forces, whatever the article is about."""
    acting = [a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]
    states = {(context.actors.state_of(a) or a).key for a in acting}
    firms = any(actor.kind is EntityKind.COMPANY for actor in acting)
    return len(states) > 1 and not firms and jointly.has_joint_word(context, trigger, found)


def _for_equipment(context: Context, _trigger: Token, found: Arguments) -> bool:
    about = (t for slot in ("for", "on", "over", "about", "covering") for t in found.get(slot))
    return any(THING["equipment"](context, t) for t in about)


def _aid_noun(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """Not "food aid", "legal assistance"."""
    return not has_word(syntax.head_noun(trigger), "civil_aid")


def _shared_work(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Joint production", "co-production", "cooperate on the development of", "development with Israel"."""
    noun = syntax.head_noun(trigger)
    if any(t.lower_ in _WORDS["joint"] for t in syntax.modifiers(noun)) or _is_co(noun):
        return True
    verb = syntax.governing_verb(noun)
    if verb is not None and lemma(verb) in _WORDS["cooperating"]:
        return True
    return _joined_work(context, trigger, found) or bool(actors_in(context, found, "with", "between"))


def _joined_work(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Joined the frigate project", "invited firms to take part in the development": work that is others' already."""
    verb = found.carrier or syntax.governing_verb(syntax.head_noun(trigger))
    if verb is None or lemma(verb) not in _WORDS["own_work"]:
        return False
    return lemma(verb) != "take" or any(t.lower_ == "part" for t in syntax.objects(verb))


def _told_another(context: Context, trigger: Token, found: Arguments) -> bool:
    """Somebody tells what he knows to somebody else: two actors, a group, or one in an article on defence."""
    people = [a for a in actors_in(context, found) if a.kind is not EntityKind.PERSON]
    groups = (t for slot in ("subject", "to", "with", "among", "between", "iobj") for t in found.get(slot))
    several = any(is_plural(t) and in_class(t, "partner_group") for t in groups)
    if len(people) > 1 or several:
        return True
    things = (*found.get("object"), *found.get("of"), *found.get("mod"), *found.get("with"))
    of_forces = any(in_class(t, "military_data") or has_word(t, "military_data") for t in things)
    of_forces = of_forces or any(THING["equipment"](context, t) for t in found.get("on"))
    mutual = context.is_on_defence and lemma(trigger) in _WORDS["sharing"]
    return bool(people) and (of_forces or mutual or context.speaks_of_defence(trigger.sent))


def _two_parties(context: Context, trigger: Token, _found: Arguments) -> bool:
    """The sharing of intelligence by name, where the article is on defence or the sentence speaks of it."""
    return context.is_on_defence or context.speaks_of_defence(trigger.sent)


def _for_arms(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Promised $28 million for a network of radars": what the money is for is arms or forces."""
    phrases = (t for slot in ("for", "to", "towards", "object:for", "object:to", "inf") for t in found.get(slot))
    if not context.is_on_defence or not states_at(context, found.get("subject")):
        return False
    inside = (t for noun in phrases for t in noun.subtree if t.sent == trigger.sent)
    return any(THING["equipment"](context, t) or is_force(context, t) or lemma(t) in _WORDS["barracks"] for t in inside)


def _for_foreign_state(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Financed equipment for Mozambique": for a state other than the giver."""
    own = states_at(context, found.get("subject"))
    return bool(states_at(context, (*found.get("for"), *found.get("to"))) - own) and context.is_on_defence


def _is_co(token: Token) -> bool:
    """True after "co-", which a tokeniser parts from its word."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "co"


def _to_build(context: Context, _trigger: Token, found: Arguments) -> bool:
    return any(THING["equipment"](context, t) for t in found.get("inf"))


def _guest(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is in Berlin this week": somebody is in a state other than his own."""
    own = states_at(context, found.get("subject"))
    return bool(own) and bool(places_of(context, found.get("in")) - own)


def _let_to(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Leases a base to China": somebody lets it, who with "from" would take it."""
    return bool(actors_in(context, found, "to", "iobj"))


def _to_enter(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Permission to dock", "clearance for landing": of ships or aircraft, whatever a parser makes of the word."""
    after = trigger.doc[trigger.i + 1 : min(trigger.i + 4, trigger.sent.end)]
    entering = any(t.lower_ in _WORDS["entering"] or lemma(t) in _WORDS["entering"] for t in after)
    return entering and any(is_force(context, t) for t in trigger.sent)


def _of_somebody(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "An EU mission has been deployed": it is told whose they are."""
    whose = actors_in(context, found, "object:mod", "by")
    return any(a.kind in {EntityKind.STATE, EntityKind.INTERNATIONAL_ORGANIZATION} for a in whose)


def _come_as_guest(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Received the general in Nairobi", "welcomed a visiting delegation": where to, or that he is on a visit."""
    if places_of(context, (*found.get("in"), *found.get("to"))):
        return True
    return any(t.lower_ == "visiting" for noun in found.get("object") for t in syntax.modifiers(noun))


def _awaited(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The pact awaits the approval of the Diet": what is to be approved stands before the approval."""
    deciding = [t for slot in ("by", "of", "from", "poss", "mod") for t in found.get(slot)]
    if not any(THING["authority"](context, t) for t in deciding):
        return False
    before = trigger.doc[trigger.sent.start : trigger.i]
    return any(THING["submitted"](context, t) for t in before)


def _to_conclude(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Authorised the minister to sign the protocol"."""
    return any(is_agreement(context, t) for t in found.get("inf"))


def _of_named_exercise(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The next edition": the article names an exercise before it, and the phrase no other thing."""
    first = next((t.i for t in trigger.doc if t.ent_type_ == "EVENT"), trigger.i)
    return first < trigger.i and not syntax.prepositions(trigger, "of")


def _definite_passive(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The reception was attended by": of what was told before."""
    definite = any(t.lower_ in {"the", "this"} for noun in found.get("object") for t in syntax.determiners(noun))
    return definite and syntax.is_passive(trigger)


NEAR: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    **OWNERSHIP,
    "no_other_occasion": _no_other_occasion,
    "comprising": _comprising,
    "joint_states": _joint_states,
    "for_equipment": _for_equipment,
    "joined_work": _joined_work,
    "told_another": _told_another,
    "two_parties": _two_parties,
    "for_arms": _for_arms,
    "for_foreign_state": _for_foreign_state,
    "aid_noun": _aid_noun,
    "work_shared": _shared_work,
    "to_build": _to_build,
    "let_to": _let_to,
    "to_enter": _to_enter,
    "of_somebody": _of_somebody,
    "armed": _in_arguments("equipment"),
    "joint": jointly.is_joint,
    "treaty_word": lambda context, _trigger, found: any(
        is_agreement(context, t) for slot in ("object", "in", "with", "to", "of") for t in found.get(slot)
    ),
    "arms": lambda _context, trigger, _found: any(
        in_class(t, "equipment") or is_countable_item(t) for t in trigger.sent
    ),
    "coalition_of_forces": jointly.is_coalition_of_forces,
    "joint_word": jointly.has_joint_word,
    "party_subject": lambda context, _trigger, found: bool(actors_in(context, found, "subject", "by")),
    "state_subject": lambda context, _trigger, found: any(
        actor.kind is EntityKind.STATE for actor in actors_in(context, found, "subject", "by")
    ),
    "listed": lambda _context, trigger, _found: jointly.is_listed(trigger) and jointly.leads_list(trigger),
    "agreement_before": _agreement_before,
    "force_word": _force_word,
    "two_actors": _two_actors,
    "joint_adverb": jointly.joint_adverb,
    "two_forces": jointly.two_forces,
    "shared_work": jointly.is_shared_work,
    "joint_partner": jointly.joint_partner,
    "based": _based,
    "foreign_base": abroad.is_foreign_base,
    "base_abroad": abroad.is_base_abroad,
    "troops_abroad": abroad.are_troops_abroad,
    "guests": abroad.are_guests,
    "stands_abroad": abroad.stand_abroad,
    "stationed": _in_arguments("stationed"),
    "let_in": abroad.is_let_in,
    "for_foreign_force": abroad.is_for_foreign_force,
    "military_base": abroad.is_military_base,
    "force_name": _force_name,
    "defence_clause": _defence_clause,
    "military_clause": _military_clause,
    "hurt": _hurt,
    "force": _in_arguments("force"),
    "military_site": lambda _context, trigger, found: any(has_word(t, "agreement_defence") for t in found.get("of")),
    "trainee": _in_arguments("trainee"),
    "troops": _in_arguments("troops"),
    "military_aid": _military_aid,
    "not_done": _not_done,
    "nor_denied": _nor_denied,
    "force_leaving": _force_leaving,
    "together": _together,
    "violating": _violating,
    "guest": _guest,
    "come_as_guest": _come_as_guest,
    "awaited": _awaited,
    "no_infinitive": _no_infinitive,
    "to_conclude": _to_conclude,
    "definite_passive": _definite_passive,
    "of_named_exercise": _of_named_exercise,
    "headline": lambda context, trigger, _found: context.in_headline(trigger),
    "basing": lambda context, trigger, _found: trigger.lower_ in {"basing", "overflight", "overflights", "rights"},
    "agreement": _any_in_sentence("agreement"),
    "agreement_weak": _any_in_sentence("agreement_weak"),
    "equipment": _any_in_sentence("equipment"),
    "access": _any_in_sentence("access"),
    "base": _any_in_sentence("base"),
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

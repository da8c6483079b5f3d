"""Arms, aid and the work on them: what is given, sold, financed or built, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from spacy.tokens import Token

from kg.extraction import jointly, syntax
from kg.extraction.arguments import Arguments, is_verbal
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import has_word, lemma
from kg.extraction.sides import actors_in, places_of, states_at
from kg.extraction.things import THING, is_force
from kg.model import EntityKind

__all__ = ["SUPPLY"]

_WORDS = word_sets("conditions")
_GIVING = ("subject", "by", "object", "subject:mod", "object:mod")
_GETTING = ("to", "into", "with", "for", "iobj", "on")
_WHERE_ARMS_ARE = ("in", "at", "of")
_MAKERS = ("subject", "by", "with", "between", "among", "object", "of", "poss", "mod", "alongside", "subject:mod", "in")
_HELP = frozenset({"help", "assistance", "support", "licence", "license", "technology", "expertise", "partner", "firm"})
_PLANT_PLACES = ("in", "at", "near", "outside", "object:in", "object:at", "object:near")
_BUILDING = frozenset({EntityKind.COMPANY, EntityKind.ORGANIZATION})


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


def _aid_noun(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """Not "food aid", "legal assistance"."""
    return not has_word(syntax.head_noun(trigger), "civil_aid")


def _for_arms(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Promised $28 million for a network of radars": what the money is for is arms or forces."""
    phrases = (t for slot in ("for", "to", "towards", "object:for", "object:to", "inf") for t in found.get(slot))
    if not context.is_on_defence or not states_at(context, found.get("subject")):
        return False
    inside = (t for noun in phrases for t in noun.subtree if t.sent == trigger.sent)
    return any(THING["equipment"](context, t) or is_force(context, t) or lemma(t) in _WORDS["barracks"] for t in inside)


def _for_equipment(context: Context, _trigger: Token, found: Arguments) -> bool:
    about = (t for slot in ("for", "on", "over", "about", "covering") for t in found.get(slot))
    return any(THING[name](context, t) for name in ("equipment", "arms_meant") for t in about)


def _for_customer(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Is building corvettes for the Saudi navy": for a state or force that is not the builder's own."""
    ordering = states_at(context, found.get("for")) if actors_in(context, found, "for") else set()
    makers = (*found.get("subject"), *found.get("by"))
    if not ordering or not makers:
        return False
    own = states_at(context, makers) | _homes(context, makers)
    if own:
        return bool(ordering - own)
    firms = any(a.kind in _BUILDING for t in makers for a in context.actors.of(t))
    return firms and len({e for e in context.entities.all() if e.kind is EntityKind.STATE}) > 1


def _homes(context: Context, makers: Iterable[Token]) -> set[str]:
    """The states that the gazetteer knows firms to be from; a name that the article does not use stands for itself."""
    names = {a.name for t in makers for a in context.actors.of(t) if a.kind in _BUILDING}
    countries = {r.country for name in names for r in context.entities.gazetteer.lookup(name) if r.country}
    return {state.key if (state := context.entities.state(c)) is not None else c for c in countries}


def _gives_to_another(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Gave Fiji a boat", "boats handed to the Kenyan navy by Japan": from one state to another or its forces."""
    if not context.is_on_defence:
        return False
    giving = states_at(context, (*found.get("subject"), *found.get("by"), *found.get("from")))
    getting = states_at(context, (*found.get("to"), *found.get("iobj"), *found.get("for")))
    return bool(giving) and bool(getting - giving)


def _gets_from_another(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Received two boats from Japan", "ordered a vessel from Damen": from somebody who is not of the same state."""
    if not context.is_on_defence:
        return False
    getting = states_at(context, found.get("subject"))
    selling = actors_in(context, found, "from", "object:mod")
    foreign = states_at(context, (*found.get("from"), *found.get("object:mod"))) - getting
    return bool(getting) and bool(foreign or any(a.kind is EntityKind.COMPANY for a in selling))


def _passes_hands(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Found a new home in Romania", "ended up with the Somali army": from one state to another."""
    things = found.get("subject") if is_verbal(trigger) else found.get("of")
    are_arms = _are_arms(context, things)
    giving = things if are_arms else [t for slot in _GIVING for t in found.get(slot)]
    giving = [*giving, *found.get("from")]
    where = _WHERE_ARMS_ARE if are_arms and is_verbal(trigger) else ()
    getting = [t for slot in (*_GETTING, *where) for t in found.get(slot)]
    getting += [t for thing in things for t in syntax.prepositional_objects(thing, "for", "to")]
    own = states_at(context, giving) | _homes(context, giving)
    return bool(own) and bool((states_at(context, getting) | places_of(context, getting)) - own)


def _arms_by_two(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Are teaming up on a fighter", "the fruit of collaboration between India's DRDO and Russia's NPO"."""
    if not _firms_of_two(context, trigger, found):
        return False
    about = [t for slot in ("on", "for", "in", "into", "inf", "object") for t in found.get(slot)]
    return _are_arms(context, (*about, *_made_by(trigger)))


def _firms_of_two(context: Context, _trigger: Token, found: Arguments) -> bool:
    """Two work or merge who are not of the same state: two states, or their firms."""
    makers = [t for slot in _MAKERS for t in found.get(slot)]
    makers += [t for noun in makers for t in syntax.prepositional_objects(noun, "of", "with")]
    return len(states_at(context, makers) | _homes(context, makers)) > 1


def _made_by(noun: Token) -> tuple[Token, ...]:
    """The missile of "the missile is the product of cooperation", "a missile born of cooperation"."""
    above = noun.head.head if noun.dep_ == "pobj" else noun
    if lemma(above) not in _WORDS["product"]:
        return ()
    head = above.head
    return syntax.subjects(head) if lemma(head) == "be" else (head,) if above.dep_ in {"appos", "acl"} else ()


def _contract_subject(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The contract covers 36 howitzers": a contract or deal, not a pact on cooperation."""
    return context.is_on_defence and any(lemma(t) in _WORDS["sale_contract"] for t in found.get("subject"))


def _plant_abroad(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Will open a shell plant in Romania": a firm's or state's works in a state that is not its own."""
    makers = (*found.get("subject"), *found.get("by"))
    own = states_at(context, makers) | _homes(context, makers)
    where = places_of(context, [t for slot in _PLANT_PLACES for t in found.get(slot)])
    if own:
        return bool(where - own)
    firms = any(a.kind in _BUILDING for t in makers for a in context.actors.of(t))
    return firms and any(key.startswith("State:") for key in where)


def _with_foreign_help(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Will assemble howitzers with Korean help", "under a Turkish licence"."""
    helpers = [t for slot in ("with", "under", "from") for t in found.get(slot)]
    helping = [t for t in helpers if lemma(t) in _HELP]
    own = states_at(context, (*found.get("subject"), *found.get("by"))) | places_of(context, found.get("in"))
    return context.is_on_defence and bool(states_at(context, helping) - own)


def _for_a_state(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Unloaded howitzers for the Ivorian army", "withheld parts from Colombia": whose they are to be."""
    slots = ("for", "to", "from", "object:for", "object:to", "object:from")
    return bool(states_at(context, [t for slot in slots for t in found.get(slot)]))


def _on_foreign_arms(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Budgeted $20 million for Israeli launchers": arms that are another state's, or from a firm."""
    bought = [t for slot in ("on", "for", "in", "object:for", "object:on") for t in found.get(slot)]
    arms = [t for t in bought if THING["equipment"](context, t)]
    own = states_at(context, found.get("subject"))
    foreign = states_at(context, (*arms, *found.get("from"), *found.get("with"))) - own
    return bool(own) and bool(arms) and bool(foreign)


def _replaced_by_foreign(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Will replace its Kfirs with Swedish Gripens": the newer arms are named, and another state's."""
    newer = (*found.get("with"), *(found.get("subject") if syntax.is_passive(trigger) else ()))
    arms = [t for t in newer if THING["equipment"](context, t)]
    older = (*found.get("object"), *(() if syntax.is_passive(trigger) else found.get("subject")))
    own = states_at(context, older)
    return bool(own) and bool(states_at(context, arms) - own)


def _force_gets(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The Kosovo Security Force got $5 million from the United States": a force gets money from another state."""
    getting = [t for t in found.get("subject") if is_force(context, t)]
    giving = states_at(context, found.get("from"))
    return bool(getting) and bool(giving - states_at(context, getting)) and context.is_on_defence


def _arms_deal(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The frigate deal with France", "Egypt's Rafale deal with Dassault": for what arms, and between whom."""
    arms = any(THING["equipment"](context, t) for t in found.get("mod"))
    sides = states_at(context, [t for slot in ("poss", "with", "between", "mod", "from") for t in found.get(slot)])
    firms = [a for a in actors_in(context, found, "with", "from") if a.kind is EntityKind.COMPANY]
    return arms and (len(sides) > 1 or bool(firms))


def _said_of_supplies(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The trucks were a gift to the Cambodian army"."""
    noun = syntax.head_noun(trigger)
    if lemma(noun.head) != "be" or not any(THING["supplies"](context, t) for t in syntax.subjects(noun.head)):
        return False
    return any(is_force(context, t) for slot in ("to", "for") for t in found.get(slot))


def _said_of_arms(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "The radars are a gift from Japan", "the boat is on loan to Vanuatu"."""
    noun = syntax.head_noun(trigger)
    head = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "on" else noun.head
    if noun.dep_ == "appos" or syntax.is_nominal(head):
        return _are_arms(context, (head,))
    return lemma(head) == "be" and _are_arms(context, syntax.subjects(head))


def _are_arms(context: Context, tokens: Iterable[Token]) -> bool:
    return any(THING[name](context, t) for name in ("equipment", "arms_meant") for t in tokens)


def _for_foreign_state(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Financed equipment for Mozambique": for a state other than the giver."""
    own = states_at(context, found.get("subject"))
    return bool(states_at(context, (*found.get("for"), *found.get("to"))) - own) and context.is_on_defence


def _to_build(context: Context, _trigger: Token, found: Arguments) -> bool:
    return any(THING["equipment"](context, t) for t in found.get("inf"))


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


def _is_co(token: Token) -> bool:
    """True after "co-", which a tokeniser parts from its word."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "co"


SUPPLY: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "military_aid": _military_aid,
    "aid_noun": _aid_noun,
    "for_arms": _for_arms,
    "for_equipment": _for_equipment,
    "for_customer": _for_customer,
    "gives_to_another": _gives_to_another,
    "gets_from_another": _gets_from_another,
    "plant_abroad": _plant_abroad,
    "with_foreign_help": _with_foreign_help,
    "for_a_state": _for_a_state,
    "on_foreign_arms": _on_foreign_arms,
    "replaced_by_foreign": _replaced_by_foreign,
    "force_gets": _force_gets,
    "arms_deal": _arms_deal,
    "said_of_supplies": _said_of_supplies,
    "contract_subject": _contract_subject,
    "said_of_arms": _said_of_arms,
    "passes_hands": _passes_hands,
    "arms_by_two": _arms_by_two,
    "firms_of_two": _firms_of_two,
    "for_foreign_state": _for_foreign_state,
    "to_build": _to_build,
    "work_shared": _shared_work,
    "joined_work": _joined_work,
    "shared_work": jointly.is_shared_work,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

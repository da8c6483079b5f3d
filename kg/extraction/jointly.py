"""Whether several sides do something together: by a word, by an adverb, or because two of them are named."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import has_word, in_class, is_plural, lemma
from kg.extraction.sides import actors_in, places_of, states_at
from kg.model import EntityKind

__all__ = [
    "has_joint_word",
    "is_coalition_of_forces",
    "is_drilling",
    "is_joint",
    "is_listed",
    "is_shared_work",
    "joint_adverb",
    "joint_partner",
    "leads_list",
    "two_forces",
]

_WORDS = word_sets("conditions")
_GROUP_SLOTS = ("of", "from", "between", "among", "involving", "with")


def is_joint(context: Context, trigger: Token, found: Arguments) -> bool:
    """True if several sides take part: by a word ("joint", "U.S.-led"), a number of nations, or two actors."""
    if has_joint_word(context, trigger, found):
        return True
    if any(is_plural(t) and in_class(t, "partner_group") for slot in _GROUP_SLOTS for t in found.get(slot)):
        return True
    sides = {
        (context.actors.state_of(actor) or actor).key
        for actor in actors_in(context, found)
        if actor.kind is not EntityKind.PERSON
    }
    return len(sides) >= 2


def has_joint_word(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "A joint raid", "the U.S.-led offensive"."""
    noun = syntax.head_noun(trigger)
    own = (*syntax.modifiers(noun), *syntax.compounds(noun), *syntax.modifiers(trigger), *syntax.compounds(trigger))
    return any(_is_joint_word(t) for t in (*own, *found.get("mod")))


def _is_joint_word(token: Token) -> bool:
    return token.lower_ in _WORDS["joint"] or lemma(token) in _WORDS["joint"] or _is_led(token)


def _is_led(token: Token) -> bool:
    """True for "U.S.-led": what one leads, others join; the hyphen may have been made a word of its own."""
    if token.lower_.endswith("-led"):
        return True
    return token.lower_ == "led" and token.i > 0 and token.nbor(-1).text == "-"


def is_coalition_of_forces(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The coalition in Yemen that Riyadh leads", "joined the naval coalition"; not one that governs."""
    noun = syntax.head_noun(trigger)
    if has_word(noun, "coalition_civil") or not context.is_on_defence:
        return has_word(noun, "aid_strong") and context.is_relevant(trigger)
    return bool(actors_in(context, found)) or has_word(noun, "aid_strong")


def is_listed(token: Token) -> bool:
    """True for a noun in a list of activities ("joint exercises, training and basing")."""
    first = syntax.first_conjunct(syntax.head_noun(token))
    members = (first, *syntax.conjuncts(first))
    known = lexicon().by_noun
    return len(members) > 1 and sum(lemma(t) in known or t.lower_ in known for t in members) > 1


def leads_list(token: Token) -> bool:
    """True if the list that ``token`` stands in opens with a joint activity."""
    first = syntax.first_conjunct(syntax.head_noun(token))
    return any(t.lower_ in _WORDS["joint"] for t in syntax.modifiers(first))


def joint_adverb(_context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Patrolled together", "side by side", "built a joint fighter"."""
    below = (*trigger.children, *(c for p in syntax.prepositions(trigger) for c in p.children))
    if any(t.lower_ in _WORDS["together"] for t in below) or _is_side_by_side(trigger):
        return True
    if lemma(trigger) in _WORDS["warlike"] | _WORDS["striking"]:
        return False  # "attacked a joint position"
    return any(lemma(t) in _WORDS["joint"] for noun in found.get("object") for t in syntax.modifiers(noun))


def is_drilling(trigger: Token) -> bool:
    """True for an act of forces on a range or in what is called practice: nobody is hit."""
    words = _WORDS["range"] | word_sets("combined")["practice"]
    return any(lemma(t) in words or t.lower_ in words for t in trigger.sent)


def _is_side_by_side(verb: Token) -> bool:
    after = " ".join(t.lower_ for t in verb.doc[verb.i : min(verb.i + 9, verb.sent.end)])
    return any(f" {manner} " in f"{after} " for manner in _WORDS["as_one"])


def joint_partner(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Is building ships with Peru", "under licence from", "A and B are developing", "in Poland by a Korean firm"."""
    if joint_adverb(context, trigger, found) or bool(actors_in(context, found, "with")):
        return True
    if any(lemma(t) in _WORDS["licence"] for t in found.get("under")):
        return True
    if trigger.dep_ in {"acl", "relcl"} and lemma(trigger.head) in _WORDS["licence"]:
        return True  # "a licence to make shells"
    makers = [t for t in found.get("subject") if t.lower_ not in _WORDS["plural_pronouns"]]
    if any(lemma(t) in _WORDS["venture"] or t.lower_ in _WORDS["venture"] for t in makers):
        return True
    if len({a.key for a in actors_in(context, found, "subject") if a.kind is not EntityKind.PERSON}) > 1:
        return True
    own, where = states_at(context, makers), _states_where(context, found)
    return bool(own and where - own)


def _states_where(context: Context, found: Arguments) -> set[str]:
    return {key for key in places_of(context, (*found.get("in"), *found.get("at"))) if key.startswith("State:")}


def is_shared_work(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The joint design of a vessel", "licensed production in Poland", "assembly of tanks by A and B"."""
    noun = syntax.head_noun(trigger)
    near = (*syntax.modifiers(noun), *syntax.compounds(noun), *found.get("mod"))
    if any(t.lower_ in _WORDS["joint"] | _WORDS["shared_work"] or _is_led(t) for t in near):
        return True
    if any(lemma(t) in _WORDS["joint"] for thing in found.get("of") for t in syntax.modifiers(thing)):
        return True
    partners = actors_in(context, found, "with", "between", "by", "mod", "subject", "poss")
    return len({a.key for a in partners if a.kind is not EntityKind.PERSON}) > 1


def two_forces(context: Context, _trigger: Token, found: Arguments) -> bool:
    """Forces of two states act: "British and German jets intercepted", "sailed with a Japanese destroyer"."""
    return len(states_at(context, (*found.get("subject"), *found.get("with"), *found.get("alongside")))) > 1

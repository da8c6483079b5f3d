"""The arguments of a noun that tells a situation from outside its phrase: who takes part though named elsewhere.

They are the subject of the verb above ("flew home after drills with Oman"), what a list behind a colon holds, or what
coordinated nouns share. A light verb that carries the noun fills slots in :mod:`~kg.extraction.nominal_arguments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.duty_arguments import of_learners
from kg.extraction.lexicon import table, word_sets
from kg.extraction.phrases import lemma

__all__ = ["of_surroundings"]

_JOURNEYS = frozenset({"visit", "trip", "tour", "return"})
_MEETINGS = frozenset(table("conditions")["meeting"]["words"])
_AT_MEETING = frozenset({"after", "before", "during", "following", "in", "at", "ahead"})
_PAPERS = frozenset({"statement", "communiqué", "communique", "declaration"})
_PRETENCE = word_sets("combined")["mock"] | word_sets("combined")["pretence"]
_TUTELAGE = frozenset(table("light")["tutelage"]["words"])
_SEEING = frozenset(table("light")["seeing"]["words"])
_EVENTS = frozenset(table("conditions")["drill"]["words"])
_TIMES = frozenset({"after", "before", "during", "following"})
_JOINT = frozenset(table("conditions")["joint"]["words"])
_MEMBERS = frozenset(table("light")["members"]["words"])
_COMPRISING = frozenset(table("light")["comprising"]["words"])
_CONCLUDING = frozenset(table("light")["concluding"]["words"])
_WINNING = frozenset(table("light")["winning"]["words"])


def of_surroundings(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """The slots filled from outside the phrase of ``noun`` where no light verb carries it."""
    yield from _shared(noun)
    yield from _controlled(noun)
    yield from _of_members(noun)
    yield from _of_contract(noun)
    yield from _of_listing(noun)
    yield from _undergone(noun)
    yield from of_learners(noun)
    yield from _of_pretence(noun)
    yield from _of_meeting(noun)
    yield from _of_taught(noun)


def _of_taught(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who does something under somebody's tutelage."""
    verb = syntax.governing_verb(noun)
    if noun.dep_ == "pobj" and noun.head.lower_ == "under" and lemma(noun) in _TUTELAGE and verb is not None:
        yield "learner", syntax.passive_subjects(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)


def _of_pretence(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who is in mock fights: "squared off with Israeli jets in mock dogfights", "a simulation saw both staffs plan"."""
    near = (noun, *syntax.modifiers(noun), *syntax.compounds(noun))
    if not any(lemma(t) in _PRETENCE or t.lower_ in _PRETENCE for t in near):
        return
    verb = syntax.governing_verb(noun)
    if verb is None:
        return
    if noun.dep_ == "nsubj" and lemma(verb) in _SEEING:
        yield "seen", (*syntax.objects(verb), *(s for c in syntax.complements(verb) for s in syntax.subjects(c)))
        yield "against", syntax.prepositional_objects(verb, "against")
    elif noun.dep_ in {"pobj", "dobj"}:
        yield "subject", syntax.logical_subjects(verb)
        yield "with", syntax.prepositional_objects(verb, "with", "alongside", "against")


def _of_meeting(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who was at the talks that a clause only dates: "she said after talks with him", "by telephone"."""
    if noun.dep_ != "pobj" or lemma(noun) not in _MEETINGS or not syntax.prepositions(noun, "with"):
        return
    verb = syntax.governing_verb(noun)
    if verb is not None and noun.head.lower_ in _AT_MEETING:
        yield "met", syntax.logical_subjects(verb)


def _undergone(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """ "The pact is under negotiation", "a pact under discussion": what is in that state."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or noun.head.i != noun.i - 1:
        return
    above = noun.head.head
    yield "object", [above] if syntax.is_nominal(above) else (*syntax.subjects(above), *syntax.passive_subjects(above))


def _of_members(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """ "The participants in the drill include A and B", "the forces taking part in it are from A and B"."""
    if noun.dep_ != "pobj":
        return
    whose = noun.head.head
    if whose.pos_ == "VERB" and whose.dep_ == "acl":
        whose = whose.head
    verb = whose.head
    if lemma(whose) not in _MEMBERS or lemma(verb) not in _COMPRISING:
        return
    if whose.dep_ == "nsubj":
        yield "including", (*syntax.objects(verb), *syntax.attributes(verb))
        yield "including", (t for p, t in syntax.prepositional_phrases(verb) if p in {"from", "of"})
    elif whose.dep_ == "pobj":  # "among the participants are A and B"
        yield "including", syntax.subjects(verb)


def _of_listing(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What a list after a colon holds: "recent sales include: 12 helicopters, 6 radars"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or lemma(verb) not in _COMPRISING or verb.i + 1 >= len(noun.doc):
        return
    if noun.doc[verb.i + 1].text == ":":
        rest = noun.doc[verb.i + 2 : noun.sent.end]
        yield "object", (t for t in rest if syntax.is_nominal(t) and t.dep_ not in {"compound", "nummod", "nmod"})


def _of_contract(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who signs a contract, and who wins one: subjects of verbs that are not light."""
    first = syntax.first_conjunct(noun)
    if first.dep_ in {"dobj", "nsubjpass"} and lemma(first.head) in _CONCLUDING:
        yield "signer", syntax.logical_subjects(first.head)
    elif first.dep_ == "dobj" and lemma(first.head) in _WINNING:
        yield "winner", syntax.logical_subjects(first.head)


def _controlled(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who takes part though named outside the phrase.

      "Said so after meeting with X": whoever governs a bare gerund, or an event with somebody; "Y, on a visit to Oman";
    "in a joint statement, Y and Z condemned ...".
    """
    if noun.dep_ not in {"pobj", "pcomp"}:
        return
    yield from _judged(noun)
    at, verb = noun.head.lower_, syntax.governing_verb(noun.head)  # *following* is tagged as a verb
    if at == "on" and lemma(noun) in _JOURNEYS and syntax.is_nominal(noun.head.head):
        yield "subject", syntax.coordinated([noun.head.head])
        return
    if at == "for" and lemma(noun) in _JOURNEYS and syntax.is_nominal(noun.head.head):  # "minister in Baku for a visit"
        yield "subject", (noun.head.head,)
        yield "in", syntax.prepositional_objects(noun.head.head, "in", "at")
        return
    first_told = not any(t.lower_ in {"the", "this", "that"} for t in syntax.determiners(noun))
    course = at in {"after", "from", "during", "for"} and first_told  # "returned from a visit to Oman"
    journey = (at == "on" or course) and lemma(noun) in _JOURNEYS
    his_own = journey and all(t.tag_ == "PRP$" for t in syntax.possessors(noun))  # "on his return from Oslo"
    if verb is None or (syntax.possessors(noun) and not his_own):
        return
    paper = at == "in" and lemma(noun) in _PAPERS
    named = at in {"in", "during", "under", "of", "for", "to"} and noun.ent_type_ == "EVENT"
    drill = at == "during" and lemma(noun) in _EVENTS and not syntax.is_passive(verb)
    shared = at in {"in", "during"} and any(t.lower_ in _JOINT for t in syntax.modifiers(noun))
    bare = not (syntax.determiners(noun) or syntax.modifiers(noun)) and noun.lower_.endswith("ing")
    event = at in _TIMES and bool(syntax.prepositions(noun, "with"))
    if journey or paper or bare or event or shared or named or drill:
        yield "subject", syntax.logical_subjects(verb)
    if named or drill:
        yield "with", syntax.prepositional_objects(verb, "with", "alongside")


def _judged(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """ "Thanked Slovakia for the donation of jets": the object did it."""
    verb = noun.head.head
    if noun.head.lower_ in {"for", "of"} and lemma(verb) in syntax.JUDGING and not syntax.possessors(noun):
        yield "subject", syntax.objects(verb)


def _shared(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What coordinated nouns share: the first one's modifiers and possessors, the last one's prepositions."""
    first = syntax.first_conjunct(noun)
    members = (first, *syntax.conjuncts(first))
    if len(members) == 1:
        return
    if noun != first:
        yield "mod", (t for t in syntax.modifiers(first) if t.i < first.i)
        if not syntax.possessors(noun):  # "the Navy's frigate and the RAF's exercise"
            yield "poss", syntax.possessors(first)
    last = members[-1]
    if noun != last:
        for preposition, token in syntax.prepositional_phrases(last):
            if preposition in {"with", "between", "by", "to", "among"}:
                yield preposition, (token,)

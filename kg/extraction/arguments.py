"""The syntactic arguments of a trigger, gathered into slots: subject, object, prepositions, possessors, modifiers.

A nominalisation takes its arguments from its own phrase and from the light verb that carries it: in "Kenya and Uganda
held drills with Tanzania" and in "drills between Kenya, Uganda and Tanzania" the slots of "drills" are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.duty_arguments import guests, of_learning, of_state, taught
from kg.extraction.lexicon import table
from kg.extraction.nominal_arguments import of_carrier, of_noun
from kg.extraction.operators import operator
from kg.extraction.phrases import lemma
from kg.extraction.surrounding_arguments import of_surroundings

__all__ = ["Arguments", "arguments", "is_light", "is_verbal", "light_verb"]

_LIGHT = frozenset(table("light")["verbs"]["words"])
_PASSIVE_LIGHT = frozenset(table("light")["passive"]["words"])
_HERE = frozenset({"there", "here"})
_QUANTITIES = frozenset({"MONEY", "QUANTITY", "CARDINAL"})
_MEASURES = frozenset(table("light")["measures"]["words"])
_INSIDE = frozenset({"in", "of", "to"})
"""Prepositions of "took part in", "a series of"; who signs an agreement *on* training trains nobody yet."""
_IDIOM_NOUNS = frozenset({"favour", "favor", "support", "disposal"})
_DISTANCES = frozenset(table("light")["distances"]["words"])
_OCCASION = frozenset({"in", "during", "at", "for", "to", "on", "through", "by", "from", "after", "of", "with"})
_ASPECTS = frozenset(table("light")["aspects"]["words"])
_LEAVE = frozenset({"right", "permission", "leave", "clearance", "authorisation", "authorization", "permit", "licence"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """Slot -> tokens in textual order, and the light verb that carries the trigger, if any."""

    slots: dict[str, tuple[Token, ...]] = field(default_factory=dict)
    carrier: Token | None = None

    def get(self, slot: str) -> tuple[Token, ...]:
        """The tokens in ``slot``; empty where there are none."""
        return self.slots.get(slot, ())


def arguments(trigger: Token) -> Arguments:
    """The arguments of ``trigger``, a verb or a noun."""
    found: dict[str, dict[int, Token]] = {}
    carrier = None
    if is_verbal(trigger):
        _add(found, _of_verb(trigger))
    else:
        noun = syntax.head_noun(trigger)
        for token in dict.fromkeys((trigger, noun)):
            _add(found, of_noun(token))
        if syntax.is_compound_gerund(trigger):  # "intelligence sharing"
            _add(found, iter([("mod", (trigger.head,))]))
        _add(found, of_surroundings(noun))
        carrier = light_verb(trigger)
        if carrier is not None:
            _add(found, of_carrier(carrier, noun))
    slots = {slot: tuple(tokens[i] for i in sorted(tokens)) for slot, tokens in found.items()}
    return Arguments(slots, carrier)


def is_verbal(token: Token) -> bool:
    """True for a verb, also one that the tagger took for a noun though it has a subject."""
    if syntax.is_compound_gerund(token) or (token.ent_type_ == "EVENT" and token.tag_.startswith("NN")):
        return False  # "took part in exercise Sea Lance", taken for a verb
    if token.tag_ == "GW":  # a capitalised noun at the start of a sentence
        return bool(syntax.subjects(token))
    return token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB") or bool(syntax.subjects(token))


def is_light(verb: Token) -> bool:
    """True for a verb that only carries the noun it governs (*hold* talks, *conduct* a drill)."""
    parted = lemma(verb) == "co" and verb.i + 2 < len(verb.doc) and verb.nbor(1).text == "-"  # "co-hosted"
    return lemma(verb.nbor(2) if parted else verb) in _LIGHT


def light_verb(noun: Token) -> Token | None:
    """The light verb that carries ``noun``: as its object or passive subject, or as an occasion (*met for talks*)."""
    first = syntax.first_conjunct(syntax.head_noun(noun))
    head = first.head
    if head == first:
        return None
    if first.dep_ in {"dobj", "nsubjpass", "oprd", "attr"} and is_light(head):
        return head
    if first.dep_ == "npadvmod" and first.ent_type_ == "EVENT" and is_light(head):
        return head  # "kicked off Exercise Cobra Gold"
    if first.dep_ == "nsubj" and lemma(head) in _PASSIVE_LIGHT:
        return head
    if first.dep_ in {"nsubj", "nsubjpass"}:  # "training is expected to start"
        return next((t for t in syntax.children(head, "xcomp") if lemma(t) in _PASSIVE_LIGHT), None)
    if first.dep_ == "pobj" and head.lower_ in _OCCASION and not syntax.prepositions(first, "between"):
        verb = syntax.governing_verb(first)
        if verb is not None and head.head == verb and is_light(verb):
            return verb
        inside = verb is not None and head.lower_ in _INSIDE and head.head in syntax.objects(verb)
        if verb is not None and inside and is_light(verb):
            return verb
    return None


def _of_verb(verb: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    subjects = _planners(verb) or syntax.logical_subjects(verb)
    if verb.dep_ == "amod" and verb.tag_ == "VBG":  # "the visiting minister"
        subjects = (verb.head,)
    if not subjects and any(t.dep_ == "expl" for t in verb.children):  # "there are 60 instructors in Niger"
        subjects = syntax.attributes(verb)
    visiting = guests(verb)
    subjects = visiting or subjects
    yield "subject", subjects
    for noun in subjects:
        yield "subject:mod", (*syntax.compounds(noun), *syntax.modifiers(noun), *syntax.possessors(noun))
        yield "subject:in", syntax.prepositional_objects(noun, "in")
    objects = () if visiting else _contents(verb, syntax.logical_objects(verb) or tuple(taught(verb)))
    yield "object", objects
    yield "iobj", syntax.logical_recipients(verb)
    for preposition, token in syntax.prepositional_phrases(verb):
        if not (preposition == "by" and syntax.is_passive(verb)):
            yield preposition, _contents(verb, (token,)) if preposition == "with" else (token,)
            if token.head.lower_ != preposition and token.dep_ == "pobj":  # "pulled out of the treaty"
                yield token.head.lower_, (token,)
        if preposition == "under":  # "under the command of the mission"
            yield "under:of", syntax.prepositional_objects(token, "of")
        if preposition in {"to", "of", "under", "on", "into"}:
            yield f"{preposition}:mod", (*syntax.compounds(token), *syntax.modifiers(token), *syntax.possessors(token))
        for inner, other in syntax.prepositional_phrases(token):
            if inner == "from":  # "depends on aid from Norway"
                yield inner, (other,)
        if preposition == "as":  # "received jets as a gift from Russia"
            for inner, other in syntax.prepositional_phrases(token):
                yield inner, (other,)
        if lemma(token) in _IDIOM_NOUNS or lemma(token) in _DISTANCES:  # "in favour of the treaty", "within a mile of"
            yield "of", syntax.prepositional_objects(token, "of")
    yield "inf", _purposes(verb, objects)
    for noun in syntax.children(verb, "attr"):  # "became a party to the treaty"
        for preposition, token in syntax.prepositional_phrases(noun):
            yield preposition, (token,)
            yield f"{preposition}:mod", (*syntax.compounds(token), *syntax.modifiers(token))
    yield from of_state(verb)
    yield from of_learning(verb)
    yield "in", (t for t in (*syntax.children(verb, "advmod"), *_next(verb)) if t.lower_ in _HERE)
    if any(t.lower_ == "where" for t in verb.children):  # "Latvia, where soldiers serve"
        antecedent = syntax.antecedent(verb)
        yield "in", () if antecedent is None else (antecedent,)
    for particle in syntax.children(verb, "advmod", "prt"):
        for preposition, token in syntax.prepositional_phrases(particle):  # "walked away from the deal"
            yield preposition, (token,)
    for noun in objects:
        for preposition, token in syntax.prepositional_phrases(noun):
            yield f"object:{preposition}", (token,)
            yield preposition, (token,)
            if preposition == "of":  # "opened the port of Lagos to Spanish ships"
                for inner, other in syntax.prepositional_phrases(token):
                    if inner == "to":
                        yield inner, (other,)
            if preposition == "to":  # "gives access to Somali ports"
                yield "to:mod", (*syntax.compounds(token), *syntax.modifiers(token), *syntax.possessors(token))
        yield "object:mod", (*syntax.compounds(noun), *syntax.modifiers(noun), *syntax.possessors(noun))


def _next(verb: Token) -> tuple[Token, ...]:
    """The adverb right behind a verb, which parsers hang at the one above: "there are 200 soldiers based here"."""
    return (verb.nbor(),) if verb.i + 1 < verb.sent.end and verb.nbor().pos_ == "ADV" else ()


def _purposes(verb: Token, objects: Iterable[Token]) -> Iterator[Token]:
    """The objects of the infinitives by which ``verb`` says what for: "chose a firm (as partner) to build boats"."""
    phrases = (token for _, token in syntax.prepositional_phrases(verb))
    for head in (verb, *objects, *phrases):
        for clause in syntax.children(head, "acl", "relcl", "xcomp", "advcl"):
            if syntax.is_infinitive(clause):
                yield from syntax.objects(clause)


def _planners(verb: Token) -> tuple[Token, ...]:
    """Who is to act by a plan: "accepted an invitation to visit", "its decision to buy"; empty for other verbs."""
    noun = verb.head
    if verb.dep_ != "acl" or not syntax.is_infinitive(verb):
        return ()
    above = syntax.governing_verb(noun)
    if above is not None and noun.dep_ == "dobj" and lemma(noun) in _LEAVE and syntax.logical_recipients(above):
        return syntax.logical_recipients(above)  # "gives ships the right to berth"
    if operator("noun", lemma(noun)) is None:
        return ()
    if above is not None and operator("infinitive", lemma(above)) is not None:
        return ()  # "allowed the pact to expire"
    subjects = syntax.logical_subjects(above) if above is not None and noun.dep_ == "dobj" else ()
    return syntax.possessors(noun) or subjects


def _contents(verb: Token, objects: Iterable[Token]) -> tuple[Token, ...]:
    """``objects`` with what a quantity is made of: "a tranche of missiles", "$10 million worth of arms".

    "Provided $10 million in aid" hangs the aid at the verb.
    """
    found: list[Token] = []
    for token in objects:
        found.append(token)
        if (
            token.ent_type_ in _QUANTITIES
            or lemma(token) in _MEASURES
            or lemma(token) in _ASPECTS
            or token.tag_ in {"$", "CD"}
        ):
            found += [t for t in token.subtree if t.dep_ in {"pobj", "conj"} and t.i > token.i and _is_content(t)]
            if token.ent_type_ == "MONEY":
                found += [t for t in syntax.prepositional_objects(verb, "in") if not t.ent_type_ and t.i > token.i]
    return tuple(dict.fromkeys(found))


def _is_content(token: Token) -> bool:
    head = syntax.first_conjunct(token).head
    return head.lower_ in {"of", "in", "worth"} and token.ent_type_ not in _QUANTITIES


def _add(found: dict[str, dict[int, Token]], parts: Iterator[tuple[str, Iterable[Token]]]) -> None:
    for slot, tokens in parts:
        for token in tokens:
            found.setdefault(slot, {})[token.i] = token

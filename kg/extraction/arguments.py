"""The syntactic arguments of a trigger, gathered into slots: subject, object, prepositions, possessors, modifiers.

A nominalisation takes its arguments from its own phrase and from the light verb that carries it: in "Kenya and Uganda
held drills with Tanzania" and in "drills between Kenya, Uganda and Tanzania" the slots of "drills" are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.operators import operator
from kg.extraction.phrases import lemma

__all__ = ["Arguments", "arguments", "is_light", "is_verbal", "light_verb"]

_LIGHT = frozenset(table("light")["verbs"]["words"])
_PASSIVE_LIGHT = frozenset(table("light")["passive"]["words"])
_QUANTITIES = frozenset({"MONEY", "QUANTITY", "CARDINAL"})
_MEASURES = frozenset(table("light")["measures"]["words"])
_IDIOM_NOUNS = frozenset({"favour", "favor", "support"})
_OCCASION = frozenset({"in", "during", "at", "for", "to", "on", "through", "by", "from", "after", "of", "with"})
_JOURNEYS = frozenset({"visit", "trip", "tour"})
_PAPERS = frozenset({"statement", "communiqué", "communique", "declaration"})
_TIMES = frozenset({"after", "before", "during", "following"})
_ASPECTS = frozenset(table("light")["aspects"]["words"])
_PARTICIPLE_SLOT = {"involve": "involving", "include": "involving", "feature": "involving", "bring": "involving"}


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
            _add(found, _of_noun(token))
        if syntax.is_compound_gerund(trigger):  # "intelligence sharing"
            _add(found, iter([("mod", (trigger.head,))]))
        _add(found, _shared(noun))
        _add(found, _controlled(noun))
        carrier = light_verb(trigger)
        if carrier is not None:
            _add(found, _of_carrier(carrier, noun))
    slots = {slot: tuple(tokens[i] for i in sorted(tokens)) for slot, tokens in found.items()}
    return Arguments(slots, carrier)


def is_verbal(token: Token) -> bool:
    """True for a verb, also one that the tagger took for a noun though it has a subject."""
    if syntax.is_compound_gerund(token):
        return False
    if token.tag_ == "GW":  # a capitalised noun at the start of a sentence
        return bool(syntax.subjects(token))
    return token.pos_ in {"VERB", "AUX"} or token.tag_.startswith("VB") or bool(syntax.subjects(token))


def is_light(verb: Token) -> bool:
    """True for a verb that only carries the noun it governs (*hold* talks, *conduct* a drill)."""
    return lemma(verb) in _LIGHT


def light_verb(noun: Token) -> Token | None:
    """The light verb that carries ``noun``: as its object or passive subject, or as an occasion (*met for talks*)."""
    first = syntax.first_conjunct(syntax.head_noun(noun))
    head = first.head
    if head == first:
        return None
    if first.dep_ in {"dobj", "nsubjpass", "oprd", "attr"} and is_light(head):
        return head
    if first.dep_ == "nsubj" and lemma(head) in _PASSIVE_LIGHT:
        return head
    if first.dep_ == "pobj" and head.lower_ in _OCCASION and not syntax.prepositions(first, "between"):
        verb = syntax.governing_verb(first)
        if verb is not None and head.head == verb and is_light(verb):
            return verb
        if verb is not None and syntax.objects(verb) and is_light(verb) and head.head in syntax.objects(verb):
            return verb
    return None


def _of_verb(verb: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    subjects = _planners(verb) or syntax.logical_subjects(verb)
    yield "subject", subjects
    for noun in subjects:
        yield "subject:mod", (*syntax.compounds(noun), *syntax.modifiers(noun), *syntax.possessors(noun))
    objects = _contents(syntax.logical_objects(verb))
    yield "object", objects
    yield "iobj", syntax.indirect_objects(verb)
    for preposition, token in syntax.prepositional_phrases(verb):
        if not (preposition == "by" and syntax.is_passive(verb)):
            yield preposition, (token,)
            if token.head.lower_ != preposition and token.dep_ == "pobj":  # "pulled out of the treaty"
                yield token.head.lower_, (token,)
        if lemma(token) in _IDIOM_NOUNS:  # "in favour of the treaty"
            yield "of", syntax.prepositional_objects(token, "of")
    for noun in syntax.children(verb, "attr"):  # "became a party to the treaty"
        for preposition, token in syntax.prepositional_phrases(noun):
            yield preposition, (token,)
    for particle in syntax.children(verb, "advmod", "prt"):
        for preposition, token in syntax.prepositional_phrases(particle):  # "walked away from the deal"
            yield preposition, (token,)
    for noun in objects:
        for preposition, token in syntax.prepositional_phrases(noun):
            yield f"object:{preposition}", (token,)
            yield preposition, (token,)
        yield "object:mod", (*syntax.compounds(noun), *syntax.modifiers(noun), *syntax.possessors(noun))


def _planners(verb: Token) -> tuple[Token, ...]:
    """Who is to act by a plan: "accepted an invitation to visit", "its decision to buy"; empty for other verbs."""
    noun = verb.head
    if verb.dep_ != "acl" or not syntax.is_infinitive(verb) or operator("noun", lemma(noun)) is None:
        return ()
    above = syntax.governing_verb(noun)
    if above is not None and operator("infinitive", lemma(above)) is not None:
        return ()  # "allowed the pact to expire"
    subjects = syntax.logical_subjects(above) if above is not None and noun.dep_ == "dobj" else ()
    return syntax.possessors(noun) or subjects


def _contents(objects: Iterable[Token]) -> tuple[Token, ...]:
    """``objects`` with what a quantity is made of: "a tranche of missiles", "$10 million worth of arms"."""
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
    return tuple(dict.fromkeys(found))


def _is_content(token: Token) -> bool:
    head = syntax.first_conjunct(token).head
    return head.lower_ in {"of", "in", "worth"} and token.ent_type_ not in _QUANTITIES


def _of_noun(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    yield "poss", syntax.possessors(noun)
    yield "mod", (*syntax.compounds(noun), *syntax.modifiers(noun))
    for preposition, token in syntax.prepositional_phrases(noun):
        yield preposition, (token,)
        if preposition == "by":  # "the visit by A to B", hung at A
            for inner, obj in syntax.prepositional_phrases(token):
                if inner in {"to", "with"}:
                    yield inner, (obj,)
        if preposition == "of":
            for inner, obj in syntax.prepositional_phrases(token):
                if inner in {"to", "from", "with", "for", "between", "by"}:
                    yield inner, (obj,)
            yield "of:mod", (*syntax.compounds(token), *syntax.modifiers(token), *syntax.possessors(token))
    for clause in syntax.children(noun, "acl", "relcl"):
        slot = _PARTICIPLE_SLOT.get(lemma(clause))
        if slot and not syntax.is_passive(clause):
            yield slot, syntax.objects(clause)
        if syntax.is_passive(clause):
            yield "subject", syntax.agents(clause)
        elif clause.tag_ != "VBG" and not slot:
            yield "subject", (t for t in syntax.subjects(clause) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
        for preposition, token in syntax.prepositional_phrases(clause):
            if preposition != "by":
                yield preposition, (token,)


def _controlled(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who takes part though named outside the phrase.

    "Said so after meeting with X": whoever governs a bare gerund, or an event with somebody; "Y, on a visit to Oman";
    "in a joint statement, Y and Z condemned ...".
    """
    if noun.dep_ not in {"pobj", "pcomp"}:
        return
    at, verb = noun.head.lower_, syntax.governing_verb(noun)
    if at == "on" and lemma(noun) in _JOURNEYS and syntax.is_nominal(noun.head.head):
        yield "subject", syntax.coordinated([noun.head.head])
        return
    if verb is None or syntax.possessors(noun):
        return
    journey = at == "on" and lemma(noun) in _JOURNEYS
    paper = at == "in" and lemma(noun) in _PAPERS
    bare = not (syntax.determiners(noun) or syntax.modifiers(noun)) and noun.lower_.endswith("ing")
    event = at in _TIMES and bool(syntax.prepositions(noun, "with"))
    if journey or paper or bare or event:
        yield "subject", syntax.logical_subjects(verb)


def _shared(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What coordinated nouns share: the first one's modifiers and possessors, the last one's prepositions."""
    first = syntax.first_conjunct(noun)
    members = (first, *syntax.conjuncts(first))
    if len(members) == 1:
        return
    if noun != first:
        yield "mod", (t for t in syntax.modifiers(first) if t.i < first.i)
        yield "poss", syntax.possessors(first)
    last = members[-1]
    if noun != last:
        for preposition, token in syntax.prepositional_phrases(last):
            if preposition in {"with", "between", "by", "to", "among"}:
                yield preposition, (token,)


def _of_carrier(carrier: Token, noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    subjects = syntax.logical_subjects(carrier)
    yield "subject", (t for t in subjects if t != noun and t not in syntax.conjuncts(syntax.first_conjunct(noun)))
    yield "iobj", syntax.indirect_objects(carrier)
    own = set(noun.subtree)
    for preposition, token in syntax.prepositional_phrases(carrier):
        if token not in own and not (preposition == "by" and syntax.is_passive(carrier)):
            yield preposition, (token,)
    if noun not in syntax.logical_objects(carrier):
        yield "object", syntax.objects(carrier)


def _add(found: dict[str, dict[int, Token]], parts: Iterator[tuple[str, Iterable[Token]]]) -> None:
    for slot, tokens in parts:
        for token in tokens:
            found.setdefault(slot, {})[token.i] = token

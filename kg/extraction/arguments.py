"""The syntactic arguments of a trigger, gathered into slots: subject, object, prepositions, possessors, modifiers.

A nominalisation takes its arguments from its own phrase and from the light verb that carries it: in "Kenya and Uganda
held drills with Tanzania" and in "drills between Kenya, Uganda and Tanzania" the slots of "drills" are the same. Here
is what is a verb, which verb is light and where the slots come together; what fills them stands in
:mod:`kg.extraction.verbal_arguments`, :mod:`kg.extraction.nominal_arguments` and the modules beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.nominal_arguments import of_carrier, of_noun
from kg.extraction.phrases import lemma
from kg.extraction.surrounding_arguments import of_surroundings
from kg.extraction.verbal_arguments import of_verb

__all__ = ["Arguments", "arguments", "is_light", "is_verbal", "light_verb"]

_LIGHT = frozenset(table("light")["verbs"]["words"])
_PASSIVE_LIGHT = frozenset(table("light")["passive"]["words"])
_INSIDE = frozenset({"in", "of", "to"})
"""Prepositions of "took part in", "a series of"; who signs an agreement *on* training trains nobody yet."""
_OCCASION = frozenset({"in", "during", "at", "for", "to", "on", "through", "by", "from", "after", "of", "with"})


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
        _add(found, of_verb(trigger))
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


def _add(found: dict[str, dict[int, Token]], parts: Iterator[tuple[str, Iterable[Token]]]) -> None:
    for slot, tokens in parts:
        for token in tokens:
            found.setdefault(slot, {})[token.i] = token

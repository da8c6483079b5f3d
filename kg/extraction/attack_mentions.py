"""What the words at a mention of an attack tell: that it is another one, the same one, or what the last one did.

"A second strike" is another; "the attack destroyed two radars" and "three were killed in the raid" are results of the
attack told last; "the strike killed four" is one incident told by two words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.arguments import is_verbal
from kg.extraction.attacks import agents_differ, is_own
from kg.extraction.joining import joined
from kg.extraction.lexicon import word_sets
from kg.extraction.phrases import lemma
from kg.model import Filler, Situation

__all__ = ["is_another_attack", "is_result", "one_in_a_sentence", "without_own_agent"]

_WORDS = word_sets("attacks")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TELLING = ("subject", "in", "by", "during")


def is_another_attack(candidate: Candidate) -> bool:
    """True for "a second strike", "another raid", "separately, gunmen attacked"."""
    if is_verbal(candidate.trigger):
        return any(t.lower_ in _WORDS["apart"] for t in syntax.children(candidate.trigger, "advmod"))
    noun = syntax.head_noun(candidate.trigger)
    before = noun.doc[noun.left_edge.i : noun.i]
    return any(t.head == noun and t.lower_ in _WORDS["another"] for t in before)


def is_result(candidate: Candidate) -> bool:
    """True for what the attack told before did: by its noun, or because people are hurt and nothing says by whom."""
    if not is_verbal(candidate.trigger):
        return False
    if any(_is_the_attack(t) for slot in _TELLING for t in candidate.arguments.get(slot) if t.dep_ != "conj"):
        return True
    return _is_toll(candidate)


def _is_the_attack(noun: Token) -> bool:
    definite = any(t.lower_ in _DEFINITE for t in syntax.determiners(noun))
    return definite and lemma(noun) in _WORDS["attack"] and not syntax.prepositions(noun, "on", "against", "at")


def _is_toll(candidate: Candidate) -> bool:
    """ "The 176 people on board were all killed", "eleven were wounded"."""
    verb = candidate.trigger
    return lemma(verb) in _WORDS["hurting"] and syntax.is_passive(verb) and not syntax.agents(verb)


def one_in_a_sentence(read: Sequence[tuple[Candidate, Situation]]) -> list[tuple[Candidate, Situation]]:
    """``read`` in which the words of one clause tell one incident: "the strike killed four", "attacked and wounded"."""
    at = {c.trigger.i: n for n, (c, _) in enumerate(read) if c.frame.type == "Incident"}
    kept: dict[int, tuple[Candidate, Situation]] = dict(enumerate(read))
    for candidate, _ in read:
        for word in _of_one_clause(candidate) if candidate.trigger.i in at else ():
            one, other = at[candidate.trigger.i], at.get(word.i)
            if other is None or other == one or not {one, other} <= set(kept):
                continue
            if not agents_differ(kept[one][1], kept[other][1]):
                kept[one] = (kept[one][0], joined(kept[one][1], kept.pop(other)[1]))
    return [kept[number] for number in sorted(kept)]


def _of_one_clause(candidate: Candidate) -> Iterator[Token]:
    """The words that tell the same incident as ``candidate``: nouns of attacks that act, and what follows from it."""
    verb = candidate.trigger
    if not is_verbal(verb):
        return
    named = (t for slot in _TELLING for t in candidate.arguments.get(slot) if t.dep_ != "conj")
    yield from (t for t in named if lemma(t) in _WORDS["attack"])
    yield from (t for t in syntax.conjuncts(verb) if lemma(t) in _WORDS["hurting"] and not syntax.subjects(t))
    for clause in syntax.children(verb, "advcl"):
        if clause.tag_ == "VBG" or any(t.lower_ == "when" for t in clause.children):
            yield clause
    for noun in candidate.arguments.get("object"):  # "fired missiles that hit a base"
        yield from syntax.children(noun, "acl", "relcl")


def without_own_agent(candidate: Candidate, roles: dict[str, tuple[Filler, ...]]) -> dict[str, tuple[Filler, ...]]:
    """``roles`` without who would have hit nothing but its own: "their government shot down a Ukrainian jet"."""
    agents, targets = roles.get("agent", ()), roles.get("target", ())
    if not agents or not targets or not is_verbal(candidate.trigger):
        return roles
    kept = tuple(agent for agent in agents if not all(is_own(agent, target) for target in targets))
    return {**roles, "agent": kept} if kept else {role: fs for role, fs in roles.items() if role != "agent"}

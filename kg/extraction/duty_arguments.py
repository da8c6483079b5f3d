"""Who is taught, where somebody learns, is due or on duty: slots filled from below a verb and round a course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.phrases import in_class, lemma

__all__ = ["guests", "of_learners", "of_learning", "of_state", "taught"]

_TEACHING = frozenset(table("light")["teaching"]["words"])
_LEARNING = frozenset(table("light")["learning"]["words"])
_MOVING = frozenset(table("light")["moving"]["words"])
_COPULAS = frozenset({"be", "remain", "stay"})
_STATES = frozenset(table("light")["states"]["words"])
_COURSES = frozenset(table("light")["courses"]["words"])
_TAKING = frozenset(table("light")["taking"]["words"])
_COURSE_AT = frozenset({"for", "from", "on", "at", "in", "to", "after", "through", "during"})


def guests(verb: Token) -> tuple[Token, ...]:
    """The minister of "met with visiting Chinese Minister Luo", whom the parser took for whom somebody visits."""
    if verb.lower_ != "visiting" or verb.dep_ != "pcomp" or verb.i != verb.head.i + 1:
        return ()
    return tuple(t for t in syntax.objects(verb) if t.left_edge.i == verb.i + 1 and in_class(t, "official"))


def taught(verb: Token) -> Iterator[Token]:
    """The sappers of "taught the sappers to clear mines", whom the parser took for the subject of the infinitive."""
    if lemma(verb) in _TEACHING:
        if any(syntax.is_infinitive(c) for c in syntax.children(verb, "xcomp")):
            yield from syntax.indirect_objects(verb)
        for clause in syntax.children(verb, "ccomp", "xcomp", "advcl"):
            if syntax.is_infinitive(clause) or clause.tag_ == "VB":
                yield from (t for t in syntax.subjects(clause) if t.i > verb.i)


def of_learning(verb: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Where and under whom: "learned to fly the jets at Bari under Italian officers", "went to Bari to learn"."""
    if lemma(verb) not in _LEARNING:
        return
    for clause in syntax.children(verb, "xcomp", "ccomp", "advcl"):
        for preposition, token in syntax.prepositional_phrases(clause):
            if preposition in {"in", "at", "with", "under", "from"}:
                yield preposition, (token,)
        for preposition, token in ((p, t) for o in syntax.objects(clause) for p, t in syntax.prepositional_phrases(o)):
            if preposition in {"in", "at", "with", "under", "from"}:
                yield preposition, (token,)
    above = verb.head
    if syntax.is_infinitive(verb) and verb.dep_ in {"xcomp", "advcl"} and lemma(above) in _MOVING:
        yield "in", (t for p, t in syntax.prepositional_phrases(above) if p in {"to", "in", "at"})
        if not syntax.objects(verb):  # "sent its airmen to Oman to train on the jets"
            yield "subject", syntax.objects(above)


def of_state(verb: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What stands below the state that a copula puts its subject in: "is due in Oslo", "are on patrol off Aden"."""
    if lemma(verb) not in _COPULAS:
        return
    for adjective in syntax.children(verb, "acomp", "advmod"):
        for preposition, token in syntax.prepositional_phrases(adjective):
            yield preposition, (token,)
    for _, state in syntax.prepositional_phrases(verb):
        if lemma(state) in _STATES:
            for preposition, token in syntax.prepositional_phrases(state):
                yield preposition, (token,)


def of_learners(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """Who goes to, is on, completes or comes back from a course, and where: "were flown to Oman for training"."""
    if lemma(noun) not in _COURSES:
        return
    first = syntax.first_conjunct(noun)
    verb = syntax.governing_verb(first)
    if verb is None:
        return
    attended = first.dep_ == "dobj" and lemma(verb) in _TAKING
    away = first.dep_ == "pobj" and first.head.lower_ in _COURSE_AT and lemma(verb) in _MOVING
    if not (attended or away):
        return
    yield "learner", syntax.logical_objects(verb) if away and syntax.objects(verb) else ()
    yield "learner", syntax.passive_subjects(verb) if syntax.is_passive(verb) else syntax.logical_subjects(verb)
    for preposition, token in syntax.prepositional_phrases(verb):
        if preposition in {"to", "in", "at"} and token != noun:
            yield "in", (token,)
        if preposition in {"from", "by", "with", "under"} and attended:
            yield "with", (token,)

"""The words of a sentence that stand for one event, so that an expression of time below them dates it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.abroad import is_permission
from kg.extraction.arguments import is_light
from kg.extraction.governors import noun_key, operator_keys
from kg.extraction.lexicon import lexicon, table
from kg.extraction.named import named_span
from kg.extraction.operators import operator, words
from kg.extraction.phrases import lemma
from kg.extraction.triggers import Candidate, event_name

__all__ = ["SAYING", "calls_for_visit", "event_heads", "is_telling", "shared_heads"]

SAYING = frozenset({"say", "tell", "announce", "state", "report", "declare", "add", "confirm", "note", "write"})
"""Verbs whose date is that of the telling."""
_EDITIONS = frozenset({"edition", "iteration", "version", "round", "instalment", "installment"})
_PLACES = frozenset({"where"})
_TOPICS = frozenset(table("occasions")["topics"]["words"])


def event_heads(candidate: Candidate) -> frozenset[int]:
    """The tokens that stand for the event: trigger, head noun, carrier, its name, a verb it is argument of."""
    trigger = candidate.trigger
    name = named_span(trigger) if trigger.ent_type_ == "EVENT" else None
    noun = syntax.head_noun(trigger) if name is None else name.root
    heads = {trigger.i, noun.i}
    whole = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(whole) in _EDITIONS:
        heads.add(whole.i)  # "the 2023 edition of the exercise"
    while noun.dep_ == "appos" and noun.head != noun:
        # "the drill, Exercise Red Reef, began on Monday"
        noun = noun.head
        heads.add(noun.i)
    carrier = candidate.arguments.carrier
    if carrier is not None and lemma(carrier) not in SAYING and not _is_ahead(carrier, noun):
        heads.add(carrier.i)
    if name is not None:
        heads.update(range(name.start, name.end))
        heads.add(syntax.head_noun(noun).i)  # "the Red Reef 21 exercise"
    if trigger.dep_ in {"xcomp", "ccomp"} and is_permission(trigger.head):
        heads.add(trigger.head.i)
    governor = syntax.governing_verb(noun)
    # "cleared the sale on Monday" dates the clearance
    own = (
        governor is not None
        and (is_light(governor) or not _tells_other(governor, candidate.frame.type))
        and (lemma(governor) not in SAYING or governor == trigger)  # "was announced in May" says when it was told
    )
    argument = noun.dep_ in {"nsubj", "nsubjpass", "dobj"} or (noun.dep_ == "npadvmod" and noun.ent_type_ == "EVENT")
    if argument and governor is not None and noun.head == governor and own:
        heads.add(governor.i)
    if noun.dep_ == "pobj" and governor is not None and _arrives_for(governor, noun):
        heads.add(governor.i)
    if noun.dep_ == "pobj" and noun.head.lower_ == "during" and governor is not None and noun.head.head == governor:
        heads.add(governor.i)  # "signed in April during a visit"
    if noun.dep_ == "pobj" and governor is not None and noun.head.head == governor and not _is_ahead(governor, noun):
        # what is signed at a meeting on Monday is signed, and discussed, on Monday
        meeting = candidate.frame.type == "Consultation" and noun.head.lower_ in {"in", "at", "during"}
        if meeting or not is_telling(governor) or not _tells_other(governor, candidate.frame.type):
            heads.add(governor.i)
    return frozenset(heads)


def calls_for_visit(verb: Token) -> bool:
    """*arrived in Muscat for a port visit*."""
    nouns = syntax.prepositional_objects(verb, "for", "on") if verb.tag_.startswith("VB") else ()
    return any(_arrives_for(verb, noun) for noun in nouns)


def _is_ahead(verb: Token, noun: Token) -> bool:
    """*gave the go-ahead on Monday for the sale*, *flies out tonight for the talks*: what it is for comes later."""
    if noun.head.lower_ != "for":
        return False
    openers = (operator("noun", noun_key(t)) for t in syntax.objects(verb))
    leaves = verb.lemma_ in words("classes", "departing") and not _arrives_for(verb, noun)
    return leaves or any(o is not None and o.name in {"clearance", "wish", "commitment"} for o in openers)


def shared_heads(candidate: Candidate) -> frozenset[int]:
    """The verbs of other clauses that tell the same time as the candidate's own.

    *will visit Vilnius on Thursday, where she will meet ...*, *will go to Doha in May to sign ...*, *voted on Monday to
    approve ...*, *were wounded last month when shells hit the camp*. A date of the clause's own goes before.
    """
    clause = syntax.clause_head(candidate.trigger)
    if clause != candidate.trigger and clause.tag_.startswith("VB") and _is_spoken_of(candidate, clause):
        return frozenset()
    if clause.dep_ in {"xcomp", "conj"}:
        clause = syntax.first_conjunct(clause)
    above = _same_time(clause)
    while above is not None and above.dep_ == "conj" and not _opens(above, "mark"):
        above = above.head
    chain: list[Token] = []
    while above is not None and above.tag_.startswith("VB") and lemma(above) not in SAYING:
        chain.append(above)
        above = above.head if above.dep_ == "xcomp" and above.head != above else None
    place = clause.head if clause.dep_ == "relcl" and _opens(clause, "advmod") & _PLACES else None
    if place is not None and place.dep_ == "pobj":
        chain.append(place.head.head)  # "due to travel to Maputo in June", taken for a noun
    return frozenset(t.i for t in chain)


def _is_spoken_of(candidate: Candidate, verb: Token) -> bool:
    """*will meet in July to discuss the training of pilots*: the date is not that of what the talk is about."""
    noun = syntax.head_noun(candidate.trigger)
    return noun.dep_ == "dobj" and noun.head == verb and lemma(verb) in _TOPICS and noun != verb


def _same_time(clause: Token) -> Token | None:
    """The verb outside ``clause`` whose act is done at the same time."""
    head = clause.head
    if clause.dep_ == "relcl" and (_opens(clause, "advmod") & _PLACES or _is_occasion(clause)):
        return syntax.governing_verb(head)
    if clause.dep_ == "xcomp" and syntax.is_infinitive(clause) and _is_done_with(head):
        return head
    if clause.dep_ == "advcl" and _opens(clause, "advmod") & {"when", "where"}:
        return head
    going = words("classes", "convening") - words("classes", "departing")
    if clause.dep_ in {"advcl", "xcomp"} and syntax.is_infinitive(clause) and clause.i > head.i:
        goes = lemma(head) in going or any(lemma(t) in words("classes", "journey") for t in syntax.objects(head))
        return head if goes or lemma(head) == "vote" else None
    return None


def _is_occasion(clause: Token) -> bool:
    """*attended a ceremony at which jets were handed over*."""
    places = (t for t in syntax.children(clause, "prep") if t.lower_ in {"at", "during"} and t.i < clause.i)
    gathers = lemma(clause.head) in words("classes", "gathering")
    return gathers and any(c.lower_ == "which" for t in places for c in t.children)


def _is_done_with(verb: Token) -> bool:
    """*declined on Monday to endorse it*, *managed to*: with the verb it is settled whether it was done."""
    found = operator("infinitive", *operator_keys(verb))
    return found is not None and found.name in {"refusal", "counter-implicative"}


def _opens(clause: Token, label: str) -> set[str]:
    return {t.lower_ for t in syntax.children(clause, label) if t.i < clause.i}


def _arrives_for(verb: Token, noun: Token) -> bool:
    """*arrived on Monday for a visit*: the day of the arrival is the first one of the stay."""
    stays = lemma(verb) in words("classes", "arriving") and lemma(noun) in words("classes", "journey")
    return stays and noun.head.lower_ in {"for", "on"}


def _tells_other(verb: Token, kind: str) -> bool:
    """True for a verb that tells situations, and none of type ``kind``."""
    frames = [frame for frame, _ in lexicon().by_verb.get(lemma(verb), ())]
    return bool(frames) and all(frame.type != kind for frame in frames)


def is_telling(token: Token) -> bool:
    """True for a word that may tell a situation of its own."""
    if event_name(token) is not None:
        return True
    book = lexicon()
    if token.pos_ == "VERB":
        return lemma(token) in book.by_verb and not is_light(token)
    return token.pos_ in {"NOUN", "PROPN"} and any(
        (lemma(token),) == noun for _, noun in book.by_noun.get(lemma(token), ())
    )

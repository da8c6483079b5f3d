"""The arguments of a verb that tells a situation: subjects, objects, phrases of prepositions, what is below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.duty_arguments import guests, of_learning, of_state, taught
from kg.extraction.lexicon import table
from kg.extraction.operators import operator
from kg.extraction.phrases import lemma

__all__ = ["of_verb"]

_HERE = frozenset({"there", "here"})
_QUANTITIES = frozenset({"MONEY", "QUANTITY", "CARDINAL"})
_MEASURES = frozenset(table("light")["measures"]["words"])
_IDIOM_NOUNS = frozenset({"favour", "favor", "support", "disposal"})
_DISTANCES = frozenset(table("light")["distances"]["words"])
_ASPECTS = frozenset(table("light")["aspects"]["words"])
_LEAVE = frozenset({"right", "permission", "leave", "clearance", "authorisation", "authorization", "permit", "licence"})


def of_verb(verb: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """The slots that the clause of ``verb`` fills: who acts, what it is done to, and what stands below either."""
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
    yield from _of_objects(objects)


def _of_objects(objects: Iterable[Token]) -> Iterator[tuple[str, Iterable[Token]]]:
    """The slots that the phrases under the objects give."""
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

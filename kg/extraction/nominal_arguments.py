"""The arguments of a noun that tells a situation: from its own phrase, the clauses about it, and its light verb.

Those that stand elsewhere in the sentence are read in :mod:`~kg.extraction.surrounding_arguments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.lexicon import table
from kg.extraction.phrases import lemma

__all__ = ["clauses_about", "of_carrier", "of_noun"]

_HOSTING = frozenset(table("light")["hosting"]["words"])
_JUDGING = frozenset(table("light")["judging"]["words"])
_PARTICIPLE_SLOT = {"involve": "involving", "include": "involving", "feature": "involving", "bring": "involving"}
# preposition -> those below it that the parser hangs there though they belong to the noun above
_INNER = {
    "by": frozenset({"to", "with", "for"}),
    "of": frozenset({"to", "from", "with", "for", "between", "by", "in", "at"}),
    "from": frozenset({"to", "for"}),
    "to": frozenset({"for", "from", "by"}),
    "with": frozenset({"for"}),
    "for": frozenset({"from", "with", "by", "at", "in"}),
}


def of_noun(noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """The slots that the phrase of ``noun`` fills: possessors, modifiers, prepositions, participial clauses."""
    yield "poss", (_owner(noun) if t.tag_ == "WP$" else t for t in syntax.possessors(noun))
    yield "mod", (*syntax.compounds(noun), *syntax.modifiers(noun))
    for preposition, token in syntax.prepositional_phrases(noun):
        yield preposition, (token,)
        # "the visit by A to B", "aid from A to B", hung at A
        for inner, other in syntax.prepositional_phrases(token):
            if inner in _INNER.get(preposition, ()):
                yield inner, (other,)
        if preposition in {"of", "to"}:
            near = (*syntax.compounds(token), *syntax.modifiers(token), *syntax.possessors(token))
            yield f"{preposition}:mod", near
    for clause in syntax.coordinated(clauses_about(noun)):
        yield from _of_clause(clause)


def clauses_about(noun: Token) -> tuple[Token, ...]:
    """The heads of the clauses that modify ``noun``, in order.

    A clause whose relative pronoun stands right behind a name is about what is named, wherever the parser hung it: "the
    exercise Eagle Eye, which opens in Crete".
    """
    found = syntax.children(noun, "acl", "relcl")
    doc, at = noun.doc, noun.i + 1
    while at < noun.sent.end and (doc[at].is_punct or doc[at].ent_type_ == "EVENT"):
        at += 1
    if at in {noun.i + 1, noun.sent.end}:
        return found
    if doc[at].tag_ == "VBN" and doc[at].dep_ == "acl" and doc[at - 1].text == ",":
        return (*found, doc[at]) if doc[at] not in found else found  # "Exercise Eagle Eye, led by Greece"
    if doc[at].lower_ != "which":
        return found
    verb = syntax.governing_verb(doc[at])
    while verb is not None and verb.dep_ in {"xcomp", "ccomp"}:
        verb = syntax.governing_verb(verb)
    is_relative = verb is not None and (verb.dep_ == "relcl" or (verb.dep_ == "advcl" and doc[at].head == verb))
    return (*found, verb) if is_relative and verb is not None and verb not in found else found


def _owner(noun: Token) -> Token:
    """Who *whose* stands for: *the committee* in "the committee, whose approval is expected"; itself for nobody."""
    verb = syntax.governing_verb(noun)
    meant = syntax.antecedent(verb) if verb is not None else None
    return noun if meant is None else meant


def _of_clause(clause: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """What a clause that modifies the noun adds: "hosted by Ghana", "that involves Ghana", "involving Ghana"."""
    slot = _PARTICIPLE_SLOT.get(lemma(clause))
    if slot and not syntax.is_passive(clause):
        yield slot, syntax.objects(clause)
    if syntax.is_passive(clause) and lemma(clause) not in _JUDGING:
        yield "by", syntax.agents(clause)
    elif clause.tag_ != "VBG" and not slot and not syntax.is_passive(clause):
        yield "subject", (t for t in syntax.subjects(clause) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
    for preposition, token in syntax.prepositional_phrases(clause):
        if preposition != "by":
            yield preposition, (token,)
    for verb in syntax.children(clause, "xcomp"):  # "which is slated to take place off Goa"
        if syntax.is_infinitive(verb):
            yield from _of_clause(verb)
    if lemma(clause) in _HOSTING:  # "which Chile is to host"
        yield "by", (t for t in syntax.logical_subjects(clause) if t != syntax.antecedent(clause))


def of_carrier(carrier: Token, noun: Token) -> Iterator[tuple[str, Iterable[Token]]]:
    """The slots that the light verb ``carrier`` fills for ``noun``."""
    subjects = syntax.logical_subjects(carrier)
    yield "subject", (t for t in subjects if t != noun and t not in syntax.conjuncts(syntax.first_conjunct(noun)))
    yield "iobj", syntax.logical_recipients(carrier)
    own = set(noun.subtree)
    for preposition, token in syntax.prepositional_phrases(carrier):
        if token not in own and not (preposition == "by" and syntax.is_passive(carrier)):
            yield preposition, (token,)
    if noun not in syntax.logical_objects(carrier):
        yield "object", syntax.objects(carrier)

"""What a noun phrase says of the situation it names: *the planned sale*, *talks held in May*, *the annual exercise*."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import operator, words
from kg.extraction.projection import project
from kg.extraction.tense import Reading, verb_group
from kg.extraction.time_cues import time_cue
from kg.model import Certainty, Polarity, Temporality

__all__ = ["headline_fate", "is_bare", "is_in_talks", "is_recurrent", "phrase_reading", "untagged_verb"]

_NAME_LENGTH = 6  # tokens of a name between a noun and its participle


def phrase_reading(noun: Token) -> tuple[Reading, bool]:
    """What the noun phrase says, and whether a clause within it tells the situation (*talks held in May*)."""
    polarity = Polarity.NEGATED if syntax.negations(noun) else Polarity.AFFIRMED
    local = Reading(polarity, Certainty.CERTAIN, time_cue(noun), explicit=False)
    for word in (*syntax.modifiers(noun), *syntax.compounds(noun)):
        found = operator("attribute", word.lower_)
        if found and word.i > noun.sent.start and _recurs(word):
            local = replace(local, temporality=Temporality.HABITUAL, explicit=True)
        elif found and word.i < noun.i:
            local = project(found, Reading(temporality=Temporality.PAST), local, noun, attribute=True)
    for clause in syntax.children(noun, "acl", "relcl"):
        found_clause = _telling_clause(noun, clause, local)
        if found_clause is not None:
            return found_clause, True
    return _postposed(noun, local)


def _postposed(noun: Token, local: Reading) -> tuple[Reading, bool]:
    """*exercise Steel Gate 5 scheduled for May*: the participle after the name, wherever the parser hung it."""
    rest = noun.doc[noun.i + 1 : min(noun.i + 1 + _NAME_LENGTH, noun.sent.end)]
    for token in rest:
        if token.lower_ == "due" and token.nbor(-1).text == ",":
            behind = token.doc[token.i + 1 : token.i + 3]
            if len(behind) == 2 and operator("subject", behind[1].lower_) == operator("subject", "end"):
                return replace(local, temporality=Temporality.ONGOING, explicit=True), True  # *due to end on Sunday*
            return replace(local, temporality=Temporality.FUTURE, explicit=True), True  # *Red Reef, due in May*
        if token.text == "," and token.i + 1 < noun.sent.end and token.nbor().lower_ == "due":
            continue
        if token.tag_ == "VBN":
            found = operator("object", token.lemma_.lower())
            follows = token.i + 1 < noun.sent.end and token.nbor().lower_ in {"for", "to", "in", "on"}
            if found and found.name == "commitment" and follows and not syntax.children(token, "auxpass", "aux"):
                return replace(local, temporality=Temporality.FUTURE, explicit=True), True
            break
        if token.tag_ not in {"NNP", "NNPS", "CD", "NN", "NNS"} and not token.is_title:
            break
    return local, False


def _telling_clause(noun: Token, clause: Token, local: Reading) -> Reading | None:
    """The reading that a participle or relative clause gives to its noun: *held*, *scheduled for*, *which began*."""
    if operator("noun", noun.lemma_.lower()) and clause.tag_ == "VB" and not syntax.is_passive(clause):
        return None
    relative = any(
        t.tag_ in {"WDT", "WP"} or t.lower_ == "that" for t in (*clause.children,) if t.dep_.startswith("nsubj")
    )
    done_to = noun in syntax.logical_objects(clause)
    if clause.dep_ == "relcl" and not relative and not done_to and not syntax.is_reduced_participle(clause):
        return None
    kind = "object" if done_to or syntax.is_passive(clause) or clause.tag_ == "VBN" else "subject"
    found = operator(kind, *_keys(clause))
    if found is None or found.name in {"factive", "wish", "licence"}:
        return None
    if syntax.is_infinitive(clause):
        return replace(local, temporality=Temporality.FUTURE, explicit=True)
    told = project(found, verb_group(clause), local, noun)
    return told if told.temporality is not None else None


def _keys(verb: Token) -> tuple[str, ...]:
    lemma = verb.lemma_.lower()
    tails = [t.lower_ for t in (*syntax.particles(verb), *syntax.objects(verb), *syntax.prepositions(verb))]
    return (*(f"{lemma} {tail}" for tail in tails), lemma)


def _recurs(attribute: Token) -> bool:
    """*regularly scheduled*, *regularly-scheduled*: a frequency adverb before the participle."""
    before = attribute.doc[max(attribute.sent.start, attribute.i - 2) : attribute.i]
    return any(t.lower_ in words("adverbs", "habitual") for t in before)


def headline_fate(noun: Token) -> Reading | None:
    """*Talks under way*, *Deployment of police delayed*: what a headline without a verb says behind its noun."""
    if noun.head != noun or any(t.tag_ in {"VBZ", "VBP", "VBD", "MD"} for t in noun.sent):
        return None
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"prep", "advmod", "acomp"}:
            phrase = " ".join(t.lower_ for t in (child, *syntax.children(child, "pobj")))
            found = operator("predicate", phrase, child.lower_)
            if found and (child.tag_ == "VBN" or " " in phrase or child.dep_ != "prep"):
                outer = Reading(temporality=Temporality.ONGOING)
                return project(found, outer, Reading(explicit=True), noun)
    return None


def is_recurrent(noun: Token) -> bool:
    """*the annual exercise*, and what *is an annual exercise*."""
    same = [noun, *(t for t in syntax.attributes(noun.head) if noun.head.lemma_ == "be" and noun.dep_ == "nsubj")]
    return any(
        t.lower_ in words("attributes", "habitual") or (operator("attribute", t.lower_) and _recurs(t))
        for n in same
        for t in (*syntax.modifiers(n), *syntax.compounds(n))
    )


def is_in_talks(noun: Token) -> bool:
    """*Poland in talks with ...*: a headline without a verb."""
    inside = noun.dep_ == "pobj" and noun.head.lower_ in {"in", "for"} and noun.lemma_ in words("classes", "parley")
    return inside and not any(t.tag_.startswith("VB") for t in noun.sent)


def is_bare(word: Token) -> bool:
    """True where ``word`` is part of no name and its sentence has no verb."""
    return not word.ent_type_ and not any(t.tag_.startswith("VB") or t.tag_ == "MD" for t in word.sent)


def untagged_verb(word: Token) -> Reading:
    """*US, Fiji Sign Pact*: in a headline without a verb the word is one, that capitals hid from the tagger."""
    ahead = word.i > word.sent.start and word.nbor(-1).lower_ == "to"
    return Reading(temporality=Temporality.FUTURE if ahead else Temporality.PAST)

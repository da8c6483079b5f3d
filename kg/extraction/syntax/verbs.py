"""What belongs to a verb and its clause: auxiliaries, negations, voice, and what the clause hangs on."""

from spacy.tokens import Token

from kg.extraction.syntax.phrases import determiners
from kg.extraction.syntax.tree import (
    CLAUSE,
    PASSIVE_SUBJECT,
    SUBJECT,
    VERB_POS,
    children,
    first_conjunct,
    is_deep,
    position,
)

__all__ = [
    "antecedent",
    "auxiliaries",
    "clause_head",
    "embedding",
    "governing_verb",
    "is_clausal",
    "is_infinitive",
    "is_passive",
    "is_reduced_participle",
    "modals",
    "negations",
    "particles",
]

_INTRANSITIVE = frozenset(
    {
        "arrive",
        "clash",
        "collide",
        "crash",
        "depart",
        "occur",
        "happen",
        "expire",
        "lapse",
        "talk",
        "confer",
        "converge",
    }
)


_OCCASIONS = frozenset({"first", "originally", "initially", "last", "previously", "recently", "formally", "finally"})
"""Adverbs that open a participle of what was done (*First signed in 2005, ...*); *once*, *when* make a clause."""


def auxiliaries(verb: Token) -> tuple[Token, ...]:
    """The auxiliaries of ``verb``, modals and *to* included; where it has none, those it shares by coordination.

    *will sign and ratify* shares *will*; *signed and has ratified* shares nothing.
    """
    own = children(verb, "aux", "auxpass")
    if own or verb.dep_ != "conj" or children(verb, *SUBJECT, *PASSIVE_SUBJECT) or is_deep(verb):
        return own
    head = verb.head
    shared = auxiliaries(head) if _shares_form(verb, head) else ()
    return tuple(t for t in shared if t.i < verb.i)


def modals(verb: Token) -> tuple[Token, ...]:
    """The modal auxiliaries (Penn ``MD``) of ``verb``."""
    return tuple(t for t in auxiliaries(verb) if t.tag_ == "MD")


def negations(token: Token) -> tuple[Token, ...]:
    """The negations written at ``token``: *not*, *n't*, *never*, *no longer*, and *no* or *neither* as determiner."""
    found = [t for t in token.children if t.dep_ == "neg" or t.lower_ in {"not", "n't", "n’t", "never"}]
    found += [t for t in determiners(token) if t.lower_ in {"no", "neither"} and t not in found]
    return tuple(sorted(found, key=position))


def particles(verb: Token) -> tuple[Token, ...]:
    """The particles of a phrasal verb: *out* of *ruled out*."""
    return children(verb, "prt")


def is_passive(verb: Token) -> bool:
    """True for a passive, full (*was signed*) or reduced (*the pact signed by both*)."""
    if children(verb, "auxpass"):
        return True
    if children(verb, "nsubjpass", "csubjpass"):
        return verb.lemma_ not in _INTRANSITIVE
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and not children(verb, "aux", *SUBJECT) and not is_deep(verb):
        return is_passive(verb.head)
    if children(verb, "nsubj", "aux"):
        return False
    return is_reduced_participle(verb) or bool(children(verb, "agent")) or _is_opening_participle(verb)


def _is_opening_participle(verb: Token) -> bool:
    """True for *Signed in 2020, the agreement ...*: it tells what was done to the subject that follows."""
    alone = verb.dep_ == "advcl" and verb.i < verb.head.i and not children(verb, "mark", "dobj")
    return alone and all(t.lower_ in _OCCASIONS for t in children(verb, "advmod"))


def is_reduced_participle(verb: Token) -> bool:
    """True for a past participle that modifies a noun: *the pact signed in May*, *signed pacts*."""
    alone = verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "amod"}
    if not alone or children(verb, "aux", "auxpass", "nsubj"):
        return False
    return bool(children(verb, "agent")) or not _is_active_past(verb)


def _is_active_past(verb: Token) -> bool:
    """True for "commandos seized a ship", "troops clashed" where the parser takes the verb for a participle.

    A participle after its noun has no object of its own, and verbs that have no passive have none such.
    """
    if verb.dep_ != "acl" or verb.head.dep_ != "ROOT":
        return False
    return verb.lemma_ in _INTRANSITIVE or any(t.i > verb.i for t in children(verb, "dobj"))


def is_infinitive(verb: Token) -> bool:
    """True for a verb that *to* makes an infinitive, in its own clause or in the one it is coordinated with."""
    return any(t.tag_ == "TO" or t.lower_ == "to" for t in auxiliaries(verb))


def is_clausal(token: Token) -> bool:
    """True for a token that heads a clause, be it a verb or the predicate of one."""
    return (
        token.pos_ in VERB_POS or token.dep_ in CLAUSE - {"ROOT"} or bool(children(token, *SUBJECT, *PASSIVE_SUBJECT))
    )


def is_content_clause(verb: Token) -> bool:
    """True for what a noun of telling tells: *claims that they left*, *posts according to which they left*."""
    if any(t.dep_ == "mark" and t.lower_ == "that" for t in verb.children):
        return True
    if verb.dep_ != "relcl":
        return False
    behind = (c for t in verb.children if t.lower_ == "according" for c in t.children)
    return any(t.lower_ == "which" for c in behind for t in (c, *c.children))


def clause_head(token: Token) -> Token:
    """The head of the smallest clause around ``token``, itself where it heads one; the root where there is no verb."""
    while token.pos_ not in VERB_POS and token.head != token:
        token = token.head
    return token


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above ``token``, auxiliaries of its own clause passed over; None at the root."""
    return next((t for t in token.ancestors if t.pos_ in VERB_POS and t.dep_ not in {"aux", "auxpass"}), None)


def embedding(token: Token) -> tuple[Token, str] | None:
    """The head of ``token``'s coordination with the label that joins them; None at the root."""
    first = first_conjunct(token)
    return None if first.head == first else (first.head, first.dep_)


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause headed by ``verb`` modifies; None for any other clause."""
    first = first_conjunct(verb)
    return first.head if first.dep_ in {"relcl", "acl"} and first.head != first else None


def _shares_form(verb: Token, head: Token) -> bool:
    """True where ``verb`` can stand under the auxiliaries of ``head``: both bare, both participles, both gerunds."""
    bare = {"VB", "VBP"}
    return (
        verb.tag_ == head.tag_ or (verb.tag_ in bare and head.tag_ in bare) or {verb.tag_, head.tag_} == {"VBD", "VBN"}
    )

"""What a clause's place in the sentence does to its verb: conditions, *once*, *yet to*, shifted tenses, headlines."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import operator, words
from kg.extraction.tense import PRESENT, Reading, verb_group, weaker
from kg.model import Certainty, Temporality

__all__ = [
    "conditioned",
    "heads_headline",
    "is_once_done",
    "is_reported",
    "is_yet_to",
    "keeps_state",
    "marks",
    "rootless",
]


def conditioned(verb: Token, local: Reading) -> Reading:
    """*if it sells* and the main clause of a condition are possible; *once it is signed* lies ahead."""
    first, opening = syntax.first_conjunct(verb), marks(verb)
    if opening & words("conjunctions", "conditional") or _is_inverted(verb):
        ahead = local.temporality in PRESENT or local.temporality is None
        return replace(
            local,
            certainty=weaker(local.certainty, Certainty.POSSIBLE),
            temporality=Temporality.FUTURE if ahead else local.temporality,
        )
    if opening & words("conjunctions", "anticipating") and local.temporality in PRESENT and first.dep_ == "advcl":
        governed = verb_group(first.head)
        if governed.temporality is Temporality.FUTURE or opening & {"until", "before", "till"}:
            return replace(local, temporality=Temporality.FUTURE)
    if syntax.negations(verb) and any("until" in marks(t) for t in syntax.children(verb, "advcl")):
        return replace(local, certainty=weaker(local.certainty, Certainty.POSSIBLE))  # *not until it is ratified*
    if local.temporality is Temporality.FUTURE and any(_is_condition(t) for t in syntax.children(verb, "advcl")):
        return replace(local, certainty=weaker(local.certainty, Certainty.POSSIBLE))
    return local


def marks(verb: Token) -> set[str]:
    """The conjunctions that open the clause of ``verb`` or of the one it is coordinated with."""
    clauses = (verb, syntax.first_conjunct(verb))
    return {t.lower_ for clause in clauses for t in syntax.children(clause, "mark", "advmod") if t.i < clause.i}


def _is_inverted(verb: Token) -> bool:
    """*Should Ankara buy them, ...*, *Were it to sign, ...*: a condition without *if*."""
    first = next((t for t in syntax.children(verb, "aux") if t.lower_ in {"should", "were", "had"}), None)
    subjects = (*syntax.subjects(verb), *syntax.passive_subjects(verb))
    return verb.dep_ == "advcl" and first is not None and bool(subjects) and first.i < subjects[0].i


def _is_condition(clause: Token) -> bool:
    return any(t.lower_ in {"if", "unless", "provided"} for t in syntax.children(clause, "mark", "advmod"))


def is_reported(verb: Token) -> bool:
    """True where the clause of ``verb`` depends on a past verb of saying, so that its tense is shifted."""
    token = verb
    for _ in range(4):
        first = syntax.first_conjunct(token)
        if (
            first.dep_ == "ccomp"
            and first.head.tag_ == "VBD"
            and any(_is_report(t) for t in syntax.objects(first.head))
        ):
            return True
        if first.dep_ in {"ccomp", "parataxis"} and first.head.tag_ in {"VBD", "VBN"}:
            return operator("clause", first.head.lemma_.lower()) is not None
        if syntax.is_content_clause(first) and _is_report(first.head) and syntax.modals(first):
            return True  # *claims that it would end are false*
        if first.dep_ == "acl" and _is_report(first.head):  # *gave notice that it would end*
            return syntax.clause_head(first.head).tag_ in {"VBD", "VBN"}
        if first.dep_ not in {"relcl", "advcl", "acl", "ccomp"}:
            return False
        token = first.head if first.head.tag_.startswith("VB") else syntax.clause_head(first.head)
    return False


def _is_report(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    found = operator("noun", f"{lemma} that", lemma)
    return found is not None and found.name in {"report", "report heard", "rumour"}


def is_yet_to(verb: Token) -> bool:
    """*has yet to sign*, *is still to be ratified*: not so far."""
    mark = next((t for t in syntax.auxiliaries(verb) if t.lower_ == "to"), None)
    return mark is not None and mark.i > mark.sent.start and mark.nbor(-1).lower_ in {"yet", "still"}


def is_once_done(verb: Token) -> bool:
    """*Once ratified, the accord will ...*: a participle that *once* or *when* puts before what is to come."""
    first = syntax.first_conjunct(verb)
    if verb.tag_ != "VBN" or first.dep_ != "advcl" or not marks(verb) & words("conjunctions", "anticipating"):
        return False
    return verb_group(first.head).temporality is Temporality.FUTURE


def keeps_state(verb: Token) -> bool:
    """*remains suspended* where the parser takes *remains* for the auxiliary of a passive."""
    return any(t.lower_ in {"remains", "remain", "stays", "stay"} for t in syntax.children(verb, "auxpass", "aux"))


def heads_headline(verb: Token) -> bool:
    """*Poland to buy jets*: the infinitive is the headline's verb, wherever the parser hung it."""
    if not syntax.is_infinitive(verb) or verb.dep_ not in {"acl", "relcl"}:
        return False
    return verb.head.head == verb.head and operator("noun", verb.head.lemma_.lower()) is None


def rootless(verb: Token, local: Reading) -> Reading:
    """A verb under no other: an infinitive looks ahead, a bare *ing* tells what goes on."""
    if syntax.is_infinitive(verb):
        return replace(local, temporality=Temporality.FUTURE)
    return replace(local, temporality=local.temporality or (Temporality.ONGOING if verb.tag_ == "VBG" else None))

"""Words that report: hearsay, quoting, nouns of telling, and those that tell nothing of what hangs on them."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.governors import verdict_on
from kg.extraction.speakers import (
    Attribution,
    attributed_to,
    can_speak,
    contradicted_by,
    issuer_of,
    listed,
    phrase,
    speaker_of,
)

__all__ = ["as_quoted", "hearsay", "is_hearsay", "is_own_act", "is_untold", "reported_by", "told_by_noun", "unknown"]


def is_hearsay(below: Token, verb: Token) -> bool:
    """*is said to have signed*, *was reported to be*, *X was quoted as saying*."""
    passive = syntax.is_passive(verb) and verb.lemma_.lower() in listed("verbs", "hearsay")
    return passive and below.dep_ in {"xcomp", "nsubjpass", "ccomp", "prep", "advcl"}


def hearsay(verb: Token) -> Attribution | None:
    """Whose word hearsay is: of the agent, of whoever is quoted through the agent, or of somebody unnamed."""
    by = syntax.agents(verb)
    if verb.lemma_ == "quote":
        quoted = next(iter(syntax.passive_subjects(verb)), None)
        if quoted is None:
            return None
        found = attributed_to(quoted, verb)
        return Attribution(found.source, (*found.relay, *(phrase(t) for t in by)), verb, found.unnamed)
    return attributed_to(by[0], verb) if by else unknown(verb)


def unknown(cue: Token) -> Attribution:
    """The attribution to somebody of whom the text says nothing."""
    return Attribution(None, (), cue, True)


def as_quoted(quoted: Token, verb: Token) -> Attribution:
    """*Haaretz quoted an officer as saying*: the officer, through the paper."""
    found, teller = attributed_to(quoted, verb), speaker_of(verb)
    through = () if teller is None or teller == quoted else (phrase(teller),)
    return Attribution(found.source, (*found.relay, *through), verb, found.unnamed)


def is_untold(below: Token, verb: Token) -> bool:
    """True where ``verb`` leaves open what it governs: *would not say when*, *neither confirmed nor denied that*.

    Also for *called the minister to explain why*, where nothing has been said yet, and for the saying of *quoted an
    officer as saying*, where the quoting tells who.
    """
    if syntax.negations(verb) and any(t.tag_ in {"WRB", "WP", "WDT"} or t.lower_ == "whether" for t in below.children):
        return True
    if verb.lemma_ in {"confirm", "deny"} and any(t.lower_ == "neither" for t in verb.sent):
        return True
    if verb.tag_ == "VBG" and verb.i > verb.sent.start and verb.nbor(-1).lower_ == "as":
        return any(t.lemma_ == "quote" for t in verb.ancestors)
    return syntax.is_infinitive(verb) and verb.dep_ in {"advcl", "acl", "relcl"}


def is_own_act(subject: Token, verb: Token) -> bool:
    """*UK announces sale of jets*: a headline for what the state itself does."""
    return verb.lemma_ == "announce" and verb.tag_ in {"VBZ", "VBP"} and subject.ent_type_ == "GPE"


def told_by_noun(below: Token, noun: Token) -> Attribution | None:
    """*the ministry's claim that ...*, *a report by the agency that ...*."""
    if not {noun.lemma_.lower(), noun.lower_.removesuffix("s")} & listed("nouns", "claims") or below.dep_ not in {
        "acl",
        "ccomp",
        "relcl",
    }:
        return None
    that = any(t.lower_ == "that" and t.dep_ in {"mark", "det", "nsubj"} for t in below.children)
    if not that and not syntax.is_content_clause(below):
        return None
    if verdict_on(noun) is not None:
        return None  # *the claims that they left are false*: the word of whoever says so
    denying = contradicted_by(noun)
    if denying is not None and any(t.lower_ in {"neither", "nor"} for t in denying.children):
        return attributed_to(issuer_of(noun) or noun, noun)  # *would neither confirm nor deny reports that*
    if denying is not None:
        denier = next((t for t in syntax.logical_subjects(denying) if can_speak(t)), None)
        return attributed_to(denier, denying) if denier is not None else None  # *rejected reports that*
    issuer = issuer_of(noun)
    if issuer is None and noun.dep_ == "dobj":  # *expressed the hope that*
        issuer = next((t for t in syntax.logical_subjects(noun.head) if can_speak(t)), None)
    return attributed_to(issuer, noun) if issuer is not None else None


def reported_by(token: Token) -> Attribution | None:
    """*the move, reported by PTI*; *the sale announced by the ministry*."""
    for clause in syntax.children(token, "acl", "relcl"):
        if clause.lemma_.lower() in listed("verbs", "object") and clause.tag_ == "VBN":
            by = syntax.agents(clause)
            if by:
                return attributed_to(by[-1] if by[0].lower_ == "agency" else by[0], clause)
    return None

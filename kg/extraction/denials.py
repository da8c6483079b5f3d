"""Second voices on what was told: who denies it elsewhere in the text, and whose report it is that somebody denies.

"The Pentagon accused Chinese troops of it, which Beijing denied", "Caracas rejected the account", "rejected reports in
foreign media that ...": each side is a source of its own (nested sources: Wiebe, Wilson and Cardie 2005).
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.attribution import source_of
from kg.extraction.context import Context
from kg.extraction.entities import evidence
from kg.extraction.governors import verdict_on
from kg.extraction.phrases import lemma
from kg.extraction.sources import source_entity
from kg.extraction.speakers import Attribution, attributed_to, can_speak, contradicted_by, issuer_of, listed
from kg.model import Certainty, Claim, Entity, EntityKind, Polarity

__all__ = ["denial_of", "denied_report", "denying_words"]

_POINTING = frozenset({"it", "this", "that", "which"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_OF_THE_KIND = ("of this kind", "of the kind", "of that kind", "of the sort", "of this sort")


def denial_of(context: Context, token: Token, told: Claim) -> Claim | None:
    """The claim by which somebody denies at ``token`` what ``told`` claims; None where nobody does so."""
    found = _denial(token) if token.tag_.startswith("VB") else _no_such(token)
    source = source_entity(context, found.source) if found is not None and found.source is not None else None
    if found is None or found.source is None or source is None or source == told.asserted_by:
        return None
    ends = (token, *found.source, found.cue, *syntax.objects(token))
    quote = evidence(token.doc[min(t.i for t in ends) : max(t.i for t in ends) + 1])
    return Claim(Polarity.NEGATED, Certainty.CERTAIN, told.temporality, (quote,), source, rule="denial")


def denying_words() -> frozenset[str]:
    """The lemmas at which :func:`denial_of` is worth asking."""
    return (listed("verbs", "contradicting") - {"confirm"}) | listed("nouns", "denied")


def _denial(verb: Token) -> Attribution | None:
    """*which Beijing denied*, *a charge that Dushanbe denies*, *rejected the allegation*, *Caracas denies it*."""
    if lemma(verb) not in listed("verbs", "contradicting") - {"confirm"} or syntax.negations(verb):
        return None
    if syntax.complements(verb) or syntax.is_passive(verb):
        return None
    told = syntax.children(verb, "dobj")
    relative = verb.dep_ == "relcl" and (_is_claim(verb.head) or any(t.lower_ == "which" for t in told))
    if not relative and not any(_points_back(t) for t in told):
        return None
    subject = next((t for t in syntax.logical_subjects(verb) if can_speak(t) and t.tag_ not in {"WDT", "WP"}), None)
    return attributed_to(subject, verb) if subject is not None else None


def _points_back(noun: Token) -> bool:
    """*it*, *the allegation*, *those reports*: not a report whose content follows."""
    if noun.lower_ in _POINTING and noun.tag_ != "DT":
        return True
    tells = any(t.dep_ in {"acl", "ccomp"} or (t.dep_ == "relcl" and t.i > noun.i) for t in noun.children)
    return _is_claim(noun) and not tells and any(t.lower_ in _DEFINITE for t in syntax.determiners(noun))


def _is_claim(noun: Token) -> bool:
    return noun.lemma_.lower() in listed("nouns", "claims") | listed("nouns", "charges")


def _no_such(noun: Token) -> Attribution | None:
    """*"There is no such plan," Lin said*, *no request of this kind*."""
    if noun.lemma_.lower() not in listed("nouns", "denied") or noun.i < 1:
        return None
    before = noun.doc[max(noun.sent.start, noun.i - 2) : noun.i].text.lower().split()
    behind = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)].text.lower()
    such = before[-2:] == ["no", "such"] or ("no" in before and behind.startswith(_OF_THE_KIND))
    return source_of(noun) if such else None


def denied_report(context: Context, trigger: Token, claim: Claim) -> Claim | None:
    """The claim of the report that ``claim`` denies: *rejected reports in foreign media that ...*; None without one."""
    if claim.polarity is not Polarity.NEGATED:
        return None
    for token in trigger.ancestors:
        if token.dep_ == "conj" and token.tag_.startswith("VB") and syntax.subjects(token):
            return None
        if token.lemma_.lower() not in listed("nouns", "claims"):
            continue
        judged = verdict_on(token) is not None
        if judged or contradicted_by(token) is not None:
            source = _issuer(context, token)
            if source.name == token.lower_ and (judged or token.lemma_.lower() in listed("nouns", "hearsay")):
                return None
            told = replace(claim, polarity=Polarity.AFFIRMED, asserted_by=source, relayed_by=(), explicit=True)
            return told if source != claim.asserted_by else None
    return None


def _issuer(context: Context, report: Token) -> Entity:
    """Who reports it; the report itself where nobody is named."""
    behind = report.nbor() if report.i + 1 < report.sent.end else report
    hung_apart = syntax.children(behind, "pobj") if behind.lower_ in {"in", "by", "from"} else ()
    issuer = issuer_of(report) or next(iter(hung_apart), None)
    span = attributed_to(issuer, report).source if issuer is not None else None
    found = source_entity(context, span) if span is not None else None
    return found or Entity(f"UnnamedActor:{report.idx}", report.lower_, EntityKind.UNNAMED_ACTOR)

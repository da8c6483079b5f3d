"""What is decided or said on agreements, and what is left undone or unsaid."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import Arguments
from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.extraction.modality import reading
from kg.extraction.phrases import has_word, lemma
from kg.extraction.things import THING, is_agreement
from kg.model import Polarity

__all__ = ["DECISIONS", "is_receiving"]

_WORDS = word_sets("conditions")
_DEALS = word_sets("deals")
_MATTERS = ("agreement", "transfer", "equipment", "aid", "mission", "troops")


def is_receiving(verb: Token) -> bool:
    """True for a light verb whose subject undergoes what the noun says ("the sale won approval")."""
    return lemma(verb) in _WORDS["receiving"]


def _not_done(context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "No comment from ...", "has not commented": what the sentence tells is that nothing was said."""
    return reading(trigger, in_headline=context.in_headline(trigger)).polarity is Polarity.NEGATED


def _nor_denied(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Neither confirmed nor denied", "would not confirm or deny"."""
    if not any(lemma(t) == "deny" for t in syntax.conjuncts(trigger)):
        return False
    return trigger.i > 0 and (trigger.nbor(-1).lower_ == "neither" or _not_done(context, trigger, found))


def _agreement_before(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "With the pact now in force": an agreement stands shortly before, and it is not *in place of*."""
    del found
    doc = trigger.doc
    if trigger.i + 1 < len(doc) and doc[trigger.i + 1].lower_ == "of":
        return False
    start = max(trigger.sent.start, trigger.i - 9)
    return any(is_agreement(context, t) for t in doc[start : trigger.i])


def _ended_to(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "An end to the pact" is wanted or put; "the end of the pact" may be its expiry."""
    return any(is_agreement(context, t) for t in found.get("to"))


def _on_defence_matter(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "Kept mum on the arms flights": what somebody is silent or open on is an agreement, arms, aid or forces."""
    about = [t for slot in ("on", "about", "over", "with", "object", "regarding") for t in found.get(slot)]
    clauses = syntax.children(trigger, "ccomp", "xcomp", "pcomp", "advcl")
    about += [t for clause in clauses for t in clause.subtree]
    about += [t for p in syntax.prepositions(trigger) for c in p.children if c.dep_ == "pcomp" for t in c.subtree]
    return any(THING[name](context, t) for name in _MATTERS for t in about)


def _of_forces_or_told(_context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "The naval pact collapsed", "the pact collapsed"; not "the coalition agreement collapsed"."""
    named = found.get("subject")
    return any(has_word(t, "agreement_defence") or not (*syntax.compounds(t), *syntax.modifiers(t)) for t in named)


def _awaited(context: Context, trigger: Token, found: Arguments) -> bool:
    """ "The pact awaits the approval of the Diet": what is to be approved stands before the approval."""
    deciding = [t for slot in ("by", "of", "from", "poss", "mod") for t in found.get(slot)]
    if not any(THING["authority"](context, t) for t in deciding):
        return False
    before = trigger.doc[trigger.sent.start : trigger.i]
    return any(THING["submitted"](context, t) for t in before)


def _to_conclude(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "Authorised the minister to sign the protocol"."""
    return any(is_agreement(context, t) for t in found.get("inf"))


def _to_act(_context: Context, trigger: Token, _found: Arguments) -> bool:
    """ "Voted to let troops in", "decided to send 200 soldiers": an act that forces or arms undergo."""
    clauses = syntax.children(trigger, "xcomp", "ccomp", "advcl")
    return any(syntax.is_infinitive(c) and lemma(c) in _DEALS["deciding"] for c in clauses)


def _export_from(context: Context, _trigger: Token, found: Arguments) -> bool:
    """ "An export permit from Berlin": a licence to export, and whose it is."""
    of_export = any(lemma(t) in _DEALS["export"] for t in found.get("mod"))
    deciding = (t for slot in ("from", "poss", "by", "mod") for t in found.get(slot))
    return of_export and context.is_on_defence and any(THING["authority"](context, t) for t in deciding)


def _no_infinitive(_context: Context, trigger: Token, found: Arguments) -> bool:
    """Not "called on the minister to resign"."""
    heads = (trigger, *found.get("object"), *found.get("on"))
    clauses = [c for head in heads for c in syntax.children(head, "xcomp", "acl", "ccomp", "relcl")]
    return not any(syntax.is_infinitive(clause) for clause in clauses)


DECISIONS: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    "not_done": _not_done,
    "nor_denied": _nor_denied,
    "agreement_before": _agreement_before,
    "awaited": _awaited,
    "of_forces_or_told": _of_forces_or_told,
    "on_defence_matter": _on_defence_matter,
    "ended_to": _ended_to,
    "to_conclude": _to_conclude,
    "to_act": _to_act,
    "export_from": _export_from,
    "no_infinitive": _no_infinitive,
    "treaty_word": lambda context, _trigger, found: any(
        is_agreement(context, t) for slot in ("object", "in", "into", "with", "to", "of") for t in found.get(slot)
    ),
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

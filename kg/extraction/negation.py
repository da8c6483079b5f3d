"""Whether a verb group is negated: at the verb, at an auxiliary, or at one of its arguments."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import words

__all__ = ["is_negated"]

_UNTIL = frozenset({"until", "till"})
_BEFORE = frozenset({"until", "till", "before"})
_AWAITING = frozenset({"expect", "anticipate", "schedule", "forecast"})


def is_negated(verb: Token, group: tuple[Token, ...]) -> bool:
    """*not*, *never*, *no longer* at the verb, *no*, *none of*, *neither* at an argument; *not ... or* carries on.

    What is not done *until* then, or *not expected before* then, is done then.
    """
    return _is_denied(verb, group) and not _is_only_later(verb, group)


def _is_only_later(verb: Token, group: tuple[Token, ...]) -> bool:
    if any(t.lemma_ == "have" for t in group):
        return False  # *has not signed until now*
    awaited = verb.lemma_ in _AWAITING
    bounds = _BEFORE if awaited else _UNTIL
    verbs = (verb, *syntax.children(verb, "xcomp")) if awaited else (verb,)
    placed = (t for one in verbs for t in syntax.children(one, "prep") if t.lower_ in bounds)
    clauses = (t for c in syntax.children(verb, "advcl") for t in syntax.children(c, "mark", "prep"))
    return any(any(t.children) for t in placed) or any(t.lower_ in _UNTIL for t in clauses)


def _is_denied(verb: Token, group: tuple[Token, ...]) -> bool:
    if syntax.negations(verb) or any(syntax.negations(t) for t in group if t.lemma_ != "not"):
        return True
    if _has_no_longer(verb) or (group and _negation_within(verb, group)):
        return True
    first = group[0] if group else verb
    if first.i > verb.sent.start and first.nbor(-1).lower_ in {"nor", "neither"}:
        return True
    if verb.dep_ == "conj" and any(t.lower_ in {"or", "nor"} for t in verb.head.children):
        return is_negated(verb.head, syntax.auxiliaries(verb.head))
    arguments = (
        *syntax.subjects(verb),
        *syntax.passive_subjects(verb),
        *syntax.objects(verb),
        *syntax.attributes(verb),
    )
    return any(_is_empty(t) for t in arguments if not (t.dep_ == "conj" and t.lower_ == "none"))


def _negation_within(verb: Token, group: tuple[Token, ...]) -> bool:
    between = verb.doc[group[0].i : verb.i]
    return any(t.lower_ in {"not", "n't", "n’t", "never"} for t in between)


def _has_no_longer(verb: Token) -> bool:
    if [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]] == ["no", "longer"]:
        return True
    found = [t for t in verb.children if t.lower_ in {"longer", "more"} and t.i > t.sent.start]
    return any(t.nbor(-1).lower_ == "no" or any(c.lower_ == "no" for c in t.children) for t in found)


def _is_empty(noun: Token) -> bool:
    """*no state*, *none of the allies*, *nobody*, *neither side*; who raises *no objection* agrees."""
    if noun.lemma_ in words("classes", "objecting"):
        return False
    return noun.lower_ in {"none", "nobody", "no-one", "nothing", "neither"} or any(
        t.lower_ in {"no", "neither"} for t in syntax.children(noun, "det", "predet", "preconj", "cc")
    )

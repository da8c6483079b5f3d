"""Where adverbs and phrases of time place a verb or noun: *tomorrow*, *every year*, *departs on Monday*."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import words
from kg.model import Temporality

__all__ = ["comes", "has_day", "is_current", "recurs", "time_cue"]

_BEHIND = frozenset({"after", "since", "following"})


def time_cue(head: Token) -> Temporality | None:
    """Where an adverb or a time phrase beside ``head`` places it: *tomorrow*, *next week*, *every year*, *ago*."""
    for child in head.children:
        if child.dep_ in {"advmod", "npadvmod", "prep", "pobj", "dobj", "nmod", "dep", "amod"}:
            cue = _adverb_cue(child) or _period_cue(child)
            if cue is not None:
                return cue
    return None


def recurs(verb: Token) -> bool:
    """True where what the verb tells comes again by the calendar: *annually*, *every year*, *twice a year*.

    The words behind the verb are read in their order, up to the next verb or comma, since parsers hang them anywhere.
    Adverbs that only count past acts (*repeatedly*, *regularly*) do not make a habit of a perfect.
    """
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.tag_.startswith("VB") or token.text in {";", ":"}:
            return False
        if token.lower_ in words("adverbs", "calendar") and token.tag_ == "RB":
            return True
        if token.lemma_.lower() in words("periods", "units") and _period_cue(token) is Temporality.HABITUAL:
            return True
    return any(t.lower_ in words("adverbs", "calendar") for t in verb.children if t.dep_ == "advmod")


def comes(verb: Token) -> bool:
    """True where *next week* or *tomorrow* closes the clause of the verb, wherever the parser hung it."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.tag_.startswith("VB") or token.text in {",", ";", ":"}:
            return False
        if token.dep_ == "npadvmod" and (_adverb_cue(token) or _period_cue(token)) is Temporality.FUTURE:
            return True
    return False


def is_current(verb: Token) -> bool:
    """True where *currently*, *now* or *still* stands beside the verb."""
    return any(t.lower_ in words("adverbs", "ongoing") for t in verb.children if t.dep_ == "advmod")


def has_day(verb: Token) -> bool:
    """True where a day or month without a year stands beside the verb: *departs on Monday*, *in May*."""
    predicates = syntax.children(verb, "acomp", "attr", "xcomp") if verb.lemma_ == "become" else ()
    for child in (*verb.children, *(c for p in predicates for c in p.children)):
        if child.lower_ in _BEHIND or (child.i + 1 < len(child.doc) and child.nbor().lower_ in _BEHIND):
            continue  # "comes a week after the talks" looks back
        placing = child.dep_ in {"npadvmod", "pobj"} or (child.dep_ == "prep" and child.lower_ in {"on", "in", "at"})
        reach = [child, *child.children] if placing else []
        for token in reach:
            dated = token.ent_type_ == "DATE" or token.shape_ == "dddd"
            if dated and (
                verb.lemma_ in words("classes", "expiring") or not any(t.shape_ == "dddd" for t in token.subtree)
            ):
                return True
            if token.lower_ in words("periods", "units") and token.tag_ in {"NNP", "NNPS"} and token.lower_ != "may":
                return True
    return False


def _adverb_cue(token: Token) -> Temporality | None:
    word = token.lower_
    if token.i + 1 < len(token.doc) and token.nbor().lower_ in _BEHIND | {"before"}:
        return None  # "shortly after the talks"
    for name in (Temporality.HABITUAL, Temporality.FUTURE, Temporality.PAST):
        if word in words("adverbs", name.value) and token.dep_ != "pobj":
            return name
    return None


def _period_cue(token: Token) -> Temporality | None:
    """*next month*, *in the future*, *last year*, *every spring*, *twice a year*, *later this year*."""
    if token.dep_ == "prep" and token.lower_ in {"in", "during", "on", "over", "for", "at"}:
        return next((cue for t in token.children if t.dep_ == "pobj" and (cue := _period_cue(t))), None)
    if token.lemma_.lower() not in words("periods", "units"):
        return None
    before = {t.lower_ for t in token.children if t.i < token.i}
    if token.lower_ == "future":
        return Temporality.FUTURE
    if before & {"every", "each"} or (before & {"a", "per"} and _counts_times(token)):
        return Temporality.HABITUAL
    if before & words("periods", "future"):
        return Temporality.FUTURE
    if before & words("periods", "past"):
        return Temporality.PAST
    if "this" in before and _follows(token, words("periods", "later")):
        return Temporality.FUTURE
    return None


def _counts_times(period: Token) -> bool:
    """*twice a year*, *three times per season*, wherever the parser hung the count."""
    return any(
        t.lower_ in {"once", "twice", "times", "thrice"}
        for t in period.doc[max(period.sent.start, period.i - 2) : period.i]
    )


def _follows(period: Token, cues: frozenset[str]) -> bool:
    return any(t.lower_ in cues for t in period.doc[max(period.sent.start, period.i - 2) : period.i])

"""Projects the reading of a governed situation through the operator that governs it."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import Operator, words
from kg.extraction.tense import Reading, weaker
from kg.extraction.time_cues import time_cue
from kg.model import Certainty, Polarity, Temporality

__all__ = ["is_achieved", "project"]

# *the current patrols* are going on and *the alleged sale* has been, whatever else the clause dates
_OF_ATTRIBUTES = {"begun": Temporality.ONGOING, "default": Temporality.PAST}


def is_achieved(token: Token) -> bool:
    """True for a noun that names an act done once: without another sign of time *the signing* has been."""
    if token.ent_type_ == "EVENT" or token.tag_ == "VB":
        return False  # the *Accord* of an exercise's name, *to visit*
    return token.lemma_.lower() in words("classes", "achieved") or token.lower_ in words("classes", "achieved")


def project(
    applied: Operator,
    outer: Reading,
    inner: Reading,
    token: Token,
    *,
    attribute: bool = False,
    timeless: bool = False,
) -> Reading:
    """``inner`` as the operator presents it under a governor read as ``outer``."""
    effect = applied.effect(outer.polarity)
    flips = effect.polarity is Polarity.NEGATED
    polarity = _negated(inner.polarity) if flips else inner.polarity
    opaque = applied.opaque or (applied.name == "ending" and not _is_concluded(token))
    certainty = weaker(inner.certainty, effect.certainty, Certainty.CERTAIN if opaque else outer.certainty)
    time = inner.temporality or _time(applied, outer, token, timeless=timeless)
    if applied.name == "refusal" and outer.polarity is Polarity.NEGATED:
        time = inner.temporality or Temporality.FUTURE  # what is not refused is still open
    if attribute and inner.temporality is None and applied.time in _OF_ATTRIBUTES:
        time = _OF_ATTRIBUTES[applied.time]
    explicit = applied.name not in {"factive", "confirmation"} or inner.explicit
    return Reading(polarity, certainty, time, explicit=explicit and not (attribute and time is None))


def _is_concluded(token: Token) -> bool:
    """True for an agreement, which *concluding* does not end but makes; talks that should end are going on."""
    return is_achieved(token) and token.lemma_.lower() not in words("classes", "parley")


def _negated(polarity: Polarity) -> Polarity:
    return Polarity.AFFIRMED if polarity is Polarity.NEGATED else Polarity.NEGATED


def _time(applied: Operator, outer: Reading, token: Token, *, timeless: bool) -> Temporality | None:
    """Where the operator places what it governs."""
    time = outer.temporality
    match applied.time:
        case "future":
            return Temporality.FUTURE
        case "past":
            return Temporality.PAST
        case "licence":
            return _licensed(outer, timeless=timeless)
        case "begun":
            return _begun(outer, token)
        case "ended":
            return Temporality.ONGOING if time is Temporality.FUTURE else Temporality.PAST
        case "default":
            return _default_time(applied, outer, token)
        case _:
            return Temporality.ONGOING if time is Temporality.HABITUAL and applied.name != "implicative" else time


def _licensed(outer: Reading, *, timeless: bool) -> Temporality:
    """What is allowed is done again and again, where the permission itself is not still to come or long gone."""
    if timeless:
        return Temporality.HABITUAL
    if outer.certainty is not Certainty.CERTAIN or outer.temporality is Temporality.FUTURE:
        return Temporality.FUTURE
    if outer.temporality is Temporality.PAST:
        return Temporality.PAST
    return Temporality.HABITUAL


def _begun(outer: Reading, token: Token) -> Temporality:
    if outer.temporality is Temporality.FUTURE:
        return Temporality.FUTURE
    verb = syntax.governing_verb(token)
    bounded = token.lemma_.lower() in words("classes", "bounded") | words("classes", "parley")
    dated = verb is not None and (
        time_cue(verb) is Temporality.PAST or any(_is_long_ago(t, by_month=bounded) for t in verb.subtree)
    )
    return Temporality.PAST if outer.temporality is Temporality.PAST and dated else Temporality.ONGOING


def _is_long_ago(token: Token, *, by_month: bool) -> bool:
    """A year, and for talks or a withdrawal, which come to an end by themselves, a month without a day."""
    if token.shape_ == "dddd":
        return True
    if (
        not by_month
        or token.ent_type_ != "DATE"
        or token.dep_ != "pobj"
        or token.head.lower_ != "in"
        or token.tag_ != "NNP"
    ):
        return False
    return token.lower_ in words("periods", "units")


def _default_time(applied: Operator, outer: Reading, token: Token) -> Temporality | None:
    """*announced the signing* is past, *announced the deployment* future; what is welcomed or denied has been."""
    if is_achieved(token) or applied.name in {"factive", "denial", "confirmation"}:
        return Temporality.PAST
    return Temporality.FUTURE if outer.temporality is not None or applied.name != "report" else None

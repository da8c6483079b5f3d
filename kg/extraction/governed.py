"""The reading of a situation under what governs it: under an operator, beside a verb, as somebody's purpose."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.governors import Embedding, Manner, listed
from kg.extraction.operators import Operator, operator, words
from kg.extraction.projection import is_achieved, project
from kg.extraction.tense import PRESENT, Reading, weaker
from kg.extraction.time_cues import recurs, time_cue
from kg.model import Certainty, Polarity, Temporality

__all__ = ["governed"]


def governed(token: Token, local: Reading, above: Embedding, outer: Reading, *, in_headline: bool) -> Reading:
    """``local``, the reading of ``token`` by itself, under its governor, which is read as ``outer``."""
    if above.governor.lemma_ in words("classes", "arriving") and token.lemma_ in words("classes", "journey"):
        over = outer.temporality is Temporality.PAST  # who arrived for a scheduled visit is there
        return replace(outer, polarity=local.polarity, temporality=outer.temporality if over else local.temporality)
    if above.manner is Manner.TOPIC:
        if local.explicit and local.temporality is not None:
            return local  # *a deal on the next phase of ...*
        ahead = Temporality.FUTURE if outer.temporality is Temporality.FUTURE else Temporality.HABITUAL
        return Reading(local.polarity, Certainty.POSSIBLE, local.temporality or ahead)
    if above.operator is not None:
        return _operated(token, local, above.governor, above.operator, outer, in_headline=in_headline)
    time = local.temporality
    match above.manner:
        case Manner.AFTER:
            return replace(local, temporality=time or _after(outer), explicit=True)
        case Manner.BEFORE:
            return replace(local, temporality=time or Temporality.FUTURE, explicit=True)
        case Manner.INSTEAD:
            polarity = Polarity.AFFIRMED if local.polarity is Polarity.NEGATED else Polarity.NEGATED
            return Reading(polarity, local.certainty, time or outer.temporality)
        case Manner.CONDITION:
            return Reading(local.polarity, Certainty.POSSIBLE, time or Temporality.FUTURE)
        case Manner.PURPOSE:
            return _purpose(token, local, above.governor, outer)
        case Manner.ADJUNCT:
            return _adjunct(token, local, outer, copula=above.governor.lemma_ == "be")
        case _:
            return _mention(token, local, above, outer)


def _operated(
    token: Token, local: Reading, governor: Token, applied: Operator, outer: Reading, *, in_headline: bool
) -> Reading:
    """``local`` under a governor that the lexicon lists."""
    decides = applied.name == "commitment" and governor.lemma_ in {"vote", "pass", "adopt", "approve"}
    if decides and token.lemma_.lower() in words("classes", "deciding"):
        applied = operator("infinitive", "manage") or applied  # *voted to approve* is the approval
    if local.polarity is Polarity.NEGATED and token in _arguments(governor):
        local = replace(local, polarity=Polarity.AFFIRMED)  # *no talks* has made the verb negative already
    if governor.lemma_ == "part" and governor.head.lower_ == "as" and _is_staying(syntax.governing_verb(governor)):
        return replace(local, temporality=Temporality.ONGOING)  # *has deployed troops as part of the mission*
    lapsed = token.lemma_ in words("classes", "expiring") and outer.temporality is Temporality.PAST
    if lapsed and applied.name == "licence":  # *allowed the pact to expire*
        return replace(outer, certainty=Certainty.CERTAIN)
    if _is_presupposed(token, local, applied):
        return replace(local, temporality=local.temporality or Temporality.ONGOING, explicit=True)
    if applied.time == "same" and is_achieved(token) and _is_plain_present(governor, outer):
        outer = replace(outer, temporality=None)
    return project(applied, outer, local, token, timeless=_is_timeless(governor, in_headline=in_headline))


def _is_staying(verb: Token | None) -> bool:
    """True for the present perfect of a verb of stationing, whose result holds."""
    if verb is None or verb.lemma_ not in words("classes", "staying"):
        return False
    return any(t.lower_ in {"has", "have"} for t in syntax.auxiliaries(verb))


def _is_presupposed(noun: Token, local: Reading, applied: Operator) -> bool:
    """*discussed the recent sale*, *facilitates current operations*: it is so already, whatever is wished of it."""
    coming = local.temporality is Temporality.FUTURE and local.certainty is Certainty.CERTAIN and local.explicit
    settled = coming or local.temporality in {Temporality.PAST, Temporality.ONGOING}
    if applied.time == "licence" and local.temporality is None and _is_had(noun):
        return True
    return settled and not noun.tag_.startswith("VB") and applied.time in {"future", "licence"}


def _is_had(noun: Token) -> bool:
    """*governs their joint operation*: what somebody has is there already; a plural may be any that comes."""
    return noun.tag_ == "NN" and any(t.tag_ == "PRP$" for t in syntax.possessors(noun))


def _is_plain_present(verb: Token, outer: Reading) -> bool:
    """True for *comes*, *follows*: a present tense that is neither progressive nor repeated, and no copula."""
    simple = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ != "be"
    return simple and outer.temporality in PRESENT and time_cue(verb) is not Temporality.HABITUAL


def _is_timeless(governor: Token, *, in_headline: bool) -> bool:
    """True where the tense says nothing of a permission's term: *a mechanism covering ...*, a headline's present."""
    return governor.tag_ == "VBG" or (in_headline and governor.tag_ in {"VBZ", "VBP"})


def _arguments(verb: Token) -> tuple[Token, ...]:
    return (*syntax.subjects(verb), *syntax.passive_subjects(verb), *syntax.objects(verb), *syntax.attributes(verb))


def _after(outer: Reading) -> Temporality:
    """After X: X is past, unless the clause itself lies ahead and nothing else is known."""
    return Temporality.PAST if outer.temporality is not Temporality.FUTURE else Temporality.FUTURE


def _purpose(token: Token, local: Reading, governor: Token, outer: Reading) -> Reading:
    """*met to discuss* tells the discussion; *left to join* announces the joining."""
    lemma = governor.lemma_.lower()
    done_there = lemma in words("classes", "convening") and lemma not in words("classes", "departing")
    behind = done_there or outer.temporality is not Temporality.PAST
    time = outer.temporality if behind else Temporality.FUTURE
    certainty = weaker(local.certainty, outer.certainty)
    if not token.tag_.startswith("VB") and not done_there and lemma not in words("classes", "departing"):
        promised = listed(governor, "object", lemma)
        bound = promised.operator if promised is not None and outer.temporality not in PRESENT else None
        if bound is not None and bound.name == "commitment":
            return project(bound, outer, local, token)  # *pledged a frigate for the mission*
        return _mention(token, local, Embedding(governor, Manner.PURPOSE), outer)
    return Reading(local.polarity, certainty, local.temporality or time)


def _adjunct(token: Token, local: Reading, outer: Reading, *, copula: bool) -> Reading:
    """Beside the governor: a participle shares its status, a noun only its time."""
    time = local.temporality or outer.temporality
    if token.tag_.startswith("VB"):
        polarity = local.polarity if outer.polarity is Polarity.AFFIRMED else outer.polarity
        return Reading(polarity, weaker(local.certainty, outer.certainty), time)
    if time in PRESENT and is_achieved(token) and not copula:
        time = None
    here = token.lemma_ in words("classes", "journey") | words("classes", "parley")
    if copula and here and token.head.lower_ in {"on", "in"} and local.temporality is None:  # *is on a visit*
        return replace(local, polarity=outer.polarity, temporality=time, explicit=True)
    return replace(local, temporality=time)


def _mention(token: Token, local: Reading, above: Embedding, outer: Reading) -> Reading:
    """An argument of a word that says nothing of it takes the time only: acts done once are past all the same."""
    if local.temporality is not None:
        return local
    if (
        above.manner is Manner.COPULA
        and token in syntax.attributes(above.governor)
        and outer.polarity is Polarity.NEGATED
    ):
        return Reading(Polarity.NEGATED, weaker(local.certainty, outer.certainty), outer.temporality)
    if token.tag_ == "VB":
        return _unplaced_infinitive(token, local, outer)
    time, certainty = outer.temporality, local.certainty
    several = token.tag_ == "NNS" and token.lemma_ not in words("classes", "parley")
    if time in PRESENT and several and not syntax.determiners(token):
        time = Temporality.HABITUAL
    if time is Temporality.HABITUAL and _is_this_one(token) and not recurs(above.governor):
        time = Temporality.ONGOING  # *the drill brings together 700 troops*
    if is_achieved(token) and time is not Temporality.PAST:
        return replace(local, temporality=None)
    if time is Temporality.FUTURE and outer.certainty is Certainty.POSSIBLE:
        # what may come comes with what it is for; what may only be touched by it has been, for all that is said
        would = any(t.lower_ in {"would", "could"} for t in syntax.modals(above.governor))
        open_ = would or above.manner is Manner.PURPOSE
        certainty = Certainty.POSSIBLE if open_ else certainty
        time = time if open_ else None
    return replace(local, certainty=certainty, temporality=time)


def _is_this_one(noun: Token) -> bool:
    """True for one event that is pointed at: *the exercise*, *this mission*."""
    if noun.lemma_.lower() not in words("classes", "occasions"):
        return False
    return noun.tag_ in {"NN", "NNP"} and any(t.lower_ in {"the", "this"} for t in syntax.determiners(noun))


def _unplaced_infinitive(verb: Token, local: Reading, outer: Reading) -> Reading:
    """*a partner to build ships* looks ahead, *the first state to sign* does not."""
    if verb.head.lemma_.lower() in words("classes", "gathering"):
        return replace(local, temporality=outer.temporality or Temporality.PAST)
    ordinal = any(
        t.lower_ in {"first", "last", "only", "second", "latest"} for t in (*syntax.modifiers(verb.head), verb.head)
    )
    time = outer.temporality if ordinal else Temporality.FUTURE
    return replace(local, certainty=weaker(local.certainty, outer.certainty), temporality=time)

"""Reads a verb group: what tense, aspect, modals, negation and adverbs say of one clause by itself."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.negation import is_negated
from kg.extraction.operators import words
from kg.extraction.time_cues import comes, has_day, is_current, recurs, time_cue
from kg.model import Certainty, Polarity, Temporality

__all__ = ["PRESENT", "Reading", "is_finite", "verb_group", "weaker"]

PRESENT = frozenset({Temporality.ONGOING, Temporality.HABITUAL})
"""The temporalities of what holds at the article's present."""
_DEGREES = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNSPECIFIED)

_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo", "ll"})

_PAST_MODALS = frozenset({"would", "could", "might", "should", "'d", "’d"})

_AUXILIARIES = frozenset({"be", "have", "do", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Reading:
    """The status of a situation; ``temporality`` is None as long as nothing has placed it in time.

    ``explicit`` is True where the words around the trigger present it so, False where the values are what is assumed
    of a bare mention ("the exercise is part of ..."), which another mention may correct.
    """

    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    temporality: Temporality | None = None
    explicit: bool = True


def weaker(*degrees: Certainty) -> Certainty:
    """The least certain of ``degrees``."""
    return max(degrees, key=_DEGREES.index)


def is_finite(verb: Token) -> bool:
    """True where the clause of ``verb`` has a tense of its own: a finite form or a finite or modal auxiliary."""
    group = _group(verb)
    if any(t.tag_ == "TO" for t in group):
        return _is_be_to(group)
    if any(t.tag_ in {"MD", "VBD", "VBZ", "VBP"} for t in group):
        return True
    return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or _is_past_form(verb, group)


def _is_be_to(group: tuple[Token, ...]) -> bool:
    """*is to be held*, where the parser takes *is* and *to* for auxiliaries of the same verb."""
    return group[0].lemma_ == "be" and group[0].tag_ in {"VBZ", "VBP", "VBD"}


def _is_past_form(verb: Token, group: tuple[Token, ...]) -> bool:
    """A past tense that the tagger took for a bare form or a participle: *the government vetoed*."""
    active = any(t.dep_ == "nsubj" for t in verb.children)
    if active and not group and verb.tag_ in {"VB", "VBP"} and verb.lower_ in words("classes", "unchanging"):
        return time_cue(verb) is not Temporality.HABITUAL
    return not group and active and verb.tag_ in {"VB", "VBN"} and verb.lower_ != verb.lemma_ and verb.dep_ != "acl"


def verb_group(verb: Token, *, in_headline: bool = False, reported: bool = False) -> Reading:
    """What the verb group of ``verb`` says by itself.

    ``in_headline``: the present tense of an act done is past, a bare participle a past passive, *to* with a verb
    future. ``reported``: the clause depends on a past verb of saying, so that *would* is a shifted *will*
    (Declerck 1991, backshifting) and a past progressive may be a shifted present.
    """
    group = _group(verb)
    certainty, temporality = _tense(verb, group, in_headline=in_headline, reported=reported)
    if (
        certainty is Certainty.POSSIBLE
        and any(t.lower_ == "would" for t in group)
        and _adverb_certainty(verb) is Certainty.PROBABLE
    ):
        certainty = Certainty.PROBABLE  # "would probably sell"
    if _is_counterfactual(group) or _was_to_have(group):
        return Reading(Polarity.NEGATED, Certainty.CERTAIN, Temporality.PAST)
    polarity = Polarity.NEGATED if is_negated(verb, group) else Polarity.AFFIRMED
    return Reading(polarity, weaker(certainty, _adverb_certainty(verb)), temporality)


def _group(verb: Token) -> tuple[Token, ...]:
    """The auxiliaries of ``verb`` in order; read off the words before it where the parse gives none."""
    found = syntax.auxiliaries(verb)
    if not found and verb.tag_ in {"VB", "VBN", "VBG"} and verb.dep_ != "conj":
        found = _auxiliaries_before(verb)
    return found


def _auxiliaries_before(verb: Token) -> tuple[Token, ...]:
    found: list[Token] = []
    i = verb.i - 1
    while i >= verb.sent.start:
        token = verb.doc[i]
        if token.tag_ in {"MD", "TO"} or (token.lemma_ in _AUXILIARIES and token.tag_.startswith("VB")):
            found.append(token)
        elif token.tag_ not in {"RB", "RBR"}:
            break
        i -= 1
    if verb.tag_ == "VBG" and not any(t.lemma_ == "be" for t in found):
        return ()
    return tuple(reversed(found))


def _tense(
    verb: Token, group: tuple[Token, ...], *, in_headline: bool, reported: bool
) -> tuple[Certainty, Temporality | None]:
    modal = next((t for t in group if t.tag_ == "MD"), None)
    if modal is not None and _lasts_until(verb, modal):
        return Certainty.CERTAIN, Temporality.ONGOING
    if modal is not None:
        return _modal(modal.lower_, group, reported=reported)
    if any(t.tag_ == "TO" for t in group):
        return Certainty.CERTAIN, _infinitive(verb, group)
    first = group[0] if group else verb
    if any(t.lemma_ == "have" for t in group):
        return Certainty.CERTAIN, _perfect(verb, first, group)
    if first.tag_ == "VBD":
        return Certainty.CERTAIN, _past(verb, group, reported=reported)
    if _is_past_form(verb, group):
        return Certainty.CERTAIN, Temporality.PAST
    if verb.tag_ == "VBN" and not group:
        return Certainty.CERTAIN, _participle(verb, in_headline=in_headline)
    if first.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VB" and (group or in_headline or _is_plain_form(verb))):
        return Certainty.CERTAIN, _present(verb, group, in_headline=in_headline)
    return Certainty.CERTAIN, None


def _lasts_until(verb: Token, modal: Token) -> bool:
    """*the drill, which will last until Friday*: what is to end then is going on."""
    ends = any(t.lower_ in {"until", "till", "through"} for t in syntax.prepositions(verb))
    return verb.lemma_ == "last" and modal.lower_ in _FUTURE_MODALS and verb.dep_ in {"relcl", "conj"} and ends


def _is_plain_form(verb: Token) -> bool:
    """A plural present that the tagger took for a bare form: *Japan and Italy exchange data*."""
    subjects = [t for t in verb.children if t.dep_ == "nsubj"]
    plural = any(t.tag_ in {"NNS", "NNPS"} or syntax.conjuncts(t) for t in subjects)
    return plural and verb.dep_ in {"ROOT", "ccomp"} and verb.lower_ == verb.lemma_


def _infinitive(verb: Token, group: tuple[Token, ...]) -> Temporality | None:
    """*to have signed* is past, *is to sign* future, *to be training* ongoing; *to sign* is left to the governor."""
    if _is_be_to(group):
        return Temporality.FUTURE
    if any(t.lemma_ == "have" for t in group):
        return Temporality.PAST
    return Temporality.ONGOING if verb.tag_ == "VBG" and any(t.lemma_ == "be" for t in group) else None


def _modal(word: str, group: tuple[Token, ...], *, reported: bool) -> tuple[Certainty, Temporality]:
    perfect = any(t.lemma_ == "have" and t.tag_ == "VB" for t in group)
    if word in _FUTURE_MODALS or (reported and word in {"would", "'d", "’d"}):
        return Certainty.CERTAIN, Temporality.FUTURE
    if perfect:
        return (Certainty.PROBABLE if word == "must" else Certainty.POSSIBLE), Temporality.PAST
    return Certainty.POSSIBLE, Temporality.FUTURE


def _is_counterfactual(group: tuple[Token, ...]) -> bool:
    """*would have sold*, *should have signed*: it was not so."""
    perfect = any(t.lemma_ == "have" and t.tag_ in {"VB", "VBP"} for t in group)
    return perfect and any(t.tag_ == "MD" and t.lower_ in {"would", "should", "'d", "’d"} for t in group)


def _was_to_have(group: tuple[Token, ...]) -> bool:
    """*was to have been signed*: it was not."""
    return (
        len(group) > 2
        and group[0].tag_ == "VBD"
        and group[0].lemma_ == "be"
        and [t.lower_ for t in group[1:3]] == ["to", "have"]
    )


def _perfect(verb: Token, first: Token, group: tuple[Token, ...]) -> Temporality:
    if first.tag_ != "VBD" and recurs(verb):
        return Temporality.HABITUAL  # "have held drills every year since 2018"
    progressive = verb.tag_ == "VBG" and any(t.lemma_ == "be" for t in group)
    stays = verb.lemma_ == "be" or (_passive(verb, group) and verb.lemma_ in words("classes", "staying"))
    lasting = stays and any(t.lower_ == "since" for t in syntax.prepositions(verb))
    return Temporality.ONGOING if (progressive or lasting) and first.tag_ != "VBD" else Temporality.PAST


def _past(verb: Token, group: tuple[Token, ...], *, reported: bool) -> Temporality:
    if not reported:
        return Temporality.PAST
    progressive = verb.tag_ == "VBG" and any(t.lemma_ == "be" for t in group)
    stays = _passive(verb, group) and verb.lemma_ in words("classes", "staying")
    shifted = progressive or ((stays or _is_in_talks(verb)) and not _is_dated(verb))
    return Temporality.ONGOING if shifted else Temporality.PAST


def _is_in_talks(verb: Token) -> bool:
    """*said that it was in talks*, *that talks were nearly complete*: the present of the one who said so."""
    if verb.lemma_ != "be":
        return False
    inside = (t for p in syntax.prepositions(verb, "in") for t in syntax.children(p, "pobj"))
    return any(t.lemma_ in words("classes", "parley") for t in (*inside, *syntax.subjects(verb)))


def _participle(verb: Token, *, in_headline: bool) -> Temporality | None:
    """A participle without auxiliary: *signed in May* is past; *hosted annually* keeps its adverb."""
    cue = time_cue(verb)
    if cue in {Temporality.HABITUAL, Temporality.FUTURE} and not in_headline:
        return cue
    if is_current(verb):
        return Temporality.ONGOING
    if verb.dep_ in {"acl", "relcl"} and verb.lemma_ in words("classes", "lasting") and not _is_dated(verb):
        return Temporality.ONGOING if verb.lemma_ in words("classes", "staying") else None  # *troops stationed there*
    return Temporality.PAST


def _is_dated(verb: Token) -> bool:
    return time_cue(verb) is not None or any(t.ent_type_ == "DATE" for t in verb.subtree)


def _present(verb: Token, group: tuple[Token, ...], *, in_headline: bool) -> Temporality:
    cue = time_cue(verb)
    if verb.lemma_ in words("classes", "futurate") and not in_headline and comes(verb):
        cue = Temporality.FUTURE
    progressive = verb.tag_ == "VBG" and any(t.lemma_ == "be" for t in group)
    if cue is Temporality.FUTURE and (
        progressive or verb.lemma_ in words("classes", "futurate") or _passive(verb, group)
    ):
        return Temporality.FUTURE
    if progressive or any(t.tag_ == "VBG" for t in group):
        return Temporality.FUTURE if _leaves(verb) else Temporality.ONGOING
    if cue is Temporality.HABITUAL or (not in_headline and recurs(verb)):
        return Temporality.HABITUAL
    if is_current(verb) and _passive(verb, group):
        return Temporality.ONGOING
    if not in_headline and any(t.lower_ in {"as", "while"} for t in syntax.children(verb, "mark")):
        return Temporality.ONGOING  # *will stand by them as others leave*
    if verb.lemma_ in words("classes", "completing") and _is_performed(verb):
        return Temporality.PAST
    if in_headline and verb.lemma_ in words("classes", "heading"):
        return Temporality.FUTURE
    if in_headline and verb.lemma_ in words("classes", "pending"):
        return Temporality.ONGOING
    if in_headline and verb.lemma_ not in {"be", "have"}:
        return Temporality.PAST
    if verb.lemma_ in words("classes", "futurate") and has_day(verb):
        return Temporality.FUTURE
    if cue is None and _passive(verb, group) and verb.lemma_ in words("classes", "completing"):
        return Temporality.PAST
    if verb.lemma_ in words("classes", "stative") or _passive(verb, group):
        return Temporality.ONGOING if verb.lemma_ in words("classes", "stative") else Temporality.HABITUAL
    return Temporality.HABITUAL


def _is_performed(verb: Token) -> bool:
    """*Today we sign a treaty*: saying so does it."""
    own = {t.lower_ for t in verb.children}
    return "today" in own and bool(own & {"i", "we"})


def _passive(verb: Token, group: tuple[Token, ...]) -> bool:
    return verb.tag_ == "VBN" and any(t.lemma_ == "be" for t in group)


def _leaves(verb: Token) -> bool:
    """*are heading to Brazil on 28 October*: the progressive of a departure with a date is a plan."""
    dated = has_day(verb) or any(t.ent_type_ == "DATE" and t.tag_ in {"NNP", "CD"} for t in verb.subtree)
    return verb.lemma_ in words("classes", "departing") and dated


def _adverb_certainty(verb: Token) -> Certainty:
    found = {t.lower_ for t in verb.children if t.dep_ in {"advmod", "dep", "intj", "amod"}}
    found |= {t.lower_ for t in verb.doc[max(verb.sent.start, verb.i - 1) : verb.i] if t.tag_ == "RB"}
    if found & words("adverbs", "possible"):
        return Certainty.POSSIBLE
    if found & words("adverbs", "probable"):
        return Certainty.PROBABLE
    return Certainty.CERTAIN

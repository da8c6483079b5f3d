"""The claim a trigger makes: polarity, certainty, temporality, source, and the quote that says so."""

from __future__ import annotations

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.abroad import is_permission
from kg.extraction.attribution import source_of
from kg.extraction.context import Context
from kg.extraction.entities import evidence
from kg.extraction.lexicon import lexicon
from kg.extraction.modality import reading
from kg.extraction.operators import words
from kg.extraction.own_operators import told_by_itself
from kg.extraction.phrases import lemma
from kg.extraction.sources import source_entity
from kg.extraction.tense import PRESENT
from kg.extraction.triggers import Candidate
from kg.model import Certainty, Claim, Entity, Evidence, Polarity, Temporality

__all__ = ["claim_of", "quote"]

_LONGEST_QUOTE = 30  # tokens
_STATES = frozenset({"be", "remain", "stay", "become"})


def claim_of(context: Context, candidate: Candidate) -> Claim:
    """The claim that the sentence of ``candidate`` makes about its situation."""
    trigger = candidate.trigger
    presenting, in_headline = _presented_by(candidate), context.in_headline(trigger)
    found = told_by_itself(candidate, reading(presenting, in_headline=in_headline))
    polarity, certainty, temporality = found.polarity, found.certainty, found.temporality or Temporality.PAST
    explicit = found.explicit
    if candidate.frame.negated or (in_headline and _is_denied(trigger)):
        polarity, explicit = Polarity.NEGATED, True
    if certainty is Certainty.CERTAIN and _withheld(trigger) is not None:
        certainty, explicit = Certainty.POSSIBLE, True
    if candidate.frame.type == "Announcement" and polarity is Polarity.NEGATED and certainty is Certainty.POSSIBLE:
        certainty, temporality = Certainty.CERTAIN, Temporality.PAST  # "would not comment", "could not be reached"
    if candidate.frame.type == "EntryIntoForce" and polarity is Polarity.AFFIRMED and temporality in PRESENT:
        temporality = _entered(trigger)
    if _is_in_force(candidate):
        temporality = Temporality.PAST
    if candidate.frame.undecided and certainty is Certainty.CERTAIN:
        certainty, explicit = Certainty.POSSIBLE, True
    if temporality is Temporality.HABITUAL and certainty is Certainty.CERTAIN and _is_allowed_by_text(presenting):
        certainty = Certainty.POSSIBLE
    attribution = source_of(trigger)
    source: Entity | None = None
    relayed: tuple[Entity, ...] = ()
    if attribution is not None and attribution.source is not None:
        source = source_entity(context, attribution.source)
        relayed = tuple(e for span in attribution.relay if (e := source_entity(context, span)) is not None)
    return Claim(
        polarity,
        certainty,
        temporality,
        (quote(candidate),),
        asserted_by=source,
        relayed_by=relayed,
        rule=candidate.frame.id,
        explicit=explicit,
    )


def _entered(trigger: Token) -> Temporality:
    """What is in force has entered into it; what *takes effect on the day of the last notice* has not yet."""
    acts = trigger.tag_ in {"VBZ", "VBP"} and lemma(trigger) not in _STATES
    return Temporality.FUTURE if acts else Temporality.PAST


def _is_in_force(candidate: Candidate) -> bool:
    """*the agreement in force since 1971*: whatever else the clause tells, it has entered into force."""
    return candidate.frame.type == "EntryIntoForce" and candidate.trigger.nbor(-1).lower_ == "in"


def _presented_by(candidate: Candidate) -> Token:
    """The token that presents the situation; access is given by the very act of allowing ("allowed B to use")."""
    trigger = candidate.trigger
    if candidate.frame.type == "JointDevelopment" and trigger.tag_ == "VBN" and trigger.dep_ == "amod":
        return trigger.head  # "the licensed production"
    verb = syntax.governing_verb(trigger)
    permits = candidate.frame.type == "BasingOrAccess" and verb is not None and is_permission(verb)
    return verb if permits and verb is not None else trigger


def _is_allowed_by_text(verb: Token) -> bool:
    """*the agreement allows aircraft to enter*: what a text permits may be done; a state's permission lets it be."""
    instruments = words("classes", "instruments")
    gives = lemma(verb) in {"give", "grant", "enable", "offer"}
    return is_permission(verb) and not gives and any(lemma(t) in instruments for t in syntax.logical_subjects(verb))


def _is_denied(trigger: Token) -> bool:
    """True in a headline whose denying verb the tagger took for a name ("Japan Denies Plan to Sell Frigates")."""
    words = lexicon().words("denying")
    before = trigger.doc[trigger.sent.start : trigger.i]
    return any(t.lower_ in words and not t.tag_.startswith("VB") for t in before)


def _withheld(trigger: Token) -> Token | None:
    """The announcement of the act that the clause says nobody made ("no statement on the signing"); None for others."""
    if syntax.is_clausal(trigger):
        return None
    words = lexicon().words("announcement")
    for token in trigger.doc[max(trigger.sent.start, trigger.i - 12) : trigger.i]:
        if lemma(token) in words and (syntax.negations(token) or any(t.lower_ == "no" for t in token.children)):
            return token
    return None


def quote(candidate: Candidate) -> Evidence:
    """The shortest run of tokens of the trigger's sentence that holds the trigger and its arguments, no name cut."""
    trigger = candidate.trigger
    sentence = trigger.sent
    tokens = [trigger, *(t for slot in candidate.arguments.slots.values() for t in slot if t.sent == sentence)]
    if candidate.arguments.carrier is not None:
        tokens.append(candidate.arguments.carrier)
    tokens += _status_words(trigger)
    near = [t for t in tokens if abs(t.i - trigger.i) <= _LONGEST_QUOTE // 2]
    start = min(min(_phrase_edges(t)[0], t.i) for t in near)
    end = max(max(_phrase_edges(t)[1], t.i + 1) for t in near)
    start = max(start, sentence.start, trigger.i - _LONGEST_QUOTE)
    end = min(end, sentence.end, trigger.i + _LONGEST_QUOTE)
    start, end = _whole_names(sentence, start, end)
    span = trigger.doc[start:end]
    while len(span) > 1 and (span[0].is_space or span[0].is_punct) and span[0].i < trigger.i:
        span = span[1:]
    while len(span) > 1 and (span[-1].is_space or span[-1].is_punct) and span[-1].i > trigger.i:
        span = span[:-1]
    return evidence(span)


def _whole_names(sentence: Span, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end``, moved outwards where they cut a name or a sum in two."""
    doc = sentence.doc
    while start > sentence.start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < sentence.end and doc[end].ent_iob_ == "I":
        end += 1
    return start, end


def _status_words(trigger: Token) -> list[Token]:
    """The words that make the trigger affirmed or not, certain or not: they belong into the quote.

    Auxiliaries and negations of its own; for the subject or complement of a predicate, that predicate with its own
    ("delivery of the jets *is expected*", "buying them *might not be easy*", "*agreed* to buy").
    """
    found = _marks(trigger)
    announcement = _withheld(trigger)
    if announcement is not None:
        found.append(announcement)
    noun = syntax.head_noun(trigger)
    if noun.dep_ in {"nsubj", "nsubjpass", "csubj", "csubjpass", "xcomp"}:
        found += [noun.head, *_marks(noun.head)]
    return found


def _marks(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in {"aux", "auxpass", "neg", "acomp", "prt"}]


def _phrase_edges(token: Token) -> tuple[int, int]:
    if not syntax.is_nominal(token):
        return token.i, token.i + 1
    phrase = syntax.noun_phrase(token)
    return phrase.start, phrase.end

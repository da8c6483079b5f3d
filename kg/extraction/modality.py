"""The status in which a sentence presents a situation: polarity, certainty and temporality.

The reading starts at the trigger's own clause or phrase (:mod:`kg.extraction.tense`) and climbs the words that govern
it (:mod:`kg.extraction.embedding`); each governing word has itself a reading, found in the same way, and an effect that
depends on whether it is affirmed or negated. That is polarity computing after Nairn, Condoravdi and Karttunen (2006),
with the degrees of FactBank (Saurí and Pustejovsky 2009) and with time beside them. Presuppositions survive: what is
welcomed, marked or told after the fact was so, whatever is said of the welcome.
"""

from dataclasses import replace

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.clause_status import (
    conditioned,
    heads_headline,
    is_once_done,
    is_reported,
    is_yet_to,
    keeps_state,
    marks,
    rootless,
)
from kg.extraction.embedding import clause_embedding, embedding
from kg.extraction.governed import governed
from kg.extraction.governors import Embedding
from kg.extraction.named import named_span
from kg.extraction.noun_status import headline_fate, is_bare, is_in_talks, is_recurrent, phrase_reading, untagged_verb
from kg.extraction.operators import words
from kg.extraction.projection import project
from kg.extraction.tense import PRESENT, Reading, is_finite, verb_group, weaker
from kg.model import Certainty, Polarity, Temporality

__all__ = ["Reading", "claim_values", "reading"]

_PREFIXES = frozenset({"co", "re"})

# What these do to a situation holds whatever its own phrase told of it: *the visit planned for May was called off*.
_UNDOING = frozenset({"counter-implicative", "refusal", "renunciation", "denial"})


def claim_values(trigger: Token, *, in_headline: bool = False) -> tuple[Polarity, Certainty, Temporality]:
    """The polarity, certainty and temporality with which its sentence presents the situation ``trigger`` expresses.

    ``trigger`` is the verb or noun that names the situation. ``in_headline``: headline grammar holds (present tense for
    what was done, *to* with a verb for what will be). What nothing places in time is taken for past.
    """
    found = reading(trigger, in_headline=in_headline)
    return found.polarity, found.certainty, found.temporality or Temporality.PAST


def reading(trigger: Token, *, in_headline: bool = False) -> Reading:
    """As :func:`claim_values`, with ``temporality`` None where nothing places the situation in time.

    ``explicit`` tells whether the sentence presents the situation so or only mentions it: a mere mention ("the exercise
    is part of ...") may take its values from another mention of the same situation.
    """
    found = _reading(_outer_member(trigger), in_headline=in_headline)
    if in_headline and trigger.doc[trigger.sent.end - 1].text == "?":
        return replace(found, certainty=weaker(found.certainty, Certainty.POSSIBLE))
    return found


def _reading(token: Token, *, in_headline: bool) -> Reading:
    if syntax.is_deep(token):
        return Reading()
    if _is_verbal(token):
        return _verb_reading(token, in_headline=in_headline)
    if token.tag_.startswith("JJ") and token.lower_.endswith("ed") and syntax.subjects(token):
        return _verb_reading(token, in_headline=in_headline)  # *has not expired*, tagged as an adjective
    if token.tag_.startswith("JJ") and token.dep_ in {"acomp", "amod", "ROOT"}:
        return _verb_reading(token.head, in_headline=in_headline) if token.head.lemma_ == "be" else Reading()
    return _noun_reading(token, in_headline=in_headline)


def _is_verbal(token: Token) -> bool:
    """True for a verb in a clause; a participle before its noun and an *ing* with determiner or *of* count as nouns."""
    if syntax.is_compound_gerund(token):
        return False
    if token.tag_ == "VBG":
        nominal = bool(syntax.determiners(token)) or any(t.lower_ == "of" for t in syntax.prepositions(token))
        return not nominal and token.dep_ not in {"compound", "amod", "nmod"}
    return token.tag_ in {"VB", "VBD", "VBN", "VBP", "VBZ", "MD"}


def _verb_reading(verb: Token, *, in_headline: bool) -> Reading:
    local = verb_group(verb, in_headline=in_headline, reported=is_reported(verb))
    if not is_finite(verb) and marks(verb) & words("conjunctions", "conditional"):  # *whether to sign*, *if signed*
        return Reading(local.polarity, Certainty.POSSIBLE, Temporality.FUTURE)
    if verb.tag_ == "VBN" and (verb.head.lemma_ in {"remain", "stay"} or keeps_state(verb)):
        return replace(local, temporality=Temporality.ONGOING)  # *the pact remains suspended*
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "become":  # *became the first state to sign*
        return _verb_reading(verb.head, in_headline=in_headline)
    if (verb.dep_ == "pcomp" and verb.head.lower_ == "due") or is_once_done(verb) or _is_due(verb):
        return replace(local, temporality=Temporality.FUTURE)
    if is_yet_to(verb):
        return Reading(Polarity.NEGATED, local.certainty, Temporality.PAST)
    if _comes_to_nothing(verb, local):
        return Reading(Polarity.NEGATED, Certainty.CERTAIN, Temporality.PAST)
    if is_finite(verb):
        return _finite_reading(verb, local, in_headline=in_headline)
    if (
        local.temporality is not None
        and not syntax.is_infinitive(verb)
        and verb.dep_ not in {"xcomp", "ccomp", "pcomp"}
    ):
        return local
    if verb.head == verb or (in_headline and heads_headline(verb)):
        return rootless(verb, local)
    return _under(verb, local, embedding(verb), in_headline=in_headline)


def _is_due(verb: Token) -> bool:
    """*is due in Ankara on Thursday*: who is due there is to come."""
    return verb.lemma_ == "be" and any(t.lower_ == "due" for t in syntax.children(verb, "acomp"))


def _comes_to_nothing(verb: Token, local: Reading) -> bool:
    """*the pact that was to be signed in May was scrapped*: what became of it decides, not what was planned."""
    clause = verb
    while clause.dep_ in {"xcomp", "acomp"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ not in {"relcl", "acl"} or not syntax.is_infinitive(verb) or local.polarity is Polarity.NEGATED:
        return False
    noun = clause.head
    above = embedding(noun) if noun.dep_ == "nsubjpass" and clause.i < noun.head.i else None
    if above is None or above.operator is None or above.operator.name not in {"counter-implicative", "refusal"}:
        return False
    past = any(t.tag_ == "VBD" for t in (clause, *syntax.auxiliaries(clause), *syntax.auxiliaries(verb)))
    return past and verb_group(above.governor).temporality is Temporality.PAST


def _finite_reading(verb: Token, local: Reading, *, in_headline: bool) -> Reading:
    found = conditioned(verb, local)
    above = clause_embedding(verb)
    if above is None or above.operator is None:
        return found
    if above.operator.name == "report" and not _is_denied(above.governor, in_headline=in_headline):
        return found
    outer = _reading(above.governor, in_headline=in_headline)
    if above.operator.name == "implicative" and found.temporality in PRESENT:
        found = replace(found, temporality=outer.temporality)  # *will ensure that it is open*
    return project(above.operator, outer, found, verb)


def _is_denied(verb: Token, *, in_headline: bool) -> bool:
    return _reading(verb, in_headline=in_headline).polarity is Polarity.NEGATED


def _noun_reading(noun: Token, *, in_headline: bool) -> Reading:
    if syntax.is_compound_gerund(noun):
        noun = noun.head
    named = noun.dep_ in {"compound", "nmod"} and noun.ent_type_ == "EVENT"  # *the annual Balikatan exercise*
    if noun.dep_ in {"compound", "nmod", "appos"} and (noun.head.tag_ in {"NNP", "NNPS"} or named):
        return _reading(noun.head, in_headline=in_headline)
    if in_headline and is_in_talks(noun):
        return Reading(temporality=Temporality.ONGOING)
    fate = headline_fate(noun) if in_headline else None
    if fate is not None:
        return fate
    if in_headline and noun.dep_ == "compound" and not _is_hidden_verb(noun.head) and is_bare(noun):
        return untagged_verb(noun)
    local, told = phrase_reading(noun)
    above = embedding(noun)
    undone = above is not None and above.operator is not None and above.operator.name in _UNDOING
    before = told and local.temporality in {Temporality.ONGOING, Temporality.FUTURE}
    if before and _is_over(above, in_headline=in_headline):  # *took part in the exercise, which opened on July 29*
        local, told = replace(local, temporality=None), False
    found = local if told and not undone else _under(noun, local, above, in_headline=in_headline)
    open_time = found.temporality is None or (found.temporality in PRESENT and not found.explicit)
    if open_time and not told and is_recurrent(noun):
        return replace(found, temporality=Temporality.HABITUAL, explicit=True)
    return found


def _is_over(above: Embedding | None, *, in_headline: bool) -> bool:
    """True where the clause around a noun tells what is over, whatever a relative clause says of its beginning."""
    if above is None or above.operator is None or above.operator.name != "implicative":
        return False
    return _governor_reading(above.governor, in_headline=in_headline).temporality is Temporality.PAST


def _outer_member(noun: Token) -> Token:
    """The token by which a named event hangs in its sentence, however the parser cut the name up."""
    if noun.tag_ == "CD" and noun.head.ent_type_ == "EVENT":
        noun = noun.head
    name = named_span(noun) if noun.ent_type_ == "EVENT" else None
    if name is None:
        return noun
    if name.root.dep_ == "oprd" and name.root.head.lemma_ in words("classes", "naming"):
        return name.root.head.head  # *the drills, called "Sea Wolf", are to begin*
    inside = range(name.start, name.end)
    joined = [t for t in name if t.head.i not in inside]
    told = [t for t in name if phrase_reading(t)[1]]
    return next(iter((*told, *joined)), noun)


def _is_hidden_verb(governor: Token) -> bool:
    """True for a present-tense verb that the tagger took for a plural noun: *the fleet conducts patrols*."""
    return governor.tag_ == "NNS" and any(t.dep_ == "dobj" or t.tag_ == "RP" for t in governor.children)


def _under(token: Token, local: Reading, above: Embedding | None, *, in_headline: bool) -> Reading:
    """``local`` under what governs ``token``."""
    if above is None:
        return local
    if above.governor.head == token or _is_hidden_verb(above.governor):
        outer = Reading(temporality=Temporality.PAST if in_headline else Temporality.HABITUAL)
    else:
        outer = _governor_reading(above.governor, in_headline=in_headline)
    found = governed(token, local, above, outer, in_headline=in_headline)
    return replace(found, certainty=Certainty.CERTAIN) if _is_given_up(above, outer) else found


def _is_given_up(above: Embedding, outer: Reading) -> bool:
    """*the proposal to lease it has been dropped*, *the request was turned down*: so it will not be."""
    if outer.polarity is not Polarity.NEGATED or outer.certainty is not Certainty.CERTAIN:
        return False
    wished = above.operator is not None and above.operator.name == "wish" and syntax.is_nominal(above.governor)
    fate = embedding(above.governor) if wished else None
    return fate is not None and fate.operator is not None and fate.operator.name in _UNDOING


def _governor_reading(governor: Token, *, in_headline: bool) -> Reading:
    if governor.lower_ in _PREFIXES and governor.i + 2 < len(governor.doc) and governor.nbor().text == "-":
        governor = governor.nbor(2)  # *co-hosted*, cut at its hyphen
    if governor.tag_ in {"IN", "TO", "RB", "CC"}:
        governor = syntax.clause_head(governor)
    return _reading(governor, in_headline=in_headline)

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
from kg.extraction.embedding import Embedding, Manner, clause_embedding, embedding
from kg.extraction.named import named_span
from kg.extraction.operators import Operator, operator, words
from kg.extraction.projection import is_achieved, project
from kg.extraction.tense import Reading, is_finite, time_cue, verb_group, weaker
from kg.model import Certainty, Polarity, Temporality

__all__ = ["Reading", "claim_values", "reading"]

# What these do to a situation holds whatever its own phrase told of it: *the visit planned for May was called off*.
_UNDOING = frozenset({"counter-implicative", "refusal", "renunciation", "denial"})
_NAME_LENGTH = 6  # tokens of a name between a noun and its participle
_PRESENT = frozenset({Temporality.ONGOING, Temporality.HABITUAL})


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
    local = verb_group(verb, in_headline=in_headline, reported=_is_reported(verb))
    if not is_finite(verb) and _marks(verb) & words("conjunctions", "conditional"):  # *whether to sign*, *if signed*
        return Reading(local.polarity, Certainty.POSSIBLE, Temporality.FUTURE)
    if verb.tag_ == "VBN" and (verb.head.lemma_ in {"remain", "stay"} or _keeps_state(verb)):
        return replace(local, temporality=Temporality.ONGOING)  # *the pact remains suspended*
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "become":  # *became the first state to sign*
        return _verb_reading(verb.head, in_headline=in_headline)
    if verb.dep_ == "pcomp" and verb.head.lower_ == "due":
        return replace(local, temporality=Temporality.FUTURE)
    if _is_yet_to(verb):
        return Reading(Polarity.NEGATED, local.certainty, Temporality.PAST)
    if is_finite(verb):
        return _finite_reading(verb, local, in_headline=in_headline)
    if (
        local.temporality is not None
        and not syntax.is_infinitive(verb)
        and verb.dep_ not in {"xcomp", "ccomp", "pcomp"}
    ):
        return local
    if verb.head == verb or (in_headline and _heads_headline(verb)):
        return _rootless(verb, local)
    return _embedded(verb, local, embedding(verb), in_headline=in_headline)


def _keeps_state(verb: Token) -> bool:
    """*remains suspended* where the parser takes *remains* for the auxiliary of a passive."""
    return any(t.lower_ in {"remains", "remain", "stays", "stay"} for t in syntax.children(verb, "auxpass", "aux"))


def _finite_reading(verb: Token, local: Reading, *, in_headline: bool) -> Reading:
    found = _conditioned(verb, local)
    above = clause_embedding(verb)
    if above is None or above.operator is None:
        return found
    if above.operator.name == "report" and not _is_denied(above.governor, in_headline=in_headline):
        return found
    outer = _reading(above.governor, in_headline=in_headline)
    if above.operator.name == "implicative" and found.temporality in _PRESENT:
        found = replace(found, temporality=outer.temporality)  # *will ensure that it is open*
    return project(above.operator, outer, found, verb)


def _is_denied(verb: Token, *, in_headline: bool) -> bool:
    return _reading(verb, in_headline=in_headline).polarity is Polarity.NEGATED


def _conditioned(verb: Token, local: Reading) -> Reading:
    """*if it sells* and the main clause of a condition are possible; *once it is signed* lies ahead."""
    first, marks = syntax.first_conjunct(verb), _marks(verb)
    if marks & words("conjunctions", "conditional"):
        ahead = local.temporality in _PRESENT or local.temporality is None
        return replace(
            local,
            certainty=weaker(local.certainty, Certainty.POSSIBLE),
            temporality=Temporality.FUTURE if ahead else local.temporality,
        )
    if marks & words("conjunctions", "anticipating") and local.temporality in _PRESENT and first.dep_ == "advcl":
        governed = verb_group(first.head)
        if governed.temporality is Temporality.FUTURE or marks & {"until", "before", "till"}:
            return replace(local, temporality=Temporality.FUTURE)
    if local.temporality is Temporality.FUTURE and any(_is_condition(t) for t in syntax.children(verb, "advcl")):
        return replace(local, certainty=weaker(local.certainty, Certainty.POSSIBLE))
    return local


def _marks(verb: Token) -> set[str]:
    """The conjunctions that open the clause of ``verb`` or of the one it is coordinated with."""
    clauses = (verb, syntax.first_conjunct(verb))
    return {t.lower_ for clause in clauses for t in syntax.children(clause, "mark", "advmod") if t.i < clause.i}


def _is_condition(clause: Token) -> bool:
    return any(t.lower_ in {"if", "unless", "provided"} for t in syntax.children(clause, "mark", "advmod"))


def _is_reported(verb: Token) -> bool:
    """True where the clause of ``verb`` depends on a past verb of saying, so that its tense is shifted."""
    token = verb
    for _ in range(4):
        first = syntax.first_conjunct(token)
        if (
            first.dep_ == "ccomp"
            and first.head.tag_ == "VBD"
            and any(_is_report(t) for t in syntax.objects(first.head))
        ):
            return True
        if first.dep_ in {"ccomp", "parataxis"} and first.head.tag_ in {"VBD", "VBN"}:
            return operator("clause", first.head.lemma_.lower()) is not None
        if first.dep_ == "acl" and _is_report(first.head):  # *gave notice that it would end*
            return syntax.clause_head(first.head).tag_ in {"VBD", "VBN"}
        if first.dep_ not in {"relcl", "advcl", "acl", "ccomp"}:
            return False
        token = first.head if first.head.tag_.startswith("VB") else syntax.clause_head(first.head)
    return False


def _is_report(noun: Token) -> bool:
    found = operator("noun", noun.lemma_.lower())
    return found is not None and found.name == "report"


def _is_yet_to(verb: Token) -> bool:
    """*has yet to sign*, *is still to be ratified*: not so far."""
    mark = next((t for t in syntax.auxiliaries(verb) if t.lower_ == "to"), None)
    return mark is not None and mark.i > mark.sent.start and mark.nbor(-1).lower_ in {"yet", "still"}


def _heads_headline(verb: Token) -> bool:
    """*Poland to buy jets*: the infinitive is the headline's verb, wherever the parser hung it."""
    if not syntax.is_infinitive(verb) or verb.dep_ not in {"acl", "relcl"}:
        return False
    return verb.head.head == verb.head and operator("noun", verb.head.lemma_.lower()) is None


def _rootless(verb: Token, local: Reading) -> Reading:
    if syntax.is_infinitive(verb):
        return replace(local, temporality=Temporality.FUTURE)
    return replace(local, temporality=local.temporality or (Temporality.ONGOING if verb.tag_ == "VBG" else None))


def _noun_reading(noun: Token, *, in_headline: bool) -> Reading:
    if syntax.is_compound_gerund(noun):
        noun = noun.head
    if noun.dep_ in {"compound", "nmod", "appos"} and noun.head.tag_ in {"NNP", "NNPS"}:
        return _reading(noun.head, in_headline=in_headline)
    if in_headline and _is_in_talks(noun):
        return Reading(temporality=Temporality.ONGOING)
    if in_headline and noun.dep_ == "compound" and not _is_hidden_verb(noun.head) and _is_bare(noun):
        return _untagged_verb(noun)
    local, told = _phrase_reading(noun)
    above = embedding(noun)
    undone = above is not None and above.operator is not None and above.operator.name in _UNDOING
    found = local if told and not undone else _embedded(noun, local, above, in_headline=in_headline)
    open_time = found.temporality is None or (found.temporality in _PRESENT and not found.explicit)
    if open_time and not told and _is_recurrent(noun):
        return replace(found, temporality=Temporality.HABITUAL, explicit=True)
    return found


def _is_in_talks(noun: Token) -> bool:
    """*Poland in talks with ...*: a headline without a verb."""
    inside = noun.dep_ == "pobj" and noun.head.lower_ == "in" and noun.lemma_ in words("classes", "parley")
    return inside and not any(t.tag_.startswith("VB") for t in noun.sent)


def _recurs(attribute: Token) -> bool:
    """*regularly scheduled*, *regularly-scheduled*: a frequency adverb before the participle."""
    before = attribute.doc[max(attribute.sent.start, attribute.i - 2) : attribute.i]
    return any(t.lower_ in words("adverbs", "habitual") for t in before)


def _is_recurrent(noun: Token) -> bool:
    """*the annual exercise*, and what *is an annual exercise*."""
    same = [noun, *(t for t in syntax.attributes(noun.head) if noun.head.lemma_ == "be" and noun.dep_ == "nsubj")]
    return any(
        t.lower_ in words("attributes", "habitual") or (operator("attribute", t.lower_) and _recurs(t))
        for n in same
        for t in (*syntax.modifiers(n), *syntax.compounds(n))
    )


def _outer_member(noun: Token) -> Token:
    """The token by which a named event hangs in its sentence, however the parser cut the name up."""
    if noun.tag_ == "CD" and noun.head.ent_type_ == "EVENT":
        noun = noun.head
    name = named_span(noun) if noun.ent_type_ == "EVENT" else None
    if name is None or len(name) < 2:
        return noun
    inside = range(name.start, name.end)
    joined = [t for t in name if t.head.i not in inside]
    told = [t for t in name if _phrase_reading(t)[1]]
    return next(iter((*told, *joined)), noun)


def _is_bare(word: Token) -> bool:
    """True where ``word`` is part of no name and its sentence has no verb."""
    return not word.ent_type_ and not any(t.tag_.startswith("VB") or t.tag_ == "MD" for t in word.sent)


def _untagged_verb(word: Token) -> Reading:
    """*US, Fiji Sign Pact*: in a headline without a verb the word is one, that capitals hid from the tagger."""
    ahead = word.i > word.sent.start and word.nbor(-1).lower_ == "to"
    return Reading(temporality=Temporality.FUTURE if ahead else Temporality.PAST)


def _phrase_reading(noun: Token) -> tuple[Reading, bool]:
    """What the noun phrase says, and whether a clause within it tells the situation (*talks held in May*)."""
    polarity = Polarity.NEGATED if syntax.negations(noun) else Polarity.AFFIRMED
    local = Reading(polarity, Certainty.CERTAIN, time_cue(noun), explicit=False)
    for word in (*syntax.modifiers(noun), *syntax.compounds(noun)):
        found = operator("attribute", word.lower_)
        if found and word.i > noun.sent.start and _recurs(word):
            local = replace(local, temporality=Temporality.HABITUAL, explicit=True)
        elif found and word.i < noun.i:
            local = project(found, Reading(temporality=Temporality.PAST), local, noun, attribute=True)
    for clause in syntax.children(noun, "acl", "relcl"):
        found_clause = _telling_clause(noun, clause, local)
        if found_clause is not None:
            return found_clause, True
    return _postposed(noun, local)


def _postposed(noun: Token, local: Reading) -> tuple[Reading, bool]:
    """*exercise Steel Gate 5 scheduled for May*: the participle after the name, wherever the parser hung it."""
    rest = noun.doc[noun.i + 1 : min(noun.i + 1 + _NAME_LENGTH, noun.sent.end)]
    for token in rest:
        if token.tag_ == "VBN":
            found = operator("object", token.lemma_.lower())
            follows = token.i + 1 < noun.sent.end and token.nbor().lower_ in {"for", "to", "in", "on"}
            if found and found.name == "commitment" and follows and not syntax.children(token, "auxpass", "aux"):
                return replace(local, temporality=Temporality.FUTURE, explicit=True), True
            break
        if token.tag_ not in {"NNP", "NNPS", "CD", "NN", "NNS"} and not token.is_title:
            break
    return local, False


def _telling_clause(noun: Token, clause: Token, local: Reading) -> Reading | None:
    """The reading that a participle or relative clause gives to its noun: *held*, *scheduled for*, *which began*."""
    if operator("noun", noun.lemma_.lower()) and clause.tag_ == "VB" and not syntax.is_passive(clause):
        return None
    relative = any(
        t.tag_ in {"WDT", "WP"} or t.lower_ == "that" for t in (*clause.children,) if t.dep_.startswith("nsubj")
    )
    done_to = noun in syntax.logical_objects(clause)
    if clause.dep_ == "relcl" and not relative and not done_to and not syntax.is_reduced_participle(clause):
        return None
    kind = "object" if done_to or syntax.is_passive(clause) or clause.tag_ == "VBN" else "subject"
    found = operator(kind, *_keys(clause))
    if found is None or found.name in {"factive", "wish", "licence"}:
        return None
    if syntax.is_infinitive(clause):
        return replace(local, temporality=Temporality.FUTURE, explicit=True)
    told = project(found, verb_group(clause), local, noun)
    return told if told.temporality is not None else None


def _keys(verb: Token) -> tuple[str, ...]:
    lemma = verb.lemma_.lower()
    tails = [t.lower_ for t in (*syntax.particles(verb), *syntax.objects(verb), *syntax.prepositions(verb))]
    return (*(f"{lemma} {tail}" for tail in tails), lemma)


def _embedded(token: Token, local: Reading, above: Embedding | None, *, in_headline: bool) -> Reading:
    """``local`` under what governs ``token``."""
    if above is None:
        return local
    if above.governor.head == token or _is_hidden_verb(above.governor):
        outer = Reading(temporality=Temporality.PAST if in_headline else Temporality.HABITUAL)
    else:
        outer = _governor_reading(above.governor, in_headline=in_headline)
    if above.operator is not None:
        if local.polarity is Polarity.NEGATED and token in _arguments(above.governor):
            local = replace(local, polarity=Polarity.AFFIRMED)  # *no talks* has made the verb negative already
        lapsed = token.lemma_ in words("classes", "expiring") and outer.temporality is Temporality.PAST
        if lapsed and above.operator.name == "licence":  # *allowed the pact to expire*
            return replace(outer, certainty=Certainty.CERTAIN)
        if _is_presupposed(token, local, above.operator):
            return replace(local, explicit=True)
        if above.operator.time == "same" and is_achieved(token) and _is_plain_present(above.governor, outer):
            outer = replace(outer, temporality=None)
        return project(
            above.operator, outer, local, token, timeless=_is_timeless(above.governor, in_headline=in_headline)
        )
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


def _is_hidden_verb(governor: Token) -> bool:
    """True for a present-tense verb that the tagger took for a plural noun: *the fleet conducts patrols*."""
    return governor.tag_ == "NNS" and any(t.dep_ == "dobj" or t.tag_ == "RP" for t in governor.children)


def _is_presupposed(noun: Token, local: Reading, applied: Operator) -> bool:
    """*discussed the recent sale*, *facilitates current operations*: it is there already, whatever is wished of it."""
    settled = local.temporality in {Temporality.PAST, Temporality.ONGOING}
    return settled and not noun.tag_.startswith("VB") and applied.time in {"future", "licence"}


def _is_plain_present(verb: Token, outer: Reading) -> bool:
    """True for *comes*, *follows*: a present tense that is neither progressive nor repeated, and no copula."""
    simple = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ != "be"
    return simple and outer.temporality in _PRESENT and time_cue(verb) is not Temporality.HABITUAL


def _is_timeless(governor: Token, *, in_headline: bool) -> bool:
    """True where the tense says nothing of a permission's term: *a mechanism covering ...*, a headline's present."""
    return governor.tag_ == "VBG" or (in_headline and governor.tag_ in {"VBZ", "VBP"})


def _arguments(verb: Token) -> tuple[Token, ...]:
    return (*syntax.subjects(verb), *syntax.passive_subjects(verb), *syntax.objects(verb), *syntax.attributes(verb))


def _governor_reading(governor: Token, *, in_headline: bool) -> Reading:
    if governor.tag_ in {"IN", "TO", "RB", "CC"}:
        governor = syntax.clause_head(governor)
    return _reading(governor, in_headline=in_headline)


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
        return _mention(token, local, Embedding(governor, Manner.FREE), outer)
    return Reading(local.polarity, certainty, local.temporality or time)


def _adjunct(token: Token, local: Reading, outer: Reading, *, copula: bool) -> Reading:
    """Beside the governor: a participle shares its status, a noun only its time."""
    time = local.temporality or outer.temporality
    if token.tag_.startswith("VB"):
        polarity = local.polarity if outer.polarity is Polarity.AFFIRMED else outer.polarity
        return Reading(polarity, weaker(local.certainty, outer.certainty), time)
    if time in _PRESENT and is_achieved(token) and not copula:
        time = None
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
    if time in _PRESENT and token.tag_ == "NNS" and not syntax.determiners(token):
        time = Temporality.HABITUAL
    if is_achieved(token) and time is not Temporality.PAST:
        return replace(local, temporality=None)
    if time is Temporality.FUTURE and outer.certainty is Certainty.POSSIBLE:
        would = any(t.lower_ in {"would", "could"} for t in syntax.modals(above.governor))
        certainty = Certainty.POSSIBLE if would else certainty
        time = time if would else None
    return replace(local, certainty=certainty, temporality=time)


def _unplaced_infinitive(verb: Token, local: Reading, outer: Reading) -> Reading:
    """*a partner to build ships* looks ahead, *the first state to sign* does not."""
    if verb.head.lemma_.lower() in words("classes", "gathering"):
        return replace(local, temporality=outer.temporality or Temporality.PAST)
    ordinal = any(
        t.lower_ in {"first", "last", "only", "second", "latest"} for t in (*syntax.modifiers(verb.head), verb.head)
    )
    return replace(local, temporality=outer.temporality if ordinal else Temporality.FUTURE)

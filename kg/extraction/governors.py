"""How a situation hangs on the word above it, and the operator that this word applies to it."""

from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import Operator, operator, words

__all__ = ["TOPICAL", "Embedding", "Manner", "listed", "noun_key", "operator_keys", "under_noun", "verdict_on"]

TOPICAL = frozenset({"on", "regarding", "concerning", "covering", "about"})

_VERDICTS = frozenset({"denial", "truth"})


class Manner(Enum):
    """How a situation hangs on its governor."""

    TOPIC = "topic"  # what an agreement is on: it permits it, whatever becomes of the agreement
    OPERATOR = "operator"  # the governor is listed and decides
    FREE = "free"  # an argument of a word that says nothing of it
    ADJUNCT = "adjunct"  # beside the governor: at, during, by, amid
    COPULA = "copula"  # subject or predicate of *be*
    PURPOSE = "purpose"  # what the governor's act was for
    AFTER = "after"  # the governor's act comes after it
    BEFORE = "before"  # the governor's act comes before it
    INSTEAD = "instead"  # without it, instead of it
    CONDITION = "condition"  # in case of it


@dataclass(frozen=True, slots=True)
class Embedding:
    """The governing word, how the situation hangs on it, and the operator where the manner is OPERATOR or TOPIC."""

    governor: Token
    manner: Manner
    operator: Operator | None = None


def operator_keys(verb: Token, preposition: str = "") -> tuple[str, ...]:
    """The lexicon keys of ``verb``, most telling first: with particle, with object noun, with preposition, alone."""
    tails = [t.lower_ for t in (*syntax.particles(verb), *syntax.children(verb, "advmod"))]
    tails += [t.lemma_.lower() for t in syntax.objects(verb)]
    phrases = [(t, obj) for t in syntax.children(verb, "prep") for obj in syntax.children(t, "pobj")]
    tails += [f"{t.lower_} {obj.lower_}" for t, obj in phrases[:2]]
    found: list[str] = []
    for lemma in _lemmas(verb):
        if preposition:
            found += [f"{lemma} {tail} {preposition}" for tail in tails]
            found.append(f"{lemma} {preposition}")
        found += [f"{lemma} {tail}" for tail in tails]
        found += [f"{lemma} {t.lower_}" for t in syntax.prepositions(verb) if not preposition and t.i == verb.i + 1]
        found.append(lemma)
    return tuple(found)


def noun_key(noun: Token) -> str:
    """The lexicon key of ``noun``: its lemma, and *go-ahead* where the tokenizer cut it."""
    cut = noun.lower_ == "ahead" and noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ == "go"
    return "go-ahead" if cut else noun.lemma_.lower()


def _lemmas(verb: Token) -> tuple[str, ...]:
    """The lemma, then what stripping the ending gives, for a lemmatizer that errs (*hopes* as *hop*)."""
    word, lemma = verb.lower_, verb.lemma_.lower()
    if word.endswith("s"):
        return (word[:-1], lemma) if word[:-1] != lemma else (lemma,)
    if word.endswith("ed"):
        return (lemma, word[:-1], word[:-2])
    return (lemma, word[:-3], word[:-3] + "e") if word.endswith("ing") else (lemma,)


def listed(governor: Token, kind: str, *keys: str) -> Embedding | None:
    """The embedding under ``governor`` whose operator the lexicon lists under one of ``keys``; None if none is."""
    if kind == "infinitive" and governor.lemma_ == "go" and governor.tag_ != "VBG":
        return None  # *is going to patrol*, but *have gone back to patrolling*
    found = operator(kind, *keys)
    return Embedding(governor, Manner.OPERATOR, found) if found else None


def verdict_on(report: Token) -> Embedding | None:
    """What says of a report that it is so or not: *rumours that they left are untrue*, *claims that ... are true*."""
    if report.dep_ != "nsubj" or report.head.lemma_ != "be":
        return None
    found = listed(report.head, "predicate", *(t.lower_ for t in syntax.children(report.head, "acomp")))
    return found if found and found.operator and found.operator.name in _VERDICTS else None


def under_noun(noun: Token, preposition: str) -> Embedding:
    """The embedding under a noun: *possibility of*, *plan for*, *sale proposal*; agreements *on* it only permit it."""
    titled = preposition in TOPICAL and noun.lemma_.lower() in words("classes", "instruments")
    named = _is_name(noun) and not titled  # *a Memorandum of Understanding on the sharing of data*
    found = None if named else operator("noun", noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s"))
    if noun.lemma_.lower() in words("classes", "motions"):
        return _moved(noun)
    if found is None:
        return Embedding(noun, Manner.FREE)
    if found.name == "wish" and noun.dep_ == "dobj" and noun.head.lemma_ in words("classes", "accepting"):
        found = operator("noun", "commitment") or found  # *accepted an invitation to visit*
    if found.name == "commitment" and preposition in TOPICAL:
        permits = noun.lemma_.lower() in words("classes", "instruments")
        found = operator("noun", "framework" if permits else "approval")
        if permits:
            inside = noun.dep_ == "pobj" and noun.head.lower_ == "of" and syntax.is_nominal(noun.head.head)
            whole = noun.head.head if inside else noun  # *a memorandum of understanding on*
            return Embedding(whole, Manner.TOPIC, found)
    return Embedding(noun, Manner.OPERATOR, found)


def _moved(motion: Token) -> Embedding:
    """*approved a motion to keep troops there*: what is carried is decided, what is voted down is refused."""
    proposed = Embedding(motion, Manner.OPERATOR, operator("noun", "proposal"))
    if motion.dep_ not in {"dobj", "nsubjpass"}:
        return proposed
    vote = operator("object", *operator_keys(motion.head))
    if vote is not None and vote.name == "refusal":
        return Embedding(motion.head, Manner.OPERATOR, vote)
    carried = (vote is not None and vote.name == "clearance") or motion.head.lemma_ in {"pass", "adopt"}
    return Embedding(motion.head, Manner.OPERATOR, operator("noun", "decision")) if carried else proposed


def _is_name(noun: Token) -> bool:
    """True inside a proper name: the *Accord* of *Justified Accord* promises nothing."""
    if noun.tag_ in {"NNP", "NNPS"} or noun.ent_type_ in {"EVENT", "LAW", "ORG", "PRODUCT"}:
        return True
    return noun.is_title and noun.i > noun.sent.start and noun.sent[-1].is_punct

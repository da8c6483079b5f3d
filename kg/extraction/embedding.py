"""Finds what governs a situation: the word above it in the sentence and the operator that this word applies to it."""

from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.operators import Operator, operator, words

__all__ = ["Embedding", "Manner", "clause_embedding", "embedding", "operator_keys"]

_TOPICAL = frozenset({"on", "regarding", "concerning", "covering", "about"})
_TELLING = frozenset({"report", "hearsay", "rumour"})
_UNDONE = frozenset({"expectation", "counter-implicative", "refusal", "clearance", "commitment"})


class Manner(Enum):
    """How a situation hangs on its governor."""

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
    """The governing word, how the situation hangs on it, and the operator where the manner is OPERATOR."""

    governor: Token
    manner: Manner
    operator: Operator | None = None


def operator_keys(verb: Token, preposition: str = "") -> tuple[str, ...]:
    """The lexicon keys of ``verb``, most telling first: with particle, with object noun, with preposition, alone."""
    tails = [t.lower_ for t in (*syntax.particles(verb), *syntax.children(verb, "advmod"))]
    tails += [t.lemma_.lower() for t in syntax.objects(verb)]
    found: list[str] = []
    for lemma in _lemmas(verb):
        if preposition:
            found += [f"{lemma} {tail} {preposition}" for tail in tails]
            found.append(f"{lemma} {preposition}")
        found += [f"{lemma} {tail}" for tail in tails]
        found += [f"{lemma} {t.lower_}" for t in syntax.prepositions(verb) if not preposition and t.i == verb.i + 1]
        found.append(lemma)
    return tuple(found)


def _lemmas(verb: Token) -> tuple[str, ...]:
    """The lemma, then what stripping the ending gives, for a lemmatizer that errs (*hopes* as *hop*)."""
    word, lemma = verb.lower_, verb.lemma_.lower()
    if word.endswith("s"):
        return (word[:-1], lemma) if word[:-1] != lemma else (lemma,)
    if word.endswith("ed"):
        return (lemma, word[:-1], word[:-2])
    return (lemma, word[:-3], word[:-3] + "e") if word.endswith("ing") else (lemma,)


def clause_embedding(verb: Token) -> Embedding | None:
    """What governs a finite clause as its complement: *denied that*, *it is possible that*, *reports that*."""
    first = _same_form(verb)
    head = first.head
    if head == first or first.dep_ not in {"ccomp", "xcomp", "acl", "csubj", "advcl"}:
        return None
    if syntax.is_nominal(head):
        told = _listed(head, "noun", head.lemma_.lower()) if _mark(first) == "that" else None
        return _contradicted(head, told) or told
    if first.dep_ == "advcl" and _mark(first) != "that":
        return None
    if head.tag_.startswith("JJ"):
        return _listed(head, "predicate", head.lower_)
    predicate = next((t for t in syntax.attributes(head) if t != first), None) if head.lemma_ == "be" else None
    if predicate is not None:
        return _listed(head, "predicate", predicate.lower_) or _listed(head, "noun", predicate.lemma_.lower())
    return _listed(head, "clause", *operator_keys(head))


def _contradicted(noun: Token, told: Embedding | None) -> Embedding | None:
    """*rejected claims that*, *denied reports that*: who rejects what is told says that it is not so."""
    if told is None or told.operator is None or told.operator.name not in _TELLING or noun.head == noun:
        return None
    if noun.dep_ not in {"dobj", "nsubjpass"}:
        return None
    keys = operator_keys(noun.head)
    found = _listed(noun.head, "clause", *keys, *(f"{key} that" for key in keys))
    return found if found and found.operator and found.operator.name == "denial" else None


def embedding(token: Token) -> Embedding | None:
    """What governs ``token``, a noun or the head of an infinitive, gerund or participle; None at the root."""
    first = _same_form(token)
    head = first.head.head if first.head.dep_ in {"aux", "auxpass"} else first.head
    if head == first:
        return _verb_before(first)
    if first.dep_ in {"pobj", "pcomp"}:
        return _under_preposition(first, head)
    if first.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and first.tag_.startswith("VB"):
        return _under_clause_governor(first, head)
    if syntax.is_nominal(head):
        if first.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"}:  # a verb taken for a noun: *plans the drill*
            listed = _listed(head, "object", *operator_keys(head)) if first.dep_ == "dobj" else None
            return listed or Embedding(head, Manner.FREE)
        return _phrasal_verb(head) or _under_noun(head, "")
    if first.dep_ in {"dobj", "nsubjpass", "dative", "oprd"} or (first.dep_ == "nsubj" and syntax.is_passive(head)):
        keys = operator_keys(head)
        if first.dep_ == "nsubjpass":
            keys = tuple(key for key in keys if not _is_filled(head, key))
        return _listed(head, "object", *keys) or Embedding(head, Manner.FREE)
    if first.dep_ in {"nsubj", "csubj", "attr", "expl"}:
        return _as_subject(first, head)
    if head.tag_.startswith("JJ") and first.tag_.startswith("VB"):
        return _listed(head, "predicate", head.lower_) or Embedding(head, Manner.FREE)
    return Embedding(head, Manner.FREE)


def _is_filled(verb: Token, key: str) -> bool:
    """True for *aim at* in "the drill is aimed at pirates": what the drill is aimed at stands behind."""
    return any(key.endswith(f" {t.lower_}") and any(t.children) for t in syntax.children(verb, "prep"))


def _phrasal_verb(word: Token) -> Embedding | None:
    """*exercise kicks off*: the particle shows that the plural noun is a verb."""
    particle = next((t.lower_ for t in word.children if t.tag_ == "RP"), None)
    if particle is None or word.tag_ != "NNS":
        return None
    return _listed(word, "subject", f"{word.lower_.removesuffix('s')} {particle}")


def _verb_before(noun: Token) -> Embedding | None:
    """*mulls purchase of*, *awaits ratification*: a verb that the tagger or parser took into the noun's phrase."""
    if not syntax.is_nominal(noun):
        return None
    for word in syntax.children(noun, "compound", "nmod", "nsubj", "amod"):
        if word.i < noun.i and word.lower_.endswith("s") and word.tag_ in {"VBZ", "NNS"}:
            found = operator("object", word.lower_[:-1])
            if found and found.name != "implicative":
                return Embedding(word, Manner.OPERATOR, found)
    return None


def _listed(governor: Token, kind: str, *keys: str) -> Embedding | None:
    found = operator(kind, *keys)
    return Embedding(governor, Manner.OPERATOR, found) if found else None


def _same_form(token: Token) -> Token:
    """The first member of the coordination, as long as it is of the same kind: nouns with nouns, infinitives alike."""
    while token.dep_ == "conj" and token.head != token and _alike(token, token.head):
        token = token.head
    return token


def _alike(token: Token, head: Token) -> bool:
    if syntax.is_nominal(token) and syntax.is_nominal(head):
        return True
    return token.tag_ == head.tag_ or {token.tag_, head.tag_} <= {"VB", "VBP"}


def _mark(verb: Token) -> str:
    return next((t.lower_ for t in verb.children if t.dep_ == "mark"), "")


def _under_noun(noun: Token, preposition: str) -> Embedding:
    """A situation under a noun: *possibility of*, *plan for*, *sale proposal*; agreements *on* it only permit it."""
    found = (
        None if _is_name(noun) else operator("noun", noun.lemma_.lower(), noun.lower_, noun.lower_.removesuffix("s"))
    )
    if found is None:
        return Embedding(noun, Manner.FREE)
    if found.name == "commitment" and preposition in _TOPICAL:
        permits = noun.lemma_.lower() in words("classes", "achieved")
        found = operator("noun", "framework" if permits else "approval")
    return Embedding(noun, Manner.OPERATOR, found)


def _is_name(noun: Token) -> bool:
    """True inside a proper name: the *Accord* of *Justified Accord* promises nothing."""
    if noun.tag_ in {"NNP", "NNPS"} or noun.ent_type_ in {"EVENT", "LAW", "ORG", "PRODUCT"}:
        return True
    return noun.is_title and noun.i > noun.sent.start and noun.sent[-1].is_punct


def _under_clause_governor(verb: Token, head: Token) -> Embedding:
    """An infinitive, gerund or participle under a verb, an adjective or a noun."""
    if verb.dep_ in {"acl", "relcl"} or (syntax.is_nominal(head) and head.tag_ != "VBG"):
        return _under_modified_noun(verb, head)
    if head.tag_.startswith("JJ") or head.lower_ == "about":
        return _listed(head, "predicate", head.lower_) or Embedding(head, Manner.FREE)
    if head.lemma_ == "be":
        return _under_be(verb, head)
    if verb.dep_ == "advcl" and verb.tag_ == "VBN":
        return Embedding(head, Manner.ADJUNCT)
    hearsay = _listed(head, "passive", *operator_keys(head)) if syntax.is_passive(head) else None
    found = hearsay or _listed(head, "infinitive", *operator_keys(head))
    if found and (verb.dep_ != "advcl" or (found.operator and found.operator.name != "implicative")):
        return found
    if syntax.is_infinitive(verb):
        return _through_object(head, "") or Embedding(head, Manner.PURPOSE)
    return Embedding(head, Manner.ADJUNCT)


def _under_modified_noun(verb: Token, noun: Token) -> Embedding:
    """*the plan to sell*, *the possibility of Seoul selling* (whichever noun the parser hung the gerund on)."""
    if verb.tag_ == "VBN" and not syntax.is_infinitive(verb):
        return Embedding(noun, Manner.FREE)
    if verb.tag_ == "VBG" and noun.dep_ == "pobj":
        above = _under_preposition(noun, noun.head)
        if above.operator:
            return above
    return _under_noun(noun, "")


def _under_be(verb: Token, be: Token) -> Embedding:
    """*is likely to*, *the plan is to*, *are to*."""
    for token in (*syntax.attributes(be), *syntax.children(be, "advmod", "prep")):
        found = (
            _listed(be, "predicate", token.lower_) or _listed(be, "noun", token.lemma_.lower())
            if token != verb
            else None
        )
        if found:
            return found
    for noun in syntax.subjects(be):
        found = _listed(be, "noun", noun.lemma_.lower())
        if found:
            return found
    mark = next((t for t in syntax.auxiliaries(verb) if t.lower_ == "to"), verb)
    if all(t.tag_ == "RB" for t in be.doc[be.i + 1 : mark.i]):
        return _listed(be, "infinitive", "plan") or Embedding(be, Manner.FREE)
    return Embedding(be, Manner.PURPOSE)  # *has been in Oslo to discuss*


def _through_object(verb: Token, preposition: str) -> Embedding | None:
    """The operator of the noun that the verb has as object: *gives them the right to*, *opens the door for*."""
    keys = [key for key in operator_keys(verb, preposition) if " " in key]
    found = _listed(verb, "object", *keys) if preposition else None
    for noun in () if found else syntax.logical_objects(verb):
        found = _listed(noun if preposition in _TOPICAL else verb, "noun", noun.lemma_.lower())
        if found and found.operator and found.operator.name != "implicative":
            return found
    return found


def _under_preposition(token: Token, preposition: Token) -> Embedding:
    """A noun or gerund under a preposition, complex ones (*ahead of*) read off the words in a row."""
    phrase, governor = _complex_preposition(preposition)
    if governor == preposition:
        return Embedding(preposition, Manner.ADJUNCT)
    placed = _placing(phrase, governor)
    if syntax.is_nominal(governor) and not governor.tag_.startswith("VB"):
        return Embedding(governor, placed) if placed else _under_noun(governor, phrase)
    keys = operator_keys(governor, phrase)
    joined = _listed(governor, "object", *(key for key in keys if key.endswith(f" {phrase}")))
    if placed:  # *work toward a deal* is an idiom, *left before the talks* a place in time
        return joined or Embedding(governor, placed)
    if governor.tag_.startswith("JJ"):
        return _listed(governor, "predicate", governor.lower_) or Embedding(governor, Manner.ADJUNCT)
    listed = _through_object(governor, phrase) if phrase in {"for", "to", "of", "from"} | _TOPICAL else None
    if listed:
        return listed
    if token.tag_ == "VBG" and token.dep_ == "pcomp":
        found = _listed(governor, "infinitive", *keys)
        if found:
            return found
    return joined or Embedding(governor, Manner.PURPOSE if phrase == "for" else Manner.ADJUNCT)


def _complex_preposition(preposition: Token) -> tuple[str, Token]:
    """The longest listed preposition that ends here, and the word that it hangs on."""
    listed = frozenset().union(*(words("prepositions", name) for name in ("past", "future", "negated", "conditional")))
    start, end = preposition.i, preposition.i + 1
    for first, last in _windows(preposition):
        if preposition.doc[first:last].text.lower() in listed:
            start, end = first, last
            break
    inside = range(start, end)
    governor = preposition
    while governor.head != governor and (governor.i in inside or governor.dep_ in {"prep", "pcomp", "agent"}):
        governor = governor.head
        if governor.i not in inside and governor.tag_ not in {"IN", "TO", "RB"}:
            break
    return preposition.doc[start:end].text.lower(), governor


def _windows(preposition: Token) -> tuple[tuple[int, int], ...]:
    """The runs of two to four words that end with the preposition or with the word after it."""
    low, high = preposition.sent.start, preposition.sent.end
    spans = ((end - length, end) for length in (4, 3, 2) for end in (preposition.i + 1, preposition.i + 2))
    return tuple((start, end) for start, end in spans if start >= low and end <= high)


def _placing(phrase: str, governor: Token) -> Manner | None:
    if phrase in words("prepositions", "past"):
        return Manner.AFTER
    if phrase in words("prepositions", "narrative") and governor.tag_ == "VBD":
        return Manner.AFTER
    if phrase in words("prepositions", "future"):
        return Manner.BEFORE
    if phrase in words("prepositions", "negated"):
        return Manner.INSTEAD
    return Manner.CONDITION if phrase in words("prepositions", "conditional") else None


def _as_subject(noun: Token, verb: Token) -> Embedding:
    if verb.lemma_ != "be":
        found = _listed(verb, "subject", *operator_keys(verb)) or _headline_passive(verb)
        return found or Embedding(verb, Manner.FREE)
    if noun in syntax.attributes(verb) and any(t.tag_ == "EX" for t in verb.children):
        return _listed(verb, "subject", "be") or Embedding(verb, Manner.COPULA)
    for predicate in (*syntax.attributes(verb), *syntax.children(verb, "prep", "advmod")):
        if predicate == noun:
            continue
        phrase = f"{predicate.lower_} " + " ".join(t.lower_ for t in syntax.children(predicate, "pobj", "prep"))
        found = _listed(verb, "predicate", phrase.strip(), predicate.lower_)
        if found is None and predicate.dep_ == "attr":
            found = _modal_noun(verb, predicate)
        if found:
            return found
    return Embedding(verb, Manner.COPULA)


def _headline_passive(verb: Token) -> Embedding | None:
    """*Visit postponed*, *sale blocked*: without auxiliary or full stop, a past form is a participle."""
    bare = verb.tag_ == "VBD" and not syntax.objects(verb) and not verb.sent[-1].is_punct
    found = _listed(verb, "object", *operator_keys(verb)) if bare else None
    return found if found and found.operator and found.operator.name in _UNDONE else None


def _modal_noun(verb: Token, noun: Token) -> Embedding | None:
    found = operator("noun", noun.lemma_.lower())
    return Embedding(verb, Manner.OPERATOR, found) if found and found.name in {"wish", "expectation"} else None

"""Finds what governs a situation: the word above it in the sentence and the operator that this word applies to it."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.governors import Embedding, Manner, listed, operator_keys, under_noun, verdict_on
from kg.extraction.operators import operator
from kg.extraction.prepositional import through_object, under_preposition
from kg.extraction.tense import is_finite

__all__ = ["clause_embedding", "embedding"]

_NEARLY = frozenset({"nearly", "almost", "practically", "virtually"})
_TELLING = frozenset({"report", "report heard", "hearsay", "rumour"})

_UNDOING = frozenset({"counter-implicative", "refusal"})
_UNDONE = frozenset({"expectation", "counter-implicative", "refusal", "clearance", "commitment"})


def clause_embedding(verb: Token) -> Embedding | None:
    """What governs a finite clause as its complement: *denied that*, *it is possible that*, *reports that*."""
    first = _same_form(verb)
    head = first.head
    told_by_noun = first.dep_ == "relcl" and syntax.is_content_clause(first)
    if head == first or (first.dep_ not in {"ccomp", "xcomp", "acl", "csubj", "advcl"} and not told_by_noun):
        return None
    if syntax.is_nominal(head):
        lemma = head.lemma_.lower()
        told = listed(head, "noun", f"{lemma} that", lemma) if syntax.is_content_clause(first) else None
        return _contradicted(head, told) or told
    if first.dep_ == "advcl" and _mark(first) != "that":
        return None
    if head.tag_.startswith("JJ"):
        return listed(head, "predicate", head.lower_)
    predicate = next((t for t in syntax.attributes(head) if t != first), None) if head.lemma_ == "be" else None
    if predicate is not None:
        return listed(head, "predicate", predicate.lower_) or listed(head, "noun", predicate.lemma_.lower())
    return listed(head, "clause", *operator_keys(head))


def _contradicted(noun: Token, told: Embedding | None) -> Embedding | None:
    """*rejected claims that*, *denied reports that*: who rejects what is told says that it is not so."""
    if told is None or told.operator is None or told.operator.name not in _TELLING or noun.head == noun:
        return None
    if (verdict := verdict_on(noun)) is not None:
        return verdict
    dismissed = noun.dep_ == "pobj" and noun.head.lower_ == "as"  # *dismissed as false claims that*
    if noun.dep_ not in {"dobj", "nsubjpass"} and not dismissed:
        return None
    verb = noun.head.head if dismissed else noun.head
    keys = operator_keys(verb)
    found = listed(verb, "clause", *keys, *(f"{key} that" for key in keys))
    return found if found and found.operator and found.operator.name == "denial" else None


def embedding(token: Token) -> Embedding | None:
    """What governs ``token``, a noun or the head of an infinitive, gerund or participle; None at the root."""
    first = _same_form(token)
    head = first.head.head if first.head.dep_ in {"aux", "auxpass"} else first.head
    if head == first:
        return _verb_before(first)
    if first.dep_ in {"pobj", "pcomp"}:
        above = under_preposition(first, head)
        return _contradicted(above.governor, above) or above  # *claims about a base are untrue*
    if first.dep_ in {"xcomp", "ccomp", "advcl", "acl", "relcl"} and first.tag_.startswith("VB"):
        return _under_clause_governor(first, head)
    if syntax.is_nominal(head):
        if first.dep_ in {"nsubj", "nsubjpass", "dobj", "dative"}:  # a verb taken for a noun: *plans the drill*
            found = listed(head, "object", *operator_keys(head)) if first.dep_ == "dobj" else None
            return found or Embedding(head, Manner.FREE)
        return _phrasal_verb(head) or under_noun(head, "")
    if first.dep_ in {"nsubj", "nsubjpass"} and head.tag_.startswith("VB"):
        fate = _shared_fate(first, head)
        if fate:
            return fate
    event = first.dep_ == "npadvmod" and first.ent_type_ == "EVENT" and first.i > head.i
    if (
        event
        or first.dep_ in {"dobj", "nsubjpass", "dative", "oprd"}
        or (first.dep_ == "nsubj" and syntax.is_passive(head))
    ):
        keys = operator_keys(head)
        if first.dep_ == "nsubjpass":
            keys = tuple(key for key in keys if not _is_filled(head, key))
        return listed(head, "object", *keys) or Embedding(head, Manner.FREE)
    if first.dep_ == "csubj" and syntax.is_infinitive(first):  # *it is a pleasure to sign*
        found = clause_embedding(first)
        if found and found.operator and not (found.operator.name == "factive" and syntax.children(head, "acomp")):
            return found
    if first.dep_ in {"nsubj", "csubj", "attr", "expl"}:
        return _as_subject(first, head)
    if head.tag_.startswith("JJ") and first.tag_.startswith("VB"):
        return listed(head, "predicate", head.lower_) or Embedding(head, Manner.FREE)
    return Embedding(head, Manner.FREE)


def _shared_fate(noun: Token, verb: Token) -> Embedding | None:
    """*was set to begin but was called off*: of predicates that share their subject, the one that undoes it decides."""
    for other in syntax.conjuncts(verb):
        if other.tag_.startswith("VB") and not syntax.subjects(other) and not syntax.passive_subjects(other):
            passive = bool(syntax.children(other, "auxpass")) or (other.tag_ == "VBN" and syntax.is_passive(verb))
            found = listed(other, "object" if passive else "subject", *operator_keys(other))
            if found and found.operator and found.operator.name in _UNDOING and noun.i < verb.i:
                return found
    return None


def _is_filled(verb: Token, key: str) -> bool:
    """True for *aim at* in "the drill is aimed at pirates": what the drill is aimed at stands behind."""
    return any(key.endswith(f" {t.lower_}") and any(t.children) for t in syntax.children(verb, "prep"))


def _phrasal_verb(word: Token) -> Embedding | None:
    """*exercise kicks off*: the particle shows that the plural noun is a verb."""
    particle = next((t.lower_ for t in word.children if t.tag_ == "RP"), None)
    if particle is None or word.tag_ != "NNS":
        return None
    return listed(word, "subject", f"{word.lower_.removesuffix('s')} {particle}")


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


def _same_form(token: Token) -> Token:
    """The first member of the coordination, as long as it is of the same kind: nouns with nouns, infinitives alike."""
    while token.dep_ == "conj" and token.head != token and _alike(token, token.head):
        token = token.head
    return token


def _alike(token: Token, head: Token) -> bool:
    if syntax.is_nominal(token) and syntax.is_nominal(head):
        return True
    if not is_finite(token) or not is_finite(head):
        return token.tag_ == head.tag_ or {token.tag_, head.tag_} <= {"VB", "VBP"}
    if _mark(token) == "that" or not (syntax.subjects(token) or syntax.passive_subjects(token)):
        return True  # *denied that they would be run by others and would send data*
    return token.tag_ == head.tag_ or {token.tag_, head.tag_} <= {"VB", "VBP"}


def _mark(verb: Token) -> str:
    return next((t.lower_ for t in verb.children if t.dep_ == "mark"), "")


def _under_clause_governor(verb: Token, head: Token) -> Embedding:
    """An infinitive, gerund or participle under a verb, an adjective or a noun."""
    if verb.dep_ in {"acl", "relcl"} or (syntax.is_nominal(head) and head.tag_ != "VBG"):
        return _under_modified_noun(verb, head)
    if head.tag_.startswith("JJ") or head.lower_ == "about":
        return listed(head, "predicate", head.lower_) or Embedding(head, Manner.FREE)
    if head.lemma_ == "be":
        return _under_be(verb, head)
    if verb.dep_ == "advcl" and (verb.tag_ == "VBN" or (verb.tag_ == "VBG" and verb.i < head.i)):
        return Embedding(head, Manner.ADJUNCT)  # *Meeting in Oslo, they agreed ...*
    hearsay = listed(head, "passive", *operator_keys(head)) if syntax.is_passive(head) else None
    found = hearsay or listed(head, "infinitive", *operator_keys(head))
    if found and (verb.dep_ != "advcl" or (found.operator and found.operator.name != "implicative")):
        return found
    if syntax.is_infinitive(verb):
        return through_object(head, "") or Embedding(head, Manner.PURPOSE)
    return Embedding(head, Manner.ADJUNCT)


def _under_modified_noun(verb: Token, noun: Token) -> Embedding:
    """*the plan to sell*, *the possibility of Seoul selling* (whichever noun the parser hung the gerund on)."""
    if verb.tag_ == "VBN" and not syntax.is_infinitive(verb):
        return Embedding(noun, Manner.FREE)
    if verb.tag_ == "VBG" and noun.dep_ == "pobj":
        above = under_preposition(noun, noun.head)
        if above.operator:
            return above
    return under_noun(noun, "")


def _under_be(verb: Token, be: Token) -> Embedding:
    """*is likely to*, *the plan is to*, *are to*."""
    for token in (*syntax.attributes(be), *syntax.children(be, "advmod", "prep")):
        phrase = " ".join(t.lower_ for t in (token, *syntax.children(token, "pobj")))
        found = listed(be, "predicate", phrase, token.lower_) or listed(be, "noun", token.lemma_.lower())
        if found and token != verb:
            return found
    for noun in syntax.subjects(be):
        found = listed(be, "noun", noun.lemma_.lower())
        if found:
            return found
    mark = next((t for t in syntax.auxiliaries(verb) if t.lower_ == "to"), verb)
    if all(t.tag_ == "RB" for t in be.doc[be.i + 1 : mark.i]):
        return listed(be, "infinitive", "plan") or Embedding(be, Manner.FREE)
    return Embedding(be, Manner.PURPOSE)  # *has been in Oslo to discuss*


def _as_subject(noun: Token, verb: Token) -> Embedding:
    if verb.lemma_ == "have":  # *the drill had to be called off*
        for done in syntax.children(verb, "xcomp"):
            keys = operator_keys(done) if syntax.is_infinitive(done) and syntax.children(done, "auxpass") else ()
            if fate := listed(verb, "object", *keys):
                return fate
    if verb.lemma_ != "be":
        found = listed(verb, "subject", *operator_keys(verb)) or _headline_passive(verb)
        return found or Embedding(verb, Manner.FREE)
    if noun in syntax.attributes(verb) and any(t.tag_ == "EX" for t in verb.children):
        return listed(verb, "subject", "be") or Embedding(verb, Manner.COPULA)
    for predicate in (*syntax.attributes(verb), *syntax.children(verb, "prep", "advmod")):
        if predicate == noun or any(t.lower_ in _NEARLY for t in syntax.children(predicate, "advmod")):
            continue
        phrase = f"{predicate.lower_} " + " ".join(t.lower_ for t in syntax.children(predicate, "pobj", "prep"))
        whole = [predicate, *syntax.children(predicate, "pobj")]
        full = predicate.doc[predicate.i : max(t.i for t in whole) + 1].text.lower()  # *on the table*
        found = listed(verb, "predicate", full, phrase.strip(), predicate.lower_)
        if found is None and predicate.dep_ == "attr":
            found = _modal_noun(verb, predicate)
        if found:
            return found
    return Embedding(verb, Manner.COPULA)


def _headline_passive(verb: Token) -> Embedding | None:
    """*Visit postponed*, *sale blocked*: without auxiliary or full stop, a past form is a participle."""
    bare = verb.tag_ == "VBD" and not syntax.objects(verb) and not verb.sent[-1].is_punct
    found = listed(verb, "object", *operator_keys(verb)) if bare else None
    return found if found and found.operator and found.operator.name in _UNDONE else None


def _modal_noun(verb: Token, noun: Token) -> Embedding | None:
    found = operator("noun", noun.lemma_.lower())
    return Embedding(verb, Manner.OPERATOR, found) if found and found.name in {"wish", "expectation"} else None

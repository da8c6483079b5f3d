"""Mends what parsers get wrong where recognisers and the gazetteer know better: names, sums, clauses.

- A name has one head. "Britain opened Saif Sareea" comes back with *Saif* and *Sareea* under different words. Where the
  words of a name only modify one noun behind it (*the Saif Sareea exercise*), nothing is amiss. A preposition right
  before a name has it for its object.
- A sum right before a noun modifies it: *a $2 billion sale* is one object, not two.
- A verb has one subject: in *Oman allowed the navy to use a port* the navy is its object.
- Universal Dependencies join *due to* and *instead of* to one word, also where an infinitive or a gerund follows, and
  call a clause behind *it was reported* its subject.
- What stands right behind a verb of saying says when and where it was said: *Kenya will send troops, the minister said
  during a visit to Mogadishu* has no visit in what will be.
- A conjunction joins two: in *Defence Minister Ana Ruiz and her Finnish counterpart Aino Salo* the second is no
  apposition of the first one's title.
- A state's name between a verb of giving and a bare noun receives: in *sent Niger armoured vehicles* the vehicles are
  not Niger's (the adjective would be *Nigerien*).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kg.extraction.selecting import tokens_with
from kg.gazetteer import Gazetteer

__all__ = ["tree_rules"]

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "attr", "dative", "agent"})
_OF_A_NOUN = frozenset({"poss", "compound", "amod", "nmod"})
_MENDED = frozenset({"nsubj", "dobj", "appos", "csubj", "csubjpass", "ccomp"})
_DAY_LENGTH = 4  # tokens of "on 3 May", "late on Friday"
_OPENING_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NNS", "PRP$", "JJ", "IN"})
_ADJUNCTS = frozenset({"prep", "npadvmod", "advmod", "advcl"})
_PARTED = frozenset({"due", "instead"})
_LABELS = frozenset({"PERSON", "ORG", "EVENT", "LAW", "PRODUCT", "FAC", "GPE", "LOC"})


@Language.component("tree_rules", requires=["doc.ents", "token.dep"], assigns=["token.head", "token.dep"])
def tree_rules(doc: Doc) -> Doc:
    """``doc`` with its trees mended; it goes after the names are settled."""
    for span in doc.ents:
        if span.label_ == "MONEY":
            _let_sum_modify(span)
        elif len(span) > 1 and span.label_ in _LABELS:
            _give_one_head(span)
        _fill_preposition(span)
    for token in tokens_with(doc, DEP=_MENDED, LOWER=_PARTED):
        if token.dep_ == "nsubj" and token.i > token.head.i:
            _leave_one_subject(token.head, token)
        if token.dep_ == "dobj" and token.i > token.head.i + 1:
            _let_receive(token.head, token)
        if token.lower_ in _PARTED and token.i + 2 < len(doc):
            _part_fixed(token)
        if token.dep_ == "appos" and token.ent_type_:
            _let_join(token)
        if token.dep_ == "ccomp" and token.i < token.head.i:
            _let_be_said_then(token)
        if token.dep_ == "ccomp" and token.i > token.head.i + 2 and token.head.tag_ == "VBD":
            _let_be_said_on(token)
        if token.dep_ in {"csubj", "csubjpass"} and token.i > token.head.i:
            _let_complement(token)
    return doc


# Names ---------------------------------------------------------------------------------------------------------------


def _give_one_head(name: Span) -> None:
    outer = list(_outer(name))
    modifies = len({token.head.i for token in outer}) == 1 and not any(token.dep_ in _ARGUMENTS for token in outer)
    if len(outer) < 2 or modifies or name.doc[name.start].sent != name.doc[name.end - 1].sent:
        return
    first = next((token for token in outer if token.dep_ in _ARGUMENTS), None)
    if first is None or first.head.i >= name.end:
        return
    last = outer[-1]
    if last != first and last.dep_ in _OF_A_NOUN and last.head.i >= name.end:
        _let_modify(name, first, last)
    else:
        _gather(name, first, [token for token in outer if token != first])


def _outer(name: Span) -> Iterator[Token]:
    """The words of ``name`` whose heads are outside it."""
    return (t for t in name if t.dep_ != "ROOT" and not name.start <= t.head.i < name.end)


def _let_modify(name: Span, first: Token, last: Token) -> None:
    """ "present the Ministry of Defence's battalion": the noun behind the name is what the verb governs."""
    noun = last.head
    if first.is_ancestor(noun) and noun.head not in name and noun.head != first:
        return
    governor, relation, role = first.head, first.dep_, last.dep_
    if noun.is_ancestor(governor) or noun == governor:
        return
    _attach(noun, governor, relation)
    _gather(name, first, [t for t in _outer(name) if t != first])
    _attach(first, noun, role)


def _gather(name: Span, head: Token, others: list[Token]) -> None:
    """Hang ``others`` on ``head``, and what hung on them outside the name too."""
    for token in others:
        if token.is_ancestor(head):
            return
        inner = name.doc[token.i - 1]
        open_preposition = inner.i > head.i and inner.dep_ == "prep" and not any(inner.children)
        _attach(token, inner if open_preposition else head, "pobj" if open_preposition else "compound")
        for child in [t for t in token.children if not name.start <= t.i < name.end]:
            _attach(child, head, child.dep_)


def _attach(token: Token, head: Token, relation: str) -> None:
    token.head = head
    token.dep_ = relation


def _fill_preposition(name: Span) -> None:
    """Hang a name on the preposition right before it that has no object (*take part in Exercise Harvest Shield*).

    So too where the parser gave it to a preposition further on: *signed in 1998 and amended in 2012*.
    """
    start = name.start - (name.start > 0 and name.doc[name.start - 1].dep_ == "det")
    before = name.doc[start - 1] if start > 0 else None
    top = name.root
    if before is None or before.dep_ != "prep" or before.tag_ != "IN" or any(t.i > before.i for t in before.children):
        return
    stray = top.dep_ == "pobj" and top.head.i > top.i and top.head.dep_ == "prep"
    if stray or (top.dep_ in {"npadvmod", "dep", "nmod", "appos", "dobj"} and before.head in {top.head, top.head.head}):
        _attach(top, before, "pobj")


# What was said, and when it was -------------------------------------------------------------------------------------


def _let_be_said_then(content: Token) -> None:
    """Hang on the verb of saying what stands behind it, before any comma, and was given to what it says."""
    verb = content.head
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.is_punct:
            return
        strays = token.dep_ in _ADJUNCTS and token.head.i < verb.i
        if strays and (token.head == content or content.is_ancestor(token)):
            _attach(token, verb, token.dep_)


def _let_be_said_on(content: Token) -> None:
    """Hang on the verb of saying the day right behind it: *Norway said on Friday it had sent guns in March*."""
    verb = content.head
    after = verb.doc[verb.i + 1]
    if after.dep_ not in _ADJUNCTS or after.head != content or after.dep_ == "advcl":
        return
    days = list(after.subtree)
    follows = verb.doc[days[-1].i + 1]
    if len(days) <= _DAY_LENGTH and days[-1].ent_type_ == "DATE" and follows.tag_ in _OPENING_TAGS:
        _attach(after, verb, after.dep_)


# Sums ----------------------------------------------------------------------------------------------------------------


def _let_sum_modify(money: Span) -> None:
    """Hang a sum on the noun right behind it where the parser gave both the same place in the clause."""
    top = money.root
    after = money.end
    while after < len(money.doc) and money.doc[after].head.i > after and money.doc[after].pos_ in {"ADJ", "NOUN"}:
        after += 1
    if after >= len(money.doc):
        return
    noun = money.doc[after]
    if noun.pos_ not in {"NOUN", "ADJ"} or noun.head != top.head or noun.dep_ != top.dep_ or top.dep_ == "ROOT":
        return
    if noun.lower_ == "worth":
        _attach(noun, top, "amod")
        return
    _attach(top, noun, "compound")
    for token in [t for t in top.children if t.dep_ in {"det", "poss"} and t.i < money.start]:
        _attach(token, noun, token.dep_)


# Subjects ------------------------------------------------------------------------------------------------------------


def _leave_one_subject(verb: Token, noun: Token) -> None:
    """Make a second subject, behind a verb that has one before it, the verb's object."""
    if any(t.dep_ == "nsubj" and t.i < verb.i for t in verb.children) and verb.pos_ == "VERB":
        noun.dep_ = "dobj"


# Lists ---------------------------------------------------------------------------------------------------------------


def _let_join(noun: Token) -> None:
    """Join to the first of two what stands behind their conjunction but hangs on a modifier of the first."""
    start = noun.left_edge.i
    conjunction = noun.doc[start - 1] if start else noun
    first = conjunction.head
    if conjunction.dep_ == "cc" and first.i < conjunction.i and first != noun.head and first.is_ancestor(noun.head):
        _attach(noun, first, "conj")


# Fixed expressions ---------------------------------------------------------------------------------------------------


def _part_fixed(word: Token) -> None:
    """ "is due *to meet*" has an infinitive, "instead of *buying*" a gerund."""
    second, verb = word.nbor(), word.nbor(2)
    if (word.lower_, second.lower_) == ("due", "to") and verb.tag_ == "VB" and verb.head == word:
        word.dep_, verb.dep_ = "acomp", "xcomp"
    elif (word.lower_, second.lower_) == ("instead", "of") and verb.tag_ == "VBG" and word.head == verb != verb.head:
        _attach(word, verb.head, "prep")
        _attach(second, word, "prep")
        _attach(verb, second, "pcomp")


def _let_complement(clause: Token) -> None:
    """ "It was reported *that the army had received rockets*": what is reported."""
    if any(t.lower_ == "it" and t.i < clause.head.i for t in clause.head.children) and clause.head.pos_ == "VERB":
        clause.dep_ = "ccomp"


# Receivers -----------------------------------------------------------------------------------------------------------


@cache
def _giving() -> frozenset[str]:
    tables = tomllib.loads((Path(__file__).parent / "lexicon" / "trees.toml").read_text(encoding="utf-8"))
    return frozenset(tables["giving"]["verbs"])


def _let_receive(verb: Token, noun: Token) -> None:
    state = verb.doc[verb.i + 1]
    if verb.lemma_.lower() not in _giving() or state.head != noun or state.dep_ not in {"compound", "amod", "nmod"}:
        return
    if state.text.istitle() and _is_states_name(state.text):
        _attach(state, verb, "dative")


@cache
def _is_states_name(word: str) -> bool:
    """True for the name of a state that has an adjective of its own: *Niger*, not *Nigerien*."""
    record = Gazetteer.open().state(word)
    return record is not None and record.label == word and bool(record.demonyms) and word not in record.demonyms

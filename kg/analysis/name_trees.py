"""Mends parses that a name of unknown words has broken: a name has one head, and what hangs on a part hangs on it.

"Britain opened Saif Sareea" comes back from a parser with *Saif* and *Sareea* under different words. Recognisers see
that the words are one name; this component lets the tree know. Names whose words all depend on one word, right or
wrong, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

__all__ = ["name_trees"]

_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "appos", "conj", "attr", "dative", "agent"})
_OF_A_NOUN = frozenset({"poss", "compound", "amod", "nmod"})
_LABELS = frozenset({"PERSON", "ORG", "EVENT", "LAW", "PRODUCT", "FAC", "GPE", "LOC"})


@Language.component("name_trees", requires=["doc.ents", "token.dep"], assigns=["token.head", "token.dep"])
def name_trees(doc: Doc) -> Doc:
    """``doc`` with one head for each name, as far as the parse shows which; it goes after the names are settled."""
    for name in doc.ents:
        if len(name) > 1 and name.label_ in _LABELS:
            _mend(name)
    return doc


def _mend(name: Span) -> None:
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

"""The words by which agreements are named and described, and what in them speaks of defence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.lexicon import lexicon, table
from kg.extraction.phrases import has_word, in_class, lemma

__all__ = [
    "BROAD",
    "TITLE_HEADS",
    "capitalised_name",
    "content",
    "fold",
    "has_defence_word",
    "is_modifier",
    "is_of_defence",
    "is_plain",
    "is_title_case",
    "kinds_of_agreement",
    "subjects_covered",
]

_CIVIL_TOO = frozenset(table("conditions")["civil_too"]["words"])


_WEIGHTLESS = frozenset(
    {
        "new",
        "the",
        "a",
        "an",
        "this",
        "historic",
        "landmark",
        "joint",
        "bilateral",
        "recent",
        "key",
        "major",
        "latest",
        "controversial",
        "proposed",
        "first",
        "formal",
        "separate",
        "renewed",
        "refreshed",
        "similar",
        "wide-ranging",
        "long-awaited",
        "crucial",
        "previous",
        "earlier",
        "prior",
        "existing",
        "current",
        "present",
        "trilateral",
        "original",
        "old",
        "comparable",
        "own",
        "standing",
        "such",
        "same",
    }
)


BROAD = frozenset({"defence", "defense", "military", "security", "cooperation", "arms", "weapon", "army", "war"})
"""Words that nearly every agreement of this genre may be called by."""


_WHOSE_OR_WHEN = frozenset({"GPE", "NORP", "LAW", "DATE", "CARDINAL", "ORDINAL"})


def is_modifier(token: Token) -> bool:
    """True for a noun that only modifies the next one: the *treaty* of "treaty obligations"."""
    return token.dep_ in {"compound", "amod", "nmod"} and syntax.is_nominal(token.head) and token.head.i == token.i + 1


def is_plain(noun: Token) -> bool:
    """True for a noun that nothing before it tells from others of its kind: "an agreement (on military training)".

    Neither a year nor whose it is says what an agreement is on ("the 2018 Dutch-Danish accord").
    """
    before = (*syntax.modifiers(noun), *syntax.compounds(noun))
    return all(t.lower_ in _WEIGHTLESS or t.ent_type_ in _WHOSE_OR_WHEN or t.tag_ == "CD" for t in before)


def subjects_covered(noun: Token) -> Iterator[Token]:
    """What an agreement is on: "a contract *for drones*", "an agreement *to train officers*"."""
    yield from (t for t in syntax.compounds(noun) if in_class(t, "equipment"))
    topics = syntax.prepositional_objects(noun, "on", "for", "of", "covering", "concerning", "regarding", "governing")
    for topic in topics:
        yield topic
        yield from syntax.prepositional_objects(topic, "of")
    for preposition in syntax.prepositions(noun, "on", "for"):  # "an accord on sharing radar data"
        yield from (thing for gerund in syntax.children(preposition, "pcomp") for thing in syntax.objects(gerund))
    for clause in syntax.children(noun, "acl", "relcl"):
        if clause.tag_ == "VB":
            yield from syntax.objects(clause)


def is_of_defence(noun: Token) -> bool:
    """True for a noun that names weapons or forces, or has a word of defence beside it."""
    if has_word(noun, "agreement_defence"):
        return True
    return lemma(noun) not in _CIVIL_TOO and (in_class(noun, "equipment") or in_class(noun, "force"))


def has_defence_word(span: Span) -> bool:
    """True if ``span`` holds a word that makes an agreement one on defence."""
    words = re.findall(r"[\w-]+", span.text.lower())
    return any(word in _defence_words() for word in words)


def _defence_words() -> frozenset[str]:
    from kg.extraction.lexicon import lexicon

    return lexicon().words("agreement_defence")


def content(span: Span) -> frozenset[str]:
    """The lemmas of ``span`` that tell its agreement from others: no names of states, no "new" or "historic"."""
    return frozenset(
        lemma(t)
        for t in span
        if t.is_alpha
        and t.lower_ not in _WEIGHTLESS
        and t.pos_ not in {"ADP", "DET", "CCONJ"}
        and t.ent_type_ not in {"GPE", "NORP"}
    )


@lru_cache(maxsize=1)
def kinds_of_agreement() -> frozenset[str]:
    """Nouns that only say that something is an agreement: one text calls one thing pact, deal and accord."""
    return frozenset(lexicon().words("agreement"))


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """``name`` without case and punctuation, for comparing."""
    return re.sub(r"\W+", " ", name).casefold().strip()


_JOINING = frozenset({"of", "and", "for", "on", "&", "-", "the", "to"})
TITLE_HEADS = frozenset(
    {
        "Agreement",
        "Treaty",
        "Pact",
        "Accord",
        "Memorandum",
        "Convention",
        "Protocol",
        "Arrangement",
        "Framework",
        "Partnership",
        "Charter",
        "Compact",
        "MOU",
        "MoU",
        "Deal",
    }
)


def capitalised_name(token: Token) -> Span | None:
    """A run of capitalised words that ends in "Agreement", "Treaty" ... and is longer than that word."""
    doc = token.doc
    if not token.text[:1].isupper() or (
        token.i and doc[token.i - 1].text[:1].isupper() and doc[token.i - 1].sent == token.sent
    ):
        return None
    end, last = token.i, None
    while end < len(doc) and _in_run(doc[end]):
        if doc[end].text in TITLE_HEADS:
            last = end
        if doc[end].is_sent_start and end != token.i:
            break
        end += 1
    start = token.i + (1 if token.lower_ in {"the", "a", "an", "under", "this", "that", "our"} else 0)
    return doc[start : last + 1] if last is not None and last > start else None


def run_start(head: Token) -> int:
    """The first token of the run of capitals and small joining words in which ``head`` stands."""
    at = head.i
    while at > 0 and _in_run(head.doc[at - 1]):
        at -= 1
    return at


def _in_run(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in _JOINING


def is_title_case(sentence: Span) -> bool:
    """True for a headline that capitalises every word: there capitals tell nothing."""
    words = [t for t in sentence if t.is_alpha and len(t) > 3]
    return len(words) > 3 and sum(t.text[0].isupper() for t in words) > 0.8 * len(words)

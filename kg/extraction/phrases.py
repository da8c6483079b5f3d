"""Noun phrases: which class of thing they name, and the shortest text that says so."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.lexicon import lexicon
from kg.extraction.selecting import keys

__all__ = [
    "base_form",
    "filler_span",
    "has_word",
    "in_class",
    "is_countable_item",
    "is_plural",
    "lemma",
    "lemmas",
    "matches",
    "may_be_in",
]

_COUNTED = frozenset({"CARDINAL", "DATE", "ORDINAL", "QUANTITY", "MONEY"})


# by spaCy's numbers of lemma and lower-cased form, which are the same in every process
_LEMMAS: dict[tuple[int, int], str] = {}
_MOST_LEMMAS = 500_000


def lemma(token: Token) -> str:
    """The lemma in lower case; the lower-cased form where the pipeline gives none."""
    key = (token.lemma, token.lower)
    if key not in _LEMMAS:
        if len(_LEMMAS) > _MOST_LEMMAS:
            _LEMMAS.clear()
        _LEMMAS[key] = base_form(token.lemma_, token.lower_)
    return _LEMMAS[key]


def lemmas(doc: Doc) -> list[str]:
    """:func:`lemma` of every token, without making tokens."""
    if len(_LEMMAS) > _MOST_LEMMAS:
        _LEMMAS.clear()
    strings = doc.vocab.strings
    pairs = keys(doc)
    for key in {key for key in pairs if key not in _LEMMAS}:
        _LEMMAS[key] = base_form(strings[key[0]], strings[key[1]])
    return [_LEMMAS[key] for key in pairs]


def base_form(lemma_: str, form: str) -> str:
    """What :func:`lemma` gives for a token with this lemma and lower-cased form."""
    return "base" if form == "bases" else lemma_.lower() or form  # no *basis* in the plural


def may_be_in(*names: str) -> Callable[[str, str], bool]:
    """For a :class:`~kg.extraction.selecting.Sieve`: whether lemma and form can head a phrase :func:`in_class`."""
    book = lexicon()
    words = frozenset[str]().union(*(book.words(name) | book.last_words(name) for name in names))

    def test(lemma_: str, form: str) -> bool:
        return not words.isdisjoint((base_form(lemma_, form), form, form.removesuffix("s")))

    return test


def is_plural(token: Token) -> bool:
    """True for a plural noun."""
    return token.tag_ in {"NNS", "NNPS"}


def matches(token: Token, words: tuple[str, ...]) -> bool:
    """True if the words, of which ``token`` is the last, stand before it in a row (hyphens may join them)."""
    if words[-1] not in {lemma(token), token.lower_}:
        return False
    at = token.i - 1
    for word in reversed(words[:-1]):
        if at >= 0 and token.doc[at].text == "-":
            at -= 1
        if at < 0 or word not in {lemma(token.doc[at]), token.doc[at].lower_}:
            return False
        at -= 1
    return True


def in_class(token: Token, name: str) -> bool:
    """True if the phrase headed by ``token`` names a thing of the class ``name`` of ``classes.toml``."""
    words = lexicon().words(name)
    base, form = lemma(token), token.lower_
    own = {base, form}
    if is_plural(token):  # one left without its base form, or with another's ("bases" as that of "basis")
        own.add(form.removesuffix("s"))
    if not own.isdisjoint(words):
        return True
    if token.i == 0 or own.isdisjoint(lexicon().last_words(name)):
        return False
    before = token.doc[token.i - 1]
    if before.text == "-" and token.i > 1:
        before = token.doc[token.i - 2]
    return any(f"{first} {second}" in words for first in {lemma(before), before.lower_} for second in own)


def has_word(token: Token, name: str) -> bool:
    """True if a modifier of ``token``, or the token itself, is a word of the class ``name``."""
    words = lexicon().words(name)
    near = (token, *syntax.compounds(token), *syntax.modifiers(token), *syntax.possessors(token))
    return any(t.lower_ in words or lemma(t) in words for t in near)


def is_countable_item(token: Token) -> bool:
    """True for a noun of the weak equipment class that its modifiers make military, or that a weapon's name marks."""
    if not in_class(token, "equipment_weak"):
        return False
    near = (*syntax.compounds(token), *syntax.modifiers(token))
    military = lexicon().words("military_item")
    return any(
        t.lower_ in military
        or lemma(t) in military
        or t.ent_type_ == "PRODUCT"
        or _is_class(t)
        or _hyphenated(t) in military
        for t in near
    )


def _hyphenated(token: Token) -> str:
    """The word whose last part ``token`` is: *night-vision*, which the tokeniser parts; empty where there is none."""
    parted = token.i > 1 and token.nbor(-1).text == "-"
    return f"{token.nbor(-2).lower_}-{token.lower_}" if parted else ""


def _is_class(token: Token) -> bool:
    """True for the class of a ship: "a Guardian-class boat", whose hyphen may be a word of its own."""
    return token.lower_.endswith("-class") or (token.lower_ == "class" and token.i > 0 and token.nbor(-1).text == "-")


def _with_of_phrase(noun: Token) -> int:
    """The token after the phrase of ``noun`` and the *of* phrase right behind it ("the training of officers")."""
    end = syntax.noun_phrase(noun).end
    of = next((t for t in syntax.prepositions(noun, "of") if t.i == end), None)
    inner = [t for t in syntax.prepositional_objects(noun, "of") if t.i > end] if of is not None else []
    return max([end, *(syntax.noun_phrase(t).end for t in inner[:1])])


def _with_topic(noun: Token, end: int) -> int:
    """The token after what ``noun`` is of, on or for, where that begins at ``end``: "accord on sharing data"."""
    preposition = next((t for t in syntax.prepositions(noun, "of", "on", "for") if t.i == end), None)
    if preposition is None:
        return end
    topics = [t for t in syntax.prepositional_objects(noun, preposition.lower_) if _is_topic(t, preposition)]
    topics += [t for gerund in syntax.children(preposition, "pcomp") for t in syntax.objects(gerund)]
    return max([end, *(_with_of_phrase(t) for t in topics[:1])])


def _is_topic(token: Token, preposition: Token) -> bool:
    """True for what stands behind ``preposition``, unless it is a date ("the accord on Monday")."""
    return token.i > preposition.i and token.ent_type_ not in {"DATE", "TIME"}


def _only_introduces(token: Token) -> bool:
    """True for "the", "new", "several"; not for the *New* that opens a name ("New Zealand soldiers")."""
    if token.lower_ not in lexicon().words("introducing"):
        return False
    opens_name = token.ent_iob_ == "B" and token.is_title and token.nbor(1).ent_iob_ == "I"
    return not opens_name or token.ent_type_ in _COUNTED or token.tag_ == "DT"


def filler_span(noun: Token, *, keep_of: bool = False) -> Span:
    """The phrase of ``noun`` without determiners, possessors and words that only introduce it.

    ``keep_of`` adds a following phrase with *of*, *on* or *for* (*letter of intent*, *accord on sharing data*).
    """
    phrase = syntax.noun_phrase(noun)
    start, end = phrase.start, max(phrase.end, noun.i + 1)
    possessors = [t for t in noun.children if t.dep_ == "poss"]
    for possessor in possessors:
        after = max(t.i for t in possessor.subtree) + 1
        if after <= noun.i and possessor.ent_type_ not in {"PRODUCT", "LAW"}:
            start = max(start, after)
    while start < noun.i and (noun.doc[start].is_punct or _only_introduces(noun.doc[start])):
        start += 1
    while end > noun.i + 1 and noun.doc[end - 1].is_punct:
        end -= 1
    while end > noun.i + 1 and noun.doc[end - 1].pos_ in {"ADJ", "ADP", "ADV", "VERB", "DET"}:
        end -= 1
    return noun.doc[start : _with_topic(noun, end) if keep_of else end]

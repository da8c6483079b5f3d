"""What governs a situation through a preposition: *work towards*, *ahead of*, *opens the door for*, *a deal on*."""

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.governors import TOPICAL, Embedding, Manner, listed, noun_key, operator_keys, under_noun
from kg.extraction.operators import words

__all__ = ["through_object", "under_preposition"]


def under_preposition(token: Token, preposition: Token) -> Embedding:
    """A noun or gerund under a preposition, complex ones (*ahead of*) read off the words in a row."""
    phrase, governor = _complex_preposition(preposition)
    sum_of = _sum_before(preposition)
    if sum_of is not None and sum_of.dep_ in {"dobj", "nsubjpass"}:  # *pledged $5 million in aid*
        return listed(sum_of.head, "object", *operator_keys(sum_of.head)) or Embedding(sum_of.head, Manner.FREE)
    if governor == preposition:
        return Embedding(preposition, Manner.ADJUNCT)
    placed = _placing(phrase, governor)
    if syntax.is_nominal(governor) and not governor.tag_.startswith("VB"):
        return Embedding(governor, placed) if placed else under_noun(governor, phrase)
    keys = operator_keys(governor, phrase)
    joined = listed(governor, "object", *(key for key in keys if key.endswith(f" {phrase}")))
    if placed:  # *work toward a deal* is an idiom, *left before the talks* a place in time
        return joined or Embedding(governor, placed)
    if governor.tag_.startswith("JJ"):
        return listed(governor, "predicate", governor.lower_) or Embedding(governor, Manner.ADJUNCT)
    idiom = through_object(governor, phrase) if phrase in {"for", "to", "of", "from"} | TOPICAL else None
    if idiom:
        return idiom
    if token.tag_ == "VBG" and token.dep_ == "pcomp":
        found = listed(governor, "infinitive", *keys)
        if found:
            return found
    return joined or Embedding(governor, Manner.PURPOSE if phrase == "for" else Manner.ADJUNCT)


def through_object(verb: Token, preposition: str) -> Embedding | None:
    """The operator of the noun that the verb has as object: *gives them the right to*, *opens the door for*."""
    keys = [key for key in operator_keys(verb, preposition) if " " in key]
    found = listed(verb, "object", *keys) if preposition else None
    for noun in () if found else syntax.logical_objects(verb):
        found = listed(noun if preposition in TOPICAL else verb, "noun", noun_key(noun))
        if found and found.operator and found.operator.name != "implicative":
            return found
    return found


def _sum_before(preposition: Token) -> Token | None:
    """The head of the sum of money right before *in* or *of*; None where there is none."""
    if preposition.i == preposition.sent.start or preposition.lower_ not in {"in", "of"}:
        return None
    token = preposition.nbor(-1)
    if token.ent_type_ != "MONEY" and token.lower_ not in {"million", "billion", "dollars", "euros"}:
        return None
    while token.dep_ in {"nummod", "compound", "quantmod", "nmod"} and token.head != token:
        token = token.head
    return token


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
    while governor.head != governor and (governor.i in inside or governor.dep_ in {"prep", "pcomp", "agent", "prt"}):
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

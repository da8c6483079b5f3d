"""What belongs to a noun: prepositions, possessors, modifiers, appositions, the phrase as a whole."""

from spacy.tokens import Span, Token

from kg.extraction.syntax.tree import NOUN_TAGS, children, coordinated, grow, position

__all__ = [
    "appositions",
    "compounds",
    "determiners",
    "head_noun",
    "is_compound_gerund",
    "is_nominal",
    "modifiers",
    "noun_phrase",
    "possessors",
    "prepositional_objects",
    "prepositional_phrases",
    "prepositions",
]

_NAMING = frozenset({"npadvmod", "appos", "nmod"})
_OUTSIDE_PHRASE = frozenset(
    {"relcl", "acl", "appos", "cc", "conj", "punct", "prep", "advcl", "parataxis", "ccomp", "agent"}
)


def prepositions(token: Token, *words: str) -> tuple[Token, ...]:
    """The prepositions under ``token``, all or only those among ``words`` (lower case)."""
    found = [
        t for t in children(token, "prep", "agent", "dative") if t.tag_ in {"IN", "TO", "VBG", "RP", "RB", "VBN", "JJ"}
    ]
    return tuple(t for t in found if not words or t.lower_ in words)


def prepositional_objects(token: Token, *words: str) -> tuple[Token, ...]:
    """The nouns and gerunds that the prepositions ``words`` (all, where none is given) govern under ``token``.

    A preposition inside a complex one counts (*along with*, *out of*), and so does a gerund that the parser hung beside
    the preposition.
    """
    found: list[Token] = []
    for preposition in prepositions(token, *words):
        found.extend(_preposition_objects(preposition))
    return coordinated(found)


def prepositional_phrases(token: Token) -> tuple[tuple[str, Token], ...]:
    """Each preposition under ``token`` in lower case with each of its objects, conjuncts included."""
    return tuple(
        (preposition.lower_, obj)
        for preposition in prepositions(token)
        for obj in coordinated(_preposition_objects(preposition))
    )


def possessors(noun: Token) -> tuple[Token, ...]:
    """The possessors of ``noun``: *Qatar's*, *their*."""
    return coordinated(children(noun, "poss"))


def compounds(noun: Token) -> tuple[Token, ...]:
    """The nouns compounded with ``noun``, also through other compounds: *arms* and *export* in *arms export deal*."""
    return tuple(sorted(grow(noun, lambda child: child.dep_ in {"compound", "nmod"})[1:], key=position))


def modifiers(noun: Token) -> tuple[Token, ...]:
    """The adjectives and participles before ``noun``, with their conjuncts."""
    return coordinated(children(noun, "amod"))


def determiners(noun: Token) -> tuple[Token, ...]:
    """The articles, demonstratives and quantifiers of ``noun``."""
    return children(noun, "det", "predet")


def appositions(noun: Token) -> tuple[Token, ...]:
    """The nouns in apposition to ``noun``, with their conjuncts."""
    return coordinated(children(noun, "appos"))


def is_compound_gerund(token: Token) -> bool:
    """True for *sharing* in "intelligence sharing with Oman", where the parser takes it for a clause of the noun."""
    if token.tag_ != "VBG" or token.dep_ != "acl" or token.head.i != token.i - 1:
        return False
    return token.head.tag_ == "NN" and not children(token, "dobj", "aux", "nsubj", "ccomp", "xcomp", "dative")


def is_nominal(token: Token) -> bool:
    """True for a noun, name, pronoun or number."""
    return token.tag_ in NOUN_TAGS or token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def head_noun(token: Token) -> Token:
    """The noun whose phrase ``token`` stands in as compound, modifier, possessor or determiner."""
    while (
        token.dep_ in {"compound", "nmod", "amod", "det", "nummod", "quantmod", "predet"} or is_compound_gerund(token)
    ) and is_nominal(token.head):
        token = token.head
    return token.head if _names_the_noun_before(token) else token


def _names_the_noun_before(token: Token) -> bool:
    """True for the name of an event right behind the noun that says what it is: "the naval exercise Sea Lance 25"."""
    noun = token.head
    if token.ent_type_ != "EVENT" or token.dep_ not in _NAMING or noun.i >= token.i or not is_nominal(noun):
        return False
    return not noun.ent_type_ and all(t.ent_type_ == "EVENT" or t.is_quote for t in noun.doc[noun.i + 1 : token.i])


def noun_phrase(noun: Token) -> Span:
    """The phrase around ``noun``: determiners, modifiers and compounds, without relative clauses or what follows.

    A name keeps its *of* phrase out; ask :func:`prepositional_objects` for it.
    """
    members = grow(noun, lambda child: child.dep_ not in _OUTSIDE_PHRASE)
    left = min(t.i for t in members)
    return noun.doc[left : max(t.i for t in members if t.i >= noun.i) + 1]


def _preposition_objects(preposition: Token) -> tuple[Token, ...]:
    chain = grow(preposition, lambda child: child.dep_ == "prep")
    return tuple(obj for inner in chain for obj in children(inner, "pobj", "pcomp"))

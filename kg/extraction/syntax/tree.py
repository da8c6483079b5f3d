"""Steps in the tree: labels, children, governors, lists."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from spacy.tokens import Token

__all__ = [
    "CLAUSE",
    "NOUN_TAGS",
    "PASSIVE_SUBJECT",
    "SUBJECT",
    "VERB_POS",
    "children",
    "conjuncts",
    "coordinated",
    "first_conjunct",
    "governors",
    "grow",
    "is_deep",
    "position",
]

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
CLAUSE = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "csubj", "csubjpass", "pcomp", "parataxis"})
VERB_POS = frozenset({"VERB", "AUX"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "WDT", "EX", "PRP$", "GW"})
_DEEPEST = 80
"""More governors than any word of a sentence has: above them readers of a broken parse stop to climb."""


def children(token: Token, *labels: str) -> tuple[Token, ...]:
    """The dependents of ``token`` that carry one of ``labels``."""
    return tuple(child for child in token.children if child.dep_ in labels)


def governors(token: Token) -> Iterator[Token]:
    """The heads above ``token``, nearest first, up to the root of its sentence."""
    return iter(token.ancestors)


def is_deep(token: Token) -> bool:
    """True where the tree above ``token`` is higher than that of any sentence, so that no rule should climb it."""
    return next(islice(token.ancestors, _DEEPEST, None), None) is not None


def first_conjunct(token: Token) -> Token:
    """The first member of the coordination that ``token`` belongs to; itself where it is alone or the first."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def conjuncts(token: Token, *, most: int | None = None) -> tuple[Token, ...]:
    """The further members of the coordination that starts at ``token`` (spaCy chains them one under another).

    No more than ``most``, for who asks at every token of a tree that may be one long chain.
    """
    found: list[Token] = []
    waiting = list(children(token, "conj"))
    while waiting and (most is None or len(found) < most):
        member = waiting.pop(0)
        found.append(member)
        waiting.extend(children(member, "conj"))
    return tuple(sorted(found, key=position))


def coordinated(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """``tokens`` each followed by its conjuncts, without repetition."""
    seen = {member.i: member for token in tokens for member in (token, *conjuncts(token))}
    return tuple(seen[i] for i in sorted(seen))


def position(token: Token) -> int:
    """The key that puts tokens in textual order."""
    return token.i


def grow(token: Token, inside: Callable[[Token], bool]) -> list[Token]:
    """``token`` and the tokens below it that ``inside`` lets in, each after its head."""
    found = [token]
    for member in found:
        found.extend(child for child in member.children if inside(child))
    return found

"""The arguments of a verb as the labels have them."""

from spacy.tokens import Token

from kg.extraction.syntax.tree import PASSIVE_SUBJECT, SUBJECT, children, coordinated

__all__ = ["agents", "attributes", "complements", "indirect_objects", "objects", "passive_subjects", "subjects"]


def subjects(verb: Token) -> tuple[Token, ...]:
    """The active subjects written at ``verb`` itself, with their conjuncts; no expletive *there* or *it*."""
    found = [token for token in children(verb, *SUBJECT) if token.tag_ != "EX"]
    found = found or list(_fronted(verb) or _at_auxiliary(verb))
    if _existential(verb):
        found = []
    return coordinated(found)


def passive_subjects(verb: Token) -> tuple[Token, ...]:
    """The passive subjects written at ``verb`` itself, with their conjuncts."""
    return coordinated(children(verb, *PASSIVE_SUBJECT))


def objects(verb: Token) -> tuple[Token, ...]:
    """The direct objects of ``verb``, with their conjuncts; those of a particle (*left behind 300 soldiers*) too."""
    others = (*_fronted(verb), *_first_of_two(verb))
    own = [t for t in children(verb, "dobj") if t not in others and t.tag_ != "IN"]
    particles = [t for t in verb.children if t.dep_ == "prt" or (t.lower_ == "behind" and verb.lemma_ == "leave")]
    return coordinated(own or [t for particle in particles for t in children(particle, "pobj")])


def _fronted(verb: Token) -> tuple[Token, ...]:
    """The subject that a parser took for a second object: of two, that before the verb acts in a statement."""
    objects_ = children(verb, "dobj")
    if len(objects_) < 2 or children(verb, *SUBJECT, *PASSIVE_SUBJECT):
        return ()
    return tuple(t for t in objects_ if t.i < verb.i and t.tag_ not in {"WDT", "WP", "WRB"} and t.lower_ != "that")


def _at_auxiliary(verb: Token) -> tuple[Token, ...]:
    """The subject that a parser hung at the auxiliary: "the minister is to receive them"."""
    return tuple(t for aux in children(verb, "aux") for t in children(aux, "nsubj") if t.tag_ != "EX")


def indirect_objects(verb: Token) -> tuple[Token, ...]:
    """The indirect objects of ``verb``: *gave Kyiv jets*, or *gave jets to Kyiv* with ``dative`` on the preposition."""
    found: list[Token] = []
    for token in children(verb, "dative"):
        found.extend(children(token, "pobj") if token.tag_ in {"IN", "TO"} else (token,))
    return coordinated(found or _first_of_two(verb))


def _first_of_two(verb: Token) -> tuple[Token, ...]:
    """The object that gets, where a parser took both for direct ones: "gave the contract the green light"."""
    after = [t for t in children(verb, "dobj") if t.i > verb.i and t.tag_ != "IN"]  # "weapons worth $5 million"
    if len(after) != 2 or any(t.is_punct for t in verb.doc[after[0].i : after[1].i]):
        return ()
    return (after[0],) if after[1].left_edge.i == after[0].right_edge.i + 1 else ()


def agents(verb: Token) -> tuple[Token, ...]:
    """Those by whom a passive or a nominalised act is done: *signed by A and B*, *the visit by A*."""
    marks = children(verb, "agent") or tuple(t for t in children(verb, "prep") if t.lower_ == "by")
    return coordinated(obj for mark in coordinated(marks) for obj in children(mark, "pobj"))


def attributes(verb: Token) -> tuple[Token, ...]:
    """The predicate nouns and adjectives of a copula, and what *there is* says to exist."""
    found = list(children(verb, "attr", "acomp", "oprd"))
    if not found and _existential(verb):
        found = [t for t in children(verb, "nsubj") if t.tag_ != "EX"]
    return coordinated(found)


def complements(verb: Token) -> tuple[Token, ...]:
    """The heads of the clauses that ``verb`` embeds (``ccomp``, ``xcomp``)."""
    return children(verb, "ccomp", "xcomp")


def _existential(verb: Token) -> bool:
    return verb.lemma_ == "be" and any(t.tag_ == "EX" or t.dep_ == "expl" for t in verb.children)

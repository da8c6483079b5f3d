"""Who does and who undergoes, whatever the grammar: passives, relatives, infinitives, shared subjects."""

from spacy.tokens import Token

from kg.extraction.syntax.dependents import agents, indirect_objects, objects, passive_subjects, subjects
from kg.extraction.syntax.phrases import is_nominal, prepositional_objects
from kg.extraction.syntax.tree import SUBJECT, VERB_POS, children, coordinated, first_conjunct, is_deep
from kg.extraction.syntax.verbs import antecedent, clause_head, is_infinitive, is_passive

__all__ = ["JUDGING", "logical_objects", "logical_recipients", "logical_subjects"]

JUDGING = frozenset(
    {"thank", "praise", "commend", "criticise", "criticize", "accuse", "blame", "condemn", "suspect", "prevent", "stop"}
)
"""Verbs whose object does what their gerund tells: *thanked Kuwait for training*, *accuse Iran of arming*."""


_GIVING = frozenset(
    {
        "give",
        "grant",
        "offer",
        "promise",
        "hand",
        "lend",
        "loan",
        "sell",
        "send",
        "award",
        "pay",
        "show",
        "guarantee",
        "allow",
        "deny",
        "refuse",
        "owe",
        "issue",
        "assign",
        "allocate",
        "provide",
        "supply",
        "gift",
    }
)
"""Verbs with two objects (Levin 1993, 13.1, 13.3 and kin), of which a passive may keep one."""

_STEERING = frozenset(
    {
        "allow",
        "permit",
        "enable",
        "authorise",
        "authorize",
        "help",
        "assist",
        "teach",
        "train",
        "order",
        "ask",
        "tell",
        "urge",
        "invite",
        "force",
        "instruct",
        "encourage",
        "persuade",
    }
)
"""Verbs of object control (Rosenbaum 1967): their object does what the infinitive says, wherever a parser hangs it."""


def logical_subjects(verb: Token) -> tuple[Token, ...]:
    """Who does what ``verb`` says: its subject, a passive's agent, or the subject that it shares.

    Shared are the subjects of coordinated verbs (*A came and signed*), of controlling verbs (*A agreed to sign*; the
    object where there is one: *A forced B to sign*), of participles (*A left, signing ...*) and, for an active
    participle or a subject relative, the antecedent (*forces training ...*, *the state that hosts ...*).
    """
    if is_passive(verb):
        return agents(verb)
    own = tuple(
        t for t in subjects(verb) or passive_subjects(verb) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that"
    )
    if own:
        return own
    return _shared_subjects(verb)


def logical_objects(verb: Token) -> tuple[Token, ...]:
    """What the act of ``verb`` is done to: its object, a passive's subject, or the antecedent of a reduced relative."""
    if not is_passive(verb):
        found = tuple(t for t in objects(verb) if t.tag_ not in {"WDT", "WP"})
        return found or _relativised_object(verb) or _shared_objects(verb)
    kept = _kept_object(verb)
    if kept:
        return kept
    own = tuple(t for t in passive_subjects(verb) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
    if own:
        return (*own, *_counted_antecedent(verb, own))
    noun = antecedent(verb) if verb.dep_ != "amod" else verb.head
    if noun is not None:
        return coordinated([noun])
    if verb.dep_ == "conj" and not is_deep(verb) and is_passive(verb.head):
        return logical_objects(verb.head)
    return _shared_subjects(verb)  # "expired but was extended"


def logical_recipients(verb: Token) -> tuple[Token, ...]:
    """To whom it is done: the indirect object, or the subject of a passive that keeps its object.

    *gave Kyiv jets*, *Kyiv was given jets*, *a country granted access*.
    """
    if not _kept_object(verb):
        return indirect_objects(verb)
    own = tuple(t for t in passive_subjects(verb) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
    noun = antecedent(verb)
    return own or (() if noun is None else coordinated([noun])) or _shared_subjects(verb)


def _kept_object(verb: Token) -> tuple[Token, ...]:
    """The jets of *was given jets*: what a passive of a verb of giving still has as object."""
    if verb.lemma_ not in _GIVING or not is_passive(verb):
        return ()
    return tuple(t for t in coordinated(children(verb, "dobj", "oprd")) if t.i > verb.i)


def _counted_antecedent(verb: Token, own: tuple[Token, ...]) -> tuple[Token, ...]:
    """The antecedent of a relative that counts it: *180 tanks, 60 of which are built in Poland*."""
    noun = antecedent(verb)
    counts = any(t.tag_ in {"WDT", "WP"} for subject in own for t in prepositional_objects(subject, "of"))
    return (noun,) if noun is not None and counts else ()


def _shared_subjects(verb: Token) -> tuple[Token, ...]:
    head = verb.head
    if head == verb or is_deep(verb):
        return ()
    if verb.dep_ == "conj":
        return logical_subjects(head) if not is_passive(head) else passive_subjects(head)
    if (
        verb.dep_ in {"parataxis", "csubj"}
        and head.i < verb.i
        and head.dep_ == "ROOT"
        and is_infinitive(verb)
        and is_nominal(head)
    ):
        return coordinated([head])  # a headline: "Greece to buy frigates"
    if verb.dep_ in {"relcl", "acl"}:
        return () if _relativised_object(verb) else coordinated([head]) if is_nominal(head) else ()
    steered = verb.dep_ == "advcl" and head.lemma_ in _STEERING and is_infinitive(verb)
    if (steered or verb.dep_ in {"xcomp", "ccomp"}) and not is_passive(head):
        controllers = objects(head) or indirect_objects(head)
        if controllers:
            return controllers
    if verb.dep_ in {"xcomp", "advcl"} and is_infinitive(verb):
        clauses = [c for c in children(head, "ccomp") if head.i < c.i < verb.i and subjects(c)]
        if clauses:  # "the pact will see the two states meet to share data"
            return logical_subjects(clauses[-1])
    if verb.dep_ == "pcomp" and head.head.lemma_ in JUDGING and objects(head.head):
        return objects(head.head)
    if verb.dep_ in {"xcomp", "advcl", "ccomp", "pcomp", "acomp"}:
        verb = head if head.pos_ in VERB_POS else clause_head(head)
        return passive_subjects(verb) or logical_subjects(verb)
    return ()


def _shared_objects(verb: Token) -> tuple[Token, ...]:
    """The object that coordinated verbs share (*signed and ratified the treaty*), at whichever of them it was hung."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VB", "VBN", "VBG"}:
        return ()
    if verb.dep_ == "conj" and verb.head.pos_ in VERB_POS:
        return tuple(t for t in objects(verb.head) if t.i > verb.i and t.tag_ not in {"WDT", "WP"})
    following = [t for t in children(verb, "conj") if t.tag_ == verb.tag_ and not children(t, *SUBJECT)]
    between = following and verb.doc[verb.i + 1 : following[0].i]
    if not between or any(t.dep_ not in {"cc", "advmod", "punct"} for t in between):
        return ()
    return objects(following[0])


def _relativised_object(verb: Token) -> tuple[Token, ...]:
    """The antecedent of an object relative: *the pact (that) they signed*."""
    first, noun = first_conjunct(verb), antecedent(verb)
    if noun is None or is_passive(verb) or _has_relative_adverb(first):
        return ()
    has_subject = any(t.tag_ not in {"WDT", "WP"} and t.lower_ != "that" for t in subjects(first))
    if first.dep_ != "relcl" and not (has_subject and first.tag_ in {"VBD", "VBZ", "VBP"}):
        return ()
    relative_object = any(t.tag_ in {"WDT", "WP"} or t.lower_ == "that" for t in objects(verb))
    return (noun,) if relative_object or (has_subject and not objects(verb)) else ()


def _has_relative_adverb(verb: Token) -> bool:
    """True for *where 135 soldiers serve*: the antecedent is the place, not the object."""
    return any(t.tag_ == "WRB" for t in children(verb, "advmod"))

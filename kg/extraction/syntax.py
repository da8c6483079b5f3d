"""Thin accessors over spaCy's English dependency labels: the only place where the rules read syntax.

The labels are those of spaCy's English pipelines (ClearNLP style; Choi and Palmer 2012): prepositions and copulas are
heads (``prep``/``pobj``, ``attr``), passives have ``nsubjpass``, ``auxpass`` and ``agent``, conjuncts are chained.
Every function takes a token of a parsed ``Doc``; those that return several tokens return them in textual order.
Wherever the bundled parser is known to waver (``acl`` for ``pcomp`` under a noun, ``nsubj`` for ``attr`` after *there*)
the accessor takes both, so that a rule need not.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from spacy.tokens import Span, Token

__all__ = [
    "JUDGING",
    "agents",
    "antecedent",
    "appositions",
    "attributes",
    "auxiliaries",
    "children",
    "clause_head",
    "complements",
    "compounds",
    "conjuncts",
    "coordinated",
    "determiners",
    "embedding",
    "first_conjunct",
    "governing_verb",
    "governors",
    "head_noun",
    "indirect_objects",
    "is_clausal",
    "is_compound_gerund",
    "is_deep",
    "is_infinitive",
    "is_nominal",
    "is_passive",
    "is_reduced_participle",
    "logical_objects",
    "logical_subjects",
    "modals",
    "modifiers",
    "negations",
    "noun_phrase",
    "objects",
    "particles",
    "passive_subjects",
    "possessors",
    "prepositional_objects",
    "prepositional_phrases",
    "prepositions",
    "subjects",
]

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "csubjpass"})
CLAUSE = frozenset({"ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "csubj", "csubjpass", "pcomp", "parataxis"})
VERB_POS = frozenset({"VERB", "AUX"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "WDT", "EX", "PRP$", "GW"})
_INTRANSITIVE = frozenset(
    {"arrive", "clash", "collide", "crash", "depart", "occur", "happen", "expire", "lapse", "talk"}
)
JUDGING = frozenset(
    {"thank", "praise", "commend", "criticise", "criticize", "accuse", "blame", "condemn", "suspect", "prevent", "stop"}
)
"""Verbs whose object does what their gerund tells: *thanked Kuwait for training*, *accuse Iran of arming*."""
_DEEPEST = 80
"""More governors than any word of a sentence has: above them readers of a broken parse stop to climb."""
_OUTSIDE_PHRASE = frozenset(
    {"relcl", "acl", "appos", "cc", "conj", "punct", "prep", "advcl", "parataxis", "ccomp", "agent"}
)


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


def conjuncts(token: Token) -> tuple[Token, ...]:
    """The further members of the coordination that starts at ``token`` (spaCy chains them one under another)."""
    found: list[Token] = []
    waiting = list(children(token, "conj"))
    while waiting:
        member = waiting.pop(0)
        found.append(member)
        waiting.extend(children(member, "conj"))
    return tuple(sorted(found, key=_position))


def coordinated(tokens: Iterable[Token]) -> tuple[Token, ...]:
    """``tokens`` each followed by its conjuncts, without repetition."""
    seen = {member.i: member for token in tokens for member in (token, *conjuncts(token))}
    return tuple(seen[i] for i in sorted(seen))


def subjects(verb: Token) -> tuple[Token, ...]:
    """The active subjects written at ``verb`` itself, with their conjuncts; no expletive *there* or *it*."""
    found = [token for token in children(verb, *SUBJECT) if token.tag_ != "EX"]
    found = found or list(_fronted(verb))
    if _existential(verb):
        found = []
    return coordinated(found)


def passive_subjects(verb: Token) -> tuple[Token, ...]:
    """The passive subjects written at ``verb`` itself, with their conjuncts."""
    return coordinated(children(verb, *PASSIVE_SUBJECT))


def objects(verb: Token) -> tuple[Token, ...]:
    """The direct objects of ``verb``, with their conjuncts."""
    fronted = _fronted(verb)
    return coordinated(t for t in children(verb, "dobj") if t not in fronted)


def _fronted(verb: Token) -> tuple[Token, ...]:
    """The subject that a parser took for a second object: of two, that before the verb acts in a statement."""
    objects_ = children(verb, "dobj")
    if len(objects_) < 2 or children(verb, *SUBJECT, *PASSIVE_SUBJECT):
        return ()
    return tuple(t for t in objects_ if t.i < verb.i and t.tag_ not in {"WDT", "WP", "WRB"} and t.lower_ != "that")


def indirect_objects(verb: Token) -> tuple[Token, ...]:
    """The indirect objects of ``verb``: *gave Kyiv jets*, or *gave jets to Kyiv* with ``dative`` on the preposition."""
    found: list[Token] = []
    for token in children(verb, "dative"):
        found.extend(children(token, "pobj") if token.tag_ in {"IN", "TO"} else (token,))
    return coordinated(found)


def agents(verb: Token) -> tuple[Token, ...]:
    """Those by whom a passive or a nominalised act is done: *signed by A and B*, *the visit by A*."""
    marks = children(verb, "agent") or tuple(t for t in children(verb, "prep") if t.lower_ == "by")
    return coordinated(obj for mark in marks for obj in children(mark, "pobj"))


def attributes(verb: Token) -> tuple[Token, ...]:
    """The predicate nouns and adjectives of a copula, and what *there is* says to exist."""
    found = list(children(verb, "attr", "acomp", "oprd"))
    if not found and _existential(verb):
        found = [t for t in children(verb, "nsubj") if t.tag_ != "EX"]
    return coordinated(found)


def complements(verb: Token) -> tuple[Token, ...]:
    """The heads of the clauses that ``verb`` embeds (``ccomp``, ``xcomp``)."""
    return children(verb, "ccomp", "xcomp")


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
    return tuple(sorted(_grow(noun, lambda child: child.dep_ in {"compound", "nmod"})[1:], key=_position))


def modifiers(noun: Token) -> tuple[Token, ...]:
    """The adjectives and participles before ``noun``, with their conjuncts."""
    return coordinated(children(noun, "amod"))


def determiners(noun: Token) -> tuple[Token, ...]:
    """The articles, demonstratives and quantifiers of ``noun``."""
    return children(noun, "det", "predet")


def appositions(noun: Token) -> tuple[Token, ...]:
    """The nouns in apposition to ``noun``, with their conjuncts."""
    return coordinated(children(noun, "appos"))


def auxiliaries(verb: Token) -> tuple[Token, ...]:
    """The auxiliaries of ``verb``, modals and *to* included; where it has none, those it shares by coordination.

    *will sign and ratify* shares *will*; *signed and has ratified* shares nothing.
    """
    own = children(verb, "aux", "auxpass")
    if own or verb.dep_ != "conj" or children(verb, *SUBJECT, *PASSIVE_SUBJECT) or is_deep(verb):
        return own
    head = verb.head
    shared = auxiliaries(head) if _shares_form(verb, head) else ()
    return tuple(t for t in shared if t.i < verb.i)


def modals(verb: Token) -> tuple[Token, ...]:
    """The modal auxiliaries (Penn ``MD``) of ``verb``."""
    return tuple(t for t in auxiliaries(verb) if t.tag_ == "MD")


def negations(token: Token) -> tuple[Token, ...]:
    """The negations written at ``token``: *not*, *n't*, *never*, *no longer*, and *no* or *neither* as determiner."""
    found = [t for t in token.children if t.dep_ == "neg" or t.lower_ in {"not", "n't", "n’t", "never"}]
    found += [t for t in determiners(token) if t.lower_ in {"no", "neither"} and t not in found]
    return tuple(sorted(found, key=_position))


def particles(verb: Token) -> tuple[Token, ...]:
    """The particles of a phrasal verb: *out* of *ruled out*."""
    return children(verb, "prt")


def is_passive(verb: Token) -> bool:
    """True for a passive, full (*was signed*) or reduced (*the pact signed by both*)."""
    if children(verb, "auxpass", "nsubjpass", "csubjpass"):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "conj" and not children(verb, "aux", *SUBJECT) and not is_deep(verb):
        return is_passive(verb.head)
    if children(verb, "nsubj", "aux"):
        return False
    return is_reduced_participle(verb) or bool(children(verb, "agent")) or _is_opening_participle(verb)


def _is_opening_participle(verb: Token) -> bool:
    """True for *Signed in 2020, the agreement ...*: it tells what was done to the subject that follows."""
    return verb.dep_ == "advcl" and verb.i < verb.head.i and not children(verb, "mark", "dobj", "advmod")


def is_reduced_participle(verb: Token) -> bool:
    """True for a past participle that modifies a noun: *the pact signed in May*, *signed pacts*."""
    alone = verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "amod"}
    if not alone or children(verb, "aux", "auxpass", "nsubj"):
        return False
    return bool(children(verb, "agent")) or not _is_active_past(verb)


def _is_active_past(verb: Token) -> bool:
    """True for "commandos seized a ship", "troops clashed" where the parser takes the verb for a participle.

    A participle after its noun has no object of its own, and verbs that have no passive have none such.
    """
    if verb.dep_ != "acl" or verb.head.dep_ != "ROOT":
        return False
    return verb.lemma_ in _INTRANSITIVE or any(t.i > verb.i for t in children(verb, "dobj"))


def is_compound_gerund(token: Token) -> bool:
    """True for *sharing* in "intelligence sharing with Oman", where the parser takes it for a clause of the noun."""
    if token.tag_ != "VBG" or token.dep_ != "acl" or token.head.i != token.i - 1:
        return False
    return token.head.tag_ == "NN" and not children(token, "dobj", "aux", "nsubj", "ccomp", "xcomp", "dative")


def is_infinitive(verb: Token) -> bool:
    """True for a verb that *to* makes an infinitive, in its own clause or in the one it is coordinated with."""
    return any(t.tag_ == "TO" or t.lower_ == "to" for t in auxiliaries(verb))


def is_clausal(token: Token) -> bool:
    """True for a token that heads a clause, be it a verb or the predicate of one."""
    return (
        token.pos_ in VERB_POS or token.dep_ in CLAUSE - {"ROOT"} or bool(children(token, *SUBJECT, *PASSIVE_SUBJECT))
    )


def is_nominal(token: Token) -> bool:
    """True for a noun, name, pronoun or number."""
    return token.tag_ in NOUN_TAGS or token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}


def clause_head(token: Token) -> Token:
    """The head of the smallest clause around ``token``, itself where it heads one; the root where there is no verb."""
    while token.pos_ not in VERB_POS and token.head != token:
        token = token.head
    return token


def governing_verb(token: Token) -> Token | None:
    """The nearest verb above ``token``, auxiliaries of its own clause passed over; None at the root."""
    return next((t for t in token.ancestors if t.pos_ in VERB_POS and t.dep_ not in {"aux", "auxpass"}), None)


def embedding(token: Token) -> tuple[Token, str] | None:
    """The head of ``token``'s coordination with the label that joins them; None at the root."""
    first = first_conjunct(token)
    return None if first.head == first else (first.head, first.dep_)


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participial clause headed by ``verb`` modifies; None for any other clause."""
    first = first_conjunct(verb)
    return first.head if first.dep_ in {"relcl", "acl"} and first.head != first else None


def head_noun(token: Token) -> Token:
    """The noun whose phrase ``token`` stands in as compound, modifier, possessor or determiner."""
    while (
        token.dep_ in {"compound", "nmod", "amod", "det", "nummod", "quantmod", "predet"} or is_compound_gerund(token)
    ) and is_nominal(token.head):
        token = token.head
    return token


def logical_subjects(verb: Token) -> tuple[Token, ...]:
    """Who does what ``verb`` says: its subject, a passive's agent, or the subject that it shares.

    Shared are the subjects of coordinated verbs (*A came and signed*), of controlling verbs (*A agreed to sign*; the
    object where there is one: *A forced B to sign*), of participles (*A left, signing ...*) and, for an active
    participle or a subject relative, the antecedent (*forces training ...*, *the state that hosts ...*).
    """
    if is_passive(verb):
        return agents(verb)
    own = tuple(t for t in subjects(verb) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
    if own:
        return own
    return _shared_subjects(verb)


def logical_objects(verb: Token) -> tuple[Token, ...]:
    """What the act of ``verb`` is done to: its object, a passive's subject, or the antecedent of a reduced relative."""
    if not is_passive(verb):
        found = tuple(t for t in objects(verb) if t.tag_ not in {"WDT", "WP"})
        return found or _relativised_object(verb) or _shared_objects(verb)
    own = tuple(t for t in passive_subjects(verb) if t.tag_ not in {"WDT", "WP"} and t.lower_ != "that")
    if own:
        return (*own, *_counted_antecedent(verb, own))
    noun = antecedent(verb) if verb.dep_ != "amod" else verb.head
    if noun is not None:
        return coordinated([noun])
    if verb.dep_ == "conj" and not is_deep(verb):
        return logical_objects(verb.head)
    return _shared_subjects(verb)


def _counted_antecedent(verb: Token, own: tuple[Token, ...]) -> tuple[Token, ...]:
    """The antecedent of a relative that counts it: *180 tanks, 60 of which are built in Poland*."""
    noun = antecedent(verb)
    counts = any(t.tag_ in {"WDT", "WP"} for subject in own for t in prepositional_objects(subject, "of"))
    return (noun,) if noun is not None and counts else ()


def noun_phrase(noun: Token) -> Span:
    """The phrase around ``noun``: determiners, modifiers and compounds, without relative clauses or what follows.

    A name keeps its *of* phrase out; ask :func:`prepositional_objects` for it.
    """
    members = _grow(noun, lambda child: child.dep_ not in _OUTSIDE_PHRASE)
    left = min(t.i for t in members)
    return noun.doc[left : max(t.i for t in members if t.i >= noun.i) + 1]


def _position(token: Token) -> int:
    return token.i


def _existential(verb: Token) -> bool:
    return verb.lemma_ == "be" and any(t.tag_ == "EX" or t.dep_ == "expl" for t in verb.children)


def _preposition_objects(preposition: Token) -> tuple[Token, ...]:
    chain = _grow(preposition, lambda child: child.dep_ == "prep")
    return tuple(obj for inner in chain for obj in children(inner, "pobj", "pcomp"))


def _shares_form(verb: Token, head: Token) -> bool:
    """True where ``verb`` can stand under the auxiliaries of ``head``: both bare, both participles, both gerunds."""
    bare = {"VB", "VBP"}
    return (
        verb.tag_ == head.tag_ or (verb.tag_ in bare and head.tag_ in bare) or {verb.tag_, head.tag_} == {"VBD", "VBN"}
    )


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
    if verb.dep_ in {"xcomp", "ccomp"} and not is_passive(head):
        controllers = objects(head) or indirect_objects(head)
        if controllers:
            return controllers
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


def _grow(token: Token, inside: Callable[[Token], bool]) -> list[Token]:
    """``token`` and the tokens below it that ``inside`` lets in, each after its head."""
    found = [token]
    for member in found:
        found.extend(child for child in member.children if inside(child))
    return found

"""Which event an expression of time belongs to: the nearest one above it in the parse, or the name right before it.

"In August 2017" in "following her visit to Poland in August 2017, she held talks" dates the visit, not the talks. In
doubt it dates nothing.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.abroad import is_permission
from kg.extraction.arguments import is_light
from kg.extraction.lexicon import lexicon
from kg.extraction.named import named_span
from kg.extraction.phrases import lemma
from kg.extraction.triggers import Candidate, event_name

__all__ = ["event_heads", "is_dated_by"]

_EDITIONS = frozenset({"edition", "iteration", "version", "round", "instalment", "installment"})
_PLACING = frozenset({"schedule", "plan", "set", "slate", "hold", "stage", "conduct", "postpone"})
_BEFORE_NOUN = frozenset({"compound", "nmod", "nummod", "amod"})
_SAYING = frozenset({"say", "tell", "announce", "state", "report", "declare", "add", "confirm", "note", "write"})


def event_heads(candidate: Candidate) -> frozenset[int]:
    """The tokens that stand for the event: trigger, head noun, carrier, its name, a verb it is argument of."""
    trigger = candidate.trigger
    name = named_span(trigger) if trigger.ent_type_ == "EVENT" else None
    noun = syntax.head_noun(trigger) if name is None else name.root
    heads = {trigger.i, noun.i}
    whole = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and lemma(whole) in _EDITIONS:
        heads.add(whole.i)  # "the 2023 edition of the exercise"
    while noun.dep_ == "appos" and noun.head != noun:
        # "the drill, Exercise Red Reef, began on Monday"
        noun = noun.head
        heads.add(noun.i)
    carrier = candidate.arguments.carrier
    if carrier is not None and lemma(carrier) not in _SAYING:
        heads.add(carrier.i)
    if name is not None:
        heads.update(range(name.start, name.end))
    if trigger.dep_ in {"xcomp", "ccomp"} and is_permission(trigger.head):
        heads.add(trigger.head.i)
    governor = syntax.governing_verb(noun)
    # "cleared the sale on Monday" dates the clearance
    own = (
        governor is not None
        and (is_light(governor) or not _tells_other(governor, candidate.frame.type))
        and (lemma(governor) not in _SAYING or governor == trigger)  # "was announced in May" says when it was told
    )
    argument = noun.dep_ in {"nsubj", "nsubjpass", "dobj"} or (noun.dep_ == "npadvmod" and noun.ent_type_ == "EVENT")
    if argument and governor is not None and noun.head == governor and own:
        heads.add(governor.i)
    if noun.dep_ == "pobj" and governor is not None and noun.head.head == governor:
        # what is signed at a meeting on Monday is signed, and discussed, on Monday
        meeting = candidate.frame.type == "Consultation" and noun.head.lower_ in {"in", "at", "during"}
        if meeting or not _tells(governor) or not _tells_other(governor, candidate.frame.type):
            heads.add(governor.i)
    return frozenset(heads)


def is_dated_by(first: Token, last: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if the expression of time from ``first`` to ``last`` belongs to the candidate's event.

    ``heads`` are those of :func:`event_heads`. What stands right before or behind the expression is heard first, since
    the parser errs at it: the noun that it modifies, the verb of a relative clause, the name of an exercise.
    """
    modified = next((t.head for t in (first, last) if t.dep_ in _BEFORE_NOUN and t.head.i > last.i), None)
    if modified is not None and syntax.is_nominal(modified):  # "under a 2019 agreement"
        return syntax.head_noun(modified).i in heads or modified.i in heads
    preposition = first.head
    owner = preposition.head
    if preposition.lower_ == "of" and preposition.i == first.i - 1 and syntax.is_nominal(owner):
        return owner.i in heads  # "an arrangement of 2018 was suspended"
    if any(_is_when(clause, heads) for t in (first, last) for clause in t.children):
        return True
    verb = _verb_behind(first, last)
    if verb is not None:
        return verb.i in heads
    return _follows_name(first, heads) or _is_below(first, heads, candidate)


def _is_when(clause: Token, heads: frozenset[int]) -> bool:
    """*in April, when the ministers met*: the clause that tells what was then."""
    return clause.dep_ == "relcl" and clause.i in heads and any(t.lower_ == "when" for t in clause.children)


def _verb_behind(first: Token, last: Token) -> Token | None:
    """The verb of "which last year sold jets": the expression stands between the pronoun and it."""
    if first.i == first.sent.start or first.nbor(-1).tag_ not in {"WDT", "WP"} or last.i + 1 >= last.sent.end:
        return None
    verb = last.nbor()
    return verb.head if verb.dep_ in {"aux", "auxpass"} else verb if verb.tag_.startswith("VB") else None


def _follows_name(first: Token, heads: frozenset[int]) -> bool:
    """*Exercise Red Reef from 3 May*, *Red Reef 5 scheduled for March*: the date right behind the name of an event."""
    at = first.i - 1
    while at > first.sent.start and (first.doc[at].tag_ in {"IN", "TO"} or first.doc[at].tag_ == "DT"):
        at -= 1
    if first.doc[at].tag_ == "VBN" and first.doc[at].lemma_ in _PLACING:
        at -= 1
    return first.doc[at].ent_type_ == "EVENT" and at in heads


def _is_below(date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if the nearest event above ``date`` in the parse is the candidate's."""
    start = token = _out_of_relative(date)
    while True:
        if token.i in heads:
            return not _event_between(token, start, heads, candidate)
        if token != date and (_tells(token) or token.pos_ == "VERB"):
            return _carries(token, heads) or _is_occasion(token, heads)
        if token.head == token:
            return False
        token = token.head


def _is_occasion(noun: Token, heads: frozenset[int]) -> bool:
    """True for the meeting at which something was signed: its day is the day of the signing."""
    preposition = noun.head
    return noun.dep_ == "pobj" and preposition.lower_ in {"in", "at", "during"} and preposition.head.i in heads


def _carries(verb: Token, heads: frozenset[int]) -> bool:
    """True for the verb of a clause that only places its noun ("the drill, which was held in May", "due in June")."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not syntax.subjects(verb):
        # a reduced relative that the parser hung on the verb: it stands right behind its noun
        return verb.i > 0 and verb.doc[verb.i - 1].i in heads
    subjects = (*syntax.subjects(verb), *syntax.passive_subjects(verb))
    own = all(subject.tag_ in {"WDT", "WP"} for subject in subjects)
    return verb.dep_ in {"acl", "relcl"} and verb.head.i in heads and own and (is_light(verb) or verb.tag_ == "VBN")


def _out_of_relative(date: Token) -> Token:
    """The token from which to climb: "X, who is on a visit, on Monday" leaves the relative clause at the comma."""
    top = date
    while top.dep_ in {"pobj", "npadvmod", "compound", "nummod", "amod", "det"} and top.head != top:
        if top.dep_ == "npadvmod":
            break
        top = top.head
    clause = syntax.clause_head(top.head)
    left = min((t.i for t in top.subtree if not t.is_punct), default=top.i)
    if left > 0 and date.doc[left - 1].text == "," and clause.dep_ == "relcl":
        return clause.head.head
    return date


def _event_between(head: Token, date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if another event noun stands between a noun and the date: the date is then the nearer one's."""
    if head.i > date.i:
        return False
    if head.pos_ == "VERB":
        # "will order jets, Acme said on Thursday"
        return any(t.lemma_.lower() in _SAYING and syntax.subjects(t) for t in date.doc[head.i + 1 : date.i])
    between = (t for t in date.doc[head.i + 1 : date.i] if t.i not in heads and t.i not in _argument_tokens(candidate))
    return any(_tells(t) for t in between)


def _argument_tokens(candidate: Candidate) -> frozenset[int]:
    """The tokens of the candidate's own arguments."""
    return frozenset(t.i for slot in candidate.arguments.slots.values() for t in slot)


def _tells_other(verb: Token, kind: str) -> bool:
    """True for a verb that tells situations, and none of type ``kind``."""
    frames = [frame for frame, _ in lexicon().by_verb.get(lemma(verb), ())]
    return bool(frames) and all(frame.type != kind for frame in frames)


def _tells(token: Token) -> bool:
    """True for a word that may tell a situation of its own."""
    if event_name(token) is not None:
        return True
    book = lexicon()
    if token.pos_ == "VERB":
        return lemma(token) in book.by_verb and not is_light(token)
    return token.pos_ in {"NOUN", "PROPN"} and any(
        (lemma(token),) == noun for _, noun in book.by_noun.get(lemma(token), ())
    )

"""Which event an expression of time belongs to: the nearest one above it in the parse, or the name right before it.

"In August 2017" in "following her visit to Poland in August 2017, she held talks" dates the visit, not the talks. In
doubt it dates nothing.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.extraction import syntax
from kg.extraction.arguments import is_light
from kg.extraction.event_heads import SAYING, is_telling
from kg.extraction.governors import operator_keys
from kg.extraction.named import named_span
from kg.extraction.operators import operator
from kg.extraction.triggers import Candidate

__all__ = ["is_dated_by"]

_APART = frozenset({"after", "following", "before", "since", "until", "amid"})
_BACKWARDS = frozenset({"previously", "earlier", "before", "ago"})
_PLACING = frozenset({"schedule", "plan", "set", "slate", "hold", "stage", "conduct", "postpone"})
_BEFORE_NOUN = frozenset({"compound", "nmod", "nummod", "amod"})


def is_dated_by(first: Token, last: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if the expression of time from ``first`` to ``last`` belongs to the candidate's event.

    ``heads`` are those of :mod:`kg.extraction.event_heads`. What stands right before or behind the expression is heard
    first, since the parser errs at it: the noun that it modifies, the verb of a relative clause, an exercise's name.
    """
    modified = next((t.head for t in (first, last) if t.dep_ in _BEFORE_NOUN and t.head.i > last.i), None)
    if modified is not None and syntax.is_nominal(modified):  # "under a 2019 agreement"
        return syntax.head_noun(modified).i in heads or modified.i in heads
    preposition = first.head
    owner = preposition.head
    before = first.nbor(-1) if first.i > first.sent.start else first
    if before.lower_ == "of" and before.dep_ == "prep" and before != preposition:
        preposition, owner = before, before.head
    if preposition.lower_ == "of" and preposition.i == first.i - 1 and syntax.is_nominal(owner):
        return owner.i in heads  # "an arrangement of 2018 was suspended", "the typhoon of last May"
    if any(_is_when(clause, heads) for t in (first, last) for clause in t.children) or _when_behind(last, heads):
        return True
    verb = _verb_behind(first, last)
    if verb is not None:
        return verb.i in heads
    return _follows_name(first, last, heads) or _is_below(first, heads, candidate)


def _is_when(clause: Token, heads: frozenset[int]) -> bool:
    """*in April, when the ministers met*: the clause that tells what was then."""
    return clause.dep_ == "relcl" and clause.i in heads and any(t.lower_ == "when" for t in clause.children)


def _when_behind(last: Token, heads: frozenset[int]) -> bool:
    """*in April, when sanctions were imposed and Niger left*: the clauses right behind the date, wherever they hang."""
    at = last.i + 1
    if at < last.sent.end and last.doc[at].text == ",":
        at += 1
    if at >= last.sent.end or last.doc[at].lower_ != "when":
        return False
    clause = last.doc[at].head
    behind = (t for t in syntax.conjuncts(clause.head) if t.i > clause.i)
    return any(t.i in heads for t in (clause, *syntax.conjuncts(clause), *behind))


def _verb_behind(first: Token, last: Token) -> Token | None:
    """The verb of "which last year sold jets": the expression stands between the pronoun and it."""
    if first.i == first.sent.start or first.nbor(-1).tag_ not in {"WDT", "WP"} or last.i + 1 >= last.sent.end:
        return None
    verb = last.nbor()
    return verb.head if verb.dep_ in {"aux", "auxpass"} else verb if verb.tag_.startswith("VB") else None


def _follows_name(first: Token, last: Token, heads: frozenset[int]) -> bool:
    """*Exercise Red Reef from 3 May*, *Red Reef 5 scheduled for March*: the date right behind the name of an event."""
    at = first.i - 1
    if last.lower_ in _BACKWARDS and first.doc[at].text == ",":
        at -= 1  # "since Red Reef 2, 17 years earlier"
    while at > first.sent.start and (first.doc[at].tag_ in {"IN", "TO"} or first.doc[at].tag_ == "DT"):
        at -= 1
    behind = first.doc[at]
    whole = behind.head.head
    if behind.dep_ == "pobj" and whole.i in heads and syntax.is_nominal(whole) and behind.i < first.i - 1:
        return True  # "the entry into force in May of the treaty"
    if first.doc[at].tag_ == "VBN" and first.doc[at].lemma_ in _PLACING:
        at -= 1
    return first.doc[at].ent_type_ == "EVENT" and at in heads


def _is_below(date: Token, heads: frozenset[int], candidate: Candidate) -> bool:
    """True if the nearest event above ``date`` in the parse is the candidate's."""
    start = token = _out_of_relative(date)
    while True:
        if token.i in heads:
            return not _event_between(token, start, heads, candidate)
        if token != date and not _is_passed_over(token) and (is_telling(token) or token.pos_ == "VERB"):
            return (
                _carries(token, heads)
                or _is_occasion(token, heads)
                or _begins_since(token, heads)
                or _is_then(token, heads)
            )
        if token.head == token or _is_of_another_time(token, date):
            return False
        token = _above(token)


def _is_of_another_time(noun: Token, date: Token) -> bool:
    """*sold after the coup in July*, *following the floods of May*: the date is that of the coup."""
    if noun.ent_type_ == "DATE" or noun.i > date.i:
        return False
    return (noun.dep_ == "pobj" and noun.head.lower_ in _APART) or _is_since_when(noun, date)


def _is_since_when(noun: Token, date: Token) -> bool:
    """*the Guard, a partner since 1993*: since when somebody is what the apposition says."""
    return noun.dep_ == "appos" and syntax.is_nominal(noun) and date.head.lower_ == "since" and date.head.head == noun


def _is_passed_over(token: Token) -> bool:
    """*including* as a preposition tells nothing, and *for that mission in May* points at one told before."""
    return token.dep_ == "prep" or (token.dep_ == "pobj" and any(t.lower_ == "that" for t in syntax.determiners(token)))


def _is_occasion(noun: Token, heads: frozenset[int]) -> bool:
    """True for the meeting at which something was signed: its day is the day of the signing."""
    preposition = noun.head
    return noun.dep_ == "pobj" and preposition.lower_ in {"in", "at", "during"} and preposition.head.i in heads


def _above(token: Token) -> Token:
    """The head of ``token``; the nearest verb before it where the parser hung one date on another clause's."""
    head = token.head
    if token.ent_type_ != "DATE" or head.ent_type_ != "DATE" or head.i > token.i:
        return head
    between = [t for t in token.doc[head.i + 1 : token.i] if t.tag_ == "VBD" and syntax.subjects(t)]
    return between[-1] if between else head


def _is_then(verb: Token, heads: frozenset[int]) -> bool:
    """*held a drill when the ship called there in 2021*: what is told by *when* is told as of the same time."""
    when = [t for t in syntax.children(verb, "advmod") if t.lower_ == "when" and t.i < verb.i]
    if not when or verb.dep_ not in {"advcl", "acl", "relcl"} or when[0].nbor(-1).text == ",":
        return False
    above = verb.head if verb.head.tag_.startswith("VB") else syntax.governing_verb(verb.head)
    return verb.head.i in heads or (above is not None and above.i in heads)


def _begins_since(verb: Token, heads: frozenset[int]) -> bool:
    """*have attended courses since the programme was started in 1985*: from when on the main clause holds."""
    opened = any(t.lower_ == "since" for t in syntax.children(verb, "mark"))
    perfect = any(t.lemma_ == "have" for t in syntax.auxiliaries(verb.head))
    return verb.dep_ == "advcl" and opened and perfect and verb.head.i in heads


def _carries(verb: Token, heads: frozenset[int]) -> bool:
    """True for the verb of a clause that only places its noun ("the drill, which was held in May", "due in June")."""
    inner = verb
    while verb.dep_ == "xcomp" and is_light(inner):  # "which is slated to take place in May"
        verb = verb.head
    if verb.dep_ == "advcl" and verb.tag_ == "VBN" and not syntax.subjects(verb):
        # a reduced relative that the parser hung on the verb: it stands right behind its noun
        return verb.i > 0 and verb.doc[verb.i - 1].i in heads
    subjects = (*syntax.subjects(verb), *syntax.passive_subjects(verb))
    own = all(subject.tag_ in {"WDT", "WP"} for subject in subjects)
    if verb.dep_ not in {"acl", "relcl"} or not own or not (is_light(verb) or verb.tag_ == "VBN"):
        return False
    if verb.lemma_ in _PLACING and any(t.lower_ == "had" for t in syntax.auxiliaries(verb)):
        return False  # "the drill, which had been planned for 2020"
    if any(t.lower_ == "first" for t in syntax.children(verb, "advmod", "amod")) and is_light(verb):
        return False  # "the course, which was first held in 2019"
    return verb.head.i in heads or (bool(subjects) and _is_begun(verb) and _is_behind(subjects[0], heads))


def _is_begun(verb: Token) -> bool:
    found = operator("subject", *operator_keys(verb))
    return found is not None and found.name == "beginning"


def _is_behind(pronoun: Token, heads: frozenset[int]) -> bool:
    """*the exercise of the alliance, which began*: what begins is the event, whatever noun the parser chose."""
    at = pronoun.i - 1
    if pronoun.doc[at].text != ",":
        return False
    token = pronoun.doc[at - 1]
    while not token.tag_.startswith("VB"):
        if token.i in heads or token.head == token or is_telling(token):
            return token.i in heads
        token = token.head
    return False


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
        words = date.doc[head.i + 1 : date.i]
        return any(
            (t.lemma_.lower() in SAYING and syntax.subjects(t)) or _is_headline_apart(t, head, heads) for t in words
        )
    own = heads | _argument_tokens(candidate) | _name_right_behind(head)
    between = (t for t in date.doc[head.i + 1 : date.i] if t.i not in own)
    return any(is_telling(t) and not _is_of_a_place(t) for t in between)


def _is_headline_apart(verb: Token, head: Token, heads: frozenset[int]) -> bool:
    """*Minister meets president, drill to open Friday*: after the comma a headline tells of something else."""
    if verb.tag_ != "VB" or verb.nbor(-1).lower_ != "to" or verb.nbor(-2).i in heads:
        return False
    if not syntax.is_nominal(verb.nbor(-2)):
        return False
    return head.tag_ in {"VBZ", "VBP", "NNS"} and any(t.text in {",", ";"} for t in verb.doc[head.i + 1 : verb.i])


def _name_right_behind(noun: Token) -> frozenset[int]:
    """The tokens of *Red Reef* in "the exercise “Red Reef”"."""
    names = (named_span(t) for t in noun.doc[noun.i + 1 : noun.i + 3] if t.ent_type_ == "EVENT")
    return frozenset(t.i for name in names if name is not None for t in name)


def _is_of_a_place(noun: Token) -> bool:
    """The *training* of "the training area"."""
    return noun.dep_ == "compound" and not is_telling(noun.head)


def _argument_tokens(candidate: Candidate) -> frozenset[int]:
    """The tokens of the candidate's own arguments."""
    return frozenset(t.i for slot in candidate.arguments.slots.values() for t in slot)

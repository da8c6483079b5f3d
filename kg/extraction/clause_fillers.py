"""Roles that stand in the clause of a trigger without being arguments: places, the name of an exercise, sums."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.admission import Candidate
from kg.extraction.amounts import find as find_amounts
from kg.extraction.amounts import parse as parse_amount
from kg.extraction.arguments import is_verbal
from kg.extraction.context import Context
from kg.extraction.entities import Mention, name_of
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.nominal_arguments import clauses_about
from kg.extraction.phrases import has_word, lemma
from kg.extraction.series import is_successor
from kg.extraction.thing_fillers import place
from kg.extraction.triggers import event_name
from kg.extraction.whereabouts import LOCALITIES
from kg.model import Amount, EntityKind, Filler

__all__ = ["from_clause"]

_LOCATING = frozenset({"in", "at", "near", "off", "outside", "around", "through", "across", "over", "along"})
_DIRECTIONS = frozenset(
    {"south", "north", "east", "west", "coast", "shore", "shores", "waters", "outskirts", "southeast", "northwest"}
)
_HOSTING = frozenset(table("light")["hosting"]["words"])
_COSTING = frozenset(
    {"be", "cost", "total", "value", "worth", "estimate", "price", "fund", "finance", "reach", "exceed"}
)


def from_clause(context: Context, candidate: Candidate) -> Iterator[tuple[str, Filler, int]]:
    """Roles that stand in the clause without being arguments: an exercise's name, a sum of money."""
    trigger, kind = candidate.trigger, candidate.frame.type
    if "inPlace" in {role for roles in candidate.frame.slots.values() for role in roles}:
        for token in _places_in_clause(context, candidate):
            yield from (("inPlace", where, token.i) for where in place(context, candidate, token))
        for token in _hosts(candidate):
            yield from (("inPlace", where, token.i) for where in place(context, candidate, token))
    if kind in {"JointExercise", "JointOperation"}:
        span = _event_span(trigger)
        if span is not None:
            yield "name", name_of(span.text), span.start
    if kind in {"ArmsTransfer", "MilitaryAid"}:
        for at, amount in _sums_in_clause(candidate):
            yield "amount", amount, at


def _hosts(candidate: Candidate) -> Iterator[Token]:
    """Who holds an event at home: "Slovakia will host the exercise", "hosted by Ghana"."""
    if candidate.arguments.carrier is not None and lemma(candidate.arguments.carrier) in _HOSTING:
        yield from candidate.arguments.get("subject")
    noun = syntax.head_noun(candidate.trigger)
    for clause in syntax.coordinated(clauses_about(noun)):
        for verb in (clause, *syntax.children(clause, "xcomp")):
            if lemma(verb) in _HOSTING:
                yield from (t for t in (*syntax.agents(verb), *syntax.logical_subjects(verb)) if t != noun)


def _sums_in_clause(candidate: Candidate) -> Iterator[tuple[int, Amount]]:
    """The sums of the clause, and those that the sentence says it costs: "a deal worth ...", "is valued at"."""
    trigger = candidate.trigger
    sentence = trigger.sent
    own = {trigger.i, syntax.head_noun(trigger).i, *(token.i for token in candidate.objects)}
    inside = {t.i for at in own for t in trigger.doc[at].subtree} if trigger.pos_ != "VERB" else set()
    clause = syntax.clause_head(trigger)
    for expression in find_amounts(sentence.text):
        start = sentence.start_char + expression.start
        token = next((t for t in sentence if t.idx + len(t) > start), None)
        if token is None:
            continue
        verb = syntax.clause_head(token)
        costing = (*syntax.subjects(verb), *syntax.passive_subjects(verb)) if lemma(verb) in _COSTING else ()
        costs = any(t.i in own for t in costing) or getattr(syntax.antecedent(verb), "i", None) in own
        if verb == clause or costs or token.i in inside:
            yield token.i, parse_amount(" ".join(expression.text.split()))


def _places_in_clause(context: Context, candidate: Candidate) -> Iterator[Token]:
    """Places that a preposition of place puts into the clause of the trigger, wherever the parser hung them."""
    trigger = candidate.trigger
    clause = syntax.clause_head(trigger)
    noun = syntax.head_noun(trigger)
    about = () if is_verbal(trigger) else syntax.coordinated(clauses_about(noun))
    clauses = {clause, *about, *(verb for c in about for verb in syntax.children(c, "xcomp"))}
    sentence = trigger.sent
    for mention in context.entities.within(sentence.start, sentence.end):
        if mention.entity.kind not in {EntityKind.PLACE, EntityKind.STATE}:
            continue
        head = trigger.doc[mention.end - 1]
        first = _first_of_row(context, mention)
        mark = _mark_of_place(trigger.doc, first.start, sentence.start)
        head = trigger.doc[first.end - 1] if first != mention else head
        if mark is None or syntax.clause_head(head) not in clauses:
            continue
        above = mark.head
        if above.i == trigger.i or not _holds_its_place(above):
            yield trigger.doc[mention.end - 1]


def _holds_its_place(above: Token) -> bool:
    """True for a noun whose place is not the clause's: "discussed the war in Gaza", "is followed by a drill in Y"."""
    return syntax.is_nominal(above) and (has_word(above, "subject_matter") or is_successor(above))


def _first_of_row(context: Context, mention: Mention) -> Mention:
    """The place that ``mention`` says the region of: Dahlgren for Virginia in "at Dahlgren, Virginia"."""
    comma = mention.start - 1
    if comma < 1 or context.doc[comma].text != "," or mention.entity.kind is not EntityKind.PLACE:
        return mention
    before = next(iter(context.entities.before(mention.start)), None)
    in_row = before is not None and before.end == comma and before.entity.kind is EntityKind.PLACE
    return before if before is not None and in_row else mention


def _mark_of_place(doc: Doc, at: int, start: int) -> Token | None:
    """The preposition of place before the token ``at``: "in the", "off", "south of", "off the coast of"."""
    at -= 1
    while at > start and doc[at].dep_ in {"det", "amod", "compound"} and doc[at].pos_ != "ADP":
        at -= 1
    if doc[at].lower_ == "of" and at > start and doc[at - 1].lower_ in _DIRECTIONS | LOCALITIES:
        return doc[at - 1] if doc[at - 1].pos_ == "ADV" else doc[at]
    return doc[at] if doc[at].lower_ in _LOCATING else None


def _event_span(trigger: Token) -> Span | None:
    """The name of the exercise or operation that ``trigger`` heads, modifies or is equated with."""
    noun = syntax.head_noun(trigger)
    near = [trigger, noun, *syntax.compounds(noun), *syntax.appositions(noun), *noun.children]
    if noun.dep_ in {"attr", "appos"}:
        near += [noun.head, *syntax.subjects(noun.head)]
    for token in near:
        span = named_span(token) if token.ent_type_ == "EVENT" else None
        if span is not None and event_name(span.root) is not None:
            return span
    return None

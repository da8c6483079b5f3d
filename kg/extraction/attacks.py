"""Which tellings of violence are one incident: by what was hit, where, by whom and when.

News of conflict tells of several attacks in a row, often by one agent. Two tellings are one only where they share what
was hit or where, or one of them is silent about it. What the words at a mention tell ("a second strike") is read in
:mod:`kg.extraction.attack_mentions`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.joining import folded
from kg.extraction.lexicon import word_sets
from kg.extraction.likeness import are_disjoint
from kg.extraction.times_apart import dates_agree, times_differ
from kg.model import Entity, EntityKind, Evidence, Filler, Situation, Temporality

__all__ = ["RESULT", "Keys", "agents_differ", "by_last_mention", "is_own", "same_attack"]

RESULT = "back+"
"""Prefix of the key of a mention of what an attack did ("the attack destroyed two radars"): it adds a target."""

_WORDS = word_sets("attacks")
_CLASHED = re.compile(r"\b(?:clash|skirmish|fight|fought|fire|shots|battle|stand-?off)", re.IGNORECASE)
_NEAR = 500  # code points within which a telling that names neither target nor place goes on with the one before
_SENTENCE = 100  # code points that seldom reach beyond the clause that explains
_NOUN = re.compile(
    rf"\b({'|'.join(sorted(_WORDS['attack'] | _WORDS['several'], key=len, reverse=True))})\b", re.IGNORECASE
)


def agents_differ(one: Situation, other: Situation) -> bool:
    """True if both say who attacked, and nobody is named by both."""
    return are_disjoint(one.roles.get("agent", ()), other.roles.get("agent", ()))


@dataclass(frozen=True, slots=True)
class Keys:
    """How the keys of mentions begin, and the names of the states that the article speaks of."""

    back: str
    bare: str
    another: str
    states: frozenset[str] = frozenset()


def same_attack(one: Situation, other: Situation, keys: Keys) -> bool:
    """True if ``other``, told later, may be the incident ``one``."""
    definite = other.key.startswith((keys.back, keys.bare))
    if other.key.startswith(keys.another) or (
        not dates_agree(one.when, other.when) if definite else times_differ(one, other)
    ):
        return False
    if definite and _are_several(_last(other)) and _is_single(one) and not _heads(one) & _heads(other):
        return False
    if definite and (_is_one_of_several(one, other) or (_is_ahead(one) and not _is_ahead(other))):
        return False
    if agents_differ(one, other) or _strikes_itself(one, other):
        return False
    if _places_differ(one.roles.get("inPlace", ()), other.roles.get("inPlace", ()), keys.states):
        return False
    if _tenses_part(one, other) and not _is_meant(one, other, keys):
        return False
    if other.key.startswith((RESULT, keys.bare)) or _is_part_of_clash(one, other) or _is_explained(one, other):
        return True
    if _targets_differ(one.roles.get("target", ()), other.roles.get("target", ())):
        return False
    return other.key.startswith(keys.back) or _has_in_common(one, other)


def _is_meant(one: Situation, other: Situation, keys: Keys) -> bool:
    """True where tenses do not count: for "the strike", approved or justified, and for what is done once to one."""
    bare = other.key.startswith(keys.bare)
    return _is_one_death(one, other) or bare or (other.key.startswith(keys.back) and bool(_heads(one) & _heads(other)))


def _is_single(situation: Situation) -> bool:
    """True for what is told as "the strike" and never as "strikes"."""
    nouns = {noun for claim in situation.claims for quote in claim.evidence if (noun := _noun_of(quote))}
    return bool(nouns) and not nouns & _WORDS["several"]


def _is_part_of_clash(one: Situation, other: Situation) -> bool:
    """True for what one of two that clashed did, told just after: "the clash began when Thai mortars hit a post"."""
    clashed, acting = one.roles.get("agent", ()), other.roles.get("agent", ())
    fought = any(_CLASHED.search(quote) for quote in _quotes(one))
    return len(clashed) > 1 and bool(acting) and fought and _is_near(one, other)


def _is_explained(one: Situation, other: Situation) -> bool:
    """True where it was told first who was hurt, and then by what: "two were wounded when shells hit the camp"."""
    once = len(list(_quotes(one))) == 1
    near = _first(other).start - _last(one).end < _SENTENCE
    return once and one.key.startswith(RESULT) and not one.roles.get("agent") and near


def _is_near(one: Situation, other: Situation) -> bool:
    return _first(other).start - _last(one).end < _NEAR


def _is_one_of_several(one: Situation, other: Situation) -> bool:
    """True for "attacks in recent months, among them the attack on Monday": one that is dated is not all of them."""
    return bool(other.when and not one.when) and _are_several(_last(one)) and not _are_several(_last(other))


def _has_in_common(one: Situation, other: Situation) -> bool:
    """True if both name what was hit or where; or one tells neither and they stand near each other."""
    if all(s.roles.get("target") for s in (one, other)) and _heads(one) & _heads(other):
        return True
    if _places(one) & _places(other):
        return True
    silent = any(not s.roles.get("target") and not s.roles.get("inPlace") for s in (one, other))
    return silent and _is_near(one, other)


def _is_one_death(one: Situation, other: Situation) -> bool:
    """True if both are done to the same named person."""
    people = [
        {folded(f) for f in s.roles.get("target", ()) if isinstance(f, Entity) and f.kind is EntityKind.PERSON}
        for s in (one, other)
    ]
    return bool(people[0] & people[1])


def _tenses_part(one: Situation, other: Situation) -> bool:
    """True for an attack that was and one that only may come."""
    return _is_ahead(one) != _is_ahead(other) and all(any(c.explicit for c in s.claims) for s in (one, other))


def _is_ahead(situation: Situation) -> bool:
    return {c.temporality for c in situation.claims if c.explicit} == {Temporality.FUTURE}


def _strikes_itself(one: Situation, other: Situation) -> bool:
    """True where the joined incident would have a state hit what is its own ("the U.S. strike", "their embassy")."""
    pairs = ((one, other), (other, one))
    return any(
        is_own(agent, target)
        for left, right in pairs
        if not left.roles.get("target") and not right.roles.get("agent")
        for agent in left.roles.get("agent", ())
        for target in right.roles.get("target", ())
    )


def is_own(agent: Filler, target: Filler) -> bool:
    """True if ``agent`` is a state and ``target`` is of it by name or country: who hits its own is read wrongly."""
    if not isinstance(agent, Entity) or not isinstance(target, Entity) or agent.kind is not EntityKind.STATE:
        return False
    return folded(target).startswith(folded(agent)[:5]) or target.country == agent.name


def _places_differ(one: Sequence[Filler], other: Sequence[Filler], states: frozenset[str]) -> bool:
    """True if both say where below a state, and no name of the one is in a name of the other."""
    left, right = ([folded(f) for f in places if folded(f) not in states] for places in (one, other))
    return bool(left and right) and not any(a in b or b in a for a in left for b in right)


def _targets_differ(one: Sequence[Filler], other: Sequence[Filler]) -> bool:
    """True if both name a thing, a place or a person that was hit, and the names share no head; people are silent."""
    left, right = _named(one), _named(other)
    return bool(left and right) and not _word_heads(left) & _word_heads(right)


def _named(targets: Sequence[Filler]) -> list[Entity]:
    return [f for f in targets if isinstance(f, Entity) and f.kind is not EntityKind.STATE]


def _word_heads(targets: Sequence[Filler]) -> frozenset[str]:
    """The last words of the names, before "of" and "near", without the ending of a plural."""
    names = (re.split(r"\s(?:of|near|in|at|with|for|on)\s", folded(f))[0] for f in targets)
    return frozenset(word for name in names if name for word in (name.split()[-1].rstrip("s"),))


def _heads(situation: Situation) -> frozenset[str]:
    return _word_heads([f for f in situation.roles.get("target", ()) if isinstance(f, Entity)])


def _places(situation: Situation) -> frozenset[str]:
    return frozenset(folded(f) for f in situation.roles.get("inPlace", ()))


def by_last_mention(told: Mapping[int, Situation], mention: Situation, keys: Keys) -> list[int]:
    """The keys of ``told``, that mentioned last first; for "the attack" those that were last told of as one first."""
    order = sorted(told, key=lambda at: _last(told[at]).start, reverse=True)
    if not mention.key.startswith((keys.back, keys.bare)):
        return order
    noun = _noun_of(_last(mention)).removesuffix("s")
    if noun in _WORDS["telling_apart"]:
        order.sort(key=lambda at: not any(noun in quote.lower() for quote in _quotes(told[at])))
    order.sort(key=lambda at: _are_several(_last(told[at])) != _are_several(_last(mention)))
    return order


def _quotes(situation: Situation) -> Iterator[str]:
    return (quote.exact for claim in situation.claims for quote in claim.evidence)


def _noun_of(quote: Evidence) -> str:
    """The first word of ``quote`` that stands for an attack; empty if none does."""
    found = _NOUN.search(quote.exact)
    return "" if found is None else found[1].lower()


def _are_several(quote: Evidence) -> bool:
    return _noun_of(quote) in _WORDS["several"]


def _first(situation: Situation) -> Evidence:
    return min(quote for claim in situation.claims for quote in claim.evidence)


def _last(situation: Situation) -> Evidence:
    return max(quote for claim in situation.claims for quote in claim.evidence)

"""The states that an article is about: its two sides, the one its headline starts with, that of its dateline."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Token

from kg.extraction.entities import Entities
from kg.extraction.organisations import in_small_letters
from kg.extraction.phrases import lemma
from kg.extraction.titles import table
from kg.model import Entity, EntityKind

__all__ = [
    "filed_from",
    "leading_state",
    "publishing_state",
    "reporting_state",
    "sides_of",
    "state_at_home",
    "state_of_lead",
]

_BODIES = frozenset({EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY})
_THINGS = frozenset(table()["moving"]["words"])
_SHARE_OF_SIDES = 0.7
"""The two states that most mentions name are the sides if they have this share of all mentions of states."""
_ARTICLE_LENGTH = len("The ")
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][\w.'’\- ]{2,24}?)(?:,[^\n—–]{2,40}?)?\.?\s*(?:[(/][^)/\n]{2,30}[)/]\.?)?\s*"
    r"(?:[—–:]|-+(?=\s)|\.(?=\s*[/—–-]))"
)
"""The place, date and agency before the dash that opens a story (AP Stylebook, "datelines")."""


def sides_of(entities: Entities) -> tuple[Entity, ...]:
    """The two states an article is about: those its title names, or that most of its mentions of states name."""
    states = [m for m in entities.mentions if m.entity.kind is EntityKind.STATE]
    titled = _titled(entities)
    if len(titled) == 2:
        return titled
    ranked = Counter(m.entity for m in states).most_common(2)
    if len(ranked) == 2 and sum(count for _, count in ranked) >= _SHARE_OF_SIDES * len(states):
        return tuple(entity for entity, _ in sorted(ranked, key=lambda pair: pair[0].key))
    return ()


def leading_state(entities: Entities) -> Entity | None:
    """The state that the title starts with; where it names none, the one of most mentions of states; else None."""
    titled = _titled(entities)
    if titled:
        first = entities.mentions[0]
        starts = entities.doc[first.start].idx <= _ARTICLE_LENGTH and first.entity.kind is not EntityKind.PERSON
        return titled[0] if starts and not _is_of_things(entities.doc[first.end - 1]) else None
    states = Counter(m.entity for m in entities.mentions if m.entity.kind is EntityKind.STATE)
    found = states.most_common(1)
    return found[0][0] if found and 2 * found[0][1] > states.total() else None


def _is_of_things(word: Token) -> bool:
    """*Portuguese F-16s land in Iceland*: whose jets they are, not whose paper tells of them."""
    if word.dep_ not in {"amod", "compound", "nmod"} or word.tag_ not in {"JJ", "NNP"} or word.head == word:
        return False
    return any(c.isdigit() for c in word.head.text) or lemma(word.head) in _THINGS


def reporting_state(entities: Entities) -> Entity | None:
    """The state in which the story was filed by its dateline, if the article speaks of it; else None.

    A story filed at home calls that state's ministers by their offices alone.
    """
    filed = filed_from(entities)
    return filed[1] if filed is not None else None


def filed_from(entities: Entities) -> tuple[str, Entity] | None:
    """The place of the dateline with its state, if the article speaks of the state; else None."""
    dateline = _DATELINE.match(entities.article.text, entities.article.body_start)
    place = dateline["place"].strip() if dateline else ""
    seat = entities.gazetteer.state_of_capital(place) if place else None
    if seat is not None:
        name = seat.label
    else:
        cities = (
            [r.country for r in entities.gazetteer.lookup(place) if r.kind == "city" and r.country] if place else []
        )
        name = cities[0] if cities else ""
    state = entities.state(name) if name else None
    if state is None or state not in entities.all():
        return None
    return in_small_letters(place, entities.gazetteer), state


def publishing_state(entities: Entities) -> Entity | None:
    """The state that the publisher has in its name, or its capital ("Samoa Morning Post", "Nairobi Herald"), if the
    article speaks of it: a paper calls its own ministers by their offices alone.
    """
    words = (entities.article.publisher or "").split()
    spans = [" ".join(words[i:j]) for i in range(len(words)) for j in range(len(words), i, -1)]
    for name in spans:
        seat = entities.gazetteer.state_of_capital(name)
        state = entities.state(seat.label if seat is not None else name)
        if state is not None and state in entities.all():
            return state
    return None


def state_of_lead(entities: Entities) -> Entity | None:
    """The state of the force or body that the story opens with ("The Guyana Defence Force yesterday denied ...")."""
    begin = entities.article.body_start
    first = next((m for m in entities.mentions if entities.doc[m.start].idx >= begin), None)
    if first is None or entities.doc[first.start].idx > begin + _ARTICLE_LENGTH or not first.entity.country:
        return None
    return entities.state(first.entity.country) if first.entity.kind in _BODIES else None


def state_at_home(entities: Entities) -> Entity | None:
    """The state whose paper, release or dateline the story is: "the Senate" without more is its own; else None."""
    return (
        entities.home
        or publishing_state(entities)
        or reporting_state(entities)
        or leading_state(entities)
        or state_of_lead(entities)
    )


def _titled(entities: Entities) -> tuple[Entity, ...]:
    """The states of the title, those of the bodies that it names included, in order."""
    end = len(entities.article.title)
    named = (m.entity for m in entities.mentions if entities.doc[m.start].idx < end)
    states = (e if e.kind is EntityKind.STATE else entities.state(e.country) if e.country else None for e in named)
    return tuple(dict.fromkeys(state for state in states if state is not None))

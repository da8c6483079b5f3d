"""Which situations cross no border: what a state's own forces do at home bears on no relation with another.

The annotations ask for cooperation between actors of different countries, or its breakdown. An army that fights rebels
in its own state, troops that help after a flood, a president among his own soldiers tell of none, unless the article
tells besides of something between states, on which they may bear. Nor do losses of long ago.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span

from kg.extraction.context import Context
from kg.extraction.lexicon import word_sets
from kg.model import Entity, EntityKind, Situation

__all__ = ["abroad_only"]

_TYPES = frozenset({"Incident", "Deployment", "Visit", "JointOperation", "Consultation"})
_PAST_TYPES = frozenset({"Incident", "Deployment", "InformationSharing"})
_OF_SEVERAL = frozenset({EntityKind.INTERNATIONAL_ORGANIZATION})
_VIOLENT = frozenset({"Incident"})
_LENGTH = 40  # tokens of a text that has room to say whose those are that it speaks of
_LEAD = 80  # tokens in which a story on what is long past says so
_WORDS = word_sets("at_home")
_HISTORY = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS['history']))})\b", re.IGNORECASE)


def abroad_only(context: Context, situations: Sequence[Situation]) -> tuple[Situation, ...]:
    """``situations`` without those that stay within one state, and without attacks that are history.

    A text of a sentence or two is silent on whose actors are, and loses none.
    """
    kept = tuple(s for s in situations if s.type not in _PAST_TYPES or not _is_history(context, s))
    if len(context.doc) < _LENGTH:
        return kept
    types = _TYPES if _is_of_one_state(context) else _VIOLENT
    doubtful = [s for s in kept if s.type in types and not _crosses(context, s)]
    if any(s not in doubtful and _crosses(context, s) for s in kept):
        return kept
    return tuple(s for s in kept if s not in doubtful)


def _is_of_one_state(context: Context) -> bool:
    """True if the article names no second state and no organisation of several."""
    named = context.entities.all()
    if any(e.kind in _OF_SEVERAL for e in named):
        return False
    return len({e.name if e.kind is EntityKind.STATE else e.country for e in named} - {None}) <= 1


def _crosses(context: Context, situation: Situation) -> bool:
    """True if more than one state or an organisation of several is concerned or named where it is told."""
    actors = [f for fillers in situation.roles.values() for f in fillers if isinstance(f, Entity)]
    sentences = list(_sentences(context, situation))
    named = [m.entity for span in sentences for m in context.entities.within(span.start, span.end)]
    if any(e.kind in _OF_SEVERAL for e in (*actors, *named)):
        return True
    states = {state for e in (*actors, *named) if (state := _state(context, e)) is not None}
    return len(states) > 1


def _state(context: Context, entity: Entity) -> str | None:
    """The name of the state that ``entity`` is, belongs to or lies in."""
    if entity.kind is EntityKind.STATE:
        return entity.name
    if entity.kind is EntityKind.PLACE:
        around = context.state_around(entity)
        countries = context.countries_of(entity)
        return around.name if around is not None else next(iter(countries)) if len(countries) == 1 else None
    state = context.actors.state_of(entity)
    return state.name if state is not None else entity.country


def _sentences(context: Context, situation: Situation) -> Iterator[Span]:
    for claim in situation.claims:
        for quote in claim.evidence:
            span = context.doc.char_span(quote.start, quote.end, alignment_mode="expand")
            if span is not None:
                yield span.sent


def _is_history(context: Context, situation: Situation) -> bool:
    """True for what a war of old or a wreck is told of: in its sentence, or in the lead of a story that is on that."""
    spans = list(_sentences(context, situation))
    if any(_HISTORY.search(span.text) for span in spans):
        return True
    lead = context.doc[: min(_LEAD, len(context.doc))]
    return bool(_HISTORY.search(lead.text))

"""In which state a place lies, as the article itself says: "Cabo Delgado, the Mozambican province", "Skjold in Norway".

A gazetteer knows the cities; provinces, bases and islands are told by the text that names them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.entities import Entities, Mention
from kg.model import Entity, EntityKind

__all__ = ["LOCALITIES", "state_told_around"]

LOCALITIES = frozenset(
    {"island", "islands", "city", "town", "village", "province", "region", "district", "gulf", "bay", "port", "capital"}
)
"""Nouns before or behind the name of a place that say what it is."""
_REACH = 5  # tokens between a place and the state in one phrase: "Mozambique's northern province of Cabo Delgado"
_INTO = frozenset({",", "in", "("})


def state_told_around(entities: Entities, place: Entity) -> Entity | None:
    """The one state in which the article says ``place`` lies; None where it says none, or several."""
    found = dict.fromkeys(
        state
        for mention in entities.mentions
        if mention.entity.key == place.key
        for state in (*_behind(entities, mention), *_before(entities, mention))
    )
    return next(iter(found)) if len(found) == 1 else None


def _behind(entities: Entities, place: Mention) -> Iterator[Entity]:
    """Norway of "Skjold, Norway" and "Skjold in Norway", Mozambique of "Cabo Delgado, the Mozambican province"."""
    doc, at = entities.doc, place.end
    if at + 1 >= len(doc) or doc[at].lower_ not in _INTO:
        return
    described = doc[at + 1].lower_ in {"the", "a", "an"}
    following = next(entities.within(at + 1, min(at + _REACH, doc[at].sent.end)), None)
    if following is None or following.entity.kind is not EntityKind.STATE:
        return
    noun = doc[following.end].lower_ if following.end < len(doc) else ""
    near = following.start == at + 1 or (described and following.start == at + 2)
    if near and (not described or noun in LOCALITIES) and (described or noun not in {"and", "'s", "’s"}):
        yield following.entity


def _before(entities: Entities, place: Mention) -> Iterator[Entity]:
    """Mozambique of "Mozambique's northern province of Cabo Delgado", Latvia of "the Latvian town of Adazi"."""
    doc = entities.doc
    last = next(entities.before(place.start), None)
    if last is None or last.entity.kind is not EntityKind.STATE or last.end < place.start - _REACH:
        return
    between = [t.lower_ for t in doc[last.end : place.start]]
    described = between[-1:] == ["of"] and bool(LOCALITIES.intersection(between))
    owned = between[:1] in (["'s"], ["’s"]) and all(t.pos_ == "ADJ" for t in doc[last.end + 1 : place.start])
    if described or owned:
        yield last.entity

"""The named entities of one article and where it mentions them: found again from any token of their names.

How the names are resolved to entities stands in :mod:`~kg.extraction.name_resolution`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from spacy.tokens import Doc, Span, Token

from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, EntityKind, Evidence

__all__ = ["BODIES", "STATES_AND_BODIES", "Entities", "Mention", "evidence", "name_of"]

BODIES = frozenset(
    {EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY, EntityKind.ORGANIZATION, EntityKind.INTERNATIONAL_ORGANIZATION}
)
"""Kinds of bodies that act, firms and groups apart."""

STATES_AND_BODIES = BODIES | {EntityKind.STATE}
"""The same with states."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of tokens ``[start, end)`` that stands for ``entity``."""

    start: int
    end: int
    entity: Entity


@dataclass(frozen=True)
class Entities:
    """The named entities of one article with their mentions in textual order.

    ``capitals`` maps the key of a place that is a capital to its state; ``home`` is the state whose own release the
    article is, where its publisher says so.
    """

    doc: Doc
    article: Article
    gazetteer: Gazetteer
    mentions: tuple[Mention, ...]
    capitals: Mapping[str, Entity]
    home: Entity | None = None
    _by_token: Mapping[int, Entity] = field(default_factory=dict)

    def at(self, token: Token) -> Entity | None:
        """The entity that ``token`` is part of a name of; None where it is part of none."""
        return self._by_token.get(token.i)

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie in the tokens ``[start, end)``, in order."""
        first, last = bisect_left(self._starts, start), bisect_right(self._ends, end)
        return iter(self.mentions[first:last])

    def before(self, index: int) -> Iterator[Mention]:
        """The mentions that end before token ``index``, nearest first."""
        return (self.mentions[i] for i in range(bisect_right(self._ends, index) - 1, -1, -1))

    def all(self) -> tuple[Entity, ...]:
        """Every entity once, in order of first mention."""
        return tuple(self._by_key.values())

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(mention.start for mention in self.mentions)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(mention.end for mention in self.mentions)

    @cached_property
    def _by_key(self) -> Mapping[str, Entity]:
        return {mention.entity.key: mention.entity for mention in self.mentions}

    def state(self, name: str) -> Entity | None:
        """The state called ``name``, also where the article itself never names it so."""
        record = self.gazetteer.state(name)
        if record is None:
            return None
        key = f"State:{record.label}"
        return self._by_key.get(key) or Entity(key, record.label, EntityKind.STATE, qid=record.qid)


def evidence(span: Span) -> Evidence:
    """The quotation that ``span`` is, white space at its ends left out."""
    text = span.text
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    start = span.start_char
    return Evidence(start + left, start + right, text[left:right])


@lru_cache(maxsize=100_000)
def name_of(text: str) -> str:
    """A name on one line, without a leading article or a trailing possessive."""
    text = " ".join(text.split())
    text = re.sub(r"^(?:the|a|an)\s+", "", text, flags=re.IGNORECASE)
    return re.sub(r"(?:['’]s|['’])$", "", text).strip(' ,;:"“”')

"""Which thing, person or body a phrase names: the classes that ``lexicon/frames.toml`` asks of objects and subjects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction.context import Context
from kg.extraction.things.actors import ACTORS
from kg.extraction.things.arms import ARMS
from kg.extraction.things.forces import FORCES, is_force
from kg.extraction.things.matters import MATTERS, is_agreement
from kg.extraction.things.meant import MEANT
from kg.extraction.things.places import PLACES

__all__ = ["THING", "is_agreement", "is_force"]

THING: Mapping[str, Callable[[Context, Token], bool]] = {**ACTORS, **ARMS, **FORCES, **MATTERS, **MEANT, **PLACES}
"""Class of a phrase -> test of its head."""

"""What must stand beside a trigger for its frame to hold: tests named in ``lexicon/frames.toml``, by theme."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extraction.arguments import Arguments
from kg.extraction.conditions.aid import AID
from kg.extraction.conditions.combined import COMBINED
from kg.extraction.conditions.dealings import DEALINGS
from kg.extraction.conditions.decisions import DECISIONS, is_receiving
from kg.extraction.conditions.entry import ENTRY
from kg.extraction.conditions.exercises import EXERCISES
from kg.extraction.conditions.fellowship import FELLOWSHIP
from kg.extraction.conditions.housing import HOUSING
from kg.extraction.conditions.journeys import JOURNEYS
from kg.extraction.conditions.meetings import MEETINGS
from kg.extraction.conditions.ownership import OWNERSHIP
from kg.extraction.conditions.presence import PRESENCE
from kg.extraction.conditions.schooling import SCHOOLING
from kg.extraction.conditions.sentence import SENTENCE
from kg.extraction.conditions.supply import SUPPLY
from kg.extraction.conditions.tidings import TIDINGS
from kg.extraction.conditions.violence import VIOLENCE
from kg.extraction.context import Context

__all__ = ["NEAR", "is_receiving"]

NEAR: Mapping[str, Callable[[Context, Token, Arguments], bool]] = {
    **AID,
    **DEALINGS,
    **COMBINED,
    **DECISIONS,
    **ENTRY,
    **EXERCISES,
    **FELLOWSHIP,
    **HOUSING,
    **JOURNEYS,
    **MEETINGS,
    **OWNERSHIP,
    **PRESENCE,
    **SCHOOLING,
    **SENTENCE,
    **SUPPLY,
    **TIDINGS,
    **VIOLENCE,
}
"""Condition on the surroundings -> test of the trigger with its arguments."""

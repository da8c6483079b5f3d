"""The gazetteer: what the field's names stand for, with Wikidata items that all come from data files."""

from kg.gazetteer.gazetteer import Gazetteer
from kg.gazetteer.record import Match, Record, Term

__all__ = ["Gazetteer", "Match", "Record", "Term"]

"""EXTRACT: a parsed Doc -> the situations its article speaks of, and the claims it makes about them.

The order of reading: names (:mod:`~kg.extraction.name_resolution`), offices, agreements, then the triggers of
situations (:mod:`~kg.extraction.triggers`) with their arguments, roles, dates and claim values, and at last identity.
What is known of words lies in ``lexicon/``; syntax is read only through :mod:`~kg.extraction.syntax`.
"""

from kg.extraction.context import Refused
from kg.extraction.reading import entities_of, extract
from kg.extraction.rule_groups import RuleGroup

__all__ = ["Refused", "RuleGroup", "entities_of", "extract"]

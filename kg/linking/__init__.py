"""Linking: which Wikidata item an entity of an article is, or honestly none."""

from kg.linking.linker import Linker
from kg.linking.review import Decisions, merge_decisions, read_decisions, write_review

__all__ = ["Decisions", "Linker", "merge_decisions", "read_decisions", "write_review"]

"""Linking: which Wikidata item an entity of an article is, or honestly none."""

from kg.linking.linker import Linker

__all__ = ["Linker"]

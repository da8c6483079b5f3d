"""ANALYSE: the spaCy pipeline around an article: segments, sentences, tags, parse, entities -> Doc."""

from kg.analysis.document import analyse
from kg.analysis.loading import BUNDLED, DEFAULT, load

__all__ = ["BUNDLED", "DEFAULT", "analyse", "load"]

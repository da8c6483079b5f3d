"""Reads articles: text, HTML, JSON and JSON Lines from files, folders, globs and standard input.

:func:`read` is all that the rest of the package needs. A source that cannot be read becomes a
:class:`~kg.model.Refusal` in the stream, and the rest of the batch goes on.
"""

from kg.articles.dates import publication_date
from kg.articles.formats import FORMATS, SUFFIXES
from kg.articles.furniture import furniture
from kg.articles.reading import MAX_CHARACTERS, from_text, read
from kg.articles.text import normalise

__all__ = [
    "FORMATS",
    "MAX_CHARACTERS",
    "SUFFIXES",
    "from_text",
    "furniture",
    "normalise",
    "publication_date",
    "read",
]

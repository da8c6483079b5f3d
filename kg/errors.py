"""Every error this package raises on purpose.

::

    KgError
    ├── ArticleError        an input that cannot be read as an article (names the file and the mend)
    ├── PipelineError       a spaCy pipeline that is missing or lacks a component
    ├── ParameterError      a saved query asked with a parameter it cannot take
    │   └── AmbiguousNameError   a name that fits several entities (lists them)
    ├── QueryError          a query that is unknown, malformed or not allowed
    ├── StoreError          a graph file or triple store that cannot be read or written
    ├── NetworkError        a service on the network that refuses, stalls or talks nonsense (asked for by the user only)
    └── ResourceError       a data file of the package that is missing or broken

Each message is one line for a person: what is wrong, where, and what to do about it.
"""

__all__ = [
    "AmbiguousNameError",
    "ArticleError",
    "KgError",
    "NetworkError",
    "ParameterError",
    "PipelineError",
    "QueryError",
    "ResourceError",
    "StoreError",
]


class KgError(Exception):
    """Base of all errors raised on purpose; its text is one line for a person."""


class ArticleError(KgError):
    """An input cannot be read as an article.

    ``source`` names the file (with the line, where there is one), ``reason`` says what is wrong and the mend.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class PipelineError(KgError):
    """A spaCy pipeline is not installed, or lacks a component that the rules need."""


class ParameterError(KgError):
    """A saved query was asked with a parameter that is unknown, missing or of the wrong type."""


class AmbiguousNameError(ParameterError):
    """A name given as a parameter fits several entities; ``candidates`` are (label, IRI) pairs."""

    def __init__(self, name: str, candidates: tuple[tuple[str, str], ...]) -> None:
        listed = "; ".join(f"{label} <{iri}>" for label, iri in candidates)
        super().__init__(f"“{name}” fits {len(candidates)} entities, give the IRI of one: {listed}")
        self.name = name
        self.candidates = candidates


class QueryError(KgError):
    """A query is unknown, cannot be parsed, or is of a form that is not allowed."""


class StoreError(KgError):
    """A graph file or a triple store cannot be read or written."""


class NetworkError(KgError):
    """A service on the network gave no usable answer within the deadline; names it and what it did."""


class ResourceError(KgError):
    """A data file that belongs to the package is missing or broken; reinstalling mends it."""

"""IRIs as the Turtle files write them: ``situation:visit_15…`` instead of the whole address, in and out."""

from kg.identifiers import Identifiers
from kg.vocabulary import DATA_BASE

__all__ = ["meant", "shown"]


def shown(text: str) -> str:
    """``text`` with an IRI of the default base as prefix and local name, anything else as it is."""
    segment, slash, name = text.removeprefix(DATA_BASE).partition("/")
    known = text.startswith(DATA_BASE) and slash and "/" not in name and segment in Identifiers(DATA_BASE).prefixes()
    return f"{segment}:{name}" if known else text


def meant(text: str) -> str:
    """The IRI that a prefix and local name of the data stand for, anything else as it is."""
    prefix, colon, name = text.partition(":")
    namespace = Identifiers(DATA_BASE).prefixes().get(prefix)
    return f"{namespace}{name}" if colon and namespace and " " not in text else text

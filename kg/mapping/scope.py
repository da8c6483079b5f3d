"""What every part of the mapping of one article needs: its IRI, the makers of IRIs, the terms, where to report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

from kg.errors import KgError
from kg.identifiers import Identifiers
from kg.model import Article, Refusal
from kg.vocabulary import DEFCO, RDF, RDFS

__all__ = ["LABEL", "TYPE", "Report", "Scope", "term"]

Report: TypeAlias = Callable[[Refusal], None]

# plain strings: a DefinedNamespace looks a term up anew at every access, and these two are in every other statement
TYPE: Final = str(RDF.type)
LABEL: Final = str(RDFS.label)


@cache
def term(local: str) -> str:
    """The IRI of the ontology's term ``local``; raises KgError if there is none."""
    try:
        return str(DEFCO[local])
    except AttributeError as error:
        raise KgError(f"the ontology has no term “{local}”; correct the rule or data file that names it") from error


@dataclass(frozen=True, slots=True)
class Scope:
    """One article while it is mapped."""

    article: Article
    iri: str
    identifiers: Identifiers
    report: Report

    def refuse(self, reason: str) -> None:
        """Report something of this article that is left out of the graph."""
        self.report(Refusal(source=self.article.source or self.article.id, reason=reason))

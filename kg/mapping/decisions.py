"""Decisions: which item an entity of an article is, and which nodes are one actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.identifiers import Identifiers
from kg.mapping.entities import Entities
from kg.mapping.numbers import decimal
from kg.mapping.scope import TYPE, Scope, term
from kg.model import Link
from kg.terms import Statement, Value
from kg.vocabulary import PROV, SKOS, WD

__all__ = ["decision_statements", "link_statements", "merge_statements"]

_QID: Final = re.compile(r"Q[1-9][0-9]*")

#: How the gazetteer decides on states: the name alone.
_BY_NAME: Final = "gazetteer:name"


def link_statements(links: Iterable[Link], entities: Entities, scope: Scope) -> Iterator[Statement]:
    """The decision on every entity that was linked, or was not, and why; the item as ``skos:exactMatch``.

    States that the gazetteer decided by name alone count as decided, unless ``links`` says otherwise.
    """
    decided = {link.entity: link for link in links}
    for key in decided:
        if entities.keyed(key) is None:
            scope.refuse(f"a link was made for {key}, which is no entity of the article; it is left out")
    for iri, entity in entities.nodes:
        link = decided.get(entity.key)
        if link is None and entity.qid is not None:
            link = Link(entity.key, entity.qid, 1.0, _BY_NAME)
        if link is not None:
            yield from _checked(iri, link, scope)


def _checked(entity: str, link: Link, scope: Scope) -> Iterator[Statement]:
    if link.qid is not None and not _QID.fullmatch(link.qid):
        scope.refuse(f"“{link.qid}” is not the number of a Wikidata item; the link of {link.entity} is left out")
    else:
        yield from decision_statements(entity, link, article=scope.iri, identifiers=scope.identifiers)


def decision_statements(entity: str, link: Link, *, article: str, identifiers: Identifiers) -> Iterator[Statement]:
    """One decision on the entity with the IRI ``entity`` in the article with the IRI ``article``."""
    decision = identifiers.link(entity, article=article)
    yield decision, TYPE, term("LinkingDecision")
    yield decision, term("linkFor"), entity
    yield decision, str(PROV.wasDerivedFrom), article
    yield decision, term("linkMethod"), Value(link.method)
    confidence = decimal(link.confidence, at_most=1)
    if confidence is not None:
        yield decision, term("linkConfidence"), confidence
    if link.qid is not None:
        yield decision, term("linkTarget"), str(WD[link.qid])
        yield entity, str(SKOS.exactMatch), str(WD[link.qid])
    elif link.reason is not None:
        yield decision, term("linkReason"), term(link.reason)


def merge_statements(
    variant: str, canonical: str, *, confidence: float, method: str, identifiers: Identifiers
) -> Iterator[Statement]:
    """The decision that the node ``variant`` is the node ``canonical``."""
    decision = identifiers.identity(variant)
    yield variant, term("variantOf"), canonical
    yield decision, TYPE, term("IdentityDecision")
    yield decision, term("identityFor"), variant
    yield decision, term("identityTarget"), canonical
    yield decision, term("identityMethod"), Value(method)
    trust = decimal(confidence, at_most=1)
    if trust is not None:
        yield decision, term("identityConfidence"), trust

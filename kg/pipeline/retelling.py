"""What several articles of a graph tell of one situation: decided by :mod:`kg.linking.occurrences`, with its claims.

Claims of different articles on one situation corroborate or contradict each other like those of one article; an
article's own word counts as its publisher's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.linking.identity import Merge
from kg.linking.occurrences import Occurrence
from kg.mapping import ClaimNode, bearing_statements
from kg.model import Certainty, Claim, Polarity, Temporality
from kg.pipeline.graph_file import GraphFile
from kg.terms import Statement
from kg.vocabulary import DEFCO

__all__ = ["bearings", "occurrences"]

_ROLES = (
    "participant",
    "party",
    "decidedBy",
    "signedBy",
    "supplier",
    "recipient",
    "provider",
    "host",
    "visitor",
    "speaker",
    "agent",
    "target",
)
_OFFICES = "OfficeHolding"


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim on a situation, with its article and the article it copies, if it does."""

    node: ClaimNode
    article: str
    copy_of: str


def occurrences(graph: GraphFile, nodes: Mapping[str, str]) -> list[Occurrence]:
    """All situations of the graph that happen; ``nodes`` leads from a variant of an actor to the node to count."""
    roles: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    listed = ", ".join(f"defco:{role}" for role in _ROLES)
    for situation, role, actor in graph.rows(
        f"?s ?p ?o {{ ?s defco:situationType [] ; ?p ?o FILTER(?p IN ({listed})) "
        "FILTER NOT EXISTS { ?o a defco:UnnamedActor } }"
    ):
        roles[situation].setdefault(_local(role), set()).add(nodes.get(actor, actor))
    names = _several(graph, "?s ?n { ?s defco:situationType [] ; defco:name ?n }")
    agreements: defaultdict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for situation, agreement, label, model in graph.rows(
        "?s ?a ?l ?m { ?s defco:concernsAgreement ?a . ?a rdfs:label ?l OPTIONAL { ?a defco:instantiates ?m } }"
    ):
        agreements[situation][agreement] = label, nodes.get(model, model)
    items = _several(graph, "?s ?l { ?s defco:item/rdfs:label ?l }")
    amounts = _several(graph, "?s ?l { ?s defco:amount ?l }")
    passing = {
        row[0] for row in graph.rows("?s { ?c defco:about ?s ; defco:temporality ?t FILTER(?t != defco:habitual) }")
    }
    return [
        Occurrence(
            iri,
            _local(type_),
            article,
            published=published,
            when=when,
            first=first,
            last=last,
            roles={role: frozenset(actors) for role, actors in roles[iri].items()},
            names=frozenset(names.get(iri, ())),
            agreements=agreements[iri],
            things={
                role: frozenset(found[iri]) for role, found in (("item", items), ("amount", amounts)) if iri in found
            },
            is_habitual=iri not in passing,
        )
        for iri, type_, article, published, when, first, last in graph.rows(
            "?s ?t ?a (STR(?d) AS ?published) (STR(?w) AS ?when) (STR(?b) AS ?first) (STR(?e) AS ?last) { "
            "?s defco:situationType ?t . ?c defco:about ?s ; prov:wasDerivedFrom ?a "
            "OPTIONAL { ?a dcterms:issued ?d } OPTIONAL { ?s defco:when ?w ; sem:hasEarliestBeginTimeStamp ?b ; "
            "sem:hasLatestEndTimeStamp ?e } }"
        )
        if _local(type_) != _OFFICES
    ]


def bearings(graph: GraphFile, merges: Mapping[str, Merge]) -> Iterator[Statement]:
    """How the claims of different articles on one situation bear on each other."""
    told: defaultdict[str, list[_Told]] = defaultdict(list)
    joined = {*merges, *(merge.canonical for merge in merges.values())}
    for situation, claim in _told(graph):
        if situation in joined:
            told[merges[situation].canonical if situation in merges else situation].append(claim)
    for claims in told.values():
        for one in claims:
            for other in claims:
                if one.article == other.article:
                    continue
                # what a copy says has been said already, in the text that it repeats
                is_copy = bool(one.copy_of or other.copy_of)
                yield from bearing_statements([(one.node, other.node)], corroborated=not is_copy)


def _told(graph: GraphFile) -> Iterator[tuple[str, _Told]]:
    relays = _several(graph, "?c ?r { ?c defco:relayedBy ?r }")
    for claim, situation, article, polarity, certainty, temporality, source, publisher, copy in graph.rows(
        "?c ?s ?a ?p ?q ?t ?w ?u ?o { ?c defco:about ?s ; prov:wasDerivedFrom ?a ; defco:polarity ?p ; "
        "defco:certainty ?q ; defco:temporality ?t OPTIONAL { ?c defco:assertedBy ?w } "
        "OPTIONAL { ?a dcterms:publisher ?u } OPTIONAL { ?a prov:wasDerivedFrom ?o } }"
    ):
        values = Polarity(_local(polarity)), Certainty(_local(certainty)), Temporality(_local(temporality))
        said = ClaimNode(claim, Claim(*values, ()), source or publisher or article, frozenset(relays.get(claim, ())))
        yield situation, _Told(said, article, copy)


def _several(graph: GraphFile, selection: str) -> Mapping[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one, other in graph.rows(selection):
        found[one].append(other)
    return found


def _local(iri: str) -> str:
    return iri.removeprefix(str(DEFCO))

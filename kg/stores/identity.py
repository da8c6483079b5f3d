"""One node for one actor or situation, for those who count: variants give way to the node they are decided to be."""

from __future__ import annotations

from typing import Final

import pyoxigraph

from kg.vocabulary import DEFCO, RDF, RDFS, SEM, SKOS

__all__ = ["join_variants"]

_JOINED: Final = f"?v <{DEFCO.variantOf}> ?c ."
_DATES: Final = " ".join(
    f"<{name}>"
    for name in (
        DEFCO.when,
        DEFCO.until,
        DEFCO.timeBasis,
        SEM.hasEarliestBeginTimeStamp,
        SEM.hasLatestEndTimeStamp,
    )
)
_STEPS: Final = (
    # a situation is settled if any telling of it is, and has the date of the node to count
    f"INSERT {{ ?c a ?t }} WHERE {{ {_JOINED} ?c <{DEFCO.situationType}> ?t . ?v a ?t }}",
    f"DELETE {{ ?v ?p ?o }} WHERE {{ {_JOINED} ?v <{DEFCO.situationType}> ?t ; ?p ?o VALUES ?p {{ {_DATES} }} "
    f"FILTER EXISTS {{ ?c <{DEFCO.when}> ?d }} }}",
    # the name of a variant is another name of the actor, its class is the actor's business
    f"INSERT {{ ?c <{SKOS.altLabel}> ?l }} WHERE {{ {_JOINED} ?v <{RDFS.label}> ?l "
    f"FILTER NOT EXISTS {{ ?c <{RDFS.label}> ?l }} }}",
    f"DELETE {{ ?v ?p ?o }} WHERE {{ {_JOINED} ?v ?p ?o VALUES ?p {{ <{RDFS.label}> <{RDF.type}> }} }}",
    f"DELETE {{ ?v ?p ?o }} INSERT {{ ?c ?p ?o }} WHERE {{ {_JOINED} ?v ?p ?o FILTER(?p != <{DEFCO.variantOf}>) }}",
    f"DELETE {{ ?s ?p ?v }} INSERT {{ ?s ?p ?c }} WHERE {{ {_JOINED} ?s ?p ?v FILTER(?p != <{DEFCO.identityFor}>) }}",
)


def join_variants(store: pyoxigraph.Store) -> None:
    """Let the default graph speak of the actor or situation wherever it speaks of a variant (``defco:variantOf``)."""
    if any(True for _ in store.quads_for_pattern(None, pyoxigraph.NamedNode(str(DEFCO.variantOf)), None)):
        for step in _STEPS:
            store.update(step)

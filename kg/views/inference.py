"""INFERENCE: what follows from a graph by SPARQL rules, in a graph of its own, made anew each time.

The rules are the files ``rules/*.ru``, run in the order of their names over a copy of the statements in memory. They
build on settled situations only (some claim is affirmed, certain and not future), and say nothing new on the strength
of one that another certain claim denies: what is denied or merely possible stays what some source says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple

from kg.errors import StoreError
from kg.identifiers import Identifiers
from kg.resources import folder
from kg.stores import Store, Triples
from kg.stores.ontology import ONTOLOGY
from kg.vocabulary import DATA_BASE, PREFIXES

__all__ = ["INFERRED", "Inference", "infer", "materialised"]

INFERRED: Final = f"{DATA_BASE}graph/inferred"
"""The IRI of the graph that holds what was inferred, and nothing else."""

_RULES: Final = Path(__file__).with_name("rules")
_MARK: Final = "urn:defco:mark:"
_OWN: Final = NamedNode(f"{_MARK}inferred")
_ONTOLOGY: Final = NamedNode(f"{_MARK}ontology")

#: What is stated: everything but the ontology and what an earlier inference left.
_STATED: Final = f"""CONSTRUCT {{ ?s ?p ?o }} WHERE {{
  {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN (<{INFERRED}>, <{ONTOLOGY}>)) }}
  UNION {{ ?s ?p ?o FILTER NOT EXISTS {{ GRAPH <{INFERRED}> {{ ?s ?p ?o }} }} }}
}}"""


@dataclass(frozen=True, slots=True)
class Inference:
    """The statements that follow, sorted, and how many each rule (by the name of its file) added."""

    triples: tuple[Triple, ...]
    added: tuple[tuple[str, int], ...]

    def serialise(self, syntax: RdfFormat) -> bytes:
        """The statements in the syntax, in the graph :data:`INFERRED` where it holds graphs; always the same bytes."""
        graph = NamedNode(INFERRED) if syntax.supports_datasets else DefaultGraph()
        quads = [Quad(one.subject, one.predicate, one.object, graph) for one in self.triples]
        prefixes = {**PREFIXES, **Identifiers(DATA_BASE).prefixes()}
        return pyoxigraph.serialize(quads, format=syntax, prefixes=prefixes) or b""


def infer(store: Store, *, timeout: float | None = None) -> Inference:
    """What follows from the store, but for what an earlier inference left in it.

    Raises QueryError where reading the store takes longer than ``timeout`` seconds, StoreError where it cannot be read.
    """
    copy, added = _run(store, timeout)
    found = (quad.triple for quad in copy.quads_for_pattern(None, None, None, _OWN))
    return Inference(tuple(sorted(found, key=str)), added)


def materialised(store: Store, *, timeout: float | None = None) -> pyoxigraph.Store:
    """A copy in memory of the store with what follows from it, all in the default graph; errors as of :func:`infer`."""
    copy, _ = _run(store, timeout)
    copy.update(f"DROP GRAPH <{_ONTOLOGY.value}>")
    return copy


def _run(store: Store, timeout: float | None) -> tuple[pyoxigraph.Store, tuple[tuple[str, int], ...]]:
    copy = _copy(store, timeout)
    added = []
    before = 0
    for rule in sorted(_RULES.glob("*.ru")):
        copy.update(rule.read_text(encoding="utf-8"))
        # later rules read what earlier ones found like anything else
        copy.update(f"ADD SILENT <{_OWN.value}> TO DEFAULT")
        now = sum(1 for _ in copy.quads_for_pattern(None, None, None, _OWN))
        if now > before:
            added.append((rule.stem.partition("-")[2], now - before))
        before = now
    return copy, tuple(added)


def _copy(store: Store, timeout: float | None) -> pyoxigraph.Store:
    answer = store.query(_STATED, timeout=timeout)
    if not isinstance(answer, Triples):
        raise TypeError("a CONSTRUCT was answered with something else than triples")
    if not answer.triples:
        raise StoreError("the graph is empty; there is nothing to infer from")
    copy = pyoxigraph.Store()
    copy.bulk_extend(Quad(one.subject, one.predicate, one.object) for one in answer.triples)
    ontology = folder("ontology") / "defence-cooperation.ttl"
    copy.bulk_load(path=str(ontology), format=RdfFormat.TURTLE, to_graph=_ONTOLOGY)
    return copy

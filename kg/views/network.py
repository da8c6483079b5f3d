"""The network of cooperation: states, and how much each two of them settled together."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.errors import StoreError
from kg.stores import Store
from kg.views.inference import materialised
from kg.vocabulary import PREFIXES

__all__ = ["Member", "Network", "Tie", "cooperation_network"]

_HEAD: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_MEMBERS: Final = """SELECT ?state (MIN(STR(?written)) AS ?label) (MIN(?item) AS ?match) {
  ?pair a defco:BilateralCooperation ; defco:between ?state .
  ?state rdfs:label ?written .
  OPTIONAL { ?state skos:exactMatch ?matched BIND(STR(?matched) AS ?item) }
} GROUP BY ?state"""

_TIES: Final = """SELECT DISTINCT ?one ?other ?settled ?contested ?type ?situation {
  ?pair a defco:BilateralCooperation ;
    defco:between ?one, ?other ;
    defco:situationCount ?settled ;
    defco:contestedCount ?contested ;
    prov:wasDerivedFrom ?situation .
  FILTER(STR(?one) < STR(?other))
  ?situation defco:situationType ?type .
}"""


@dataclass(frozen=True, slots=True)
class Member:
    """A state of the network; ``item`` is its Wikidata item, if it is linked."""

    iri: str
    label: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What two states (by their IRIs) settled together.

    ``settled`` situations are denied by no certain claim, ``contested`` ones are; ``types`` counts both by the local
    name of their class, most frequent first.
    """

    one: str
    other: str
    settled: int
    contested: int
    types: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """States sorted by label, and the ties between them, strongest first."""

    members: tuple[Member, ...]
    ties: tuple[Tie, ...]

    def label(self, iri: str) -> str:
        """The label of a member."""
        return next(member.label for member in self.members if member.iri == iri)

    def strength(self, iri: str) -> int:
        """The number of settled situations over all ties of a member."""
        return sum(tie.settled for tie in self.ties if iri in {tie.one, tie.other})

    def strongest(self, number: int) -> Network:
        """The ``number`` members with the most settled situations, and the ties between them."""
        ranked = sorted(self.members, key=lambda member: (-self.strength(member.iri), member.label))[:number]
        kept = {member.iri for member in ranked}
        members = tuple(member for member in self.members if member.iri in kept)
        return Network(members, tuple(tie for tie in self.ties if {tie.one, tie.other} <= kept))


def cooperation_network(store: Store, *, timeout: float | None = None) -> Network:
    """The network that the store's settled situations make, counted for states with their bodies and forces.

    Raises QueryError where reading takes longer than ``timeout`` seconds, StoreError where there is nothing to read or
    no two states cooperate.
    """
    copy = materialised(store, timeout=timeout)
    members = [Member(iri, label, item or None) for iri, label, item in _rows(copy, _MEMBERS)]
    if not members:
        raise StoreError("no two states settled anything together in this graph; there is no network to show")
    return Network(tuple(sorted(members, key=lambda member: (member.label, member.iri))), _ties(copy))


def _ties(copy: pyoxigraph.Store) -> tuple[Tie, ...]:
    counts: dict[tuple[str, str], tuple[int, int]] = {}
    types: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one, other, settled, contested, kind, _ in _rows(copy, _TIES):
        counts[one, other] = int(settled), int(contested)
        types[one, other][kind.rpartition("#")[2]] += 1
    ties = [Tie(*pair, *counts[pair], _ranked(types[pair])) for pair in counts]
    return tuple(sorted(ties, key=lambda tie: (-tie.settled, -tie.contested, tie.one, tie.other)))


def _ranked(types: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(types.items(), key=lambda pair: (-pair[1], pair[0])))


def _rows(copy: pyoxigraph.Store, query: str) -> list[tuple[str, ...]]:
    solutions = copy.query(_HEAD + query)
    if not isinstance(solutions, pyoxigraph.QuerySolutions):
        raise TypeError("a SELECT was answered with something else than rows")
    return [tuple(t.value if isinstance(t, NamedNode | Literal) else "" for t in row) for row in solutions]

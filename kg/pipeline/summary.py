"""What a build did, counted while it ran."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from kg.model import ArticleClaims, Refusal

if TYPE_CHECKING:
    from kg.pipeline.engine import Reading

__all__ = ["MOST_KEPT", "Summary"]

#: Refusals and remarks kept with their words; further ones are only counted, so that memory stays bounded.
MOST_KEPT = 10_000


@dataclass(slots=True)
class Summary:
    """Counts of a build, and everything the person should know of its inputs.

    ``situations`` counts by type; a claim is settled if it is affirmed, certain and not future. ``remarks`` are about
    inputs that were read, ``refused`` about those that were not: the first 10,000 of each, while ``remark_count`` and
    ``refused_count`` count all. ``passed_over`` counts articles that were not read on purpose, by reason;
    ``taken_over`` those whose part of an earlier run was still good (their actors are not counted again).
    """

    articles: int = 0
    situations: Counter[str] = field(default_factory=Counter)
    settled: int = 0
    unsettled: int = 0
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[Refusal] = field(default_factory=list)
    refused_count: int = 0
    remark_count: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)
    copies: int = 0
    taken_over: int = 0
    seconds: float = 0.0
    _actors: set[int] = field(default_factory=set, repr=False)

    @property
    def actors(self) -> int:
        """The number of actors with different names and kinds."""
        return len(self._actors)

    def add(self, item: Reading | Refusal) -> None:
        """Add one article, read or refused."""
        if isinstance(item, Refusal):
            self.refuse([item])
        else:
            self.count(item.claims, item.remarks)

    def refuse(self, refusals: Iterable[Refusal]) -> None:
        """Add inputs that were refused."""
        for refusal in refusals:
            self.refused_count += 1
            if len(self.refused) < MOST_KEPT:
                self.refused.append(refusal)

    def remark(self, remarks: Iterable[Refusal]) -> None:
        """Add remarks about inputs that were read."""
        for remark in remarks:
            self.remark_count += 1
            if len(self.remarks) < MOST_KEPT:
                self.remarks.append(remark)

    def count(self, claims: ArticleClaims, remarks: tuple[str, ...]) -> None:
        """Add one article that was read."""
        self.articles += 1
        source = claims.article.source or claims.article.id
        self.remark(Refusal(source, remark) for remark in remarks)
        for situation in claims.situations:
            self.situations[situation.type] += 1
            settled = sum(claim.is_settled for claim in situation.claims)
            self.settled += settled
            self.unsettled += len(situation.claims) - settled
        self._actors.update(_number(entity.kind, entity.name) for entity in claims.entities if entity.kind.is_actor)

    def merge(self, other: Summary) -> None:
        """Add the counts of another part of the same build."""
        self.articles += other.articles
        self.situations.update(other.situations)
        self.settled += other.settled
        self.unsettled += other.unsettled
        self.refuse(other.refused)
        self.remark(other.remarks)
        self.refused_count += other.refused_count - len(other.refused)
        self.remark_count += other.remark_count - len(other.remarks)
        self.taken_over += other.taken_over
        self._actors |= other._actors

    def as_record(self) -> dict[str, Any]:
        """The summary as JSON data, for ``--report``."""
        return {
            "articles": self.articles,
            "situations": dict(sorted(self.situations.items())),
            "claims": {"settled": self.settled, "unsettled": self.unsettled},
            "actors": self.actors,
            "seconds": round(self.seconds, 3),
            "passed_over": dict(sorted(self.passed_over.items())),
            "copies": self.copies,
            "taken_over": self.taken_over,
            "refused_count": self.refused_count,
            "refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in self.refused],
            "remark_count": self.remark_count,
            "remarks": [{"source": remark.source, "remark": remark.reason} for remark in self.remarks],
        }


def _number(kind: str, name: str) -> int:
    """64 bits that stand for an actor in every process alike."""
    return int.from_bytes(blake2b(f"{kind}\0{name}".encode("utf-8", "replace"), digest_size=8).digest(), "big")

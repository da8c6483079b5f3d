"""What a build did, counted while it ran."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from kg.model import ArticleClaims, Refusal

__all__ = ["Summary"]


@dataclass(slots=True)
class Summary:
    """Counts of a build, and everything the person should know of its inputs.

    ``situations`` counts by type; a claim is settled if it is affirmed, certain and not future. ``remarks`` are about
    inputs that were read, ``refused`` about those that were not.
    """

    articles: int = 0
    situations: Counter[str] = field(default_factory=Counter)
    settled: int = 0
    unsettled: int = 0
    refused: list[Refusal] = field(default_factory=list)
    remarks: list[Refusal] = field(default_factory=list)
    seconds: float = 0.0
    _actors: set[int] = field(default_factory=set, repr=False)

    @property
    def actors(self) -> int:
        """The number of actors with different names and kinds."""
        return len(self._actors)

    def count(self, claims: ArticleClaims, remarks: tuple[str, ...]) -> None:
        """Add one article."""
        self.articles += 1
        source = claims.article.source or claims.article.id
        self.remarks.extend(Refusal(source, remark) for remark in remarks)
        for situation in claims.situations:
            self.situations[situation.type] += 1
            settled = sum(claim.is_settled for claim in situation.claims)
            self.settled += settled
            self.unsettled += len(situation.claims) - settled
        self._actors.update(hash((entity.kind, entity.name)) for entity in claims.entities if entity.kind.is_actor)

    def as_record(self) -> dict[str, Any]:
        """The summary as JSON data, for ``--report``."""
        return {
            "articles": self.articles,
            "situations": dict(sorted(self.situations.items())),
            "claims": {"settled": self.settled, "unsettled": self.unsettled},
            "actors": self.actors,
            "seconds": round(self.seconds, 3),
            "refused": [{"source": refusal.source, "reason": refusal.reason} for refusal in self.refused],
            "remarks": [{"source": remark.source, "remark": remark.reason} for remark in self.remarks],
        }

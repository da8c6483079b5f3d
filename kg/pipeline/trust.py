"""Leaves out what was read with little confidence."""

from dataclasses import replace

from kg.extraction import entities_of
from kg.model import ArticleClaims

__all__ = ["trusted"]


def trusted(claims: ArticleClaims, *, at_least: float) -> ArticleClaims:
    """``claims`` without the claims of a lower confidence, and without what only those spoke of."""
    if at_least <= 0:
        return claims
    kept = []
    for situation in claims.situations:
        own = tuple(claim for claim in situation.claims if claim.confidence >= at_least)
        if own:
            kept.append(replace(situation, claims=own))
    mentioned = claims.mentioned if kept else ()
    return replace(claims, situations=tuple(kept), entities=entities_of(kept), mentioned=mentioned)

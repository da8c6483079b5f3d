"""From the score of a link to its confidence: how often links of that score were right."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

__all__ = ["calibrated"]

_TABLE = Path(__file__).parent / "data" / "calibration.tsv"


@lru_cache(maxsize=1)
def _points() -> tuple[tuple[float, float], ...]:
    lines = (line for line in _TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    points = tuple((float(score), float(confidence)) for score, confidence in (line.split("\t") for line in lines))
    if any(one >= other for one, other in pairwise(points)):
        raise ValueError(f"{_TABLE}: scores and confidences must rise")
    return points


def calibrated(score: float) -> float:
    """The confidence for a score, two places, 0..0.99; below the lowest measured score the score itself, if lower."""
    points = _points()
    at = bisect_right(points, (score, 1.0))
    if at == 0:
        return round(max(0.0, min(score, points[0][1])), 2)
    if at == len(points):
        return points[-1][1]
    (low, least), (high, most) = points[at - 1], points[at]
    return round(least + (most - least) * (score - low) / (high - low), 2)

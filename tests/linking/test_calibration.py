import pytest

from kg.linking.calibration import calibrated


@pytest.mark.parametrize(
    ("score", "low", "high"),
    [
        pytest.param(0.0, 0.0, 0.0, id="nothing"),
        pytest.param(0.3, 0.3, 0.3, id="below-what-was-measured"),
        pytest.param(0.6, 0.75, 0.85, id="least-link"),
        pytest.param(0.99, 0.99, 0.99, id="best"),
        pytest.param(1.2, 0.99, 0.99, id="never-certain"),
    ],
)
def test_a_score_becomes_a_confidence(score: float, low: float, high: float) -> None:
    """Measured scores get what was measured, others nothing they did not earn."""
    assert low <= calibrated(score) <= high


def test_confidence_never_falls_with_the_score() -> None:
    """A better score is never less sure."""
    found = [calibrated(step / 200) for step in range(201)]
    assert found == sorted(found)

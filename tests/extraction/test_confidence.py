"""How far a reading is trusted: by its kind, and by how often that kind was right."""

import pytest

from kg.extraction.confidence import Kind, Trust, assessed, kind_of
from kg.model import Certainty, Claim, Entity, EntityKind, Evidence, Polarity, Situation, Temporality

KENYA = Entity("State:Kenya", "Kenya", EntityKind.STATE)
PACT = Entity("Agreement:pact", "pact", EntityKind.AGREEMENT)


def claim(rule: str, *, by: Entity | None = None, explicit: bool = True) -> Claim:
    values = Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST
    return Claim(*values, (Evidence(0, 1, "x"),), asserted_by=by, rule=rule, explicit=explicit)


ROWS = [
    ("Signature", ("party", "concernsAgreement"), claim("Signature/1"), Kind("verb", "all", "article", "explicit")),
    ("Signature", ("party",), claim("Signature/2", by=KENYA), Kind("noun", "some", "named", "explicit")),
    ("JointExercise", (), claim("JointExercise/2", explicit=False), Kind("name", "none", "article", "bare")),
    ("JointExercise", ("participant",), claim("echo", by=KENYA), Kind("echo", "some", "named", "explicit")),
    ("OfficeHolding", ("holder", "office"), claim("offices"), Kind("office", "some", "article", "explicit")),
]


@pytest.mark.parametrize(("type_", "filled", "said", "kind"), ROWS, ids=[" ".join(row[3]) for row in ROWS])
def test_kinds(type_: str, filled: tuple[str, ...], said: Claim, kind: Kind) -> None:
    """A kind is told by the sort of trigger, the roles filled, the source, and whether the words are explicit."""
    assert kind_of(Situation("s", type_, dict.fromkeys(filled, (PACT,)), (said,)), said) == kind


VERB, BARE, NOUN = (
    Kind("verb", "all", "article", "explicit"),
    Kind("verb", "all", "article", "bare"),
    Kind("noun", "some", "named", "bare"),
)


def test_rates_lean_on_wider_kinds() -> None:
    """Much evidence speaks for itself, little leans on what is alike, and an unknown kind has the rate of all."""
    trust = Trust({VERB: (900, 1000), BARE: (0, 1), NOUN: (100, 200)})
    assert trust(VERB) == pytest.approx(0.9, abs=0.001)
    assert 0.7 < trust(BARE) < trust(VERB)
    assert trust(NOUN) == pytest.approx(0.5, abs=0.02)
    assert trust(Kind("echo", "none", "named", "explicit")) == pytest.approx(1001 / 1203)
    assert 0 < Trust({VERB: (0, 5)})(VERB) < 1


def test_the_table_of_the_package_is_used() -> None:
    """Claims of one kind have one confidence, and a full sentence is trusted more than a bare word of somebody."""
    full, bare = claim("Signature/1"), claim("Signature/2", by=KENYA, explicit=False)
    roles = {"party": (KENYA,), "concernsAgreement": (PACT,)}
    one, other = assessed(
        [Situation("s", "Signature", roles, (full, full)), Situation("t", "Signature", roles, (bare,))]
    )
    assert one.claims[0].confidence == one.claims[1].confidence
    assert 0 < other.claims[0].confidence < one.claims[0].confidence < 1

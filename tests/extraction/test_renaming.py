"""Agreements under two names."""

import pytest

from kg.extraction.renaming import with_one_name
from kg.model import Certainty, Claim, Entity, EntityKind, Evidence, Polarity, Situation, Temporality, Time

TITLE_END = 40
KENYA, JAPAN, OMAN = (Entity(f"State:{name}", name, EntityKind.STATE) for name in ("Kenya", "Japan", "Oman"))


def told(
    name: str,
    at: int,
    *parties: Entity,
    type_: str = "Signature",
    when: str | None = None,
    polarity: Polarity = Polarity.AFFIRMED,
    temporality: Temporality = Temporality.PAST,
) -> Situation:
    agreement = Entity(f"Agreement:{name}", name, EntityKind.AGREEMENT)
    claim = Claim(polarity, Certainty.CERTAIN, temporality, (Evidence(at, at + 4, "x"),))
    roles = {"party": parties or (KENYA, JAPAN), "concernsAgreement": (agreement,)}
    return Situation("s", type_, roles, (claim,), Time(when) if when else None)


ROWS = [
    (told("troops pact", 0), told("visiting forces agreement", 50), True, "the headline's name and the article's"),
    (told("troops pact", 50), told("visiting forces agreement", 90), False, "two names below the headline"),
    (told("Andes Pact", 0), told("visiting forces agreement", 50), False, "a proper name is no other"),
    (told("troops pact", 0), told("trade pact", 50, KENYA, OMAN), False, "another party"),
    (told("troops pact", 0), told("forces accord", 50, type_="Expiry"), False, "another act"),
    (
        told("troops pact", 0),
        told("forces accord", 50, polarity=Polarity.NEGATED),
        False,
        "one was signed, the other was not",
    ),
    (
        told("troops pact", 0),
        told("forces accord", 50, temporality=Temporality.FUTURE),
        False,
        "one was signed, the other will be",
    ),
    (told("agreement on training", 50), told("agreement on training of officers", 90), True, "one name cut short"),
    (told("agreement on training", 50), told("agreement on trade", 90), False, "two subjects"),
    (told("agreement", 50), told("defence accord", 90), True, "any agreement is the one told of"),
    (told("agreement", 50, when="2005"), told("defence accord", 90, when="2023"), False, "of two years"),
]


@pytest.mark.parametrize(("one", "other", "same", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_names(one: Situation, other: Situation, same: bool, reason: str) -> None:
    """The two acts are of one agreement, or of two; what only says that there is one gives no alias."""
    found = [s.roles["concernsAgreement"] for s in with_one_name([one, other], title_end=TITLE_END)]
    assert (found[0] == found[1]) is same
    if same:
        [name] = [f.name for f in one.roles["concernsAgreement"] if isinstance(f, Entity)]
        [kept] = [f for f in found[0] if isinstance(f, Entity)]
        assert kept.aliases == (() if name == "agreement" else (name,))


def test_other_acts_follow() -> None:
    """What else is told of the headline's agreement is told of the one it is."""
    talks = told("troops pact", 0, type_="Negotiation")
    found = with_one_name([told("troops pact", 0), talks, told("forces accord", 50)], title_end=TITLE_END)
    assert len({s.roles["concernsAgreement"] for s in found}) == 1


def test_only_the_first_telling_below_restates_the_headline() -> None:
    """A later act on another agreement is not what the headline sums up."""
    found = with_one_name(
        [told("troops pact", 0), told("defence accord", 50, KENYA, OMAN), told("trade accord", 90)], title_end=TITLE_END
    )
    assert len({s.roles["concernsAgreement"] for s in found}) == 3

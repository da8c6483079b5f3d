"""Which mentions are one situation, on values made by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.extraction.identity import BACK, BARE, merge
from kg.model import (
    Amount,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Filler,
    Polarity,
    Situation,
    Temporality,
    Time,
    TimeBasis,
)


def state(name: str) -> Entity:
    return Entity(f"State:{name}", name, EntityKind.STATE)


def pact(name: str) -> Entity:
    return Entity(f"Agreement:{name}", name, EntityKind.AGREEMENT)


def thing(name: str) -> Entity:
    return Entity(f"Equipment:{name}", name, EntityKind.EQUIPMENT)


def person(name: str) -> Entity:
    return Entity(f"Person:{name}", name, EntityKind.PERSON)


NAVY = Entity("ArmedForce:Royal Navy", "Royal Navy", EntityKind.ARMED_FORCE, country="Norway")
OSLO, RIGA, KYIV = state("Norway"), state("Latvia"), state("Ukraine")
ACSA, SOFA = pact("ACSA"), pact("SOFA")
SOMEBODY = Entity("UnnamedActor:9", "officials", EntityKind.UNNAMED_ACTOR)


def claim(
    temporality: Temporality = Temporality.PAST,
    *,
    polarity: Polarity = Polarity.AFFIRMED,
    at: int = 0,
    by: Entity | None = None,
    confidence: float = 0.5,
) -> Claim:
    quote = Evidence(at, at + 1, "x")
    return Claim(polarity, Certainty.CERTAIN, temporality, (quote,), asserted_by=by, confidence=confidence)


def situation(
    kind: str,
    roles: Mapping[str, Filler | tuple[Filler, ...]] | None = None,
    *claims: Claim,
    when: Time | None = None,
    key: str = "x",
) -> Situation:
    fillers = {role: f if isinstance(f, tuple) else (f,) for role, f in (roles or {}).items()}
    return Situation(key, kind, fillers, claims or (claim(),), when)


DAY, MONTH, OTHER = Time("2020-05-04"), Time("2020-05"), Time("2021")
COUNTED = Time("2020-05-04", TimeBasis.RESOLVED_FROM_PUBLICATION)
FUTURE, HABIT = claim(Temporality.FUTURE), claim(Temporality.HABITUAL)

PAIRS = [
    (situation("Signature"), situation("Signature"), True, "nothing disagrees"),
    (situation("Signature"), situation("Expiry"), False, "two types"),
    (
        situation("Signature", {"party": OSLO}),
        situation("Signature", {"party": (OSLO, RIGA)}),
        True,
        "one actor shared",
    ),
    (situation("Signature", {"party": OSLO}), situation("Signature", {"party": RIGA}), False, "no actor shared"),
    (
        situation("Signature", {"party": state("Niger")}),
        situation("Signature", {"party": state("Nigeria")}),
        False,
        "a state whose name begins like another's",
    ),
    (
        situation("Signature", {"party": state("Sudan")}),
        situation("Signature", {"party": state("South Sudan")}),
        False,
        "a state whose name is in another's",
    ),
    (
        situation("JointExercise", {"participant": OSLO}),
        situation("JointExercise", {"participant": NAVY}),
        True,
        "a state and its own navy",
    ),
    (
        situation("Visit", {"visitor": person("Ann Ray")}),
        situation("Visit", {"visitor": person("Ray")}),
        True,
        "a name and its shorter form",
    ),
    (
        situation("Visit", {"visitor": person("Ann Ray")}),
        situation("Visit", {"visitor": person("Ann Rayburn")}),
        False,
        "a name that only begins like another",
    ),
    (
        situation("Signature", {"concernsAgreement": pact("deal:1")}),
        situation("Signature", {"concernsAgreement": pact("deal:12")}),
        False,
        "two agreements of one name",
    ),
    (situation("Signature", {"party": OSLO}), situation("Signature"), True, "an actor against none"),
    (
        situation("DomesticApproval", {"concerns": "frigate mission"}),
        situation("DomesticApproval", {"concerns": "government motion"}),
        True,
        "what a vote is for, and the paper that is voted on",
    ),
    (
        situation("DomesticApproval", {"concerns": "frigate mission"}),
        situation("DomesticApproval", {"concerns": "tank purchase"}),
        False,
        "votes for two things",
    ),
    (
        situation("Consultation", {"participant": (person("Ann Ray"), person("Ole Dahl"))}),
        situation("Consultation", {"participant": person("Per Holm")}),
        False,
        "a meeting with somebody else",
    ),
    (situation("Visit", {"visitor": OSLO}), situation("Visit", {"visitor": SOMEBODY}), True, "somebody unnamed"),
    (
        situation("Signature", {"party": OSLO}),
        situation("Signature", {"party": SOMEBODY}),
        False,
        "a side that is named, and one that is left open",
    ),
    (
        situation("Signature", {"concernsAgreement": ACSA}),
        situation("Signature", {"concernsAgreement": SOFA}),
        False,
        "two agreements",
    ),
    (
        situation("JointExercise", {"name": "Exercise Red Reef"}),
        situation("JointExercise", {"name": "Red Reef"}),
        True,
        "an exercise with and without the word",
    ),
    (
        situation("JointExercise", {"name": "Red Reef"}),
        situation("JointExercise", {"name": "Red Reef 21"}),
        True,
        "an exercise with and without its number",
    ),
    (
        situation("JointExercise", {"name": "Red Reef"}),
        situation("JointExercise", {"name": "Blue Reef"}),
        False,
        "two exercises",
    ),
    (
        situation("JointExercise", {"name": "Red Reef 2"}),
        situation("JointExercise", {"name": "Red Reef 21"}),
        False,
        "two numbers that only begin alike",
    ),
    (
        situation("JointExercise", {"name": "Justified Accord 22"}),
        situation("JointExercise", {"name": "JA22"}),
        True,
        "the short form of a name",
    ),
    (
        situation("JointExercise", {"name": "Red Reef"}, HABIT),
        situation("JointExercise", {"name": "Exercise Red Reef 21"}),
        False,
        "a habit by its name and the numbered edition",
    ),
    (
        situation("JointExercise", {"name": "Red Reef 21"}),
        situation("JointExercise", {"name": "Exercise Red Reef 21"}, FUTURE),
        True,
        "one edition, said to have begun and to come",
    ),
    (
        situation("JointExercise", {"name": "Red Reef"}),
        situation("JointExercise", {"name": "Red Reef"}, FUTURE),
        False,
        "a name without a number, last year's and the next",
    ),
    (situation("Visit", when=COUNTED), situation("Visit", when=MONTH), True, "a day of the month"),
    (situation("Visit", when=COUNTED), situation("Visit", when=OTHER), False, "two years"),
    (situation("Visit"), situation("Visit", when=DAY), True, "a date against none"),
    (situation("Signature", when=DAY), situation("Signature"), False, "a dated act of long ago against today's"),
    (situation("Visit"), situation("Visit", None, FUTURE), False, "last year's visit and the next one"),
    (situation("Deployment"), situation("Deployment", None, FUTURE), True, "what goes on may be told in any tense"),
    (
        situation("JointExercise", {"participant": OSLO}, HABIT),
        situation("JointExercise", {"participant": OSLO}),
        False,
        "a habit and one instance of it",
    ),
    (
        situation("JointExercise", {"name": "Red Reef"}, HABIT),
        situation("JointExercise", {"participant": OSLO}),
        True,
        "a mention that names nobody may be habit or instance",
    ),
    (
        situation("ArmsTransfer", {"item": thing("jets")}),
        situation("ArmsTransfer", {"item": thing("24 Typhoon jets")}),
        True,
        "things described at different length",
    ),
    (
        situation("ArmsTransfer", {"item": thing("jets")}),
        situation("ArmsTransfer", {"item": thing("tanks")}),
        False,
        "two things",
    ),
    (
        situation("ArmsTransfer", {"item": thing("jets")}),
        situation("ArmsTransfer", {"item": thing("military equipment")}),
        True,
        "a thing and a word for any thing",
    ),
    (
        situation("MilitaryAid", {"amount": Amount("$5 million")}),
        situation("MilitaryAid", {"amount": Amount("$6 million")}),
        False,
        "two sums",
    ),
]


@pytest.mark.parametrize(("one", "other", "same"), [row[:3] for row in PAIRS], ids=[row[3] for row in PAIRS])
def test_pairs(one: Situation, other: Situation, same: bool) -> None:
    """Two mentions are one unless something they say disagrees, in whichever order they stand."""
    assert len(merge([one, other])) == (1 if same else 2)
    assert len(merge([other, one])) == (1 if same else 2)


def test_the_meeting_that_somebody_attended_is_the_one_told_before() -> None:
    """Who "attended the meeting" joins the two who met; "the call" that two others had stays a meeting of its own."""
    met = situation("Consultation", {"participant": (person("Ann Ray"), person("Ole Dahl"))})
    attended = situation("Consultation", {"participant": person("Per Holm")}, key=f"{BACK}1")
    others = situation("Consultation", {"participant": (person("Per Holm"), person("Jan Bly"))}, key=f"{BACK}1")
    (one,) = merge([met, attended])
    assert len(one.roles["participant"]) == 3
    assert len(merge([met, others])) == 2


def test_a_bare_mention_joins_or_goes() -> None:
    """A mention that names nobody joins the last situation that it can be, and is dropped where there is none."""
    bare = situation("Visit", None, claim(at=7), key=f"{BARE}1")
    named = situation("Visit", {"visitor": OSLO})
    assert merge([bare]) == ()
    (joined,) = merge([named, bare])
    assert [quote.start for quote in joined.claims[0].evidence] == [0, 7]
    assert [s.roles for s in merge([bare, named])] == [named.roles]


def test_the_last_fitting_is_joined() -> None:
    """Of several that fit the nearest before is meant."""
    first, second = (situation("Visit", {"visitor": actor}) for actor in (OSLO, RIGA))
    found = merge([first, second, situation("Visit", {"host": KYIV})])
    assert [dict(s.roles) for s in found] == [{"visitor": (OSLO,)}, {"visitor": (RIGA,), "host": (KYIV,)}]


def test_the_one_of_its_name_is_joined() -> None:
    """Of several that fit, the one that the mention names is meant, however far before."""
    named = situation("JointExercise", {"name": "Red Reef", "participant": (OSLO, RIGA)})
    last = situation("JointExercise", {"participant": OSLO, "inPlace": KYIV}, HABIT)
    found = merge([named, last, situation("JointExercise", {"name": "Red Reef"}, claim(at=9))])
    assert [len(s.claims[0].evidence) for s in found] == [2, 1]


def test_what_is_joined() -> None:
    """Roles are united, the finer date counts, and claims that agree are one with the evidence of both."""
    one = situation("Signature", {"party": OSLO}, claim(at=3, confidence=0.4), when=replaced("2020-05"))
    other = situation("Signature", {"party": (OSLO, RIGA), "inPlace": KYIV}, claim(at=1, confidence=0.6), when=COUNTED)
    (found,) = merge([one, other])
    assert dict(found.roles) == {"party": (OSLO, RIGA), "inPlace": (KYIV,)}
    assert found.when == COUNTED
    (only,) = found.claims
    assert [quote.start for quote in only.evidence] == [1, 3]
    assert only.confidence == 0.6


def replaced(value: str) -> Time:
    return Time(value, TimeBasis.RESOLVED_FROM_PUBLICATION)


CLAIMS = [
    (claim(at=1), claim(at=2), 1, "the same said twice"),
    (claim(at=1), claim(at=1), 1, "the same quote"),
    (claim(), claim(Temporality.ONGOING), 2, "another temporality"),
    (claim(), claim(polarity=Polarity.NEGATED), 2, "another polarity"),
    (claim(), claim(by=OSLO), 2, "another source"),
    (claim(by=RIGA), claim(by=OSLO), 2, "two sources"),
]


@pytest.mark.parametrize(("one", "other", "count"), [row[:3] for row in CLAIMS], ids=[row[3] for row in CLAIMS])
def test_claims(one: Claim, other: Claim, count: int) -> None:
    """A situation has one claim for each way of presenting it and each source."""
    (found,) = merge([situation("Deployment", None, one), situation("Deployment", None, other)])
    assert len(found.claims) == count
    assert {q for c in found.claims for q in c.evidence} == {*one.evidence, *other.evidence}


def test_keys_are_numbered_anew() -> None:
    """Keys count the situations in order of first mention."""
    found = merge([situation("Visit", key="b"), situation("Expiry", key="a"), situation("Visit", key="c")])
    assert [(s.key, s.type) for s in found] == [("s1", "Visit"), ("s2", "Expiry")]


def test_nothing() -> None:
    """No mentions, no situations."""
    assert merge([]) == ()

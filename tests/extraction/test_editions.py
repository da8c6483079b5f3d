"""Agreements of one name that were concluded one after another, on values made by hand."""

from __future__ import annotations

import pytest

from kg.extraction.editions import tell_apart
from kg.model import Certainty, Claim, Entity, EntityKind, Evidence, Polarity, Situation, Temporality, Time

PACT = Entity("Agreement:ACSA:1", "ACSA", EntityKind.AGREEMENT)
OTHER = Entity("Agreement:SOFA:9", "SOFA", EntityKind.AGREEMENT)


def act(kind: str, when: str | None = None, temporality: str = "past", about: Entity = PACT) -> Situation:
    claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality(temporality), (Evidence(0, 1, "x"),))
    time = None if when is None else Time(when)
    return Situation(f"{kind}{when}", kind, {"concernsAgreement": (about,)}, (claim,), time)


SIGNED, ENDED = act("Signature", "2005-10"), act("Expiry", "2020")
RENEWED, TALKS = act("Renewal", None, "future"), act("Negotiation", None, "ongoing")

# situations, published -> for each situation whether it is of the earlier ("e") or the later ("l") or the one ("-")
ROWS = [
    ((SIGNED, ENDED, RENEWED), "2024-05-01", "eel", "signed, ended and renewed"),
    ((RENEWED, SIGNED, ENDED), "2024-05-01", "lee", "the renewal told first"),
    ((SIGNED, TALKS), "2024", "el", "talks on what was signed years ago"),
    ((act("EntryIntoForce", "2006"), act("Signature", "2024-04")), "2024-05-01", "el", "signed again this year"),
    ((SIGNED, ENDED), "2024-05-01", "--", "ended for good"),
    ((act("Signature", "2024-04"), RENEWED), "2024-05-01", "--", "signed this year"),
    ((act("Signature"), RENEWED), "2024-05-01", "--", "no date of the first signature"),
    ((SIGNED, act("Signature", None, "habitual")), "2024-05-01", "--", "a habit is no later act"),
    ((act("Signature", "2005", "future"), RENEWED), "2024-05-01", "--", "a signature only announced"),
    ((SIGNED, act("Visit", None, "future")), "2024-05-01", "--", "a visit concludes nothing"),
    ((SIGNED, act("Renewal", None, "future", OTHER)), "2024-05-01", "--", "the renewal of another agreement"),
    ((), "2024-05-01", "", "no situations"),
]


@pytest.mark.parametrize(("told", "published", "expected"), [r[:3] for r in ROWS], ids=[r[3] for r in ROWS])
def test_which_acts_are_whose(told: tuple[Situation, ...], published: str, expected: str) -> None:
    """What lies before the first agreement's end is of the earlier one, what concludes anew of the later."""
    found = tell_apart(told, published=published, durations={})
    assert [s.key for s in found] == [s.key for s in told]
    for before, after, mark in zip(told, found, expected, strict=True):
        (old,), (new,) = before.roles["concernsAgreement"], after.roles["concernsAgreement"]
        assert isinstance(old, Entity)
        assert isinstance(new, Entity)
        if mark == "-":
            assert after == before
        elif mark == "e":
            assert new.key == f"{old.key}:{min(s.when.value for s in told if s.when)[:4]}"
            assert new.renews is None
        else:
            assert (new.key, new.renews is not None) == (old.key, True)


def test_the_later_renews_the_earlier() -> None:
    """The later agreement names the key of the earlier, and the term the text gives is that of the earlier."""
    old, _, new = (
        filler
        for s in tell_apart((SIGNED, ENDED, RENEWED), published="2024", durations={PACT.key: "P15Y"})
        for filler in s.roles["concernsAgreement"]
    )
    assert isinstance(old, Entity)
    assert isinstance(new, Entity)
    assert (old.duration, new.duration) == ("P15Y", None)
    assert new.renews == old.key == "Agreement:ACSA:1:2005"


def test_the_term_of_one_agreement() -> None:
    """Where there is one agreement it has the term, in all its situations, and no other agreement has."""
    told = (act("Signature", "2024"), TALKS, act("Signature", "2024", about=OTHER))
    found = tell_apart(told, published="2024", durations={PACT.key: "P5Y"})
    terms = [f.duration for s in found for f in s.roles["concernsAgreement"] if isinstance(f, Entity)]
    assert terms == ["P5Y", "P5Y", None]


def test_an_article_without_a_date() -> None:
    """Without a date of publication every dated beginning counts as earlier."""
    found = tell_apart((SIGNED, RENEWED), published=None, durations={})
    assert len({f.key for s in found for f in s.roles["concernsAgreement"] if isinstance(f, Entity)}) == 2

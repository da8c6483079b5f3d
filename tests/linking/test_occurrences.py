"""Which situations of different articles are one."""

from dataclasses import replace

import pytest

from kg.linking.occurrences import Occurrence, occurrence_merges


def occurrence(iri: str, type_: str = "Consultation", when: str = "2024-03-05", **details: object) -> Occurrence:
    """A meeting of Kenya and Japan on one day, with what ``details`` say otherwise; ``pA`` is told in article ``A``."""
    first = when + {4: "-01-01", 7: "-01", 10: "", 0: ""}[len(when)]
    last = when + {4: "-12-31", 7: "-31", 10: "", 0: ""}[len(when)]
    roles = details.pop("roles", {"participant": "kenya japan"})
    assert isinstance(roles, dict)
    fillers = {role: frozenset(names.split()) for role, names in roles.items()}
    return Occurrence(iri, type_, iri[-1], when=when, first=first, last=last, roles=fillers, **details)  # type: ignore[arg-type]


def drill(iri: str, when: str, *names: str, participants: str = "kenya japan") -> Occurrence:
    return occurrence(iri, "JointExercise", when, roles={"participant": participants}, names=frozenset(names))


def pact(iri: str, when: str, label: str, *, model: str = "", parties: str = "kenya japan") -> Occurrence:
    agreements = {f"agreement/{iri}": (label, model)}
    return occurrence(iri, "Signature", when, roles={"party": parties}, agreements=agreements)


def sale(iri: str, *items: str) -> Occurrence:
    roles = {"supplier": "japan", "recipient": "kenya"}
    return occurrence(iri, "ArmsTransfer", roles=roles, things={"item": frozenset(items)})


PAIRS = [
    (occurrence("pA"), occurrence("pB"), True, "the same people on the same day"),
    (occurrence("pA"), occurrence("qA"), False, "one article: extraction has decided"),
    (occurrence("pA"), occurrence("pB", "Visit"), False, "another type"),
    (occurrence("pA"), occurrence("pB", when="2024-03-06"), False, "another day"),
    (occurrence("pA"), occurrence("pB", when="2024-03"), False, "a month says not which meeting of it"),
    (occurrence("pA", when=""), occurrence("pB", when=""), False, "nothing says when"),
    (occurrence("pA"), occurrence("pB", is_habitual=True), False, "a habit is no instance"),
    (
        occurrence("pA"),
        occurrence("pB", roles={"participant": "kenya japan oman"}),
        True,
        "one paper names a third side",
    ),
    (occurrence("pA"), occurrence("pB", roles={"participant": "kenya oman"}), False, "each names somebody else"),
    (
        occurrence("pA", roles={"participant": "kenya"}),
        occurrence("pB", roles={"participant": "kenya"}),
        False,
        "one side alone may meet many on a day",
    ),
    (drill("pA", "2022-03", "Justified Accord 22"), drill("pB", "2022-03-01", "Exercise Justified Accord 22"), True,
     "planned for a month, then held"),
    (drill("pA", "2022-03", "Justified Accord"), drill("pB", "2022-03-01", "Justified Accord 22"), True,
     "the number of the edition left out"),
    (drill("pA", "2022-03", "Cutlass Express 2022"), drill("pB", "2022-03-01", "Cutlass Express 22"), True,
     "the edition in two or four digits"),
    (drill("pA", "2022", "Justified Accord 21"), drill("pB", "2022", "Justified Accord 22"), False, "two editions"),
    (drill("pA", "2021", "Red Reef"), drill("pB", "2022", "Red Reef"), False, "an edition of every year"),
    (drill("pA", "2022-03", "Red Reef"), drill("pB", "2022-03", "Red Flag"), False, "two exercises in one month"),
    (drill("pA", "2022-03", "Red Reef"), drill("pB", "2022-03", "Red Reef", participants="oman"), True,
     "papers name their own participants of one exercise"),
    (drill("pA", "2022-03"), drill("pB", "2022-03"), False, "no name and no day"),
    (pact("pA", "2023", "CIS-MOA"), pact("pB", "2023-08-02", "CIS-MOA"), True, "a named pact of one year"),
    (pact("pA", "2005", "CIS-MOA"), pact("pB", "2023", "CIS-MOA"), False, "the pact of 2005 and its renewal"),
    (pact("pA", "2023", "accord", model="m"), pact("pB", "2023-08", "pact", model="m"), True, "one model, one year"),
    (pact("pA", "2023", "defence pact"), pact("pB", "2023", "defence pact"), False, "pacts without a name in a year"),
    (pact("pA", "2023-08", "defence pact"), pact("pB", "2023-08-02", "pact"), True, "but not in a month"),
    (pact("pA", "2023-08-02", "defence pact"), pact("pB", "2023-08-02", "visa waiver"), False, "two pacts on a day"),
    (pact("pA", "2023", "CIS-MOA"), pact("pB", "2023", "CIS-MOA", parties="kenya oman"), False, "another party"),
    (sale("pA", "24 jets"), sale("pB", "jets"), True, "jets are the 24 jets"),
    (sale("pA", "24 jets"), sale("pB", "two frigates"), False, "jets are no frigates"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "same", "reason"), PAIRS, ids=[row[3] for row in PAIRS])
def test_pairs(one: Occurrence, other: Occurrence, same: bool, reason: str) -> None:
    """Two tellings are one situation or two, in whichever order the articles come."""
    found = occurrence_merges([one, other])
    assert bool(found) is same
    assert found == occurrence_merges([other, one])
    assert {merge.variant for merge in found} <= {one.iri, other.iri, f"agreement/{one.iri}", f"agreement/{other.iri}"}


def test_the_finest_date_is_counted() -> None:
    """The telling with the day is the one to count, and of two with a day that which was published first."""
    planned, held = drill("aA", "2022-03", "Red Reef"), drill("zB", "2022-03-01", "Red Reef")
    assert [(m.variant, m.canonical, m.method) for m in occurrence_merges([planned, held])] == [
        ("aA", "zB", "situation:name")
    ]
    late, early = replace(occurrence("aA"), published="2024-03-07"), replace(occurrence("bB"), published="2024-03-06")
    assert [(m.variant, m.canonical) for m in occurrence_merges([late, early])] == [("aA", "bB")]


def test_agreements_follow_their_signatures() -> None:
    """Who signs one pact signs one pact: its node is joined as well, if each telling has but one."""
    found = occurrence_merges([pact("pA", "2023-08-02", "CIS-MOA"), pact("pB", "2023-08-02", "CIS-MOA")])
    assert [(m.variant, m.canonical) for m in found] == [("agreement/pB", "agreement/pA"), ("pB", "pA")]


def test_where_two_could_be_meant_none_is() -> None:
    """Two meetings that one article keeps apart are not both the one that another tells, so none of them is."""
    twice = [occurrence("pA"), occurrence("qA")]
    assert occurrence_merges([*twice, occurrence("pB")]) == ()


def test_three_tellings_are_one() -> None:
    """All that are alike are joined with the one to count; no variant is counted for another."""
    found = occurrence_merges([occurrence(iri) for iri in ("pA", "pB", "pC")])
    assert {(m.variant, m.canonical) for m in found} == {("pB", "pA"), ("pC", "pA")}


def test_persons_decide() -> None:
    """What a person keeps apart stays apart, what a person joins is joined."""
    one, other, third = occurrence("pA"), occurrence("pB"), occurrence("pC", when="")
    assert occurrence_merges([one, other], {"pB": None}) == ()
    [merge] = occurrence_merges([one, third], {"pC": "pA"})
    assert (merge.variant, merge.canonical, merge.method) == ("pC", "pA", "person")

"""What counts as read, missed and spurious in each layer, on hand-made annotations."""

from collections.abc import Mapping

import pytest

from kg.evaluation import Annotation, Names, NearMiss, Office, Presentation, Tally, Told, errors, figures, lines, score

TEXT = "Kenya and Japan sign pact\nKenya and Japan signed a pact on Monday. Japan may sell Kenya jets, Ana Ruiz said."
PACT, SALE = "Kenya and Japan signed a pact", "Japan may sell Kenya jets"
NAMES = Names({"kenya": "kenya", "kenyan": "kenya", "japan": "japan"}.get)
PAST, MAY = ("affirmed", "certain", "past"), ("affirmed", "possible", "future")


def told(
    type_: str,
    quote: str,
    values: tuple[str, str, str] = PAST,
    *sources: str,
    when: str | None = None,
    roles: Mapping[str, tuple[str, ...]] | None = None,
) -> Told:
    fillers = {role: tuple((name,) for name in names) for role, names in (roles or {}).items()}
    claim = Presentation(*values, tuple(sources), (quote,), rule=f"{type_}/1", confidence=0.5)
    return Told(type_, fillers, when, (claim,))


SIGNED = told("Signature", PACT, when="2024-03-04", roles={"party": ("kenya", "japan")})
SOLD = told("ArmsTransfer", SALE, MAY, "Ana Ruiz", roles={"supplier": ("japan",), "recipient": ("kenya",)})

#: What was read where SIGNED and SOLD are annotated: both, spurious and missed of a layer, or right and all.
ROWS = [
    ([SIGNED, SOLD], "situation", (2, 0, 0), "all read"),
    ([SIGNED, SOLD], "role", (4, 0, 0), "all fillers read"),
    ([SIGNED], "situation", (1, 0, 1), "one missed"),
    ([SIGNED], "role", (2, 0, 2), "the fillers of what is missed are missed"),
    ([SIGNED, SIGNED, SOLD], "situation", (2, 1, 0), "told once, read twice: one is spurious"),
    ([SIGNED, SIGNED, SOLD], "role", (4, 2, 0), "and its fillers are"),
    ([told("Visit", PACT), SOLD], "situation", (1, 1, 1), "another type is missed and spurious"),
    ([told("Signature", SALE), SOLD], "situation", (1, 1, 1), "quoted elsewhere is no pair"),
    ([told("Signature", PACT, roles={"party": ("Chile", "japan")}), SOLD], "role", (3, 1, 1), "one filler is another"),
    ([SIGNED, told("ArmsTransfer", SALE, MAY)], "attribution", (0, 0, 1), "the source was not read"),
    ([told("Signature", PACT, PAST, "PTI"), SOLD], "attribution", (1, 1, 0), "a source that nobody named"),
    ([SIGNED, told("ArmsTransfer", SALE, PAST, "Ana Ruiz")], "settled True", (1, 1, 0), "what may be was settled"),
    ([SIGNED, told("ArmsTransfer", SALE, PAST, "Ana Ruiz")], "settled False", (0, 0, 1), "and is not left open"),
]


@pytest.mark.parametrize(("read", "layer", "counts", "reason"), ROWS, ids=[row[3] for row in ROWS])
def test_counts(read: list[Told], layer: str, counts: tuple[int, int, int], reason: str) -> None:
    """Each layer counts what agrees, what only was read, and what only was annotated."""
    tally = Tally()
    score(Annotation((SIGNED, SOLD)), Annotation(tuple(read)), TEXT, tally, NAMES)
    assert (tally.both[layer], tally.spurious[layer], tally.missed[layer]) == counts


CHECKED = [
    ([SIGNED, SOLD], "when", (1, 1), "the date is right; where neither has one, nothing is counted"),
    ([told("Signature", PACT)], "when", (0, 1), "a date left out is wrong"),
    ([told("Signature", PACT, when="2024-03")], "when", (0, 1), "so is one of another precision"),
    ([told("ArmsTransfer", SALE, MAY, when="2024")], "when", (0, 1), "and one that nobody gave"),
    ([SIGNED, SOLD], "modality", (2, 2), "both as presented"),
    ([told("Signature", PACT, MAY)], "modality", (0, 1), "one value wrong is wrong"),
    ([told("Signature", "not in the text")], "evidence", (0, 1), "a quote that does not stand there"),
]


@pytest.mark.parametrize(("read", "layer", "counts", "reason"), CHECKED, ids=[row[3] for row in CHECKED])
def test_checks(read: list[Told], layer: str, counts: tuple[int, int], reason: str) -> None:
    """Dates and modality are checked on pairs, evidence on all that was read."""
    tally = Tally()
    score(Annotation((SIGNED, SOLD)), Annotation(tuple(read)), TEXT, tally, NAMES)
    assert (tally.right[layer], tally.all[layer]) == counts


def test_pairs_prefer_shared_fillers() -> None:
    """Of two that overlap with the annotated one, the one with its fillers is its pair, whichever comes first."""
    stranger = told("Signature", PACT, roles={"party": ("Chile",)})
    for read in ((stranger, SIGNED), (SIGNED, stranger)):
        found = score(Annotation((SIGNED,)), Annotation(read), TEXT, Tally(), NAMES)
        assert read[found.pairs[0]] is SIGNED


def test_offices_and_links() -> None:
    """An office needs its organisation only where the annotation gives one; a link needs the item."""
    gold = Annotation(
        (),
        (Office(("Ana Ruiz",), ("chief",), ("Kenya",)), Office(("Bo Lind",), ("minister",), ())),
        {"Kenya": frozenset({"Q114"}), "Japan": frozenset({"Q17"})},
    )
    read = Annotation(
        (),
        (Office(("Ruiz",), ("chief",), ()), Office(("Bo Lind",), ("minister",), ("Japan",))),
        {"kenyan": frozenset({"Q114"}), "japan": frozenset({"Q1"})},
    )
    tally = Tally()
    score(gold, read, TEXT, tally, NAMES)
    assert (tally.both["office"], tally.spurious["office"], tally.missed["office"]) == (1, 1, 1)
    assert (tally.both["link"], tally.spurious["link"], tally.missed["link"]) == (1, 1, 1)


def test_confusion() -> None:
    """What was taken for another type stands beside it; what met nothing, beside nothing."""
    tally = Tally()
    score(
        Annotation((SIGNED, SOLD)), Annotation((told("Visit", PACT), told("Training", "on Monday"))), TEXT, tally, NAMES
    )
    assert dict(tally.confusion) == {
        ("Signature", "Visit"): 1,
        ("ArmsTransfer", "nothing"): 1,
        ("nothing", "Training"): 1,
    }
    assert figures(tally)["confusion"]["Signature"] == {"Visit": 1}
    assert any(line.split() == ["Signature", "Visit", "1"] for line in lines(tally))


def test_errors_say_where_and_why() -> None:
    """A miss comes with its sentence and what nearly fired there; what is spurious, with the rule that fired."""
    visit = told("Visit", PACT)
    scored = score(Annotation((SIGNED,)), Annotation((visit,)), TEXT, Tally(), NAMES)
    start = TEXT.index("Kenya and Japan signed")
    sentence = (start, TEXT.index(" Japan may"))
    at = TEXT.index("signed")
    near = [NearMiss("Signature", "Signature/1", at, at + 6, "its object is no agreement")]
    missed, spurious = errors("7", scored, [sentence], NAMES, near=near)
    assert (missed.kind, missed.type, missed.sentence) == ("missed", "Signature", TEXT[slice(*sentence)])
    assert missed.reasons == (
        "read here: Visit by Visit/1 at 0.50",
        "“signed” nearly fired Signature/1: its object is no agreement",
    )
    assert spurious.kind == "spurious"
    assert spurious.reasons[0] == "read by Visit/1 at 0.50"
    assert next(iter(missed.lines())) == "7: missed Signature party: kenya, japan"


def test_differences_of_pairs() -> None:
    """A pair that is told otherwise is listed with each difference; one that is told alike is not."""
    read = told("ArmsTransfer", SALE, PAST, roles={"supplier": ("kenya",)}, when="2024")
    gold = Annotation((SIGNED, SOLD), (Office(("Ana Ruiz",), ("chief",), ()),))
    scored = score(gold, Annotation((SIGNED, read)), TEXT, Tally(), NAMES)
    differs, office = errors("7", scored, [(0, len(TEXT))], NAMES)
    assert (differs.kind, differs.type) == ("differs", "ArmsTransfer")
    assert differs.reasons == (
        "recipient missed: kenya",
        "supplier missed: japan",
        "supplier spurious: kenya",
        "date: 2024 was read, none is annotated",
        f"presented: affirmed certain past was read, affirmed possible future is annotated; “{SALE}”",
        f"source: none was read, Ana Ruiz is annotated; “{SALE}”",
        "read by ArmsTransfer/1 at 0.50",
    )
    assert (office.kind, office.type, office.roles) == ("missed", "office", "Ana Ruiz – chief")

"""Near-duplicates: which texts repeat another, and that the first read is the original."""

import pytest

pytest.importorskip("datasketch")

from kg.articles.copies import Copies

AGENCY = " ".join(
    f"Paragraph {n}: the ministers of {a} and {b} met in {c} and agreed on patrol number {n} of their two navies."
    for n, (a, b, c) in enumerate(
        [
            ("Spain", "Chad", "Madrid"),
            ("Kenya", "Norway", "Oslo"),
            ("Japan", "Fiji", "Suva"),
            ("Italy", "Malta", "Rome"),
        ]
        * 4
    )
)


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        pytest.param(AGENCY, True, id="the-same"),
        pytest.param(AGENCY.upper().replace(",", " -"), True, id="case-and-punctuation"),
        pytest.param("By our correspondent in Lisbon. " + AGENCY, True, id="byline"),
        pytest.param(AGENCY[: len(AGENCY) * 4 // 5], True, id="cut-at-the-end"),
        pytest.param(AGENCY[: len(AGENCY) // 5], False, id="a-fifth"),
        pytest.param(" ".join(reversed(AGENCY.split())), False, id="the-same-words-in-another-order"),
        pytest.param("The same short text.", False, id="too-short-to-tell"),
    ],
)
def test_copies(text: str, copied: bool) -> None:
    """A text that shares most of its phrases with an earlier one is a copy of it; words alone are not enough."""
    with Copies() as copies:
        assert copies.original(AGENCY, name="first") is None
        assert copies.original(text, name="second") == ("first" if copied else None)


def test_the_first_read_is_the_original() -> None:
    """A copy of a copy is a copy of the first."""
    with Copies() as copies:
        names = [copies.original(f"{AGENCY} {n}", name=f"n{n}") for n in range(4)]
    assert names == [None, "n0", "n0", "n0"]

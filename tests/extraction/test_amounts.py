"""Sums of money: what is found, the words that belong to it, its value and currency."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.amounts import find, parse
from kg.model import Amount

SUMS = [
    ("for KSh 4 billion", "KSh 4 billion", "4000000000", "KES", "a sign of letters"),
    ("Tk 500 crore", "Tk 500 crore", "5000000000", "BDT", "taka in crores"),
    ("2.1 billion Danish crowns", "2.1 billion Danish crowns", "2100000000", "DKK", "crowns, told apart by whose"),
    ("250 million Brazilian reais", "250 million Brazilian reais", "250000000", "BRL", "a plural of its own"),
    ("a $1.5 billion deal", "$1.5 billion", "1500000000", "USD", "sign and multiplier"),
    ("worth US$128 million in all", "US$128 million", "128000000", "USD", "sign with country"),
    ("a US $20 million loan", "US $20 million", "20000000", "USD", "sign with country, apart"),
    ("its 41.2 million euro loan", "41.2 million euro", "41200000", "EUR", "word in the singular"),
    ("€2bn for drones", "€2bn", "2000000000", "EUR", "abbreviated multiplier, joined"),
    ("cost £1.4m", "£1.4m", "1400000", "GBP", "letter as multiplier"),
    ("a $64K grant", "$64K", "64000", "USD", "thousands"),
    ("a $3.5-billion order", "$3.5-billion", "3500000000", "USD", "joined by a hyphen"),
    ("$2,500,000 was paid", "$2,500,000", "2500000", "USD", "thousands set off by commas"),
    ("paid $300", "$300", "300", "USD", "no multiplier"),
    ("nearly 7.1 million U.S. dollars", "nearly 7.1 million U.S. dollars", "7100000", "USD", "qualifier and adjective"),
    ("up to $400 million", "up to $400 million", "400000000", "USD", "upper bound belongs to the text"),
    ("more than NOK 300 million", "more than NOK 300 million", "300000000", "NOK", "code before the figure"),
    ("at least 2.5bn PLN", "at least 2.5bn PLN", "2500000000", "PLN", "code after the figure"),
    ("some 3 million Australian dollars", "some 3 million Australian dollars", "3000000", "AUD", "adjective decides"),
    ("A$20 million of aid", "A$20 million", "20000000", "AUD", "Australian sign"),
    ("C$5bn", "C$5bn", "5000000000", "CAD", "Canadian sign"),
    ("NZ$9m", "NZ$9m", "9000000", "NZD", "New Zealand sign"),
    ("S$12 million", "S$12 million", "12000000", "SGD", "Singapore sign"),
    ("HK$70m", "HK$70m", "70000000", "HKD", "Hong Kong sign"),
    ("₹450 crore", "₹450 crore", "4500000000", "INR", "Indian sign and multiplier"),
    ("Rs 500 crore", "Rs 500 crore", "5000000000", None, "rupees of several states"),
    ("500 crore Indian rupees", "500 crore Indian rupees", "5000000000", "INR", "adjective settles the rupee"),
    ("₹1,20,000 crore", "₹1,20,000 crore", "1200000000000", "INR", "Indian grouping of digits"),
    ("five million Swiss francs", "five million Swiss francs", "5000000", "CHF", "number word"),
    ("half a billion dollars", "half a billion dollars", "500000000", "USD", "fraction"),
    ("3 billion won", "3 billion won", "3000000000", "KRW", "a word that needs its multiplier"),
    ("RMB 80 million", "RMB 80 million", "80000000", "CNY", "a name that is not the code"),
    ("about €38,8 million", "about €38,8 million", "38800000", "EUR", "decimal comma"),
    ("10 million pounds sterling", "10 million pounds sterling", "10000000", "GBP", "word of two words"),
    ("a 1.2 million-dollar kit", "1.2 million-dollar", "1200000", "USD", "adjectival form"),
]


@pytest.mark.parametrize(
    ("text", "found", "value", "currency"), [row[:4] for row in SUMS], ids=[row[4] for row in SUMS]
)
def test_a_sum_has_its_words_value_and_currency(text: str, found: str, value: str, currency: str | None) -> None:
    """A sum is found with its qualifier, and read as one number in units of a currency."""
    (expression,) = find(text)
    assert text[expression.start : expression.end] == found
    assert expression.amount == Amount(found, Decimal(value), currency)
    assert str(expression.amount.value) == value
    assert parse(found) == expression.amount


RANGES = [
    ("between $10 million and $15 million", "10000000", "15000000", "USD", "between"),
    ("$10-15 million", "10000000", "15000000", "USD", "one sign, one multiplier"),
    ("$5 to $7 billion", "5000000000", "7000000000", "USD", "multiplier for both"),
    ("€900 million to €1.1 billion", "900000000", "1100000000", "EUR", "two multipliers"),
    ("from 10 to 15 million euros", "10000000", "15000000", "EUR", "words"),
]


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"), [row[:4] for row in RANGES], ids=[row[4] for row in RANGES]
)
def test_a_range_has_two_ends_and_no_one_value(text: str, low: str, high: str, currency: str) -> None:
    """No number is picked out of a range."""
    (expression,) = find(f"It will cost {text} in all.")
    assert (expression.text, expression.low, expression.high) == (text, Decimal(low), Decimal(high))
    assert expression.amount == Amount(text, None, currency)


VAGUE = [
    ("hundreds of millions of dollars", "hundreds of millions of dollars", "hundreds"),
    ("a multi-billion-dollar contract", "multi-billion-dollar", "multi-"),
    ("several million dollars", "several million dollars", "several"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in VAGUE], ids=[row[2] for row in VAGUE])
def test_a_vague_sum_keeps_its_words_only(text: str, found: str) -> None:
    """Where the text gives no number, none is given."""
    assert [e.amount for e in find(text)] == [Amount(found, None, "USD")]


NO_SUMS = [
    ("24 jets and 5,500 troops", "counts with units"),
    ("3 real friends won two won races", "words that are rarely money"),
    ("a 10,000-pound bomb", "weight"),
    ("1.5 million people", "people"),
    ("the F-16, M777 and 155 mm shells", "designators"),
    ("the EU and USD markets", "a code without a figure"),
    ("5 percent", "a share"),
]


@pytest.mark.parametrize("text", [row[0] for row in NO_SUMS], ids=[row[1] for row in NO_SUMS])
def test_what_is_no_money_is_not_found(text: str) -> None:
    """Counts, weights and names are no sums; read as one they keep only their text."""
    assert find(text) == []
    assert parse(text) == Amount(text)


def test_two_sums_side_by_side_are_two() -> None:
    """Coordination of two sums is no range unless "between" says so."""
    assert [e.text for e in find("A$20 million and C$5bn, $5m and $6m")] == ["A$20 million", "C$5bn", "$5m", "$6m"]


PREFERENCES = [
    ("$20 million", {"AUD"}, "AUD", "an Australian report"),
    ("US$20 million", {"AUD"}, "USD", "the sign says otherwise"),
    ("Rs 500 crore", {"PKR"}, "PKR", "a Pakistani report"),
    ("Rs 500 crore", {"PKR", "INR"}, None, "a report on both"),
    ("20 million rials", {"OMR"}, "OMR", "an Omani report"),
    ("€20 million", {"AUD"}, "EUR", "nothing to prefer"),
]


@pytest.mark.parametrize(
    ("text", "prefer", "currency"), [row[:3] for row in PREFERENCES], ids=[row[3] for row in PREFERENCES]
)
def test_the_caller_may_settle_an_ambiguous_sign(text: str, prefer: set[str], currency: str | None) -> None:
    """A preference decides between the currencies a sign may mean, and nothing else."""
    assert parse(text, prefer=prefer).currency == currency


@given(st.text(alphabet="$€£A0123456789,.- mbnilotdrseu\n", max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    """Searching never fails; what it finds lies in the text, in order, with ends in order."""
    found = find(text)
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(e.low is None or e.high is None or e.low <= e.high for e in found)


@given(st.integers(1, 999), st.sampled_from([("million", 10**6), ("bn", 10**9), ("", 1)]), st.booleans())
def test_every_written_sum_comes_back(number: int, scale: tuple[str, int], spaced: bool) -> None:
    """A figure with its multiplier gives the product exactly."""
    text = f"${number}{' ' if spaced and scale[0] else ''}{scale[0]}"
    assert parse(text) == Amount(text, Decimal(number * scale[1]), "USD")

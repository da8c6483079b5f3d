"""Lines that hold what a search needs."""

import re

import pytest

from kg.extraction import amounts, time_grammar
from kg.extraction.lines import lines_with


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("no\nmatch", [], id="no line"),
        pytest.param("a 1\nb\nc 2 3\n", ["a 1", "c 2 3"], id="each line once, without its break"),
        pytest.param("1", ["1"], id="the last line without a break"),
        pytest.param("\n\n1\n", ["1"], id="empty lines"),
        pytest.param("a\r1\x0bb", ["a\r1\x0bb"], id="only a newline ends a line"),
    ],
)
def test_lines_with(text, expected):
    """The lines with a digit."""
    assert [text[slice(*line)] for line in lines_with(re.compile(r"\d"), text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("TWO YEARS AGO", ["TWO YEARS AGO"], id="a word in capitals"),
        pytest.param("İzmir, Two Weeks From Now", ["Two Weeks From Now"], id="a letter that grows in lower case"),
        pytest.param("between\n3 May\nand later", ["3 May"], id="no expression over a line break"),
        pytest.param("in FY2024\nthe '90s", ["FY2024", "the '90s"], id="neither month nor full year"),
    ],
)
def test_times_in_lines(text, expected):
    """What a line is searched for does not depend on letter case or on the other lines."""
    assert [found.text for found in time_grammar.find(text)] == expected


def test_sums_in_lines():
    """A sum is found on its line alone."""
    assert [found.text for found in amounts.find("no\n$5 million\nfive\nten euros")] == ["$5 million", "ten euros"]

"""Lines that hold what a search needs."""

import re

import pytest

from kg.extraction import amounts, time_grammar
from kg.extraction.lines import lines_with, surroundings


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
        pytest.param("", [], id="nothing"),
        pytest.param("none here", [], id="no match"),
        pytest.param("one two 3 four five six", ["two 3 four"], id="to the next white space behind, but not before"),
        pytest.param("1 23456789 2", ["1 23456789 2"], id="parts that touch are one"),
        pytest.param("1 one two three 2", ["1 one", "ree 2"], id="parts apart"),
        pytest.param("a\n1\nb", ["1"], id="nothing of other lines"),
        pytest.param("1\n2", ["1", "2"], id="lines side by side stay apart"),
        pytest.param("one 2", ["one 2"], id="to the end"),
        pytest.param("2 unbroken-to-the-end", ["2 unbroken-to-the-end"], id="no white space behind"),
    ],
)
def test_surroundings(text, expected):
    """What is within four characters of a digit."""
    assert [text[slice(*part)] for part in surroundings(re.compile(r"\d"), text, reach=4)] == expected


def test_reach_of_times():
    """No expression of time is longer than the surroundings in which it is sought."""
    for needed, pattern, _ in time_grammar._GUARDED:
        if needed is not None:
            width = re._parser.parse(pattern.pattern, pattern.flags).getwidth()[1]
            assert width <= time_grammar._REACH.get(needed, time_grammar._USUAL_REACH), pattern.pattern


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


@pytest.mark.parametrize(
    "text",
    ["a five-dollar note", "30 million Swiss francs", "USD 4 million", "Rs 300 crore", "two billion won", "€5m"],
)
def test_currencies_are_sought(text):
    """Signs, codes, words behind a blank and words behind a hyphen all let a line be searched."""
    assert amounts.find(text)

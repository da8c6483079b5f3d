"""Telling code from strings, comments and IRIs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.queries.tokens import keywords, substitute, tokens, variables

ROWS = [
    ("?a $b ?a", ("a", "b"), "both marks, each name once"),
    ("# ?a\n?b", ("b",), "a comment ends with its line"),
    ("'?a' \"?b\" ?c", ("c",), "short strings"),
    ("'''it's ?a\n''?b''' ?c", ("c",), "a long string holds quotes and newlines"),
    ('"""a"b""?c\\""""?d', ("d",), "a long string ends at three quotes, and no escaped one counts"),
    ('"a\\"?b" ?c', ("c",), "an escaped quote ends no string"),
    ('"#" ?a', ("a",), "a hash in a string begins no comment"),
    ("<http://x/#?a> ?b", ("b",), "nor does one in an IRI"),
    ("FILTER(?a < ?b && ?c > ?d)", ("a", "b", "c", "d"), "a less-than sign begins no IRI"),
    ("ex:a\\#b ?c", ("c",), "an escaped hash in a local name begins no comment"),
    ("ex:a?b", ("b",), "a question mark ends a local name"),
    ("ex:p?/ex:q ?b", ("b",), "a path modifier is no variable"),
    ("'unfinished ?a", ("a",), "what is no string does not swallow the rest"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), ROWS, ids=[row[2] for row in ROWS])
def test_variables(text: str, expected: tuple[str, ...], reason: str) -> None:
    """Variables are found in code only."""
    assert variables(text) == expected


def test_keywords_are_bare_words() -> None:
    """Names with a prefix, language tags, strings, comments and variables are no keywords."""
    text = "select * { ?service ex:service service:x 'SERVICE'@en-service . <service> # SERVICE\n } _:service :service"
    assert keywords(text) == ("SELECT",)


def test_substitute_changes_only_the_named_variables() -> None:
    """A variable with a longer name, or out of code, stays."""
    assert substitute("?a ?ab '?a' # ?a\n$a", {"a": "<x>"}) == "<x> ?ab '?a' # ?a\n<x>"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_tokens_lose_nothing(text: str) -> None:
    """The tokens of any text whatever, joined, are the text."""
    assert "".join(token.text for token in tokens(text)) == text

"""Whole graphs against the ones that a person has read through, compared as graphs."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import graph_diff

from kg.mapping import to_graph
from kg.model import ArticleClaims, Link
from tests.mapping.factory import CLAIMS, LINKS, RUN, another_article

GOLDEN = Path(__file__).parent / "golden"


def difference(found: Graph, expected: Graph) -> str:
    """The statements that stand in one graph only, one a line; empty for equal graphs."""
    _, missing, surplus = graph_diff(expected, found)
    lines = [
        f"{sign} {s.n3()} {p.n3()} {o.n3()}" for sign, graph in (("-", missing), ("+", surplus)) for s, p, o in graph
    ]
    return "\n".join(sorted(lines, key=lambda line: (line[2:], line)))


@pytest.mark.parametrize(
    ("name", "claims", "links", "keep_text"),
    [
        pytest.param("pact", CLAIMS, LINKS, False, id="contradiction, renewal, two posts of one title, no text kept"),
        pytest.param("visit", another_article(), (), True, id="from the web, month of publication, text kept"),
    ],
)
def test_golden(name: str, claims: ArticleClaims, links: tuple[Link, ...], keep_text: bool) -> None:
    """The graph of an article is the one that was read through; regenerate it only to read it through again."""
    graph = to_graph(claims, links, run=RUN, keep_text=keep_text)
    assert difference(graph, Graph().parse(GOLDEN / f"{name}.ttl")) == ""


def test_a_difference_is_shown() -> None:
    """The comparison names what is missing and what is too much."""
    expected = Graph().parse(GOLDEN / "visit.ttl")
    changed = Graph().parse(GOLDEN / "visit.ttl")
    title = next(expected.triples((None, None, next(expected.objects(None, None)))))
    changed.remove(title)
    assert difference(changed, expected).startswith("- ")
    assert difference(expected, changed).startswith("+ ")

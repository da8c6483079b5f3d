"""What mapping writes obeys the shapes of the ontology, and what it guards against is caught by them."""

from __future__ import annotations

import pytest

from kg.mapping import to_graph
from kg.model import ArticleClaims, Link
from kg.validation import validate
from kg.vocabulary import DEFCO, RDF
from tests.mapping.factory import CLAIMS, LINKS, RUN, another_article


@pytest.mark.parametrize("keep_text", [False, True], ids=["quotes only", "with the text"])
@pytest.mark.parametrize(
    ("claims", "links"),
    [pytest.param(CLAIMS, LINKS, id="pact"), pytest.param(another_article(), (), id="visit")],
)
def test_mapped_articles_conform(claims: ArticleClaims, links: tuple[Link, ...], keep_text: bool) -> None:
    """The graph of an article conforms to the shapes, whether it keeps the text or not."""
    assert validate(to_graph(claims, links, run=RUN, keep_text=keep_text)) == ()


def test_a_broken_guard_is_caught() -> None:
    """The comparison above can fail: a possible sale typed as a sale breaks the guard rule."""
    graph = to_graph(CLAIMS, LINKS, run=RUN)
    (sale,) = graph.subjects(DEFCO.situationType, DEFCO.ArmsTransfer)
    graph.add((sale, RDF.type, DEFCO.ArmsTransfer))
    assert validate(graph)

"""The saved queries as SPARQL examples in Turtle."""

import pytest
from rdflib import RDFS, Graph, Literal, URIRef
from rdflib.namespace import SH

from kg.queries import check, load, sparql_examples
from kg.resources import folder

QUERIES = load()
GRAPH = Graph().parse(data=sparql_examples(QUERIES), format="turtle")


def test_the_file_is_up_to_date() -> None:
    """queries/examples.ttl is what the saved queries say; queries/README.md tells how to make it again."""
    assert (folder("queries") / "examples.ttl").read_text(encoding="utf-8") == sparql_examples(QUERIES)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_every_query_is_there_and_can_be_run(query) -> None:
    """Each has its question, and a text of the same form without the header."""
    node = URIRef(f"https://w3id.org/defco/queries/{query.name}")
    assert (node, RDFS.comment, Literal(query.summary, lang="en")) in GRAPH
    text = str(GRAPH.value(node, SH[query.form.lower()]))
    assert check(text) is query.form
    assert "#+" not in text

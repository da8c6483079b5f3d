"""What is not parsed, and what copies come to in the graph."""

import io
import json
from pathlib import Path

import pytest
import rdflib

from kg.articles.copies import Copies
from kg.pipeline import Engine, build
from kg.pipeline.screening import Screen
from kg.vocabulary import DCTERMS, DEFCO, PROV, RDF

pytest.importorskip("datasketch")

TEXT = (
    "Norway has donated 12 howitzers to Latvia, the defence ministry in Oslo said on Monday. Norway has donated 12 "
    "howitzers to Latvia, Latvian officials said. The guns were shipped by sea in two convoys, and crews of both "
    "armies are to train on them for a month in the north of the country."
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "c.jsonl"
    papers = [("one", "Oslo Post", TEXT), ("two", "Riga Times", TEXT), ("three", "Baker", "The bakery sells bread.")]
    path.write_text(
        "\n".join(
            json.dumps({"id": i, "publisher": p, "date": "2023-11-21", "text": t, "url": f"https://x.example/{i}"})
            for i, p, t in papers
        )
    )
    return path


def built(corpus: Path, engine: Engine, screen: Screen | None) -> tuple[rdflib.Graph, dict[str, int]]:
    out = io.BytesIO()
    summary = build([corpus], out, engine=engine, screen=screen)
    return rdflib.Graph().parse(data=out.getvalue(), format="turtle"), dict(summary.passed_over)


def claims_of(graph: rdflib.Graph, article: object) -> set[object]:
    return {c for c in graph.subjects(RDF.type, DEFCO.Claim) if (c, PROV.wasDerivedFrom, article) in graph}


def test_copies_are_left_out(corpus: Path, engine: Engine) -> None:
    """With ``skip`` a copy is counted and not read."""
    with Copies() as copies:
        graph, passed_over = built(corpus, engine, Screen(copies=copies, skip_copies=True))
    assert passed_over == {"copy of another article": 1}
    assert {str(o) for o in graph.objects(None, DCTERMS.identifier)} == {"one", "three"}


def test_claims_of_copies_are_relayed(corpus: Path, engine: Engine) -> None:
    """A marked copy names its original; its paper relays every claim, and nothing in it corroborates."""
    plain, _ = built(corpus, engine, None)
    with Copies() as copies:
        graph, passed_over = built(corpus, engine, Screen(copies=copies))
    assert passed_over == {}
    articles = {str(o): s for s, o in graph.subject_objects(DCTERMS.identifier)}
    assert (articles["two"], PROV.wasDerivedFrom, articles["one"]) in graph
    claims = {name: claims_of(graph, article) for name, article in articles.items()}
    (paper,) = graph.objects(articles["two"], DCTERMS.publisher)
    assert claims["two"]
    assert all((claim, DEFCO.relayedBy, paper) in graph for claim in claims["two"])
    assert not any(set(graph.objects(claim, DEFCO.relayedBy)) & {paper} for claim in claims["one"])
    assert not any((claim, DEFCO.corroborates, None) in graph for claim in claims["two"])
    assert len(claims["one"]) == len(claims_of(plain, articles["one"]))


def test_articles_without_the_words_are_passed_over(corpus: Path, engine: Engine) -> None:
    """Only what has a word of the domain is parsed."""
    _, passed_over = built(corpus, engine, Screen(relevant=lambda text: "howitzers" in text))
    assert passed_over == {"without the domain's words": 1}

"""The stages in their order: what a reading holds, what a build writes, what it costs in memory."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kg.articles import from_text
from kg.errors import ArticleError
from kg.model import Article, Refusal
from kg.pipeline import Engine, Reading, build, graph_of_text
from kg.pipeline.output import file_name, replacing
from kg.vocabulary import DEFCO, RDF

TEXT = "Norway donates howitzers\nNorway has donated 12 howitzers to Latvia. Spain may sell six aircraft to Morocco."


def articles(number: int) -> Iterator[Article]:
    for index in range(number):
        yield from_text(TEXT, name=f"a{index}", date="2023-11-21")


def test_readings_come_in_order_with_everything(engine: Engine) -> None:
    """A reading has the claims, one linking decision for each entity, and the statements that are written."""
    readings = list(engine.read(articles(3)))
    assert [reading.article.id for reading in readings if isinstance(reading, Reading)] == ["a0", "a1", "a2"]
    first = readings[0]
    assert isinstance(first, Reading)
    assert {link.entity for link in first.links} == {entity.key for entity in first.claims.entities}
    assert len(first.statements) > 50


def test_reading_is_lazy(engine: Engine) -> None:
    """The first reading comes long before the last article is asked for."""
    asked = 0

    def counted() -> Iterator[Article]:
        nonlocal asked
        for article in articles(500):
            asked += 1
            yield article

    next(engine.read(counted()))
    assert asked < 50


def test_confidence_wanted(engine: Engine) -> None:
    """Claims read with less confidence are left out, with the situations and entities that only they spoke of."""
    told = from_text(f"{TEXT} General Luis Vega said that Oman had bought tanks from Serbia.")
    [everything] = engine.read([told])
    assert isinstance(everything, Reading)
    found = sorted({c.confidence for s in everything.claims.situations for c in s.claims})
    assert len(found) > 1
    [trusted] = replace(engine, min_confidence=found[-1]).read([told])
    assert isinstance(trusted, Reading)
    left = [c.confidence for s in trusted.claims.situations for c in s.claims]
    assert set(left) == {found[-1]}
    assert set(trusted.claims.entities) < set(everything.claims.entities)
    [nothing] = replace(engine, min_confidence=1.0).read([told])
    assert isinstance(nothing, Reading)
    assert (nothing.claims.situations, nothing.claims.entities) == ((), ())


def test_graph_of_text(engine: Engine) -> None:
    """A settled transfer has its class, one that may happen has not."""
    graph = graph_of_text(TEXT, date="2023-11-21", engine=engine)
    transfers = set(graph.subjects(DEFCO.situationType, DEFCO.ArmsTransfer))
    settled = set(graph.subjects(RDF.type, DEFCO.ArmsTransfer))
    assert settled < transfers
    assert graph.qname(DEFCO.ArmsTransfer) == "defco:ArmsTransfer"


def test_furniture_yields_nothing(engine: Engine) -> None:
    """The same sentence yields a situation in the article and none below the comment form."""
    sale = "France has sold 24 fighter jets to Chad."
    said = graph_of_text(f"News of the day\n{sale}", engine=engine)
    commented = graph_of_text(
        f"News of the day\nNothing happened in the capital.\nLeave a Reply\n{sale}", engine=engine
    )
    assert (None, DEFCO.situationType, DEFCO.ArmsTransfer) in said
    assert (None, DEFCO.situationType, None) not in commented


def test_text_without_an_article(engine: Engine) -> None:
    """The library call raises one clear line."""
    with pytest.raises(ArticleError, match="no text of an article"):
        graph_of_text("Leave a Reply", engine=engine)


@pytest.mark.parametrize("syntax", ["turtle", "nquads"])
def test_build_is_deterministic(engine: Engine, tmp_path: Path, syntax: str) -> None:
    """The same inputs give the same bytes, to a stream as to a file."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("Norway", "Denmark"))
    streams = [io.BytesIO(), io.BytesIO()]
    for stream in streams:
        build([tmp_path], stream, engine=engine, syntax=syntax)
    build([tmp_path], tmp_path / "out", engine=engine, syntax=syntax)
    assert streams[0].getvalue() == streams[1].getvalue() == (tmp_path / "out").read_bytes()


def test_blocks_of_turtle_make_one_document(engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Turtle written block by block holds the same statements as in one piece."""
    import rdflib

    for index in range(5):
        (tmp_path / f"{index}.txt").write_text(TEXT.replace("12", str(20 + index)))
    graphs = []
    for size in (2, 100):
        monkeypatch.setattr("kg.pipeline.output._BLOCK", size)
        stream = io.BytesIO()
        build([tmp_path], stream, engine=engine)
        graphs.append(set(rdflib.Graph().parse(data=stream.getvalue(), format="turtle")))
    assert graphs[0] == graphs[1]


def test_summary_and_watch(engine: Engine, tmp_path: Path) -> None:
    """Each article and each refusal is shown once, and counted once."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    seen: list[Reading | Refusal] = []
    summary = build([tmp_path, "gone"], io.BytesIO(), engine=engine, watch=seen.append)
    assert (summary.articles, len(summary.refused), len(seen)) == (1, 2, 3)
    assert summary.settled + summary.unsettled == sum(len(s.claims) for s in _situations(seen))
    assert summary.as_record()["actors"] == summary.actors > 3


def _situations(seen: list[Reading | Refusal]) -> list[object]:
    return [s for item in seen if isinstance(item, Reading) for s in item.claims.situations]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """What was there stays until the new file is whole."""
    path = tmp_path / "graph.ttl"
    path.write_text("old")

    def half() -> None:
        with replacing(path) as stream:
            stream.write(b"new")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        half()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("ident", "name"),
    [
        pytest.param("026", "026", id="plain"),
        pytest.param("seed", "seed", id="word"),
        pytest.param("https://x.example/news/pact-signed/", "pact-signed-", id="address"),
        pytest.param("../etc/passwd", "passwd-", id="climbing"),
        pytest.param("..", "article-", id="dots"),
        pytest.param("", "article-", id="empty"),
    ],
)
def test_file_names(ident: str, name: str) -> None:
    """An id that can name a file does; any other gives a safe name with a digest."""
    found = file_name(ident)
    assert found.startswith(name)
    assert "/" not in found
    assert not found.startswith(".")

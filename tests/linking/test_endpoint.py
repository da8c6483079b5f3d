"""The SPARQL client against a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import NetworkError
from kg.gazetteer import Gazetteer
from kg.linking import Linker
from kg.linking.endpoint import Endpoint
from kg.linking.online import OnlineLinker
from kg.linking.transport import Cache, Transport
from kg.linking.wikidata import Wikidata
from kg.model import EntityKind
from tests.linking.factories import article, entity, states
from tests.linking.oxigraph_server import endpoint


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with endpoint() as found:
        yield found


def client(address: str, cache: Cache | None = None, *, offline: bool = False) -> Wikidata:
    return Wikidata(Transport("defco-kg-test/0 (mailto:x@example.org)", cache=cache, offline=offline), sparql=address)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Zyxwv Qponm", ("Q990000010", "Q990000011"), id="label-of-two"),
        pytest.param("QAW", ("Q990000012",), id="alias"),
        pytest.param("Nobody", (), id="none"),
        pytest.param('a "quoted" \\ name\n', (), id="characters-that-sparql-escapes"),
    ],
)
def test_names_are_searched_in_labels_and_aliases(address: str, name: str, expected: tuple[str, ...]) -> None:
    """The very name finds its items, whatever characters it has."""
    assert Endpoint(client(address)).search(name) == expected


def test_an_item_comes_with_what_the_linker_reads(address: str) -> None:
    """English names, classes and states; an item that does not exist is left out."""
    found = Endpoint(client(address)).items(["Q990000010", "Q990000099"])
    assert list(found) == ["Q990000010"]
    one = found["Q990000010"]
    assert (one.label, one.aliases, one.description) == ("Zyxwv Qponm", ("Z. T. Qponm",), "minister")
    assert (one.classes, one.states, one.died) == (("Q990000001",), ("Q114",), None)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        pytest.param("Zyxwv Qponm", EntityKind.PERSON, "Q990000010", id="the-human-not-the-river"),
        pytest.param("QAW", EntityKind.COMPANY, "Q990000012", id="company-by-alias"),
        pytest.param("Twin Qponm", EntityKind.PERSON, None, id="two-bearers"),
    ],
)
def test_the_linker_needs_nothing_but_an_endpoint(
    address: str, gazetteer: Gazetteer, name: str, kind: EntityKind, expected: str | None
) -> None:
    """A mirror or a dump in a store does as well as the action API."""
    claims = article(entity(name, kind), *states("Kenya"))
    online = OnlineLinker(Endpoint(client(address)), gazetteer)
    assert online.link(claims, Linker(gazetteer).link(claims))[0].qid == expected


def test_a_graph_is_answered_once_and_kept(address: str, tmp_path: Path) -> None:
    """The same CONSTRUCT gives the same lines from the cache, with the date of the first answer."""
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    first = client(address, Cache(tmp_path))
    lines = first.construct(query)
    again = client(address, Cache(tmp_path), offline=True)
    assert again.construct(query) == lines
    assert again.asked_on(query) == first.asked_on(query)
    assert lines.splitlines() == sorted(set(lines.splitlines()))


def test_a_query_that_the_server_refuses_is_one_error(address: str) -> None:
    """A malformed query is not asked again."""
    with pytest.raises(NetworkError, match=r"query"):
        client(address).select("SELECT WHERE")

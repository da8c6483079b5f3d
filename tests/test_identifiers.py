"""IRIs: stable, readable, safe in every syntax, one for each thing."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ParameterError
from kg.identifiers import Identifiers, digest, slug, web_address
from kg.model import Article, Entity, EntityKind

MAKE = Identifiers()
HERE = "https://w3id.org/defco/id/article/here"
BASE = "https://w3id.org/defco/id/"


def entity(name: str, kind: EntityKind = EntityKind.PERSON, **others: str) -> Entity:
    return Entity(**{"key": f"{kind}:{name}", "name": name, "kind": kind, **others})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("United States", "united-states", id="words are joined by hyphens"),
        pytest.param("Côte d’Ivoire", "cote-divoire", id="accents and apostrophes go"),
        pytest.param("  P-8A   Poseidon! ", "p-8a-poseidon", id="runs of other signs are one hyphen"),
        pytest.param("防衛省", "", id="nothing Latin leaves nothing"),
        pytest.param("a" * 90, "a" * 60, id="long names are cut"),
        pytest.param("x" * 59 + " y", "x" * 59, id="no hyphen is left at the cut"),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    """A slug is what a person recognises of a name, in ASCII."""
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(entity("Lloyd Austin"), entity("LLOYD  AUSTIN"), True, id="case and spacing say nothing"),
        pytest.param(
            entity("Kenya", EntityKind.STATE),
            entity("Kenya", EntityKind.STATE, qid="Q114"),
            True,
            id="an item changes nothing",
        ),
        pytest.param(entity("Ri Yong-ho"), entity("Ri Yong-ho", qid="Q483800"), False, id="but for a known namesake"),
        pytest.param(entity("Lloyd Austin"), entity("Lloyd Austin", country="United States"), True, id="person"),
        pytest.param(entity("Peña"), entity("Pena"), False, id="accents tell names apart"),
        pytest.param(entity("A-B"), entity("A B"), False, id="a hyphen is no space"),
        pytest.param(entity("A.B"), entity("A"), False, id="a full stop is part of the name"),
        pytest.param(
            entity("Jordan", EntityKind.STATE), entity("Jordan", EntityKind.PERSON), False, id="the class tells apart"
        ),
        pytest.param(
            entity("Ministry of Defence", EntityKind.GOVERNMENT_BODY, country="Chile"),
            entity("Ministry of Defence", EntityKind.GOVERNMENT_BODY, country="Estonia"),
            False,
            id="bodies of two states",
        ),
        pytest.param(
            entity("Chilean Navy", EntityKind.ARMED_FORCE, country="Chile"),
            entity("Chilean Navy", EntityKind.ARMED_FORCE),
            True,
            id="a name that holds the country needs no other",
        ),
        pytest.param(
            entity("Prime Minister", EntityKind.OFFICE, country="Chile"),
            entity("Prime Minister", EntityKind.OFFICE, country="Estonia"),
            False,
            id="offices of two states",
        ),
        pytest.param(
            entity("pact", EntityKind.AGREEMENT, key="a"),
            entity("pact", EntityKind.AGREEMENT, key="b"),
            False,
            id="two agreements of one name in one article",
        ),
        pytest.param(
            entity("officer", EntityKind.UNNAMED_ACTOR, key="a"),
            entity("officer", EntityKind.UNNAMED_ACTOR, key="b"),
            False,
            id="two unnamed actors in one article",
        ),
        pytest.param(entity("防衛省"), entity("国防部"), False, id="names without a slug"),
    ],
)
def test_what_identifies_an_entity(one: Entity, other: Entity, same: bool) -> None:
    """Two entities share an IRI exactly if class, canonical name and what completes it agree."""
    assert (MAKE.entity(one, article=HERE) == MAKE.entity(other, article=HERE)) is same


_OF_THE_ARTICLE = {EntityKind.UNNAMED_ACTOR, EntityKind.AGREEMENT, EntityKind.PROPOSAL, EntityKind.OFFICE}


@pytest.mark.parametrize(
    ("kind", "same"),
    [(kind, kind not in _OF_THE_ARTICLE) for kind in EntityKind],
    ids=list(EntityKind),
)
def test_what_is_the_same_in_two_articles(kind: EntityKind, same: bool) -> None:
    """Unnamed actors, agreements, proposals, offices of nobody known are never merged across articles; all else is."""
    thing = entity("Northern Command", kind)
    assert (MAKE.entity(thing, article=HERE) == MAKE.entity(thing, article=HERE + "2")) is same


def test_an_office_belongs_to_its_organization() -> None:
    """The same title in two organisations is two offices, and one office in any number of articles."""
    office = entity("chief", EntityKind.OFFICE)
    army, navy = f"{BASE}armed-force/army", f"{BASE}armed-force/navy"
    assert MAKE.entity(office, article=HERE, organization=army) != MAKE.entity(office, article=HERE, organization=navy)
    assert MAKE.entity(office, article=HERE, organization=army) == MAKE.entity(
        office, article="urn:other", organization=army
    )


def test_the_country_of_an_office_is_its_organization() -> None:
    """An office known by its country is the one that a situation places in that state."""
    known = entity("Prime Minister", EntityKind.OFFICE, country="Chile")
    placed = entity("Prime Minister", EntityKind.OFFICE)
    state = MAKE.named(EntityKind.STATE, "Chile")
    assert MAKE.entity(known, article=HERE) == MAKE.entity(placed, article=HERE, organization=state)


@pytest.mark.parametrize(
    ("change", "same"),
    [
        pytest.param({"id": "other", "source": "x"}, True, id="where it was read from"),
        pytest.param({"date": "2024-01-01"}, True, id="a corrected date"),
        pytest.param({"text": "T\nother"}, False, id="another text"),
        pytest.param({"publisher": "Other Paper"}, False, id="a copy in another paper"),
    ],
)
def test_articles_without_address(change: dict[str, str], same: bool) -> None:
    """Without a web address an article is its text and publisher."""
    article = Article("a", "T\nbody", "2023-01-01", "Paper")
    assert (MAKE.article(article) == MAKE.article(replace(article, **change))) is same  # type: ignore[arg-type]


def test_articles_with_address() -> None:
    """With a web address an article stays the same when its text is corrected."""
    article = Article("a", "T\nbody", url="https://news.example/a/pact-signed.html")
    assert MAKE.article(article) == MAKE.article(replace(article, text="T\nbody, corrected", id="b"))
    assert MAKE.article(article).startswith(f"{BASE}article/pact-signed_")
    assert MAKE.article(article) != MAKE.article(replace(article, url="https://news.example/b/pact-signed.html"))


def test_graph_names_follow_the_article() -> None:
    """The named graph of an article can be told from the article's IRI, and is another thing."""
    article = MAKE.article(Article("a", "T\nbody"))
    assert MAKE.graph(article).removeprefix(f"{BASE}graph/") == article.removeprefix(f"{BASE}article/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("https://x.example/a?b=1&c=2", "https://x.example/a?b=1&c=2", id="plain"),
        pytest.param("HTTPS://X.Example:443/A#top", "https://x.example/A", id="scheme, host, port, fragment"),
        pytest.param("http://x.example:8080", "http://x.example:8080/", id="own port, empty path"),
        pytest.param("http://x.example/a b<c>", "http://x.example/a%20b%3Cc%3E", id="forbidden signs are encoded"),
        pytest.param("http://x.example/100%", "http://x.example/100%25", id="stray percent sign"),
        pytest.param("http://x.example/%C3%A9", "http://x.example/%C3%A9", id="encoded stays"),
        pytest.param("http://x.example/é", "http://x.example/%C3%A9", id="non-ASCII path"),
        pytest.param("http://bücher.example/", "http://xn--bcher-kva.example/", id="non-ASCII host"),
        pytest.param("http://me:secret@x.example/", "http://x.example/", id="credentials never reach the graph"),
        pytest.param("http://[::1]/a", "http://[::1]/a", id="IPv6 host"),
        pytest.param("ftp://x.example/", None, id="not the web"),
        pytest.param("javascript:alert(1)", None, id="no host"),
        pytest.param("news.example/a", None, id="no scheme"),
        pytest.param("http://[broken/", None, id="broken host"),
        pytest.param("http://x.example:99999/", None, id="impossible port"),
        pytest.param("http://x.example/\ud800", None, id="half a character"),
    ],
)
def test_web_addresses(url: str, expected: str | None) -> None:
    """One address has one form; what is no web address is None."""
    assert web_address(url) == expected


@pytest.mark.parametrize("base", ["", "id/", "https://x.example/id", "https://x.example/a b/", "https://x.example/<>/"])
def test_a_base_must_be_an_iri_that_can_be_continued(base: str) -> None:
    """A base that would give broken IRIs is refused with the mend."""
    with pytest.raises(ParameterError, match="give an absolute IRI"):
        Identifiers(base)


@pytest.mark.parametrize("base", ["https://x.example/id/", "https://x.example/graph#", "urn:defco:"])
def test_every_iri_lies_below_the_base(base: str) -> None:
    """Another base moves all IRIs and prefixes."""
    make = Identifiers(base)
    made = [make.named(EntityKind.STATE, "Chile"), make.run("1", pipeline="p"), make.software("kg", "1"),
            make.amount("€5", None, "EUR"), make.link("e", article="a"), *make.prefixes().values()]  # fmt: skip
    assert all(iri.startswith(base) for iri in made)


def test_digests_keep_parts_apart() -> None:
    """Parts that would run together when joined give different digests."""
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest(["ab", "c"]), digest("ab", "c", None)}) == 5


@given(st.text(max_size=80), st.text(max_size=80))
def test_names_and_iris_correspond(one: str, other: str) -> None:
    """Any two names: the same IRI exactly if they are compared as the same name; and always a valid IRI."""
    first, second = (MAKE.named(EntityKind.COMPANY, name) for name in (one, other))
    assert pyoxigraph.NamedNode(first).value == first
    assert first.isascii()
    if first == second:
        assert MAKE.named(EntityKind.COMPANY, one.casefold()) == MAKE.named(EntityKind.COMPANY, other.casefold())
    if slug(one) != slug(other) and one.isascii() and other.isascii() and len(one + other) < 60:
        assert first != second


@given(st.text(), st.text(), st.text())
def test_any_text_gives_valid_iris(name: str, key: str, text: str) -> None:
    """Names, keys and texts of any characters, half surrogates included, give IRIs that stores accept."""
    article = MAKE.article(Article(key, text, url=name))
    made = [
        article,
        MAKE.graph(article),
        *(MAKE.entity(Entity(key, name, kind, country=text), article=article) for kind in EntityKind),
        MAKE.situation("Visit", [name], key, article=article),
        MAKE.amount(text, None, name),
        MAKE.run(key, pipeline=name),
        MAKE.software(name, key),
    ]
    assert [pyoxigraph.NamedNode(iri).value for iri in made] == made
    assert all(iri.isascii() for iri in made)


@given(st.text(max_size=60))
def test_addresses_are_idempotent(path: str) -> None:
    """An address in its one form is that form's form."""
    address = web_address(f"https://x.example/{path}")
    if address is not None:
        assert web_address(address) == address
        assert pyoxigraph.NamedNode(address).value == address

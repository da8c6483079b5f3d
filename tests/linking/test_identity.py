"""Which nodes are one actor."""

import pytest

from kg.gazetteer import Gazetteer
from kg.linking.identity import Actor, merges
from kg.model import EntityKind as K


def actor(iri: str, kind: K, name: str, **more: object) -> Actor:
    return Actor(iri, kind, name, **more)


def body(iri: str, name: str, **more: object) -> Actor:
    return actor(iri, K.GOVERNMENT_BODY, name, **more)


def item(number: int) -> tuple[tuple[str, float], ...]:
    return ((f"Q99{number}", 0.9),)


@pytest.mark.parametrize(
    ("actors", "expected"),
    [
        pytest.param(
            [body("a", "Qponm Bureau", items=item(1), weight=3), body("b", "QB", items=item(1))],
            {"b": ("a", "item")},
            id="two-names-of-one-item",
        ),
        pytest.param(
            [body("a", "Qponm Bureau", items=item(1)), body("b", "Qponm Bureau of X", items=item(2))],
            {},
            id="two-items",
        ),
        pytest.param(
            [body("a", "Qponm Bureau", items=item(1)), body("b", "QB", items=(*item(1), ("Q5", 0.9)))],
            {},
            id="a-name-that-two-bear-in-two-articles",
        ),
        pytest.param(
            [body("a", "Qponm Defence Bureau", abbreviations=("QDB",)), body("b", "QDB")],
            {"b": ("a", "acronym")},
            id="acronym-spelt-out-in-another-article",
        ),
        pytest.param(
            [
                body("a", "Qponm Defence Bureau", abbreviations=("QDB",)),
                body("b", "QDB"),
                body("c", "Quwx Dog Board", abbreviations=("QDB",)),
            ],
            {},
            id="acronym-of-two-bodies",
        ),
        pytest.param(
            [
                body("a", "Qponm Defence Bureau", abbreviations=("QDB",), state="Kenya"),
                body("b", "QDB", state="Chad"),
            ],
            {},
            id="acronym-in-another-state",
        ),
        pytest.param(
            [body("a", "Ministry of Defence", state="Kenya"), body("b", "Kenyan Defence Ministry", state="Kenya")],
            {"a": ("b", "name")},
            id="order-of-words",
        ),
        pytest.param(
            [body("a", "Ministry of Defence", state="Kenya"), body("b", "Ministry of Defense", state="Chad")],
            {},
            id="one-name-in-two-states",
        ),
        pytest.param(
            [body("a", "Ministry of Defence"), body("b", "Defence Ministry")], {}, id="a-ministry-of-nobody-knows-where"
        ),
        pytest.param(
            [
                actor("a", K.OFFICE, "Minister of Defence", home="kenya"),
                actor("b", K.OFFICE, "Defence Minister", home="kenya", weight=2),
                actor("c", K.OFFICE, "Deputy Defence Minister", home="kenya"),
                actor("d", K.OFFICE, "Defence Minister", home="chad"),
            ],
            {"a": ("b", "name")},
            id="offices-of-one-state",
        ),
        pytest.param(
            [
                actor("a", K.PERSON, "Zyxwv Qponm", state="Kenya"),
                actor("b", K.PERSON, "Zyxwv T. Qponm", state="Kenya", weight=2),
            ],
            {"a": ("b", "name")},
            id="middle-initial",
        ),
        pytest.param(
            [
                actor("a", K.PERSON, "Zyxwv Qponm", state="Kenya"),
                actor("b", K.PERSON, "Zyxwv T. Qponm", state="Kenya"),
                actor("c", K.PERSON, "Zyxwv R. Qponm", state="Kenya"),
            ],
            {},
            id="two-that-an-initial-tells-apart",
        ),
        pytest.param(
            [actor("a", K.PERSON, "Zyxwv Qponm", state="Kenya"), actor("b", K.PERSON, "Zyxwv T. Qponm", state="Chad")],
            {},
            id="namesake-in-another-state",
        ),
        pytest.param(
            [actor("a", K.PERSON, "Qponm", state="Kenya"), actor("b", K.PERSON, "Zyxwv Qponm", state="Kenya")],
            {},
            id="a-surname-alone",
        ),
        pytest.param(
            [actor("a", K.UNNAMED_ACTOR, "an officer"), actor("b", K.UNNAMED_ACTOR, "an officer")], {}, id="unnamed"
        ),
        pytest.param(
            [actor("a", K.AGREEMENT, "ACSA", items=item(1)), actor("b", K.AGREEMENT, "ACSA", items=item(1))],
            {},
            id="two-agreements-of-one-name",
        ),
        pytest.param(
            [actor("a", K.PERSON, "Qponm", items=item(1)), body("b", "Qponm", items=item(1))], {}, id="person-and-body"
        ),
    ],
)
def test_what_is_one_actor(gazetteer: Gazetteer, actors: list[Actor], expected: dict[str, tuple[str, str]]) -> None:
    """A link, an acronym that is spelt out and a careful rule join; a look alone does not."""
    found = merges(actors, gazetteer)
    assert {one.variant: (one.canonical, one.method) for one in found} == expected
    assert merges(reversed(actors), gazetteer) == found


def test_a_person_may_keep_apart_and_join(gazetteer: Gazetteer) -> None:
    """Decisions of persons go before every rule."""
    pair = [body("a", "Qponm Bureau", items=item(1), weight=3), body("b", "QB", items=item(1)), body("c", "Bureau Q")]
    assert merges(pair, gazetteer, {"b": None}) == ()
    (one, other) = merges(pair, gazetteer, {"c": "a"})
    assert (one.variant, other.variant, other.method, other.confidence) == ("b", "c", "person", 1.0)
    assert {one.canonical, other.canonical} == {"a"}


def test_chains_end_in_one_node(gazetteer: Gazetteer) -> None:
    """No variant is what another variant is a variant of."""
    long = body("c", "Qponm Defence Bureau", abbreviations=("QDB",), items=item(1), weight=2)
    found = merges([body("a", "QDB"), long, body("b", "Bureau for Qponm", items=item(1), weight=9)], gazetteer)
    assert {one.canonical for one in found} == {"b"}
    assert {one.variant for one in found} == {"a", "c"}

"""From names, CURIEs and IRIs to entities."""

import pytest

from kg.errors import AmbiguousNameError, ParameterError
from kg.stores import resolve
from tests.queries.engines import ENGINES, engine

BASE = "https://w3id.org/defco/id/"
FOUND = [
    ("Kenya", (), "state/kenya", "the label"),
    ("  kenya ", (), "state/kenya", "case and blanks do not count"),
    ("Republic of Kenya", (), "state/kenya", "another name"),
    ("KDF", (), "armed-force/kenya-defence-forces", "an abbreviation"),
    ("Djibouti", ("State",), "state/djibouti", "one class of two"),
    ("Djibouti", ("Actor",), "state/djibouti", "a place is no actor"),
    ("Djibouti", ("Place", "State"), "place/djibouti", "the first class that has it decides"),
    ("CIS-MOA", ("AgreementModel", "Agreement"), "agreement-model/cis-moa", "the model before the agreements on it"),
    ("wd:Q30", (), "state/united-states", "a Wikidata item stands for what is matched to it"),
    ("<http://www.wikidata.org/entity/Q30>", (), "state/united-states", "the same as an IRI in brackets"),
    (f"{BASE}place/nairobi", ("State",), "place/nairobi", "an IRI is taken as it is"),
]


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(("text", "classes", "iri", "reason"), FOUND, ids=[row[3] for row in FOUND])
def test_found(text: str, classes: tuple[str, ...], iri: str, reason: str, name: str) -> None:
    """Whatever way an entity is named, its IRI is found, by either engine."""
    assert resolve(engine(name), text, classes=classes) == BASE + iri


def test_what_is_not_in_the_graph_stands_for_itself() -> None:
    """IRIs and CURIEs need not be in the graph: asking about them is no error."""
    assert resolve(engine("oxigraph"), "wd:Q1") == "http://www.wikidata.org/entity/Q1"
    assert resolve(engine("oxigraph"), "https://x.org/none") == "https://x.org/none"


REFUSED = [
    ("Kenja", (), "did you mean “Kenya”", "a slip"),
    ("Nairobi", ("State",), "nothing in the graph is called “Nairobi”", "a name of another class"),
    ("Atlantis", (), "nothing in the graph is called “Atlantis”$", "nothing near"),
    ("", (), "name is empty", "no name"),
    ("http://x.org/>", (), "well-formed", "a broken IRI"),
    ('Kenya" . ?s ?p "', (), "nothing in the graph", "code is a name that nobody has"),
    ("Kenya\\u0022", (), "backslash", "an escape"),
]


@pytest.mark.parametrize(("text", "classes", "said", "reason"), REFUSED, ids=[row[3] for row in REFUSED])
def test_not_found(text: str, classes: tuple[str, ...], said: str, reason: str) -> None:
    """A name that fits nothing is an error, with near names where there are any."""
    with pytest.raises(ParameterError, match=said):
        resolve(engine("oxigraph"), text, classes=classes)


def test_several_are_listed() -> None:
    """A name that fits several entities is an error that lists them with their IRIs."""
    with pytest.raises(AmbiguousNameError) as caught:
        resolve(engine("oxigraph"), "CIS-MOA", classes=("Agreement",))
    names = ("agreement/cis-moa-2005_a3", "agreement/cis-moa-new_a3")
    assert caught.value.candidates == tuple(("CIS-MOA", BASE + name) for name in names)

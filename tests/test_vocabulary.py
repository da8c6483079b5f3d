"""The closed vocabulary against the files of the ontology."""

import warnings

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DefinedNamespace

from kg import vocabulary
from kg.model import Certainty, EntityKind, Polarity, Temporality, TimeBasis
from kg.resources import folder
from kg.vocabulary import DATA_BASE, DEFCO, OA, PREFIXES, SEM, WD


def declared(namespace: type[DefinedNamespace]) -> set[str]:
    """The local names that a closed namespace lists."""
    return {name for name in namespace.__annotations__ if not name.startswith("_")}


def defined() -> set[str]:
    """The local names that the ontology and the schemes define."""
    graph = Graph()
    for name in ("defence-cooperation.ttl", "schemes.ttl"):
        graph.parse(folder("ontology") / name)
    return {str(term).removeprefix(str(DEFCO)) for term in graph.subjects() if str(term).startswith(str(DEFCO))}


def test_every_term_is_in_the_ontology_and_the_other_way_round() -> None:
    """The vocabulary lists exactly what the files define."""
    assert declared(DEFCO) == defined()


@pytest.mark.parametrize("namespace", [DEFCO, SEM, OA])
def test_a_misspelt_term_is_an_error(namespace: type[DefinedNamespace]) -> None:
    """A closed namespace gives no IRI for a term it does not list."""
    with pytest.raises(AttributeError, match="misspelt"):
        _ = namespace.misspelt
    with pytest.raises(AttributeError, match="misspelt"):
        _ = namespace["misspelt"]


@pytest.mark.parametrize(
    "value",
    [*Polarity, *Certainty, *Temporality, *TimeBasis, *EntityKind],
    ids=lambda value: f"{type(value).__name__}-{value}",
)
def test_every_value_of_the_model_is_a_term(value: str) -> None:
    """The values in which the stages meet are the local names of terms."""
    assert DEFCO[value] == URIRef(f"https://w3id.org/defco/ontology#{value}")


def test_prefixes_are_those_of_the_ontology() -> None:
    """The files of the ontology use every prefix as the prefix map has it."""
    for path in sorted(folder("ontology").glob("*.ttl")):
        graph = Graph(bind_namespaces="none").parse(path)
        for prefix, namespace in graph.namespaces():
            assert PREFIXES.get(prefix, str(namespace)) == str(namespace), (path.name, prefix)


def test_the_namespaces_are_the_published_ones() -> None:
    """Namespaces that other people's data depend on never change."""
    assert (str(DEFCO), DATA_BASE, str(WD)) == (
        "https://w3id.org/defco/ontology#",
        "https://w3id.org/defco/id/",
        "http://www.wikidata.org/entity/",
    )


def test_all_is_true() -> None:
    """Every name that the module exports exists, without a warning of a deprecated namespace."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert [name for name in vocabulary.__all__ if not hasattr(vocabulary, name)] == []
    assert vocabulary.__all__ == sorted(vocabulary.__all__)

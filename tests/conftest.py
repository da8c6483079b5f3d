"""Fixtures shared by the tests: what takes a second to load is loaded once."""

import pytest
from spacy.language import Language

from kg.analysis import load
from kg.gazetteer import Gazetteer
from kg.pipeline import Engine


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The bundled pipeline."""
    return load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The bundled gazetteer."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def engine(nlp: Language, gazetteer: Gazetteer) -> Engine:
    """Everything between an article and its statements."""
    return Engine(nlp, gazetteer)

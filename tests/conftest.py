"""Fixtures shared by the tests."""

import pytest

from kg.analysis import load


@pytest.fixture(scope="session")
def nlp():
    """The bundled pipeline, loaded once."""
    return load()

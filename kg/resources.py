"""Finds the data files of the package, in a checkout as in an installed wheel.

``ontology/`` and ``queries/`` stand at the top of a checkout and under ``kg/_resources/`` in a wheel (hatchling's
force-include); everything else lies beside the module that reads it.
"""

from pathlib import Path

from kg.errors import ResourceError

__all__ = ["folder"]

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder ``name`` (``ontology`` or ``queries``) of this installation.

    Raises ResourceError if it is in neither place.
    """
    for candidate in (_PACKAGE / "_resources" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise ResourceError(f"the folder {name}/ of the package is missing under {_PACKAGE}; install the package again")

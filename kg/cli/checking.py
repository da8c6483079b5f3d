"""``kg validate``: the shapes over graph files, one line for each violation."""

from collections.abc import Sequence
from pathlib import Path
from xml.sax import SAXParseException

import typer
from rdflib import Dataset
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax

from kg.errors import StoreError
from kg.stores.files import graph_files
from kg.validation import format_violation, validate

__all__ = ["check"]

_SYNTAXES = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "nt",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
}


def check(paths: Sequence[Path], *, quiet: bool) -> int:
    """Print what the graphs violate, taken together, and return the exit code: 0 for nothing, else 1.

    Raises StoreError for a file that cannot be read.
    """
    dataset = Dataset()
    files = [file for path in paths for file in graph_files(path)]
    for file in files:
        _parse(dataset, file)
    violations = validate(dataset)
    for violation in violations:
        typer.echo(format_violation(violation))
    if not quiet:
        what = f"{len(files)} file{'' if len(files) == 1 else 's'}"
        typer.echo(f"{what}: {f'{len(violations)} violations' if violations else 'conforms'}", err=True)
    return 1 if violations else 0


def _parse(dataset: Dataset, file: Path) -> None:
    try:
        dataset.parse(file, format=_SYNTAXES.get(file.suffix.lower(), "turtle"))
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror}); check its permissions") from error
    except (BadSyntax, ParserError, SAXParseException, ValueError) as error:
        reason = " ".join(str(error).split())[:160]
        raise StoreError(f"{file}: is no valid RDF ({reason}); correct or rebuild the file") from error

"""Saved queries: files of SPARQL that describe themselves in grlc's ``#+`` decorators and variable names.

grlc: Meroño-Peñuela and Hoekstra, "grlc Makes GitHub Taste Like Linked Data APIs", ESWC 2016. A parameter is a
variable ``?_NAME_TYPE`` (``?__NAME_TYPE`` where it may be left out), with TYPE ``iri``, ``literal``, ``integer`` or
``xsd_DATATYPE``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import yaml

from kg.errors import QueryError
from kg.queries.syntax import Form, check
from kg.queries.tokens import keywords, variables
from kg.resources import folder as resource_folder
from kg.stores.sparql_terms import DATATYPES, XSD

__all__ = ["Parameter", "SavedQuery", "find", "load", "parse"]

_VARIABLE: Final = re.compile(r"(?P<prefix>__?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?:_(?P<type>[A-Za-z]\w*))?")
_KEYS: Final = frozenset(
    {"summary", "description", "tags", "parameters", "defaults", "enumerate", "example", "federated", "method"}
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a saved query.

    ``datatype`` is None for an IRI, else the IRI of the datatype. ``default`` is None where a value must be given;
    ``optional`` ones may be left out and then match anything. ``choices`` are the only values allowed, if there are
    any. ``classes`` are local names of the ontology, in the order in which a name is looked up in them.
    """

    name: str
    variable: str
    datatype: str | None
    description: str = ""
    default: str | None = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """True if the query cannot run without a value for it."""
        return self.default is None and not self.optional

    @property
    def type(self) -> str:
        """The type for people: ``iri``, ``string``, ``date`` ..."""
        return "iri" if self.datatype is None else self.datatype.removeprefix(XSD)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with its description; ``text`` is the whole file, comments and parameters included.

    ``example`` holds values that make sense for the parameters without a default. ``federated`` allows SERVICE.
    """

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    form: Form
    text: str
    example: Mapping[str, str]
    federated: bool = False

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of this name."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)


def load(folder: Path | None = None) -> dict[str, SavedQuery]:
    """The saved queries in the ``.rq`` files of a folder by their names, sorted; without one, those of the package.

    Raises QueryError, naming the file, for a broken one, and if the folder holds none.
    """
    folder = resource_folder("queries") if folder is None else folder
    queries = {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}
    if not queries:
        raise QueryError(f"{folder}: there is no saved query (.rq file) in this folder; check the path")
    return queries


def find(queries: Mapping[str, SavedQuery], name: str) -> SavedQuery:
    """The query of this name. Raises QueryError with near names if there is none."""
    if name in queries:
        return queries[name]
    close = get_close_matches(name, queries, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(close)}?" if close else "list them without a name"
    raise QueryError(f"there is no saved query “{name}”; {hint}")


def _read(path: Path) -> SavedQuery:
    try:
        return parse(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    except QueryError as error:
        raise QueryError(f"{path}: {error}") from error


def parse(name: str, text: str) -> SavedQuery:
    """The saved query that a file of this text is.

    Raises QueryError for a header that is no YAML or holds unknown keys or parameters, for a query that cannot run, and
    for one with a LIMIT of its own (rows are limited by whoever runs it, who can then say that some were cut).
    """
    header = _header(text)
    federated = header.get("federated", "false") == "true"
    form = check(text, service=federated)
    if {"LIMIT", "OFFSET"} & set(keywords(text)):
        raise QueryError("a saved query has no LIMIT and no OFFSET; they are given when it is run")
    if not header.get("summary"):
        raise QueryError("the header has no “#+ summary:”; say in one line what the query answers")
    return SavedQuery(
        name=name,
        summary=str(header["summary"]).strip(),
        description=" ".join(str(header.get("description", "")).split()),
        tags=tuple(header.get("tags", ())),
        parameters=tuple(_parameters(text, header)),
        form=form,
        text=text,
        example=_mapping(header, "example"),
        federated=federated,
    )


def _header(text: str) -> dict[str, Any]:
    written = "\n".join(line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+"))
    try:
        # every scalar stays the string it is written as: 2020-01-01 is no date object, "no" no boolean
        header = yaml.load(written, Loader=yaml.BaseLoader) if written else {}
    except yaml.YAMLError as error:
        raise QueryError(f"the header (lines with #+) is not valid YAML: {' '.join(str(error).split())}") from error
    if not isinstance(header, dict):
        raise QueryError("the header (lines with #+) is no list of keys and values; write “#+ summary: ...”")
    if unknown := header.keys() - _KEYS:
        raise QueryError(
            f"the header has unknown keys {', '.join(sorted(unknown))}; known are {', '.join(sorted(_KEYS))}"
        )
    return header


def _mapping(header: Mapping[str, Any], key: str) -> dict[str, Any]:
    """A list of one-key mappings, which is how grlc writes them, or a mapping, as one mapping."""
    value = header.get(key) or {}
    entries = [value] if isinstance(value, dict) else value
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise QueryError(f"“#+ {key}:” must hold lines such as “#+   - NAME: VALUE”")
    return {name: content for entry in entries for name, content in entry.items()}


def _parameters(text: str, header: Mapping[str, Any]) -> Iterator[Parameter]:
    about = _mapping(header, "parameters")
    defaults, choices = _mapping(header, "defaults"), _mapping(header, "enumerate")
    names = set()
    for variable in variables(text):
        if not variable.startswith("_"):
            continue
        match = _VARIABLE.fullmatch(variable)
        if match is None:
            raise QueryError(f"?{variable} is no parameter name; write ?_NAME_TYPE, such as ?_state_iri")
        name = match["name"]
        if name in names:
            raise QueryError(f"the parameter {name} stands in the query in two forms; use one variable for it")
        names.add(name)
        entry = about.get(name) or {}
        entry = {"description": entry} if isinstance(entry, str) else entry
        yield Parameter(
            name=name,
            variable=variable,
            datatype=_datatype(variable, match["type"]),
            description=entry.get("description", ""),
            default=defaults.get(name),
            optional=match["prefix"] == "__",
            choices=tuple(choices.get(name, ())),
            classes=tuple(entry.get("classes", "").split()),
        )
    if unknown := (about.keys() | defaults.keys() | choices.keys()) - names:
        raise QueryError(f"the header names parameters that the query has not: {', '.join(sorted(unknown))}")


def _datatype(variable: str, type_: str | None) -> str | None:
    if type_ == "iri":
        return None
    if type_ is None or type_ == "literal":
        return f"{XSD}string"
    datatype = type_.removeprefix("xsd_")
    if type_ == "integer" or (type_ != datatype and datatype in DATATYPES):
        return XSD + datatype
    kinds = ", ".join(DATATYPES)
    raise QueryError(f"?{variable} has no known type; end it in _iri, _literal, _integer or _xsd_ and one of {kinds}")

"""From what a person writes (a name, a CURIE, an IRI, a Wikidata item) to the IRI of an entity in a store."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.errors import AmbiguousNameError, ParameterError
from kg.model import EntityKind
from kg.stores.answers import Rows
from kg.stores.protocol import Store
from kg.stores.sparql_terms import expand_curie, iri_term, is_iri, literal_term
from kg.vocabulary import DEFCO, PREFIXES, RDF, RDFS, SKOS, WD

__all__ = ["resolve"]

_TIMEOUT: Final = 60.0
_NAMES: Final = f"?e {'|'.join(f'<{name}>' for name in (RDFS.label, SKOS.altLabel, DEFCO.abbreviation))} ?name ."
_ACTORS: Final = tuple(kind.value for kind in EntityKind if kind.is_actor)

_Names = Mapping[str, Mapping[str, str]]
"""Name -> (IRI -> label) of the entities that carry the name."""


def resolve(store: Store, text: str, *, classes: Sequence[str] = (), timeout: float = _TIMEOUT) -> str:
    """The IRI that ``text`` means in the store.

    IRIs (http, https, urn) and CURIEs of the project's prefixes stand for themselves; a Wikidata item stands for the
    entity matched to it. Anything else is a name: the entity with this ``rdfs:label``, ``skos:altLabel`` or
    ``defco:abbreviation``, first as written, then without regard to case. ``classes`` (local names of the ontology;
    ``Actor`` stands for all kinds of actors) limits the search and orders it: the first class with a match decides.

    Raises AmbiguousNameError where the name fits several entities, ParameterError (with near names) where it fits none.
    """
    text = " ".join(text.split())
    iri = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if not is_iri(iri):
        iri = expand_curie(text, PREFIXES) or ""
    if iri:
        return _entity_of_item(store, iri, timeout) if iri.startswith(str(WD)) else NamedNode(iri_term(iri)[1:-1]).value
    if not text:
        raise ParameterError("the name is empty; give a name, a CURIE or an IRI")
    for group in _groups(classes):
        if found := _exact(store, text, group, timeout) or _folded(store, text, group, timeout):
            return _only(text, _without_variants(store, found, timeout))
    raise ParameterError(f"nothing in the graph is called “{text}”{_near(store, text, classes, timeout)}")


def _groups(classes: Sequence[str]) -> list[tuple[str, ...]]:
    every = tuple(kind.value for kind in EntityKind)
    return [_ACTORS if name == "Actor" else (name,) for name in classes] or [every]


def _without_variants(store: Store, found: Mapping[str, str], timeout: float) -> Mapping[str, str]:
    """Those found, less the variants of others among them."""
    if len(found) < 2:
        return found
    nodes = " ".join(iri_term(iri) for iri in found)
    pattern = f"VALUES ?v {{ {nodes} }} VALUES ?c {{ {nodes} }} ?v <{DEFCO.variantOf}> ?c"
    answer = store.query(f"SELECT ?v {{ {pattern} }}", timeout=timeout)
    rows = answer.rows if isinstance(answer, Rows) else ()
    variants = {row[0].value for row in rows if row[0] is not None}
    return {iri: label for iri, label in found.items() if iri not in variants}


def _only(text: str, found: Mapping[str, str]) -> str:
    if len(found) > 1:
        raise AmbiguousNameError(text, tuple(sorted((label, iri) for iri, label in found.items())))
    return next(iter(found))


def _entity_of_item(store: Store, item: str, timeout: float) -> str:
    matched = f"SELECT DISTINCT ?e ?l {{ ?e <{SKOS.exactMatch}> {iri_term(item)} ; <{RDFS.label}> ?l }}"
    found = _labels(store, matched, timeout)
    return _only(item, found) if found else item


def _exact(store: Store, name: str, classes: Sequence[str], timeout: float) -> dict[str, str]:
    term = literal_term(name)
    names = f"VALUES ?name {{ {term} {term}@en }} {_NAMES} ?e <{RDFS.label}> ?l ; <{RDF.type}> ?class ."
    query = f"SELECT DISTINCT ?e ?l {{ {names} {_of(classes)} }} ORDER BY ?e DESC(?l)"
    return _labels(store, query, timeout)


def _folded(store: Store, name: str, classes: Sequence[str], timeout: float) -> Mapping[str, str]:
    return _all_names(store, classes, timeout).get(name.casefold(), {})


def _near(store: Store, name: str, classes: Sequence[str], timeout: float) -> str:
    names = _all_names(store, [name for group in _groups(classes) for name in group], timeout)
    close = difflib.get_close_matches(name.casefold(), names, n=3, cutoff=0.6)
    labels = dict.fromkeys(label for folded in close for label in names[folded].values())
    return f"; did you mean {', '.join(f'“{label}”' for label in labels)}?" if labels else ""


def _all_names(store: Store, classes: Sequence[str], timeout: float) -> _Names:
    pattern = f"{_NAMES} ?e <{RDFS.label}> ?l ; <{RDF.type}> ?class ."
    query = f"SELECT DISTINCT ?e ?l ?name {{ {pattern} {_of(classes)} }} ORDER BY ?e DESC(?l)"
    names: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, label, name in _values(store, query, timeout):
        names[" ".join(name.split()).casefold()][iri] = label
    return names


def _of(classes: Sequence[str]) -> str:
    return f"FILTER(?class IN ({', '.join(f'<{DEFCO[name]}>' for name in classes)}))"


def _labels(store: Store, query: str, timeout: float) -> dict[str, str]:
    return {row[0]: row[1] for row in _values(store, query, timeout)}


def _values(store: Store, query: str, timeout: float) -> list[tuple[str, ...]]:
    answer = store.query(query, timeout=timeout)
    if not isinstance(answer, Rows):
        raise TypeError("a SELECT was answered with something else than rows")
    return [tuple(t.value for t in row if isinstance(t, NamedNode | Literal)) for row in answer.rows]

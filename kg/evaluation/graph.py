"""A graph of one article in the form of an annotation: every filler with all that it is called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.evaluation.annotation import Annotation, Called, Office, Presentation, Told
from kg.evaluation.names import conventions
from kg.terms import Statement, Term, Value
from kg.vocabulary import DEFCO, OA, RDFS, SKOS, WD

__all__ = ["annotation_of"]

_LABELS = tuple(str(label) for label in (RDFS.label, SKOS.prefLabel, SKOS.altLabel, DEFCO.name, DEFCO.abbreviation))
_OFFICE_HOLDING = str(DEFCO.OfficeHolding)
_MATCH = str(SKOS.exactMatch)
_ITEM = f"{WD}Q"


class _Described:
    """Statements by subject and property; what one property holds is in the order that Turtle is written in."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._of: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in dict.fromkeys(statements):
            self._of[subject][predicate].append(value)
        for described in self._of.values():
            for values in described.values():
                values.sort(key=lambda value: (isinstance(value, Value), str(value)))

    def having(self, predicate: str) -> list[str]:
        """The subjects with this property, in the order of their IRIs."""
        return sorted(subject for subject, described in self._of.items() if predicate in described)

    def of(self, subject: Term) -> Mapping[str, list[Term]]:
        """All properties of a thing."""
        return self._of[subject] if isinstance(subject, str) and subject in self._of else {}

    def values(self, subject: Term, predicate: str) -> list[Term]:
        """What one property of a thing holds."""
        return self.of(subject).get(predicate, [])

    def called(self, node: Term) -> Called:
        """All names of a thing, its IRI's last part where it has none; a literal is its own name."""
        if isinstance(node, Value):
            return (node.lexical,)
        names = [_text(name) for label in _LABELS for name in self.values(node, label)]
        return tuple(names) or (_last(node),)


def annotation_of(statements: Iterable[Statement]) -> Annotation:
    """What the graph of one article tells, as an annotation; only what the comparison counts."""
    graph = _Described(statements)
    claims: defaultdict[str, list[Presentation]] = defaultdict(list)
    for claim in graph.having(str(DEFCO.about)):
        for situation in graph.values(claim, str(DEFCO.about)):
            claims[_text(situation)].append(_presentation(graph, claim))
    situations, offices = [], []
    for node in graph.having(str(DEFCO.situationType)):
        for type_ in graph.values(node, str(DEFCO.situationType)):
            if type_ == _OFFICE_HOLDING:
                offices.append(_office(graph, node))
            else:
                when = next((_text(value) for value in graph.values(node, str(DEFCO.when))), None)
                situations.append(Told(_last(type_), _roles(graph, node), when, tuple(claims[node])))
    return Annotation(tuple(situations), tuple(offices), _links(graph))


def _presentation(graph: _Described, claim: str) -> Presentation:
    def value(property_: str) -> str:
        return next((_last(found) for found in graph.values(claim, property_)), "?")

    quotes = [
        _text(exact)
        for place in graph.values(claim, str(DEFCO.evidence))
        for selector in graph.values(place, str(OA.hasSelector))
        for exact in graph.values(selector, str(OA.exact))
    ]
    sources = [name for source in graph.values(claim, str(DEFCO.assertedBy)) for name in graph.called(source)]
    confidence = next((float(_text(found)) for found in graph.values(claim, str(DEFCO.extractionConfidence))), None)
    rule = next((_text(found) for found in graph.values(claim, str(DEFCO.rule))), "")
    return Presentation(
        value(str(DEFCO.polarity)),
        value(str(DEFCO.certainty)),
        value(str(DEFCO.temporality)),
        tuple(sources),
        tuple(quotes),
        rule,
        confidence,
    )


def _roles(graph: _Described, node: str) -> Mapping[str, tuple[Called, ...]]:
    counted, renamed = conventions()["roles"]["counted"], conventions()["roles"]["renamed"]
    roles: defaultdict[str, list[Called]] = defaultdict(list)
    for property_, fillers in sorted(graph.of(node).items()):
        name = property_.removeprefix(str(DEFCO))
        role = renamed.get(name, name if name in counted else None)
        if role is not None:
            roles[role] += [graph.called(filler) for filler in fillers]
    return {role: tuple(fillers) for role, fillers in roles.items()}


def _office(graph: _Described, node: str) -> Office:
    holder, office, organization = (
        tuple(name for filler in graph.values(node, str(role)) for name in graph.called(filler))
        for role in (DEFCO.holder, DEFCO.office, DEFCO.organization)
    )
    return Office(holder, office, organization)


def _links(graph: _Described) -> Mapping[str, frozenset[str]]:
    links: defaultdict[str, set[str]] = defaultdict(set)
    for node in graph.having(_MATCH):
        items = {_last(item) for item in graph.values(node, _MATCH) if _text(item).startswith(_ITEM)}
        for name in graph.called(node) if items else ():
            links[name] |= items
    return {name: frozenset(items) for name, items in links.items()}


def _text(term: Term) -> str:
    return term.lexical if isinstance(term, Value) else term


def _last(term: Term) -> str:
    return _text(term).rsplit("#", 1)[-1].rsplit("/", 1)[-1]

"""Asks a store for everything an explanation needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import AmbiguousNameError, ParameterError
from kg.explanation.context import sentence_around
from kg.explanation.values import (
    Decision,
    EntityExplanation,
    ExplainedClaim,
    Explanation,
    Identity,
    Named,
    Participation,
    Quote,
    Role,
    SituationExplanation,
)
from kg.stores import Rows, Store, Term, resolve
from kg.stores.sparql_terms import expand_curie, iri_term, is_iri, literal_term
from kg.vocabulary import DCTERMS, DEFCO, PREFIXES, PROV, RDF, SKOS

__all__ = ["explain"]

_TIMEOUT: Final = 60.0
_NAMESPACE: Final = str(DEFCO)
_TYPE: Final = str(RDF.type)
_HEAD: Final = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in ("defco", "oa", "rdfs", "dcterms", "prov")
)

#: Properties of a situation in the project's namespace that are no roles.
_NO_ROLES: Final = frozenset({"situationType", "when", "until", "timeBasis", "hasAmount"})

#: Properties of an entity or article that are shown otherwise, or are of no use to a person.
_NO_DETAILS: Final = frozenset({"abbreviation", "storedText", "contentHash", "currency", "amountValue", "variantOf"})

_Properties = Mapping[str, list[Named]]
"""Property IRI -> its values, with their labels, sorted."""


def explain(store: Store, iri_or_name: str) -> Explanation:
    """What the store says about a situation, an entity or an article; of a claim, its situation.

    The thing is given by IRI, CURIE or name; exercises also by theirs, articles by title or identifier. Raises
    AmbiguousNameError for a name that fits several things, ParameterError for what the store says nothing about.
    """
    iri = _find(store, iri_or_name)
    properties = _properties(store, iri)
    if about := properties.get(str(DEFCO.about)):
        iri = about[0].iri or iri
        properties = _properties(store, iri)
    if str(DEFCO.situationType) in properties:
        return _situation(store, iri, properties)
    entity = _entity(store, iri, properties)
    if not properties and not entity.situations:
        raise ParameterError(f"the graph says nothing about {iri}; give a name or an IRI that is in it")
    return entity


def _find(store: Store, text: str) -> str:
    if is_iri(text.strip("<>")) or expand_curie(text, PREFIXES):
        return resolve(store, text)
    pattern = f"?thing defco:name|dcterms:title|dcterms:identifier {literal_term(text)}"
    query = f"""SELECT DISTINCT ?thing ?type ?other {{ {pattern} OPTIONAL {{ ?thing defco:situationType ?type }}
      OPTIONAL {{ ?thing defco:variantOf ?other }} }}"""
    things = _strings(store, query)
    nodes = {thing for thing, _, _ in things}
    # of tellings of one situation, the one to count
    found = sorted((_local(kind) or "Article", thing) for thing, kind, other in things if other not in nodes)
    if len(found) > 1:
        raise AmbiguousNameError(text, tuple(found))
    return found[0][1] if found else resolve(store, text)


def _situation(store: Store, iri: str, properties: _Properties) -> SituationExplanation:
    type_ = properties[str(DEFCO.situationType)][0]
    identities = _identities(store, iri)
    told = {iri, *(node.iri or iri for one in identities for node in (one.variant, one.canonical))}
    return SituationExplanation(
        iri=iri,
        type=_local(type_.iri or type_.label),
        settled=type_.iri in {value.iri for value in properties.get(_TYPE, ())},
        when=_first(properties, str(DEFCO.when)),
        until=_first(properties, str(DEFCO.until)),
        roles=_roles(properties, _NO_ROLES),
        claims=tuple(sorted((c for node in told for c in _claims(store, node)), key=lambda c: (c.quotes[:1], c.iri))),
        identities=identities,
    )


def _roles(properties: _Properties, left_out: frozenset[str]) -> tuple[Role, ...]:
    names = (name for name in properties if name.startswith(_NAMESPACE) and _local(name) not in left_out)
    return tuple(Role(_local(name), tuple(properties[name])) for name in sorted(names))


def _claims(store: Store, situation: str) -> tuple[ExplainedClaim, ...]:
    quotes = _quotes(store, situation)
    pattern = f"?claim defco:about {iri_term(situation)} ; ?p ?o ."
    of_claim: dict[str, list[tuple[str, Named]]] = defaultdict(list)
    for claim, name, value, label in _terms(store, f"?claim ?p ?o ?l {{ {pattern} OPTIONAL {{ ?o rdfs:label ?l }} }}"):
        of_claim[_text(claim)].append((_text(name), _named(value, label)))
    return tuple(_claim(iri, _grouped(values), quotes.get(iri, ())) for iri, values in of_claim.items())


def _claim(iri: str, properties: _Properties, quotes: Iterable[Quote]) -> ExplainedClaim:
    return ExplainedClaim(
        iri=iri,
        polarity=_local(_first(properties, str(DEFCO.polarity))),
        certainty=_local(_first(properties, str(DEFCO.certainty))),
        temporality=_local(_first(properties, str(DEFCO.temporality))),
        sources=tuple(properties.get(str(DEFCO.assertedBy), ())),
        relays=tuple(properties.get(str(DEFCO.relayedBy), ())),
        confidence=_first(properties, str(DEFCO.extractionConfidence)),
        rule=_first(properties, str(DEFCO.rule)),
        contradicts=tuple(other.iri for other in properties.get(str(DEFCO.contradicts), ()) if other.iri),
        quotes=tuple(sorted(quotes)),
    )


def _quotes(store: Store, situation: str) -> dict[str, set[Quote]]:
    query = f"""?claim ?start ?end ?exact ?article ?title ?prefix ?suffix {{
      ?claim defco:about {iri_term(situation)} ; defco:evidence ?evidence .
      ?evidence oa:hasSource ?article ; oa:hasSelector ?words, ?position .
      ?words oa:exact ?exact . ?position oa:start ?start ; oa:end ?end .
      OPTIONAL {{ ?article dcterms:title ?title }}
      OPTIONAL {{ ?words oa:prefix ?prefix }} OPTIONAL {{ ?words oa:suffix ?suffix }} }}"""
    texts = _stored_texts(store, situation)
    quotes: dict[str, set[Quote]] = defaultdict(set)
    for claim, start, end, exact, article, title, prefix, suffix in _terms(store, query):
        place = int(_text(start)), int(_text(end))
        around = _around(texts.get(_text(article)), place, _text(exact), _text(prefix), _text(suffix))
        quotes[_text(claim)].add(Quote(_named(article, title), *place, _text(exact), *around))
    return quotes


def _stored_texts(store: Store, situation: str) -> dict[str, str]:
    pattern = f"?claim defco:about {iri_term(situation)} ; prov:wasDerivedFrom ?a . ?a defco:storedText ?text"
    rows = _strings(store, f"SELECT DISTINCT ?a ?text {{ {pattern} }}")
    return {row[0]: row[1] for row in rows}


def _around(text: str | None, place: tuple[int, int], exact: str, prefix: str, suffix: str) -> tuple[str, str]:
    start, end = place
    if text is None or text[start:end] != exact:
        text, start, end = prefix + exact + suffix, len(prefix), len(prefix) + len(exact)
    return sentence_around(text, start, end)


def _entity(store: Store, iri: str, properties: _Properties) -> EntityExplanation:
    names = [name.label for key in (SKOS.altLabel, DEFCO.abbreviation) for name in properties.get(str(key), ())]
    label = next(iter(_labels_of(store, iri)), None) or _first(properties, str(DCTERMS.title)) or iri
    return EntityExplanation(
        iri=iri,
        label=label,
        other_names=tuple(dict.fromkeys(name for name in names if name != label)),
        classes=tuple(sorted(_local(value.iri or "") for value in properties.get(_TYPE, ()))),
        matches=tuple(match.iri for match in properties.get(str(SKOS.exactMatch), ()) if match.iri),
        details=_roles(properties, _NO_DETAILS),
        situations=_participations(store, iri),
        decisions=_decisions(store, iri),
        identities=_identities(store, iri),
    )


def _decisions(store: Store, iri: str) -> tuple[Decision, ...]:
    query = f"""?article ?title ?item ?reason ?method ?confidence {{
      ?decision defco:linkFor {iri_term(iri)} ; prov:wasDerivedFrom ?article ; defco:linkMethod ?method .
      OPTIONAL {{ ?article dcterms:title ?title }} OPTIONAL {{ ?decision defco:linkTarget ?item }}
      OPTIONAL {{ ?decision defco:linkReason ?reason }} OPTIONAL {{ ?decision defco:linkConfidence ?confidence }} }}"""
    return tuple(
        sorted(
            Decision(_named(article, title), _text(item), _local(_text(reason)), _text(method), _text(confidence))
            for article, title, item, reason, method, confidence in _terms(store, query)
        )
    )


def _identities(store: Store, iri: str) -> tuple[Identity, ...]:
    thing = iri_term(iri)
    query = f"""?variant ?name ?canonical ?other ?method ?confidence {{
      ?decision defco:identityFor ?variant ; defco:identityTarget ?canonical .
      FILTER({thing} IN (?variant, ?canonical))
      OPTIONAL {{ ?variant rdfs:label ?name }} OPTIONAL {{ ?canonical rdfs:label ?other }}
      OPTIONAL {{ ?decision defco:identityMethod ?method }}
      OPTIONAL {{ ?decision defco:identityConfidence ?confidence }} }}"""
    found: dict[str, Identity] = {}
    for variant, name, canonical, other, method, confidence in _terms(store, query):
        one = Identity(_named(variant, name), _named(canonical, other), _text(method), _text(confidence))
        found[_text(variant)] = min(one, found.get(_text(variant), one))
    return tuple(sorted(found.values()))


def _labels_of(store: Store, iri: str) -> list[str]:
    return [row[0] for row in _strings(store, f"SELECT DISTINCT ?l {{ {iri_term(iri)} rdfs:label ?l }} ORDER BY ?l")]


def _participations(store: Store, iri: str) -> tuple[Participation, ...]:
    thing = iri_term(iri)
    query = f"""?situation ?role ?type ?settled ?when ?other {{
      {{ ?situation ?role {thing} ; defco:situationType ?type }}
      UNION
      {{ ?claim <{PROV.wasDerivedFrom}> {thing} ; defco:about ?situation . ?situation defco:situationType ?type }}
      BIND(EXISTS {{ ?situation a ?type }} AS ?settled)
      OPTIONAL {{ ?situation defco:when ?when }}
      OPTIONAL {{ ?situation ?p ?o . FILTER(?o != {thing}) ?o rdfs:label ?other }} }}"""
    others: dict[tuple[str, str, str, bool, str], set[str]] = defaultdict(set)
    for situation, role, type_, settled, when, other in _terms(store, query):
        key = (_text(when), _text(situation), _local(_text(role)), _text(settled) == "true", _text(type_))
        others[key] |= {_text(other)} - {""}
    return tuple(
        Participation(role, situation, _local(type_), settled, when or None, tuple(sorted(names)))
        for (when, situation, role, settled, type_), names in sorted(others.items())
    )


def _properties(store: Store, iri: str) -> _Properties:
    rows = _terms(store, f"?p ?o ?l {{ {iri_term(iri)} ?p ?o OPTIONAL {{ ?o rdfs:label ?l }} }}")
    return _grouped((_text(name), _named(value, label)) for name, value, label in rows)


def _grouped(pairs: Iterable[tuple[str, Named]]) -> _Properties:
    """The values of each property, one per IRI even where the graph gives it several labels."""
    grouped: dict[str, dict[str, Named]] = defaultdict(dict)
    for name, value in sorted(pairs):
        grouped[name].setdefault(value.iri or value.label, value)
    return {name: sorted(values.values()) for name, values in grouped.items()}


def _first(properties: _Properties, name: str) -> str | None:
    values = properties.get(name)
    return (values[0].iri or values[0].label) if values else None


def _named(value: Term | None, label: Term | None) -> Named:
    if isinstance(value, NamedNode):
        return Named(_text(label) or _local(value.value), value.value)
    return Named(_text(value))


def _local(iri: str | None) -> str:
    """The local name of a term of the ontology; any other IRI as it is; nothing for None."""
    return (iri or "").removeprefix(_NAMESPACE)


def _text(term: Term | None) -> str:
    return "" if term is None else term.value


def _strings(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(_text(term) for term in row) for row in _answer(store, query)]


def _terms(store: Store, selection: str) -> tuple[tuple[Term | None, ...], ...]:
    return _answer(store, f"SELECT DISTINCT {selection}")


def _answer(store: Store, query: str) -> tuple[tuple[Term | None, ...], ...]:
    answer = store.query(_HEAD + query, timeout=_TIMEOUT)
    if not isinstance(answer, Rows):
        raise TypeError("a SELECT was answered with something else than rows")
    return answer.rows

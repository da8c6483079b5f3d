"""The whole of one article as statements, as an rdflib graph, and several articles as a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import ArticleError
from kg.identifiers import Identifiers
from kg.mapping.articles import article_statements
from kg.mapping.claims import claim_statements, quoted_claims
from kg.mapping.decisions import link_statements
from kg.mapping.entities import Entities, entity_statements, read_entities
from kg.mapping.run import Run
from kg.mapping.scope import Report, Scope
from kg.mapping.situations import situation_iri, situation_statements
from kg.model import Article, ArticleClaims, Claim, Link, Refusal, Situation
from kg.terms import XSD_STRING, Statement, Term, Value
from kg.vocabulary import DATA_BASE, PREFIXES, PROV

__all__ = ["entity_iris", "statements", "to_dataset", "to_graph"]


def _silent(_: Refusal) -> None:
    """Report to nobody."""


def statements(
    claims: ArticleClaims,
    links: Sequence[Link] = (),
    *,
    run: Run,
    base: str = DATA_BASE,
    keep_text: bool = False,
    report: Report = _silent,
) -> list[Statement]:
    """Everything that is written of one article, each statement once.

    ``keep_text`` keeps the whole text in the graph. By default it stays out, because most news may be quoted but not
    passed on; every quote has its paragraph's words around it instead (``oa:prefix``, ``oa:suffix``).
    ``report`` is called for everything that is left out because it is impossible: a date that the calendar does not
    have, a quote that does not stand in the text.

    Raises ArticleError if the text has half a surrogate pair, which no RDF syntax can carry; ParameterError for a
    ``base`` that is no IRI; KgError for a type or role that the ontology does not have.
    """
    identifiers = Identifiers(base)
    _refuse_surrogates(claims.article, claims.article.text)
    scope = Scope(claims.article, identifiers.article(claims.article), identifiers, report)
    found = list(dict.fromkeys(_all(claims, links, run, scope, keep_text=keep_text)))
    _refuse_surrogates(claims.article, *(o.lexical for _, _, o in found if isinstance(o, Value)))
    return found


def entity_iris(claims: ArticleClaims, *, base: str = DATA_BASE) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The IRI of the article and (IRI, key) of everybody and everything it names, in the graph's order."""
    identifiers = Identifiers(base)
    scope = Scope(claims.article, identifiers.article(claims.article), identifiers, _silent)
    return scope.iri, tuple((iri, entity.key) for iri, entity in read_entities(claims, scope).nodes)


def _all(
    claims: ArticleClaims, links: Sequence[Link], run: Run, scope: Scope, *, keep_text: bool
) -> Iterator[Statement]:
    made_by = run.iri(scope.identifiers)
    entities = read_entities(claims, scope)
    yield from run.statements(scope.identifiers)
    yield made_by, str(PROV.used), scope.iri
    yield from article_statements(scope, keep_text=keep_text)
    yield from entity_statements(entities, scope)
    yield from link_statements(links, entities, scope)
    for iri, (situation, quoted) in _situations(claims, entities, scope).items():
        yield from situation_statements(iri, situation, quoted, entities, scope)
        yield from claim_statements(iri, quoted, entities, made_by, scope)


def _situations(
    claims: ArticleClaims, entities: Entities, scope: Scope
) -> dict[str, tuple[Situation, tuple[Claim, ...]]]:
    """Situations that somebody claims, by IRI; two that nothing tells apart are one, with the claims of both."""
    found: dict[str, tuple[Situation, tuple[Claim, ...]]] = {}
    for situation in claims.situations:
        quoted = quoted_claims(situation, scope)
        if quoted:
            iri = situation_iri(situation, quoted, entities, scope)
            _, earlier = found.get(iri, (situation, ()))
            found[iri] = (situation, earlier + quoted)
    return found


def _refuse_surrogates(article: Article, *texts: str) -> None:
    try:
        "".join(texts).encode("utf-8")
    except UnicodeEncodeError as error:
        character = ord(error.object[error.start])
        raise ArticleError(
            article.source or article.id,
            f"the text holds half of a character (surrogate U+{character:04X}); save the file as UTF-8 again",
        ) from error


def to_graph(
    claims: ArticleClaims,
    links: Sequence[Link] = (),
    *,
    run: Run,
    base: str = DATA_BASE,
    keep_text: bool = False,
    report: Report = _silent,
) -> Graph:
    """The graph of one article, under its name and with the prefixes of the ontology and of the data bound.

    Options and errors are those of :func:`statements`.
    """
    identifiers = Identifiers(base)
    name = identifiers.graph(identifiers.article(claims.article))
    graph = Graph(identifier=URIRef(name), bind_namespaces="none")
    _bind(graph, base)
    for s, p, o in statements(claims, links, run=run, base=base, keep_text=keep_text, report=report):
        graph.add((URIRef(s), URIRef(p), _node(o)))
    return graph


def to_dataset(
    articles: Iterable[tuple[ArticleClaims, Sequence[Link]]],
    *,
    run: Run,
    base: str = DATA_BASE,
    keep_text: bool = False,
    report: Report = _silent,
) -> Dataset:
    """A dataset with one named graph for every article, so that an article can be replaced or withdrawn as a whole."""
    identifiers = Identifiers(base)
    dataset = Dataset()
    _bind(dataset, base)
    for claims, links in articles:
        graph = dataset.graph(URIRef(identifiers.graph(identifiers.article(claims.article))))
        for s, p, o in statements(claims, links, run=run, base=base, keep_text=keep_text, report=report):
            graph.add((URIRef(s), URIRef(p), _node(o)))
    return dataset


def _node(term: Term) -> Node:
    if isinstance(term, Value):
        datatype = None if term.datatype == XSD_STRING else URIRef(term.datatype)
        return Literal(term.lexical, datatype=datatype, normalize=False)
    return URIRef(term)


def _bind(graph: Graph, base: str) -> None:
    for prefix, namespace in (PREFIXES | Identifiers(base).prefixes()).items():
        graph.bind(prefix, namespace, override=True, replace=True)

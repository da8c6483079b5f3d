"""Attempts to smuggle code through parameters: each is refused, or stays one term in an unchanged algebra."""

from typing import Any

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from kg.errors import ParameterError
from kg.queries import bind, parse, run
from kg.stores import RdflibStore, Rows, open_files
from tests.queries.engines import GRAPH

XSD = "http://www.w3.org/2001/XMLSchema#"
STORES = {"oxigraph": open_files([GRAPH]), "rdflib": RdflibStore(rdflib.Graph())}

ATTACKS = [
    # out of a quoted string
    '"',
    "'",
    '""',
    '"""',
    "'''",
    '" } #',
    '"} UNION { ?s ?p ?o } #',
    '" . ?s ?p ?o . #',
    "' . ?s ?p ?o . #",
    '"""} UNION { ?s ?p ?o } #',
    "'''} UNION { ?s ?p ?o } #",
    '"@en . ?s ?p ?o #',
    '"^^<http://www.w3.org/2001/XMLSchema#integer> . ?s ?p ?o #',
    '"^^xsd:string ; ?p ?o . #',
    '", ?o, "',
    '" || true || "',
    '") || (1=1) || CONTAINS("a","',
    '" ; ?p ?o }\nSELECT * { ?s ?p ?o } #',
    # backslashes
    "\\",
    "\\\\",
    '\\"',
    '\\\\"',
    '\\\\\\"',
    '\\" } UNION { ?s ?p ?o } #',
    "\\' . ?s ?p ?o #",
    "\\n",
    "a\\",
    "\\t\\r\\n\\b\\f",
    # unicode escapes, read before everything else by some engines
    "\\u0022",
    "\\U00000022",
    "\\u0022 } UNION { ?s ?p ?o } #",
    "\\\\u0022 . ?s ?p ?o #",
    "\\u005C\\u0022",
    "\\u003E . ?s ?p ?o . <http://x/",
    "\\u000A } #",
    "\\u007D",
    "%22",
    "&quot;",
    # braces, comments, new lines
    "}",
    "{",
    "} #",
    "#",
    "# comment",
    "\n",
    "\r\n} #",
    "a\n} UNION { ?s ?p ?o }\n#",
    "a\u2028} #",
    "a\u0085} #",
    "\x00",
    "\x0c} #",
    "/* */",
    "-- x",
    # out of an IRI
    ">",
    "<",
    "<>",
    "http://x/>",
    "http://x/> . ?s ?p ?o . <http://x/",
    "http://x/> } UNION { ?s ?p ?o } #",
    "http://x/ ",
    "http://x/\n",
    'http://x/"',
    "http://x/{}",
    "http://x/|y",
    "http://x/^y",
    "http://x/`y",
    "http://x/\\u003E",
    "<http://x/>",
    "<http://x/> ?p ?o . <http://x/>",
    "http://x/#a#b",
    "http://x/%",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/html,x",
    "_:blank",
    "//x/y",
    "../x",
    # prefixes, variables, keywords
    "defco:x> . ?s ?p ?o",
    "defco:x . ?s ?p ?o",
    "defco:x ; ?p ?o",
    "wd:Q30\n} #",
    "ex:unknown",
    "rdf:type/rdf:type",
    "^rdf:type",
    "!rdf:type",
    "?s",
    "$s",
    "?_v_iri",
    "?_v_literal",
    "a",
    "true",
    "1",
    "1 || true",
    "1) || (true",
    "*",
    "()",
    "[]",
    "PREFIX defco: <http://evil/>",
    "BASE <http://evil/>",
    "SELECT * { ?s ?p ?o }",
    "; DROP ALL",
    '" } ; DROP ALL ; #',
    "http://x/> } ; CLEAR ALL ; #",
    'x" . SERVICE <http://127.0.0.1/> { ?s ?p ?o } #',
    "http://x/> . SERVICE <http://127.0.0.1/> { ?s ?p ?o } #",
    '" } VALUES ?s { <http://x/> } #',
    '" } LIMIT 1000000 #',
    '" } GROUP BY ?s HAVING (true) #',
    # datatype tricks
    "2024-01-01",
    '2024-01-01"^^<http://x/>',
    "2024-01-01T00:00:00",
    "2024-01-01 ",
    "0x10",
    "1e1000",
    "NaN",
    "INF",
    "+1",
    "٣",
    "१२",
]

CODE = {
    "iri": "SELECT ?v { ?s ?p ?o . OPTIONAL { ?s ?_v_iri ?o FILTER(?o != ?_v_iri) } BIND(?_v_iri AS ?v) }",
    "literal": 'SELECT ?v { ?s ?p "x" . FILTER(CONTAINS(LCASE(STR(?s)), LCASE(?_v_literal))) BIND(?_v_literal AS ?v) }',
    "date": "SELECT ?v { ?s ?p ?o . FILTER(?o >= ?_v_xsd_date) BIND(?_v_xsd_date AS ?v) }",
    "decimal": "SELECT ?v { ?s ?p ?o . FILTER(?o < ?_v_xsd_decimal) BIND(?_v_xsd_decimal AS ?v) }",
    "integer": "SELECT ?v { ?s ?p ?_v_integer, 'not ?_v_integer' # nor ?_v_integer\n BIND(?_v_integer AS ?v) }",
}
QUERIES = {kind: parse(kind, f"#+ summary: {kind}\n{code}") for kind, code in CODE.items()}
HARMLESS = {"iri": "http://harmless/", "literal": "harmless", "date": "1999-09-09", "decimal": "9.5", "integer": "9"}


def term(kind: str, value: str) -> rdflib.term.Identifier:
    if kind == "iri":
        return rdflib.URIRef(value)
    return rdflib.Literal(value, datatype=None if kind == "literal" else rdflib.URIRef(XSD + kind), normalize=False)


def algebra(text: str, hidden: rdflib.term.Identifier) -> Any:
    """The algebra of a query as plain values, with one term hidden wherever it stands."""

    def plain(node: Any) -> Any:
        if isinstance(node, rdflib.term.Node):
            same = node == hidden or (isinstance(node, rdflib.Literal) and str(node) == str(hidden))
            return "HIDDEN" if same else node.n3()
        if isinstance(node, dict):
            return node.__class__.__name__, getattr(node, "name", None), sorted((key, plain(node[key])) for key in node)
        if isinstance(node, set | frozenset):
            return sorted(plain(part) for part in node)
        if isinstance(node, list | tuple):
            return [plain(part) for part in node]
        return repr(node)

    return plain(prepareQuery(text).algebra)


BASELINES = {kind: algebra(bind(QUERIES[kind], {"v": value}), term(kind, value)) for kind, value in HARMLESS.items()}


def bound(kind: str, value: str) -> str | None:
    """The text with the value bound, or None where it is refused, as it must be: by ParameterError."""
    try:
        return bind(QUERIES[kind], {"v": value})
    except ParameterError:
        return None


@pytest.mark.parametrize("attack", ATTACKS, ids=repr)
@pytest.mark.parametrize("kind", QUERIES)
def test_the_algebra_is_unchanged(kind: str, attack: str) -> None:
    """A value that is taken stands in the algebra as one term, exactly where a harmless value would."""
    text = bound(kind, attack)
    if text is None:
        return
    value = attack if kind != "iri" else text.rsplit("BIND(<", 1)[1].split(">", 1)[0]
    assert algebra(text, term(kind, value)) == BASELINES[kind]


def test_the_corpus_tests_something() -> None:
    """At least 60 attempts, each once; some are taken as strings, hardly any as anything else."""
    assert len(set(ATTACKS)) == len(ATTACKS) >= 60
    taken = {kind: sum(bound(kind, attack) is not None for attack in ATTACKS) for kind in QUERIES}
    assert taken["literal"] > 60
    assert taken["iri"] < 10
    assert taken["date"] == 1
    assert max(taken["decimal"], taken["integer"]) <= 3


ECHO = parse("echo", "#+ summary: x\nSELECT ?v { BIND(?_v_literal AS ?v) }")


@pytest.mark.parametrize("store", STORES)
@pytest.mark.parametrize("attack", ATTACKS, ids=repr)
def test_a_string_comes_back_as_it_was(attack: str, store: str) -> None:
    """Both engines read exactly the string that was given."""
    if bound("literal", attack) is not None:
        answer = run(ECHO, STORES[store], {"v": attack}).answer
        assert isinstance(answer, Rows)
        assert [[value.value for value in row if value] for row in answer.rows] == [[attack]]


SYNTAX = st.sampled_from(
    ['"', "'", "\\", "u0022", "{", "}", "<", ">", "#", "\n", "?_v_literal", "^^", "@en", " ", "a", "é"]
)
TEXTS = st.lists(SYNTAX | st.characters(), max_size=12).map("".join)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_any_string_is_refused_or_comes_back(value: str) -> None:
    """Whatever the string, both engines read it as it is, or it is refused."""
    try:
        answers = [run(ECHO, store, {"v": value}).answer for store in STORES.values()]
    except ParameterError:
        return
    for answer in answers:
        assert isinstance(answer, Rows)
        assert [[found.value for found in row if found] for row in answer.rows] == [[value]]


@given(st.sampled_from(["http://x/", "urn:", "https://"]), TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_iri_is_refused_or_one_term(scheme: str, rest: str) -> None:
    """Whatever follows the scheme, the algebra is that of a harmless IRI, or the value is refused."""
    text = bound("iri", scheme + rest)
    if text is not None:
        assert algebra(text, rdflib.URIRef(scheme + rest)) == BASELINES["iri"]

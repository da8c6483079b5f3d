"""Values in the place of parameters: what is taken, and what is refused with which words."""

import pytest

from kg.errors import AmbiguousNameError, ParameterError
from kg.queries import bind, load, parse, resolve_names
from tests.queries.engines import engine

DEFCO = "https://w3id.org/defco/ontology#"
QUERIES = load()


def query(code: str, header: str = ""):
    return parse("t", f"#+ summary: x\n{header}\n{code}")


TAKEN = [
    ("?_a_iri", "https://example.org/é", "<https://example.org/é>", "an IRI may hold more than ASCII"),
    ("?_a_iri", "urn:uuid:1", "<urn:uuid:1>", "a URN"),
    ("?_a_iri", "wd:Q30", "<http://www.wikidata.org/entity/Q30>", "a CURIE of a known prefix"),
    ("?_a_literal", "it's “so”\n\\", '"it\'s “so”\\n\\\\"', "quotes, newlines and a backslash"),
    ("?_a_literal", "", '""', "an empty string is a string"),
    ("?_a_literal", "?_a_literal", '"?_a_literal"', "a value that looks like the parameter is not replaced again"),
    ("?_a_xsd_date", "2024-02-29", '"2024-02-29"^^<http://www.w3.org/2001/XMLSchema#date>', "a leap day"),
    ("?_a_integer", "-7", '"-7"^^<http://www.w3.org/2001/XMLSchema#integer>', "a negative number"),
    ("?_a_xsd_decimal", "0.50", '"0.50"^^<http://www.w3.org/2001/XMLSchema#decimal>', "the lexical form is kept"),
    ("?_a_xsd_gYear", "2023", '"2023"^^<http://www.w3.org/2001/XMLSchema#gYear>', "a year"),
]


@pytest.mark.parametrize(("variable", "value", "term", "reason"), TAKEN, ids=[row[3] for row in TAKEN])
def test_taken_values(variable: str, value: str, term: str, reason: str) -> None:
    """A value becomes one term, with the datatype that the variable's name gives."""
    assert bind(query(f"ASK {{ ?s ?p {variable} }}"), {"a": value}).endswith(f"ASK {{ ?s ?p {term} }}")


REFUSED = [
    ("?_a_iri", "Kenya", "not an IRI", "a name must have been looked up before"),
    ("?_a_iri", "javascript:alert(1)", "http://", "another scheme"),
    ("?_a_iri", "file:///etc/passwd", "http://", "a file"),
    ("?_a_iri", "http://x/ y", "well-formed", "a blank"),
    ("?_a_xsd_date", "2024-02-30", "2023-08-03", "a day that is none; the error shows the form"),
    ("?_a_xsd_date", "yesterday", "xsd:date", "words"),
    ("?_a_xsd_date", " 2024-01-01", "xsd:date", "blanks around"),
    ("?_a_integer", "1.5", "xsd:integer", "a fraction"),
    ("?_a_xsd_decimal", "1e3", "xsd:decimal", "an exponent"),
    ("?_a_xsd_gYear", "23", "xsd:gYear", "half a year"),
    ("?_a_xsd_gYearMonth", "2023-13", "xsd:gYearMonth", "a month that is none"),
    ("?_a_xsd_boolean", "yes", "true", "a word for it"),
    ("?_a_integer", "٣", "xsd:integer", "digits of another script, which engines do not read"),
    ("?_a_literal", "a\\u0022", "backslash", "an escape that some engines read too early"),
    ("?_a_literal", "a\x00", "control", "a control character"),
    ("?_a_literal", "\ud800", "control", "half a surrogate pair"),
]


@pytest.mark.parametrize(("variable", "value", "said", "reason"), REFUSED, ids=[row[3] for row in REFUSED])
def test_refused_values(variable: str, value: str, said: str, reason: str) -> None:
    """A value of the wrong type is refused in one line that names the parameter."""
    with pytest.raises(ParameterError, match=said) as caught:
        bind(query(f"ASK {{ ?s ?p {variable} }}"), {"a": value})
    assert "parameter a" in str(caught.value)


def test_missing_unknown_default_and_optional() -> None:
    """A missing value is an error, a default is used, an optional one stays a variable, unknown names bring a hint."""
    saved = query("ASK { ?_state_iri ?__p_iri ?_n_integer }", "#+ defaults:\n#+   - n: 3")
    with pytest.raises(ParameterError, match="needs the parameter state"):
        bind(saved, {})
    assert bind(saved, {"state": "urn:x"}).endswith(
        'ASK { <urn:x> ?__p_iri "3"^^<http://www.w3.org/2001/XMLSchema#integer> }'
    )
    with pytest.raises(ParameterError, match="did you mean state"):
        bind(saved, {"sate": "urn:x"})
    with pytest.raises(ParameterError, match="it takes none"):
        bind(query("ASK {}"), {"zzz": "1"})


@pytest.mark.parametrize("value", ["possible", "defco:possible", f"{DEFCO}possible"])
def test_choices(value: str) -> None:
    """A choice is given by local name, CURIE or IRI."""
    assert f"<{DEFCO}possible>" in bind(QUERIES["claims-by-certainty"], {"certainty": value})


def test_no_choice() -> None:
    """Anything else than a choice is refused, and the choices are told."""
    with pytest.raises(ParameterError, match="none of certain, probable, possible, unspecified"):
        bind(QUERIES["claims-by-certainty"], {"certainty": "defco:negated"})


def test_a_parameter_that_is_projected_is_refused_when_bound() -> None:
    """A query that binding would break is an error that names the query, never text sent to a store."""
    with pytest.raises(Exception, match="t: the query cannot be parsed"):
        bind(query("SELECT ?_a_iri { ?s ?p ?_a_iri }"), {"a": "urn:x"})


def test_names_are_looked_up_in_the_classes_of_the_parameter() -> None:
    """Djibouti is a state and a place: no question where a state is wanted, ambiguous where anything is."""
    values = resolve_names(QUERIES["deployments-in-state"], {"state": "djibouti"}, engine("oxigraph"))
    assert values == {"state": "https://w3id.org/defco/id/state/djibouti"}
    with pytest.raises(AmbiguousNameError) as caught:
        resolve_names(query("ASK { ?s ?p ?_a_iri }"), {"a": "Djibouti"}, engine("oxigraph"))
    assert [label for label, _ in caught.value.candidates] == ["Djibouti", "Djibouti"]


def test_literals_are_not_looked_up() -> None:
    """A literal and a choice are passed on as they are."""
    assert resolve_names(QUERIES["agreements-named"], {"name": "Kenya"}, engine("oxigraph")) == {"name": "Kenya"}

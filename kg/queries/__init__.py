"""QUERY: saved SPARQL queries, bound safely and run on a store.

::

    from kg.queries import find, load, run, run_text, serialise
    from kg.stores import open_files

    queries = load()                                  # or load(Path("my-queries")): name -> SavedQuery
    store = open_files([Path("graph.ttl")])
    result = run(find(queries, "agreements-of-state"), store, {"state": "Kenya"}, limit=100, timeout=30)
    result.columns, result.rows                       # for a table: strings, IRIs as CURIEs
    result.message                                    # None, or one line saying that rows were cut
    serialise(result, "csv")                          # bytes; csv | tsv | json | xml | turtle (FORMATS)
    run_text("SELECT ...", store)                     # ad hoc; refuses updates and SERVICE

Parameters are given as strings. Where a query wants an IRI, a name, a CURIE or an IRI will do; a name that fits several
entities raises AmbiguousNameError, one that fits none ParameterError with near names. Errors are one line for a person:
QueryError, ParameterError, StoreError.
"""

from kg.queries.binding import bind, resolve_names
from kg.queries.formats import FORMATS, serialise
from kg.queries.overview import overview
from kg.queries.running import LIMIT, TIMEOUT, Result, run, run_text
from kg.queries.saved import Parameter, SavedQuery, find, load, parse
from kg.queries.sparql_examples import sparql_examples
from kg.queries.syntax import Form, check

__all__ = [
    "FORMATS",
    "LIMIT",
    "TIMEOUT",
    "Form",
    "Parameter",
    "Result",
    "SavedQuery",
    "bind",
    "check",
    "find",
    "load",
    "overview",
    "parse",
    "resolve_names",
    "run",
    "run_text",
    "serialise",
    "sparql_examples",
]

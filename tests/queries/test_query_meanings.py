"""What saved queries mean where a rewriting could change it: small graphs of their own, in every engine and on servers.

A query is written so that engines of every kind answer it quickly; each case here is one that another way of writing it
would answer differently.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat
from rdflib import Graph

from kg.queries import Result, load, run
from kg.stores import RdflibStore, Store
from kg.stores.connection import Connection
from kg.stores.files import MemoryStore
from kg.stores.remote import RemoteStore
from kg.stores.sending import put
from kg.stores.sources import NamedGraph
from kg.vocabulary import PREFIXES
from tests.queries.engines import SERVERS, connection
from tests.servers import running

QUERIES = load()
BASE = "https://x.org/"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@prefix : <{BASE}> .\n"
GRAPH = "https://x.org/graph/meanings"


class Case(NamedTuple):
    """A query, why the case is here, a graph in Turtle, the parameters, and the rows expected in their order."""

    query: str
    reason: str
    turtle: str
    parameters: dict[str, str]
    rows: list[tuple[str, ...]]


def settled(name: str, kind: str, roles: str, dates: str = "") -> str:
    """A settled situation of the type with the roles."""
    return f":{name} a defco:Situation, defco:{kind} ; defco:situationType defco:{kind} ; {roles} {dates} .\n"


def told(name: str, kind: str, roles: str) -> str:
    """A situation that is not settled."""
    return f":{name} a defco:Situation ; defco:situationType defco:{kind} ; {roles} .\n"


def claim(name: str, situation: str, article: str, values: str = "affirmed certain past") -> str:
    """A claim of the article on the situation, with a quote."""
    polarity, certainty, temporality = (f"defco:{value}" for value in values.split())
    return (
        f":{name} a defco:Claim ; defco:about :{situation} ; prov:wasDerivedFrom :{article} ; "
        f"defco:polarity {polarity} ; defco:certainty {certainty} ; defco:temporality {temporality} ; "
        f'defco:evidence [ oa:hasSelector [ oa:exact "{name}" ] ] .\n'
    )


ACTORS = """
:ken a defco:State ; rdfs:label "Kenya" . :fra a defco:State ; rdfs:label "France" .
:usa a defco:State ; rdfs:label "United States" ; skos:exactMatch :Q30 .
:navy a defco:ArmedForce ; rdfs:label "navy" ; defco:country :ken .
:navy-of-france a defco:ArmedForce ; rdfs:label "navy" ; defco:country :fra .
:corps a defco:ArmedForce ; rdfs:label "corps" ; defco:country :ken, :fra .
:nameless a defco:ArmedForce ; defco:country :fra .
"""
SINCE_2020 = {"since": "2020-01-01"}
KENYA = {"state": f"{BASE}ken"}
BOTH = KENYA | {"other": f"{BASE}fra"}
JOINT = ACTORS + settled(
    "s", "JointExercise", "defco:participant :ken, :navy, :navy-of-france, :nameless ; defco:host :ken"
)
PACTS = (
    ACTORS
    + ':old rdfs:label "old pact" . :new rdfs:label "new pact" .\n'
    + told("both", "Announcement", "defco:concernsAgreement :old, :new")
)
OFFICES = (
    ACTORS
    + ':p rdfs:label "Otieno" . :minister rdfs:label "minister" . :q a defco:Person . :a1 dcterms:issued "2024" .\n'
    + settled("first", "OfficeHolding", "defco:holder :p ; defco:office :minister ; defco:organization :navy")
    + settled("again", "OfficeHolding", "defco:holder :p ; defco:office :minister ; defco:organization :navy")
    + settled("bare", "OfficeHolding", "defco:holder :p ; defco:office :minister")
    + settled("nobody", "OfficeHolding", "defco:holder :q ; defco:office :minister ; defco:organization :navy")
    + claim("c1", "first", "a1", "affirmed certain ongoing")
    + claim("c2", "again", "a1", "affirmed certain ongoing")
    + claim("c3", "bare", "a2", "affirmed certain ongoing")
    + claim("c4", "nobody", "a1", "affirmed certain ongoing")
)
OTIENO = ("Otieno", "minister", "navy", "affirmed", "ongoing", "2024")
OTIENO_BARE = ("Otieno", "minister", "", "affirmed", "ongoing", "")
DENIED = (
    ACTORS
    + told("sale", "ArmsTransfer", "defco:recipient :navy")
    + told("talks", "Consultation", "defco:inPlace :ken")
    + claim("no-sale", "sale", "a1", "negated certain future")
    + claim("no-talks", "talks", "a1", "negated certain past")
)
NO_SALE = ("sale", "ArmsTransfer", "certain", "future", "", "no-sale")
NO_TALKS = ("talks", "Consultation", "certain", "past", "", "no-talks")
VISIT = ACTORS + told("v", "Visit", "defco:visitor :navy-of-france ; defco:host :ken")

CASES = [
    Case(
        "cooperation-counts",
        "one situation counts once for two actors of one name and for one actor in two roles; no name, no row",
        JOINT,
        {},
        [("Kenya", "navy", "JointExercise", "1"), ("navy", "navy", "JointExercise", "1")],
    ),
    Case(
        "cooperation-counts",
        "what is not settled, and what is no cooperation, does not count",
        ACTORS
        + told("s", "JointExercise", "defco:participant :ken, :fra")
        + settled("i", "Incident", "defco:participant :ken, :fra")
        + settled("d", "Visit", "defco:agent :ken ; defco:target :fra")
        + settled("t", "Training", "defco:provider :ken ; defco:host :fra"),
        {},
        [("France", "Kenya", "Training", "1")],
    ),
    Case(
        "cooperation-counts",
        "what ended before is left out, what has no date stays",
        ACTORS
        + settled("s", "Visit", "defco:visitor :ken ; defco:host :fra")
        + settled(
            "o", "Visit", "defco:visitor :ken ; defco:host :fra", '; sem:hasLatestEndTimeStamp "2019-12-31"^^xsd:date'
        )
        + settled(
            "n", "Visit", "defco:visitor :ken ; defco:host :fra", '; sem:hasLatestEndTimeStamp "2020-01-01"^^xsd:date'
        ),
        SINCE_2020,
        [("France", "Kenya", "Visit", "2")],
    ),
    Case(
        "cooperation-network",
        "every role is a participant, once; an actor without a name and one who is only a target are left out",
        ACTORS + settled("s", "Training", "defco:provider :fra ; defco:host :fra, :nameless ; defco:target :ken"),
        {},
        [
            ("fra", "http://www.w3.org/2000/01/rdf-schema#label", "France"),
            ("s", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "Training"),
            ("s", "participant", "fra"),
        ],
    ),
    Case(
        "agreements-of-state",
        "the signatory of one of two agreements is none of the other",
        PACTS + ":old defco:signatory :ken .",
        KENYA,
        [("old", "old pact", "", "Announcement", "", "false")],
    ),
    Case(
        "agreements-of-state",
        "a body signs for its state",
        PACTS + ":new defco:signatory :navy .",
        KENYA,
        [("new", "new pact", "", "Announcement", "", "false")],
    ),
    Case(
        "agreements-of-state",
        "a party to the situation has part in each of its agreements; an agreement without a name is left out",
        PACTS + ":both defco:party :ken ; defco:concernsAgreement :nameless-pact .",
        KENYA,
        [("new", "new pact", "", "Announcement", "", "false"), ("old", "old pact", "", "Announcement", "", "false")],
    ),
    Case(
        "agreements-of-state",
        "a body decides for its state, an agent does not",
        PACTS
        + settled("approval", "DomesticApproval", "defco:decidedBy :navy ; defco:concernsAgreement :new")
        + told("leak", "Announcement", "defco:agent :ken ; defco:concernsAgreement :old"),
        KENYA,
        [("new", "new pact", "", "DomesticApproval", "", "true")],
    ),
    Case(
        "events-between",
        "bodies count for their states, the same actor for two states, each situation once",
        ACTORS
        + told("bodies", "Visit", "defco:visitor :navy ; defco:host :navy-of-france, :fra")
        + told("one", "Training", "defco:provider :corps")
        + told("alone", "Training", "defco:provider :navy ; defco:host :usa")
        + told("there", "Training", "defco:provider :ken ; defco:inPlace :fra"),
        BOTH,
        [("one", "Training", "", "false"), ("bodies", "Visit", "", "false")],
    ),
    Case("office-holders", "each holding once; without a name no row", OFFICES, {}, [OTIENO_BARE, OTIENO]),
    Case("office-holders", "of an organisation", OFFICES, {"of": f"{BASE}navy"}, [OTIENO]),
    Case("office-holders", "of the state that it belongs to", OFFICES, {"of": f"{BASE}ken"}, [OTIENO]),
    Case("office-holders", "of the person", OFFICES, {"of": f"{BASE}p"}, [OTIENO_BARE, OTIENO]),
    Case("office-holders", "of the office itself none: it is no actor", OFFICES, {"of": f"{BASE}minister"}, []),
    Case(
        "unlinked-actors",
        "a situation counts once for two roles, places count, what is said does not; one row for each reason",
        ACTORS
        + settled("s", "Training", "defco:provider :ken ; defco:host :ken ; defco:inPlace :fra")
        + claim("c", "s", "a1")
        + ":c defco:assertedBy :navy .\n"
        + ":d1 defco:linkFor :fra ; defco:linkReason defco:ambiguous . :d2 defco:linkFor :fra ; defco:linkReason "
        + "defco:noCandidate . :d3 defco:linkFor :fra ; defco:linkReason defco:ambiguous .",
        {},
        [
            ("fra", "France", "State", "ambiguous", "1"),
            ("fra", "France", "State", "noCandidate", "1"),
            ("ken", "Kenya", "State", "", "1"),
            ("corps", "corps", "ArmedForce", "", "0"),
            ("navy", "navy", "ArmedForce", "", "0"),
            ("navy-of-france", "navy", "ArmedForce", "", "0"),
        ],
    ),
    Case("denials", "without a state also those in which nobody takes part", DENIED, {}, [NO_SALE, NO_TALKS]),
    Case("denials", "a state by its body; where it happens is no part in it", DENIED, KENYA, [NO_SALE]),
    Case("visits", "either side, a body for its state", VISIT, {"state": f"{BASE}fra"}, [
        ("v", "navy", "Kenya", "", "", "false"),
    ]),
    Case("visits", "a state without part in any", VISIT, {"state": f"{BASE}usa"}, []),
]  # fmt: skip


def plain(result: Result) -> list[tuple[str, ...]]:
    """The rows without the namespaces; triples sorted."""
    rows = [
        tuple(
            "" if term is None else term.value.removeprefix(BASE).removeprefix(PREFIXES["defco"])  # type: ignore[union-attr]
            for term in row
        )
        for row in result.terms
    ]
    return sorted(rows) if result.form == "CONSTRUCT" else rows


def in_oxigraph(turtle: str) -> Store:
    store = pyoxigraph.Store()
    store.load((HEAD + turtle).encode(), format=RdfFormat.TURTLE)
    return MemoryStore(store)


def in_rdflib(turtle: str) -> Store:
    return RdflibStore(Graph().parse(data=HEAD + turtle, format="turtle"))


IDS = [f"{case.query}: {case.reason}" for case in CASES]


@pytest.mark.parametrize("made", [in_oxigraph, in_rdflib])
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_meanings(case: Case, made) -> None:
    """The rows of the table, in every engine of this process."""
    assert plain(run(QUERIES[case.query], made(case.turtle), case.parameters)) == case.rows


@pytest.fixture(scope="module", params=SERVERS)
def connected(request: pytest.FixtureRequest) -> Iterator[Connection]:
    with running(request.param) as address:
        made = connection(request.param, address)
        yield made
        made.close()


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_meanings_on_servers(case: Case, connected: Connection) -> None:
    """The rows of the table, on servers."""
    quads = pyoxigraph.parse((HEAD + case.turtle).encode(), RdfFormat.TURTLE)
    put(connected, NamedGraph(GRAPH, pyoxigraph.serialize(quads, format=RdfFormat.N_TRIPLES) or b"", 0))
    try:
        asked = RemoteStore(connected, default_graph=GRAPH)
        assert plain(run(QUERIES[case.query], asked, case.parameters)) == case.rows
    finally:
        put(connected, NamedGraph(GRAPH, b"", 0))

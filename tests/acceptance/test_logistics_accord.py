"""An article with every difficulty of claims at once: what its graph must say, one test per statement."""

from pathlib import Path

import pytest

from kg.articles import read
from kg.mapping import to_graph
from kg.model import Article
from kg.pipeline import Engine
from kg.validation import validate
from kg.vocabulary import PREFIXES

_TEXT = Path(__file__).parent / "logistics_accord.txt"


@pytest.fixture(scope="module")
def article():
    (found,) = read([str(_TEXT)])
    assert isinstance(found, Article)
    return found


@pytest.fixture(scope="module")
def graph(article):
    engine = Engine.load(keep_text=True)
    (reading,) = engine.read([article])
    return to_graph(reading.claims, reading.links, run=engine.run, base=engine.base, keep_text=True)


def _ask(graph, pattern):
    head = "\n".join(f"PREFIX {prefix}: <{namespace}>" for prefix, namespace in PREFIXES.items())
    return [tuple(map(str, row)) for row in graph.query(f"{head}\nSELECT DISTINCT * WHERE {{ {pattern} }}")]


def test_metadata_is_read_off_the_page(article):
    """Date and publisher come from the lines at the end of the scraped page."""
    assert article.date == "2024-05-12"
    assert article.publisher == "Dhaka Observer"


def test_the_cabinet_approved_it(graph):
    """The approval is settled: it carries its class, the body that decided and the agreement."""
    rows = _ask(
        graph,
        """?s a defco:DomesticApproval ; defco:decidedBy/rdfs:label ?who ; defco:concernsAgreement ?a .
           ?a defco:instantiates/defco:abbreviation "ACSA" . FILTER(CONTAINS(?who, "Cabinet"))""",
    )
    assert rows


def test_two_agreements_on_one_model(graph):
    """The accord of 2009 and the new one are two agreements on the same model, the new one renewing the old."""
    assert len(_ask(graph, '?a a defco:Agreement ; defco:instantiates/defco:abbreviation "ACSA"')) == 2
    assert len(_ask(graph, "?new defco:renews ?old . ?new defco:instantiates ?m . ?old defco:instantiates ?m")) == 1


@pytest.mark.parametrize(
    ("kind", "when", "datatype"),
    [
        pytest.param("Signature", "2009-03", "gYearMonth", id="the month, and no day"),
        pytest.param("Expiry", "2019", "gYear", id="the year, and no month"),
    ],
)
def test_dates_are_as_fine_as_the_text(graph, kind, when, datatype):
    """The dates of the old accord have exactly the precision that the text gives, and belong to the old accord."""
    pattern = f'?s a defco:{kind} ; defco:when "{when}"^^xsd:{datatype} ; defco:concernsAgreement ?old . '
    assert _ask(graph, pattern + "?new defco:renews ?old")


def test_the_new_signature_is_contradicted(graph):
    """The headline says that it was concluded, the body that nobody announced a signing: both stay, linked."""
    rows = _ask(
        graph,
        """?s defco:situationType defco:Signature . ?one defco:about ?s ; defco:certainty defco:certain ;
           defco:contradicts ?other . ?other defco:about ?s ; defco:certainty defco:possible .
           FILTER NOT EXISTS { ?s defco:when ?when }""",
    )
    assert rows


def test_the_possible_sale_has_the_diplomats_no_beside_it(graph):
    """The sale is possible, and an unnamed retired diplomat's negative claim stands beside the affirmed one."""
    rows = _ask(
        graph,
        """?s defco:situationType defco:ArmsTransfer . ?yes defco:about ?s ; defco:polarity defco:affirmed ;
           defco:certainty defco:possible . ?no defco:about ?s ; defco:polarity defco:negated ;
           defco:assertedBy ?who . ?who a defco:UnnamedActor ; rdfs:label ?label""",
    )
    assert rows
    assert all("diplomat" in row for row in {str(r) for r in rows})


def test_the_agency_is_a_source(graph):
    """The agency that reported the decision asserts a claim on the approval."""
    assert _ask(
        graph,
        '?c defco:about ?s ; defco:assertedBy/rdfs:label "UNB" . ?s defco:situationType defco:DomesticApproval',
    )


@pytest.mark.parametrize(
    ("holder", "office", "organization"),
    [
        pytest.param("Kenji Mori", "chief", "Joint Staff", id="body before the office"),
        pytest.param("Nazmul Karim", "Chief of Naval Staff", "Bangladesh", id="possessive state, acronym, rank"),
    ],
)
def test_the_talks_are_between_two_office_holders(graph, holder, office, organization):
    """Both took part in the talks, and the graph says which office each holds and where."""
    assert _ask(graph, f'?s a defco:Consultation ; defco:participant/rdfs:label "{holder}"')
    rows = _ask(
        graph,
        f"""?s a defco:OfficeHolding ; defco:holder/rdfs:label "{holder}" ; defco:office/rdfs:label ?office ;
            defco:organization/rdfs:label ?of . FILTER(LCASE(?office) = "{office.lower()}")
            FILTER(CONTAINS(?of, "{organization}"))""",
    )
    assert rows


def test_no_transfer_is_a_fact(graph):
    """Nothing says that arms were transferred, so the class has no member."""
    assert _ask(graph, "?e a defco:ArmsTransfer") == []


def test_page_furniture_says_nothing(graph, article):
    """No evidence lies in the related posts or the comment form."""
    start = article.text.index("May 12 2024")
    rows = _ask(graph, "?e oa:start ?start")
    assert rows
    assert max(int(n) for row in rows for n in row if n.isdigit()) < start


def test_the_graph_conforms(graph):
    """The graph violates none of the shapes."""
    assert validate(graph) == ()

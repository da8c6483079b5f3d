"""Tables of graphs for the shapes: one good graph, and for every rule a small change that breaks it."""

import logging
from pathlib import Path

import pytest
from rdflib import RDF, SH, Dataset, Graph, Literal, URIRef

from kg.errors import ResourceError
from kg.resources import folder
from kg.validation import Violation, format_violation, validate
from kg.vocabulary import DEFCO, OA, PREFIXES

TITLE = "Estonia and Latvia sign coast guard pact"
TEXT = f"""{TITLE}
The two interior ministers signed the pact in Riga on Monday — a first.
Estonia may buy four patrol boats for €90 million, according to Helme, the minister."""

PREFIX = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
PREFIX += "PREFIX id: <https://w3id.org/defco/id/>\n"


def evidence(name: str, quote: str) -> str:
    """Turtle of a quote of TEXT: ``id:NAME`` with ``id:NAME-position`` and ``id:NAME-words``."""
    start = TEXT.index(quote)
    return f"""
        id:{name} a oa:SpecificResource ; oa:hasSource id:article ;
            oa:hasSelector id:{name}-position , id:{name}-words .
        id:{name}-position a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + len(quote)} .
        id:{name}-words a oa:TextQuoteSelector ; oa:exact "{quote}" ."""


def claim(name: str, situation: str, values: str, quotes: str) -> str:
    """Turtle of a claim with polarity, certainty and temporality ``values`` and the evidence ``quotes``."""
    polarity, certainty, temporality = values.split()
    return f"""
        id:{name} a defco:Claim ; defco:about id:{situation} ; defco:evidence {quotes} ;
            defco:polarity defco:{polarity} ; defco:certainty defco:{certainty} ;
            defco:temporality defco:{temporality} ;
            defco:extractionConfidence 0.9 ; defco:rule "test" ;
            prov:wasDerivedFrom id:article ; prov:wasGeneratedBy id:run ."""


GOOD = (
    PREFIX
    + f"""
    id:article a defco:Article ; dcterms:identifier "042" ; dcterms:title "{TITLE}" ; dcterms:publisher id:paper ;
        dcterms:issued "2024-02-27"^^xsd:date ; schema:url <https://example.org/pact> ;
        defco:contentHash "{"0" * 64}" ; defco:storedText \"\"\"{TEXT}\"\"\" ;
        schema:mentions id:estonia , id:somebody .
    id:run a defco:ExtractionRun ; defco:program "defco-kg" ; defco:programVersion "0.1.0" ;
        defco:pipelineName "en_defco" ; defco:pipelineVersion "0.1.0" ; prov:used id:article .
    id:paper a defco:NewsSource ; rdfs:label "Baltic Courier" .
    id:estonia a defco:State ; rdfs:label "Estonia" ; skos:exactMatch wd:Q191 .
    id:latvia a defco:State ; rdfs:label "Latvia" .
    id:helme a defco:Person ; rdfs:label "Helme" ; defco:country id:estonia .
    id:minister a defco:Office ; rdfs:label "minister" .
    id:somebody a defco:UnnamedActor ; rdfs:label "an official" .
    id:riga a defco:Place ; rdfs:label "Riga" .
    id:boats a defco:Equipment ; rdfs:label "four patrol boats" .
    id:model a defco:AgreementModel ; rdfs:label "coast guard pact" .
    id:pact a defco:Agreement ; rdfs:label "coast guard pact" ; defco:signatory id:estonia , id:latvia ;
        defco:instantiates id:model ; defco:duration "P5Y"^^xsd:duration ;
        defco:kind defco:kindSector ; defco:area defco:areaMaritimeSecurity .
    id:link a defco:LinkingDecision ; defco:linkFor id:estonia ; defco:linkTarget wd:Q191 ;
        defco:linkConfidence 0.95 ; defco:linkMethod "gazetteer:label" ; prov:wasDerivedFrom id:article .
    id:nil a defco:LinkingDecision ; defco:linkFor id:helme ; defco:linkReason defco:ambiguous ;
        defco:linkConfidence 0.4 ; defco:linkMethod "gazetteer:label" ; prov:wasDerivedFrom id:article .

    id:signing a defco:Situation , defco:Signature ; defco:situationType defco:Signature ;
        defco:party id:estonia , id:latvia ; defco:signedBy id:helme ; defco:concernsAgreement id:pact ;
        defco:inPlace id:riga ; defco:when "2024-02-26"^^xsd:date ; defco:timeBasis defco:resolvedFromPublication ;
        sem:hasEarliestBeginTimeStamp "2024-02-26"^^xsd:date ; sem:hasLatestEndTimeStamp "2024-02-26"^^xsd:date .
    id:sale a defco:Situation ; defco:situationType defco:ArmsTransfer ; defco:recipient id:estonia ;
        defco:item id:boats ; defco:amount "€90 million" ; defco:hasAmount id:amount .
    id:amount a defco:Amount ; rdfs:label "€90 million" ; defco:amountValue 90000000.0 ; defco:currency "EUR" .
    id:holding a defco:Situation , defco:OfficeHolding ; defco:situationType defco:OfficeHolding ;
        defco:holder id:helme ; defco:office id:minister ; defco:organization id:estonia .
"""
    + claim("signed", "signing", "affirmed certain past", "id:q1 , id:q2")
    + claim("may", "sale", "affirmed possible future", "id:q3")
    + claim("is", "holding", "affirmed certain ongoing", "id:q4")
    + "id:may defco:assertedBy id:helme ; defco:relayedBy id:paper ."
    + evidence("q1", TITLE)
    + evidence("q2", "signed the pact in Riga on Monday — a first")
    + evidence("q3", "Estonia may buy four patrol boats")
    + evidence("q4", "Helme, the minister")
)

NO_SENTENCE = ""
SALE, SIGNING, HOLDING = "Estonia may buy four patrol boats", TITLE, "Helme, the minister"

# The change (SPARQL Update), the sentence named, the property at fault, a part of the message; the id is the reason.
BROKEN = [
    pytest.param(
        "INSERT DATA { id:may defco:about id:signing }", SALE, "defco:about", "exactly one situation", id="about-two"
    ),
    pytest.param(
        "DELETE DATA { id:may defco:about id:sale }", SALE, "defco:about", "exactly one situation", id="about-none"
    ),
    pytest.param(
        "INSERT DATA { id:may defco:polarity defco:negated }", SALE, "defco:polarity", "one polarity", id="polarity-two"
    ),
    pytest.param(
        "DELETE DATA { id:may defco:certainty defco:possible }; INSERT DATA { id:may defco:certainty defco:likely }",
        SALE,
        "defco:certainty",
        "one certainty",
        id="certainty-not-in-the-list",
    ),
    pytest.param(
        "DELETE DATA { id:may defco:temporality defco:future }",
        SALE,
        "defco:temporality",
        "one temporality",
        id="temporality-missing",
    ),
    pytest.param(
        "DELETE DATA { id:may defco:evidence id:q3 }", NO_SENTENCE, "defco:evidence", "a quote", id="evidence-missing"
    ),
    pytest.param(
        "DELETE DATA { id:may prov:wasDerivedFrom id:article }",
        SALE,
        "prov:wasDerivedFrom",
        "exactly one article",
        id="claim-without-article",
    ),
    pytest.param(
        "DELETE DATA { id:may prov:wasGeneratedBy id:run }",
        SALE,
        "prov:wasGeneratedBy",
        "the run",
        id="claim-without-run",
    ),
    pytest.param(
        "INSERT DATA { id:may defco:relayedBy id:boats }",
        SALE,
        "defco:relayedBy",
        "an actor or an office",
        id="source-is-equipment",
    ),
    pytest.param(
        "DELETE DATA { id:may defco:extractionConfidence 0.9 }; INSERT DATA { id:may defco:extractionConfidence 1.2 }",
        SALE,
        "defco:extractionConfidence",
        "from 0 to 1",
        id="confidence-over-one",
    ),
    pytest.param('INSERT DATA { id:may defco:rule "b" }', SALE, "defco:rule", "one rule", id="two-rules"),
    pytest.param(
        "INSERT DATA { id:may defco:contradicts id:signing }",
        SALE,
        "defco:contradicts",
        "another claim",
        id="contradicts-a-situation",
    ),
    pytest.param(
        "DELETE DATA { id:q3 oa:hasSelector id:q3-position }",
        SALE,
        "oa:hasSelector",
        "one position",
        id="evidence-without-position",
    ),
    pytest.param(
        "DELETE DATA { id:q3 oa:hasSelector id:q3-words }",
        NO_SENTENCE,
        "oa:hasSelector",
        "one quote",
        id="evidence-without-quote",
    ),
    pytest.param(
        "DELETE DATA { id:q3 oa:hasSource id:article }",
        NO_SENTENCE,
        "oa:hasSource",
        "exactly one article",
        id="evidence-without-article",
    ),
    pytest.param(
        'INSERT DATA { id:other a defco:Article ; dcterms:identifier "7" ; dcterms:title "Another" ;'
        f' defco:contentHash "{"1" * 64}" }} ;'
        "DELETE DATA { id:may prov:wasDerivedFrom id:article } ; INSERT DATA { id:may prov:wasDerivedFrom id:other }",
        NO_SENTENCE,
        "defco:evidence/oa:hasSource",
        "stand in the article",
        id="quote-of-another-article",
    ),
    pytest.param(
        "DELETE { id:q3-position oa:end ?end } INSERT { id:q3-position oa:end 3 } WHERE { id:q3-position oa:end ?end }",
        SALE,
        "oa:start",
        "less than its end",
        id="end-before-start",
    ),
    pytest.param(
        "DELETE { id:q3-position oa:end ?end } WHERE { id:q3-position oa:end ?end }",
        SALE,
        "oa:end",
        "one end",
        id="end-missing",
    ),
    pytest.param('INSERT DATA { id:q3-words oa:exact "" }', "", "oa:exact", "not empty", id="quote-empty"),
    pytest.param(
        "DELETE { id:q3-position oa:end ?end } INSERT { id:q3-position oa:end ?later }"
        " WHERE { id:q3-position oa:end ?end BIND (?end + 1 AS ?later) }",
        SALE,
        "",
        "length of its position",
        id="quote-shorter-than-its-position",
    ),
    pytest.param(
        'DELETE { id:q3-words oa:exact ?e } INSERT { id:q3-words oa:exact "Estonia will buy five patrol boat" }'
        " WHERE { id:q3-words oa:exact ?e }",
        "Estonia will buy five patrol boat",
        "",
        "does not stand at its position",
        id="quote-not-in-the-text",
    ),
    pytest.param(
        "DELETE DATA { id:sale a defco:Situation }", SALE, "rdf:type", "defco:Situation", id="situation-untyped"
    ),
    pytest.param(
        "DELETE DATA { id:sale defco:situationType defco:ArmsTransfer }",
        SALE,
        "defco:situationType",
        "exactly one situation type",
        id="situation-type-missing",
    ),
    pytest.param(
        "DELETE DATA { id:sale defco:situationType defco:ArmsTransfer } ;"
        " INSERT DATA { id:sale defco:situationType defco:CooperationActivity }",
        SALE,
        "defco:situationType",
        "without subclasses",
        id="situation-type-too-broad",
    ),
    pytest.param(
        "INSERT DATA { id:idle a defco:Situation ; defco:situationType defco:Visit }",
        NO_SENTENCE,
        "^defco:about",
        "a claim about it",
        id="situation-without-claim",
    ),
    pytest.param(
        "INSERT DATA { id:sale a defco:ArmsTransfer }",
        SALE,
        "",
        "typed as defco:ArmsTransfer, but no claim",
        id="guard-typed-though-only-possible",
    ),
    pytest.param(
        "INSERT DATA { id:sale a defco:Event }",
        SALE,
        "",
        "typed as defco:Event, but no claim",
        id="guard-superclass-though-only-possible",
    ),
    pytest.param(
        "DELETE DATA { id:signed defco:polarity defco:affirmed } ;"
        " INSERT DATA { id:signed defco:polarity defco:negated }",
        SIGNING,
        "",
        "typed as defco:Signature, but no claim",
        id="guard-typed-though-negated",
    ),
    pytest.param(
        "DELETE DATA { id:signed defco:temporality defco:past } ;"
        " INSERT DATA { id:signed defco:temporality defco:future }",
        SIGNING,
        "",
        "typed as defco:Signature, but no claim",
        id="guard-typed-though-future",
    ),
    pytest.param(
        "DELETE DATA { id:signing a defco:Signature }",
        SIGNING,
        "",
        "is not typed as defco:Signature",
        id="guard-settled-but-untyped",
    ),
    pytest.param(
        "INSERT DATA { id:signing a defco:Visit }",
        SIGNING,
        "",
        "typed as defco:Visit, which is neither",
        id="guard-typed-as-something-else",
    ),
    pytest.param(
        "INSERT DATA { id:signing defco:party id:riga }",
        SIGNING,
        "defco:party",
        "an actor or an office",
        id="party-is-a-place",
    ),
    pytest.param(
        "INSERT DATA { id:signing defco:signedBy id:latvia }",
        SIGNING,
        "defco:signedBy",
        "a person, named or unnamed",
        id="signed-by-a-state",
    ),
    pytest.param(
        "INSERT DATA { id:sale defco:target id:pact }",
        SALE,
        "defco:target",
        "a place or equipment",
        id="target-is-an-agreement",
    ),
    pytest.param(
        "INSERT DATA { id:holding defco:office id:riga }",
        HOLDING,
        "defco:office",
        "is an office",
        id="office-is-a-place",
    ),
    pytest.param(
        "INSERT DATA { id:holding defco:organization id:helme }",
        HOLDING,
        "defco:organization",
        "a state or an organisation",
        id="office-of-a-person",
    ),
    pytest.param(
        "DELETE DATA { id:holding defco:office id:minister }",
        HOLDING,
        "defco:office",
        "a named one",
        id="holder-without-office",
    ),
    pytest.param(
        "INSERT DATA { id:sale defco:item id:estonia }", SALE, "defco:item", "equipment", id="item-is-a-state"
    ),
    pytest.param(
        "INSERT DATA { id:signing defco:concernsAgreement id:boats }",
        SIGNING,
        "defco:concernsAgreement",
        "an agreement or a model",
        id="agreement-is-equipment",
    ),
    pytest.param(
        "INSERT DATA { id:signing defco:inPlace id:latvia }",
        SIGNING,
        "defco:inPlace",
        "in a place",
        id="place-is-a-state",
    ),
    pytest.param(
        'INSERT DATA { id:sale defco:concerns "boats" }', SALE, "defco:concerns", "an IRI", id="concerns-a-string"
    ),
    pytest.param(
        "INSERT DATA { id:sale defco:hasAmount id:boats }", SALE, "defco:hasAmount", "an amount", id="amount-is-a-boat"
    ),
    pytest.param('INSERT DATA { id:sale defco:amount "" }', SALE, "defco:amount", "not empty", id="amount-of-no-words"),
    pytest.param(
        'DELETE DATA { id:amount rdfs:label "€90 million" }', SALE, "rdfs:label", "its label", id="amount-unlabelled"
    ),
    pytest.param(
        'DELETE DATA { id:amount defco:currency "EUR" } ; INSERT DATA { id:amount defco:currency "€" }',
        SALE,
        "defco:currency",
        "ISO 4217",
        id="currency-is-a-sign",
    ),
    pytest.param(
        "INSERT DATA { id:amount defco:amountValue 5.0 }",
        SALE,
        "defco:amountValue",
        "one value",
        id="amount-two-values",
    ),
    pytest.param(
        'DELETE DATA { id:estonia rdfs:label "Estonia" }',
        SIGNING,
        "rdfs:label",
        "has a label",
        id="actor-unlabelled",
    ),
    pytest.param(
        "INSERT DATA { id:helme defco:country id:riga }", SALE, "defco:country", "is a state", id="country-is-a-city"
    ),
    pytest.param(
        "INSERT DATA { id:latvia a defco:Place }", SIGNING, "", "a state is not a place", id="state-is-also-a-place"
    ),
    pytest.param(
        "INSERT DATA { id:pact a defco:AgreementModel }", SIGNING, "", "not a model", id="agreement-is-also-a-model"
    ),
    pytest.param(
        "INSERT DATA { id:pact defco:instantiates id:riga }",
        SIGNING,
        "defco:instantiates",
        "a model of agreements",
        id="instantiates-a-place",
    ),
    pytest.param(
        "INSERT DATA { id:pact defco:renews id:model }",
        SIGNING,
        "defco:renews",
        "another agreement",
        id="renews-a-model",
    ),
    pytest.param(
        'DELETE { id:pact defco:duration ?d } INSERT { id:pact defco:duration "5 years" }'
        " WHERE { id:pact defco:duration ?d }",
        SIGNING,
        "defco:duration",
        "xsd:duration",
        id="duration-in-words",
    ),
    pytest.param(
        "INSERT DATA { id:pact defco:kind defco:areaBasing }",
        SIGNING,
        "defco:kind",
        "AgreementKindScheme",
        id="kind-from-another-scheme",
    ),
    pytest.param(
        "INSERT DATA { id:pact defco:area defco:affirmed }",
        SIGNING,
        "defco:area",
        "AgreementAreaScheme",
        id="area-from-another-scheme",
    ),
    pytest.param(
        "INSERT DATA { id:pact defco:signatory id:riga }",
        SIGNING,
        "defco:signatory",
        "is an actor",
        id="signatory-is-a-place",
    ),
    pytest.param(
        "DELETE DATA { id:signing a defco:Signature }",
        SIGNING,
        "^defco:concernsAgreement",
        "after a settled signature",
        id="signatory-without-settled-signature",
    ),
    pytest.param(
        "INSERT DATA { id:somebody skos:exactMatch wd:Q5 }",
        NO_SENTENCE,
        "skos:exactMatch",
        "never linked",
        id="unnamed-actor-linked",
    ),
    pytest.param(
        "INSERT DATA { id:latvia skos:exactMatch wd:Q211 }",
        SIGNING,
        "^defco:linkFor/defco:linkTarget",
        "targets of its linking decisions",
        id="link-without-decision",
    ),
    pytest.param(
        "DELETE DATA { id:estonia skos:exactMatch wd:Q191 }",
        SIGNING,
        "^defco:linkFor/defco:linkTarget",
        "targets of its linking decisions",
        id="decision-without-link",
    ),
    pytest.param(
        "DELETE DATA { id:link defco:linkConfidence 0.95 } ; INSERT DATA { id:link defco:linkConfidence 95.0 }",
        SIGNING,
        "defco:linkConfidence",
        "from 0 to 1",
        id="link-confidence-in-percent",
    ),
    pytest.param(
        "DELETE DATA { id:link defco:linkConfidence 0.95 }",
        SIGNING,
        "defco:linkConfidence",
        "exactly one confidence",
        id="link-without-confidence",
    ),
    pytest.param(
        'DELETE DATA { id:link defco:linkMethod "gazetteer:label" }',
        SIGNING,
        "defco:linkMethod",
        "its method",
        id="link-without-method",
    ),
    pytest.param(
        "INSERT DATA { id:link defco:linkFor id:latvia }",
        SIGNING,
        "defco:linkFor",
        "exactly one entity",
        id="one-decision-for-two",
    ),
    pytest.param(
        "INSERT DATA { id:nil defco:linkTarget wd:P31 }",
        SALE,
        "defco:linkTarget",
        "a Wikidata item",
        id="link-to-a-property",
    ),
    pytest.param(
        "INSERT DATA { id:nil defco:linkTarget wd:Q1 . id:helme skos:exactMatch wd:Q1 }",
        SALE,
        "defco:linkTarget|defco:linkReason",
        "a target, or the reason",
        id="link-and-reason-for-none",
    ),
    pytest.param(
        "DELETE DATA { id:nil defco:linkReason defco:ambiguous } ; INSERT DATA { id:nil defco:linkReason defco:past }",
        SALE,
        "defco:linkReason",
        "LinkReasonScheme",
        id="reason-not-in-the-list",
    ),
    pytest.param(
        "DELETE DATA { id:link prov:wasDerivedFrom id:article }",
        SIGNING,
        "prov:wasDerivedFrom",
        "names its article",
        id="link-without-article",
    ),
    pytest.param(
        "INSERT DATA { id:latvia owl:sameAs wd:Q211 }", SIGNING, "owl:sameAs", "the same as", id="same-as-wikidata"
    ),
    pytest.param(
        "INSERT DATA { id:signing defco:party [ a defco:State ; rdfs:label 'Latvia' ] }",
        SIGNING,
        "",
        "blank node",
        id="blank-node",
    ),
    pytest.param(
        'DELETE DATA { id:article dcterms:identifier "042" }',
        NO_SENTENCE,
        "dcterms:identifier",
        "an identifier",
        id="article-without-identifier",
    ),
    pytest.param(
        "INSERT DATA { id:article dcterms:publisher id:riga }",
        NO_SENTENCE,
        "dcterms:publisher",
        "is an actor",
        id="publisher-is-a-place",
    ),
    pytest.param(
        'INSERT DATA { id:article schema:url "https://example.org" }',
        NO_SENTENCE,
        "schema:url",
        "is an IRI",
        id="address-is-a-string",
    ),
    pytest.param(
        'INSERT DATA { id:article defco:contentHash "md5:1" }',
        NO_SENTENCE,
        "defco:contentHash",
        "SHA-256",
        id="hash-of-another-sort",
    ),
    pytest.param(
        'INSERT DATA { id:article dcterms:issued "last week" }',
        NO_SENTENCE,
        "dcterms:issued",
        "of the calendar",
        id="article-dated-in-words",
    ),
    pytest.param(
        'INSERT DATA { id:article defco:storedText "b" }',
        NO_SENTENCE,
        "defco:storedText",
        "one stored text",
        id="two-stored-texts",
    ),
    pytest.param(
        'INSERT DATA { id:article dcterms:title "Zwei Titel" }',
        NO_SENTENCE,
        "dcterms:title",
        "one title",
        id="two-titles",
    ),
    *(
        pytest.param(
            f"DELETE WHERE {{ id:run defco:{name} ?value }}",
            SIGNING,
            f"defco:{name}",
            "a run names",
            id=f"run-no-{name}",
        )
        for name in ("program", "programVersion", "pipelineName", "pipelineVersion")
    ),
]

# A date of the situation (when, until, earliest, latest), and a part of each message; none where the date is right.
DATES = [
    pytest.param(("2024-02-26", "date"), None, "2024-02-26", "2024-02-26", [], id="day"),
    pytest.param(("2005-10", "gYearMonth"), None, "2005-10-01", "2005-10-31", [], id="month-of-31"),
    pytest.param(("2005-11", "gYearMonth"), None, "2005-11-01", "2005-11-30", [], id="month-of-30"),
    pytest.param(("2024-02", "gYearMonth"), None, "2024-02-01", "2024-02-29", [], id="february-leap"),
    pytest.param(("2023-02", "gYearMonth"), None, "2023-02-01", "2023-02-28", [], id="february-common"),
    pytest.param(("1900-02", "gYearMonth"), None, "1900-02-01", "1900-02-28", [], id="february-1900-no-leap"),
    pytest.param(("2000-02", "gYearMonth"), None, "2000-02-01", "2000-02-29", [], id="february-2000-leap"),
    pytest.param(("2020", "gYear"), None, "2020-01-01", "2020-12-31", [], id="year"),
    pytest.param(("2024-06-03", "date"), ("2024-06-14", "date"), "2024-06-03", "2024-06-14", [], id="range"),
    pytest.param(("2019", "gYear"), ("2021-03", "gYearMonth"), "2019-01-01", "2021-03-31", [], id="range-mixed"),
    pytest.param(("2005-10", "gYearMonth"), None, "2005-10-01", "2005-10-30", ["do not agree"], id="latest-too-early"),
    pytest.param(("2005-10", "gYearMonth"), None, "2005-10-02", "2005-10-31", ["do not agree"], id="earliest-too-late"),
    pytest.param(("2020", "gYear"), None, "2020-01-01", "2020-01-01", ["do not agree"], id="year-read-as-a-day"),
    pytest.param(("2024-06-03", "date"), None, "2024-06-03", "2024-06-14", ["do not agree"], id="range-without-end"),
    pytest.param(
        ("2024-06-14", "date"),
        ("2024-06-03", "date"),
        "2024-06-14",
        "2024-06-03",
        ["not after the latest"],
        id="range-ends-before-it-begins",
    ),
    pytest.param(
        ("2024-02-30", "date"), None, "2024-02-30", "2024-02-30", ["of the calendar", "xsd:date"], id="30-february"
    ),
    pytest.param(
        ("2023-02-29", "date"), None, "2023-02-29", "2023-02-29", ["of the calendar", "do not agree"], id="29-february"
    ),
    pytest.param(("2024-13", "gYearMonth"), None, "2024-01-01", "2024-12-31", ["of the calendar"], id="month-13"),
    pytest.param(("2024-02-26", "string"), None, "2024-02-26", "2024-02-26", ["of the calendar"], id="plain-string"),
    pytest.param(("2024-02-26", "date"), None, None, "2024-02-26", ["one earliest day"], id="no-earliest"),
    pytest.param(("2024-02-26", "date"), None, "2024-02-26", None, ["one latest day"], id="no-latest"),
    pytest.param(None, ("2024", "gYear"), "2024-01-01", "2024-12-31", ["exactly one date of beginning"], id="no-when"),
]


@pytest.fixture
def good() -> Graph:
    return Graph().parse(data=GOOD, format="turtle")


def updated(graph: Graph, update: str) -> Graph:
    graph.update(PREFIX + update)
    return graph


def test_the_good_graph_conforms(good: Graph) -> None:
    """A graph made as the ontology says breaks no shape."""
    assert validate(good) == ()


@pytest.mark.parametrize(("update", "sentence", "path", "message"), BROKEN)
def test_a_change_breaks_its_rule(good: Graph, update: str, sentence: str, path: str, message: str) -> None:
    """Every rule fires on the graph that breaks it, and names the article and the sentence."""
    found = [v for v in validate(updated(good, update)) if message in v.message and v.path == path]
    assert found, format_all(validate(good))
    assert {v.quote for v in found} == {sentence}
    # nothing leads from a situation without a claim to its article
    assert {v.article for v in found} <= ({TITLE} if sentence else {TITLE, "Another", ""})


def format_all(violations: tuple[Violation, ...]) -> str:
    return "\n".join(map(format_violation, violations))


@pytest.mark.parametrize(("when", "until", "earliest", "latest", "messages"), DATES)
@pytest.mark.filterwarnings("ignore")
def test_dates_are_of_the_calendar_and_agree_with_their_bounds(
    good: Graph,
    caplog: pytest.LogCaptureFixture,
    when: tuple[str, str] | None,
    until: tuple[str, str] | None,
    earliest: str | None,
    latest: str | None,
    messages: list[str],
) -> None:
    """The bounds of a date are its first and last day, and no date is outside the calendar."""
    caplog.set_level(logging.CRITICAL)  # rdflib logs every literal that its datatype does not allow
    written = [
        f'defco:{name} "{date[0]}"^^xsd:{date[1]}' for name, date in (("when", when), ("until", until)) if date
    ] + [
        f'sem:{name} "{day}"^^xsd:date'
        for name, day in (("hasEarliestBeginTimeStamp", earliest), ("hasLatestEndTimeStamp", latest))
        if day
    ]
    good.parse(data=f"{PREFIX} id:sale {' ; '.join(written)} ; defco:timeBasis defco:stated .", format="turtle")
    found = validate(good)
    assert bool(found) == bool(messages), format_all(found)
    for message in messages:
        assert any(message in v.message for v in found), format_all(found)
    assert all((v.article, v.quote) == (TITLE, SALE) for v in found)


def test_a_date_needs_its_basis(good: Graph) -> None:
    """A date says how it was come by."""
    (found,) = validate(updated(good, "DELETE WHERE { id:signing defco:timeBasis ?basis }"))
    assert (found.path, found.quote) == ("defco:timeBasis", SIGNING)


def test_every_rule_has_a_bad_graph() -> None:
    """The tables break every property and every SPARQL rule of the shapes."""
    shapes = Graph().parse(folder("ontology") / "shapes.ttl")
    rules = {str(message) for message in shapes.objects(None, SH.message)}
    broken = [str(row.values[3]) for row in BROKEN] + [str(m) for row in DATES for m in row.values[4]]
    broken += ["exactly one basis", "at most one last date"]  # each has a test of its own below
    broken = [part.replace("defco:Signature", "{?type}").replace("defco:Visit", "{?type}") for part in broken]
    assert len(rules) > 70
    assert sorted(rule for rule in rules if not any(part in rule for part in broken)) == []


def test_two_last_dates_are_one_too_many(good: Graph) -> None:
    """A range ends once."""
    found = validate(updated(good, 'INSERT DATA { id:signing defco:until "2024"^^xsd:gYear , "2025"^^xsd:gYear }'))
    assert "a situation has at most one last date" in {v.message for v in found}


def test_quotes_are_checked_only_against_a_stored_text(good: Graph) -> None:
    """Without the article's text in the graph, a quote of the right length passes."""
    good.remove((None, DEFCO.storedText, None))
    words = next(good.objects(URIRef("https://w3id.org/defco/id/q3"), OA.hasSelector))
    assert words
    assert validate(good) == ()


def test_offsets_count_code_points(good: Graph) -> None:
    """The dash and the euro sign of the text count as one each, and so does a character outside the basic plane."""
    flag = "𝔼stonia buys boats"
    title = URIRef("https://w3id.org/defco/id/q1-words")
    good.set((title, OA.exact, Literal(flag)))
    good.set((URIRef("https://w3id.org/defco/id/q1-position"), OA.end, Literal(len(flag))))
    good.set((URIRef("https://w3id.org/defco/id/article"), DEFCO.storedText, Literal(flag + TEXT[len(flag) :])))
    assert validate(good) == ()


def test_a_dataset_is_the_union_of_its_graphs(good: Graph) -> None:
    """Statements of one article may lie in several named graphs."""
    dataset = Dataset()
    for i, triple in enumerate(sorted(good)):
        dataset.graph(URIRef(f"https://example.org/{i % 3}")).add(triple)
    assert validate(dataset) == ()


def test_the_graph_is_left_as_it_is(good: Graph) -> None:
    """Validation adds nothing to the graph it is given."""
    before = set(good)
    validate(good)
    assert set(good) == before


def test_the_order_is_the_same_whatever_the_order_of_the_triples(good: Graph) -> None:
    """The same violations come in the same order, blank nodes included."""
    updated(good, "INSERT DATA { id:sale a defco:ArmsTransfer ; defco:party [ a defco:Place ] . id:x a defco:Claim }")
    backwards = Graph()
    for triple in sorted(good, reverse=True):
        backwards.add(triple)
    found = validate(good)
    assert len(found) > 8
    assert validate(backwards) == found == tuple(sorted(found))


def test_a_violation_is_one_line(good: Graph) -> None:
    """The line names the article, the sentence, the node, the property, the rule and the value."""
    (found,) = validate(updated(good, "INSERT DATA { id:sale defco:item id:latvia }"))
    assert format_violation(found) == (
        f"{TITLE}: “{SALE}”: <https://w3id.org/defco/id/sale> defco:item: an item is equipment, "
        "an armed force, unnamed personnel or a company "
        "(it has https://w3id.org/defco/id/latvia)"
    )


def test_a_long_quote_is_cut_and_newlines_are_taken_out() -> None:
    """A violation stays on one line."""
    violation = Violation("", "word\n" * 100, "_:blank", "", "", "is wrong", "Violation")
    line = format_violation(violation)
    assert line.startswith("no article: “word word")
    assert line.endswith("…”: _:blank: is wrong")
    assert "\n" not in line


def test_an_empty_graph_conforms() -> None:
    """Nothing said is nothing wrong."""
    assert validate(Graph()) == ()


def test_other_shapes_can_be_given(good: Graph, tmp_path: Path) -> None:
    """A user's own shapes take the place of the package's."""
    own = tmp_path / "own.ttl"
    own.write_text(
        f"@prefix sh: <{SH}> . <x:s> a sh:NodeShape ; sh:targetClass <{DEFCO.Place}> ; sh:severity sh:Warning ;"
        f' sh:property [ sh:path <{RDF.type}> ; sh:maxCount 0 ; sh:severity sh:Warning ; sh:message "no places" ] .'
    )
    assert [(v.message, v.severity, v.quote) for v in validate(good, shapes=own)] == [("no places", "Warning", SIGNING)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param("this is no turtle", "is no Turtle", id="not-turtle"),
    ],
)
def test_broken_shapes_are_told_in_one_line(good: Graph, tmp_path: Path, content: str | None, reason: str) -> None:
    """A missing or malformed file of shapes is an error that names the file."""
    path = tmp_path / "shapes.ttl"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ResourceError, match=reason) as raised:
        validate(good, shapes=path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)

"""What the graph says of situations, claims, entities, links, articles and runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import BNode, Graph, Literal, URIRef

from kg.errors import ArticleError, KgError, ParameterError
from kg.mapping import Run, statements, to_dataset, to_graph
from kg.model import (
    Amount,
    ArticleClaims,
    Certainty,
    Entity,
    EntityKind,
    Evidence,
    Link,
    Polarity,
    Refusal,
    Situation,
    Temporality,
    Time,
    TimeBasis,
)
from kg.vocabulary import DCTERMS, DEFCO, OA, PROV, RDF, RDFS, SDO, SEM, SKOS, WD, XSD
from tests.mapping import factory
from tests.mapping.factory import CHILE, CLAIMS, ESTONIA, LINKS, RUN, article, claim, claims_of, entity, situation
from tests.mapping.strategies import article_claims
from tests.mapping.strategies import links as any_links

HEADLINE = "Estonia signs fresh logistics pact with Chile"
QUOTES = ("Estonia may sell 14 patrol boats", "the boats would not be sold", "it lapsed in 2016")


def graph_of(*situations: Situation, links: tuple[Link, ...] = ()) -> Graph:
    return to_graph(claims_of(*situations), links, run=RUN)


def one(graph: Graph, type_: URIRef) -> URIRef:
    """The only instance of a class."""
    (node,) = graph.subjects(RDF.type, type_)
    assert isinstance(node, URIRef)
    return node


def reported(claims: ArticleClaims, links: tuple[Link, ...] = ()) -> tuple[Graph, list[str]]:
    found: list[Refusal] = []
    graph = to_graph(claims, links, run=RUN, report=found.append)
    assert all(refusal.source == "t1.txt" for refusal in found)
    return graph, [refusal.reason for refusal in found]


# The guard rule


@pytest.mark.parametrize(
    ("polarity", "certainty", "temporality", "settled"),
    [
        (
            polarity,
            certainty,
            temporality,
            (polarity, certainty) == (Polarity.AFFIRMED, Certainty.CERTAIN) and temporality != Temporality.FUTURE,
        )
        for polarity in Polarity
        for certainty in Certainty
        for temporality in Temporality
    ],
)
def test_only_a_settled_situation_is_typed(
    polarity: Polarity, certainty: Certainty, temporality: Temporality, settled: bool
) -> None:
    """A situation is an instance of its type exactly if a claim is affirmed, certain and not future."""
    graph = graph_of(
        situation("ArmsTransfer", claim(HEADLINE, polarity=polarity, certainty=certainty, temporality=temporality))
    )
    node = one(graph, DEFCO.Situation)
    assert ((node, RDF.type, DEFCO.ArmsTransfer) in graph) is settled
    assert set(graph.objects(node, DEFCO.situationType)) == {DEFCO.ArmsTransfer}


def test_one_settling_claim_is_enough() -> None:
    """A doubt beside a settled claim does not unsettle the situation; both claims are kept."""
    graph = graph_of(situation("Visit", claim(HEADLINE, certainty=Certainty.POSSIBLE), claim(QUOTES[0])))
    assert one(graph, DEFCO.Visit) == one(graph, DEFCO.Situation)
    assert len(set(graph.subjects(DEFCO.about, None))) == 2


def test_a_settling_claim_without_evidence_settles_nothing() -> None:
    """A claim whose quote does not stand in the text is left out before the rule is applied."""
    lost = replace(claim(HEADLINE), evidence=(Evidence(3, 9, "absent"),))
    graph, reasons = reported(claims_of(situation("Visit", lost, claim(QUOTES[0], certainty=Certainty.POSSIBLE))))
    assert set(graph.objects(one(graph, DEFCO.Situation), RDF.type)) == {DEFCO.Situation}
    assert len(reasons) == 2


# Time


@pytest.mark.parametrize(
    ("value", "datatype", "first", "last"),
    [
        pytest.param("2005", XSD.gYear, "2005-01-01", "2005-12-31", id="year"),
        pytest.param("2005-10", XSD.gYearMonth, "2005-10-01", "2005-10-31", id="month"),
        pytest.param("2024-02", XSD.gYearMonth, "2024-02-01", "2024-02-29", id="February of a leap year"),
        pytest.param("1900-02", XSD.gYearMonth, "1900-02-01", "1900-02-28", id="February of a century"),
        pytest.param("2023-08-03", XSD.date, "2023-08-03", "2023-08-03", id="day"),
    ],
)
def test_dates_keep_their_precision(value: str, datatype: URIRef, first: str, last: str) -> None:
    """A date has the type of its precision, and days that bound it."""
    graph = graph_of(situation("Visit", claim(HEADLINE), when=Time(value, TimeBasis.DERIVED)))
    node = one(graph, DEFCO.Visit)
    assert list(graph.objects(node, DEFCO.when)) == [Literal(value, datatype=datatype, normalize=False)]
    assert list(graph.objects(node, SEM.hasEarliestBeginTimeStamp)) == [Literal(first, datatype=XSD.date)]
    assert list(graph.objects(node, SEM.hasLatestEndTimeStamp)) == [Literal(last, datatype=XSD.date)]
    assert list(graph.objects(node, DEFCO.timeBasis)) == [DEFCO.derived]
    assert list(graph.objects(node, DEFCO.until)) == []


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2023-02-30", id="day that February has not"),
        pytest.param("2023-02-29", id="leap day of a common year"),
        pytest.param("2023-13", id="thirteenth month"),
        pytest.param("2023-00", id="month nought"),
        pytest.param("2023-05-00", id="day nought"),
        pytest.param("23-05-01", id="short year"),
        pytest.param("0023", id="year of two digits in disguise"),
        pytest.param("2023-5-1", id="single digits"),
        pytest.param("May 2023", id="words"),
        pytest.param("٢٠٢٣", id="digits of another script"),
        pytest.param("2023\n", id="line end"),
        pytest.param("", id="nothing"),
    ],
)
def test_impossible_dates_are_left_out_and_reported(value: str) -> None:
    """A date that the calendar does not have never reaches the graph; everything else of the situation does."""
    graph, reasons = reported(claims_of(situation("Visit", claim(HEADLINE), when=Time(value), visitor=CHILE)))
    node = one(graph, DEFCO.Visit)
    assert list(graph.objects(node, DEFCO.visitor))
    terms = {DEFCO.when, DEFCO.timeBasis, SEM.hasEarliestBeginTimeStamp, SEM.hasLatestEndTimeStamp}
    assert not terms & set(graph.predicates(node))
    assert len(reasons) == 1
    assert "the date is left out" in reasons[0]


@pytest.mark.parametrize(
    ("end", "until", "last"),
    [
        pytest.param("2023-06-14", "2023-06-14", "2023-06-14", id="day to day"),
        pytest.param("2023-07", "2023-07", "2023-07-31", id="day to month"),
        pytest.param("2023-06-02", None, "2023-06-03", id="ends before it begins"),
        pytest.param("2023-06-31", None, "2023-06-03", id="ends on no day"),
    ],
)
def test_ranges(end: str, until: str | None, last: str) -> None:
    """A range runs to its last day; an impossible end is left out and reported, the beginning stays."""
    graph, reasons = reported(claims_of(situation("Visit", claim(HEADLINE), when=Time("2023-06-03", end=end))))
    node = one(graph, DEFCO.Visit)
    assert [str(o) for o in graph.objects(node, DEFCO.until)] == ([until] if until else [])
    assert [str(o) for o in graph.objects(node, SEM.hasLatestEndTimeStamp)] == [last]
    assert len(reasons) == (until is None)


# Roles and amounts


def test_fillers_of_every_kind() -> None:
    """Entities are IRIs; names and amounts are literals as written."""
    graph = graph_of(
        situation("JointExercise", claim(HEADLINE), participant=(ESTONIA, CHILE), name="Cold Fjord", amount="two")
    )
    node = one(graph, DEFCO.JointExercise)
    labels = {str(graph.value(state, RDFS.label)) for state in graph.objects(node, DEFCO.participant)}
    assert labels == {"Estonia", "Chile"}
    assert list(graph.objects(node, DEFCO.name)) == [Literal("Cold Fjord")]
    assert list(graph.objects(node, DEFCO.amount)) == [Literal("two")]
    assert list(graph.objects(node, DEFCO.hasAmount)) == []


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        pytest.param(Decimal("1.5e9"), "1500000000.0", id="no exponent"),
        pytest.param(Decimal(24), "24.0", id="a point, or Turtle's short form is an integer"),
        pytest.param(Decimal("0.50"), "0.5", id="no trailing noughts"),
        pytest.param(Decimal("-0"), "0.0", id="nought has no sign"),
        pytest.param(Decimal(-12), "-12.0", id="less than nothing"),
        pytest.param(Decimal("0.12345678"), "0.123457", id="six places"),
        pytest.param(Decimal("-1e-30"), "0.0", id="next to nothing"),
        pytest.param(Decimal("1e18"), "1000000000000000000.0", id="very much"),
        pytest.param(Decimal("1e19"), None, id="too much"),
        pytest.param(Decimal("1e999999"), None, id="a million noughts"),
        pytest.param(Decimal("NaN"), None, id="no number"),
        pytest.param(Decimal("Infinity"), None, id="no finite number"),
        pytest.param(None, None, id="not read"),
    ],
)
def test_amounts(value: Decimal | None, lexical: str | None) -> None:
    """What was read out of an amount stands on a node beside the literal, as a decimal that no reader changes."""
    graph = graph_of(situation("MilitaryAid", claim(HEADLINE), amount=Amount("so much", value, "EUR")))
    node = one(graph, DEFCO.Amount)
    assert list(graph.objects(one(graph, DEFCO.MilitaryAid), DEFCO.hasAmount)) == [node]
    assert [str(o) for o in graph.objects(node, DEFCO.amountValue)] == ([lexical] if lexical else [])
    assert list(graph.objects(node, DEFCO.currency)) == [Literal("EUR")]


@pytest.mark.parametrize("words", ["somebody", Amount("somebody")], ids=["name", "amount"])
def test_words_do_not_fill_a_role_for_things(words: str | Amount) -> None:
    """A string in a role that takes a thing is left out and reported."""
    graph, reasons = reported(claims_of(situation("Visit", claim(HEADLINE), visitor=words)))
    assert not list(graph.objects(None, DEFCO.visitor))
    assert reasons == ["“somebody” fills the role visitor, which takes a thing and no words; it is left out"]


@pytest.mark.parametrize(("type_", "role"), [("Wedding", "visitor"), ("Visit", "bride")], ids=["type", "role"])
def test_terms_that_the_ontology_has_not(type_: str, role: str) -> None:
    """A type or role outside the ontology is an error that names it."""
    with pytest.raises(KgError, match=r"the ontology has no term “(Wedding|bride)”"):
        graph_of(situation(type_, claim(HEADLINE), **{role: CHILE}))


def test_two_posts_of_one_title() -> None:
    """“Prime Minister” is one office in each of two states, though the article has one entity for it."""
    graph = to_graph(CLAIMS, run=RUN)
    offices = {
        str(graph.value(holder, RDFS.label)): graph.value(holding, DEFCO.office)
        for holding, holder in graph.subject_objects(DEFCO.holder)
    }
    assert len(set(offices.values())) == len(offices) == 3


# Claims


def test_a_claim_says_all_it_has() -> None:
    """Values, source, relays, evidence, confidence, rule and provenance stand on the claim."""
    said = claim(
        QUOTES[1],
        polarity=Polarity.NEGATED,
        certainty=Certainty.PROBABLE,
        temporality=Temporality.FUTURE,
        by=factory.ADMIRAL,
        via=(factory.BNS,),
        confidence=0.25,
        rule="attribution",
    )
    graph = graph_of(situation("ArmsTransfer", said))
    node = one(graph, DEFCO.Claim)
    values = {p: o for p, o in graph.predicate_objects(node) if p != RDF.type}
    assert values[DEFCO.about] == one(graph, DEFCO.Situation)
    assert (values[DEFCO.polarity], values[DEFCO.certainty]) == (DEFCO.negated, DEFCO.probable)
    assert values[DEFCO.temporality] == DEFCO.future
    assert values[DEFCO.assertedBy] == one(graph, DEFCO.UnnamedActor)
    assert (values[DEFCO.relayedBy], RDFS.label, Literal("BNS")) in graph
    assert values[DEFCO.extractionConfidence] == Literal(Decimal("0.25"))
    assert values[DEFCO.rule] == Literal("attribution")
    assert values[PROV.wasDerivedFrom] == one(graph, DEFCO.Article)
    assert values[PROV.wasGeneratedBy] == one(graph, DEFCO.ExtractionRun)
    assert values[DEFCO.evidence] == one(graph, OA.SpecificResource)


def test_evidence_stands_in_the_text() -> None:
    """Every quote in the graph is the text between its offsets, with the paragraph's own words on either side."""
    graph = to_graph(CLAIMS, LINKS, run=RUN)
    places = set(graph.subjects(RDF.type, OA.SpecificResource))
    assert len(places) == 15
    for place in places:
        position, words = sorted(graph.objects(place, OA.hasSelector), key=str)
        start, end = (int(str(graph.value(position, p))) for p in (OA.start, OA.end))
        before, exact, after = (str(graph.value(words, p) or "") for p in (OA.prefix, OA.exact, OA.suffix))
        assert factory.TEXT[start:end] == exact
        assert factory.TEXT[start - len(before) : end + len(after)] == before + exact + after
        assert "\n" not in before + after


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        pytest.param(1, 8, "Estonia", id="shifted by one"),
        pytest.param(0, 0, "", id="empty"),
        pytest.param(-7, -1, "Fjord", id="counted from the end"),
        pytest.param(0, 10**6, factory.TEXT, id="beyond the end"),
        pytest.param(7, 0, "", id="backwards"),
    ],
)
def test_a_quote_that_is_none_is_left_out(start: int, end: int, exact: str) -> None:
    """Evidence is written only if the text between its offsets is the quote; a situation without any is left out."""
    wrong = replace(claim(HEADLINE), evidence=(Evidence(start, end, exact),))
    graph, reasons = reported(claims_of(situation("Visit", wrong)))
    assert not list(graph.subjects(RDF.type, OA.SpecificResource))
    assert not list(graph.subjects(RDF.type, DEFCO.Situation))
    assert len(reasons) == 2


def test_context_is_cut_between_words() -> None:
    """A long paragraph gives some whole words around a quote, not all of it."""
    text = "Title\n" + "lorem " * 100 + "Chile left. " + "ipsum " * 100
    quoted = situation("Visit", claim("Chile left.", text=text))
    graph = to_graph(claims_of(quoted, text=text), run=RUN)
    words = one(graph, OA.TextQuoteSelector)
    before, after = str(graph.value(words, OA.prefix)), str(graph.value(words, OA.suffix))
    assert set(before.split(" ")) == {"lorem", ""}
    assert set(after.split(" ")) == {"ipsum", ""}
    assert max(len(before), len(after)) <= 160


SIGNED: dict[str, Any] = {}
UNSIGNED = {"polarity": Polarity.NEGATED}
MAY = {"certainty": Certainty.POSSIBLE}
ASKED = {"polarity": Polarity.UNDETERMINED}
WILL = {"temporality": Temporality.FUTURE}
ONGOING = {"temporality": Temporality.ONGOING}


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(SIGNED, UNSIGNED, True, id="signed, not signed"),
        pytest.param(WILL, UNSIGNED | WILL, True, id="will sell, will not sell"),
        pytest.param(MAY | WILL, UNSIGNED | WILL, True, id="may sell, will not sell"),
        pytest.param(SIGNED, UNSIGNED | WILL, True, id="sold, will not be sold"),
        pytest.param(WILL, UNSIGNED | ONGOING, True, id="will sell, is not selling"),
        pytest.param(SIGNED, ASKED, True, id="signed, open whether signed"),
        pytest.param(SIGNED, MAY, True, id="signed, may have been signed"),
        pytest.param(WILL, UNSIGNED, False, id="not signed yet, will be signed"),
        pytest.param(SIGNED, MAY | WILL, False, id="sold, may be sold again"),
        pytest.param(SIGNED, WILL, False, id="both affirmed"),
        pytest.param(MAY, ASKED, False, id="two doubts"),
        pytest.param(UNSIGNED, ASKED, False, id="not signed, open whether signed"),
        pytest.param(UNSIGNED, UNSIGNED, False, id="both negated"),
    ],
)
def test_contradictions(first: dict[str, Any], second: dict[str, Any], expected: bool) -> None:
    """Two claims contradict each other, in both directions, if one denies or withholds what the other asserts."""
    graph = graph_of(situation("Signature", claim(QUOTES[0], **first), claim(QUOTES[1], **second)))
    found = set(graph.subject_objects(DEFCO.contradicts))
    assert len(set(graph.subjects(RDF.type, DEFCO.Claim))) == 2
    assert len(found) == (2 if expected else 0)
    assert found == {(o, s) for s, o in found}


def test_claims_on_different_situations_do_not_contradict() -> None:
    """That one visit took place and another did not is no contradiction."""
    graph = graph_of(
        situation("Visit", claim(QUOTES[0])), situation("Visit", claim(QUOTES[1], polarity=Polarity.NEGATED))
    )
    assert not list(graph.subject_objects(DEFCO.contradicts))


@pytest.mark.parametrize(
    ("first", "second", "via", "certainty", "expected"),
    [
        pytest.param(factory.BNS, factory.WIRE, (), Certainty.CERTAIN, True, id="two agencies"),
        pytest.param(factory.BNS, factory.BNS, (), Certainty.CERTAIN, False, id="one agency twice"),
        pytest.param(None, factory.WIRE, (), Certainty.CERTAIN, False, id="the article sums up what its source says"),
        pytest.param(factory.BNS, factory.WIRE, (factory.BNS,), Certainty.CERTAIN, False, id="one relays the other"),
        pytest.param(factory.BNS, factory.WIRE, (), Certainty.POSSIBLE, False, id="one is less sure"),
    ],
)
def test_corroboration(
    first: Entity | None, second: Entity, via: tuple[Entity, ...], certainty: Certainty, expected: bool
) -> None:
    """Two named sources corroborate each other, in both directions, if they say the same independently."""
    graph = graph_of(
        situation("Visit", claim(QUOTES[0], by=first), claim(QUOTES[1], by=second, via=via, certainty=certainty))
    )
    found = set(graph.subject_objects(DEFCO.corroborates))
    assert len(found) == (2 if expected else 0)
    assert found == {(o, s) for s, o in found}


def test_two_readings_of_one_claim_are_one() -> None:
    """Where two rules read the same claim from the same quote, the more trusted reading is written."""
    graph = graph_of(
        situation("Visit", claim(HEADLINE, rule="a", confidence=0.4), claim(HEADLINE, rule="b", confidence=0.8))
    )
    assert [str(o) for o in graph.objects(one(graph, DEFCO.Claim), DEFCO.rule)] == ["b"]


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), float("inf")])
def test_confidence_is_a_share(confidence: float) -> None:
    """A confidence outside 0 to 1 is left out and reported; the claim stays."""
    graph, reasons = reported(claims_of(situation("Visit", claim(HEADLINE, confidence=confidence))))
    assert not list(graph.objects(one(graph, DEFCO.Claim), DEFCO.extractionConfidence))
    assert reasons == [f"{confidence} is no confidence between 0 and 1; it is left out"]


def test_situations_that_nothing_tells_apart_are_one() -> None:
    """Two values with the same type, roles, time and quotes are one situation with the claims of both."""
    graph = graph_of(
        situation("Visit", claim(HEADLINE), key="1"),
        situation("Visit", claim(HEADLINE, polarity=Polarity.NEGATED), key="2"),
    )
    assert len(set(graph.objects(None, DEFCO.about))) == 1
    assert len(set(graph.subject_objects(DEFCO.contradicts))) == 2


# Entities, agreements, links


def test_names_and_country() -> None:
    """Name, other names, short form and country of an entity; every country is a state with a name."""
    body = entity(
        "Ministry", EntityKind.GOVERNMENT_BODY, country="Peru", abbreviation="MoD", aliases=("the ministry", "Ministry")
    )
    graph = to_graph(claims_of(entities=(body,)), run=RUN)
    node = one(graph, DEFCO.GovernmentBody)
    assert {str(o) for o in graph.objects(node, RDFS.label)} == {"Ministry"}
    assert {str(o) for o in graph.objects(node, SKOS.altLabel)} == {"the ministry", "MoD"}
    assert {str(o) for o in graph.objects(node, DEFCO.abbreviation)} == {"MoD"}
    state = one(graph, DEFCO.State)
    assert list(graph.objects(node, DEFCO.country)) == [state]
    assert list(graph.objects(state, RDFS.label)) == [Literal("Peru")]
    assert (one(graph, DEFCO.Article), SDO.mentions, node) in graph


def test_every_filler_and_source_is_described() -> None:
    """What a situation or claim points to has a class and a label, listed among the entities or not."""
    graph = to_graph(replace(CLAIMS, entities=()), run=RUN)
    roles = [DEFCO.participant, DEFCO.party, DEFCO.supplier, DEFCO.item, DEFCO.concernsAgreement, DEFCO.assertedBy]
    roles += [DEFCO.relayedBy, DEFCO.office, DEFCO.organization, DEFCO.instantiates, DEFCO.renews, DEFCO.signatory]
    targets = {o for role in roles for o in graph.objects(None, role)}
    assert len(targets) > 10
    assert all(graph.value(node, RDFS.label) and graph.value(node, RDF.type) for node in targets)


def test_two_agreements_on_one_model() -> None:
    """The old and the new agreement are two nodes on one model, the new one renewing the old."""
    graph = to_graph(CLAIMS, run=RUN)
    (new, old), *others = graph.subject_objects(DEFCO.renews)
    assert not others
    assert (
        graph.value(new, DEFCO.instantiates) == graph.value(old, DEFCO.instantiates) == one(graph, DEFCO.AgreementModel)
    )
    assert str(graph.value(old, DEFCO.duration)) == "P12Y"
    assert graph.value(new, DEFCO.area) == DEFCO.areaLogistics
    assert graph.value(new, DEFCO.kind) == DEFCO.kindSector


@pytest.mark.parametrize(
    ("type_", "certainty", "signed"),
    [
        pytest.param("Signature", Certainty.CERTAIN, True, id="signed"),
        pytest.param("Signature", Certainty.POSSIBLE, False, id="perhaps signed"),
        pytest.param("Negotiation", Certainty.CERTAIN, False, id="talked about"),
    ],
)
def test_signatories_come_from_a_settled_signature(type_: str, certainty: Certainty, signed: bool) -> None:
    """The parties of an agreement are its signatories only once a signature is settled."""
    graph = graph_of(situation(type_, claim(HEADLINE, certainty=certainty), concernsAgreement=factory.OLD_PACT))
    assert len(set(graph.objects(one(graph, DEFCO.Agreement), DEFCO.signatory))) == (2 if signed else 0)


def test_a_model_has_no_signatories() -> None:
    """Whoever signs on a model, the model is signed by nobody."""
    graph = graph_of(situation("Signature", claim(HEADLINE), party=CHILE, concernsAgreement=factory.MODEL))
    assert list(graph.objects(None, DEFCO.concernsAgreement)) == [one(graph, DEFCO.AgreementModel)]
    assert not list(graph.subject_objects(DEFCO.signatory))


def test_parties_of_the_signature_come_first() -> None:
    """Where the signature names its parties, they and no others have signed."""
    graph = graph_of(situation("Signature", claim(HEADLINE), party=CHILE, concernsAgreement=factory.OLD_PACT))
    (signatory,) = graph.objects(one(graph, DEFCO.Agreement), DEFCO.signatory)
    assert (signatory, RDFS.label, Literal("Chile")) in graph


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"renews": "Agreement:9"}, "no entity of the article", id="renews what is not there"),
        pytest.param({"duration": "12 years"}, "is not a duration", id="duration in words"),
        pytest.param({"duration": "P"}, "is not a duration", id="empty duration"),
        pytest.param({"duration": "P1YT"}, "is not a duration", id="empty time"),
    ],
)
def test_what_cannot_be_said_of_an_agreement(change: dict[str, str], reason: str) -> None:
    """An impossible duration or renewal is left out and reported."""
    graph, reasons = reported(claims_of(entities=(replace(factory.OLD_PACT, **change),)))  # type: ignore[arg-type]
    assert not {DEFCO.renews, DEFCO.duration} & set(graph.predicates()) - (
        {DEFCO.duration} if "renews" in change else set()
    )
    assert len(reasons) == 1
    assert reason in reasons[0]


def test_links() -> None:
    """A decision has its confidence and method; an item stands as exact match, its absence with the reason."""
    graph = to_graph(CLAIMS, LINKS, run=RUN)
    decided = {graph.value(node, DEFCO.linkFor): node for node in graph.subjects(RDF.type, DEFCO.LinkingDecision)}
    assert len(decided) == 4
    (agency,) = graph.subjects(SKOS.exactMatch, WD.Q1024063)
    assert graph.value(decided[agency], DEFCO.linkTarget) == WD.Q1024063
    assert graph.value(decided[agency], DEFCO.linkConfidence) == Literal(Decimal("0.875"))
    assert graph.value(decided[agency], DEFCO.linkMethod) == Literal("gazetteer:context")
    (person,) = graph.subjects(RDFS.label, Literal("Rosa Vidal"))
    assert graph.value(person, SKOS.exactMatch) is None
    assert graph.value(decided[person], DEFCO.linkReason) == DEFCO.noCandidate


def test_better_linking_changes_no_identity() -> None:
    """A graph linked otherwise differs in linking decisions and exact matches alone."""
    plain = set(to_graph(CLAIMS, run=RUN))
    linked = set(to_graph(CLAIMS, (*LINKS, Link("Person:Mart Kask", "Q1", 0.5, "wikidata")), run=RUN))
    decisions = {s for s, p, o in plain ^ linked if (p, o) == (RDF.type, DEFCO.LinkingDecision)}
    assert all(s in decisions or p == SKOS.exactMatch for s, p, o in plain ^ linked)
    assert len(decisions) == 3


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        pytest.param(Link("Person:Nobody", "Q1", 0.5, "m"), "no entity of the article", id="unknown entity"),
        pytest.param(Link(CHILE.key, "298", 0.5, "m"), "not the number of a Wikidata item", id="no item"),
        pytest.param(Link(CHILE.key, "Q298>", 0.5, "m"), "not the number of a Wikidata item", id="would break the IRI"),
    ],
)
def test_links_that_cannot_be(link: Link, reason: str) -> None:
    """A link of no entity or to no item is left out and reported."""
    graph, reasons = reported(claims_of(entities=(replace(CHILE, qid=None),)), (link,))
    assert not list(graph.subject_objects(SKOS.exactMatch))
    assert len(reasons) == 1
    assert reason in reasons[0]


# Article and run


def test_the_text_is_kept_only_if_asked_for() -> None:
    """By default the graph quotes the article; with keep_text it holds it, code point by code point."""
    without, with_text = to_graph(CLAIMS, run=RUN), to_graph(CLAIMS, run=RUN, keep_text=True)
    assert not list(without.objects(None, DEFCO.storedText))
    assert [str(o) for o in with_text.objects(None, DEFCO.storedText)] == [factory.TEXT]
    assert len(with_text) == len(without) + 1


@pytest.mark.parametrize(
    ("change", "absent", "reason"),
    [
        pytest.param({"date": "2023-02-31"}, DCTERMS.issued, "the article is left without a date", id="date"),
        pytest.param({"url": "on paper"}, SDO.url, "is not a web address", id="address"),
    ],
)
def test_what_cannot_be_said_of_an_article(change: dict[str, str], absent: URIRef, reason: str) -> None:
    """An impossible date or address of an article is left out and reported."""
    graph, reasons = reported(replace(CLAIMS, article=article(**change)))
    assert not list(graph.objects(None, absent))
    assert len(reasons) == 1
    assert reason in reasons[0]


def test_an_article_may_lack_everything() -> None:
    """Without title, date, publisher and address an article still has its identifier and content hash."""
    bare = article("\n", date=None, publisher=None)
    graph = to_graph(ArticleClaims(bare, (), ()), run=RUN)
    node = one(graph, DEFCO.Article)
    assert set(graph.predicates(node)) == {RDF.type, DCTERMS.identifier, DEFCO.contentHash}


@pytest.mark.parametrize(
    "change",
    [
        {"version": "2"},
        {"pipeline": "other"},
        {"pipeline_version": "2"},
        {"options": (("link", "wikidata"),)},
        {"program": "other"},
        {"started": datetime(2024, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_run_is_all_that_it_ran_with(change: dict[str, object]) -> None:
    """Any difference in program, pipeline or options makes another run; the same makes the same."""
    other = replace(RUN, **change)  # type: ignore[arg-type]
    first, second = (one(to_graph(CLAIMS, run=run), DEFCO.ExtractionRun) for run in (RUN, other))
    assert first != second
    assert second == one(to_graph(CLAIMS, run=replace(RUN, **change)), DEFCO.ExtractionRun)  # type: ignore[arg-type]


def test_options_have_no_order() -> None:
    """The same options in another order are the same run."""
    one_way, other = (("a", "1"), ("b", "2")), (("b", "2"), ("a", "1"))
    graphs = [set(to_graph(CLAIMS, run=replace(RUN, options=options))) for options in (one_way, other)]
    assert graphs[0] == graphs[1]


def test_time_stands_only_where_given() -> None:
    """No clock is read: the start of a run is in the graph only if it was given."""
    assert not list(to_graph(CLAIMS, run=RUN).objects(None, PROV.startedAtTime))
    timed = to_graph(CLAIMS, run=Run("1", "p", "1", started=datetime(2024, 1, 1, 12, tzinfo=UTC)))
    assert [str(o) for o in timed.objects(None, PROV.startedAtTime)] == ["2024-01-01T12:00:00+00:00"]


def test_datasets_hold_one_graph_per_article() -> None:
    """Every article has its own named graph, with exactly the statements of its graph alone."""
    other = factory.another_article()
    dataset = to_dataset([(CLAIMS, LINKS), (other, ())], run=RUN)
    graphs = {graph.identifier: set(graph) for graph in dataset.graphs() if len(graph)}
    singles = [to_graph(CLAIMS, LINKS, run=RUN), to_graph(other, run=RUN)]
    assert graphs == {graph.identifier: set(graph) for graph in singles}


def test_articles_share_their_actors() -> None:
    """A state and a force named in two articles are one node, whatever else the articles differ in."""
    first, second = to_graph(CLAIMS, run=RUN), to_graph(factory.another_article(), run=RUN)
    for type_ in (DEFCO.State, DEFCO.ArmedForce):
        assert set(second.subjects(RDF.type, type_)) <= set(first.subjects(RDF.type, type_))


# Any input


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(replace(CLAIMS, article=article("T\n\ud800")), id="text"),
        pytest.param(replace(CLAIMS, article=article(publisher="\udfff")), id="publisher"),
        pytest.param(replace(CLAIMS, entities=(entity("\ud83d", EntityKind.PERSON),)), id="name"),
    ],
)
def test_half_characters_are_refused(broken: ArticleClaims) -> None:
    """Half of a surrogate pair, which no syntax carries, is refused with the file and the mend."""
    with pytest.raises(ArticleError, match=r"^t1\.txt: .*surrogate U\+D.*; save the file as UTF-8 again$"):
        to_graph(broken, run=RUN)


def test_a_broken_base_is_refused() -> None:
    """A base that is no IRI is refused before anything is mapped."""
    with pytest.raises(ParameterError):
        to_graph(CLAIMS, run=RUN, base="here")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(article_claims(), any_links())
def test_anything_maps(claims: ArticleClaims, links: tuple[Link, ...]) -> None:
    """Any claims map, without blank nodes, each statement once, the same the second time."""
    found = statements(claims, links, run=RUN)
    assert found == statements(claims, links, run=RUN)
    assert len(found) == len(set(found))
    graph = to_graph(claims, links, run=RUN)
    assert len(graph) == len(found)
    assert not any(isinstance(node, BNode) for triple in graph for node in triple)
    for s, p, _ in graph.triples((None, DEFCO.about, None)):
        assert len(list(graph.objects(s, p))) == 1
        assert list(graph.objects(s, DEFCO.evidence))

"""The terms of the graph: closed namespaces of ``ontology/*.ttl``, the prefix map and the base of the data IRIs.

A misspelt term is an AttributeError here instead of a triple that no query finds. How the terms are put together (the
modelling decisions) is told in ``ontology/README.md``; in short:

- A situation is always ``a defco:Situation`` and always carries ``defco:situationType C``. Only a settled one (some
  claim on it is affirmed, certain and not future) is ``a C`` as well. Only the most specific class is written.
- ``defco:amount`` is the literal as the text writes it. What was read out of it stands on an IRI node:
  ``defco:hasAmount`` -> ``defco:Amount`` with ``rdfs:label`` (the same text), ``defco:amountValue`` (xsd:decimal) and
  ``defco:currency`` (ISO 4217); so two amounts of one situation keep their currencies apart without blank nodes.
- A linking decision is a node per article and entity: ``defco:LinkingDecision`` with ``defco:linkFor`` (the entity),
  ``defco:linkTarget`` (the Wikidata item) or ``defco:linkReason`` (why none), ``defco:linkConfidence`` (xsd:decimal),
  ``defco:linkMethod``, ``prov:wasDerivedFrom`` (the article). ``skos:exactMatch`` on the entity repeats the target.
- Two nodes for one actor stay two nodes: ``defco:variantOf`` leads from the variant to the one to count, and a
  ``defco:IdentityDecision`` (``defco:identityFor``, ``defco:identityTarget``, ``defco:identityConfidence``,
  ``defco:identityMethod``) says why, all in a graph of their own.
- A claim is ``prov:wasDerivedFrom`` its article and ``prov:wasGeneratedBy`` its run. Evidence is an
  ``oa:SpecificResource`` with ``oa:hasSource`` (the article) and two ``oa:hasSelector`` (position, quote), all IRIs.
- An article has ``dcterms:identifier``, ``dcterms:title``, ``dcterms:issued`` (typed with its precision),
  ``dcterms:publisher`` (a ``defco:NewsSource``), ``schema:url``, ``defco:contentHash`` and, only where the text may be
  passed on, ``defco:storedText``, the exact text that all offsets count in.
- Concepts of the closed lists are IRIs whose local name is the value: ``defco:affirmed``, ``defco:certain`` ...
"""
# ruff: noqa: N815 - the attributes are local names of IRIs

from typing import Final

from rdflib import URIRef
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, VANN, XSD, DefinedNamespace, Namespace

__all__ = [
    "DATA_BASE",
    "DCTERMS",
    "DEFCO",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SDO",
    "SEM",
    "SH",
    "SKOS",
    "VANN",
    "WD",
    "WDT",
    "XSD",
]


class DEFCO(DefinedNamespace):
    """Every term of ``ontology/defence-cooperation.ttl`` and every concept of ``ontology/schemes.ttl``."""

    _NS = Namespace("https://w3id.org/defco/ontology#")
    _fail = True

    # Actors
    Actor: URIRef
    State: URIRef
    Organization: URIRef
    GovernmentBody: URIRef
    ArmedForce: URIRef
    InternationalOrganization: URIRef
    NewsSource: URIRef
    Company: URIRef
    ArmedGroup: URIRef
    Person: URIRef
    UnnamedActor: URIRef
    Office: URIRef

    # Things and instruments
    Place: URIRef
    Equipment: URIRef
    Proposal: URIRef
    Article: URIRef
    Agreement: URIRef
    AgreementModel: URIRef
    Amount: URIRef

    # Situations
    Situation: URIRef
    Event: URIRef
    Condition: URIRef
    AgreementEvent: URIRef
    Negotiation: URIRef
    DomesticApproval: URIRef
    Signature: URIRef
    ConsentToBeBound: URIRef
    EntryIntoForce: URIRef
    Renewal: URIRef
    Amendment: URIRef
    Expiry: URIRef
    Suspension: URIRef
    Termination: URIRef
    Consultation: URIRef
    Visit: URIRef
    CooperationActivity: URIRef
    JointExercise: URIRef
    Training: URIRef
    JointOperation: URIRef
    Deployment: URIRef
    ArmsTransfer: URIRef
    MilitaryAid: URIRef
    BasingOrAccess: URIRef
    InformationSharing: URIRef
    JointDevelopment: URIRef
    Announcement: URIRef
    Incident: URIRef
    OfficeHolding: URIRef

    # Claims and their making
    Claim: URIRef
    ExtractionRun: URIRef
    LinkingDecision: URIRef
    IdentityDecision: URIRef
    BilateralCooperation: URIRef

    # Roles of situations
    participant: URIRef
    party: URIRef
    decidedBy: URIRef
    signedBy: URIRef
    supplier: URIRef
    recipient: URIRef
    provider: URIRef
    host: URIRef
    visitor: URIRef
    speaker: URIRef
    agent: URIRef
    target: URIRef
    holder: URIRef
    office: URIRef
    organization: URIRef
    item: URIRef
    amount: URIRef
    hasAmount: URIRef
    concerns: URIRef
    concernsAgreement: URIRef
    inPlace: URIRef
    name: URIRef
    situationType: URIRef
    when: URIRef
    until: URIRef
    timeBasis: URIRef
    partOf: URIRef

    # Amounts
    amountValue: URIRef
    currency: URIRef

    # Agreements and entities
    signatory: URIRef
    instantiates: URIRef
    renews: URIRef
    duration: URIRef
    kind: URIRef
    area: URIRef
    abbreviation: URIRef
    country: URIRef

    # Claims
    about: URIRef
    polarity: URIRef
    certainty: URIRef
    temporality: URIRef
    assertedBy: URIRef
    relayedBy: URIRef
    evidence: URIRef
    extractionConfidence: URIRef
    rule: URIRef
    contradicts: URIRef
    corroborates: URIRef
    supersedes: URIRef

    # Linking decisions
    linkFor: URIRef
    linkTarget: URIRef
    linkConfidence: URIRef
    linkMethod: URIRef
    linkReason: URIRef

    # Identity across articles
    variantOf: URIRef
    identityFor: URIRef
    identityTarget: URIRef
    identityConfidence: URIRef
    identityMethod: URIRef

    # Bilateral cooperation, inferred
    between: URIRef
    situationCount: URIRef
    contestedCount: URIRef

    # Articles and runs
    contentHash: URIRef
    storedText: URIRef
    program: URIRef
    programVersion: URIRef
    pipelineName: URIRef
    pipelineVersion: URIRef

    # Concept schemes
    PolarityScheme: URIRef
    CertaintyScheme: URIRef
    TemporalityScheme: URIRef
    TimeBasisScheme: URIRef
    AgreementKindScheme: URIRef
    AgreementAreaScheme: URIRef
    LinkReasonScheme: URIRef

    # Concepts: polarity, certainty, temporality, time basis, reasons for no link
    affirmed: URIRef
    negated: URIRef
    undetermined: URIRef
    certain: URIRef
    probable: URIRef
    possible: URIRef
    unspecified: URIRef
    past: URIRef
    ongoing: URIRef
    future: URIRef
    habitual: URIRef
    stated: URIRef
    resolvedFromPublication: URIRef
    derived: URIRef
    noCandidate: URIRef
    ambiguous: URIRef
    wrongKind: URIRef

    # Concepts: kinds of agreement
    kindGeneral: URIRef
    kindSector: URIRef
    kindMutualDefence: URIRef
    kindNonAggression: URIRef
    kindNeutrality: URIRef
    kindConsultation: URIRef

    # Concepts: areas of agreement
    areaPolicyConsultation: URIRef
    areaExercises: URIRef
    areaTraining: URIRef
    areaPeacekeeping: URIRef
    areaResearchAndDevelopment: URIRef
    areaDefenceIndustry: URIRef
    areaEquipment: URIRef
    areaInformationSecurity: URIRef
    areaCommunicationsSecurity: URIRef
    areaIntelligence: URIRef
    areaBasing: URIRef
    areaStatusOfForces: URIRef
    areaLogistics: URIRef
    areaMaritimeSecurity: URIRef
    areaAirAndMissileDefence: URIRef
    areaCyberDefence: URIRef
    areaSpace: URIRef
    areaCounterterrorism: URIRef
    areaNuclear: URIRef


class SEM(DefinedNamespace):
    """The terms used of the Simple Event Model (van Hage et al. 2011)."""

    _NS = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
    _fail = True

    Actor: URIRef
    Event: URIRef
    Place: URIRef
    hasActor: URIRef
    hasPlace: URIRef
    hasEarliestBeginTimeStamp: URIRef
    hasLatestEndTimeStamp: URIRef


class OA(DefinedNamespace):
    """The terms used of the Web Annotation Vocabulary (W3C 2017)."""

    _NS = Namespace("http://www.w3.org/ns/oa#")
    _fail = True

    SpecificResource: URIRef
    TextPositionSelector: URIRef
    TextQuoteSelector: URIRef
    hasSelector: URIRef
    hasSource: URIRef
    start: URIRef
    end: URIRef
    exact: URIRef
    prefix: URIRef
    suffix: URIRef


WD: Final = Namespace("http://www.wikidata.org/entity/")
WDT: Final = Namespace("http://www.wikidata.org/prop/direct/")

#: Base of the data IRIs unless another is asked for.
DATA_BASE: Final = "https://w3id.org/defco/id/"

#: Prefix -> namespace IRI, in the order in which a Turtle file declares them.
PREFIXES: Final[dict[str, str]] = {
    "defco": str(DEFCO),
    "dcterms": str(DCTERMS),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "sem": str(SEM),
    "sh": str(SH),
    "skos": str(SKOS),
    "vann": str(VANN),
    "wd": str(WD),
    "wdt": str(WDT),
    "xsd": str(XSD),
}

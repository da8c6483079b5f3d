"""The files of the ontology: complete, sane, and harmless under RDFS."""

import csv
import re
from pathlib import Path

import pytest
from rdflib import ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.resources import folder
from kg.vocabulary import DEFCO, OA, SEM
from tests.ontology.term_table import with_tables

ONTOLOGY = URIRef("https://w3id.org/defco/ontology")
FILES = ("defence-cooperation.ttl", "schemes.ttl", "alignments.ttl", "shapes.ttl")
PROPERTY_TYPES = (OWL.ObjectProperty, OWL.DatatypeProperty)
MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
WIKIDATA = Path(__file__).parents[3] / "shared" / "data" / "wikidata"

ACTOR_ROLES = ("party", "decidedBy", "signedBy", "supplier", "recipient", "provider", "host", "visitor")
ACTOR_ROLES += ("speaker", "agent", "target", "holder")
OTHER_ROLES = ("office", "organization", "item", "amount", "hasAmount", "concernsAgreement", "concerns", "inPlace")
OTHER_ROLES += ("name", "when", "until", "timeBasis", "situationType")


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(folder("ontology") / name)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read("defence-cooperation.ttl", "schemes.ttl")


def own(graph: Graph, *types: URIRef) -> list[URIRef]:
    """The terms of the ontology that have one of ``types``, sorted."""
    found = {s for type_ in types for s in graph.subjects(RDF.type, type_)}
    return sorted(s for s in found if isinstance(s, URIRef) and s.startswith(str(DEFCO)))


def ancestors(graph: Graph, term: URIRef, relation: URIRef) -> set[URIRef]:
    return {s for s in graph.transitive_objects(term, relation) if isinstance(s, URIRef)} - {term}


def text(graph: Graph, term: URIRef, annotation: URIRef) -> list[Literal]:
    return [o for o in graph.objects(term, annotation) if isinstance(o, Literal)]


# --- Completeness -----------------------------------------------------------------------------------------------------


def test_every_term_is_documented(ontology: Graph) -> None:
    """Every term has one English label, one comment, an example, and names the ontology that defines it."""
    terms = {s for s in ontology.subjects() if str(s).startswith(str(DEFCO))}
    assert len(terms) > 140
    for term in sorted(terms):
        assert isinstance(term, URIRef)
        for annotation in (RDFS.label, RDFS.comment):
            (value,) = text(ontology, term, annotation)
            assert value.language == "en"
            assert value.strip()
        assert [e for e in text(ontology, term, SKOS.example) if e.language == "en" and e.strip()], term
        assert set(ontology.objects(term, RDFS.isDefinedBy)) == {ONTOLOGY}, term


def test_labels_are_unique_within_their_sort(ontology: Graph) -> None:
    """No two classes, two properties or two concepts of one scheme have the same label."""
    for types in ((OWL.Class,), PROPERTY_TYPES, (SKOS.ConceptScheme,)):
        labels = [str(ontology.value(term, RDFS.label)) for term in own(ontology, *types)]
        assert len(labels) == len(set(labels))


def test_the_header_says_what_the_ontology_is() -> None:
    """The ontology states its title, version, licence, creator and prefix, and imports nothing."""
    graph = read("defence-cooperation.ttl")
    for annotation in (DCTERMS.title, DCTERMS.license, DCTERMS.creator, OWL.versionInfo, OWL.versionIRI):
        assert len(list(graph.objects(ONTOLOGY, annotation))) == 1, annotation
    assert list(graph.objects(ONTOLOGY, OWL.imports)) == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_imported_or_the_same(name: str) -> None:
    """No file imports another or says that two things are the same."""
    graph = read(name)
    for predicate in (OWL.imports, OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty):
        assert list(graph.subject_objects(predicate)) == []


# --- Sanity -----------------------------------------------------------------------------------------------------------


def test_only_the_shapes_have_blank_nodes() -> None:
    """Ontology, schemes and alignments consist of IRIs and literals."""
    graph = read("defence-cooperation.ttl", "schemes.ttl", "alignments.ttl")
    assert [node for node in graph.all_nodes() if isinstance(node, BNode)] == []


def test_every_term_used_is_declared(ontology: Graph) -> None:
    """Every class and property an axiom names is declared in the file, its own or another vocabulary's."""
    declared = set(ontology.subjects(RDF.type, None))
    axioms = (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    named = {o for axiom in axioms for o in ontology.objects(None, axiom)}
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert [n for n in sorted(named) if n not in declared and not str(n).startswith(xsd)] == []


def test_every_term_has_one_sort(ontology: Graph) -> None:
    """A term is a class, an object property, a datatype property, a scheme or a concept, and only one of them."""
    sorts = (OWL.Class, *PROPERTY_TYPES, SKOS.ConceptScheme, SKOS.Concept)
    for term in {s for s in ontology.subjects() if str(s).startswith(str(DEFCO))}:
        assert len([sort for sort in sorts if (term, RDF.type, sort) in ontology]) == 1, term


@pytest.mark.parametrize("relation", [RDFS.subClassOf, RDFS.subPropertyOf, SKOS.broader])
def test_no_term_is_above_itself(ontology: Graph, relation: URIRef) -> None:
    """The hierarchies have no cycles."""
    for term in set(ontology.subjects(relation, None)):
        above = {
            a for parent in ontology.objects(term, relation) for a in ontology.transitive_objects(parent, relation)
        }
        assert term not in above


def test_no_class_is_below_two_disjoint_ones(ontology: Graph) -> None:
    """Every class can have members."""
    disjoint = set(ontology.subject_objects(OWL.disjointWith))
    for term in own(ontology, OWL.Class):
        above = ancestors(ontology, term, RDFS.subClassOf) | {term}
        assert [(a, b) for a, b in disjoint if a in above and b in above] == [], term


def test_sub_properties_are_of_the_same_sort(ontology: Graph) -> None:
    """An object property is below object properties, and its domain is not wider than theirs."""
    for term in own(ontology, OWL.ObjectProperty):
        for above in ancestors(ontology, term, RDFS.subPropertyOf):
            assert (above, RDF.type, OWL.ObjectProperty) in ontology


def test_datatypes_are_those_of_owl_2(ontology: Graph) -> None:
    """Ranges of datatype properties are in the datatype map of OWL 2 (section 4), which has no xsd:date."""
    ranges = {o for term in own(ontology, OWL.DatatypeProperty) for o in ontology.objects(term, RDFS.range)}
    assert {str(r).rpartition("#")[2] for r in ranges} <= {"decimal", "string"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("State", "Place", id="a-state-is-not-its-territory"),
        pytest.param("State", "Person", id="a-state-is-not-its-head"),
        pytest.param("State", "Organization", id="a-state-is-not-its-government"),
        pytest.param("Agreement", "AgreementModel", id="one-agreement-is-not-the-form"),
        pytest.param("Event", "Condition", id="what-happens-does-not-hold"),
    ],
)
def test_what_is_disjoint(ontology: Graph, one: str, other: str) -> None:
    """Classes that are easily confused are disjoint."""
    disjoint = set(ontology.subject_objects(OWL.disjointWith))
    assert (DEFCO[one], DEFCO[other]) in disjoint or (DEFCO[other], DEFCO[one]) in disjoint


@pytest.mark.parametrize("role", ACTOR_ROLES)
def test_roles_of_actors_are_participations(ontology: Graph, role: str) -> None:
    """A role that an actor fills is a participation, and so a sem:hasActor."""
    above = ancestors(ontology, DEFCO[role], RDFS.subPropertyOf)
    assert {DEFCO.participant, SEM.hasActor} <= above


@pytest.mark.parametrize("role", ["participant", *ACTOR_ROLES, *OTHER_ROLES])
def test_the_domain_of_a_role_is_situation(ontology: Graph, role: str) -> None:
    """No role has a narrower domain than Situation: that would make an event of a mere possibility."""
    assert set(ontology.objects(DEFCO[role], RDFS.domain)) == {DEFCO.Situation}


@pytest.mark.parametrize("role", ["participant", *ACTOR_ROLES])
def test_a_role_has_no_range(ontology: Graph, role: str) -> None:
    """An office or a base that fills a role is not made an actor by it; the shapes say what may fill it."""
    assert list(ontology.objects(DEFCO[role], RDFS.range)) == []


# --- Schemes ----------------------------------------------------------------------------------------------------------


def test_every_concept_is_reachable_from_its_scheme(ontology: Graph) -> None:
    """A concept is in one scheme, at its top or below a concept of it, and the top is said from both sides."""
    for concept in own(ontology, SKOS.Concept):
        (scheme,) = ontology.objects(concept, SKOS.inScheme)
        top = (concept, SKOS.topConceptOf, scheme) in ontology
        assert top == ((scheme, SKOS.hasTopConcept, concept) in ontology)
        above = list(ontology.objects(concept, SKOS.broader))
        assert top != bool(above)
        assert all((a, SKOS.inScheme, scheme) in ontology for a in above)
        assert str(ontology.value(concept, SKOS.notation)) == concept.removeprefix(str(DEFCO))


@pytest.mark.parametrize(
    ("scheme", "property_"),
    [
        ("PolarityScheme", "polarity"),
        ("CertaintyScheme", "certainty"),
        ("TemporalityScheme", "temporality"),
        ("TimeBasisScheme", "timeBasis"),
        ("LinkReasonScheme", "linkReason"),
        ("AgreementKindScheme", "kind"),
        ("AgreementAreaScheme", "area"),
    ],
)
def test_the_shapes_allow_exactly_the_concepts_of_the_scheme(ontology: Graph, scheme: str, property_: str) -> None:
    """The list in a shape is the list of the scheme."""
    shapes = read("shapes.ttl")
    lists = [o for shape in shapes.subjects(SH.path, DEFCO[property_]) for o in shapes.objects(shape, SH["in"])]
    (listed,) = (set(shapes.items(head)) for head in lists)
    assert listed == set(ontology.subjects(SKOS.inScheme, DEFCO[scheme]))


def test_the_shapes_allow_exactly_the_narrowest_situations(ontology: Graph) -> None:
    """A situation type is a class of situations without subclasses."""
    below = {c for c in ontology.transitive_subjects(RDFS.subClassOf, DEFCO.Situation) if isinstance(c, URIRef)}
    narrowest = {c for c in below if (None, RDFS.subClassOf, c) not in ontology}
    shapes = read("shapes.ttl")
    first = next(s for s in shapes.subjects(RDF.first, DEFCO.Negotiation))
    assert set(shapes.items(first)) == narrowest


def test_every_term_in_the_shapes_exists(ontology: Graph) -> None:
    """A shape names no term that the ontology lacks, in its queries neither."""
    shapes = (folder("ontology") / "shapes.ttl").read_text(encoding="utf-8")
    names = set(re.findall(r"\bdefco:(\w+)", shapes))
    assert len(names) > 120
    assert [name for name in sorted(names) if (DEFCO[name], None, None) not in ontology] == []


# --- Alignments -------------------------------------------------------------------------------------------------------


def test_alignments_are_matches_of_existing_terms(ontology: Graph) -> None:
    """Every statement on a term of the ontology is a SKOS match, never an exact one."""
    graph = read("alignments.ttl")
    statements = [(s, p, o) for s, p, o in graph if str(s).startswith(str(DEFCO))]
    assert len(statements) > 120
    for s, p, o in statements:
        assert (s, None, None) in ontology, s
        assert p in MATCHES[1:], (s, p, o)
        assert not str(o).startswith(str(DEFCO))


@pytest.mark.parametrize("namespace", [SDO, ORG, PROV, DCTERMS], ids=str)
def test_terms_matched_exist_in_their_vocabulary(namespace: type) -> None:
    """A term of schema.org, ORG, PROV-O or Dublin Core that is matched is one of theirs."""
    graph = read("alignments.ttl")
    matched = {o for m in MATCHES for o in graph.objects(None, m) if str(o).startswith(str(namespace))}
    assert [o for o in sorted(matched) if o not in namespace] == []  # type: ignore[operator]


@pytest.mark.parametrize("vocabulary", ["wikidata.org", "defco/plover#", "ies4#", "commoncoreontologies", "schema.org"])
def test_every_vocabulary_is_matched(vocabulary: str) -> None:
    """The ontology is aligned with each of the vocabularies it promises."""
    graph = read("alignments.ttl")
    assert len([o for m in MATCHES for o in graph.objects(None, m) if vocabulary in str(o)]) > 10


def test_wikidata_numbers_are_those_of_the_tables() -> None:
    """Every Wikidata number stands in a table of items or properties; none is from memory."""
    if not WIKIDATA.is_dir():
        pytest.skip("the tables of Wikidata are not there")
    known: set[str] = set()
    for name in ("properties.tsv", "event_classes.tsv"):
        with (WIKIDATA / name).open(encoding="utf-8", newline="") as table:
            known |= {row[0] for row in csv.reader(table, delimiter="\t", quoting=csv.QUOTE_NONE) if row}
    graph = read("alignments.ttl")
    used = {str(o).rpartition("/")[2] for m in MATCHES for o in graph.objects(None, m) if "wikidata.org" in str(o)}
    assert sorted(used - known) == []


# --- RDFS -------------------------------------------------------------------------------------------------------------

RULES = (
    # RDF 1.1 Semantics, section 9.2.1: rdfs7, rdfs9, rdfs2, rdfs3; the hierarchies are walked with property paths
    "INSERT { ?s ?super ?o } WHERE { ?p rdfs:subPropertyOf+ ?super . ?s ?p ?o }",
    "INSERT { ?s a ?class } WHERE { ?p rdfs:domain ?class . ?s ?p ?o }",
    "INSERT { ?o a ?class } WHERE { ?p rdfs:range ?class . ?s ?p ?o FILTER isIRI(?o) }",
    "INSERT { ?s a ?super } WHERE { ?class rdfs:subClassOf+ ?super . ?s a ?class }",
)

# What the other vocabularies say of the terms that ours specialise, as strictly as it can be read.
FOREIGN = """
    sem:hasActor rdfs:range sem:Actor . sem:hasPlace rdfs:range sem:Place . sem:eventType rdfs:domain sem:Event .
    org:member rdfs:domain org:Membership . org:organization rdfs:domain org:Membership .
    prov:wasAttributedTo rdfs:domain prov:Entity ; rdfs:range prov:Agent .
    org:Post rdfs:subClassOf prov:Entity .
"""

PREFIX = f"""
    PREFIX defco: <{DEFCO}> PREFIX rdfs: <{RDFS}> PREFIX sem: <{SEM}> PREFIX prov: <{PROV}> PREFIX org: <{ORG}>
    PREFIX oa: <{OA}> PREFIX id: <https://w3id.org/defco/id/>
"""

# Every role filled, the situations not settled.
POSSIBLE = """
    id:sale a defco:Situation ; defco:situationType defco:ArmsTransfer ; defco:supplier id:a ; defco:recipient id:b ;
        defco:item id:jets ; defco:amount "$1" ; defco:hasAmount id:amount ; defco:when "2024" ; defco:inPlace id:p ;
        defco:timeBasis defco:stated ; defco:concerns id:x ; defco:partOf id:visit .
    id:visit a defco:Situation ; defco:situationType defco:Visit ; defco:visitor id:office ; defco:host id:base .
    id:post a defco:Situation ; defco:situationType defco:OfficeHolding ; defco:holder id:c ; defco:office id:office ;
        defco:organization id:a .
    id:signing a defco:Situation ; defco:situationType defco:Signature ; defco:party id:a ; defco:signedBy id:c ;
        defco:concernsAgreement id:pact ; defco:decidedBy id:d ; defco:provider id:a ; defco:speaker id:c ;
        defco:agent id:d ; defco:target id:base ; defco:name "Storm" ; defco:participant id:b .
    id:claim a defco:Claim ; defco:about id:sale ; defco:polarity defco:affirmed ; defco:certainty defco:possible ;
        defco:temporality defco:future ; defco:assertedBy id:office ; defco:evidence id:q ; defco:contradicts id:other .
    id:a a defco:State . id:base a defco:Place . id:office a defco:Office .
"""


@pytest.fixture(scope="module")
def closure(ontology: Graph) -> Graph:
    """The RDFS closure of the ontology and unsettled situations with every role filled."""
    graph = Graph()
    for triple in ontology:
        graph.add(triple)
    graph.parse(data=PREFIX + FOREIGN + POSSIBLE, format="turtle")
    size = -1
    while size != len(graph):
        size = len(graph)
        for rule in RULES:
            graph.update(PREFIX + rule)
    return graph


@pytest.mark.parametrize("situation", ["sale", "visit", "post", "signing"])
def test_no_rdfs_rule_makes_an_event_of_a_possibility(closure: Graph, situation: str) -> None:
    """A situation without a settled claim is never anything but a situation, after RDFS closure as before."""
    types = set(closure.objects(URIRef(f"https://w3id.org/defco/id/{situation}"), RDF.type))
    assert types == {DEFCO.Situation}


def test_the_closure_finds_no_arms_transfer(closure: Graph) -> None:
    """Asking for arms transfers returns none that only may happen; asking for the situation type does."""
    assert list(closure.subjects(RDF.type, DEFCO.ArmsTransfer)) == []
    assert list(closure.subjects(RDF.type, SEM.Event)) == []
    assert len(list(closure.subjects(DEFCO.situationType, DEFCO.ArmsTransfer))) == 1


@pytest.mark.parametrize(
    ("node", "absent"),
    [
        pytest.param("base", "Actor", id="a-base-that-is-visited-is-no-actor"),
        pytest.param("office", "Actor", id="an-office-that-visits-is-no-actor"),
        pytest.param("a", "Place", id="a-state-stays-a-state"),
        pytest.param("a", "Organization", id="a-state-with-offices-is-no-organisation"),
    ],
)
def test_a_role_does_not_change_what_fills_it(closure: Graph, node: str, absent: str) -> None:
    """No filler gets a class from the role it fills."""
    assert (URIRef(f"https://w3id.org/defco/id/{node}"), RDF.type, DEFCO[absent]) not in closure


def test_a_settled_situation_gets_its_superclasses(ontology: Graph) -> None:
    """The closure does give a typed event all classes above it."""
    graph = Graph()
    for triple in ontology:
        graph.add(triple)
    graph.parse(data=PREFIX + "id:s a defco:Situation , defco:Signature .", format="turtle")
    for rule in RULES:
        graph.update(PREFIX + rule)
    types = set(graph.objects(URIRef("https://w3id.org/defco/id/s"), RDF.type))
    assert types == {DEFCO.Situation, DEFCO.Signature, DEFCO.AgreementEvent, DEFCO.Event, SEM.Event}


def test_the_closure_keeps_disjoint_classes_apart(closure: Graph, ontology: Graph) -> None:
    """No node of the closed graph is in two disjoint classes."""
    for one, other in ontology.subject_objects(OWL.disjointWith):
        assert set(closure.subjects(RDF.type, one)) & set(closure.subjects(RDF.type, other)) == set()


# --- Documentation ----------------------------------------------------------------------------------------------------


def test_the_readme_lists_every_term() -> None:
    """The table of terms is the one that ``python tests/ontology/term_table.py`` writes."""
    readme = (folder("ontology") / "README.md").read_text(encoding="utf-8")
    assert readme == with_tables(readme)


def test_the_example_of_the_readme_is_sound() -> None:
    """The graph shown in the README parses and uses terms of the ontology only."""
    readme = (folder("ontology") / "README.md").read_text(encoding="utf-8")
    example = readme.partition("```turtle\n")[2].partition("```")[0]
    graph = Graph().parse(data=f"{PREFIX} PREFIX : <https://w3id.org/defco/id/> {example}", format="turtle")
    for term in {n for n in [*graph.predicates(), *graph.objects()] if str(n).startswith(str(DEFCO))}:
        assert DEFCO[str(term).removeprefix(str(DEFCO))] == term
    (words,) = graph.objects(None, OA.exact)
    (start,), (end,) = graph.objects(None, OA.start), graph.objects(None, OA.end)
    assert len(str(words)) == int(str(end)) - int(str(start))

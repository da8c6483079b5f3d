from dataclasses import replace

import pytest

from kg.gazetteer import Gazetteer
from kg.identifiers import Identifiers
from kg.linking import Linker
from kg.model import Entity, EntityKind, Link, Situation
from tests.linking.factories import CLAIM, article, entity, office, states

K = EntityKind


@pytest.fixture(scope="module")
def linker(gazetteer: Gazetteer) -> Linker:
    return Linker(gazetteer)


def decide(linker: Linker, one: Entity, *others: Entity, **more: object) -> Link:
    return linker.link(article(one, *others, **more))[0]


def label(linker: Linker, link: Link) -> tuple[str, str | None] | None:
    record = linker.gazetteer.by_qid(link.qid) if link.qid else None
    return (record.label, record.country) if record else None


@pytest.mark.parametrize(
    ("name", "kind", "country", "context", "expected"),
    [
        pytest.param("Georgia", K.STATE, None, (), ("Georgia", "Georgia"), id="the-state"),
        pytest.param(
            "Georgia", K.PLACE, None, ("United States",), ("Georgia (USA)", "United States"), id="part-of-usa"
        ),
        pytest.param("Jordan", K.STATE, None, (), ("Jordan", "Jordan"), id="state-that-is-a-surname"),
        pytest.param("Chad", K.STATE, None, (), ("Chad", "Chad"), id="state-that-is-a-given-name"),
        pytest.param("PTI", K.NEWS_SOURCE, None, ("India", "Pakistan"), ("Press Trust of India", "India"), id="agency"),
        pytest.param(
            "AFP", K.NEWS_SOURCE, None, ("France",), ("Agence France-Presse", "France"), id="agency-not-force"
        ),
        pytest.param(
            "Pentagon",
            K.GOVERNMENT_BODY,
            None,
            ("United States",),
            ("Department of Defense", "United States"),
            id="building",
        ),
        pytest.param(
            "US Department of Defense",
            K.GOVERNMENT_BODY,
            "United States",
            (),
            ("Department of Defense", "United States"),
            id="with-its-state",
        ),
        pytest.param(
            "Department of Defense",
            K.GOVERNMENT_BODY,
            None,
            ("United States", "Kenya"),
            ("Department of Defense", "United States"),
            id="state-from-the-article",
        ),
        pytest.param(
            "Department of Defence",
            K.GOVERNMENT_BODY,
            None,
            ("Australia", "Tonga"),
            ("Department of Defence", "Australia"),
            id="same-name-other-article",
        ),
        pytest.param(
            "Ministry of Defence",
            K.GOVERNMENT_BODY,
            "United Kingdom",
            ("India",),
            ("Ministry of Defence", "United Kingdom"),
            id="own-state-beats-context",
        ),
        pytest.param(
            "Ministry of Defence",
            K.GOVERNMENT_BODY,
            None,
            ("Norway",),
            ("Ministry of Defence", "Norway"),
            id="only-state-in-the-article",
        ),
        pytest.param(
            "Indian Defence Ministry",
            K.GOVERNMENT_BODY,
            None,
            ("India",),
            ("Ministry of Defence", "India"),
            id="order-of-words",
        ),
        pytest.param(
            "German Ministry of Defence",
            K.GOVERNMENT_BODY,
            None,
            ("Germany",),
            ("Federal Ministry of Defence", "Germany"),
            id="federal",
        ),
        pytest.param(
            "U.S. Central Command",
            K.ARMED_FORCE,
            None,
            ("United States",),
            ("United States Central Command", "United States"),
            id="command",
        ),
        pytest.param(
            "RAF",
            K.ARMED_FORCE,
            None,
            ("United Kingdom",),
            ("Royal Air Force", "United Kingdom"),
            id="not-the-armed-group",
        ),
        pytest.param(
            "Royal Navy",
            K.ARMED_FORCE,
            None,
            ("United Kingdom", "Ukraine"),
            ("Royal Navy", "United Kingdom"),
            id="common-words-but-its-very-name",
        ),
        pytest.param(
            "Djibouti", K.PLACE, None, ("United States",), ("Djibouti", "Djibouti"), id="land-not-its-capital"
        ),
        pytest.param("Dubai", K.PLACE, None, ("United Arab Emirates",), ("Dubai", "United Arab Emirates"), id="city"),
        pytest.param("Abbottabad", K.PLACE, None, ("Pakistan",), ("Abbottabad", "Pakistan"), id="small-town-at-home"),
        pytest.param("Vienna", K.PLACE, None, ("Iran",), ("Vienna", "Austria"), id="capital-without-its-state"),
        pytest.param(
            "Washington", K.PLACE, None, ("Pakistan",), ("Washington, D.C.", "United States"), id="no-lesser-namesake"
        ),
        pytest.param(
            "Mirage 2000 jets", K.EQUIPMENT, None, ("France",), ("Dassault Mirage 2000", None), id="maker-left-out"
        ),
        pytest.param(
            "British Tornado GR4", K.EQUIPMENT, None, (), ("Panavia Tornado", None), id="owner-before-a-weapon"
        ),
        pytest.param("Abdullah II", K.PERSON, None, ("Jordan",), ("Abdullah II of Jordan", "Jordan"), id="king"),
        pytest.param("Victoria", K.PLACE, None, ("Australia",), ("Victoria", "Australia"), id="near-not-famous"),
        pytest.param(
            "Washington",
            K.PLACE,
            None,
            ("United States",),
            ("Washington, D.C.", "United States"),
            id="capital-as-a-place",
        ),
        pytest.param(
            "London",
            K.PLACE,
            None,
            ("United Kingdom", "United States"),
            ("London", "United Kingdom"),
            id="capital-before-namesakes",
        ),
        pytest.param("Airbus", K.COMPANY, None, ("United Kingdom",), ("Airbus", None), id="firm-not-its-branch"),
        pytest.param(
            "24 Apache attack helicopters", K.EQUIPMENT, None, (), ("Hughes AH-64 Apache", None), id="helicopters"
        ),
        pytest.param("M777 howitzers", K.EQUIPMENT, None, (), ("M777", None), id="howitzers"),
        pytest.param(
            "Typhoon fighter jets", K.EQUIPMENT, None, (), ("Eurofighter Typhoon", None), id="not-the-older-namesake"
        ),
        pytest.param(
            "Indian Army", K.ARMED_FORCE, None, ("India",), ("Indian Army", "India"), id="not-the-one-of-1895"
        ),
        pytest.param("Moon", K.PERSON, None, ("South Korea",), ("Moon Jae-in", "South Korea"), id="family-name-first"),
        pytest.param("Syria", K.PLACE, None, ("Russia", "Syria"), ("Syria", "Syria"), id="land-of-a-state"),
        pytest.param(
            "Mariusz Blaszczak", K.PERSON, None, ("Poland",), ("Mariusz Błaszczak", "Poland"), id="without-its-stroke"
        ),
        pytest.param(
            "Chinese Defence Ministry",
            K.GOVERNMENT_BODY,
            None,
            ("China",),
            ("Ministry of National Defense of the People's Republic of China", "China"),
            id="ministry-of-national-defence",
        ),
        pytest.param("F-16s", K.EQUIPMENT, None, (), ("General Dynamics F-16 Fighting Falcon", None), id="plural"),
        pytest.param(
            "Chief of Army Staff",
            K.OFFICE,
            "Bangladesh",
            (),
            ("Chief of Army Staff", "Bangladesh"),
            id="office-of-its-state",
        ),
        pytest.param(
            "NATO",
            K.INTERNATIONAL_ORGANIZATION,
            None,
            (),
            ("North Atlantic Treaty Organization", "Belgium"),
            id="alliance",
        ),
    ],
)
def test_kind_state_and_article_decide(
    linker: Linker,
    name: str,
    kind: EntityKind,
    country: str | None,
    context: tuple[str, ...],
    expected: tuple[str, str],
) -> None:
    """Of several bearers of a name the one of the right kind and state is chosen."""
    link = decide(linker, entity(name, kind, country), *states(*context))
    assert label(linker, link) == expected
    assert link.reason is None
    assert 0.6 <= link.confidence <= 1


@pytest.mark.parametrize(
    ("name", "kind", "country", "context", "reason"),
    [
        pytest.param("Jordan", K.PERSON, None, ("United States",), "ambiguous", id="state-that-is-a-surname"),
        pytest.param("Chad", K.PERSON, None, (), "ambiguous", id="state-that-is-a-given-name"),
        pytest.param("PTI", K.STATE, None, (), "wrongKind", id="agency-is-no-state"),
        pytest.param("Patriot", K.EQUIPMENT, None, ("Poland",), "noCandidate", id="known-but-without-an-item"),
        pytest.param("AFP", K.ARMED_FORCE, "Philippines", ("Philippines",), "noCandidate", id="force-not-agency"),
        pytest.param(
            "Ministry of Defence", K.GOVERNMENT_BODY, None, ("United Kingdom", "India"), "ambiguous", id="two-states"
        ),
        pytest.param("Ministry of Defence", K.GOVERNMENT_BODY, None, (), "ambiguous", id="no-state-in-sight"),
        pytest.param(
            "Chief of Army Staff", K.OFFICE, "Pakistan", ("Bangladesh",), "noCandidate", id="office-of-another-state"
        ),
        pytest.param("Times", K.NEWS_SOURCE, None, (), "ambiguous", id="several-papers"),
        pytest.param(
            "London", K.PLACE, None, ("Canada", "Latvia"), "ambiguous", id="capital-or-a-town-called-after-it"
        ),
        pytest.param("Navy", K.ARMED_FORCE, None, ("Egypt", "United States"), "ambiguous", id="navy-of-either"),
        pytest.param("Mohammed Ali", K.PERSON, None, ("Iraq",), "ambiguous", id="how-a-longer-name-begins"),
        pytest.param("The Star", K.NEWS_SOURCE, None, ("Kenya",), "ambiguous", id="a-title-of-every-state"),
        pytest.param("Georgia", K.PLACE, None, ("Georgia", "United States"), "ambiguous", id="two-lands-of-one-name"),
        pytest.param("Russian Civil War", K.AGREEMENT, None, ("Russia",), "wrongKind", id="a-war-is-no-agreement"),
        pytest.param("security agreement", K.AGREEMENT, None, ("Kenya",), "noCandidate", id="a-phrase"),
        pytest.param("FSB", K.GOVERNMENT_BODY, None, ("Russia",), "ambiguous", id="acronym-of-a-foreign-faculty"),
        pytest.param("Supreme Court", K.GOVERNMENT_BODY, None, ("Kenya",), "noCandidate", id="every-state-has-one"),
        pytest.param("Defence Forces", K.ARMED_FORCE, None, ("Hungary",), "noCandidate", id="forces-of-any-state"),
        pytest.param(
            "Royal Military Academy", K.ORGANIZATION, None, ("Oman", "Belgium"), "ambiguous", id="royal-where"
        ),
        pytest.param(
            "ministry of health", K.GOVERNMENT_BODY, None, ("India", "Italy"), "ambiguous", id="unknown-rival"
        ),
        pytest.param(
            "Foreign Affairs", K.GOVERNMENT_BODY, None, ("United States",), "ambiguous", id="body-is-no-journal"
        ),
        pytest.param(
            "Prime Minister", K.OFFICE, None, ("Papua New Guinea", "Solomon Islands"), "ambiguous", id="whose"
        ),
        pytest.param("Guliston", K.PLACE, None, ("Tajikistan", "Kyrgyzstan"), "ambiguous", id="small-town-elsewhere"),
        pytest.param("Capitol Hill", K.PLACE, None, ("United States",), "ambiguous", id="town-of-a-dependency"),
        pytest.param("Haitham", K.PERSON, None, ("Kenya",), "noCandidate", id="given-name-elsewhere"),
        pytest.param("Wildcat", K.EQUIPMENT, None, ("Portugal",), "ambiguous", id="a-newer-one-is-called-so"),
        pytest.param("California", K.ORGANIZATION, None, ("United States",), "wrongKind", id="land-is-no-body"),
        pytest.param("Zyxwv Qponm", K.PERSON, None, ("Kenya",), "noCandidate", id="unknown"),
    ],
)
def test_none_is_said_with_its_reason(
    linker: Linker, name: str, kind: EntityKind, country: str | None, context: tuple[str, ...], reason: str
) -> None:
    """Without a sure item there is none, and why is written down."""
    link = decide(linker, entity(name, kind, country), *states(*context))
    assert (link.qid, link.reason) == (None, reason)
    assert 0 <= link.confidence <= 1


@pytest.mark.parametrize(
    ("name", "title", "state", "date", "expected"),
    [
        pytest.param("Biden", "President", "United States", "2022-03-01", "Joe Biden", id="surname-and-office"),
        pytest.param(
            "Trump", "President", "United States", "2019-03-01", "Donald Trump", id="not-the-president's-adviser"
        ),
        pytest.param("James Mattis", "Defense Secretary", "United States", "2018-02-01", "Jim Mattis", id="short-form"),
        pytest.param(
            "Lloyd J. Austin III", "Secretary of Defense", "United States", "2022-02-01", "Lloyd Austin", id="initial"
        ),
        pytest.param("Xi", "President", "China", "2021-02-01", "Xi Jinping", id="family-name-first"),
        pytest.param(
            "Viktor Gennadievich Khrenin",
            "Defence Minister",
            "Belarus",
            "2021-02-01",
            "Viktor Khrenin",
            id="patronymic",
        ),
    ],
)
def test_an_office_in_its_time_names_its_holder(
    linker: Linker, name: str, title: str, state: str, date: str, expected: str
) -> None:
    """Who held the office of that state when the article was written is meant, also by surname alone."""
    person, (country,) = entity(name, K.PERSON), states(state)
    link = decide(linker, person, country, date=date, offices=(office(person, title, country),))
    assert label(linker, link) == (expected, state)


@pytest.mark.parametrize(
    ("name", "state", "title", "date"),
    [
        pytest.param("David Johnston", "Australia", "Defence Minister", "2014-05-01", id="minister"),
        pytest.param("David Johnston", "Australia", "Chief of Joint Operations", "2016-05-01", id="officer"),
        pytest.param("Ri Yong-ho", "North Korea", "Chief of General Staff", "2011-05-01", id="general"),
        pytest.param("Ri Yong-ho", "North Korea", "Foreign Minister", "2018-05-01", id="diplomat"),
    ],
)
def test_two_bearers_of_a_name_are_told_apart_by_office(
    linker: Linker, name: str, state: str, title: str, date: str
) -> None:
    """The office decides between two persons of one name and state."""
    person, (country,) = entity(name, K.PERSON), states(state)
    link = decide(linker, person, country, date=date, offices=(office(person, title, country),))
    record = linker.gazetteer.by_qid(link.qid or "")
    assert record is not None
    words = set(title.lower().split())
    assert any(words <= set(term.office.lower().replace("of", "").split()) | words & {"of"} for term in record.terms)


def test_a_capital_that_is_nowhere_else_speaks_for_its_state(linker: Linker) -> None:
    """An article that says Islamabad and never Pakistan is about Pakistan; London is in Ontario too."""
    town = entity("Abbottabad", K.PLACE)
    assert label(linker, decide(linker, town, entity("Islamabad", K.PLACE))) == ("Abbottabad", "Pakistan")
    assert decide(linker, town, entity("London", K.PLACE)).qid is None


def test_two_bearers_without_an_office_stay_undecided(linker: Linker) -> None:
    """Nothing but the name is no reason to choose."""
    link = decide(linker, entity("David Johnston", K.PERSON, "Australia"), *states("Australia"), date="2014-05-01")
    assert (link.qid, link.reason) == (None, "ambiguous")


def test_a_person_of_another_state_is_not_meant(linker: Linker) -> None:
    """A namesake in a state that the article contradicts is not linked."""
    link = decide(linker, entity("John Healey", K.PERSON, "Kenya"), *states("Kenya"))
    assert link.qid is None


def test_unnamed_actors_are_never_linked(linker: Linker) -> None:
    """Somebody without a name has no item."""
    link = decide(linker, entity("a retired senior officer", K.UNNAMED_ACTOR))
    assert (link.qid, link.reason, link.method) == (None, "noCandidate", "unnamed")


def test_an_abbreviation_finds_the_body(linker: Linker, gazetteer: Gazetteer) -> None:
    """What the long name does not find its acronym may."""
    body = entity("Commonwealth Press Trust", K.NEWS_SOURCE, abbreviation="PTI")
    assert label(linker, decide(linker, body)) == ("Press Trust of India", "India")


def test_every_entity_gets_one_decision_in_order(linker: Linker) -> None:
    """The links follow the entities one to one, and are the same every time."""
    claims = article(*states("Kenya", "Rwanda"), entity("NATO", K.INTERNATIONAL_ORGANIZATION), entity("X", K.PERSON))
    links = linker.link(claims)
    assert [link.entity for link in links] == [one.key for one in claims.entities]
    assert links == Linker(Gazetteer.open()).link(claims)


def test_candidates_can_be_shown_with_their_scores(linker: Linker, gazetteer: Gazetteer) -> None:
    """The candidates of an undecided name come best first, for a person to choose from."""
    from kg.linking.context import Context

    claims = article(entity("Ministry of Defence", K.GOVERNMENT_BODY), *states("United Kingdom", "India"))
    found = linker.candidates(claims.entities[0], Context.of(claims, gazetteer))
    assert {candidate.record.country for candidate in found[:2]} == {"United Kingdom", "India"}
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


@pytest.mark.parametrize("kind", list(K))
@pytest.mark.parametrize("name", ["", "''", "—", "the", "24 "])
def test_a_name_without_letters_is_none(linker: Linker, name: str, kind: EntityKind) -> None:
    """Scraps of text that are no names find nothing and break nothing."""
    assert decide(linker, entity(name, kind)).qid is None


def test_an_office_belongs_to_the_state_it_is_held_in(linker: Linker) -> None:
    """ "President" in an article on two states is that of the state whose president is named."""
    hungary, america = states("Hungary", "United States")
    person, post = entity("Trump", K.PERSON), entity("President", K.OFFICE)
    held = Situation(
        "s", "OfficeHolding", {"holder": (person,), "office": (post,), "organization": (america,)}, (CLAIM,)
    )
    link = decide(linker, post, person, hungary, hungary, america, offices=(held,))
    assert label(linker, link) in (None, ("President of the United States", "United States"))


def test_an_office_held_in_two_states_is_undecided(linker: Linker) -> None:
    """One entity cannot be the office of two states."""
    one, other = states("Kenya", "Rwanda")
    post = entity("President", K.OFFICE)
    held = tuple(
        Situation(
            name,
            "OfficeHolding",
            {"holder": (entity(name, K.PERSON),), "office": (post,), "organization": (of,)},
            (CLAIM,),
        )
        for name, of in (("A Aa", one), ("B Bb", other))
    )
    assert decide(linker, post, one, other, offices=held).qid is None


def test_an_office_takes_no_state_from_its_namesake(linker: Linker) -> None:
    """The president of nobody knows where is not that of the other president's state."""
    here, there = (Entity(key, "President", EntityKind.OFFICE) for key in ("o1", "o2"))
    persons = entity("Zyxwv Qponm", EntityKind.PERSON), entity("Abcd Qponm", EntityKind.PERSON)
    (ukraine,) = states("Ukraine")
    held = (
        Situation("s1", "OfficeHolding", {"holder": (persons[0],), "office": (here,)}, (CLAIM,)),
        Situation(
            "s2", "OfficeHolding", {"holder": (persons[1],), "office": (there,), "organization": (ukraine,)}, (CLAIM,)
        ),
    )
    claims = article(ukraine, *states("United States"), *persons, here, there, offices=held)
    links = {link.entity: link.qid for link in linker.link(claims)}
    assert links["o1"] is None
    assert links["o2"] is not None


def test_the_government_of_a_land_is_linked_to_the_land(linker: Linker) -> None:
    """A land in which an office is held is linked as states are, whose item is both."""
    land, governor = entity("California", K.ORGANIZATION), entity("Gavin Newsom", K.PERSON)
    (america,) = states("United States")
    link = decide(linker, land, governor, america, offices=(office(governor, "governor", land),))
    assert label(linker, link) == ("California", "United States")


@pytest.mark.parametrize(
    ("is_source", "expected"),
    [
        pytest.param(True, ("Press Trust of India", "India"), id="tells-something"),
        pytest.param(False, None, id="may-be-the-party"),
    ],
)
def test_letters_are_an_agency_where_they_tell_something(
    linker: Linker, is_source: bool, expected: tuple[str, str] | None
) -> None:
    """In an article on Pakistan "PTI" is as well the party, except as the source of a claim."""
    agency, (pakistan,) = entity("PTI", K.NEWS_SOURCE), states("Pakistan")
    claim = replace(CLAIM, asserted_by=agency) if is_source else CLAIM
    told = Situation("s", "Visit", {"visitor": (pakistan,)}, (claim,))
    assert label(linker, decide(linker, agency, pakistan, offices=(told,))) == expected


def test_who_holds_the_very_office_may_have_a_longer_name(linker: Linker) -> None:
    """The beginning of a name is enough for the prime minister of the time, and for nobody else."""
    person, (ethiopia,) = entity("Abiy Ahmed", K.PERSON), states("Ethiopia")
    holder = decide(linker, person, ethiopia, offices=(office(person, "Prime Minister", ethiopia),))
    assert label(linker, holder) == ("Abiy Ahmed Ali", "Ethiopia")
    assert decide(linker, person, ethiopia).qid is None


def test_what_is_only_mentioned_is_kept_where_its_item_is_sure(linker: Linker) -> None:
    """A name of which nothing is said comes in with a link or not at all, and speaks for its state either way."""
    (kenya,) = states("Kenya")
    said = article(kenya)
    claims = replace(
        said, mentioned=(entity("Nairobi", K.PLACE), entity("Zyxwv", K.PLACE), entity("AFP", K.NEWS_SOURCE, "Kenya"))
    )
    kept, links = linker.with_mentioned(claims)
    assert [one.name for one in kept.entities] == ["Kenya", "Nairobi", "AFP"]
    assert kept.mentioned == ()
    assert [link.entity for link in links] == [one.key for one in kept.entities]
    assert None not in [link.qid for link in links]


def test_a_body_gets_the_state_that_told_whose_it_is(linker: Linker) -> None:
    """The ministries of two articles on two states are two, though both articles only say "Ministry of Defence"."""
    named = entity("Ministry of Defence", K.GOVERNMENT_BODY)
    kept = [linker.with_mentioned(article(named, *states(state)))[0].entities[0] for state in ("Norway", "India")]
    assert [one.country for one in kept] == ["Norway", "India"]
    assert linker.with_mentioned(article(named, *states("Norway", "India")))[0].entities[0] == named


def test_two_bearers_of_a_name_are_two_nodes(linker: Linker) -> None:
    """Two articles on two persons of one name give two IRIs; who has no namesake keeps the plain one."""
    (state,) = states("Australia")
    person = entity("David Johnston", K.PERSON)
    found = []
    for title, date in (("Defence Minister", "2014-05-01"), ("Chief of Joint Operations", "2016-05-01")):
        told = article(person, state, date=date, offices=(office(person, title, state),))
        kept, _ = linker.with_mentioned(told)
        found.append(Identifiers().entity(kept.entities[0], article="a"))
    assert len(set(found)) == 2
    assert all("david-johnston" in iri for iri in found)
    alone = article(entity("Lloyd Austin", K.PERSON), *states("United States"))
    assert linker.with_mentioned(alone)[0].entities == alone.entities

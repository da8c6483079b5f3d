"""What several sentences tell together, with the bundled pipeline: one situation told twice, dates, sides."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from kg.analysis import BUNDLED, analyse, load
from kg.extraction import extract
from kg.gazetteer import Gazetteer
from kg.model import Amount, Article, Entity, Filler, Situation

Told = tuple[str, dict[str, set[str]], str | None]

ROWS: list[tuple[str, list[Told], str]] = [
    (
        "Oman and Qatar at odds\nOman recalled its envoy to Qatar. Qatari General Nasser Hadi arrived at Nairobi "
        "International Airport on Monday, Kenyan officials told Oman.",
        [("Visit", {"visitor": {"Nasser Hadi"}, "host": {"Kenya"}}, "2024-05-13")],
        "the other side of the article is no host of who arrives elsewhere; an airport lies where its city does",
    ),
    (
        "Defence news\nThe Greek Defence Minister, Stelios Markakis, is new in office. The Greek minister visited the "
        "Royal Saudi Air Force on Monday.",
        [("Visit", {"visitor": {"Stelios Markakis"}, "host": {"Royal Saudi Air Force"}}, "2024-05-13")],
        "the minister of a state is the one whom the article named",
    ),
    (
        "Defence news\nEstonian Defence Minister Kaarel Tamm met Dutch Defence Minister Anna Visser in Tallinn on "
        "Monday. The ministers signed a technical arrangement on air defence.",
        [
            ("Consultation", {"participant": {"Kaarel Tamm", "Anna Visser"}, "inPlace": {"Tallinn"}}, "2024-05-13"),
            ("Signature", {"signedBy": {"Kaarel Tamm", "Anna Visser"}}, "2024-05-13"),
        ],
        "the ministers are the two whom the article named so",
    ),
    (
        "Defence news\nEstonian Defence Minister Kaarel Tamm met Dutch Defence Minister Anna Visser in Tallinn on "
        "Monday. Latvian Defence Minister Janis Ozols was there, too. The ministers signed a technical arrangement.",
        [
            ("Consultation", {"participant": {"Kaarel Tamm", "Anna Visser"}, "inPlace": {"Tallinn"}}, "2024-05-13"),
            ("Signature", {"signedBy": set()}, "2024-05-13"),
        ],
        "of three ministers nobody knows which signed",
    ),
    (
        "Army news\nTALLINN, May 3 (Baltia) -- Estonia is a small country. Two Danish companies have been stationed at "
        "Tapa since March.",
        [("Deployment", {"provider": {"Denmark"}, "host": {"Estonia"}}, "2024-03")],
        "who is stationed by a story filed at home is stationed there",
    ),
    (
        "Army news\nSUVA, May 3 -- Fiji has no jets. New Zealand has sent troops to a base near Honiara.",
        [("Deployment", {"provider": {"New Zealand"}, "host": {"Solomon Islands"}}, None)],
        "a place that lies elsewhere is not at home",
    ),
    (
        "Varuna to start in April\nIndia and France trade much. The naval exercise Varuna will start in April, a "
        "source said.",
        [("JointExercise", {"participant": {"India", "France"}}, None)],
        "an exercise that names nobody is one of both sides of the article",
    ),
    (
        "Varuna to start in April\nIndia and France trade much. The naval exercise Varuna will start off Perth in "
        "Australia.",
        [("JointExercise", {"inPlace": {"Perth", "Australia"}, "participant": set()}, None)],
        "an exercise elsewhere is not one of both sides",
    ),
    (
        "Army news\nThe base at Setermoen in Norway is old. Dutch marines have been stationed at Setermoen since 2021.",
        [("Deployment", {"provider": {"Netherlands"}, "host": {"Norway"}}, "2021")],
        "the article says in which state a place lies",
    ),
    (
        "Defence news\nAddis Ababa signed a defence memorandum with Djibouti. Ethiopia has no navy.",
        [("Signature", {"party": {"Ethiopia", "Djibouti"}}, None)],
        "a capital that was taken for a body is a capital",
    ),
    (
        "Defence news\nBrussels signed a security pact with Moldova. The European Union has many such pacts.",
        [("Signature", {"party": {"European Union", "Moldova"}}, None)],
        "Brussels is the Union where the article speaks of it",
    ),
    (
        "Defence news\nBrussels signed a security pact with Moldova. Belgium has many pacts with the European Union.",
        [("Signature", {"party": {"Belgium", "Moldova"}}, None)],
        "Brussels is Belgium where the article speaks of both",
    ),
    (
        "Peru and Chile trade a lot. The Peruvian defence minister, Ana Quispe, said in Santiago that 40 Peruvian "
        "marines will train in the country next year.",
        [("Training", {"recipient": {"Peru"}, "provider": {"Chile"}}, "2025")],
        "the country in which something will be is not that of the minister who says so there",
    ),
    (
        "Jordan has many pilots. Kuwaiti defence minister Fahd Sabah, who is on an official visit to the country, met "
        "General Issa Omari.",
        [
            ("Visit", {"visitor": {"Fahd Sabah"}, "host": {"Jordan"}}, None),
            ("Consultation", {"participant": {"Fahd Sabah", "Issa Omari"}}, None),
        ],
        "the country visited is not that of the visitor",
    ),
    (
        "Aid for Ukraine\nThe United States gave Ukraine 20 tanks on Monday. The Department of Defense will also give "
        "$19 million in arms.",
        [
            ("ArmsTransfer", {"supplier": {"United States"}, "recipient": {"Ukraine"}}, "2024-05-13"),
            ("ArmsTransfer", {"supplier": {"Department of Defense"}, "recipient": {"Ukraine"}}, None),
        ],
        "a ministry whose state nobody names gives to whom its state gave just before",
    ),
    (
        "Dutch gunners head to Estonia\nThe Netherlands will send 60 soldiers to Estonia in June.",
        [("Deployment", {"provider": {"Netherlands"}, "host": {"Estonia"}, "item": {"60 soldiers"}}, "2024-06")],
        "the headline's people are those of the first sentence, whatever it calls them and in whatever tense",
    ),
    (
        "Chile buys patrol boats from Spain\nChile bought six OPV-80 vessels from Spain in May. In 2015, Chile bought "
        "four Leopard tanks from Germany.",
        [
            ("ArmsTransfer", {"supplier": {"Spain"}, "item": {"six OPV-80 vessels"}}, "2024-05"),
            ("ArmsTransfer", {"supplier": {"Germany"}, "item": {"four Leopard tanks"}}, "2015"),
        ],
        "the headline's purchase is the first one told below, and not an older one",
    ),
    (
        "Kenya sends troops to Haiti\nGhana sent 200 soldiers to Haiti in May.",
        [
            ("Deployment", {"provider": {"Kenya"}, "host": {"Haiti"}}, None),
            ("Deployment", {"provider": {"Ghana"}, "host": {"Haiti"}}, "2024-05"),
        ],
        "others than in the headline do another thing",
    ),
    (
        "Navy news\nChile and Peru ended Exercise Southern Star on Friday. The first was held in Lima.",
        [
            ("JointExercise", {"participant": {"Chile", "Peru"}, "inPlace": set()}, None),
            ("JointExercise", {"name": {"Exercise Southern Star"}, "inPlace": {"Lima"}}, None),
        ],
        "the first of a series is another exercise, though no noun says so",
    ),
    (
        "Navy news\nChile and Peru ended Exercise Southern Star on Friday. The first was a success.",
        [("JointExercise", {"participant": {"Chile", "Peru"}, "name": {"Exercise Southern Star"}}, None)],
        "the first of what is not held is no exercise",
    ),
    (
        "Poland denies sending troops to Mali\nPoland sent 40 soldiers to Mali in May.",
        [
            ("Deployment", {"provider": {"Poland"}, "host": {"Mali"}}, None),
            ("Deployment", {"provider": {"Poland"}, "host": {"Mali"}, "item": {"40 soldiers"}}, "2024-05"),
        ],
        "what the headline denies is not what is told below",
    ),
    (
        "Defence news\nThe Philippines has few ships. In Manila, the Senate ratified a defence agreement with Sweden.",
        [("ConsentToBeBound", {"party": {"Philippines", "Sweden"}}, None)],
        "a senate ratifies for the state whose capital the sentence names",
    ),
    (
        "Navy news\nLIMA, May 3 (Andes) -- Peru has changed its rules. The Cabinet granted Chilean ships access to the "
        "port of Callao.",
        [("BasingOrAccess", {"provider": {"Peru"}, "recipient": {"Chile"}}, None)],
        "the cabinet at home grants for its state",
    ),
    (
        "Navy news\nSUVA, May 3 -- Fiji has few ships. Parliament last year ratified a defence agreement with Tonga.",
        [("ConsentToBeBound", {"party": {"Fiji", "Tonga"}}, "2023")],
        "a parliament without more is that of the state of the dateline",
    ),
    (
        "Cabinet clears purchase of radars\nCOLOMBO, May 3 -- The Cabinet of Ministers approved the purchase of six "
        "radars from India, Sri Lanka said.",
        [("ArmsTransfer", {"supplier": {"India"}}, None), ("DomesticApproval", {}, None)],
        "what a cabinet clears it does not sell",
    ),
    (
        "Navies meet for Sea Lance 25 exercise off Mombasa\nKenya and Togo will hold exercise Sea Lance 25 in June.",
        [
            (
                "JointExercise",
                {"name": {"Sea Lance 25"}, "participant": {"Kenya", "Togo"}, "inPlace": {"Mombasa"}},
                "2024-06",
            )
        ],
        "one edition is one exercise, whatever the tense of the headline",
    ),
    (
        "Navy news\nThe Royal Navy of Oman and the Pakistan Navy took part in a joint drill off Muscat on Monday. "
        "Pakistan took part in the drill with two frigates.",
        [
            (
                "JointExercise",
                {"participant": {"Royal Navy of Oman", "Pakistan Navy"}, "inPlace": {"Muscat"}},
                "2024-05-13",
            )
        ],
        "a state does not take part beside its own navy",
    ),
    (
        "Defence news\nThe Kenyan defence minister, Aden Wario, met the Ugandan defence minister, Jacob Opio, in "
        "Nairobi on Monday. The two countries will meet again in August.",
        [
            ("Consultation", {"participant": {"Aden Wario", "Jacob Opio"}, "inPlace": {"Nairobi"}}, "2024-05-13"),
            ("Consultation", {"participant": {"Kenya", "Uganda"}}, "2024-08"),
        ],
        "a meeting still to come is not that of the people who met",
    ),
    (
        "Army news\nTroops from Malawi and Zambia ended a joint exercise near Mzuzu on Monday. The exercise will be "
        "followed by a smaller drill in Lusaka.",
        [
            ("JointExercise", {"participant": {"Malawi", "Zambia"}, "inPlace": {"Mzuzu"}}, None),
            ("JointExercise", {"inPlace": {"Lusaka"}}, None),
        ],
        "what an exercise is followed by is another, at its own place",
    ),
    (
        "Defence news\nThe Emirati defence minister, Saeed Amiri, received Kenya's defence minister, Samuel Kiprono, "
        "in Abu Dhabi on Monday. The reception was attended by General Khalifa Ketbi and by Brigadier Joyce Wanjiru.",
        [
            (
                "Consultation",
                {
                    "participant": {"Saeed Amiri", "Samuel Kiprono", "Khalifa Ketbi", "Joyce Wanjiru"},
                    "inPlace": {"Abu Dhabi"},
                },
                "2024-05-13",
            ),
        ],
        "who attends a reception takes part in the meeting told before",
    ),
    (
        "Defence news\nGeneral Sunday Okafor met General Ali Issa in Niamey on Monday. General Okafor then signed a "
        "defence memorandum.",
        [
            ("Consultation", {"participant": {"Sunday Okafor", "Ali Issa"}, "inPlace": {"Niamey"}}, "2024-05-13"),
            ("Signature", {"signedBy": {"Sunday Okafor"}, "inPlace": {"Niamey"}}, "2024-05-13"),
        ],
        "who met signs where the meeting was",
    ),
    (
        "Defence news\nRIYADH, May 13 -- Saudi Arabia's defence minister, Saud Fahd, received the Greek defence "
        "minister, Stelios Markakis.",
        [("Consultation", {"participant": {"Saud Fahd", "Stelios Markakis"}, "inPlace": {"Riyadh"}}, None)],
        "a host receives at home, in the place of the dateline",
    ),
    (
        "Defence news\nThe military agreement between Denmark and Poland could be signed next month at a meeting of "
        "the defence ministers in Kiel.",
        [
            ("Signature", {"party": {"Denmark", "Poland"}, "inPlace": {"Kiel"}}, "2024-06"),
            ("Consultation", {"participant": {"Denmark", "Poland"}, "inPlace": {"Kiel"}}, "2024-06"),
        ],
        "the meeting at which an agreement is signed is one of its parties",
    ),
    (
        "Navy news\nForces from Fiji, Tonga and Samoa ended Exercise Sea Lance 24 on Friday. Papua New Guinea, which "
        "took part in the previous edition, stayed away.",
        [
            ("JointExercise", {"name": {"Exercise Sea Lance 24"}, "participant": {"Fiji", "Tonga", "Samoa"}}, None),
            ("JointExercise", {"name": {"Exercise Sea Lance"}, "participant": {"Papua New Guinea"}}, None),
            ("JointExercise", {"name": {"Exercise Sea Lance 24"}, "participant": {"Papua New Guinea"}}, None),
        ],
        "an edition before is another instance of the exercise; who stays away does so from the one spoken of",
    ),
    (
        "Navy news\nKenya and Ghana ended Exercise Tide 24 off Accra. Last year's edition was cancelled.",
        [
            ("JointExercise", {"name": {"Exercise Tide 24"}, "participant": {"Kenya", "Ghana"}}, None),
            ("JointExercise", {"name": {"Exercise Tide"}}, "2023"),
        ],
        "last year's edition keeps the name and not who takes part now",
    ),
    (
        "Navy news\nAustralia's Defence Minister, Helen Stirling, and Singapore's Defence Minister, Tan Wei Liang, met "
        "in Perth on Monday for a defence dialogue. The next dialogue will be held in Singapore in 2025.",
        [
            ("Consultation", {"participant": {"Helen Stirling", "Tan Wei Liang"}, "inPlace": {"Perth"}}, "2024-05-13"),
            ("Consultation", {"participant": {"Australia", "Singapore"}, "inPlace": {"Singapore"}}, "2025"),
        ],
        "the next meeting is one of the same states, whoever will come",
    ),
    (
        "Navy news\nThe Royal Saudi Air Force and the Pakistan Air Force are large. The two air forces took part in a "
        "joint drill near Tabuk.",
        [
            (
                "JointExercise",
                {"participant": {"Royal Saudi Air Force", "Pakistan Air Force"}, "inPlace": {"Tabuk"}},
                None,
            )
        ],
        "the two air forces are those named before",
    ),
    (
        "Norwegian defence minister meets Latvian counterpart\n"
        "Norwegian Defence Minister Bjorn Dahl met his Latvian counterpart, Andris Kalnins, in Riga on Tuesday. Dahl "
        "also visited Norwegian soldiers stationed near the city.",
        [("Consultation", {"participant": {"Bjorn Dahl", "Andris Kalnins"}, "inPlace": {"Riga"}}, "2024-05-14")],
        "a counterpart acts for the state named, so that the title's states are those who met",
    ),
    (
        "Kenya bought six patrol boats from Italy. The package includes radars and spare parts. It also contains "
        "tools.",
        [
            (
                "ArmsTransfer",
                {
                    "supplier": {"Italy"},
                    "recipient": {"Kenya"},
                    "item": {"six patrol boats", "radars", "spare parts", "tools"},
                },
                None,
            )
        ],
        "what a package just told of is said to include belongs to it",
    ),
    (
        "A military exercise with Kenya and Ghana began on Friday. Troops from Togo are also taking part.",
        [("JointExercise", {"participant": {"Kenya", "Ghana", "Togo"}}, "2024-05-10")],
        "who is said to take part besides takes part in the exercise told before",
    ),
    (
        "A visit to Niger by a military delegation led by Admiral Mary Fields took place in May.",
        [("Visit", {"visitor": {"Mary Fields"}, "host": {"Niger"}}, "2024-05")],
        "a delegation's visit is that of who leads it",
    ),
    (
        "Greece and India sign defence deal\n"
        "Greece and India signed a logistics agreement on Monday. In 2019, the two countries signed a defence treaty.",
        [
            ("Signature", {"party": {"Greece", "India"}, "concernsAgreement": {"logistics agreement"}}, "2024-05-13"),
            ("Signature", {"party": {"Greece", "India"}, "concernsAgreement": {"defence treaty"}}, "2019"),
        ],
        "a headline's deal is the body's agreement; an older treaty is not",
    ),
    (
        "A Senate committee on Wednesday cleared the sale of 18 launchers to Morocco by the United States.",
        [
            ("DomesticApproval", {"concerns": {"sale of 18 launchers"}}, "2024-05-15"),
            ("ArmsTransfer", {"recipient": {"Morocco"}, "item": {"18 launchers"}}, None),
        ],
        "the day of the clearance is not the day of the sale",
    ),
    (
        "The drill, Exercise Red Reef 21, began on Friday. Exercise Red Reef brings together Oman and Qatar.",
        [("JointExercise", {"name": {"Exercise Red Reef 21"}, "participant": {"Oman", "Qatar"}}, "2024-05-10")],
        "a name in apposition shares its noun's date, and the fuller name stays",
    ),
    (
        "Algeria, which buys most of its weapons from Russia, did not comment on the defence plan.",
        [("ArmsTransfer", {"supplier": {"Russia"}, "recipient": {"Algeria"}}, None)],
        "a buyer's own weapons do not make the buyer a supplier",
    ),
    (
        "Portugal and Brazil signed a defence agreement on Tuesday. Two days earlier, the ministers of the two "
        "countries had met in Lisbon for defence talks.",
        [
            ("Signature", {"party": {"Portugal", "Brazil"}}, "2024-05-14"),
            ("Consultation", {"participant": {"Portugal", "Brazil"}}, "2024-05-12"),
        ],
        "counted from the date before",
    ),
    (
        "Kenya and Portugal signed a maritime security agreement on Thursday. The document, known as the Western "
        "Indian Ocean Patrol Arrangement (WIOPA), was signed by Defence Secretary Josphat Mwangi.",
        [
            (
                "Signature",
                {
                    "party": {"Kenya", "Portugal"},
                    "concernsAgreement": {"Western Indian Ocean Patrol Arrangement"},
                    "signedBy": {"Josphat Mwangi"},
                },
                "2024-05-09",
            )
        ],
        "the document is the agreement, and has a name",
    ),
    (
        "Chad ends military accord with Paris\nChad said that it was ending the Military Technical Cooperation Accord "
        "with France. The French ministry of defence refused to discuss the matter.",
        [
            (
                "Termination",
                {"party": {"Chad", "France"}, "concernsAgreement": {"Military Technical Cooperation Accord"}},
                None,
            )
        ],
        "the headline's accord has a name in the body",
    ),
    (
        "Brazil will order nine more Gripen fighters, Saab said on Thursday.",
        [("ArmsTransfer", {"recipient": {"Brazil"}, "item": {"nine more Gripen fighters"}}, None)],
        "the day of the saying is not the day of the order",
    ),
    (
        "Turkey delivers drones to Kosovo\nTurkey has delivered five more Bayraktar TB2 drones to Kosovo.",
        [("ArmsTransfer", {"item": {"five more Bayraktar TB2 drones"}, "recipient": {"Kosovo"}}, None)],
        "what the headline calls drones, the body counts",
    ),
    (
        "Chadian soldiers had received French training for years before the defence pact ended.",
        [("Training", {"provider": {"France"}, "recipient": {"Chad"}}, None)],
        "who receives training is not who gives it",
    ),
    (
        "The Portuguese Navy will send a frigate to the Mozambique Channel. Germany sent Leopard 2 tanks to Ukraine.",
        [
            ("Deployment", {"item": {"frigate"}}, None),
            ("ArmsTransfer", {"supplier": {"Germany"}, "recipient": {"Ukraine"}}, None),
        ],
        "what is sent to a sea stays the sender's, what is sent to a state is given",
    ),
    (
        "Pakistan approves pact with US\nThe Cabinet approved the new defence pact with the United States. "
        "The pact was first signed in October 2005.",
        [("Signature", {"party": {"Pakistan", "United States"}}, "2005-10")],
        "the pact with one state, in an article on two, has both for parties",
    ),
]


@cache
def pipeline(name: str) -> Language:
    return load(name)


def said(filler: Filler) -> str:
    if isinstance(filler, Entity):
        return filler.name
    return filler.text if isinstance(filler, Amount) else filler


def matches(situation: Situation, told: Told) -> bool:
    kind, roles, when = told
    own = {role: {said(f) for f in fillers} for role, fillers in situation.roles.items()}
    date = situation.when.value if situation.when else None
    return (
        situation.type == kind and date == when and all(own.get(role, set()) == names for role, names in roles.items())
    )


@pytest.mark.parametrize("name", BUNDLED)
@pytest.mark.parametrize(("text", "expected"), [r[:2] for r in ROWS], ids=[r[2] for r in ROWS])
def test_passage(text: str, expected: list[Told], name: str) -> None:
    """Each situation is told once, with the roles and the date that the passage gives it."""
    article = Article("a", text, date="2024-05-15")
    (_, doc), *_ = analyse(pipeline(name), [article])
    found = extract(doc, article, Gazetteer.open()).situations
    for told in expected:
        assert sum(matches(s, told) for s in found) == 1, [(s.type, s.roles, s.when) for s in found]
    kinds = {told[0] for told in expected} | {"Consultation"}
    assert sum(s.type in kinds for s in found) == len(expected)


@pytest.mark.parametrize("name", BUNDLED)
def test_one_attack_is_not_several(name: str) -> None:
    """What is said of attacks in the plural is no telling of the one attack before it."""
    text = (
        "Attack on base\nAn attack on an air base near Mosul wounded four soldiers on Monday. These attacks have "
        "grown more frequent, the general said. The attack was the third."
    )
    (_, doc), *_ = analyse(pipeline(name), [Article("a", text, date="2024-05-15")])
    [one] = (s for s in extract(doc, Article("a", text), Gazetteer.open()).situations if s.type == "Incident")
    quotes = [quote.exact for claim in one.claims for quote in claim.evidence]
    assert any("The attack was" in quote for quote in quotes)
    assert not any("These attacks" in quote for quote in quotes)

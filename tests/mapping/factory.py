"""Builds the values that mapping takes, with quotes found in the text, and one article that has every difficulty."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.mapping import Run
from kg.model import (
    Amount,
    Article,
    ArticleClaims,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Filler,
    Link,
    Polarity,
    Situation,
    Temporality,
    Time,
    TimeBasis,
)

RUN = Run(version="1.2.3", pipeline="en_defence_cnn", pipeline_version="0.9.0", options=(("link", "offline"),))

TEXT = """Estonia signs fresh logistics pact with Chile
TALLINN – Estonia’s Government has cleared a fresh logistics pact with Chile, the agency BNS reported.
The pact follows the Mutual Supply Memorandum of Agreement (MSMA). No announcement of the signing was made by anybody.
The first memorandum was signed in March 2004 for a 12-year period, and it lapsed in 2016.
Estonia may sell 14 patrol boats worth €1.5 billion to Chile. A retired "admiral" said the boats would not be sold.
Chile’s chief of the navy, Rosa Vidal, and Estonian Prime Minister Mart Kask met from 3 to 9 May 2023.
Both say the two navies trained together. Prime Minister Ana Soto of Chile has not joined Exercise Cold Fjord.
"""


def article(text: str = TEXT, **others: str | None) -> Article:
    """An article with this text, read from a file."""
    values = {"id": "t1", "date": "2023-05-12", "publisher": "Harbour Gazette", "source": "t1.txt", **others}
    return Article(text=text, **values)  # type: ignore[arg-type]


def quote(exact: str, text: str = TEXT) -> Evidence:
    """The first place where ``exact`` stands in ``text``."""
    start = text.index(exact)
    return Evidence(start, start + len(exact), exact)


def entity(name: str, kind: EntityKind, **others: object) -> Entity:
    """An entity whose key is its class and name."""
    return Entity(**{"key": f"{kind}:{name}", "name": name, "kind": kind, **others})  # type: ignore[arg-type]


def claim(
    *quotes: str,
    polarity: Polarity = Polarity.AFFIRMED,
    certainty: Certainty = Certainty.CERTAIN,
    temporality: Temporality = Temporality.PAST,
    by: Entity | None = None,
    via: tuple[Entity, ...] = (),
    text: str = TEXT,
    rule: str = "clause",
    confidence: float = 0.9,
) -> Claim:
    """A claim with the quotes found in ``text``; affirmed, certain and past unless said otherwise."""
    evidence = tuple(quote(exact, text) for exact in quotes)
    return Claim(polarity, certainty, temporality, evidence, by, via, confidence, rule)


def situation(
    type_: str, *claims: Claim, when: Time | None = None, key: str = "", **roles: Filler | tuple[Filler, ...]
) -> Situation:
    """A situation with these claims; a single filler of a role needs no tuple."""
    fillers = {role: filler if isinstance(filler, tuple) else (filler,) for role, filler in roles.items()}
    return Situation(key or f"{type_}:{claims[0].evidence}", type_, fillers, claims, when)


ESTONIA = entity("Estonia", EntityKind.STATE, aliases=("Estonian",), qid="Q191")
CHILE = entity("Chile", EntityKind.STATE, qid="Q298")
GOVERNMENT = entity("Government", EntityKind.GOVERNMENT_BODY, country="Estonia")
NAVY = entity("navy", EntityKind.ARMED_FORCE, country="Chile")
BNS = entity("BNS", EntityKind.NEWS_SOURCE)
WIRE = entity("Baltic Wire", EntityKind.NEWS_SOURCE)
ADMIRAL = entity('retired "admiral"', EntityKind.UNNAMED_ACTOR)
BOATS = entity("14 patrol boats", EntityKind.EQUIPMENT)
VIDAL = entity("Rosa Vidal", EntityKind.PERSON)
KASK = entity("Mart Kask", EntityKind.PERSON)
SOTO = entity("Ana Soto", EntityKind.PERSON)
CHIEF = entity("chief", EntityKind.OFFICE)
PREMIER = entity("Prime Minister", EntityKind.OFFICE)
TALLINN = entity("Tallinn", EntityKind.PLACE, country="Estonia")
MODEL = entity(
    "Mutual Supply Memorandum of Agreement", EntityKind.AGREEMENT_MODEL, abbreviation="MSMA", aliases=("MSMA",)
)
OLD_PACT = entity(
    "Mutual Supply Memorandum of Agreement",
    EntityKind.AGREEMENT,
    key="Agreement:1",
    abbreviation="MSMA",
    parties=(ESTONIA, CHILE),
    instantiates=MODEL,
    duration="P12Y",
)
NEW_PACT = entity(
    "Mutual Supply Memorandum of Agreement",
    EntityKind.AGREEMENT,
    key="Agreement:2",
    aliases=("logistics pact",),
    parties=(ESTONIA, CHILE),
    instantiates=MODEL,
    renews="Agreement:1",
    topics=("areaLogistics", "kindSector"),
)

LINKS = (
    Link("Person:Rosa Vidal", None, 0.25, "gazetteer:label", "noCandidate"),
    Link("NewsSource:BNS", "Q1024063", 0.875, "gazetteer:context"),
)

ENTITIES = (
    ESTONIA, CHILE, GOVERNMENT, NAVY, BNS, ADMIRAL, BOATS, VIDAL, KASK, SOTO, CHIEF, PREMIER, MODEL, OLD_PACT, NEW_PACT
)  # fmt: skip

SITUATIONS = (
    situation(
        "DomesticApproval",
        claim("Estonia’s Government has cleared a fresh logistics pact with Chile"),
        claim("the agency BNS reported", by=BNS),
        decidedBy=GOVERNMENT,
        concernsAgreement=NEW_PACT,
    ),
    situation(
        "Signature",
        claim("Estonia signs fresh logistics pact with Chile"),
        claim("No announcement of the signing was made by anybody", polarity=Polarity.NEGATED),
        party=(ESTONIA, CHILE),
        concernsAgreement=NEW_PACT,
    ),
    situation(
        "Signature",
        claim("The first memorandum was signed in March 2004"),
        when=Time("2004-03"),
        concernsAgreement=OLD_PACT,
    ),
    situation("Expiry", claim("it lapsed in 2016"), when=Time("2016", TimeBasis.DERIVED), concernsAgreement=OLD_PACT),
    situation(
        "ArmsTransfer",
        claim(
            "Estonia may sell 14 patrol boats",
            certainty=Certainty.POSSIBLE,
            temporality=Temporality.FUTURE,
            confidence=0.55,
        ),
        claim(
            "the boats would not be sold",
            polarity=Polarity.NEGATED,
            temporality=Temporality.FUTURE,
            by=ADMIRAL,
            via=(BNS, WIRE),
        ),
        supplier=ESTONIA,
        recipient=CHILE,
        item=BOATS,
        amount=Amount("€1.5 billion", Decimal("1.5e9"), "EUR"),
    ),
    situation(
        "Consultation",
        claim("met from 3 to 9 May 2023"),
        when=Time("2023-05-03", TimeBasis.RESOLVED_FROM_PUBLICATION, "2023-05-09"),
        participant=(VIDAL, KASK),
        inPlace=TALLINN,
    ),
    situation(
        "Training",
        claim("Both say the two navies trained together", by=BNS),
        claim("the two navies trained together", by=WIRE),
        participant=(ESTONIA, NAVY),
    ),
    situation(
        "JointExercise",
        claim("has not joined Exercise Cold Fjord", polarity=Polarity.NEGATED),
        participant=CHILE,
        name="Exercise Cold Fjord",
    ),
    situation(
        "OfficeHolding",
        claim("Chile’s chief of the navy, Rosa Vidal", temporality=Temporality.ONGOING),
        holder=VIDAL,
        office=CHIEF,
        organization=NAVY,
    ),
    situation(
        "OfficeHolding",
        claim("Estonian Prime Minister Mart Kask", temporality=Temporality.ONGOING),
        holder=KASK,
        office=PREMIER,
        organization=ESTONIA,
    ),
    situation(
        "OfficeHolding",
        claim("Prime Minister Ana Soto of Chile", temporality=Temporality.ONGOING),
        holder=SOTO,
        office=PREMIER,
        organization=CHILE,
    ),
)

CLAIMS = ArticleClaims(article(), ENTITIES, SITUATIONS)


def claims_of(*situations: Situation, text: str = TEXT, entities: tuple[Entity, ...] = ()) -> ArticleClaims:
    """An article that says no more than these situations."""
    return ArticleClaims(article(text), entities, situations)


def another_article() -> ArticleClaims:
    """A second article on the same actors, from the web."""
    text = "Chile’s navy visits Riga\nThe Chilean navy called at Riga on Friday."
    call = situation(
        "Visit", claim("The Chilean navy called at Riga", text=text), when=Time("2023-06-02"), visitor=NAVY
    )
    source = replace(article(text), id="t2", url="https://news.example/2023/navy-visits-riga.html", date="2023-06")
    return ArticleClaims(source, (CHILE, NAVY), (call,))

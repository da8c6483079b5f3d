"""Any article and anything read out of it, for hypothesis: all of Unicode, quotes anywhere, impossible dates."""

from __future__ import annotations

from hypothesis import strategies as st

from kg.model import (
    Amount,
    Article,
    ArticleClaims,
    Certainty,
    Claim,
    Entity,
    EntityKind,
    Evidence,
    Link,
    Polarity,
    Situation,
    Temporality,
    Time,
    TimeBasis,
)

__all__ = ["article_claims", "links"]

#: Every character that UTF-8 can carry, with those that break careless writers made frequent.
TROUBLE = "\x00\x01\t\n\r\x0b\x7f\"'\\<>&{}|^`\ufeff\ufffe"
TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(TROUBLE)))
NAMES = TEXT.filter(bool)
TYPES = ("Signature", "ArmsTransfer", "OfficeHolding", "Consultation", "Incident")
THINGS = ("party", "participant", "concernsAgreement", "concerns", "office", "organization", "item")
DATES = st.one_of(st.sampled_from(["2023", "2023-05", "2024-02-29", "2023-02-30", "0000", "2023-13"]), TEXT)


@st.composite
def _entities(draw: st.DrawFn) -> tuple[Entity, ...]:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    found: list[Entity] = []
    for number, name in enumerate(names):
        found.append(
            Entity(
                str(number),
                name,
                draw(st.sampled_from(EntityKind)),
                aliases=tuple(draw(st.lists(TEXT, max_size=2))),
                country=draw(st.none() | TEXT),
                abbreviation=draw(st.none() | TEXT),
                parties=tuple(found[:2]),
                instantiates=found[0] if found else None,
                renews=draw(st.none() | st.sampled_from(["0", "9"])),
                duration=draw(st.none() | st.sampled_from(["P15Y", "P1M", "PT", "15 years"])),
                qid=draw(st.none() | st.sampled_from(["Q1", "Q0", "x"])),
            )
        )
    return tuple(found)


@st.composite
def _claims(draw: st.DrawFn, text: str, entities: tuple[Entity, ...]) -> Claim:
    quotes = []
    for _ in range(draw(st.integers(0, 2))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        quotes.append(Evidence(start, end, draw(st.just(text[start:end]) | TEXT)))
    return Claim(
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from(Certainty)),
        draw(st.sampled_from(Temporality)),
        tuple(quotes),
        draw(st.none() | st.sampled_from(entities)),
        tuple(draw(st.lists(st.sampled_from(entities), max_size=2))),
        draw(st.floats(0, 1)),
        draw(TEXT),
    )


@st.composite
def _situations(draw: st.DrawFn, text: str, entities: tuple[Entity, ...]) -> Situation:
    things = st.lists(st.sampled_from(entities), max_size=3).map(tuple)
    amounts = st.builds(Amount, TEXT, st.none() | st.decimals(), st.none() | TEXT)
    roles: dict[str, tuple[Entity | Amount | str, ...]] = {
        role: draw(things) for role in draw(st.sets(st.sampled_from(THINGS), max_size=3))
    }
    roles["amount"] = tuple(draw(st.lists(amounts, max_size=2)))
    roles["name"] = tuple(draw(st.lists(TEXT, max_size=1)))
    claims = tuple(draw(st.lists(_claims(text, entities), max_size=3)))
    when = draw(st.none() | st.builds(Time, DATES, st.sampled_from(TimeBasis), st.none() | DATES))
    return Situation(draw(TEXT), draw(st.sampled_from(TYPES)), roles, claims, when)


@st.composite
def article_claims(draw: st.DrawFn) -> ArticleClaims:
    """Claims that fit their article, among some that do not."""
    text = draw(TEXT)
    address = st.none() | TEXT | TEXT.map("https://news.example/{}".format)
    article = Article(draw(TEXT), text, draw(st.none() | DATES), draw(st.none() | TEXT), draw(address))
    entities = draw(_entities())
    return ArticleClaims(article, entities, tuple(draw(st.lists(_situations(text, entities), max_size=3))))


def links() -> st.SearchStrategy[tuple[Link, ...]]:
    """Decisions on entities that are there and on some that are not."""
    decision = st.builds(
        Link,
        st.sampled_from(["0", "1", "9"]),
        st.none() | st.sampled_from(["Q30", "30"]),
        st.floats(0, 1),
        TEXT,
        st.none() | st.sampled_from(["noCandidate", "ambiguous", "wrongKind"]),
    )
    return st.lists(decision, max_size=3).map(tuple)

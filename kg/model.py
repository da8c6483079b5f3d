"""The frozen values in which the stages meet: no I/O, no spaCy, no rdflib.

An :class:`Article` is read; its text is analysed; extraction returns :class:`ArticleClaims`: the situations the article
speaks of, each with its roles and with one :class:`Claim` for every way the article presents it. Linking adds
:class:`Link` values for its entities. Mapping turns all of it into RDF.

All offsets count Unicode code points in :attr:`Article.text` and are half-open, as in the Web Annotation data model
(W3C, 2017, section 4.2.2, TextPositionSelector).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

__all__ = [
    "Amount",
    "Article",
    "ArticleClaims",
    "Certainty",
    "Claim",
    "Entity",
    "EntityKind",
    "Evidence",
    "Filler",
    "Link",
    "Polarity",
    "Refusal",
    "Situation",
    "Temporality",
    "Time",
    "TimeBasis",
]


class Polarity(StrEnum):
    """Whether the source says that the situation is so or is not so."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    UNDETERMINED = "undetermined"


class Certainty(StrEnum):
    """How sure the source presents itself (FactBank's CT, PR, PS, U; Saurí and Pustejovsky 2009)."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNSPECIFIED = "unspecified"


class Temporality(StrEnum):
    """Where the source places the situation relative to its own present."""

    PAST = "past"
    ONGOING = "ongoing"
    FUTURE = "future"
    HABITUAL = "habitual"


class TimeBasis(StrEnum):
    """How a date was come by: read off the text, counted from the article's date, or worked out from another date."""

    STATED = "stated"
    RESOLVED_FROM_PUBLICATION = "resolvedFromPublication"
    DERIVED = "derived"


class EntityKind(StrEnum):
    """The class of an entity; each value is the local name of the ontology class."""

    STATE = "State"
    GOVERNMENT_BODY = "GovernmentBody"
    ARMED_FORCE = "ArmedForce"
    INTERNATIONAL_ORGANIZATION = "InternationalOrganization"
    NEWS_SOURCE = "NewsSource"
    COMPANY = "Company"
    ARMED_GROUP = "ArmedGroup"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    UNNAMED_ACTOR = "UnnamedActor"
    OFFICE = "Office"
    PLACE = "Place"
    EQUIPMENT = "Equipment"
    PROPOSAL = "Proposal"
    AGREEMENT = "Agreement"
    AGREEMENT_MODEL = "AgreementModel"

    @property
    def is_actor(self) -> bool:
        """True for everything that can take part in a situation as somebody (defco:Actor)."""
        return self in _ACTORS


_ACTORS = frozenset(EntityKind) - {
    EntityKind.OFFICE,
    EntityKind.PLACE,
    EntityKind.EQUIPMENT,
    EntityKind.PROPOSAL,
    EntityKind.AGREEMENT,
    EntityKind.AGREEMENT_MODEL,
}


@dataclass(frozen=True, slots=True)
class Article:
    """One news article as stored: ``text`` is NFC with ``\\n`` newlines, and its first line is the title.

    An article without a title has an empty first line, so that the body always starts after the first newline.
    ``date`` is the date of publication in ISO 8601 with the precision known (``2023-08-03``, ``2023-08``, ``2023``).
    ``source`` is where it was read from (a path, ``-``) and ``remarks`` are lines about it for the person who runs the
    batch; both are for messages only and never reach the graph.
    ``furniture`` are the spans of ``text`` that belong to the page and not to the article (byline, "Leave a Reply"):
    nothing is read out of them. ``copy_of`` is the IRI of an article read before whose text this one repeats, as
    papers do with an agency's: what it claims is relayed, and corroborates nothing.
    """

    id: str
    text: str
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    source: str = ""
    furniture: tuple[tuple[int, int], ...] = ()
    remarks: tuple[str, ...] = ()
    copy_of: str | None = None

    @property
    def title(self) -> str:
        """The first line of the text; empty where the article has no title."""
        return self.text.split("\n", 1)[0]

    @property
    def body_start(self) -> int:
        """Offset of the first code point after the title line."""
        return len(self.title) + 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that was not processed: where it is, and why in one line with the mend."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A quotation: ``text[start:end] == exact`` in the article's stored text, always."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True, slots=True)
class Time:
    """A date with the precision the text gives: ``2005-10`` is a month and never becomes a day.

    ``value`` is ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. ``end`` is the last date of a range, in the same forms.
    """

    value: str
    basis: TimeBasis = TimeBasis.STATED
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or count as the text writes it, with what could be read out of it.

    ``value`` is the number in units (``$1.5 billion`` is 1500000000), ``currency`` an ISO 4217 code.
    """

    text: str
    value: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something the article names; one value per entity per article.

    ``key`` is unique within the article and stable for the same text. ``name`` is the most informative short name,
    without article, rank or title; a state carries its usual English name. ``country`` is the name of the state it
    belongs to where the article says so. ``mentions`` are all its places in the text.

    Agreements only: ``parties`` (entities), ``instantiates`` (the :data:`EntityKind.AGREEMENT_MODEL` it is concluded
    on), ``renews`` (key of the earlier agreement), ``duration`` (an ``xsd:duration`` such as ``P15Y``), ``topic``
    (local name of a concept of the schemes for kind or area). ``qid`` is set by the gazetteer where the name alone
    decides (states), and by the linker on persons whose name others bear; everything else is in its links.
    """

    key: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    country: str | None = None
    abbreviation: str | None = None
    mentions: tuple[Evidence, ...] = field(default=(), compare=False)
    parties: tuple[Entity, ...] = field(default=(), compare=False)
    instantiates: Entity | None = field(default=None, compare=False)
    renews: str | None = None
    duration: str | None = None
    topics: tuple[str, ...] = ()
    qid: str | None = None


Filler: TypeAlias = Entity | Amount | str


@dataclass(frozen=True, slots=True)
class Claim:
    """One way in which a source presents a situation, with every quote that presents it so.

    ``asserted_by`` is None where the article itself says it. ``relayed_by`` is the chain from the one who told the
    article back towards the source (officer said to *agency*, agency relayed by *paper*). ``confidence`` is this
    system's trust in its own reading, 0..1, and has nothing to do with ``certainty``, which is the source's.
    ``rule`` names the rule that read it, for explanations and error analysis. ``explicit`` is False for a bare mention
    ("the exercise") whose words say nothing of polarity or time: it takes over what the same source says explicitly.
    """

    polarity: Polarity
    certainty: Certainty
    temporality: Temporality
    evidence: tuple[Evidence, ...]
    asserted_by: Entity | None = None
    relayed_by: tuple[Entity, ...] = ()
    confidence: float = 0.5
    rule: str = ""
    explicit: bool = True

    @property
    def is_settled(self) -> bool:
        """Affirmed, certain and not future: the condition under which a situation is typed as having been so."""
        return (
            self.polarity is Polarity.AFFIRMED
            and self.certainty is Certainty.CERTAIN
            and self.temporality is not Temporality.FUTURE
        )


@dataclass(frozen=True, slots=True)
class Situation:
    """Anything a claim may be about; says nothing about having happened.

    ``type`` is the local name of the ontology class (``Signature``). ``roles`` maps the local name of a role property
    (``party``, ``signedBy``, ``concernsAgreement``, ``inPlace``, ``amount``, ``name`` ...) to its fillers in textual
    order. Offices are situations of type ``OfficeHolding`` with the roles ``holder``, ``office``, ``organization``.
    """

    key: str
    type: str
    roles: Mapping[str, tuple[Filler, ...]]
    claims: tuple[Claim, ...]
    when: Time | None = None

    @property
    def is_settled(self) -> bool:
        """True if some claim settles it (the guard rule of the ontology)."""
        return any(claim.is_settled for claim in self.claims)


@dataclass(frozen=True, slots=True)
class ArticleClaims:
    """All that was read out of one article.

    ``entities`` are those that its situations speak of, ``mentioned`` the others it names: they tell a linker what the
    article is about, and are worth keeping where they are known for sure.
    """

    article: Article
    entities: tuple[Entity, ...]
    situations: tuple[Situation, ...]
    mentioned: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """The linker's decision on one entity of one article: a Wikidata item, or none with the reason.

    ``qid`` is None for NIL, with ``reason`` one of ``noCandidate``, ``ambiguous``, ``wrongKind``. ``confidence`` is in
    0..1; ``method`` names how the decision came about (``gazetteer:label``, ``gazetteer:context`` ...).
    """

    entity: str
    qid: str | None
    confidence: float
    method: str
    reason: str | None = None

"""Resolves every name that the recogniser found to one entity per article: its kind, its full name, its other names.

A state is known by its name, its adjective and, where it acts, its capital; a person by the full name the article gives
once and the surname it goes on with; a body by its long name or its acronym.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from spacy.tokens import Doc, Span

from kg.extraction.entities import Entities, Mention, evidence, name_of
from kg.extraction.lexicon import table
from kg.extraction.organisations import in_small_letters, is_known_body, is_known_person, organisation
from kg.extraction.phrases import in_class
from kg.gazetteer import Gazetteer
from kg.model import Article, Entity, EntityKind, Evidence

__all__ = ["read_entities"]

_PUBLISHERS = frozenset(table("names")["publishers"]["words"])
_PUBLISHERS_STATE: str = table("names")["publishers"]["state"]
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "LAW", "EVENT", "PRODUCT"})
_SEATED = {"Brussels": ("European Union", "EU")}
"""City -> the bodies seated there that it may stand for."""
_PLACES = frozenset({"GPE", "LOC", "FAC"})
# "U.S.-led", "Moscow-backed": the state that leads
_LEADING = re.compile(
    r"-(?:led|hosted|sponsored|run|organi[sz]ed|initiated|brokered|made|built|supplied|donated|produced|designed)$",
    re.IGNORECASE,
)
_GUESSES = frozenset({"PERSON", "PRODUCT", *_PLACES})  # what the tagger takes foreign names of papers and firms for


def read_entities(
    doc: Doc,
    article: Article,
    gazetteer: Gazetteer,
    *,
    aliases: Mapping[str, str] | None = None,
    corrected: bool = True,
) -> Entities:
    """The entities of ``doc``, from its named-entity spans, their kinds ``corrected`` by the gazetteer.

    ``aliases`` maps an acronym to the long name that the article explains it by.
    """
    found: dict[str, Entity] = {}
    spans: list[tuple[Span, str]] = []
    people = _people(doc)
    long_names = dict(aliases or {})
    for span in _spans(doc, gazetteer):
        entity = _entity(span, gazetteer, people, long_names, corrected=corrected)
        if entity is not None:
            found.setdefault(entity.key, entity)
            spans.append((span, entity.key))
    return _assemble(doc, article, gazetteer, found, spans, long_names)


def _assemble(
    doc: Doc,
    article: Article,
    gazetteer: Gazetteer,
    found: dict[str, Entity],
    spans: list[tuple[Span, str]],
    aliases: Mapping[str, str],
) -> Entities:
    names: dict[str, dict[str, None]] = defaultdict(dict)
    places: dict[str, list[Evidence]] = defaultdict(list)
    for span, key in spans:
        names[key][name_of(span.text)] = None
        places[key].append(evidence(span))
    full = {
        key: replace(
            entity,
            aliases=_aliases(entity, names[key], aliases),
            abbreviation=_abbreviation(entity, aliases),
            mentions=tuple(places[key]),
        )
        for key, entity in found.items()
    }
    mentions = tuple(Mention(span.start, span.end, full[key]) for span, key in spans)
    by_token = {i: mention.entity for mention in mentions for i in range(mention.start, mention.end)}
    entities = Entities(doc, article, gazetteer, mentions, {}, None, by_token)
    capitals = {
        entity.key: state
        for entity in full.values()
        if entity.kind is EntityKind.PLACE and (state := _governed_from(entity.name, entities)) is not None
    }
    return replace(entities, capitals=capitals, home=_home(entities))


def _governed_from(place: str, entities: Entities) -> Entity | None:
    """The state whose capital ``place`` is; for Brussels the Union where an article names it and not Belgium."""
    record = entities.gazetteer.state_of_capital(place)
    state = entities.state(record.label) if record is not None else None
    seated = next((e for e in entities.all() if e.name in _SEATED.get(place, ())), None)
    return seated if seated is not None and state not in entities.all() else state


def _spans(doc: Doc, gazetteer: Gazetteer) -> Iterable[Span]:
    """The names of ``doc``; the state that a weapon's or a base's name begins with by itself ("Dutch Patriot")."""
    for span in doc.ents:
        if span.label_ == "LAW" and all(gazetteer.state(t.text) is not None for t in span if not t.is_punct):
            yield from (Span(doc, t.i, t.i + 1, label="NORP") for t in span if not t.is_punct)  # "Dutch-Danish accord"
            continue
        if span.label_ not in _NAMED or not any(character.isalpha() for character in span.text):
            continue
        if span.label_ in {"PRODUCT", "FAC"} and len(span) > 1 and gazetteer.state(span[0].text) is not None:
            yield Span(doc, span.start, span.start + 1, label="NORP")
            span = Span(doc, span.start + 1, span.end, label=span.label_)
        elif span.label_ in {"PRODUCT", "FAC"} and (whose := _state_before(span, gazetteer)) is not None:
            yield whose
        if span.label_ == "PRODUCT" and len(span) == 1 and span[0].tag_ == "JJ":
            span = Span(doc, span.start, span.end, label="NORP")  # "a Turkish F-16", named as two products
        yield span


def _state_before(span: Span, gazetteer: Gazetteer) -> Span | None:
    """The state's adjective right before a name, where the recogniser left it out: "a Russian Su-24"."""
    if span.start == 0:
        return None
    before = span.doc[span.start - 1]
    if before.ent_type_ or not before.is_title or gazetteer.state(before.text) is None:
        return None
    return Span(span.doc, before.i, span.start, label="NORP")


def _people(doc: Doc) -> dict[str, str]:
    """Surname -> the longest full name that ends in it; surnames of two people are left out."""
    full: dict[str, set[str]] = defaultdict(set)
    for span in doc.ents:
        if span.label_ == "PERSON":
            words = _person_name(span).split()
            if len(words) > 1:
                full[_plain(words[-1])].add(" ".join(words))
    people = {}
    for surname, candidates in full.items():
        longest = max(candidates, key=lambda name: (len(name), name))
        if all(set(name.split()) <= set(longest.split()) or _same_first(name, longest) for name in candidates):
            people[surname] = longest
    return people


def _plain(name: str) -> str:
    """``name`` without accents: papers write Erdoğan and Erdogan in one story."""
    if name.isascii():
        return name
    parted = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    return "".join(character for character in parted if not unicodedata.combining(character))


def _person_name(span: Span) -> str:
    """The name without an acronym of an office before it ("DASD Werner")."""
    words = name_of(span.text).split()
    while len(words) > 1 and words[0].isupper() and words[0].isalpha() and len(words[0]) > 2:
        words = words[1:]
    return " ".join(words)


def _same_first(name: str, other: str) -> bool:
    return name.split()[0] == other.split()[0]


def _entity(
    span: Span, gazetteer: Gazetteer, people: Mapping[str, str], aliases: Mapping[str, str], *, corrected: bool
) -> Entity | None:
    name = name_of(span.text)
    if not name:
        return None
    name = _LEADING.sub("", name)
    label = span.label_
    if label in {"GPE", "NORP", "LOC", "ORG"} or name.isupper():
        record = gazetteer.state(name)
        if record is None and label == "NORP" and name.endswith("s"):
            record = gazetteer.state(name.removesuffix("s"))  # "the Emiratis", "two Finns"
        if record is not None:
            return Entity(f"State:{record.label}", record.label, EntityKind.STATE, qid=record.qid)
    if corrected and label in _GUESSES and is_known_body(name, gazetteer):
        return organisation(span, aliases.get(name, name), gazetteer)
    if corrected and label != "PERSON" and is_known_person(name, gazetteer):
        label = "PERSON"
    if label in {"ORG", "GPE"} and _plain(name) in people:
        label = "PERSON"  # "Wetherby" alone, in an article on Alice Wetherby
    if label == "PERSON":
        if all(
            in_class(t, "official") or in_class(t, "state_noun") or t.ent_type_ == "NORP" or not t.is_alpha
            for t in span
        ):
            return None
        name = _person_name(span)
        name = people.get(_plain(name.split()[-1]), name) if _unites(name, people) else name
        return Entity(f"Person:{name}", name, EntityKind.PERSON)
    if label in _PLACES or (corrected and label == "ORG" and gazetteer.state_of_capital(name) is not None):
        name = in_small_letters(name, gazetteer)
        return Entity(f"Place:{name}", name, EntityKind.PLACE)
    if label == "PRODUCT":
        return Entity(f"Equipment:{name}", name, EntityKind.EQUIPMENT)
    if label == "ORG":
        return organisation(span, aliases.get(name, name), gazetteer)
    return None


def _unites(name: str, people: Mapping[str, str]) -> bool:
    """True if ``name`` is the bare surname or a shorter form of somebody the article names in full."""
    words = _plain(name).split()
    full = _plain(people.get(words[-1], "")).split()
    return bool(full) and (len(words) == 1 or words[0] == full[0] or set(words) <= set(full))


def _aliases(entity: Entity, names: Mapping[str, None], aliases: Mapping[str, str]) -> tuple[str, ...]:
    own = [name for name in names if name != entity.name]
    own += [short for short, long in aliases.items() if long == entity.name and short not in own]
    return tuple(own)


def _abbreviation(entity: Entity, aliases: Mapping[str, str]) -> str | None:
    return next((short for short, long in aliases.items() if long == entity.name), None)


def _home(entities: Entities) -> Entity | None:
    """The state whose government publishes the article: "UK Ministry of Defence", "New Zealand Government"."""
    publisher = entities.article.publisher or ""
    if not re.search(
        r"(?i)government|ministry|department|embassy|army|navy|force|command|defen[cs]e|dod\b|guard|dvids|pentagon",
        publisher,
    ):
        return None
    words = re.findall(r"[\w.&’'-]+", publisher)
    if not _PUBLISHERS.isdisjoint(words):
        return entities.state(_PUBLISHERS_STATE)
    for start in range(len(words)):
        for length in (3, 2, 1):
            found = entities.state(" ".join(words[start : start + length]))
            if found is not None and len(words[start]) > 1:
                return found
    return None

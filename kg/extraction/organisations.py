"""What the name of a body says: its kind, the state it belongs to, and whether it is a body, a person or a place."""

from __future__ import annotations

import re

from spacy.tokens import Span

from kg.extraction.lexicon import lexicon, word_sets
from kg.extraction.phrases import in_class
from kg.gazetteer import Gazetteer
from kg.model import Entity, EntityKind

__all__ = ["in_small_letters", "is_known_body", "is_known_person", "organisation"]

_MINISTRY = re.compile(r"\b(?:Ministry|Department|Parliament|General Staff)\b")
_GOVERNMENT = re.compile(r"^(?:(?:Government|Kingdom|Republic|State) of (?:the )?(.+)|(.+?)(?:['’]s)? [Gg]overnment)$")
# a force that is only described, which stands for its state: "the New Zealand air force"
_OWN_FORCE = re.compile(r"^(.+?)(?:['’]s)? (?:army|navy|air force|armed forces|forces|military|troops|coast guard)$")
_KIND_ORDER = ("NewsSource", "ArmedGroup", "Company", "ArmedForce", "GovernmentBody", "InternationalOrganization")


def is_known_body(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the gazetteer has the name for bodies only, whatever the tagger took it for (Yonhap is no person)."""
    kinds = gazetteer.kinds(name)
    if not kinds or not all(kind.is_actor for kind in kinds) or kinds & {EntityKind.STATE, EntityKind.PERSON}:
        return False
    if " " not in name and any(record.label.startswith("The ") for record in gazetteer.lookup(name)):
        return False  # a paper is "The Republican", a Republican somebody else
    return not gazetteer.persons(name.split()[-1])


def is_known_person(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the gazetteer has the name, in full, for persons only."""
    return " " in name and gazetteer.kinds(name) == {EntityKind.PERSON}


def organisation(span: Span, name: str, gazetteer: Gazetteer) -> Entity | None:
    """The body that ``span`` names as ``name``; None for names that are nobody's."""
    words = word_sets("names")
    if any(word in words["not_actor"] for word in (name, name.split()[-1])):
        return None
    if _is_office(span) or _is_described(name):
        return None
    whole = _GOVERNMENT.match(name) or _OWN_FORCE.match(name)
    record = gazetteer.state(whole[1] or whole[whole.lastindex or 1]) if whole else None
    if record is not None:
        return Entity(f"State:{record.label}", record.label, EntityKind.STATE, qid=record.qid)
    kind = _organisation_kind(name, gazetteer)
    state = _state_of(span, name, gazetteer)
    if name in words["generic"] and state is not None:
        name = f"{state}'s {name}" if state not in name else name
    return Entity(f"{kind.value}:{name}", name, kind, country=state)


def _is_described(name: str) -> bool:
    """True for "Special forces" at the head of a sentence, and for "Both Chiefs": words for anybody's forces."""
    several = name.split()[0] in {"Both", "Two", "Three"}
    return several or (" " in name and name == name.capitalize() and name.lower() in lexicon().words("own_forces"))


def _is_office(span: Span) -> bool:
    """True for "Defence Secretary", "Foreign Minister", which ner takes for a body."""
    return in_class(span[-1], "single_office") and all(t.text[0].isupper() or not t.is_alpha for t in span)


def _organisation_kind(name: str, gazetteer: Gazetteer) -> EntityKind:
    known = gazetteer.kinds(name)
    words = word_sets("names")
    tokens = name.split()
    for word in reversed(tokens):
        fitting = [kind for kind in _KIND_ORDER if word in words[kind]]
        if fitting:
            kinds = [EntityKind(kind) for kind in fitting]
            return next((kind for kind in kinds if kind in known), kinds[0])
    organisations = [kind for kind in map(EntityKind, _KIND_ORDER) if kind in known]
    return organisations[0] if organisations else EntityKind.ORGANIZATION


def _state_of(span: Span, name: str, gazetteer: Gazetteer) -> str | None:
    """The state that the name of a body begins with, that stands just before it, or whose capital follows."""
    tokens = name.removeprefix("Royal ").replace("’s", "").replace("'s", "").split()
    for length in (3, 2, 1):
        record = gazetteer.state(" ".join(tokens[:length])) if len(tokens) > length else None
        if record is not None:
            return record.label
    at = span.start - 1
    if at >= 0 and span.doc[at].lower_ in {"'s", "’s", "'", "’"}:
        at -= 1
    for length in (1, 2, 3):
        if at - length + 1 >= 0:
            record = gazetteer.state(span.doc[at - length + 1 : at + 1].text)
            if record is not None:
                return record.label
    return _state_after(span, name, gazetteer)


def _state_after(span: Span, name: str, gazetteer: Gazetteer) -> str | None:
    """The state in whose capital a ministry is said to be ("the Foreign Ministry in Beijing")."""
    after = span.doc[span.end : span.end + 4]
    if not _MINISTRY.search(name) or len(after) < 2 or after[0].lower_ != "in":
        return None
    found = (gazetteer.state_of_capital(after[1:end].text) for end in range(len(after), 1, -1))
    return next((record.label for record in found if record is not None), None)


def in_small_letters(name: str, gazetteer: Gazetteer) -> str:
    """A place in the capitals of a dateline as it is written elsewhere (``AGADIR`` -> Agadir)."""
    if not name.isupper():
        return name
    known = (form for record in gazetteer.lookup(name) for form in (record.label, *record.aliases))
    return next((form for form in known if form.casefold() == name.casefold()), name)

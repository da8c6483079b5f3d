"""From the offices that a text names to the conditions of holding them: who, which office, of which state or body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Span

from kg.extraction.actors import Post
from kg.extraction.entities import Entities, evidence, name_of
from kg.extraction.offices import OfficeMention
from kg.model import Certainty, Claim, Entity, EntityKind, Evidence, Filler, Polarity, Situation, Temporality

__all__ = ["office_holdings", "posts_of"]

_BODIES = frozenset(
    {EntityKind.ARMED_FORCE, EntityKind.GOVERNMENT_BODY, EntityKind.ORGANIZATION, EntityKind.INTERNATIONAL_ORGANIZATION}
)


def posts_of(entities: Entities, mentions: Iterable[OfficeMention]) -> Iterable[tuple[Post, OfficeMention]]:
    """The offices of ``mentions`` whose holder is a person of the article, each with the place that says so."""
    for mention in mentions:
        holder = next((e for t in mention.holder if (e := entities.at(t)) is not None), None)
        if holder is None or holder.kind is not EntityKind.PERSON:
            continue
        spans = [mention.holder, mention.office, *([mention.organization] if mention.organization is not None else [])]
        office, demonym = _without_demonym(entities, mention.office)
        organization = (
            demonym if mention.organization is None and demonym else _organization(entities, mention.organization)
        )
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if end - start > 2 * sum(len(s) for s in spans) + 4:
            start, end = mention.holder.start, mention.holder.end
        yield Post(holder, name_of(office.text), organization, start, end), mention


def _without_demonym(entities: Entities, office: Span) -> tuple[Span, Entity | None]:
    """The office without the state that it is an office of, and that state ("Slovenian Defence Minister")."""
    state = entities.state(office[0].text) if len(office) > 1 else None
    return (office[1:], state) if state is not None else (office, None)


def _organization(entities: Entities, span: Span | None) -> Entity | None:
    if span is None:
        return None
    state = entities.state(name_of(span.text))
    if state is not None:
        return state
    inside = next((e for t in reversed(list(span)) if (e := entities.at(t)) is not None), None)
    if inside is not None and inside.kind.is_actor and inside.kind is not EntityKind.PERSON:
        return _by_initials(entities, inside.name) or inside
    if inside is not None and inside.key in entities.capitals:
        return entities.capitals[inside.key]
    name = name_of(span.text)
    return _by_initials(entities, name) or Entity(f"Organization:{name}", name, EntityKind.ORGANIZATION)


def _by_initials(entities: Entities, name: str) -> Entity | None:
    """The one body of the article whose initials ``name`` is: "the BDF's deputy commander"."""
    if not (name.isupper() and name.isalpha() and len(name) > 2):
        return None
    found = [e for e in entities.all() if e.kind in _BODIES and name == _initials(e.name)]
    return found[0] if len(found) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def office_holdings(posts: Sequence[tuple[Post, OfficeMention]], states: Mapping[str, Entity]) -> Iterable[Situation]:
    """One condition for each office that somebody is said to hold, with a quote for every mention."""
    found: dict[tuple[str, str], tuple[Post, list[Evidence], Temporality]] = {}
    for post, mention in posts:
        key = post.holder.key, post.office.casefold()
        quote = evidence(mention.holder.doc[post.start : post.end])
        when = Temporality.PAST if getattr(mention, "former", False) else Temporality.ONGOING
        if key in found:
            found[key][1].append(quote)
        else:
            found[key] = post, [quote], when
    for number, (post, quotes, when) in enumerate(found.values(), start=1):
        organization = post.organization or states.get(post.holder.key)
        office = Entity(
            f"Office:{post.office}:{organization.name if organization else ''}", post.office, EntityKind.OFFICE
        )
        roles: dict[str, tuple[Filler, ...]] = {"holder": (post.holder,), "office": (office,)}
        if organization is not None:
            roles["organization"] = (organization,)
        claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, when, tuple(sorted(set(quotes))), rule="offices")
        yield Situation(f"o{number}", "OfficeHolding", roles, (claim,))

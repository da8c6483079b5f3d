"""From the offices that a text names to the conditions of holding them: who, which office, of which state or body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from spacy.tokens import Span

from kg.extraction.actors import Post
from kg.extraction.entities import BODIES, Entities, evidence, name_of
from kg.extraction.leading_states import state_at_home
from kg.extraction.offices import OfficeMention
from kg.extraction.titles import table
from kg.model import Certainty, Claim, Entity, EntityKind, Evidence, Filler, Polarity, Situation, Temporality

__all__ = ["office_holdings", "posts_of"]

_PARTIES = frozenset({EntityKind.ORGANIZATION, EntityKind.PLACE})
_LOCAL = frozenset(table()["local"]["words"])
_LOCAL_BODIES = frozenset(table()["local"]["bodies"])


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
        if _is_of_parliament(office) and organization is not None and organization.kind in _PARTIES:
            organization = None  # "Labour MP": the party is not what the seat is in
        if organization is None and office[-1].lower_ in _LOCAL:
            organization = _council(entities, office[-1].i)
        if organization is None and office[-1].lower_ == "staff":
            organization = _with_staff(entities, office)
        start, end = min(s.start for s in spans), max(s.end for s in spans)
        if end - start > 2 * sum(len(s) for s in spans) + 4:
            start, end = mention.holder.start, mention.holder.end
        yield Post(holder, name_of(office.text), organization, start, end), mention


def _without_demonym(entities: Entities, office: Span) -> tuple[Span, Entity | None]:
    """The office without the state that it is an office of, and that state ("Slovenian Defence Minister")."""
    state = entities.state(office[0].text) if len(office) > 1 else None
    return (office[1:], state) if state is not None else (office, None)


def _is_of_parliament(office: Span) -> bool:
    return office[-1].lower_ in {"mp", "lawmaker", "legislator", "senator", "congressman", "congresswoman"}


def _council(entities: Entities, at: int) -> Entity | None:
    """The only council that the article has named before: that of its mayor and its councillors."""
    named = (m.entity for m in entities.before(at) if m.entity.kind.is_actor)
    found = dict.fromkeys(e for e in named if e.name.lower().split()[-1] in _LOCAL_BODIES)
    return next(iter(found)) if len(found) == 1 else None


def _with_staff(entities: Entities, office: Span) -> Entity | None:
    """Whose staff it is that the chief leads: "the CSTO Joint Staff" of the Chief of the Joint Staff."""
    staff = office.text.lower().partition(" of ")[2].removeprefix("the ")
    named = (e for e in entities.all() if staff and e.name.lower().endswith(f" {staff}"))
    return next(named, None)


def _organization(entities: Entities, span: Span | None) -> Entity | None:
    if span is None:
        return None
    state = entities.state(name_of(span.text))
    if state is not None:
        return state
    described = _described(entities, span)
    if described is not None:
        return described
    inside = next((e for t in reversed(list(span)) if (e := entities.at(t)) is not None), None)
    if inside is not None and inside.kind is EntityKind.STATE and span[-1].is_lower and _is_body(span[-1].lower_):
        name = name_of(span.text)  # "the Thai army", "the Rwandan contingent"
        return Entity(f"Organization:{name}", name, EntityKind.ORGANIZATION, country=inside.name)
    if inside is not None and inside.kind.is_actor and inside.kind is not EntityKind.PERSON:
        return _by_initials(entities, inside.name) or inside
    if inside is not None and inside.key in entities.capitals:
        return entities.capitals[inside.key]
    name = name_of(span.text)
    return _by_initials(entities, name) or Entity(f"Organization:{name}", name, EntityKind.ORGANIZATION)


def _is_body(word: str) -> bool:
    """True for the last word of a force or body; "U.S. forces" are the state's."""
    return word != "forces" and (word in table()["institutions"]["words"] or word in table()["forces"]["words"])


def _described(entities: Entities, span: Span) -> Entity | None:
    """The body named before that *the force*, *the company* stands for; the state at home for its only navy."""
    word = span.text.lower()
    if word in table()["forces"]["words"] and span.doc[span.start - 1].lower_ not in {"the", "of"}:
        return state_at_home(entities)  # "Navy commander X"
    kinds = table()["described"].get(word, ())
    earlier = (m.entity for m in entities.before(span.start) if m.entity.kind.value in kinds)
    return next((e for e in earlier if word in {"company", "firm", "force"} or word in e.name.lower()), None)


def _by_initials(entities: Entities, name: str) -> Entity | None:
    """The one body of the article whose initials ``name`` is: "the BDF's deputy commander"."""
    if not (name.isupper() and name.isalpha() and len(name) > 2):
        return None
    found = [e for e in entities.all() if e.kind in BODIES and name == _initials(e.name)]
    return found[0] if len(found) == 1 else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())


def office_holdings(posts: Sequence[tuple[Post, OfficeMention]], states: Mapping[str, Entity]) -> Iterable[Situation]:
    """One condition for each office that somebody is said to hold now, with a quote for every mention."""
    found: dict[tuple[str, str], tuple[Post, list[Evidence]]] = {}
    for post, mention in posts:
        if mention.former:
            continue
        key = post.holder.key, post.office.casefold()
        quote = evidence(mention.holder.doc[post.start : post.end])
        if key in found:
            found[key][1].append(quote)
        else:
            found[key] = post, [quote]
    for number, (post, quotes) in enumerate(found.values(), start=1):
        organization = post.organization or states.get(post.holder.key)
        office = Entity(
            f"Office:{post.office}:{organization.name if organization else ''}", post.office, EntityKind.OFFICE
        )
        roles: dict[str, tuple[Filler, ...]] = {"holder": (post.holder,), "office": (office,)}
        if organization is not None:
            roles["organization"] = (organization,)
        claim = Claim(
            Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.ONGOING, tuple(sorted(set(quotes))), rule="offices"
        )
        yield Situation(f"o{number}", "OfficeHolding", roles, (claim,))

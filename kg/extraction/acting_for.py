"""For which state somebody acts, where the text does not put it beside the office.

*Defence Minister X met his Polish counterpart* in an article on Sweden and Poland makes X Sweden's; *French President X
and Defence Minister Y* are of one state; a government's own release speaks of its own ministers. Where two states could
be meant nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Token

from kg.extraction.actors import Post
from kg.extraction.entities import Entities
from kg.extraction.leading_states import leading_state, publishing_state, reporting_state, sides_of, state_of_lead
from kg.extraction.lexicon import table as word_table
from kg.extraction.phrases import lemma
from kg.extraction.selecting import tokens_with
from kg.extraction.syntax import compounds, modifiers, subjects
from kg.extraction.titles import table
from kg.model import Entity, EntityKind

__all__ = ["states_acted_for"]

_MEETING = frozenset(table()["meeting"]["words"])
_SPEAKING = frozenset(
    verb for group in ("speech", "object", "contradicting") for verb in word_table("attribution")["verbs"][group]
)
_GOING = frozenset(table()["going"]["words"])
_COUNTERPART_REACH = 5
_COUNTERPARTS = ("counterpart", "counterparts")
_JOINT_REACH = 5


def states_acted_for(entities: Entities, posts: Sequence[Post]) -> dict[str, Entity]:
    """Key of a holder -> the state that he or she acts for, as far as the article tells it."""
    states = {**_of_counterparts(entities), **_of_organizations(entities, posts)}
    sides = sides_of(entities)
    places: dict[str, list[Token]] = {}
    for mention in entities.mentions:
        places.setdefault(mention.entity.key, []).append(entities.doc[mention.start])
    national = [post for post in posts if post.organization is None and _is_national(post)]
    for fallback in (
        entities.home,
        entities.home,
        publishing_state(entities),
        reporting_state(entities),
        leading_state(entities),
        state_of_lead(entities),
    ):  # what is known of one helps with the next
        for post in national:
            if post.holder.key in states:
                continue
            joined = _of_companion(entities, post, posts, states, sides) or _leading_a_delegation(entities, post)
            own = places.get(post.holder.key, [])
            state = joined or _speaking_before(entities, own[:1]) or _of_partner(entities, own, states, sides, fallback)
            if state is not None:
                states[post.holder.key] = state
    return states


def _is_national(post: Post) -> bool:
    """True for an office that states have: a minister's, a president's, an ambassador's, a chief of defence's."""
    words = post.office.casefold().split()
    return any(word in table()["national"]["words"] for word in words)


def _of_organizations(entities: Entities, posts: Sequence[Post]) -> Mapping[str, Entity]:
    states: dict[str, Entity] = {}
    for post in posts:
        body = post.organization
        if body is None:
            continue
        state = body if body.kind is EntityKind.STATE else entities.state(body.country or "")
        if state is not None:
            states.setdefault(post.holder.key, state)
    return states


def _of_counterparts(entities: Entities) -> Mapping[str, Entity]:
    """The states of those called somebody's counterpart: Latvia's in "his Latvian counterpart, Andris Kalnins"."""
    states: dict[str, Entity] = {}
    for token in tokens_with(entities.doc, LOWER=_COUNTERPARTS):
        named = [e for t in (*modifiers(token), *compounds(token)) if (e := entities.at(t)) is not None]
        after = entities.within(token.i + 1, min(token.i + 8, token.sent.end))
        near = [m.entity for m in after if m.start < token.i + _COUNTERPART_REACH]
        person = next((e for e in near[:1] if e.kind is EntityKind.PERSON), None)
        state = next((e for e in named if e.kind is EntityKind.STATE), None)
        if person is not None and state is not None:
            states.setdefault(person.key, state)
    return states


def _of_partner(
    entities: Entities,
    places: Sequence[Token],
    states: Mapping[str, Entity],
    sides: Sequence[Entity],
    fallback: Entity | None,
) -> Entity | None:
    """``fallback``, unless the holder meets somebody of that state; then the other of the article's two sides."""
    if len(sides) != 2 or entities.home not in {None, *sides}:
        sides = ()
    for place in places:
        if fallback is not None and _goes_to(entities, place, fallback):
            return _other(sides, fallback) if fallback in sides else None
        met = _met(entities, place, states)
        if met is None:
            continue
        if entities.home not in {None, met}:
            return entities.home
        return _other(sides, met) if met in sides else None if met == fallback else fallback
    return fallback


def _goes_to(entities: Entities, place: Token, state: Entity) -> bool:
    """*President X visited Kenya*: nobody visits his own state."""
    verb = next((t for t in place.ancestors if t.tag_.startswith("VB")), None)
    if verb is None or lemma(verb) not in _GOING or place not in _subject_tokens(verb):
        return False
    where = (t for child in verb.children if child.dep_ in {"dobj", "prep"} for t in (child, *child.children))
    return any(entities.at(t) == state for t in where)


def _subject_tokens(verb: Token) -> set[Token]:
    return {t for subject in subjects(verb) for t in subject.subtree}


def _speaking_before(entities: Entities, places: Sequence[Token]) -> Entity | None:
    """The state that spoke in the sentence before: *Chad denied it. Defence Minister X called it a lie.*"""
    for place in places:
        start = place.sent.start
        if not start or place.dep_ not in {"nsubj", "compound"}:
            continue
        root = entities.doc[start - 1].sent.root
        if lemma(root) in _SPEAKING:
            speakers = (entities.at(token) for token in subjects(root))
            return next((e for e in speakers if e is not None and e.kind is EntityKind.STATE), None)
    return None


def _other(sides: Sequence[Entity], side: Entity) -> Entity:
    return sides[1] if side == sides[0] else sides[0]


def _met(entities: Entities, holder: Token, states: Mapping[str, Entity]) -> Entity | None:
    """The state of whom the person at ``holder`` meets in that sentence: of the first one named, else of the next."""
    sentence = holder.sent
    own = entities.at(holder)
    known = list(_known(entities, sentence.start, sentence.end, states))
    before = [(at, state) for at, key, state in known if at < holder.i and own is not None and key != own.key]
    after = [(at, state) for at, key, state in known if at > holder.i and own is not None and key != own.key]
    counterparts = {at for at, key, _ in known if not key}
    for at, state in (*before[:1], *after[:1]):
        between = holder.doc[min(at, holder.i) + 1 : max(at, holder.i)]
        if at in counterparts or any(lemma(token) in _MEETING for token in between):
            return state
    return None


def _known(entities: Entities, start: int, end: int, states: Mapping[str, Entity]) -> Iterator[tuple[int, str, Entity]]:
    """The places in a sentence where somebody stands whose state is known: persons, and *his Polish counterpart*."""
    for mention in entities.within(start, end):
        if mention.entity.key in states:
            yield mention.start, mention.entity.key, states[mention.entity.key]
        elif mention.entity.kind is EntityKind.STATE:
            following = entities.doc[mention.end : min(mention.end + 3, end)]
            if any(lemma(token) == "counterpart" for token in following):
                yield mention.start, "", mention.entity


def _of_companion(
    entities: Entities, post: Post, posts: Sequence[Post], states: Mapping[str, Entity], sides: Sequence[Entity]
) -> Entity | None:
    """The state of the office that *and* joins to this one: *French President X and Defence Minister Y* are France's.

    Where only the second names its state (*Trade Minister X and Chilean Foreign Minister Y*), the first is of the
    article's other side.
    """
    at = posts.index(post)
    for other in posts[max(0, at - 1) : at + 2]:
        state = states.get(other.holder.key)
        if state is None:
            continue
        if _joins(entities, other.end, post.start):
            return _other(sides, state) if _is_envoy(other) and state in sides else state
        marked = other.organization is not None and state in sides
        if marked and len(sides) == 2 and _joins(entities, post.end, other.start):
            return _other(sides, state)
    return None


def _is_envoy(post: Post) -> bool:
    """True for an ambassador, who is beside a minister of the host as a rule."""
    return any(post.office.casefold().endswith(word) for word in table()["heads"]["envoy"]["words"])


def _leading_a_delegation(entities: Entities, post: Post) -> Entity | None:
    """*A Serbian military delegation led by Chief of the General Staff X*."""
    before = entities.doc[max(0, post.start - 3) : post.start].text.lower().split()
    if before[-2:] not in (["led", "by"], ["headed", "by"]):
        return None
    verb = entities.doc[post.start - 2]
    noun = verb.head
    states = (entities.at(t) for t in (*modifiers(noun), *compounds(noun)))
    return next((e for e in states if e is not None and e.kind is EntityKind.STATE), None)


def _joins(entities: Entities, start: int, end: int) -> bool:
    """True if nothing but *and*, and a rank at most, stands between the tokens ``start`` and ``end``."""
    if not start < end <= start + _JOINT_REACH:
        return False
    return [t.lower_ for t in entities.doc[start:end] if not t.is_punct][:1] == ["and"] and not any(
        t.pos_ in {"VERB", "AUX"} for t in entities.doc[start:end]
    )

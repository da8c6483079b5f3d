"""Who a phrase names as a source: an actor of the article, or one of its own where the article leaves it unnamed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.context import Context
from kg.extraction.entities import name_of
from kg.extraction.phrases import filler_span, in_class, is_plural, lemma
from kg.extraction.speakers import listed
from kg.extraction.stray_sources import speaker_in
from kg.model import Entity, EntityKind

__all__ = ["source_entity"]

_SPEAKING = frozenset({"he", "she", "they"})
_MEMORY = 120  # tokens back from a pronoun to whoever spoke last

_BODIES_OF_STATES = {
    **dict.fromkeys(("military", "army", "navy", "force"), EntityKind.ARMED_FORCE),
    **dict.fromkeys(
        ("ministry", "department", "embassy", "parliament", "presidency", "commission", "consulate", "mission"),
        EntityKind.GOVERNMENT_BODY,
    ),
}


def source_entity(context: Context, span: Span) -> Entity | None:
    """The actor that ``span`` names as a source; one of its own where the article leaves it unnamed.

    None for things that say something without being anybody ("a statement", "these figures").
    """
    root = span.root
    if _is_indefinite(root):
        return _unnamed(span)
    body = _body_of_state(context, span)
    if body is not None:
        return body
    if _is_unnamed_medium(context, span) or _goes_round(root):
        return _unnamed(span)
    head = _resumed(root) or _spoke_last(context, root) or context.actors.of(root) or _desk_of(context, root)
    if len(head) > 1 and is_plural(root):
        return _unnamed(span) if root.pos_ == "NOUN" else None  # "the two ministries" are not one of them
    if head or root.pos_ == "PRON":
        return _of_capital(context, head[0]) if head else None
    words = [t for t in (*reversed(list(span)), *_rest_of_name(span)) if context.entities.at(t) is not None]
    rest = [a for t in words for a in context.actors.of(t)]
    person = next((actor for actor in rest if actor.kind is EntityKind.PERSON), None)
    if person is not None:
        return person
    if in_class(root, "official") or in_class(root, "speaker"):
        return _unnamed(span) or (rest[0] if rest else None)
    if rest:
        return _of_capital(context, rest[0])
    return _unnamed(span) if root.pos_ == "NOUN" and lemma(root) in listed("nouns", "desks") else None


def _unnamed(span: Span) -> Entity | None:
    """The actor whom the article only describes, without how many there are: *two officials* are *officials*."""
    words = filler_span(span.root)
    while len(words) > 1 and (words[0].like_num or words[0].lower_ in listed("nouns", "quantifiers")):
        words = words[1:]
    name = name_of(words.text)
    return Entity(f"UnnamedActor:{span.start_char}", name, EntityKind.UNNAMED_ACTOR) if name else None


def _is_unnamed_medium(context: Context, span: Span) -> bool:
    """*state television*, *an American newspaper*: a medium of which at most the state is named."""
    named = (e for t in span if (e := context.entities.at(t)) is not None)
    return lemma(span.root) in listed("nouns", "media") and all(e.kind is EntityKind.STATE for e in named)


def _resumed(pronoun: Token) -> tuple[Entity, ...]:
    """*A diplomat said so. He added ...*: who spoke last, where the article leaves that speaker unnamed."""
    if pronoun.lower_ not in _SPEAKING or pronoun.dep_ != "nsubj":
        return ()
    doc, person = pronoun.doc, pronoun.lower_ != "they"
    for token in reversed(doc[max(0, pronoun.i - _MEMORY) : pronoun.i]):
        if person and token.ent_type_ == "PERSON" and token.dep_ in {"nsubj", "nsubjpass"}:
            return ()
        said = speaker_in(token) if token.tag_.startswith("VB") else None
        if said is None or said.source is None or said.source.root.pos_ == "PRON":
            continue
        speaker = said.source.root
        if speaker.lemma_.lower() in listed("nouns", "anonymous") and not _is_indefinite(speaker):
            continue  # *the sources* are those told of before
        unnamed = _unnamed(said.source) if _is_indefinite(speaker) and is_plural(speaker) is not person else None
        return (unnamed,) if unnamed is not None else ()
    return ()


def _of_capital(context: Context, actor: Entity) -> Entity:
    """The state whose government speaks where its capital does: *according to Baku*."""
    seat = context.entities.gazetteer.state_of_capital(actor.name) if actor.kind is not EntityKind.PERSON else None
    return (context.entities.state(seat.label) or actor) if seat is not None else actor


def _spoke_last(context: Context, noun: Token) -> tuple[Entity, ...]:
    """*the diplomat*: the person named who spoke last, where the article says so of nobody by an office."""
    marks = {t.lower_ for t in noun.children}
    if noun.lemma_.lower() not in listed("nouns", "described") or "the" not in marks or is_plural(noun):
        return ()
    if len(marks) > 1 or context.actors.of(noun):
        return ()
    before = (t for t in noun.doc[: noun.i] if not context.in_headline(t))
    if any(t.lemma_ == noun.lemma_ and _is_indefinite(t) for t in before):
        return ()  # "a senior official ... the official"
    for token in reversed(noun.doc[max(0, noun.i - _MEMORY) : noun.sent.start]):
        said = speaker_in(token) if token.tag_.startswith("VB") else None
        if said is None or said.source is None or said.source.root.pos_ == "PRON":
            continue
        named = context.actors.of(said.source.root)
        return named[:1] if named and named[0].kind is EntityKind.PERSON else ()
    return ()


def _desk_of(context: Context, noun: Token) -> tuple[Entity, ...]:
    """*the press service of the Northern Fleet*: the body that it speaks for, where that is named."""
    if lemma(noun) not in listed("nouns", "desks"):
        return ()
    bodies = (e for t in syntax.prepositional_objects(noun, "of") if (e := context.entities.at(t)) is not None)
    return tuple(e for e in bodies if e.kind is not EntityKind.STATE and e.kind.is_actor)[:1]


def _goes_round(noun: Token) -> bool:
    """*posts on social media*, *a viral video*: a text that nobody answers for; *the video* is one told of before."""
    told = noun.lower_ == "reports" or noun.lemma_.lower() in listed("nouns", "public")
    if not told or noun.pos_ != "NOUN" or syntax.possessors(noun):
        return False
    return not any(t.lower_ in {"the", "this", "that"} for t in syntax.determiners(noun))


def _body_of_state(context: Context, span: Span) -> Entity | None:
    """A body of one state as what speaks: "the Philippine military", "Russia's defence ministry"."""
    kind = _BODIES_OF_STATES.get(lemma(span.root)) if span.root.pos_ == "NOUN" else None
    states = [e for t in span if (e := context.entities.at(t)) is not None and e.kind is EntityKind.STATE]
    if kind is None or len(states) != 1:
        return None
    name = name_of(
        " ".join(t.text for t in syntax.noun_phrase(span.root)).replace(" 's ", "'s ").replace(" ’s ", "’s ")
    )
    return Entity(f"{kind.value}:{name}", name, kind, country=states[0].name)


def _is_indefinite(noun: Token) -> bool:
    """True for "a retired officer", "two officials", "Kenyan diplomats": people the article does not name."""
    people = in_class(noun, "official") or noun.lemma_.lower() in listed("nouns", "anonymous")
    capital = noun.text[:1].isupper() and not noun.is_sent_start
    if not people or capital or noun.pos_ != "NOUN":
        return False
    marks = {t.lower_ for t in (*syntax.determiners(noun), *syntax.possessors(noun))}
    return not marks & {"the", "this", "that", "both", "his", "her", "its", "their", "these"}


def _rest_of_name(span: Span) -> Iterator[Token]:
    """What follows a rank that the parser took for the whole name ("said Brig. Gen. Ana Ruiz")."""
    for token in span.doc[span.end : span.end + 4]:
        if not token.text[0].isupper() and token.text != ".":
            return
        yield token

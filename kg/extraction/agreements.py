"""The agreements an article speaks of: named ones, "a new pact with X", and "the agreement" that points back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.actors import Actors
from kg.extraction.agreement_mentions import Draft, MetAgreements
from kg.extraction.agreement_words import (
    TITLE_HEADS,
    capitalised_name,
    content,
    has_defence_word,
    is_modifier,
    is_of_defence,
    is_plain,
    is_title_case,
    run_start,
    subjects_covered,
)
from kg.extraction.entities import Entities, evidence, name_of
from kg.extraction.lexicon import table
from kg.extraction.named import named_span
from kg.extraction.phrases import filler_span, has_word, in_class, lemma, may_be_in
from kg.extraction.selecting import Sieve, tokens_with
from kg.model import Entity, EntityKind, Evidence

__all__ = ["Agreements", "is_of_defence"]


_MODELS = table("agreement_models")


def _worth_reading(doc: Doc) -> Iterator[Token]:
    """The tokens at which an agreement may be named or described, in order: none but these are looked at."""
    places = {span.start for span in doc.ents if span.label_ == "LAW"}
    places.update(token.i for token in tokens_with(doc, ORTH=_MODELS))
    places.update(_sieve().places(doc))
    for head in tokens_with(doc, ORTH=TITLE_HEADS):
        places.update(range(run_start(head), head.i + 1))
    return (doc[i] for i in sorted(places) if not doc[i].is_space)


@cache
def _sieve() -> Sieve:
    return Sieve(may_be_in("agreement", "agreement_text"))


class Agreements:
    """The agreements of one article, found in textual order; :meth:`at` tells which one a token stands for."""

    def __init__(self, entities: Entities, actors: Actors, aliases: dict[str, str]) -> None:
        self._entities = entities
        self._actors = actors
        self._long_names = aliases
        self._met = MetAgreements(entities, aliases)
        self._models = _MODELS
        for token in _worth_reading(entities.doc):
            if token.i not in self._met.by_token:
                self._read(token)
        self._final = {id(draft): self._entity(draft) for draft in self._met.drafts}
        self._places = sorted(self._met.by_token)
        self._on_defence = frozenset(self._final[id(draft)] for draft in self._met.drafts if draft.defence)

    def at(self, token: Token) -> Entity | None:
        """The agreement that ``token`` stands for; pronouns stand for the last one before them."""
        draft = self._met.by_token.get(token.i)
        if draft is None and token.lower_ in {"it", "its", "this", "that", "which"} and token.pos_ in {"PRON", "DET"}:
            draft = self._last_before(token.i)
        return None if draft is None else self._final[id(draft)]

    def last_before(self, token: Token) -> Entity | None:
        """The agreement spoken of last before ``token``."""
        draft = self._last_before(token.i)
        return None if draft is None else self._final[id(draft)]

    def is_on_defence(self, agreement: Entity) -> bool:
        """True if some mention of the agreement has a word of defence in it."""
        return agreement in self._on_defence

    @property
    def are_on_defence(self) -> bool:
        """True if any of them is."""
        return bool(self._on_defence)

    def all(self) -> tuple[Entity, ...]:
        """Every agreement of the article, in order of first mention."""
        return tuple(self._final[id(draft)] for draft in self._met.drafts)

    def _last_before(self, index: int) -> Draft | None:
        at = bisect_left(self._places, index)
        return self._met.by_token[self._places[at - 1]] if at else None

    def _read(self, token: Token) -> None:
        name = self._name_at(token)
        if name is not None:
            self._meet_name(name)
        elif token.pos_ in {"NOUN", "PROPN"} and in_class(token, "agreement") and not is_modifier(token):
            self._meet_description(token)
        elif token.tag_ == "NN" and in_class(token, "agreement_text") and token.i >= 1:
            self._meet_text(token)

    def _name_at(self, token: Token) -> Span | None:
        """The agreement's name that starts at ``token``: a LAW span, a known form, a capitalised "... Agreement"."""
        if token.ent_type_ == "LAW" and token.ent_iob_ == "B" and self._entities.at(token) is None:
            return named_span(token)
        if token.text in self._models:
            return token.doc[token.i : token.i + 1]
        name = capitalised_name(token)
        return None if name is None or is_title_case(token.sent) else name

    def _meet_name(self, span: Span) -> None:
        name = name_of(span.text)
        head = span.root if span.root.i in range(span.start, span.end) else span[-1]
        met = self._met
        draft = met.called(name) or met.renamed(span, head) or met.of_headline(span, set(self._parties(head)))
        if draft is None:
            draft = Draft([name], True, content(span))
            self._met.drafts.append(draft)
        elif name not in draft.names:
            draft.names.insert(len(draft.names) if draft.named else 0, name)
            draft.named = True
        if name in self._models or name.isupper():
            draft.abbreviation = draft.abbreviation or name
        self._note(draft, span, head)

    def _meet_description(self, token: Token) -> None:
        span = filler_span(
            token,
            keep_of=lemma(token) in {"memorandum", "letter", "declaration", "statement", "memoranda"}
            or is_plain(token),
        )
        words = content(span)
        draft = self._met.pointed_at(token, words, dict.fromkeys(self._parties(token)))
        if draft is None:
            draft = Draft([" ".join(span.text.split())], False, words)
            self._met.drafts.append(draft)
        elif not draft.named and (len(words) > len(draft.words) or self._met.says_more(words, draft)):
            draft.names.insert(0, " ".join(span.text.split()))
            draft.words = words
        self._note(draft, span, token)

    def _meet_text(self, token: Token) -> None:
        """ "The document", "the text": the agreement spoken of in the same sentence or the one before."""
        if not {t.lower_ for t in syntax.determiners(token)} & {"the", "this", "that"}:
            return
        last = max((i for i in self._met.by_token if i < token.i), default=-1)
        if last < token.doc[max(token.sent.start - 1, 0)].sent.start:
            return
        self._note(self._met.by_token[last], token.doc[token.i : token.i + 1], token)

    def _note(self, draft: Draft, span: Span, head: Token) -> None:
        draft.mentions.append(span)
        draft.defence = draft.defence or has_word(head, "agreement_defence") or has_defence_word(span)
        draft.defence = draft.defence or any(is_of_defence(t) for t in subjects_covered(head))
        for i in range(span.start, span.end):
            self._met.by_token.setdefault(i, draft)
        self._met.by_token[head.i] = draft
        draft.parties.update(dict.fromkeys(self._parties(head)))

    def _parties(self, noun: Token) -> Iterator[Entity]:
        sources = (
            *syntax.possessors(noun),
            *syntax.compounds(noun),
            *syntax.modifiers(noun),
            *syntax.prepositional_objects(noun, "between", "with", "among"),
        )
        for token in sorted(set(sources), key=lambda t: t.i):
            for actor in self._actors.of(token):
                if actor.kind is not EntityKind.PERSON:
                    yield actor

    def _entity(self, draft: Draft) -> Entity:
        known = [name for name in draft.names if name in self._models]
        names = sorted(draft.names, key=lambda n: draft.names.index(n))
        name = known[0] if known else names[0]
        quotes: tuple[Evidence, ...] = tuple(evidence(span) for span in draft.mentions)
        model = self._model(known[0]) if known else None
        expansions = [self._long_names[n] for n in draft.names if n in self._long_names]
        aliases = tuple(dict.fromkeys(n for n in (*draft.names, *expansions) if n != name))
        first = draft.mentions[0].start_char
        return Entity(
            f"Agreement:{name}:{first}",
            name,
            EntityKind.AGREEMENT,
            aliases=aliases,
            abbreviation=draft.abbreviation,
            mentions=quotes,
            parties=tuple(draft.parties),
            instantiates=model,
        )

    def _model(self, name: str) -> Entity:
        long = self._models[name]["name"]
        return Entity(f"AgreementModel:{name}", name, EntityKind.AGREEMENT_MODEL, aliases=(long,), abbreviation=name)

"""The agreements an article speaks of: named ones, "a new pact with X", and "the agreement" that points back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extraction import syntax
from kg.extraction.actors import Actors
from kg.extraction.agreement_words import (
    BROAD,
    TITLE_HEADS,
    capitalised_name,
    content,
    fold,
    has_defence_word,
    is_modifier,
    is_of_defence,
    is_plain,
    is_title_case,
    kinds_of_agreement,
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


_NEW = frozenset({"a", "an", "another", "new", "fresh", "second", "first", "third", "separate", "similar"})


_BACK = frozenset({"the", "this", "that", "these", "those", "said", "both", "such", "its", "their"})
_MODELS = table("agreement_models")
_LOOK_BACK = 200
"""Agreements looked through for the one meant: more than any article has, so that texts without end stay linear."""


@dataclass
class _Draft:
    """An agreement while the article is read: names in order, parties, the tokens that stand for it."""

    names: list[str]
    named: bool
    words: frozenset[str]
    parties: dict[Entity, None] = field(default_factory=dict)
    mentions: list[Span] = field(default_factory=list)
    abbreviation: str | None = None
    defence: bool = False


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
        self._drafts: list[_Draft] = []
        self._by_token: dict[int, _Draft] = {}
        self._models = _MODELS
        for token in _worth_reading(entities.doc):
            if token.i not in self._by_token:
                self._read(token)
        self._final = {id(draft): self._entity(draft) for draft in self._drafts}
        self._places = sorted(self._by_token)
        self._on_defence = frozenset(self._final[id(draft)] for draft in self._drafts if draft.defence)

    def at(self, token: Token) -> Entity | None:
        """The agreement that ``token`` stands for; pronouns stand for the last one before them."""
        draft = self._by_token.get(token.i)
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
        return tuple(self._final[id(draft)] for draft in self._drafts)

    def _last_before(self, index: int) -> _Draft | None:
        at = bisect_left(self._places, index)
        return self._by_token[self._places[at - 1]] if at else None

    def _recent(self) -> list[_Draft]:
        return self._drafts[-_LOOK_BACK:]

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
        draft = self._named(name) or self._renamed(span, head) or self._in_headline(span, head)
        if draft is None:
            draft = _Draft([name], True, content(span))
            self._drafts.append(draft)
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
        draft = self._earlier(token, words)
        if draft is None:
            draft = _Draft([" ".join(span.text.split())], False, words)
            self._drafts.append(draft)
        elif not draft.named and (len(words) > len(draft.words) or self._says_more(words, draft)):
            draft.names.insert(0, " ".join(span.text.split()))
            draft.words = words
        self._note(draft, span, token)

    def _meet_text(self, token: Token) -> None:
        """ "The document", "the text": the agreement spoken of in the same sentence or the one before."""
        if not {t.lower_ for t in syntax.determiners(token)} & {"the", "this", "that"}:
            return
        last = max((i for i in self._by_token if i < token.i), default=-1)
        if last < token.doc[max(token.sent.start - 1, 0)].sent.start:
            return
        self._note(self._by_token[last], token.doc[token.i : token.i + 1], token)

    def _note(self, draft: _Draft, span: Span, head: Token) -> None:
        draft.mentions.append(span)
        draft.defence = draft.defence or has_word(head, "agreement_defence") or has_defence_word(span)
        draft.defence = draft.defence or any(is_of_defence(t) for t in subjects_covered(head))
        for i in range(span.start, span.end):
            self._by_token.setdefault(i, draft)
        self._by_token[head.i] = draft
        draft.parties.update(dict.fromkeys(self._parties(head)))

    def _named(self, name: str) -> _Draft | None:
        long = self._long_names.get(name)
        key = fold(name)
        for draft in self._recent():
            own = {fold(n) for n in draft.names}
            if key in own or (long is not None and fold(long) in own):
                return draft
            if any(self._long_names.get(n) == name for n in draft.names):
                return draft
        return None

    def _in_headline(self, span: Span, head: Token) -> _Draft | None:
        """The headline's "military accord" that the body then calls by its name."""
        words, parties = content(span), set(self._parties(head))
        for draft in self._drafts[:_LOOK_BACK]:
            fits = draft.words - kinds_of_agreement() - BROAD <= words and not self._is_in_body(draft)
            if fits and not draft.named and not (parties and draft.parties and parties.isdisjoint(draft.parties)):
                return draft
        return None

    def _renamed(self, span: Span, head: Token) -> _Draft | None:
        """ "the agreement, known as X", "the X agreement", "the pact (X)": the description already met gets a name."""
        governor = head.head
        for _ in range(4):
            if governor.i in self._by_token and governor.i not in range(span.start, span.end):
                relation = {t.lower_ for t in span.doc[min(governor.i, span.start) : max(governor.i, span.start)]}
                if head.dep_ in {"appos", "compound"} or relation & {
                    "known",
                    "called",
                    "dubbed",
                    "named",
                    "(",
                    "titled",
                }:
                    return self._by_token[governor.i]
            governor = governor.head
        return None

    def _earlier(self, token: Token, words: frozenset[str]) -> _Draft | None:
        """The agreement that a description points back to; None where it brings in a new one."""
        predicated = self._predicated_of(token)
        if predicated is not None:
            return predicated
        determiners = {t.lower_ for t in (*syntax.determiners(token), *syntax.modifiers(token))}
        parties = dict.fromkeys(self._parties(token))
        if "no" in determiners:
            return None
        indefinite = bool(determiners & {"a", "an", "another", "separate", "similar", "other"})
        plural = token.tag_ in {"NNS", "NNPS"}
        if plural and not determiners & {"these", "both"}:
            return next((d for d in reversed(self._recent()) if d.words == words and not indefinite), None)
        specific = words - kinds_of_agreement()
        headlined = self._headlined(token, set(parties))
        if headlined is not None:
            return headlined
        for draft in reversed(self._recent()):
            known = draft.words - kinds_of_agreement()
            if not self._is_in_body(draft):
                # a headline says "defence deal" for whatever the body then names
                known -= BROAD
            if specific and not (specific <= known or known <= specific):
                continue
            if (
                parties
                and draft.parties
                and not (set(parties) <= set(draft.parties) or set(draft.parties) <= set(parties))
            ):
                continue
            if indefinite and (not specific or self._mentioned_in(draft, token)):
                continue
            if not specific and not determiners & _BACK and token.dep_ not in {"nsubj", "nsubjpass"}:
                continue
            return draft
        return None

    def _headlined(self, token: Token, parties: set[Entity]) -> _Draft | None:
        """The one agreement of the headline, under whatever word, which the body's first sentence brings in."""
        body = self._entities.article.body_start
        if token.idx < body or len(self._drafts) != 1 or self._drafts[0].named or self._is_in_body(self._drafts[0]):
            return None
        (draft,) = self._drafts
        first = self._entities.doc.char_span(body, body + 1, alignment_mode="expand")
        early = first is not None and token.sent.start <= first.sent.end
        return draft if early and not (parties and draft.parties and parties.isdisjoint(draft.parties)) else None

    def _predicated_of(self, token: Token) -> _Draft | None:
        """ "CIS-MOA is a foundational agreement": the agreement that the description is said of."""
        if token.dep_ != "attr":
            return None
        return next((d for t in syntax.subjects(token.head) if (d := self._by_token.get(t.i)) is not None), None)

    def _says_more(self, words: frozenset[str], draft: _Draft) -> bool:
        """True for the body's "logistics agreement" beside the headline's "defence deal"."""
        return not self._is_in_body(draft) and bool(words - kinds_of_agreement() - BROAD)

    def _is_in_body(self, draft: _Draft) -> bool:
        body = self._entities.article.body_start
        return any(span.start_char >= body for span in draft.mentions)

    def _mentioned_in(self, draft: _Draft, token: Token) -> bool:
        """True if the agreement already stands in the body: then an indefinite description is another one."""
        body = self._entities.article.body_start
        return any(span.start_char >= body and span.root.sent != token.sent for span in draft.mentions)

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

    def _entity(self, draft: _Draft) -> Entity:
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

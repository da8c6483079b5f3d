"""The agreements met so far in an article, and which of them a name or a description points back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from kg.extraction import syntax
from kg.extraction.agreement_words import BROAD, content, fold, kinds_of_agreement
from kg.extraction.entities import Entities
from kg.model import Entity

__all__ = ["Draft", "MetAgreements"]

_BACK = frozenset({"the", "this", "that", "these", "those", "said", "both", "such", "its", "their"})
_RENAMING = frozenset({"known", "called", "dubbed", "named", "(", "titled"})
_LOOK_BACK = 200
"""Agreements looked through for the one meant: more than any article has, so that texts without end stay linear."""


@dataclass
class Draft:
    """An agreement while the article is read: names in order, parties, the tokens that stand for it."""

    names: list[str]
    named: bool
    words: frozenset[str]
    parties: dict[Entity, None] = field(default_factory=dict)
    mentions: list[Span] = field(default_factory=list)
    abbreviation: str | None = None
    defence: bool = False


class MetAgreements:
    """The agreements of an article in the order in which they are met; ``by_token`` has the tokens that stand for them.

    ``long_names`` maps an acronym to the name that the article explains it by.
    """

    def __init__(self, entities: Entities, long_names: Mapping[str, str]) -> None:
        self.drafts: list[Draft] = []
        self.by_token: dict[int, Draft] = {}
        self._entities = entities
        self._long_names = long_names

    def called(self, name: str) -> Draft | None:
        """The agreement met under ``name``, or under what it is short or long for."""
        long = self._long_names.get(name)
        key = fold(name)
        for draft in self._recent():
            own = {fold(n) for n in draft.names}
            if key in own or (long is not None and fold(long) in own):
                return draft
            if any(self._long_names.get(n) == name for n in draft.names):
                return draft
        return None

    def of_headline(self, span: Span, parties: set[Entity]) -> Draft | None:
        """The headline's "military accord" that the body then calls by its name."""
        words = content(span)
        for draft in self.drafts[:_LOOK_BACK]:
            fits = draft.words - kinds_of_agreement() - BROAD <= words and not self._is_in_body(draft)
            if fits and not draft.named and not (parties and draft.parties and parties.isdisjoint(draft.parties)):
                return draft
        return None

    def renamed(self, span: Span, head: Token) -> Draft | None:
        """ "the agreement, known as X", "the X agreement", "the pact (X)": the description already met gets a name."""
        governor = head.head
        for _ in range(4):
            if governor.i in self.by_token and governor.i not in range(span.start, span.end):
                relation = {t.lower_ for t in span.doc[min(governor.i, span.start) : max(governor.i, span.start)]}
                if head.dep_ in {"appos", "compound"} or relation & _RENAMING:
                    return self.by_token[governor.i]
            governor = governor.head
        return None

    def pointed_at(self, token: Token, words: frozenset[str], parties: Mapping[Entity, None]) -> Draft | None:
        """The agreement that a description points back to; None where it brings in a new one."""
        predicated = self._predicated_of(token)
        if predicated is not None:
            return predicated
        determiners = {t.lower_ for t in (*syntax.determiners(token), *syntax.modifiers(token))}
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

    def says_more(self, words: frozenset[str], draft: Draft) -> bool:
        """True for the body's "logistics agreement" beside the headline's "defence deal"."""
        return not self._is_in_body(draft) and bool(words - kinds_of_agreement() - BROAD)

    def _recent(self) -> list[Draft]:
        return self.drafts[-_LOOK_BACK:]

    def _headlined(self, token: Token, parties: set[Entity]) -> Draft | None:
        """The one agreement of the headline, under whatever word, which the body's first sentence brings in."""
        body = self._entities.article.body_start
        if token.idx < body or len(self.drafts) != 1 or self.drafts[0].named or self._is_in_body(self.drafts[0]):
            return None
        (draft,) = self.drafts
        first = self._entities.doc.char_span(body, body + 1, alignment_mode="expand")
        early = first is not None and token.sent.start <= first.sent.end
        return draft if early and not (parties and draft.parties and parties.isdisjoint(draft.parties)) else None

    def _predicated_of(self, token: Token) -> Draft | None:
        """ "CIS-MOA is a foundational agreement": the agreement that the description is said of."""
        if token.dep_ != "attr":
            return None
        return next((d for t in syntax.subjects(token.head) if (d := self.by_token.get(t.i)) is not None), None)

    def _is_in_body(self, draft: Draft) -> bool:
        body = self._entities.article.body_start
        return any(span.start_char >= body for span in draft.mentions)

    def _mentioned_in(self, draft: Draft, token: Token) -> bool:
        """True if the agreement already stands in the body: then an indefinite description is another one."""
        body = self._entities.article.body_start
        own = token.sent
        return any(
            span.start_char >= body and not own.start <= span.start < own.end for span in reversed(draft.mentions)
        )

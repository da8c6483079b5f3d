"""The extraction as a spaCy component: ``nlp.add_pipe("defence_claims")`` sets ``doc._.claims``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from weakref import WeakKeyDictionary

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.reading import extract
from kg.extraction.rule_groups import RuleGroup
from kg.gazetteer import Gazetteer
from kg.model import Article, ArticleClaims

__all__ = ["ClaimsComponent", "bundled_gazetteer", "claims_of"]

# the date of publication, or None: its presence marks a Doc that the component has seen, also one from another process
_PUBLISHED = "kg.published"
_WITHOUT = "kg.without"
# what was read, kept beside the Doc: spaCy would write it into bytes, and values of kg.model have none
_READ: WeakKeyDictionary[Doc, ArticleClaims] = WeakKeyDictionary()


@lru_cache(maxsize=1)
def bundled_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, opened once per process."""
    return Gazetteer.open()


class ClaimsComponent:
    """Reads every Doc as an article whose first line is its title; ``published`` dates them all, if given.

    ``without`` names groups of rules that are not run: ``coreference``, ``gazetteer``, ``times``.
    """

    def __init__(self, *, published: str | None = None, without: Iterable[RuleGroup] = ()) -> None:
        self._published = published
        self._without = [group.value for group in sorted(without)]

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with ``doc._.claims``; needs tags, lemmas, a parse and entities."""
        doc.user_data[_PUBLISHED] = self._published
        doc.user_data[_WITHOUT] = self._without
        claims_of(doc)
        return doc


def claims_of(doc: Doc) -> ArticleClaims | None:
    """The claims of a Doc that the component has seen, else None.

    Read once for each Doc; a Doc that comes from bytes (``n_process=2``, a DocBin) is read again when asked.
    """
    if _PUBLISHED not in doc.user_data:
        return None
    if doc not in _READ:
        article = Article("text", doc.text, date=doc.user_data[_PUBLISHED])
        without = [RuleGroup(name) for name in doc.user_data[_WITHOUT]]
        _READ[doc] = extract(doc, article, bundled_gazetteer(), without=without)
    return _READ[doc]


Doc.set_extension("claims", getter=claims_of, force=True)


@Language.factory(
    "defence_claims", default_config={"published": None, "without": []}, requires=["doc.ents", "token.dep", "token.tag"]
)
def create_claims_component(
    nlp: Language, name: str, published: str | None, without: list[RuleGroup]
) -> ClaimsComponent:
    """The factory behind ``nlp.add_pipe("defence_claims", config={"published": "2024-05-01"})``."""
    del nlp, name
    return ClaimsComponent(published=published, without=without)

"""The extraction as a spaCy component: ``nlp.add_pipe("defence_claims")`` sets ``doc._.claims``."""

from __future__ import annotations

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from kg.extraction.reading import extract
from kg.gazetteer import Gazetteer
from kg.model import Article

__all__ = ["ClaimsComponent", "bundled_gazetteer"]

if not Doc.has_extension("claims"):
    # kg.model.ArticleClaims of the Doc, set by the component
    Doc.set_extension("claims", default=None)


@lru_cache(maxsize=1)
def bundled_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the package, opened once per process."""
    return Gazetteer.open()


class ClaimsComponent:
    """Reads every Doc as an article whose first line is its title; ``published`` dates them all, if given."""

    def __init__(self, *, published: str | None = None) -> None:
        self._published = published

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with ``doc._.claims`` set; needs tags, lemmas, a parse and entities."""
        article = Article("text", doc.text, date=self._published)
        doc._.claims = extract(doc, article, bundled_gazetteer())
        return doc


@Language.factory("defence_claims", default_config={"published": None}, requires=["doc.ents", "token.dep", "token.tag"])
def create_claims_component(nlp: Language, name: str, published: str | None) -> ClaimsComponent:
    """The factory behind ``nlp.add_pipe("defence_claims", config={"published": "2024-05-01"})``."""
    del nlp, name
    return ClaimsComponent(published=published)

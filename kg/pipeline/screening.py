"""Which articles are worth parsing: those with the domain's words, and of copies the first."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from kg.articles.copies import Copies
from kg.identifiers import Identifiers
from kg.model import Article
from kg.vocabulary import DATA_BASE

__all__ = ["Duplicates", "Screen"]

#: What may be done with copies: nothing, mark them and their claims, or leave them out.
Duplicates = ("keep", "mark", "skip")


@dataclass(frozen=True, slots=True)
class Screen:
    """Looks at each article before it is parsed; gives it, marked where it is a copy, and why it is passed over, if so.

    ``relevant`` tells whether a text has the domain's words (None: all are read); ``copies`` remembers what was read.
    """

    relevant: Callable[[str], bool] | None = None
    copies: Copies | None = None
    skip_copies: bool = False
    base: str = DATA_BASE

    def __call__(self, article: Article) -> tuple[Article, str | None]:
        """The article as it is to be read, and None or the reason to pass it over."""
        if self.relevant is not None and not self.relevant(article.text):
            return article, "without the domain's words"
        if self.copies is None:
            return article, None
        original = self.copies.original(article.text, name=Identifiers(self.base).article(article))
        if original is None:
            return article, None
        return replace(article, copy_of=original), "copy of another article" if self.skip_copies else None

"""From articles to what is said in them: analysis, extraction and linking, loaded once and run over a stream."""

import logging
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from rdflib import Graph
from spacy.language import Language
from spacy.tokens import Doc

from kg import __version__
from kg.analysis import DEFAULT, analyse, load
from kg.articles import from_text
from kg.errors import ArticleError, KgError, NetworkError
from kg.extraction import RuleGroup, extract
from kg.gazetteer import Gazetteer
from kg.linking import Decisions, Linker
from kg.linking.online import OnlineLinker
from kg.mapping import Run, entity_iris, statements, to_graph
from kg.model import Article, ArticleClaims, Link, Refusal
from kg.pipeline.trust import trusted
from kg.terms import Statement
from kg.vocabulary import DATA_BASE

__all__ = ["Engine", "Reading", "graph_of_text"]

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of one article, as values and as RDF statements.

    ``remarks`` are lines for the person who runs the batch: the article's own, and what was left out of the graph.
    """

    claims: ArticleClaims
    links: tuple[Link, ...]
    statements: tuple[Statement, ...]
    remarks: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        """The article that was read."""
        return self.claims.article


@dataclass(frozen=True, slots=True)
class Engine:
    """The stages between an article and its statements, with everything they need loaded.

    ``base`` is the base of the data IRIs; ``keep_text`` writes the articles' whole text into the graph. ``linked`` is
    False for graphs without links, ``online`` is asked for what the gazetteer leaves open (None opens no socket), and
    ``decisions`` of persons, by the IRIs of articles and entities, win over both. Claims that were read with less than
    ``min_confidence`` are left out. ``without`` names groups of rules that are not run; the graph says so of its run.
    """

    nlp: Language
    gazetteer: Gazetteer
    base: str = DATA_BASE
    keep_text: bool = False
    linked: bool = True
    min_confidence: float = 0.0
    without: frozenset[RuleGroup] = frozenset()
    online: OnlineLinker | None = None
    decisions: Decisions = field(default_factory=Decisions)
    linker: Linker = field(init=False)
    run: Run = field(init=False)

    def __post_init__(self) -> None:
        meta = self.nlp.meta
        name = f"{meta['lang']}_{meta['name']}"
        object.__setattr__(self, "linker", Linker(self.gazetteer))
        left_out = tuple(("without", group.value) for group in sorted(self.without))
        run = Run(__version__, pipeline=name, pipeline_version=meta["version"], options=left_out)
        object.__setattr__(self, "run", run)

    @classmethod
    def load(
        cls,
        pipeline: str = DEFAULT,
        *,
        base: str = DATA_BASE,
        keep_text: bool = False,
        without: Collection[RuleGroup] = (),
    ) -> "Engine":
        """The engine on the spaCy pipeline ``pipeline`` (bundled, installed, or a folder) and the bundled gazetteer.

        Raises PipelineError for a pipeline that is missing or lacks what the rules read.
        """
        nlp = load(pipeline, without=without)
        return cls(nlp, Gazetteer.open(), base=base, keep_text=keep_text, without=frozenset(without))

    def read(self, articles: Iterable[Article]) -> Iterator[Reading | Refusal]:
        """The readings of ``articles``, in order; an article that cannot be read is a Refusal."""
        for article, doc in analyse(self.nlp, articles, without=self.without):
            yield self.reading(article, doc)

    def reading(self, article: Article, doc: Doc) -> Reading | Refusal:
        """The reading of one article that was analysed as ``doc``, or the Refusal where the rules fail on it."""
        left_out: list[Refusal] = []
        try:
            claims = trusted(extract(doc, article, self.gazetteer, without=self.without), at_least=self.min_confidence)
            claims, links, trouble = self._links(claims)
            found = statements(
                claims, links, run=self.run, base=self.base, keep_text=self.keep_text, report=left_out.append
            )
        except ArticleError as error:
            return Refusal(error.source, error.reason)
        except KgError:
            raise
        except Exception as error:  # one article that the rules stumble over must not cost the batch
            _LOG.debug("%s: the rules failed", article.source or article.id, exc_info=True)
            name = type(error).__name__
            return Refusal(
                article.source or article.id, f"made the rules fail ({name}); please report it with the text"
            )
        remarks = (*article.remarks, *trouble, *(refusal.reason for refusal in left_out))
        return Reading(claims, links, tuple(found), remarks)

    def _links(self, claims: ArticleClaims) -> tuple[ArticleClaims, tuple[Link, ...], tuple[str, ...]]:
        """The claims with the decisions on their entities, and what the network had to say against it."""
        if not self.linked:
            return replace(claims, entities=tuple(replace(one, qid=None) for one in claims.entities)), (), ()
        claims, links = self.linker.with_mentioned(claims)
        trouble: tuple[str, ...] = ()
        if self.online is not None:
            try:
                links = self.online.link(claims, links)
            except NetworkError as error:
                trouble = (f"not linked online: {error}",)
        return claims, self._decided(claims, links), trouble

    def _decided(self, claims: ArticleClaims, links: tuple[Link, ...]) -> tuple[Link, ...]:
        if not self.decisions.items:
            return links
        article, nodes = entity_iris(claims, base=self.base)
        iris = {key: iri for iri, key in nodes}
        return tuple(self.decisions.over(link, article=article, node=iris.get(link.entity)) for link in links)


def graph_of_text(
    text: str, *, date: str | None = None, publisher: str | None = None, engine: Engine | None = None
) -> Graph:
    """The claims that ``text`` makes as an rdflib graph; with several lines, the first is the headline.

    ``date`` (of publication, ISO 8601) settles what "Monday" means. Loading an engine takes a second or two: load one
    and hand it in where there is more than one text. Raises ArticleError for a text without an article in it.
    """
    engine = engine or Engine.load()
    article = from_text(text, date=date, publisher=publisher)
    for reading in engine.read([article]):
        if isinstance(reading, Refusal):
            raise ArticleError(reading.source, reading.reason)
        return to_graph(reading.claims, reading.links, run=engine.run, base=engine.base, keep_text=engine.keep_text)
    raise ArticleError(article.source, "holds nothing to read")

"""From articles to spaCy Docs whose text is the article's, so that every token offset is an offset in the stored text.

Each segment is parsed as a Doc of its own, without white-space tokens; what the pipeline found is then written into one
Doc over the whole text. The pipeline sees clean paragraphs in batches, the rules see one ordinary Doc.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis.mending import tree_rules
from kg.analysis.names import NameRules
from kg.analysis.segments import SegmentKind, segments
from kg.extraction.rule_groups import RuleGroup
from kg.model import Article

__all__ = ["analyse"]

_ATTRIBUTES: list[int | str] = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
_COLUMN = {attribute: i for i, attribute in enumerate(_ATTRIBUTES)}
_BATCH_ARTICLES = 16

if not Doc.has_extension("segments"):
    # (kind, first token, token after the last) of every segment, in order
    Doc.set_extension("segments", default=())


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment: its tokens by their places in the whole Doc, and the Doc that the pipeline reads."""

    kind: SegmentKind
    places: NDArray[np.intp]
    doc: Doc


def analyse(
    nlp: Language, articles: Iterable[Article], *, without: Collection[RuleGroup] = (), batch_size: int = 64
) -> Iterator[tuple[Article, Doc]]:
    """Each article with its Doc, in order; ``doc.text == article.text``.

    The rules for names and trees run after ``nlp``, but for the groups in ``without``. ``doc._.segments`` holds
    (kind, start, end) token spans. Articles are taken in groups, so that short ones share a batch of ``batch_size``
    segments; at most one group is held in memory.
    """
    rules = _rules(without)
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) == _BATCH_ARTICLES:
            yield from _analyse_group(nlp, group, rules, batch_size)
            group = []
    yield from _analyse_group(nlp, group, rules, batch_size)


def _rules(without: Collection[RuleGroup]) -> Callable[[Doc, str], Doc]:
    names = NameRules(without=without)
    if RuleGroup.TREES in without:
        return names.of_text
    return lambda doc, text: tree_rules(names.of_text(doc, text))


def _analyse_group(
    nlp: Language, group: list[Article], rules: Callable[[Doc, str], Doc], batch_size: int
) -> Iterator[tuple[Article, Doc]]:
    wholes = [nlp.tokenizer(article.text) for article in group]
    parts = [list(_parts(doc, article)) for article, doc in zip(group, wholes, strict=True)]
    stream = nlp.pipe((part.doc for own in parts for part in own), batch_size=batch_size)
    for article, whole, own in zip(group, wholes, parts, strict=True):
        parsed = [replace(part, doc=next(stream)) for part in own]
        yield article, rules(_joined(whole, parsed), article.text)


def _parts(doc: Doc, article: Article) -> Iterator[_Part]:
    """The segments that have words, each as a Doc of its own without white-space tokens."""
    tokens = list(doc)
    words = [token.text for token in tokens]
    starts, spaced, blank = doc.to_array(["IDX", "SPACY", "IS_SPACE"]).T.astype(np.int64)
    spaced[:-1] |= blank[1:]
    places = np.flatnonzero(blank == 0)
    starts = starts[places]
    for piece in segments(article.text, title_end=len(article.title), skip=article.furniture):
        own = places[np.searchsorted(starts, piece.start) : np.searchsorted(starts, piece.end)]
        if len(own):
            spaces = (spaced[own] != 0).tolist()
            yield _Part(piece.kind, own, Doc(doc.vocab, words=[words[i] for i in own.tolist()], spaces=spaces))


def _joined(whole: Doc, parsed: list[_Part]) -> Doc:
    """``whole`` with the annotation of its parts.

    Tokens outside every part are ``dep``: those of one run hang on the token before it, or on its first one where it
    starts a sentence. (In a chain each would lie below all before it, and page furniture may run to thousands.)
    """
    table = np.zeros((len(whole), len(_ATTRIBUTES)), dtype=np.uint64)
    outside = 2
    table[:, _COLUMN["DEP"]], table[:, _COLUMN["ENT_IOB"]] = whole.vocab.strings.add("dep"), outside
    places = np.arange(len(whole))
    anchors = np.zeros(len(whole) + 1, dtype=np.int64)
    for part in parsed:
        anchors[part.places] = part.places
        anchors[part.places[-1] + 1] = part.places[-1] + 1
    table[:, _COLUMN["HEAD"]] = (np.maximum.accumulate(anchors)[:-1] - places).astype(np.uint64)
    for part in parsed:
        own = part.doc.to_array(_ATTRIBUTES)
        heads = part.places[np.arange(len(own)) + own[:, _COLUMN["HEAD"]].astype(np.int64)]
        own[:, _COLUMN["HEAD"]] = (heads - part.places).astype(np.uint64)
        table[part.places] = own
    _close_gaps(table, parsed)
    whole.from_array(_ATTRIBUTES, cast(Any, table))
    whole._.segments = tuple((part.kind.value, int(part.places[0]), int(part.places[-1]) + 1) for part in parsed)
    return whole


def _close_gaps(table: np.ndarray, parsed: list[_Part]) -> None:
    """White space inside an entity belongs to it; every part, and what follows it, starts a sentence."""
    inside, start = 1, 1
    for part in parsed:
        gaps = np.flatnonzero(np.diff(part.places) > 1)
        for left, right in zip(part.places[gaps].tolist(), part.places[gaps + 1].tolist(), strict=True):
            if table[right, _COLUMN["ENT_IOB"]] == inside:
                table[left + 1 : right, _COLUMN["ENT_IOB"]] = inside
                table[left + 1 : right, _COLUMN["ENT_TYPE"]] = table[right, _COLUMN["ENT_TYPE"]]
        after = int(part.places[-1]) + 1
        table[part.places[0], _COLUMN["SENT_START"]] = start
        if after < len(table) and table[after, _COLUMN["SENT_START"]] == 0:
            table[after, _COLUMN["SENT_START"]] = start
            table[after, _COLUMN["HEAD"]] = 0

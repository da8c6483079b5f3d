"""From articles to spaCy Docs whose text is the article's, so that every token offset is an offset in the stored text.

Each segment is parsed as a Doc of its own, without white-space tokens; what the pipeline found is then written into one
Doc over the whole text. The pipeline sees clean paragraphs in batches, the rules see one ordinary Doc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis.mending import tree_rules
from kg.analysis.names import name_rules
from kg.analysis.segments import SegmentKind, segments
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
    """The tokens of one segment: their indices in the whole Doc."""

    kind: SegmentKind
    tokens: tuple[int, ...]


def analyse(nlp: Language, articles: Iterable[Article], *, batch_size: int = 64) -> Iterator[tuple[Article, Doc]]:
    """Each article with its Doc, in order; ``doc.text == article.text``.

    ``doc._.segments`` holds (kind, start, end) token spans. Articles are taken in groups, so that short ones share a
    batch of ``batch_size`` segments; at most one group is held in memory.
    """
    group: list[Article] = []
    for article in articles:
        group.append(article)
        if len(group) == _BATCH_ARTICLES:
            yield from _analyse_group(nlp, group, batch_size)
            group = []
    yield from _analyse_group(nlp, group, batch_size)


def _analyse_group(nlp: Language, group: list[Article], batch_size: int) -> Iterator[tuple[Article, Doc]]:
    wholes = [_tokenise(nlp, article.text) for article in group]
    parts = [_parts(doc, article) for article, doc in zip(group, wholes, strict=True)]
    stream = nlp.pipe(
        (_part_doc(nlp, doc, part) for doc, own in zip(wholes, parts, strict=True) for part in own),
        batch_size=batch_size,
    )
    for article, whole, own in zip(group, wholes, parts, strict=True):
        parsed = [(part, next(stream)) for part in own]
        yield article, tree_rules(name_rules(_joined(whole, parsed)))


def _tokenise(nlp: Language, text: str) -> Doc:
    return nlp.tokenizer(text)


def _parts(doc: Doc, article: Article) -> list[_Part]:
    pieces = segments(article.text, title_end=len(article.title), skip=article.furniture)
    tokens = [(token.idx, token.i) for token in doc if not token.is_space]
    parts, at = [], 0
    for piece in pieces:
        while at < len(tokens) and tokens[at][0] < piece.start:
            at += 1
        first = at
        while at < len(tokens) and tokens[at][0] < piece.end:
            at += 1
        if first < at:
            parts.append(_Part(piece.kind, tuple(i for _, i in tokens[first:at])))
    return parts


def _part_doc(nlp: Language, doc: Doc, part: _Part) -> Doc:
    words = [doc[i].text for i in part.tokens]
    spaces = [bool(doc[i].whitespace_) or (i + 1 < len(doc) and doc[i + 1].is_space) for i in part.tokens]
    return Doc(nlp.vocab, words=words, spaces=spaces)


def _joined(whole: Doc, parsed: list[tuple[_Part, Doc]]) -> Doc:
    """``whole`` with the annotation of its parts; tokens outside every part hang on their predecessor as ``dep``."""
    table = np.zeros((len(whole), len(_ATTRIBUTES)), dtype=np.uint64)
    dep, outside = whole.vocab.strings.add("dep"), 2
    for token in whole:
        row = table[token.i]
        row[_COLUMN["DEP"]], row[_COLUMN["ENT_IOB"]] = dep, outside
        row[_COLUMN["HEAD"]] = np.uint64(0) if token.i == 0 else np.int64(-1).astype(np.uint64)
    for part, doc in parsed:
        own = doc.to_array(_ATTRIBUTES)
        indices = np.asarray(part.tokens, dtype=np.int64)
        heads = indices[np.arange(len(doc)) + own[:, _COLUMN["HEAD"]].astype(np.int64)]
        own[:, _COLUMN["HEAD"]] = (heads - indices).astype(np.uint64)
        table[indices] = own
    _close_gaps(table, parsed)
    whole.from_array(_ATTRIBUTES, cast(Any, table))
    whole._.segments = tuple((part.kind.value, part.tokens[0], part.tokens[-1] + 1) for part, _ in parsed)
    return whole


def _close_gaps(table: np.ndarray, parsed: list[tuple[_Part, Doc]]) -> None:
    """White space inside an entity belongs to it; every part, and what follows it, starts a sentence."""
    inside, start = 1, 1
    for part, _ in parsed:
        for left, right in zip(part.tokens, part.tokens[1:], strict=False):
            if right > left + 1 and table[right, _COLUMN["ENT_IOB"]] == inside:
                table[left + 1 : right, _COLUMN["ENT_IOB"]] = inside
                table[left + 1 : right, _COLUMN["ENT_TYPE"]] = table[right, _COLUMN["ENT_TYPE"]]
        after = part.tokens[-1] + 1
        table[part.tokens[0], _COLUMN["SENT_START"]] = start
        if after < len(table) and table[after, _COLUMN["SENT_START"]] == 0:
            table[after, _COLUMN["SENT_START"]] = start
            table[after, _COLUMN["HEAD"]] = 0

"""Words in, annotation out: runs the ONNX graph window by window and decodes its scores. Knows nothing of spaCy."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.analysis.encoder.decoding import NEVER, EntityDecoder, decode_trees
from kg.analysis.encoder.pieces import Pieces, WordPieces, join
from kg.analysis.encoder.windows import Window, stretches, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Analyser", "Analysis", "Numbers", "Weights"]

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]
_NEVER_LAST = frozenset({",", ";", ":", "(", "–", "—", "-"})
"""Words no entity ends with: the encoder at times takes in the comma after a date."""

_SLOWER = ["SkipLayerNormFusion"]
"""ONNX Runtime's fusions that cost time: its sum with normalisation takes five times what the two take apart."""


@dataclass(slots=True)
class Weights:
    """What training leaves: the ONNX graph, the classes of each head, and the word-piece tokenizer as JSON.

    ``labels`` has the lists ``entities`` (BIO), ``tags``, ``morphs`` (``UPOS|Feature=Value|...``) and ``labels``.
    """

    graph: bytes
    labels: dict[str, list[str]]
    tokenizer: str

    def files(self) -> dict[str, bytes]:
        """Contents by file name."""
        return {
            "model.onnx": self.graph,
            "labels.json": json.dumps(self.labels, ensure_ascii=False, indent=1).encode(),
            "tokenizer.json": self.tokenizer.encode(),
        }

    @classmethod
    def of_files(cls, files: dict[str, bytes]) -> Weights:
        """Raises KeyError where a file is missing."""
        return cls(files["model.onnx"], json.loads(files["labels.json"]), files["tokenizer.json"].decode())


@dataclass(slots=True)
class Analysis:
    """Annotation of a text of n words: arrays [n] of class numbers, and of heads as word numbers (a root is its own
    head, its label -1); entities are half-open spans of words with their labels."""

    tags: Numbers
    morphs: Numbers
    heads: Numbers
    labels: Numbers
    entities: list[tuple[int, int, str]]


@dataclass(slots=True)
class _Scored:
    """Scores of one stretch of n words; ``arcs`` is [n, n + 1] with the root first, other tables one row a word.

    ``places`` are the rows of the words in ``heads``, as seen from the window each word belongs to: row of word w from
    word v is ``places[v] + w``.
    """

    entities: Floats
    tags: Numbers
    morphs: Numbers
    starts: Floats
    arcs: Floats
    mixed: Floats
    heads: Floats
    places: Numbers


class Analyser:
    """Annotates words with ``weights``, in windows of at most ``window`` pieces, on ``threads`` threads.

    A window is run by itself, never padded or joined with others: int8 scales are taken from what runs together, so
    that only then is the result the same in any batch. Sessions are made on first use, one a process. A word said to
    begin no sentence begins one all the same where the encoder's score (a logit) is over ``split``.
    """

    def __init__(self, weights: Weights, *, threads: int, window: int, split: float) -> None:
        self.weights = weights
        self.threads = threads
        self.window = window
        self.split = split
        self._session: tuple[int, InferenceSession] | None = None
        self._pieces = Pieces(weights.tokenizer)
        self._entities = EntityDecoder(weights.labels["entities"])

    @property
    def session(self) -> InferenceSession:
        """The ONNX Runtime session of this process."""
        if self._session is None or self._session[0] != os.getpid():
            import onnxruntime

            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self.threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            made = onnxruntime.InferenceSession(
                self.weights.graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
            )
            self._session = (os.getpid(), made)
        return self._session[1]

    def analyse(self, words: Sequence[str], starts: Sequence[bool | None], breaks: Sequence[bool]) -> Analysis:
        """The annotation of ``words``.

        ``starts`` says of each word whether it begins a sentence; None leaves that to the encoder. ``breaks`` says
        whether a line break stands before it: nothing is joined across one.
        """
        tags, morphs, heads, labels = np.empty((4, len(words)), np.intp)
        found = Analysis(tags, morphs, heads, labels, [])
        pieces = [self._pieces.of(word) for word in words]
        lengths = [len(ids) for ids, _ in pieces]
        for stretch in stretches(starts, breaks, lengths, self.window):
            own = slice(stretch.start, stretch.end)
            scored = self._score(pieces[own], lengths[own])
            tags[own], morphs[own] = scored.tags, scored.morphs
            sentences = _sentences(starts[own], scored.starts, self.split)
            best = decode_trees(scored.arcs, sentences)
            labels[own] = np.where(best < 0, -1, self._labels(scored, np.maximum(best, 0)))
            heads[own] = np.where(best < 0, np.arange(len(best)), best) + stretch.start
            for first, last, label in self._entities.spans_of(scored.entities, sentences):
                begin, end = stretch.start + first, stretch.start + last
                while end > begin and words[end - 1] in _NEVER_LAST:
                    end -= 1
                if end > begin:
                    found.entities.append((begin, end, label))
        return found

    def _score(self, pieces: Sequence[WordPieces], lengths: list[int]) -> _Scored:
        """Scores of one stretch, put together from its windows."""
        cut = windows(lengths, self.window)
        if len(cut) == 1:
            entity, tag, morph, start, arcs, mixed, heads = self._run(pieces)
            return _Scored(
                entity[1:], tag[1:].argmax(1), morph[1:].argmax(1), start[1:, 0], arcs[1:], mixed[1:], heads,
                np.ones(len(pieces), np.intp),
            )  # fmt: skip
        return self._joined(cut, pieces)

    def _joined(self, cut: Sequence[Window], pieces: Sequence[WordPieces]) -> _Scored:
        size = len(pieces)
        parts: list[list[NDArray[Any]]] = [[] for _ in range(4)]
        arcs = np.full((size, size + 1), NEVER, np.float32)
        mixed, head_rows, places = [], [], np.zeros(size, np.intp)
        rows = 0
        for window in cut:
            outputs = self._run(pieces[window.start : window.end])
            a, b = window.own_start - window.start + 1, window.own_end - window.start + 1
            for part, values in zip(parts, outputs[:4], strict=True):
                part.append(values[a:b])
            arcs[window.own_start : window.own_end, 0] = outputs[4][a:b, 0]
            arcs[window.own_start : window.own_end, window.start + 1 : window.end + 1] = outputs[4][a:b, 1:]
            mixed.append(outputs[5][a:b])
            head_rows.append(outputs[6])
            places[window.own_start : window.own_end] = rows + 1 - window.start
            rows += len(outputs[6])
        entity, tag, morph, start = (np.concatenate(part) for part in parts)
        return _Scored(
            entity, tag.argmax(1), morph.argmax(1), start[:, 0], arcs,
            np.concatenate(mixed), np.concatenate(head_rows), places,
        )  # fmt: skip

    def _run(self, pieces: Sequence[WordPieces]) -> list[NDArray[Any]]:
        """Entities, tags, morphs, starts, arcs, label products and head states; row 0 is the root."""
        encoded = join(pieces)
        feed = {
            "ids": np.array([encoded.ids], np.int64),
            "shapes": np.array([encoded.shapes], np.int64),
            "firsts": np.array([[0, *encoded.firsts]], np.int64),
        }
        return [output[0] for output in self.session.run(None, feed)]

    def _labels(self, scored: _Scored, heads: Numbers) -> Numbers:
        """Best label of each arc word -> head; the head's state is that of the window the word belongs to."""
        states = scored.heads[np.clip(scored.places + heads, 0, len(scored.heads) - 1)]
        mixed = scored.mixed.reshape(len(heads), -1, states.shape[1])
        best: Numbers = (mixed @ states[:, :, None])[:, :, 0].argmax(1)
        return best


def _sentences(known: Sequence[bool | None], scores: Floats, split: float) -> list[tuple[int, int]]:
    """Sentences of a stretch: known starts, and those that score over 0, or over ``split`` where none is said to be."""
    least = {True: -np.inf, None: 0.0, False: split}
    likely = [score > least[given] for given, score in zip(known, scores, strict=True)]
    starts = [i for i, start in enumerate(likely) if i == 0 or start]
    return list(zip(starts, [*starts[1:], len(known)], strict=True))

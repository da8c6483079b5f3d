"""Words in, annotation out: runs the ONNX graph window by window and decodes its scores. Knows nothing of spaCy."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.analysis.encoder.decoding import NEVER, EntityDecoder, decode_tree
from kg.analysis.encoder.pieces import Pieces
from kg.analysis.encoder.windows import Stretch, stretches, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Analyser", "Analysis", "Weights"]

Floats = NDArray[np.float32]
_NEVER_LAST = frozenset({",", ";", ":", "(", "–", "—", "-"})
"""Words no entity ends with: the encoder at times takes in the comma after a date."""


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
    """Annotation of a text, one entry a word; heads are word numbers (a root is its own head), entities half-open
    spans."""

    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    entities: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Scored:
    """Scores of one stretch of n words; ``arcs`` is [n, n + 1] with the root first, other tables one row a word."""

    entities: Floats
    tags: NDArray[np.intp]
    morphs: NDArray[np.intp]
    starts: Floats
    arcs: Floats
    mixed: Floats
    heads: Floats
    owners: NDArray[np.intp]
    offsets: list[int]


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
            made = onnxruntime.InferenceSession(self.weights.graph, options, providers=["CPUExecutionProvider"])
            self._session = (os.getpid(), made)
        return self._session[1]

    def analyse(self, words: Sequence[str], starts: Sequence[bool | None], breaks: Sequence[bool]) -> Analysis:
        """The annotation of ``words``.

        ``starts`` says of each word whether it begins a sentence; None leaves that to the encoder. ``breaks`` says
        whether a line break stands before it: nothing is joined across one.
        """
        found = Analysis()
        classes = self.weights.labels
        lengths = [len(self._pieces.of(word)[0]) for word in words]
        for stretch in stretches(starts, breaks, lengths, self.window):
            scored = self._score(words[stretch.start : stretch.end], lengths[stretch.start : stretch.end])
            found.tags += [classes["tags"][i] for i in scored.tags]
            found.morphs += [classes["morphs"][i] for i in scored.morphs]
            for start, end in _sentences(starts[stretch.start : stretch.end], scored.starts, self.split):
                self._decode_sentence(scored, start, end, stretch, words, found)
        return found

    def _decode_sentence(
        self, scored: _Scored, start: int, end: int, stretch: Stretch, words: Sequence[str], found: Analysis
    ) -> None:
        offset = stretch.start
        table = np.full((end - start + 1, end - start + 1), NEVER, np.float32)
        table[1:, 0] = scored.arcs[start:end, 0]
        table[1:, 1:] = scored.arcs[start:end, start + 1 : end + 1]
        heads = decode_tree(table)[1:] + (start - 1)
        labels = self._labels(scored, np.arange(start, end), np.maximum(heads, start))
        names = self.weights.labels["labels"]
        for word, head, label in zip(range(start, end), heads.tolist(), labels.tolist(), strict=True):
            found.heads.append(offset + (word if head < start else head))
            found.labels.append("ROOT" if head < start else names[label])
        for first, last, label in self._entities.spans(scored.entities[start:end]):
            begin, stop = offset + start + first, offset + start + last
            while stop > begin and words[stop - 1] in _NEVER_LAST:
                stop -= 1
            if stop > begin:
                found.entities.append((begin, stop, label))

    def _score(self, words: Sequence[str], lengths: list[int]) -> _Scored:
        """Scores of one stretch, put together from its windows."""
        size = len(words)
        parts: list[list[NDArray[Any]]] = [[] for _ in range(4)]
        arcs = np.full((size, size + 1), NEVER, np.float32)
        mixed, head_rows, owners, offsets = [], [], np.zeros(size, np.intp), []
        rows = 0
        for number, window in enumerate(windows(lengths, self.window)):
            outputs = self._run(words[window.start : window.end])
            a, b = window.own_start - window.start + 1, window.own_end - window.start + 1
            for part, values in zip(parts, outputs[:4], strict=True):
                part.append(values[a:b])
            arcs[window.own_start : window.own_end, 0] = outputs[4][a:b, 0]
            arcs[window.own_start : window.own_end, window.start + 1 : window.end + 1] = outputs[4][a:b, 1:]
            mixed.append(outputs[5][a:b])
            head_rows.append(outputs[6])
            owners[window.own_start : window.own_end] = number
            # the row of stretch word w in this window's head states is offset + w
            offsets.append(rows + 1 - window.start)
            rows += len(outputs[6])
        entity, tag, morph, start = (np.concatenate(part) for part in parts)
        return _Scored(
            entity, tag.argmax(1), morph.argmax(1), start[:, 0], arcs,
            np.concatenate(mixed), np.concatenate(head_rows), owners, offsets,
        )  # fmt: skip

    def _run(self, words: Sequence[str]) -> list[NDArray[Any]]:
        """Entities, tags, morphs, starts, arcs, label products and head states; row 0 is the root."""
        encoded = self._pieces.encode(words)
        feed = {
            "ids": np.array([encoded.ids], np.int64),
            "shapes": np.array([encoded.shapes], np.int64),
            "firsts": np.array([[0, *encoded.firsts]], np.int64),
        }
        return [output[0] for output in self.session.run(None, feed)]

    def _labels(self, scored: _Scored, words: NDArray[np.intp], heads: NDArray[np.intp]) -> NDArray[np.intp]:
        """Best label of each arc word -> head; the head's state is that of the window the word belongs to."""
        rows = np.array(scored.offsets)[scored.owners[words]] + heads
        states = scored.heads[np.clip(rows, 0, len(scored.heads) - 1)]
        mixed = scored.mixed[words].reshape(len(words), -1, states.shape[1])
        best: NDArray[np.intp] = (mixed @ states[:, :, None])[:, :, 0].argmax(1)
        return best


def _sentences(known: Sequence[bool | None], scores: Floats, split: float) -> list[tuple[int, int]]:
    """Sentences of a stretch: known starts, and those that score over 0, or over ``split`` where none is said to be."""
    least = {True: -np.inf, None: 0.0, False: split}
    likely = [score > least[given] for given, score in zip(known, scores, strict=True)]
    starts = [i for i, start in enumerate(likely) if i == 0 or start]
    return list(zip(starts, [*starts[1:], len(known)], strict=True))

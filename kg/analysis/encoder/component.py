"""The spaCy component ``defence_encoder``: one pass of the int8 encoder sets tags, morphology, the parse and
entities."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span, Token
from spacy.vocab import Vocab

from kg.analysis.encoder.analyser import Analyser, Analysis, Numbers, Weights
from kg.errors import PipelineError

__all__ = ["DefenceEncoder", "create"]

_FILES = ("model.onnx", "labels.json", "tokenizer.json")
_LONGEST_WINDOW = 480
"""The encoder has 512 positions; two are taken, and some are left for a word that is cut."""

Codes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Codes:
    """A vocabulary's numbers by class number: of tags [t], of part of speech and morphology [m, 2], and of labels [l],
    the last of which is that of a root.
    """

    tags: Codes
    morphs: Codes
    labels: Codes


class DefenceEncoder(Pipe):
    """Annotates a Doc from its words alone; keeps sentence starts set before it, and adds those it is sure of."""

    def __init__(self, vocab: Vocab, name: str, *, threads: int, window: int, split: float) -> None:
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self.window = window
        self.split = split
        self._analyser: Analyser | None = None
        self._codes: _Codes | None = None

    @property
    def analyser(self) -> Analyser:
        """What annotates words. Raises PipelineError where the component was created but never given weights."""
        if self._analyser is None:
            raise PipelineError(
                f"component “{self.name}” has no weights; load the pipeline en_defence_encoder or build it by training/"
            )
        return self._analyser

    def set_weights(self, weights: Weights) -> None:
        """Takes ``weights`` as they come from training or from disk."""
        self._analyser = Analyser(weights, threads=self.threads, window=self.window, split=self.split)
        self._codes = None

    def __call__(self, doc: Doc) -> Doc:
        """Sets tags, parts of speech, morphology, heads, labels, sentence starts and entities of ``doc``."""
        tokens = list(doc)
        places = [token.i for token in tokens if not token.is_space]
        words = [tokens[i].text for i in places]
        starts = [tokens[i].is_sent_start for i in places]
        breaks = _line_breaks(tokens, places) if len(places) < len(tokens) else [False] * len(places)
        if tokens:
            self._annotate(doc, places, self.analyser.analyse(words, starts, breaks))
        return doc

    def _annotate(self, doc: Doc, places: list[int], found: Analysis) -> None:
        codes = self._codes or self._coded()
        table = np.empty((len(doc), 5), np.uint64)
        if len(places) == len(doc):
            heads = found.heads - np.arange(len(doc))
            table[:, :2], table[:, 2] = codes.morphs[found.morphs], codes.tags[found.tags]
            table[:, 3], table[:, 4] = heads.astype(np.uint64), codes.labels[found.labels]
        else:
            self._annotate_among_spaces(table, np.array(places, np.intp), found, codes)
        doc.from_array(["POS", "MORPH", "TAG", "HEAD", "DEP"], table)  # type: ignore[arg-type]
        doc.set_ents([Span(doc, places[s], places[e - 1] + 1, label=label) for s, e, label in found.entities])

    def _annotate_among_spaces(self, table: Codes, places: Numbers, found: Analysis, codes: _Codes) -> None:
        """The table of a Doc with white-space tokens: each hangs on the word before it, or on the first."""
        add = self.vocab.strings.add
        table[:] = (add("SPACE"), self.vocab.morphology.add(""), add("_SP"), 0, add("dep"))
        tokens = np.arange(len(table))
        anchors = places if len(places) else np.zeros(1, np.intp)
        offsets = anchors[np.maximum(np.searchsorted(places, tokens, side="right") - 1, 0)] - tokens
        table[places, :2], table[places, 2] = codes.morphs[found.morphs], codes.tags[found.tags]
        table[places, 4] = codes.labels[found.labels]
        offsets[places] = places[found.heads] - places
        table[:, 3] = offsets.astype(np.uint64)

    def _coded(self) -> _Codes:
        """The vocabulary's numbers for the classes of the weights."""
        add, classes = self.vocab.strings.add, self.analyser.weights.labels
        parts = [morph.partition("|") for morph in classes["morphs"]]
        self._codes = _Codes(
            np.array([add(tag) for tag in classes["tags"]], np.uint64),
            np.array([(add(pos), self.vocab.morphology.add(rest)) for pos, _, rest in parts], np.uint64),
            np.array([add(label) for label in (*classes["labels"], "ROOT")], np.uint64),
        )
        return self._codes

    @property
    def labels(self) -> tuple[str, ...]:
        """The entity labels, as spaCy components show them; none before there are weights."""
        if self._analyser is None:
            return ()
        return tuple(sorted({tag[2:] for tag in self.analyser.weights.labels["entities"] if tag != "O"}))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The weights as one message."""
        files = self.analyser.weights.files() if "weights" not in set(exclude) else {}
        message: bytes = srsly.msgpack_dumps(files)
        return message

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> DefenceEncoder:
        """The inverse of :meth:`to_bytes`."""
        if "weights" not in set(exclude):
            self.set_weights(Weights.of_files(srsly.msgpack_loads(data)))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the weights to the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        if "weights" not in set(exclude):
            for name, content in self.analyser.weights.files().items():
                (folder / name).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> DefenceEncoder:
        """Reads what :meth:`to_disk` wrote. Raises PipelineError where a file is missing."""
        folder = Path(path)
        if "weights" in set(exclude):
            return self
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise PipelineError(f"{folder}: {', '.join(missing)} missing; install the pipeline again")
        self.set_weights(Weights.of_files({name: (folder / name).read_bytes() for name in _FILES}))
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        weights = self._analyser.weights if self._analyser else None
        return _restore, (self.vocab, self.name, self.threads, self.window, self.split, weights)


def _restore(
    vocab: Vocab, name: str, threads: int, window: int, split: float, weights: Weights | None
) -> DefenceEncoder:
    component = DefenceEncoder(vocab, name, threads=threads, window=window, split=split)
    if weights is not None:
        component.set_weights(weights)
    return component


def _line_breaks(tokens: list[Token], places: list[int]) -> list[bool]:
    """Whether a line break stands before each of the words at ``places``."""
    previous = -1
    breaks = []
    for place in places:
        breaks.append(place - previous > 1 and any("\n" in tokens[i].text for i in range(previous + 1, place)))
        previous = place
    return breaks


@Language.factory(
    "defence_encoder",
    assigns=[
        "token.tag", "token.pos", "token.morph", "token.head", "token.dep", "token.is_sent_start", "doc.ents",
        "token.ent_iob", "token.ent_type",
    ],
    default_config={"threads": 1, "window": 200, "split": 2.0},
    default_score_weights={"dep_las": 0.5, "ents_f": 0.5},
)  # fmt: skip
def create(nlp: Language, name: str, threads: int, window: int, split: float) -> DefenceEncoder:
    """A component without weights.

    ``threads`` per process; ``window`` is the most pieces read at once; ``split`` is the score over which a
    sentence start is added where a component before this one said there is none.
    """
    return DefenceEncoder(nlp.vocab, name, threads=threads, window=min(window, _LONGEST_WINDOW), split=split)

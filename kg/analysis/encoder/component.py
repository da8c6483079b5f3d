"""The spaCy component ``defence_encoder``: one pass of the int8 encoder sets tags, morphology, the parse and
entities."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from kg.analysis.encoder.analyser import Analyser, Analysis, Weights
from kg.errors import PipelineError

__all__ = ["DefenceEncoder", "create"]

_FILES = ("model.onnx", "labels.json", "tokenizer.json")
_LONGEST_WINDOW = 480
"""The encoder has 512 positions; two are taken, and some are left for a word that is cut."""


class DefenceEncoder(Pipe):
    """Annotates a Doc from its words alone; keeps sentence starts set before it, and adds those it is sure of."""

    def __init__(self, vocab: Vocab, name: str, *, threads: int, window: int, split: float) -> None:
        self.vocab = vocab
        self.name = name
        self.threads = threads
        self.window = window
        self.split = split
        self._analyser: Analyser | None = None

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

    def __call__(self, doc: Doc) -> Doc:
        """Sets tags, parts of speech, morphology, heads, labels, sentence starts and entities of ``doc``."""
        places = [token.i for token in doc if not token.is_space]
        words = [doc[i].text for i in places]
        starts = [doc[i].is_sent_start for i in places]
        if len(doc):
            self._annotate(doc, places, self.analyser.analyse(words, starts, _line_breaks(doc, places)))
        return doc

    def _annotate(self, doc: Doc, places: list[int], found: Analysis) -> None:
        strings = self.vocab.strings
        table = np.zeros((len(doc), 5), np.uint64)
        owner = _nearest_words(len(doc), places)
        table[:, 0] = strings.add("_SP")
        table[:, 1] = strings.add("SPACE")
        table[:, 2] = self.vocab.morphology.add("")
        table[:, 4] = strings.add("dep")
        anchors = places or [0]
        offsets = np.array([anchors[owner[i]] - i for i in range(len(doc))], np.int64)
        codes = {morph: self._morph_codes(morph) for morph in set(found.morphs)}
        for word, place in enumerate(places):
            pos, morph = codes[found.morphs[word]]
            table[place, 0] = strings.add(found.tags[word])
            table[place, 1], table[place, 2] = pos, morph
            table[place, 4] = strings.add(found.labels[word])
            offsets[place] = places[found.heads[word]] - place
        table[:, 3] = offsets.astype(np.uint64)
        doc.from_array(["TAG", "POS", "MORPH", "HEAD", "DEP"], table)  # type: ignore[arg-type]
        doc.set_ents([Span(doc, places[s], places[e - 1] + 1, label=label) for s, e, label in found.entities])

    def _morph_codes(self, morph: str) -> tuple[int, int]:
        pos, _, features = morph.partition("|")
        return self.vocab.strings.add(pos), self.vocab.morphology.add(features)

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


def _line_breaks(doc: Doc, places: list[int]) -> list[bool]:
    """Whether a line break stands before each of the words at ``places``."""
    previous = -1
    breaks = []
    for place in places:
        breaks.append(place - previous > 1 and any("\n" in doc[i].text for i in range(previous + 1, place)))
        previous = place
    return breaks


def _nearest_words(size: int, places: list[int]) -> list[int]:
    """For each token the number of the word it hangs from: itself, or for white space the word before it."""
    owner, word = [], -1
    for i in range(size):
        if word + 1 < len(places) and places[word + 1] == i:
            word += 1
        owner.append(max(word, 0))
    return owner


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

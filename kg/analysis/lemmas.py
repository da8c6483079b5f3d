"""The component ``quick_lemmatizer``: spaCy's English rule lemmatizer, each word looked up once.

spaCy's own searches its word lists from the front (57,000 nouns) and works out the morphology of every token. Lemmas
are the same, but that *staged* is of *stage* and not of *stag*. The forms of closed classes (*am* is *be*) are a table
of the same lookups, so that no matcher runs over the text for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from spacy.lang.en import English
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["CLOSED", "QuickLemmatizer", "create"]

CLOSED = "lemma_closed"
"""Name of the table {part of speech: {form in lower case: lemma}}; an empty part of speech stands for any."""

_MOST_WORDS = 500_000


class QuickLemmatizer(EnglishLemmatizer):
    """Sets the lemma of every token that has none, from its form, part of speech and morphology."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._known: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Lemmatizes ``doc`` in place and returns it."""
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        known = self._known
        table = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"])
        keys = [tuple(row) for row in table[:, :3].tolist()]
        for i, key in enumerate(keys):
            if key not in known:
                known[key] = self.vocab.strings.add(self._lemma(doc[i]))
        lemmas = np.array([known[key] for key in keys], np.uint64)
        if not self.overwrite:
            lemmas = np.where(table[:, 3] == 0, lemmas, table[:, 3])
        doc.from_array(["LEMMA"], lemmas[:, None])  # type: ignore[arg-type]
        return doc

    def _lemma(self, token: Token) -> str:
        closed = self.lookups.get_table(CLOSED, {})
        for part in (token.pos_, ""):
            forms: dict[str, str] = closed.get(part, {})
            if token.lower_ in forms:
                return forms[token.lower_]
        lemmas: list[str] = self.lemmatize(token)
        mute = f"{lemmas[0]}e"
        return mute if mute in lemmas and _is_undoubled(token.lower_, lemmas[0]) else lemmas[0]

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> QuickLemmatizer:
        """As spaCy's."""
        super().from_disk(path, exclude=exclude)
        return self._quickened()

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> QuickLemmatizer:
        """As spaCy's."""
        super().from_bytes(bytes_data, exclude=exclude)
        return self._quickened()

    def _quickened(self) -> QuickLemmatizer:
        """Itself, with the lists of known words as mappings, which answer at once and are saved as lists are."""
        index = self.lookups.get_table("lemma_index", {})
        for part, words in list(index.items()):
            index[part] = dict.fromkeys(words)
        self._known.clear()
        return self


def _is_undoubled(form: str, stem: str) -> bool:
    """True for *staged* beside *stag*, whose last consonant would be doubled (Quirk et al. 1985, section 3.8)."""
    return form in {f"{stem}ed", f"{stem}ing"}


@English.factory(
    "quick_lemmatizer",
    assigns=["token.lemma"],
    default_config={"overwrite": False, "scorer": {"@scorers": "spacy.lemmatizer_scorer.v1"}},
    default_score_weights={"lemma_acc": 1.0},
)
def create(nlp: Language, name: str, overwrite: bool, scorer: Callable[..., Any] | None) -> QuickLemmatizer:
    """A component without tables; they come with a pipeline."""
    return QuickLemmatizer(nlp.vocab, None, name, mode="rule", overwrite=overwrite, scorer=scorer)

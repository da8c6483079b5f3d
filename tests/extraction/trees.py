"""Parsed sentences written down by hand, so that a rule is tested without a parser."""

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

__all__ = ["token", "tree"]

_COARSE = {
    "N": "NOUN",
    "V": "VERB",
    "J": "ADJ",
    "R": "ADV",
    "M": "AUX",
    "P": "PRON",
    "I": "ADP",
    "D": "DET",
    "T": "PART",
}


@cache
def _blank() -> Language:
    return spacy.blank("en")


def tree(text: str) -> Doc:
    """The Doc of ``word/TAG/label>head[=lemma]`` items, heads from 0; the lemma defaults to the lower-case word."""
    words, tags, labels, heads, lemmas = [], [], [], [], []
    for item in text.split():
        item, _, lemma = item.partition("=")
        word, tag, link = item.rsplit("/", 2)
        label, head = link.split(">")
        words.append(word)
        tags.append(tag)
        labels.append(label)
        heads.append(int(head))
        lemmas.append(lemma or word.lower())
    pos = ["AUX" if label in {"aux", "auxpass"} else _pos(tag) for tag, label in zip(tags, labels, strict=True)]
    return Doc(_blank().vocab, words=words, tags=tags, pos=pos, deps=labels, heads=heads, lemmas=lemmas)


def token(doc: Doc, word: str) -> Token:
    """The first token of ``doc`` that reads ``word``."""
    return next(t for t in doc if t.text == word)


def _pos(tag: str) -> str:
    return "PROPN" if tag.startswith("NNP") else _COARSE.get(tag[0], "PUNCT")

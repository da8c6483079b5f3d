"""Whatever tree a parser hands over, a reading is found and ends."""

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from kg.extraction.arguments import arguments
from kg.extraction.attribution import source_of
from kg.extraction.modality import claim_values

_NLP = spacy.blank("en")
_WORDS = [
    "plans",
    "talks",
    "said",
    "not",
    "sale",
    "of",
    "exercise",
    "to",
    "sign",
    "would",
    "be",
    "that",
    "he",
    "possibility",
    "no",
    ",",
    '"',
    "announced",
    "held",
    "after",
    "the",
    "Kenya",
    "scheduled",
    "for",
    "is",
    "likely",
    "refused",
    "until",
    "if",
    "which",
    "annual",
    "Accord",
    "drills",
    "by",
    "according",
    "quoted",
    "mulls",
    "ahead",
]
_TAGS = [
    "NN",
    "NNS",
    "NNP",
    "VB",
    "VBD",
    "VBG",
    "VBN",
    "VBZ",
    "MD",
    "TO",
    "IN",
    "DT",
    "JJ",
    "RB",
    "WDT",
    "PRP",
    ",",
    "CC",
]
_LABELS = [
    "nsubj",
    "nsubjpass",
    "dobj",
    "pobj",
    "prep",
    "agent",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "relcl",
    "conj",
    "cc",
    "aux",
    "auxpass",
    "mark",
    "neg",
    "attr",
    "acomp",
    "amod",
    "compound",
    "appos",
    "parataxis",
    "det",
    "poss",
    "pcomp",
    "dep",
    "punct",
    "npadvmod",
    "advmod",
    "dative",
]


@st.composite
def _docs(draw: st.DrawFn) -> Doc:
    """Projective or not, sensible or not: any words, tags and labels under any heads that make a tree."""
    size = draw(st.integers(2, 9))
    words = draw(st.lists(st.sampled_from(_WORDS), min_size=size, max_size=size))
    tags = draw(st.lists(st.sampled_from(_TAGS), min_size=size, max_size=size))
    labels = draw(st.lists(st.sampled_from(_LABELS), min_size=size, max_size=size))
    order = draw(st.permutations(range(size)))
    heads = list(range(size))
    for place, index in enumerate(order[1:], start=1):
        heads[index] = order[draw(st.integers(0, place - 1))]
    labels[order[0]] = "ROOT"
    pos = ["VERB" if tag.startswith("V") else "NOUN" if tag.startswith("N") else "X" for tag in tags]
    doc = Doc(
        _NLP.vocab, words=words, tags=tags, pos=pos, deps=labels, heads=heads, lemmas=[w.rstrip("s") for w in words]
    )
    start = draw(st.integers(0, size - 1))
    label = draw(st.sampled_from(["EVENT", "PERSON", "ORG", "DATE"]))
    doc.ents = (Span(doc, start, min(size, start + draw(st.integers(1, 3))), label),)
    return doc


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=300, deadline=None)
@given(doc=_docs(), in_headline=st.booleans())
def test_every_tree_is_read(doc: Doc, in_headline: bool) -> None:
    """Readings climb a tree of any shape to an end, and give the same values each time."""
    for token in doc:
        assert claim_values(token, in_headline=in_headline) == claim_values(token, in_headline=in_headline)
        assert source_of(token) == source_of(token)


_DEPTH = 2000


@pytest.mark.parametrize("label", ["conj", "xcomp", "relcl", "acl", "prep", "pobj", "compound", "nsubj", "appos"])
@pytest.mark.parametrize(
    ("word", "tag", "pos"),
    [("signed", "VBN", "VERB"), ("sign", "VB", "VERB"), ("pact", "NN", "NOUN"), ("Pact", "NNP", "PROPN")],
)
@pytest.mark.parametrize("step", [-1, 1], ids=["head before", "head after"])
def test_a_tree_without_branches_is_read(label: str, word: str, tag: str, pos: str, step: int) -> None:
    """A sentence of 2,000 tokens that hang one under the other ends in a reading, not in the interpreter's limit."""
    heads = [min(max(i + step, 0), _DEPTH - 1) for i in range(_DEPTH)]
    labels = ["ROOT" if head == i else label for i, head in enumerate(heads)]
    lemmas = ["sign" if pos == "VERB" else word] * _DEPTH
    doc = Doc(
        _NLP.vocab, [word] * _DEPTH, tags=[tag] * _DEPTH, pos=[pos] * _DEPTH, deps=labels, heads=heads, lemmas=lemmas
    )
    for token in (doc[0], doc[_DEPTH // 2], doc[-1]):
        assert len(claim_values(token)) == 3
        assert source_of(token) is None or source_of(token).cue in doc
        assert arguments(token) == arguments(token)

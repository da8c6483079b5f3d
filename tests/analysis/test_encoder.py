"""The encoder component: decoding and windows by hand, the spaCy side with the bundled weights."""

import itertools
import json
import pickle
from pathlib import Path

import numpy as np
import pytest
import spacy

from kg.analysis.encoder.analyser import Weights
from kg.analysis.encoder.component import DefenceEncoder
from kg.analysis.encoder.decoding import NEVER, EntityDecoder, decode_tree
from kg.analysis.encoder.pieces import Pieces, shape
from kg.analysis.encoder.windows import stretches, windows
from kg.errors import PipelineError

BUNDLED = Path(__file__).parents[2] / "kg" / "analysis" / "pipelines" / "en_defence_encoder"
TAGS = ["O", "B-ORG", "I-ORG", "B-GPE", "I-GPE"]
TEXTS = [
    "Kenya and Portugal signed a maritime security agreement on Thursday.",
    "Short one.",
    "Col. Zipporah Kioko, who leads the Kenya Navy, met ministers in Lisbon. They will meet again next year.",
    "Exercise Bronze Talon 26 opens",
]


@pytest.fixture(scope="module")
def nlp():
    pipeline = spacy.load(BUNDLED)
    pipeline.add_pipe("sentence_rules", first=True)
    return pipeline


def annotation(doc):
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.dep_, t.head.i, t.lemma_, t.ent_iob_, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


# --- shapes and pieces


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        pytest.param("treaty", 0, id="lower"),
        pytest.param("Treaty", 1, id="title"),
        pytest.param("NATO", 2, id="upper"),
        pytest.param("McDonald", 3, id="more capitals than the first"),
        pytest.param("X", 4, id="one capital letter"),
        pytest.param("F-16", 5, id="a digit decides"),
        pytest.param("—", 6, id="no letter"),
        pytest.param("É", 4, id="a letter outside ASCII"),
    ],
)
def test_shape(word, expected):
    """Case is told by shape, for the vocabulary is uncased."""
    assert shape(word) == expected


# --- entities


def scores(*rows):
    table = np.zeros((len(rows), len(TAGS)), np.float32)
    for i, row in enumerate(rows):
        for tag, value in row.items():
            table[i, TAGS.index(tag)] = value
    return table


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        pytest.param(scores({"O": 1}, {"O": 1}), [], id="nothing"),
        pytest.param(scores({"B-ORG": 2}, {"I-ORG": 2}, {"O": 1}), [(0, 2, "ORG")], id="two words"),
        pytest.param(scores({"B-ORG": 2}, {"B-ORG": 2}), [(0, 1, "ORG"), (1, 2, "ORG")], id="neighbours stay two"),
        pytest.param(scores({"I-ORG": 2, "B-ORG": 1}, {"O": 1}), [(0, 1, "ORG")], id="no I- at the start"),
        pytest.param(
            scores({"B-ORG": 3}, {"I-GPE": 3, "I-ORG": 2}), [(0, 2, "ORG")], id="no change of label inside an entity"
        ),
    ],
)
def test_entities_follow_bio(table, expected):
    """The best legal BIO sequence is taken, not the best tag of each word."""
    assert EntityDecoder(TAGS).spans(table) == expected


# --- trees


def brute_force(table):
    """The best single-rooted tree among all head assignments."""
    size = len(table)
    best, found = -np.inf, None
    for heads in itertools.product(range(size), repeat=size - 1):
        if sum(h == 0 for h in heads) != 1 or any(h == i for i, h in enumerate(heads, 1)):
            continue
        if all(reaches_root(heads, i) for i in range(1, size)):
            total = sum(table[i, h] for i, h in enumerate(heads, 1))
            if total > best:
                best, found = total, heads
    return found, best


def reaches_root(heads, node):
    for _ in range(len(heads) + 1):
        if node == 0:
            return True
        node = heads[node - 1]
    return False


@pytest.mark.parametrize("seed", range(12))
def test_tree_of_random_scores(seed):
    """Any scores give a tree with one root, and the best one that has this root."""
    table = np.random.default_rng(seed).normal(size=(6, 6)).astype(np.float32)
    heads = tuple(int(h) for h in decode_tree(table)[1:])
    assert heads.count(0) == 1
    assert all(reaches_root(heads, i) for i in range(1, 6))
    root = heads.index(0) + 1
    only = table.copy()
    only[[i for i in range(1, 6) if i != root], 0] = NEVER
    assert sum(only[i, h] for i, h in enumerate(heads, 1)) == pytest.approx(brute_force(only)[1], abs=1e-4)


def test_tree_of_one_word():
    """A sentence of one word is its own root."""
    assert decode_tree(np.zeros((2, 2), np.float32)).tolist() == [0, 0]


# --- windows


@pytest.mark.parametrize(
    ("starts", "breaks", "lengths", "expected"),
    [
        pytest.param([True, False, True, False], [False] * 4, [1] * 4, [(0, 4)], id="sentences that fit together"),
        pytest.param(
            [True, False, True, False], [False, False, True, False], [1] * 4, [(0, 2), (2, 4)], id="line break"
        ),
        pytest.param([True, False, True, False], [False] * 4, [4] * 4, [(0, 2), (2, 4)], id="limit"),
        pytest.param([True, False], [False] * 2, [9, 9], [(0, 2)], id="a sentence over the limit stays one"),
        pytest.param([True] * 7, [False] * 7, [1] * 7, [(0, 5), (5, 7)], id="five sentences at most"),
        pytest.param([], [], [], [], id="nothing"),
    ],
)
def test_stretches(starts, breaks, lengths, expected):
    """Whole sentences are read together up to the limit, never across a line break."""
    assert [(s.start, s.end) for s in stretches(starts, breaks, lengths, 10)] == expected


@pytest.mark.parametrize("lengths", [[1] * 5, [1] * 100, [3] * 57, [12, 1, 1, 12, 5, 9] * 9, [30, 1, 30]])
def test_windows_share_out_the_words(lengths):
    """Every word belongs to exactly one window, which covers it."""
    found = windows(lengths, 20)
    owned = [w for window in found for w in range(window.own_start, window.own_end)]
    assert owned == list(range(len(lengths)))
    assert all(w.start <= w.own_start and w.own_end <= w.end for w in found)


def test_windows_overlap():
    """Away from the ends of the text, a word at a border of what its window owns has context on both sides."""
    found = windows([1] * 100, 20)
    assert all(w.own_start - w.start >= 4 for w in found[1:])
    assert all(w.end - w.own_end >= 4 for w in found[:-1])


# --- the spaCy component


def test_annotation_is_complete(nlp):
    """Every word gets tag, part of speech, lemma and label, and a sentence has one root."""
    doc = nlp(TEXTS[2])
    assert all(doc.has_annotation(name) for name in ("TAG", "POS", "MORPH", "DEP", "LEMMA", "SENT_START", "ENT_IOB"))
    assert all(t.tag_ and t.pos_ and t.dep_ and t.lemma_ for t in doc)
    assert [sum(t.dep_ == "ROOT" for t in s) for s in doc.sents] == [1, 1]


def test_entities_of_a_plain_sentence(nlp):
    """States and weekdays of a plain news sentence are found."""
    found = [(e.text, e.label_) for e in nlp(TEXTS[0]).ents]
    assert found == [("Kenya", "GPE"), ("Portugal", "GPE"), ("Thursday", "DATE")]


def test_syntax_is_in_spacys_scheme(nlp):
    """Prepositions are heads, objects are dobj, so that rules for spaCy's own pipelines work."""
    words = {t.text: t for t in nlp(TEXTS[0])}
    assert (words["Kenya"].dep_, words["agreement"].dep_, words["on"].dep_) == ("nsubj", "dobj", "prep")
    assert (words["Thursday"].dep_, words["Thursday"].head.text) == ("pobj", "on")


@pytest.mark.parametrize("batch_size", [1, 3, 50])
def test_batches_change_nothing(nlp, batch_size):
    """The annotation of a Doc does not depend on what else is in its batch."""
    alone = [annotation(nlp(text)) for text in TEXTS]
    assert [annotation(doc) for doc in nlp.pipe(TEXTS, batch_size=batch_size)] == alone


def test_processes_change_nothing(nlp):
    """Two worker processes give what one gives."""
    alone = [annotation(nlp(text)) for text in TEXTS]
    assert [annotation(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == alone


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\nKenya signs pact\n\nNAIROBI – It did.\n", id="breaks at both ends and between"),
        pytest.param("Kenya  and   Portugal   met .", id="runs of blanks"),
        pytest.param(" \n ", id="white space alone"),
        pytest.param("", id="empty"),
    ],
)
def test_white_space_tokens(nlp, text):
    """White space hangs from a neighbour, is no entity and starts no sentence of its own."""
    doc = nlp(text)
    words = [t for t in doc if not t.is_space]
    assert all(t.head.is_space is False and t.ent_iob_ == "O" for t in doc if t.is_space and words)
    assert all(any(not t.is_space for t in s) for s in doc.sents) or not words


def test_sentence_starts_are_kept(nlp):
    """Starts set before the component stay; no arc leaves its sentence."""
    doc = nlp.make_doc("Kenya signed Portugal signed")
    for token in doc:
        token.is_sent_start = token.i in (0, 2)
    doc = nlp.get_pipe("defence_encoder")(doc)
    assert [t.i for t in doc if t.is_sent_start] == [0, 2]
    assert all(t.head.sent == t.sent for t in doc)


def test_encoder_splits_where_nothing_is_known(nlp):
    """Without a sentence component the encoder finds the starts itself."""
    doc = nlp.get_pipe("defence_encoder")(nlp.make_doc(TEXTS[2]))
    assert [s.text for s in doc.sents] == [
        "Col. Zipporah Kioko, who leads the Kenya Navy, met ministers in Lisbon.",
        "They will meet again next year.",
    ]


def test_very_long_sentence(nlp):
    """A sentence of many windows is one tree, and no entity is cut at a seam."""
    text = "Ministers of " + ", ".join(["the United Kingdom", "South Korea"] * 90) + " met in Lisbon."
    doc = nlp(text)
    assert len(list(doc.sents)) == 1
    found = [e.text for e in doc.ents if e.label_ == "GPE"]
    assert found.count("United Kingdom") + found.count("the United Kingdom") >= 88
    assert found.count("South Korea") >= 88


def test_round_trip(nlp, tmp_path):
    """Bytes, disk and pickle give back a component that annotates alike."""
    component = nlp.get_pipe("defence_encoder")
    expected = annotation(component(nlp.make_doc(TEXTS[0])))
    component.to_disk(tmp_path / "encoder")
    copies = [
        DefenceEncoder(nlp.vocab, "b", threads=1, window=200, split=2.0).from_bytes(component.to_bytes()),
        DefenceEncoder(nlp.vocab, "d", threads=1, window=200, split=2.0).from_disk(tmp_path / "encoder"),
    ]
    for copy in copies:
        assert annotation(copy(nlp.make_doc(TEXTS[0]))) == expected
    restored = pickle.loads(pickle.dumps(component))
    words = [t.text for t in restored(spacy.tokens.Doc(restored.vocab, words=["Kenya", "met", "Portugal"]))]
    assert words == ["Kenya", "met", "Portugal"]


def test_without_weights():
    """A component that was never given weights says so in one line."""
    component = spacy.blank("en").add_pipe("defence_encoder")
    with pytest.raises(PipelineError, match="has no weights"):
        component(spacy.blank("en").make_doc("Kenya"))


def test_missing_file(tmp_path):
    """A folder that lacks a file is named, with the file."""
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises(PipelineError, match=r"model\.onnx, tokenizer\.json missing"):
        spacy.blank("en").add_pipe("defence_encoder").from_disk(tmp_path)


def test_pieces_cut_a_long_word():
    """One token takes at most twelve pieces, and the places of first pieces follow."""
    weights = Weights.of_files({p.name: p.read_bytes() for p in (BUNDLED / "defence_encoder").iterdir()})
    pieces = Pieces(weights.tokenizer)
    encoded = pieces.encode(["x1" * 40, "Kenya"])
    assert encoded.firsts == [1, 13]
    assert len(encoded.ids) == len(encoded.shapes) == 15


def test_package_is_small_and_documented():
    """The package has its card and notices and weighs at most 30 MB."""
    files = [p for p in BUNDLED.rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 30_000_000
    assert {"README.md", "ATTRIBUTION.md", "LICENSE-encoder.txt"} <= {p.name for p in files}
    assert json.loads((BUNDLED / "meta.json").read_text(encoding="utf-8"))["license"] == "CC BY-SA 4.0"

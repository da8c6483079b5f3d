"""The one Doc over an article's stored text."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.analysis import analyse
from kg.model import Article

PACT = "Kenya and Uganda sign pact\nNAIROBI, Kenya -- Gen. Ann Ray met Tom Obi of the  Kenyan Navy.\nThey left."
SPACED = "\nThe  Royal   Danish \t Navy met Ann  Ray in Oslo ."
FURNISHED = "Title here\nBy Ann Ray\nTroops of Kenya met.\nLeave a Reply\n"
FURNITURE = ((11, 21), (43, 56))

ARTICLES = [
    (Article("a", PACT), "title, dateline and paragraphs"),
    (Article("b", SPACED), "runs of white space"),
    (Article("c", FURNISHED, furniture=FURNITURE), "furniture between the lines"),
    (Article("d", ""), "empty"),
    (Article("e", "\n"), "an empty title and no body"),
    (Article("f", " \n\t\n "), "nothing but white space"),
    (Article("g", "By Ann Ray", furniture=((0, 10),)), "nothing but furniture"),
    (Article("h", "A pact"), "a title alone"),
    (Article("i", "\nZoë’s 🚢 sailed to Curaçao — “at last”.\nŁódź waits."), "letters beyond the first plane"),
    (Article("j", "\nKenya met." + " Kenya met Uganda." * 560), "a line longer than a segment"),
]
ids = [row[1] for row in ARTICLES]


def read(nlp: Language, article: Article) -> Doc:
    ((found, doc),) = analyse(nlp, [article])
    assert found is article
    return doc


def annotation(doc: Doc) -> list[tuple[object, ...]]:
    """All that the rules read of every token, and the segments."""
    tokens: list[tuple[object, ...]] = [
        (
            t.idx,
            t.text,
            t.tag_,
            t.pos_,
            str(t.morph),
            t.lemma_,
            t.dep_,
            t.head.i,
            t.is_sent_start,
            t.ent_iob_,
            t.ent_type_,
        )
        for t in doc
    ]
    return [*tokens, doc._.segments]


@pytest.mark.parametrize("article", [row[0] for row in ARTICLES], ids=ids)
def test_offsets_are_the_articles(nlp: Language, article: Article) -> None:
    """The Doc's text is the stored one, so that the offset of every token is an offset in it."""
    doc = read(nlp, article)
    assert doc.text == article.text
    assert all(article.text[t.idx : t.idx + len(t)] == t.text for t in doc)


@pytest.mark.parametrize("article", [row[0] for row in ARTICLES], ids=ids)
def test_trees_stay_in_their_sentence(nlp: Language, article: Article) -> None:
    """The head of every token is in its own sentence, each sentence has one root, and sentences make up the text."""
    doc = read(nlp, article)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == article.text
    for sentence in doc.sents:
        assert all(sentence.start <= t.head.i < sentence.end for t in sentence)
        assert sum(t.head == t for t in sentence) == 1


@pytest.mark.parametrize("article", [row[0] for row in ARTICLES], ids=ids)
def test_segments_are_in_order_and_start_sentences(nlp: Language, article: Article) -> None:
    """Segments are apart, in order, and begin a sentence."""
    doc, end = read(nlp, article), 0
    for _, start, after in doc._.segments:
        assert end <= start < after <= len(doc)
        assert doc[start].is_sent_start
        end = after


def test_kinds_of_segments(nlp: Language) -> None:
    """Title, dateline and paragraphs are told apart in the Doc."""
    doc = read(nlp, Article("a", PACT))
    assert [(kind, doc[start:end].text) for kind, start, end in doc._.segments] == [
        ("headline", "Kenya and Uganda sign pact"),
        ("dateline", "NAIROBI, Kenya --"),
        ("paragraph", "Gen. Ann Ray met Tom Obi of the  Kenyan Navy."),
        ("paragraph", "They left."),
    ]


def test_names_across_runs_of_white_space(nlp: Language) -> None:
    """A name goes on across double spaces, and its span is the text as stored."""
    doc = read(nlp, Article("b", SPACED))
    assert {"Royal   Danish \t Navy", "Ann  Ray"} <= {span.text for span in doc.ents}


def test_nothing_is_read_out_of_furniture(nlp: Language) -> None:
    """The tokens of the page's furniture carry no tag, no entity and no relation but the filler."""
    doc = read(nlp, Article("c", FURNISHED, furniture=FURNITURE))
    inside = [t for t in doc if any(a <= t.idx < b for a, b in FURNITURE) and not t.is_space]
    assert [t.text for t in inside] == ["By", "Ann", "Ray", "Leave", "a", "Reply"]
    assert {(t.tag_, t.ent_type_, t.dep_) for t in inside} == {("", "", "dep")}


def test_an_article_is_read_alike_alone_and_in_a_group(nlp: Language) -> None:
    """Neither the other articles of a group nor the size of a batch change what is found in one."""
    group = [row[0] for row in ARTICLES]
    alone = [annotation(read(nlp, article)) for article in group]
    assert [annotation(doc) for _, doc in analyse(nlp, group)] == alone
    assert [annotation(doc) for _, doc in analyse(nlp, group[::-1], batch_size=2)] == alone[::-1]


def test_articles_keep_their_order(nlp: Language) -> None:
    """Every article comes back once and in order, however many there are."""
    group = [Article(str(number), f"\nReport {number}.") for number in range(35)]
    assert [(article.id, doc.text) for article, doc in analyse(nlp, group)] == [(a.id, a.text) for a in group]


def test_no_articles(nlp: Language) -> None:
    """Nothing in, nothing out."""
    assert list(analyse(nlp, [])) == []

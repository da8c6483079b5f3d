"""From sources to articles: formats, identifiers, normalisation, and every kind of bad input."""

import io
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.articles import FORMATS, MAX_CHARACTERS, from_text, normalise, read
from kg.errors import ArticleError
from kg.model import Article, Refusal

PAGE = """Home > World > Pacific

Fiji and Japan to widen naval training
By Mere Tawake | May 4, 2021

SUVA – Fiji's navy will send 12 officers to Japan for training, the ministry said on Tuesday.

Source: Pacific Daily
Updated: 5 May 2021

Related Posts
Samoa weighs new pact
May 2, 2021

Leave a Reply
"""
WEB_PAGE = """<!doctype html><html><head><title>Two navies agree on patrols | Harbour Gazette</title>
<meta property="og:title" content="Two navies agree on patrols"><meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="2024-03-05T08:00:00Z">
<link rel="canonical" href="https://gazette.example/navies"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Two navies agree on patrols</h1><p>LISBON &mdash; Portugal and Morocco signed a memorandum on Tuesday that lets
their navies patrol the Gulf of Cadiz together, the two defence ministries said.</p><p>The first patrol will start
in May, according to the statement, which mentions a rescue exercise off Tangier as well.</p></article>
<section id="comments"><h3>Leave a Reply</h3></section><footer>© 2019 Harbour Gazette</footer></body></html>"""


def articles(*sources: Path | str, stdin: bytes = b"", stdin_format: str | None = None) -> list[Article]:
    found = list(read(sources, stdin=io.BytesIO(stdin), stdin_format=stdin_format))
    assert not [refusal for refusal in found if isinstance(refusal, Refusal)]
    return [article for article in found if isinstance(article, Article)]


def refusals(*sources: Path | str) -> list[Refusal]:
    return [found for found in read(sources) if isinstance(found, Refusal)]


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_scraped_page(tmp_path: Path) -> None:
    """A text file gives its headline, date and publisher, and keeps its furniture, marked, in the text."""
    (article,) = articles(write(tmp_path / "fiji.txt", PAGE))
    assert (article.id, article.title) == ("fiji", "Fiji and Japan to widen naval training")
    assert (article.date, article.publisher, article.remarks) == ("2021-05-04", "Pacific Daily", ())
    assert article.text == PAGE[PAGE.index("Fiji and") :]
    assert [article.text[a:b].split("\n")[0] for a, b in article.furniture] == [
        "By Mere Tawake | May 4, 2021",
        "Source: Pacific Daily",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        pytest.param("Fiji signs pact\nThe pact was signed.", "Fiji signs pact", id="headline"),
        pytest.param("Fiji signed the pact.", "", id="one-line-is-the-body"),
        pytest.param("SUVA, 3 March 2021 – Fiji signed.\nIt did.", "", id="dateline-first"),
        pytest.param("Fiji signed. " * 30 + "\nIt did.", "", id="paragraph-first"),
        pytest.param("\n\n  Fiji signs pact\n\nIt did.", "Fiji signs pact", id="blank-lines-above"),
    ],
)
def test_headline(text: str, title: str) -> None:
    """The headline is the first line, unless that line is plainly the text itself."""
    article = from_text(text)
    assert article.title == title
    assert article.text[article.body_start :].strip()


def test_web_page(tmp_path: Path) -> None:
    """A web page gives its main text once, without navigation, with the metadata of its head."""
    (article,) = articles(write(tmp_path / "page.html", WEB_PAGE))
    assert (article.id, article.url) == ("https://gazette.example/navies", "https://gazette.example/navies")
    assert (article.title, article.date, article.publisher) == (
        "Two navies agree on patrols",
        "2024-03-05",
        "Harbour Gazette",
    )
    assert article.text.count("Two navies agree on patrols") == 1
    assert "Leave a Reply" not in article.text
    assert "Home" not in article.text


def test_json_and_json_lines_say_the_same(tmp_path: Path) -> None:
    """One object, a list, and one object a line give equal articles."""
    record = {"id": "a1", "title": "Pact", "date": "2020-05", "publisher": "P", "url": None, "text": "Signed.", "x": 1}
    sources = [
        write(tmp_path / "one.json", json.dumps(record)),
        write(tmp_path / "list.json", json.dumps([record])),
        write(tmp_path / "lines.jsonl", json.dumps(record) + "\n\n"),
    ]
    read_three = [articles(source)[0] for source in sources]
    assert {(a.id, a.text, a.date, a.publisher, a.url) for a in read_three} == {
        ("a1", "Pact\nSigned.", "2020-05", "P", None)
    }


def test_article_without_title_starts_with_an_empty_line(tmp_path: Path) -> None:
    """The body always starts after the first newline."""
    (article,) = articles(write(tmp_path / "a.json", '{"id": 7, "title": null, "text": "Signed."}'))
    assert (article.id, article.text, article.title, article.body_start) == ("7", "\nSigned.", "", 1)


@pytest.mark.parametrize(
    ("content", "titles"),
    [
        pytest.param(PAGE, ["Fiji and Japan to widen naval training"], id="text"),
        pytest.param(WEB_PAGE, ["Two navies agree on patrols"], id="html"),
        pytest.param('{"title": "A",\n "text": "B."}', ["A"], id="json-over-lines"),
        pytest.param('[{"title": "A", "text": "B."}]', ["A"], id="json-list"),
        pytest.param('\n{"title": "A", "text": "B."}\n{"title": "C", "text": "D."}\n', ["A", "C"], id="json-lines"),
        pytest.param("\ufeff" + '{"title": "A", "text": "B."}', ["A"], id="byte-order-mark"),
    ],
)
def test_standard_input_is_recognised(content: str, titles: list[str]) -> None:
    """Standard input is told by its first line, whatever comes over it."""
    assert [article.title for article in articles("-", stdin=content.encode())] == titles


def test_standard_input_of_a_given_format() -> None:
    """A stated format is not guessed at: JSON read as text is text."""
    (article,) = articles("-", stdin=b'{"text": "B."}', stdin_format="txt")
    assert article.text == '\n{"text": "B."}'
    assert {"txt", "html", "json", "jsonl", "csv", "feed", "warc"} <= set(FORMATS)


def test_folder_is_read_in_order_and_names_stay_apart(tmp_path: Path) -> None:
    """Subfolders are read in the order of names, hidden and unknown files are passed over, ids tell the folder."""
    for name in ("b/news.txt", "a/news.txt", "c.txt", ".git/x.txt", "notes.md"):
        write(tmp_path / name, f"Headline {name}\nText.")
    assert [article.id for article in articles(tmp_path)] == ["a-news", "b-news", "c"]


def test_globs_and_equal_file_names(tmp_path: Path) -> None:
    """A file whose name is taken gets a suffix from its own text, which no other file can change."""
    for name in ("a/news.txt", "b/news.txt"):
        write(tmp_path / name, f"Headline {name}\nText.")
    first = [article.id for article in articles(f"{tmp_path}/*/news.txt")]
    assert first[0] == "news"
    assert first[1].startswith("news-")
    assert len(first[1]) == len("news-") + 8
    assert first == [article.id for article in articles(f"{tmp_path}/**/*.txt")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="empty"),
        pytest.param("a.txt", b" \n\t", "empty", id="blank"),
        pytest.param("a.txt", b"\x00\x01\x02", "binary", id="binary"),
        pytest.param("a.txt", b"%PDF-1.7 x", "PDF", id="pdf"),
        pytest.param("a.html", b"\x1f\x8b\x08", "gzip", id="gzip"),
        pytest.param("a.txt", "Россия и Китай провели учения. ".encode("koi8-r") * 5, "save it as UTF-8", id="koi8"),
        pytest.param("a.txt", b"Title\nSweden\xe2\x80\x99s broken \xff text", "broken at byte 24", id="broken-utf-8"),
        pytest.param("a.txt", b"\xff\xfea", "save it as UTF-8", id="half-a-utf-16-unit"),
        pytest.param("a.html", b'<meta charset="koi9"><p>\xf0', "says it is koi9", id="unknown-declaration"),
        pytest.param("a.txt", b"Leave a Reply\nhello", "no text of an article", id="furniture-only"),
        pytest.param("a.txt", b"a" * (MAX_CHARACTERS + 1), "at most 1,000,000", id="longer-than-the-parser-takes"),
        pytest.param("a.txt", b"a" * (64 * 10**6 + 1), "larger than 64 MB", id="larger-than-is-held"),
        pytest.param("a.html", b"<html></html>", "no main text", id="empty-page"),
        pytest.param("a.html", b"<div>" * 50_000 + b"x", "no main text", id="nested-50000-deep"),
        pytest.param("a.json", b'{"headline": "x", "body": "y"}', 'no "text" but “headline”, “body”', id="other-names"),
        pytest.param("a.json", b'{"text": "  "}', 'empty "text"', id="blank-text"),
        pytest.param("a.json", b'{"text": ["a"]}', "no string", id="text-is-a-list"),
        pytest.param("a.json", b'{"text": "a", "date": {"y": 1}}', '"date"', id="date-is-an-object"),
        pytest.param("a.json", b'{"text": "a", "id": true}', '"id"', id="id-is-a-boolean"),
        pytest.param("a.json", b'{"text": "a"', "not JSON", id="cut-off"),
        pytest.param("a.json", b"[" * 100_000, "beyond all use", id="nested-json"),
        pytest.param("a.json", b'"text"', "not an object", id="a-string"),
        pytest.param("a.docx", b"PK", "ending that is not read", id="unknown-suffix"),
    ],
)
def test_bad_input_is_one_clear_line(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """Each unusable file is refused in one line that names it, and nothing is raised."""
    path = write(tmp_path / name, content)
    (refusal,) = refusals(path)
    assert refusal.source == str(path)
    assert reason in refusal.reason
    assert "\n" not in refusal.reason


def test_a_bad_line_does_not_stop_the_rest(tmp_path: Path) -> None:
    """Every good line of a JSON Lines file is read, every bad one refused with its number, 30 MB lines among them."""
    lines = [
        '{"id": "a", "text": "One."}',
        '{"text": "' + "x" * 30_000_000 + '"}',
        "not json",
        '{"id": "a", "text": "Again."}',
        '{"text": "Four."}',
    ]
    path = write(tmp_path / "batch.jsonl", "\n".join(lines))
    found = list(read([path]))
    assert [item.id for item in found if isinstance(item, Article)] == ["a", "batch-5"]
    refused = {item.source.rpartition(", ")[2]: item.reason for item in found if isinstance(item, Refusal)}
    assert list(refused) == ["line 2", "line 3", "line 4"]
    assert "longer than 20 MB" in refused["line 2"]
    assert "line 1" in refused["line 4"]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("missing.txt", "does not exist", id="missing-file"),
        pytest.param("nothing*.txt", "holds no articles", id="glob-without-a-match"),
        pytest.param("empty", "holds no articles", id="folder-without-articles"),
        pytest.param("loop.txt", "does not exist", id="dangling-link"),
    ],
)
def test_sources_without_articles(tmp_path: Path, source: str, reason: str) -> None:
    """A source that holds nothing is refused, so that a typing error does not pass for success."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "loop.txt").symlink_to(tmp_path / "gone.txt")
    (refusal,) = refusals(tmp_path / source)
    assert reason in refusal.reason


def test_unreadable_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system refuses to open is a refusal with the system's reason."""
    path = write(tmp_path / "a.txt", "T\nx")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert refusals(path) == [
        Refusal(str(path), "cannot be read (Permission denied); check the file and its permissions")
    ]


@pytest.mark.parametrize(
    ("record", "remark"),
    [
        pytest.param({"text": "x"}, "no date of publication", id="no-date"),
        pytest.param({"text": "x", "date": "2023-02-30"}, "“2023-02-30”", id="impossible-date"),
        pytest.param({"text": "x", "date": "03/08/2023"}, "reads two ways", id="ambiguous-date"),
    ],
)
def test_missing_dates_are_remarks(tmp_path: Path, record: dict[str, str], remark: str) -> None:
    """An article without a usable date is read, undated, with a remark."""
    (article,) = articles(write(tmp_path / "a.json", json.dumps(record)))
    assert article.date is None
    assert remark in article.remarks[0]


def test_windows_1252_is_read_with_a_remark(tmp_path: Path) -> None:
    """Old Western pages are read, and the person is told that their encoding was guessed."""
    text = "Sweden buys launchers\nSweden’s minister said it was a “good day” for the café owners of Visby."
    (article,) = articles(write(tmp_path / "a.txt", text.encode("cp1252")))
    assert article.text == text
    assert "windows-1252" in article.remarks[0]


def test_an_id_that_is_a_url_is_cut_but_stays_apart(tmp_path: Path) -> None:
    """Addresses too long to be handled give ids that are shorter and still differ."""
    addresses = ["https://x.example/" + "a" * 400 + end for end in ("1", "2")]
    lines = "\n".join(json.dumps({"text": "x", "url": address}) for address in addresses)
    first, second = articles(write(tmp_path / "a.jsonl", lines))
    assert first.id != second.id
    assert max(len(first.id), len(second.id)) <= 300


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        pytest.param("a\r\nb\rc\u2028d\x0be\x85f", "a\nb\nc\nd\ne\nf", id="newlines"),
        pytest.param("e\u0301", "é", id="nfc"),
        pytest.param("\ufeffa", "a", id="byte-order-mark"),
        pytest.param("a\x00b\x1bc", "a b c", id="controls-become-spaces"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone-surrogate"),
        pytest.param("a\u00a0\tb", "a\u00a0\tb", id="spaces-stay-as-written"),
    ],
)
def test_normalise(raw: str, stored: str) -> None:
    """Text is normalised once, one character for one wherever evidence has to be exact."""
    assert normalise(raw) == stored


@given(st.text())
@settings(max_examples=300)
def test_stored_text_can_be_written_anywhere(raw: str) -> None:
    """Stored text is NFC, encodes as UTF-8, holds no control but tab and newline, and is a fixed point."""
    stored = normalise(raw)
    assert unicodedata.is_normalized("NFC", stored)
    assert stored.encode().decode() == stored
    assert all(c in "\t\n" or unicodedata.category(c) != "Cc" for c in stored)
    assert normalise(stored) == stored or stored.startswith("\ufeff")


@given(st.binary(max_size=300), st.sampled_from([*FORMATS, None]))
@settings(max_examples=400, deadline=None)
def test_no_bytes_raise(data: bytes, form: str | None) -> None:
    """Whatever comes over standard input is read or refused in one line, never raised."""
    for found in read(["-"], stdin=io.BytesIO(data), stdin_format=form):
        if isinstance(found, Refusal):
            assert found.reason
            assert "\n" not in found.reason
        else:
            assert found.text.split("\n", 1)[0] == found.title


def test_text_without_an_article_is_an_error() -> None:
    """The library call raises where the batch would refuse."""
    with pytest.raises(ArticleError, match="no text of an article"):
        from_text("Leave a Reply")

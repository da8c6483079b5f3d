"""The formats that corpora come in: packed lines, tables, feeds, web archives, and folders of any size."""

import gzip
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from kg.articles import FORMATS, read
from kg.articles.identities import Identities
from kg.articles.ordering import in_order
from kg.model import Article, Refusal

PAGE = """<html><head><title>Portugal and Morocco agree on patrols</title></head><body><article>
<p>Portugal and Morocco signed a memorandum on joint naval patrols on Tuesday, the ministries said in Lisbon.</p>
<p>The patrols begin in June and last for three weeks, with two frigates of each of the navies taking part.</p>
</article></body></html>"""
RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>
<item><title>Pact &amp; patrols</title><link>https://h.example/1</link><pubDate>Tue, 05 Mar 2024 10:00:00 GMT</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>Spain &amp; Chad met.</p><script>x()</script><p>They <b>agreed</b></p>]]></content:encoded>
</item>
<item><title>Bare</title><guid>tag:2</guid><description>Mali left.</description></item>
<item><title>None</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title><entry><id>urn:1</id>
<title type="html">Pact &amp;amp; patrols</title><link rel="self" href="https://h.example/feed"/>
<link href="https://h.example/1"/><updated>2024-03-06</updated><published>2024-03-05</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Spain met.</p><p>It agreed.</p></div></content>
</entry></feed>"""


def found(path: Path) -> tuple[list[Article], list[Refusal]]:
    items = list(read([path]))
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Refusal)]


def reasons(path: Path) -> list[str]:
    return [refusal.reason for refusal in found(path)[1]]


def test_packed_lines_are_those_of_the_plain_file(tmp_path: Path) -> None:
    """A .jsonl.gz, of one member or several, gives the articles of the .jsonl."""
    lines = [json.dumps({"text": f"Text {n}."}).encode() + b"\n" for n in range(5)]
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b"".join(lines[:2])) + gzip.compress(b"".join(lines[2:])))
    plain, packed = (found(tmp_path / name)[0] for name in ("a.jsonl", "b.jsonl.gz"))
    assert [article.text for article in plain] == [article.text for article in packed]
    assert packed[0].id == "b-1"


@pytest.mark.parametrize(
    ("content", "articles", "reason"),
    [
        pytest.param(gzip.compress((b" " * 99_999 + b"\n") * 900), 0, "gzip bomb", id="bomb"),
        pytest.param(gzip.compress(b'{"text": "x"}\n' * 9)[:-9], 9, "damaged gzip", id="cut-off"),
        pytest.param(b"no gzip", 0, "damaged gzip", id="no-gzip"),
        pytest.param(gzip.compress(b'{"text": "x"}\n') + b"junk", 1, "damaged gzip", id="junk-after-it"),
    ],
)
def test_bad_gzip_is_one_line(tmp_path: Path, content: bytes, articles: int, reason: str) -> None:
    """Damaged data and bombs are refused in one line; articles before the fault are kept."""
    (tmp_path / "a.jsonl.gz").write_bytes(content)
    good, refused = found(tmp_path / "a.jsonl.gz")
    assert len(good) == articles
    assert reason in refused[-1].reason
    assert len(refused) == 1


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_rows_of_a_table_are_articles(tmp_path: Path, delimiter: str) -> None:
    """Columns are known by their names, in any order and case; quoted cells hold newlines and delimiters."""
    rows = ["Date;Headline;Body;extra", '2024-03-05;Pact;"Spain met; Chad\nagreed ""soon""";1', "", ";;Second;"]
    (tmp_path / "t.csv").write_text("\ufeff" + "\r\n".join(rows).replace(";", delimiter))
    first, second = found(tmp_path / "t.csv")[0]
    assert (first.date, first.title) == ("2024-03-05", "Pact")
    assert first.text.split("\n", 1)[1] == f'Spain met{delimiter} Chad\nagreed "soon"'
    assert second.text == "\nSecond"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"a,b\n1,2\n", "no column “text” but “a”, “b”", id="no-text"),
        pytest.param(b"text\n\xff\xfe\n", "is not UTF-8", id="not-utf-8"),
        pytest.param("text\nx".encode("utf-16"), "UTF-16", id="utf-16"),
        pytest.param(b"id,text\n1,\n", 'empty "text"', id="blank-cell"),
        pytest.param(b"id,text\n1\n", 'empty "text"', id="short-row"),
        pytest.param(b"text\n" + b"x" * 20_000_001, "line longer than 20 MB", id="one-line"),
    ],
)
def test_bad_tables_are_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    """Each unusable table or row is refused with its reason."""
    (tmp_path / "t.csv").write_bytes(content)
    (said,) = reasons(tmp_path / "t.csv")
    assert reason in said


def test_a_bad_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    """A row that is not UTF-8 costs only itself."""
    (tmp_path / "t.csv").write_bytes(b"text\none\n\xff\nthree\n")
    good, refused = found(tmp_path / "t.csv")
    assert [article.text for article in good] == ["\none", "\nthree"]
    assert refused[0].source.endswith("t.csv, row 3")


def test_rss(tmp_path: Path) -> None:
    """Items are articles: the fullest text without markup, the channel as publisher; an item without a text is not."""
    (tmp_path / "f.rss").write_text(RSS)
    (first, second), refused = found(tmp_path / "f.rss")
    assert first.text == "Pact & patrols\nSpain & Chad met.\nThey agreed"
    assert (first.date, first.publisher, first.url) == ("2024-03-05", "Harbour Post", "https://h.example/1")
    assert (second.id, second.text) == ("tag:2", "Bare\nMali left.")
    assert "has no text" in refused[0].reason


def test_atom(tmp_path: Path) -> None:
    """Entries are articles: first publication before update, the page and not the feed as address."""
    (tmp_path / "f.atom").write_text(ATOM)
    ((entry,), _) = found(tmp_path / "f.atom")
    assert entry.text == "Pact & patrols\nSpain met.\nIt agreed."
    assert (entry.id, entry.date, entry.url) == ("urn:1", "2024-03-05", "https://h.example/1")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("", "broken XML", id="empty"),
        pytest.param("<svg/>", "no feed (its root is “svg”)", id="other-xml"),
        pytest.param(RSS[:-30], "broken XML", id="cut-off"),
        pytest.param("<rss>" + "<a>" * 50_000, "broken XML", id="nested-50000-deep"),
    ],
)
def test_bad_feeds_are_one_line(tmp_path: Path, content: str, reason: str) -> None:
    """What is no feed is refused with its reason; what stands before a fault is read."""
    (tmp_path / "f.xml").write_text(content)
    assert reason in reasons(tmp_path / "f.xml")[-1]


def archive(*pages: tuple[str, str, bytes], packed: bool) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    for status, kind, body in pages:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        address = f"https://n.example/{len(stream.getvalue())}"
        record = writer.create_warc_record(
            address, "response", payload=io.BytesIO(body), length=len(body), http_headers=headers
        )
        writer.write_record(record)
    return stream.getvalue()


@pytest.mark.parametrize("packed", [True, False], ids=["warc.gz", "warc"])
def test_web_archive(tmp_path: Path, packed: bool) -> None:
    """Pages that were fetched are articles under their address; images, errors and empty pages are not."""
    pages = [
        ("200 OK", "text/html; charset=utf-8", PAGE.encode()),
        ("404 Not Found", "text/html", PAGE.encode()),
        ("200 OK", "image/png", b"\x89PNG"),
        ("200 OK", "text/html", b"<html></html>"),
        ("200 OK", "text/html; charset=iso-8859-1", PAGE.replace("Lisbon", "Évora").encode("latin-1")),
    ]
    path = tmp_path / ("c.warc.gz" if packed else "c.warc")
    path.write_bytes(archive(*pages, packed=packed))
    good, refused = found(path)
    assert [article.url for article in good] == [article.id for article in good]
    assert (good[0].url or "").startswith("https://n.example/")
    assert "joint naval patrols" in good[0].text
    assert "Évora" in good[1].text
    assert [refusal.source.split(", ")[1].startswith("https://n.example/") for refusal in refused] == [True]
    assert "no main text" in refused[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"hello, this is no archive\r\n\r\n", "no web archive", id="text"),
        pytest.param(gzip.compress(b"\0" * 90_000_000), "no web archive", id="bomb"),
    ],
)
def test_bad_archives_are_one_line(tmp_path: Path, content: bytes, reason: str) -> None:
    """What is no archive is refused with its reason."""
    (tmp_path / "c.warc.gz").write_bytes(content)
    (said,) = reasons(tmp_path / "c.warc.gz")
    assert reason in said


@pytest.mark.parametrize(
    ("content", "form"),
    [
        pytest.param(RSS, "feed", id="rss"),
        pytest.param(ATOM, "feed", id="atom"),
        pytest.param(PAGE, "html", id="page"),
    ],
)
def test_standard_input_tells_feeds_from_pages(content: str, form: str) -> None:
    """A feed on standard input is told by its root, after an XML declaration too."""
    assert list(read(["-"], stdin=io.BytesIO(content.encode()))) == list(
        read(["-"], stdin=io.BytesIO(content.encode()), stdin_format=form)
    )


def test_order_does_not_depend_on_how_many_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names sorted in runs on disk come in the order of one sort, odd names included."""
    names = [f"{n * 7919 % 1000:04}\n{'é' if n % 3 else chr(0xDC80)}.txt" for n in range(1000)]
    monkeypatch.setattr("kg.articles.ordering._RUN", 64)
    assert list(in_order(names)) == sorted(names)
    assert list(in_order(names[:64])) == sorted(names[:64])
    assert list(in_order([])) == []


def test_identities() -> None:
    """An identifier is known once it is given out, and where."""
    with Identities() as seen:
        assert seen.where("a") is None
        seen.add("a", "x.txt")
        assert seen.where("a") == "x.txt"


def test_a_file_that_changes_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows while it is read is read as far as it was, and reported, so that a rerun is made."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n')

    def growing(stream: object, *, source: str, name: str) -> Iterator[object]:
        yield from original(stream, source=source, name=name)  # type: ignore[arg-type]
        with path.open("a") as more:
            more.write("{")
        os.utime(path, ns=(1, 1))

    original = FORMATS["jsonl"]
    monkeypatch.setitem(FORMATS, "jsonl", growing)  # type: ignore[arg-type]
    good, refused = found(path)
    assert len(good) == 1
    assert "changed while it was read" in refused[0].reason

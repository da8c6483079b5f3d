"""Articles as rows of a CSV file whose first row names the columns (RFC 4180, and its variants with ; and tabs)."""

import codecs
import csv
from collections.abc import Iterator
from typing import BinaryIO

from kg.articles.draft import Draft
from kg.articles.records import FIELDS, record
from kg.errors import ArticleError
from kg.model import Refusal

__all__ = ["COLUMNS", "read_csv"]

#: Names of columns beside the fields' own, as exports of newsrooms and news data sets have them.
COLUMNS = {
    "headline": "title",
    "body": "text",
    "content": "text",
    "article": "text",
    "published": "date",
    "publication_date": "date",
    "pubdate": "date",
    "publication": "publisher",
    "newspaper": "publisher",
    "link": "url",
}
_DELIMITERS = ",;\t|"
_WANTED = "name the columns in the first row: text, and where known id, title, date, publisher, url"


def read_csv(stream: BinaryIO, *, source: str, name: str, limit: int) -> Iterator[Draft | Refusal]:
    """The articles of a CSV stream, one at a time; each unusable row is a Refusal.

    A field or line of more than ``limit`` bytes is never held. Raises ArticleError for a file without a column of
    texts and for a line beyond the limit.
    """
    csv.field_size_limit(limit)
    lines = _lines(stream, source, limit)
    first = next(lines, "")
    if not first.strip():
        raise ArticleError(source, "is empty; remove it or fetch it again")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter))
    except csv.Error as error:
        raise ArticleError(source, f"is no CSV ({error}); {_WANTED}") from error
    columns = _columns(header, source)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 1
    while True:
        number += 1
        where = f"{source}, row {number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(where, f"is no CSV ({error}); close its quotes or double them")
            continue
        if any(row):
            yield _article(row, columns, where, f"{name}-{number}")


def _lines(stream: BinaryIO, source: str, limit: int) -> Iterator[str]:
    first = True
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            raise ArticleError(source, f"has a line longer than {limit // 10**6} MB; it is no table of articles")
        if first and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise ArticleError(source, "is in UTF-16; save it as UTF-8")
        # a row that is not UTF-8 is refused by itself, when its bounds are known
        text = line.decode("utf-8", errors="surrogateescape")
        yield text.removeprefix("\ufeff") if first else text
        first = False


def _columns(header: list[str], source: str) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in header]
    columns = {COLUMNS[cell]: i for i, cell in reversed(list(enumerate(names))) if cell in COLUMNS}
    columns |= {cell: i for i, cell in enumerate(names) if cell in FIELDS}
    if "text" not in columns:
        found = ", ".join(f"“{cell.strip()[:40]}”" for cell in header[:8]).encode(errors="replace").decode()
        raise ArticleError(source, f"has no column “text” but {' '.join(found.split())}; {_WANTED}")
    return columns


def _article(row: list[str], columns: dict[str, int], where: str, name: str) -> Draft | Refusal:
    found = {field: row[i] for field, i in columns.items() if i < len(row)}
    if any("\udc80" <= character <= "\udcff" for value in found.values() for character in value):
        return Refusal(where, "is not UTF-8; save the file as UTF-8")
    return record({"text": "", **found}, where, name)

"""Tables as spreadsheets save them: with semicolons or tabs, a byte order mark, UTF-16 or windows-1252."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Collection, Iterator
from pathlib import Path

from kg.errors import ParameterError

__all__ = ["rows"]

_SEPARATORS = ",;\t"


def rows(path: Path, columns: Collection[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of the table at ``path`` with their numbers: the cell of each of ``columns``, without space around it.

    The separator is the one that makes the header have the columns. Raises ParameterError for a file that is no
    table or lacks one of them.
    """
    text = _text(path)
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep="):  # a line for spreadsheets only
        text = rest
    missing = min((_missing(text, separator, columns) for separator in _SEPARATORS), key=len)
    if missing:
        raise ParameterError(f"{path}: the column {missing[0]} is missing; keep the header as it was written")
    separator = next(one for one in _SEPARATORS if not _missing(text, one, columns))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        places = {name.strip().casefold(): at for at, name in enumerate(next(reader))}
        for cells in reader:
            cells += [""] * (len(places) - len(cells))
            yield reader.line_num, {name: cells[places[name]].strip() for name in columns}
    except csv.Error as error:
        raise ParameterError(f"{path}, line {reader.line_num}: this is no table ({error}); save it as CSV") from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ParameterError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise ParameterError(f"{path}: this is no table of text; save it from the spreadsheet as CSV")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # what is read of the table is plain ASCII in any case


def _missing(text: str, separator: str, columns: Collection[str]) -> list[str]:
    header = next(csv.reader(io.StringIO(text.partition("\n")[0]), delimiter=separator), [])
    return sorted(set(columns) - {name.strip().casefold() for name in header})

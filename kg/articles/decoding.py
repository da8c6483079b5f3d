"""Bytes to text: UTF-8, or what a byte order mark or a declaration says, or windows-1252 when it is plainly that."""

import codecs
import re
from dataclasses import dataclass

from kg.errors import ArticleError

__all__ = ["Decoded", "decode"]

# longest first: the mark of UTF-16-LE begins that of UTF-32-LE
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"{\\rtf", "a rich text document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
# HTML Living Standard, section 13.2.3.2: a declaration is looked for in the first 1,024 bytes
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED_WITHIN = 1024


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, and a remark for the person where its encoding had to be guessed."""

    text: str
    remark: str | None = None


def decode(data: bytes, *, source: str, html: bool = False) -> Decoded:
    """The text that ``data`` encodes.

    A wrong guess would put words into the graph that nobody wrote, so bytes that are not UTF-8 are read only by their
    byte order mark, by the declaration of an HTML page, or as windows-1252 where charset-normalizer finds that the
    result reads like text. Raises ArticleError for binary files, broken UTF-8 and other encodings.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, encoding, source))
    _refuse_binary(data, source)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        failed = error
    if html and (declared := _DECLARED.search(data[:_DECLARED_WITHIN])):
        return Decoded(_strictly(data, declared[1].decode("ascii"), source))
    _refuse_broken_utf8(data, failed, source)
    return _western(data, source)


def _strictly(data: bytes, encoding: str, source: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        reason = f"says it is {encoding} but cannot be read as that; save it as UTF-8"
        raise ArticleError(source, reason) from error


def _refuse_binary(data: bytes, source: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise ArticleError(source, f"is {kind}, not text; extract its text first")
    if b"\x00" in data:
        raise ArticleError(source, "is binary, not text; give text, HTML, JSON or JSON Lines in UTF-8")


def _refuse_broken_utf8(data: bytes, failed: UnicodeDecodeError, source: str) -> None:
    readable = data.decode("utf-8", errors="ignore")
    if not readable.isascii():
        reason = f"is UTF-8 broken at byte {failed.start}; fetch it again or mend it in an editor"
        raise ArticleError(source, reason) from failed


def _western(data: bytes, source: str) -> Decoded:
    from charset_normalizer import from_bytes  # slow to import and seldom needed

    best = from_bytes(data, cp_isolation=["cp1252"]).best()
    if best is None:
        raise ArticleError(source, "is in an encoding that cannot be told for sure; save it as UTF-8")
    return Decoded(str(best), "is not UTF-8 and was read as windows-1252; save it as UTF-8 to be sure")

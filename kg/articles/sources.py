"""What the caller named, as single files: paths, folders, glob patterns and standard input."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic, iglob
from itertools import chain
from pathlib import Path

from kg.articles.formats import SUFFIXES, format_of
from kg.articles.ordering import in_order
from kg.model import Refusal

__all__ = ["STDIN", "Source", "expand"]

#: The name that stands for standard input.
STDIN = "-"
_KNOWN = ", ".join(SUFFIXES)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input.

    ``path`` is None for standard input, ``format`` None where the content has to tell (standard input, pipes).
    """

    shown: str
    name: str
    path: Path | None
    format: str | None


def expand(sources: Iterable[str | os.PathLike[str]]) -> Iterator[Source | Refusal]:
    """The files behind ``sources``, lazily, those of a folder or glob in the order of their names.

    Folders are read with all their subfolders, without hidden files and without following links to folders; only
    files with a known suffix count there. What yields nothing is a Refusal.
    """
    for source in sources:
        shown = os.fspath(source)
        path = Path(shown)
        if shown == STDIN:
            yield Source("standard input", "stdin", None, None)
        elif path.is_dir():
            yield from _or_refusal(_folder(path, path), f"{shown}{os.sep}".replace(os.sep * 2, os.sep))
        elif path.exists():
            yield _named_file(path)
        elif has_magic(shown):
            yield from _or_refusal(_glob(shown), shown)
        else:
            yield Refusal(shown, "does not exist; check the spelling and the folder you are in")


def _or_refusal(found: Iterator[Source | Refusal], shown: str) -> Iterator[Source | Refusal]:
    anything = False
    for source in found:
        anything = True
        yield source
    if not anything:
        yield Refusal(shown, f"holds no articles; files with these endings are read: {_KNOWN}")


def _named_file(path: Path) -> Source | Refusal:
    form, name = format_of(path)
    if form is None and path.is_file():
        return Refusal(str(path), f"has an ending that is not read; rename it to one of {_KNOWN}")
    return Source(str(path), name, path, form)


def _folder(folder: Path, root: Path) -> Iterator[Source | Refusal]:
    try:
        with os.scandir(folder) as entries:
            ordered = in_order(entry.name for entry in entries if not entry.name.startswith("."))
            # all are sorted, here or on disk, before the first comes out
            first = next(ordered, None)
    except OSError as error:
        yield Refusal(str(folder), f"cannot be listed ({error.strerror}); check its permissions")
        return
    for name in chain([first] if first is not None else [], ordered):
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            yield from _folder(path, root)
            continue
        form, stem = format_of(path)
        if form and not path.is_dir():
            inner = path.relative_to(root).parent.parts
            yield Source(str(path), "-".join((*inner, stem)), path, form)


def _glob(pattern: str) -> Iterator[Source | Refusal]:
    for name in in_order(iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        form, stem = format_of(path)
        if form and path.is_file():
            yield Source(name, stem, path, form)

"""What the caller named, as single files: paths, folders, glob patterns and standard input."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic, iglob
from pathlib import Path

from kg.articles.formats import SUFFIXES
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
    form = SUFFIXES.get(path.suffix.lower())
    if form is None and path.is_file():
        return Refusal(str(path), f"has an ending that is not read; rename it to one of {_KNOWN}")
    return Source(str(path), path.stem, path, form)


def _folder(folder: Path, root: Path) -> Iterator[Source | Refusal]:
    try:
        with os.scandir(folder) as entries:
            ordered = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda e: e.name)
    except OSError as error:
        yield Refusal(str(folder), f"cannot be listed ({error.strerror}); check its permissions")
        return
    for entry in ordered:
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, root)
        elif (form := SUFFIXES.get(path.suffix.lower())) and not entry.is_dir():
            name = "-".join(path.relative_to(root).with_suffix("").parts)
            yield Source(str(path), name, path, form)


def _glob(pattern: str) -> Iterator[Source | Refusal]:
    for name in sorted(iglob(pattern, recursive=True)):  # noqa: PTH207 - Path.glob takes no absolute pattern
        path = Path(name)
        if path.is_file() and (form := SUFFIXES.get(path.suffix.lower())):
            yield Source(name, path.stem, path, form)

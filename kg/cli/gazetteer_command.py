"""``kg gazetteer build``: a gazetteer compiled from its sources, or the bundled one made bigger."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import typer
from typer.exceptions import TyperException

from kg.gazetteer.compile import compile_gazetteer
from kg.gazetteer.dump import dump_rows
from kg.gazetteer.endpoint import endpoint_rows
from kg.gazetteer.growing import grow
from kg.gazetteer.items import kind_of_class
from kg.pipeline.services import wikidata
from kg.settings import read_settings

__all__ = ["build"]


def build(
    output: Path,
    *,
    sources: Path | None,
    dump: Path | None,
    kinds: Sequence[str],
    services: dict[str, object],
    quiet: bool,
) -> None:
    """Write a gazetteer to ``output`` from the one origin that is given.

    Raises KgError for sources that cannot be read, TyperException for none or several.
    """
    endpoint = services.get("endpoint")
    if sum(origin is not None for origin in (sources, dump, endpoint)) != 1:
        raise TyperException("give one of --sources DIR, --dump FILE and --endpoint URL")
    unknown = sorted(set(kinds) - set(kind_of_class().values()))
    if unknown:
        raise TyperException(f"“{unknown[0]}” is no kind; there are {', '.join(sorted(set(kind_of_class().values())))}")
    if sources:
        report = compile_gazetteer(sources, output)
        _tell(report.kept, output, "kept", quiet=quiet)
        return
    if dump:
        rows = dump_rows(dump, lambda read: None if quiet else typer.echo(f"{read:,} entities read", err=True))
        rows = (row for row in rows if not kinds or row.kind in kinds)
    else:
        rows = endpoint_rows(wikidata(read_settings().with_options(**services)).select, kinds)
    _tell(grow(rows, output), output, "added", quiet=quiet)


def _tell(counts: Counter[str], output: Path, what: str, *, quiet: bool) -> None:
    if not quiet:
        listed = ", ".join(f"{number:,} {kind}" for kind, number in counts.most_common())
        typer.echo(f"{counts.total():,} {what}{': ' if listed else ''}{listed}", err=True)
        typer.echo(f"written to {output}; use it with kg link GRAPH --gazetteer {output}", err=True)

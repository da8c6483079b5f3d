"""``kg enrich``: facts from Wikidata on what a graph links to, written beside it."""

from collections.abc import Sequence
from pathlib import Path

import typer

from kg.pipeline.enriching import enrich, fact_queries, write_facts
from kg.pipeline.graph_file import GraphFile
from kg.pipeline.services import wikidata
from kg.settings import read_settings

__all__ = ["run"]


def run(
    path: Path, output: Path | None, facts: Sequence[str], services: dict[str, object], *, offline: bool, quiet: bool
) -> None:
    """Ask for the facts and write them; raises KgError where that cannot be done, and then writes nothing."""
    queries = fact_queries(facts)
    client = wikidata(read_settings().with_options(**services), offline=offline)
    graph = GraphFile.read(path)
    target = output or path.with_name(f"{Path(path.name.removesuffix('.gz')).stem}.wikidata.trig")
    found = enrich(graph, client, queries)
    write_facts(found, target)
    if not quiet:
        typer.echo(f"{len(found.quads)} statements on {found.items} items written to {target}", err=True)

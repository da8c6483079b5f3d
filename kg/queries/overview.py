"""The saved queries as a page of Markdown, generated so that it cannot fall behind the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.queries.saved import Parameter, SavedQuery

__all__ = ["overview"]

_INTRODUCTION = """\
# Saved queries

Generated from the headers of the `.rq` files by `kg.queries.overview`; a test says when it is out of date
(`python -c "from kg.queries import *; print(overview(load()), end='')" > queries/README.md` mends it).

Run one with `kg query NAME --param NAME=VALUE --graph FILE`. Where a parameter is an IRI, a name (`state=Kenya`), a
CURIE (`state=wd:Q114`) or an IRI will do. **Settled** means that some claim is affirmed, certain and not future
(`?s a defco:Signature`); **reported** is everything any source speaks of (`?s defco:situationType defco:Signature`).
"""


def overview(queries: Mapping[str, SavedQuery]) -> str:
    """A page of Markdown: a table of all queries, then each with its description, parameters and an example."""
    return "\n".join(
        [_INTRODUCTION, *_table(queries), *(line for query in queries.values() for line in _section(query))]
    )


def _table(queries: Mapping[str, SavedQuery]) -> Iterator[str]:
    yield "| query | answers | parameters | form |"
    yield "|---|---|---|---|"
    for query in queries.values():
        parameters = ", ".join(f"`{p.name}`" if p.required else f"`[{p.name}]`" for p in query.parameters)
        yield f"| [`{query.name}`]({query.name}.rq) | {query.summary} | {parameters} | {query.form} |"
    yield ""


def _section(query: SavedQuery) -> Iterator[str]:
    yield f"## {query.name}"
    yield ""
    yield query.description
    yield ""
    for parameter in query.parameters:
        yield f"- `{parameter.name}` ({_kind(parameter)}): {parameter.description}"
    if query.parameters:
        yield ""
    yield f"Tags: {', '.join(query.tags)}. Example:"
    yield ""
    arguments = "".join(f" --param '{name}={value}'" for name, value in query.example.items())
    yield f"    kg query {query.name}{arguments} --graph graph.ttl"
    yield ""


def _kind(parameter: Parameter) -> str:
    kind = parameter.type
    if parameter.choices:
        kind = "one of " + ", ".join(f"`{choice.rsplit('#', 1)[-1]}`" for choice in parameter.choices)
    if parameter.default is not None:
        return f"{kind}, default `{parameter.default.rsplit('#', 1)[-1]}`"
    return f"{kind}, optional" if parameter.optional else kind

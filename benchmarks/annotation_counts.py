"""How much is annotated: the tables of counts in benchmarks/composed/README.md.

    python benchmarks/annotation_counts.py NAME=PATTERN ...

``PATTERN`` is a glob of ``ID.gold.json`` files, as in ``'test=benchmarks/composed/test/v*.gold.json'``;
a column for each.
No text of an article or an annotation is shown, so the half that measures can be counted without being read.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

Gold = dict[str, Any]


def situations(gold: Gold) -> list[Gold]:
    """The situations of one annotated article."""
    return list(gold["situations"])


def claims(gold: Gold) -> list[Gold]:
    """The claims of one annotated article."""
    return [c for s in situations(gold) for c in s["claims"]]


ROWS: dict[str, Callable[[Gold], int]] = {
    "situations": lambda gold: len(situations(gold)),
    "claims": lambda gold: len(claims(gold)),
    "quotes": lambda gold: sum(len(c["quotes"]) for c in claims(gold)),
    "claims with a source": lambda gold: sum(c["assertedBy"] is not None for c in claims(gold)),
    "negated": lambda gold: sum(c["polarity"] == "negated" for c in claims(gold)),
    "not certain": lambda gold: sum(c["certainty"] != "certain" for c in claims(gold)),
    "future": lambda gold: sum(c["temporality"] == "future" for c in claims(gold)),
    "offices": lambda gold: len(gold["offices"]),
    "links": lambda gold: len(gold["links"]),
}


def table(header: str, names: Iterable[str], rows: Iterable[tuple[str, Iterable[int]]]) -> str:
    """A Markdown table with numbers to the right."""
    head = [f"| {header} | {' | '.join(names)} |"]
    lines = [f"| {label} | {' | '.join(map(str, numbers))} |" for label, numbers in rows]
    return "\n".join([*head, "|---" + "|--:" * (head[0].count("|") - 2) + "|", *lines])


def main(arguments: list[str]) -> None:
    """Print the counts by layer and by type."""
    columns: dict[str, list[Gold]] = {}
    for argument in arguments:
        name, _, pattern = argument.partition("=")
        columns[name] = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path().glob(pattern))]
    layers = [(row, [sum(map(count, golds)) for golds in columns.values()]) for row, count in ROWS.items()]
    print(table("", columns, [("articles", map(len, columns.values())), *layers]))
    types = [Counter(s["type"] for gold in golds for s in situations(gold)) for golds in columns.values()]
    order = [t for t, _ in sum(types, Counter()).most_common()]
    print("\n" + table("type", columns, ((t, [counter[t] for counter in types]) for t in order)))


if __name__ == "__main__":
    main(sys.argv[1:])

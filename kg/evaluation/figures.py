"""The counts as figures: a record for programs, and tables for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kg.evaluation.scoring import NOTHING, Tally

__all__ = ["figures", "lines"]

_RATED = ("situation", "role", "office", "link", "attribution")
_CHECKED = ("when", "modality", "evidence")
_ROWS = {
    "situation": "situations",
    "role": "role fillers",
    "office": "offices",
    "link": "links",
    "attribution": "attribution",
}


def figures(tally: Tally) -> dict[str, Any]:
    """All figures as plain values; rates are rounded to three digits, those of types and roles to two.

    ``types`` and ``roles`` hold precision, recall, F1 and the number annotated; ``confusion`` how many situations were
    annotated as one type and read as another.
    """
    found: dict[str, Any] = {"articles": tally.articles}
    for layer in _RATED:
        rates = (round(rate, 3) for rate in tally.rates(layer))
        found[layer] = dict(zip(("P", "R", "F1"), rates, strict=True)) | {"gold": tally.wanted(layer)}
    for layer in _CHECKED:
        number = tally.all[layer]
        found[layer] = {"accuracy": round(tally.right[layer] / (number or 1), 3), "of": number}
    found["evidence"]["mean_chars"] = round(tally.all["characters"] / (tally.all["evidence"] or 1))
    settled = [tally.rates(f"settled {value}")[2] for value in (True, False)]
    found["settled"] = {"macro_F1": round(sum(settled) / 2, 3)}
    found["invented_dates"] = tally.right["invented"]
    for key, prefix in (("types", "type "), ("roles", "role ")):
        found[key] = {
            layer.removeprefix(prefix): [*(round(rate, 2) for rate in tally.rates(layer)), tally.wanted(layer)]
            for layer in tally.layers(prefix)
        }
    confusion: dict[str, dict[str, int]] = {}
    for (wanted, read), number in sorted(tally.confusion.items()):
        confusion.setdefault(wanted, {})[read] = number
    return found | {"confusion": confusion}


def lines(tally: Tally) -> Iterator[str]:
    """The figures as text: the layers, the types, the roles, and which types were taken for which."""
    found = figures(tally)
    yield f"{found['articles']} articles"
    yield ""
    yield from _table(("layer", "P", "R", "F1", "annotated"), _layers(found))
    yield ""
    for heading in ("types", "roles"):
        rows = [(name, *map(_two, rates[:3]), str(rates[3])) for name, rates in found[heading].items()]
        yield from _table((heading[:-1], "P", "R", "F1", "annotated"), rows)
        yield ""
    yield from _table(("annotated as", "read as", "number"), _confused(found["confusion"]))


def _layers(found: dict[str, Any]) -> list[tuple[str, ...]]:
    rows = [
        (name, *(_three(found[layer][rate]) for rate in ("P", "R", "F1")), str(found[layer]["gold"]))
        for layer, name in _ROWS.items()
    ]
    for layer, name in (("when", "dates"), ("modality", "modality"), ("evidence", "evidence")):
        rows.append((f"{name} (accuracy)", "", "", _three(found[layer]["accuracy"]), str(found[layer]["of"])))
    rows.append(("settled (macro F1)", "", "", _three(found["settled"]["macro_F1"]), ""))
    rows.append(("dates invented", "", "", str(found["invented_dates"]), ""))
    return rows


def _confused(confusion: dict[str, dict[str, int]]) -> list[tuple[str, ...]]:
    """What was not read as annotated, most often first; what was missed and what is spurious stand below."""
    rows = [(a, r, n) for a, read in confusion.items() for r, n in read.items() if a != r]
    rows.sort(key=lambda row: (NOTHING in row[:2], row[0] == NOTHING, -row[2], row[0], row[1]))
    return [(annotated, read, str(number)) for annotated, read, number in rows]


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Columns as wide as what is in them: words to the left, numbers to the right."""
    columns = list(zip(header, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    is_number = [all(cell.replace(".", "").isdigit() or not cell for cell in column[1:]) for column in columns]
    for row in (header, *rows):
        cells = (
            cell.rjust(width) if right and rows else cell.ljust(width)
            for cell, width, right in zip(row, widths, is_number, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _three(rate: float) -> str:
    return f"{rate:.3f}"


def _two(rate: float) -> str:
    return f"{rate:.2f}"

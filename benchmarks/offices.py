"""Precision, recall and F1 of the offices read from annotated articles.

    python benchmarks/offices.py GOLD_DIR [-v]

GOLD_DIR holds ``ID.json`` (title, text) and ``ID.gold.json`` (offices with holder, office, of) and, beside it or one
folder up, the scorer ``score.py`` whose ``any_same`` says which names are the same. An organisation counts only where
the annotation gives one; where the text gives none (a ministry's own release) the office is listed as missed, unless
``--any-organization`` is set.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path

import kg.analysis
from kg.analysis.names import name_rules
from kg.extraction.offices import offices
from kg.model import Article

Triple = tuple[str, str, str | None]


def main() -> int:
    """Prints the figures; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true", help="print every miss and every spurious office")
    parser.add_argument("--any-organization", action="store_true", help="do not compare organisations")
    args = parser.parse_args()
    any_same = scorer(args.gold)
    hits = spurious = missed = 0
    for path in sorted(args.gold.glob("*.gold.json")):
        gold = [
            (o["holder"], o["office"], o.get("of")) for o in json.loads(path.read_text(encoding="utf-8"))["offices"]
        ]
        if args.any_organization:
            gold = [(holder, office, None) for holder, office, _ in gold]
        left = predicted(path.with_name(path.name.replace(".gold", "")))
        for triple in gold:
            hit = next((p for p in left if agrees(triple, p, any_same)), None)
            if hit is None:
                missed += 1
                if args.verbose:
                    print(f"{path.name}: missed {triple}")
            else:
                hits += 1
                left.remove(hit)
        spurious += len(left)
        if args.verbose and left:
            print(f"{path.name}: spurious {left}")
    precision, recall = hits / (hits + spurious or 1), hits / (hits + missed or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    print(f"offices: P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  of {hits + missed}")
    return 0


def scorer(gold: Path) -> Callable[[list[str], list[str]], bool]:
    """``any_same`` of the scorer that belongs to the annotation."""
    path = next(p for p in (gold / "score.py", gold.parent / "score.py") if p.is_file())
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module.any_same  # type: ignore[no-any-return]


def predicted(path: Path) -> list[Triple]:
    """The offices read from one article, each once."""
    data = json.loads(path.read_text(encoding="utf-8"))
    article = Article(path.stem, f"{data.get('title') or ''}\n{data['text']}", data.get("date"))
    [(_, doc)] = kg.analysis.analyse(kg.analysis.load(), [article])
    mentions = offices(name_rules(doc))
    found = [(m.holder.text, m.office.text, m.organization.text if m.organization else None) for m in mentions]
    unique: dict[tuple[str, str], Triple] = {}
    for holder, office, organization in found:
        key = holder.split()[-1].casefold(), office.casefold()
        unique.setdefault(key, (holder, office, organization))
    return list(unique.values())


def agrees(gold: Triple, found: Triple, any_same: Callable[[list[str], list[str]], bool]) -> bool:
    """True if holder and office are the same, and the organisation where the annotation gives one."""
    same = any_same([gold[0]], [found[0]]) and any_same([gold[1]], [found[1]])
    return same and (gold[2] is None or (found[2] is not None and any_same([gold[2]], [found[2]])))


if __name__ == "__main__":
    sys.exit(main())

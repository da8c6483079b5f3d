"""What is read out of news that is not about defence, and a random draw of what is read out of the news that is.

    python benchmarks/general_news.py ARTICLES [--draw N] [--judged FILE]

ARTICLES is a file that ``kg build`` reads (English Wikinews in JSON Lines). ``general_news.tsv`` lists the ids of those
that are about defence or security, with the reason. Of the others it counts situations, nearly all of them wrong;
offices are counted apart. ``--draw N`` prints N situations of the articles on defence, drawn with a fixed seed, as
a table to be judged by hand; ``--judged FILE`` counts the verdicts (``right``, ``wrong``) in such a table.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.articles import read
from kg.model import Amount, Article, Entity, Filler, Situation
from kg.pipeline import Engine, Reading

ON_DEFENCE = Path(__file__).with_suffix(".tsv")
SEED = 2026
COLUMNS = ("article", "url", "type", "roles", "values", "quote", "verdict", "reason")


def main() -> None:
    """Prints the counts, the draw, or the share of right verdicts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, nargs="?")
    parser.add_argument("--draw", type=int, metavar="N")
    parser.add_argument("--judged", type=Path, metavar="FILE")
    args = parser.parse_args()
    if args.judged:
        report_verdicts(args.judged)
    elif args.articles:
        on_defence = {row["id"] for row in rows(ON_DEFENCE)}
        told = list(situations(args.articles))
        if args.draw:
            write_draw([one for one in told if one[0].id in on_defence], args.draw)
        else:
            report(told, on_defence, args.articles)
    else:
        parser.error("give ARTICLES or --judged FILE")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a table, comments left out."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def situations(articles: Path) -> Iterator[tuple[Article, Situation]]:
    """Everything that is read, with its article."""
    found = (one for one in read([articles]) if isinstance(one, Article))
    for reading in Engine.load().read(found):
        if isinstance(reading, Reading):
            yield from ((reading.article, situation) for situation in reading.claims.situations)


def report(told: list[tuple[Article, Situation]], on_defence: set[str], articles: Path) -> None:
    """Counts by kind of article."""
    ids = [one.id for one in read([articles]) if isinstance(one, Article)]
    missing = on_defence - set(ids)
    for is_on, name in ((False, "on something else"), (True, "on defence or security")):
        number = sum((one in on_defence) is is_on for one in ids)
        types = Counter(situation.type for article, situation in told if (article.id in on_defence) is is_on)
        offices = types.pop("OfficeHolding", 0)
        listed = ", ".join(f"{count} {type_}" for type_, count in types.most_common())
        print(f"{number} articles {name}: {types.total()} situations, {offices} offices ({listed})")
        if types and not is_on:
            print(f"one situation in {number / types.total():.1f} articles")
    if missing:
        print(f"listed as on defence, but not among the articles: {', '.join(sorted(missing))}", file=sys.stderr)


def write_draw(told: list[tuple[Article, Situation]], number: int) -> None:
    """A table of ``number`` situations, all if there are fewer, for a person to judge."""
    told = [(article, situation) for article, situation in told if situation.type != "OfficeHolding"]
    drawn = random.Random(SEED).sample(told, min(number, len(told)))
    print(f"# {len(drawn)} of {len(told)} situations, seed {SEED}")
    print("\t".join(COLUMNS))
    for article, situation in sorted(drawn, key=lambda one: (one[0].id, one[1].key)):
        roles = "; ".join(
            f"{role}: {', '.join(map(name_of, fillers))}" for role, fillers in sorted(situation.roles.items())
        )
        claim = situation.claims[0]
        values = f"{claim.polarity} {claim.certainty} {claim.temporality}"
        quotes = " | ".join(" ".join(q.exact.split()) for c in situation.claims for q in c.evidence)
        print("\t".join((article.id, article.url or "", situation.type, roles, values, quotes, "", "")))


def name_of(filler: Filler) -> str:
    """What a filler is called."""
    if isinstance(filler, Entity):
        return filler.name
    return filler.text if isinstance(filler, Amount) else filler


def report_verdicts(path: Path) -> None:
    """The share of situations that a person found right."""
    verdicts = Counter(row["verdict"] for row in rows(path))
    unknown = set(verdicts) - {"right", "wrong"}
    if unknown:
        raise SystemExit(f"{path}: a verdict is right or wrong, not {', '.join(sorted(map(repr, unknown)))}")
    print(f"{verdicts['right']} of {verdicts.total()} right, precision {verdicts['right'] / verdicts.total():.2f}")


if __name__ == "__main__":
    main()

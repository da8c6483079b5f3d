"""How far ``extractionConfidence`` can be trusted, and the table that it is read from, made anew.

    python benchmarks/confidence.py GOLD_DIR... [--states FILE] [--write]

Each GOLD_DIR holds annotated articles (``ID.json``, ``ID.gold.json``). A claim is right if an annotator had it as well:
a situation of its type in the same words, presented with the same polarity, certainty and temporality by the same
source (an office: holder, office and organisation). The articles are divided in halves, at random and fifty times; what
is shown for a claim is its mean confidence by the tables of the halves that its article is not in, so that it says what
the confidence is worth on articles that are not in the table.

``--write`` writes the counts to ``kg/extraction/lexicon/confidence.tsv`` and what was seen to
``benchmarks/reliability.tsv`` and ``.svg``; run it after every change of the rules, at last before
a release.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from kg.evaluation import Names, Presentation, Told, gazetteer_states, table_states
from kg.evaluation.pairing import same_source, unpaired_offices
from kg.extraction.confidence import TABLE, Kind, Trust, kind_of
from kg.model import Claim, Entity, Situation
from kg.pipeline import Engine
from kg.pipeline.evaluating import Compared, Evaluation, compared

HERE = Path(__file__).parent
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
DIVISIONS = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim that was read: in which article, of which kind, and whether the annotator had it."""

    article: str
    kind: Kind
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The claims whose confidence lies between two edges: how many, their mean confidence, and how many are right."""

    low: float
    high: float
    read: int
    mean: float
    right: int


def main() -> None:
    """Prints the reliability; writes the table and the picture if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--states", type=Path, help="names of states, as for kg evaluate")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    engine = Engine.load()
    names = Names(table_states(args.states) if args.states else gazetteer_states(engine.gazetteer))
    judged = [one for gold in args.gold for one in judgements(gold, engine, names)]
    guessed = left_out(judged)
    bins = list(binned(guessed))
    text = "\n".join(report(judged, guessed, bins))
    print(text)
    if args.write:
        articles = len({one.article for one in judged})
        write_table(judged, articles)
        (HERE / "reliability.tsv").write_text(text + "\n", encoding="utf-8")
        draw(bins, articles, HERE / "reliability.svg")


def judgements(gold: Path, engine: Engine, names: Names) -> Iterator[Judged]:
    """Every claim that is read in the articles of one folder."""
    for one in compared(gold, gold, Evaluation(), engine=engine, names=names):
        right = Counter(right_claims(one, names))
        _, spurious = unpaired_offices(one.scored.gold.offices, one.scored.read.offices, names)
        wrong_offices = [(office.holder[0], office.office[0]) for office in spurious]
        for situation in one.reading.claims.situations:
            for claim in situation.claims:
                if situation.type == "OfficeHolding":
                    is_right = office_of(situation) not in wrong_offices
                else:
                    key = key_of(situation, claim)
                    is_right = right[key] > 0
                    right[key] -= 1
                yield Judged(f"{gold.name}/{one.item.name}", kind_of(situation, claim), is_right)


def right_claims(one: Compared, names: Names) -> Iterator[tuple[object, ...]]:
    """What tells each claim in the graph that the annotator has as well."""
    for i, j in one.scored.pairs.items():
        wanted: Told = one.scored.gold.situations[i]
        read: Told = one.scored.read.situations[j]
        for claim in read.claims:
            if any(is_same(claim, other, names) for other in wanted.claims):
                yield read.type, claim.values, tuple(sorted(claim.quotes))


def is_same(claim: Presentation, other: Presentation, names: Names) -> bool:
    """True if both present a situation with the same values by the same source."""
    return claim.values == other.values and same_source(other, claim, names)


def key_of(situation: Situation, claim: Claim) -> tuple[object, ...]:
    """What tells a claim among those of one article."""
    values = str(claim.polarity), str(claim.certainty), str(claim.temporality)
    return situation.type, values, tuple(sorted(quote.exact for quote in claim.evidence))


def office_of(situation: Situation) -> tuple[str, str]:
    """Holder and office by name."""
    holder, office = (next(f for f in situation.roles[role] if isinstance(f, Entity)) for role in ("holder", "office"))
    return holder.name, office.name


def counts(judged: Iterable[Judged]) -> Mapping[Kind, tuple[int, int]]:
    """For each kind how many claims are right, and how many were read."""
    found: defaultdict[Kind, list[int]] = defaultdict(lambda: [0, 0])
    for one in judged:
        found[one.kind][0] += one.is_right
        found[one.kind][1] += 1
    return {kind: (right, read) for kind, (right, read) in sorted(found.items())}


def left_out(judged: Sequence[Judged]) -> list[tuple[float, bool]]:
    """The mean confidence of each claim by tables that its article is not in, and whether it is right."""
    articles = sorted({one.article for one in judged})
    guesses: defaultdict[int, list[float]] = defaultdict(list)
    for seed in range(DIVISIONS):
        half = set(random.Random(seed).sample(articles, len(articles) // 2))
        for inside in (True, False):
            trust = Trust(counts(one for one in judged if (one.article in half) is inside))
            for at, one in enumerate(judged):
                if (one.article in half) is not inside:
                    guesses[at].append(trust(one.kind))
    return [(sum(guesses[at]) / DIVISIONS, one.is_right) for at, one in enumerate(judged)]


def binned(guessed: Sequence[tuple[float, bool]]) -> Iterator[Bin]:
    """The claims by confidence, in bins of :data:`EDGES` that hold any."""
    for low, high in pairwise(EDGES):
        inside = [(guess, right) for guess, right in guessed if low <= guess < high]
        if inside:
            mean = sum(guess for guess, _ in inside) / len(inside)
            yield Bin(low, high, len(inside), mean, sum(right for _, right in inside))


def report(judged: Sequence[Judged], guessed: Sequence[tuple[float, bool]], bins: Sequence[Bin]) -> Iterator[str]:
    """The bins as a table, and what the confidences are worth in all."""
    rate = sum(one.is_right for one in judged) / len(judged)
    brier = sum((guess - right) ** 2 for guess, right in guessed) / len(guessed)
    error = sum(abs(b.mean * b.read - b.right) for b in bins) / len(guessed)
    articles = len({one.article for one in judged})
    yield f"# {len(judged)} claims of {articles} annotated articles, {rate:.3f} of them right"
    yield f"# by tables of other articles: Brier score {brier:.3f} (always {rate:.3f}: {rate * (1 - rate):.3f}),"
    yield f"# expected calibration error {error:.3f}"
    yield "\t".join(("from", "to", "claims", "mean confidence", "share right", "95% from", "95% to"))
    for b in bins:
        low, high = wilson(b.right, b.read)
        yield f"{b.low:.2f}\t{b.high:.2f}\t{b.read}\t{b.mean:.3f}\t{b.right / b.read:.3f}\t{low:.2f}\t{high:.2f}"


def wilson(right: int, read: int, z: float = 1.96) -> tuple[float, float]:
    """The 95% interval of a share (Wilson 1927)."""
    share, spread = right / read, z * z / read
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / read + spread / (4 * read)) / (1 + spread)
    return middle - half, middle + half


def write_table(judged: Sequence[Judged], articles: int) -> None:
    """The counts where the extraction reads them."""
    lines = [
        "# How many claims of each kind were read in annotated articles, and how many the annotator had as well.",
        f"# Made by benchmarks/confidence.py --write from {articles} articles; do not edit.",
        "\t".join((*Kind._fields, "right", "read")),
        *("\t".join((*kind, str(right), str(read))) for kind, (right, read) in counts(judged).items()),
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def draw(bins: Sequence[Bin], articles: int, path: Path) -> None:
    """The share that is right over the confidence, with 95% intervals; on the diagonal, they are the same."""
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    with pyplot.rc_context({"svg.hashsalt": "kg", "axes.spines.top": False, "axes.spines.right": False}):
        figure, axes = pyplot.subplots(figsize=(5, 5))
        axes.plot([0, 1], [0, 1], color="#777777", linewidth=1)
        shares = [b.right / b.read for b in bins]
        reach = [wilson(b.right, b.read) for b in bins]
        below = [share - low for share, (low, _) in zip(shares, reach, strict=True)]
        above = [high - share for share, (_, high) in zip(shares, reach, strict=True)]
        means = [b.mean for b in bins]
        axes.errorbar(means, shares, yerr=[below, above], fmt="o", color="#0072B2", capsize=3)
        for b, share in zip(bins, shares, strict=True):
            axes.annotate(str(b.read), (b.mean, share), textcoords="offset points", xytext=(7, -3), fontsize=8)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="extractionConfidence", ylabel="share of claims that are right")
        axes.set_title(
            f"{sum(b.read for b in bins)} claims of {articles} articles,\neach judged by the others", fontsize=10
        )
        figure.savefig(path, format="svg", metadata={"Date": None}, bbox_inches="tight")
        pyplot.close(figure)


if __name__ == "__main__":
    main()

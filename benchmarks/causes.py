"""Where each thing missed in annotated articles comes from: parser, tagger, recogniser, coreference, identity or rules.

    python benchmarks/causes.py GOLD_FOLDER [--write FILE]

Every situation, role filler, date, source and office that is annotated and not read gets the first cause that holds:

- ``tagger``: the other bundled pipeline, by the same rules, reads it, and a word that would tell it was tagged as none
  that could.
- ``parser``: the other pipeline reads it. (Its trees and tags differ; where it gets a thing right, the rules could.)
- ``identity``: the situation was read, and joined with another annotated one.
- ``ner``: the filler's name stands in the sentences quoted, and no entity of the Doc has it.
- ``coreference``: the filler is not named in the sentences quoted; who it is, is told elsewhere in the article.
- ``rules``: everything else: a word, a construction or a place in the clause that no rule reads.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.evaluation import Names
from kg.evaluation.annotation import Called, Told
from kg.evaluation.names import gazetteer_states, plain, table_states
from kg.evaluation.pairing import chosen_claims, common, same_source, spans_of, unpaired_fillers, unpaired_offices
from kg.pipeline import Engine
from kg.pipeline.evaluating import Compared, Evaluation, compared, near_misses

CAUSES = ("tagger", "parser", "identity", "ner", "coreference", "rules")


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that is annotated and was not read."""

    article: str
    layer: str
    what: str
    cause: str

    @property
    def row(self) -> str:
        """A line of the table."""
        return "\t".join((self.article, self.layer, " ".join(self.what.split()), self.cause))


class Causes:
    """The misses of one article, read by two pipelines."""

    def __init__(self, one: Compared, other: Compared | None, engine: Engine, names: Names) -> None:
        self._one = one
        self._other = other
        self._engine = engine
        self._names = names

    def __iter__(self) -> Iterator[Miss]:
        scored = self._one.scored
        for i, gold in enumerate(scored.gold.situations):
            if i not in scored.pairs:
                yield self._miss("situation", f"{gold.type}: {_first_quote(gold)}", self._of_situation(i, gold))
                continue
            read = scored.read.situations[scored.pairs[i]]
            for role, fillers in gold.roles.items():
                for filler in unpaired_fillers(fillers, read.roles.get(role, ()), self._names)[0]:
                    cause = self._of_filler(i, role, filler, gold)
                    yield self._miss("role", f"{gold.type} {role}: {filler[0]}", cause)
            if gold.when is not None and read.when != gold.when:
                also = self._by_other(i)
                cause = "parser" if also is not None and also.when == gold.when else "rules"
                yield self._miss("date", f"{gold.type}: {gold.when}, read {read.when or 'none'}", cause)
            for claim, reading in chosen_claims(gold, read, scored.text, self._names):
                if claim.sources and not same_source(claim, reading, self._names):
                    cause = self._of_filler(i, "source", claim.sources, gold)
                    yield self._miss("source", f"{gold.type}: {claim.sources[0]}", cause)
        yield from self._offices()

    def _miss(self, layer: str, what: str, cause: str) -> Miss:
        return Miss(self._one.item.name, layer, what, cause)

    def _by_other(self, i: int) -> Told | None:
        """The same annotated situation as the other pipeline tells it."""
        if self._other is None:
            return None
        scored = self._other.scored
        return scored.read.situations[scored.pairs[i]] if i in scored.pairs else None

    def _of_situation(self, i: int, gold: Told) -> str:
        places = spans_of(self._one.scored.text, gold)
        near = [m for m in near_misses(self._one, self._engine) if m.type == gold.type]
        if self._by_other(i) is not None:
            tagged = any("it is tagged" in m.reason and common(places, [(m.start, m.end)]) for m in near)
            return "tagger" if tagged else "parser"
        read = self._one.scored.read.situations
        partners = set(self._one.scored.pairs.values())
        here = [j for j in partners if read[j].type == gold.type]
        joined = any(common(places, spans_of(self._one.scored.text, read[j])) for j in here)
        return "identity" if joined else "rules"

    def _of_filler(self, i: int, role: str, filler: Called, gold: Told) -> str:
        other = self._by_other(i)
        if other is not None and self._reads(other, role, filler):
            return "parser"
        text, entities = self._sentences(gold)
        known = [name for name in filler if not name.startswith("unnamed")]
        if any(self._names.same(entity, name) for entity in entities for name in known):
            return "rules"
        told = plain(text)
        if any(plain(name) in told for name in known):
            return "ner" if any(name[:1].isupper() for name in known) else "rules"
        return "coreference" if any(name[:1].isupper() for name in known) else "rules"

    def _reads(self, told: Told, role: str, filler: Called) -> bool:
        if role == "source":
            return any(self._names.any_same(filler, claim.sources) for claim in told.claims)
        return not unpaired_fillers((filler,), told.roles.get(role, ()), self._names)[0]

    def _sentences(self, gold: Told) -> tuple[str, list[str]]:
        """The sentences in which the quotes of ``gold`` stand, and the entities named in them."""
        doc, text = self._one.doc, self._one.scored.text
        quoted = [text[start:end] for start, end in spans_of(text, gold)]
        held = [s for s in doc.sents if any(" ".join(q.split()) in " ".join(s.text.split()) for q in quoted)]
        found = " ".join(" ".join(s.text.split()) for s in held) or " ".join(quoted)
        return found, [ent.text for sentence in held for ent in sentence.ents]

    def _offices(self) -> Iterator[Miss]:
        missed, _ = unpaired_offices(self._one.scored.gold.offices, self._one.scored.read.offices, self._names)
        people = [ent.text for ent in self._one.doc.ents if ent.label_ == "PERSON"]
        for office in missed:
            known = any(self._names.same(person, name) for person in people for name in office.holder)
            yield self._miss("office", f"{office.holder[0]}, {office.office[0]}", "rules" if known else "ner")


def _first_quote(gold: Told) -> str:
    return next((quote for claim in gold.claims for quote in claim.quotes), "")


def main() -> None:
    """Print the table of causes, and write every miss where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="articles ID.json with their annotations ID.gold.json")
    parser.add_argument("--write", type=Path, metavar="FILE", help="every miss, as a table")
    arguments = parser.parse_args()
    engine, second = Engine.load(), Engine.load("en_defence_cnn")
    table = next(
        (p for p in (arguments.gold / "states.txt", arguments.gold.parent / "states.txt") if p.is_file()), None
    )
    names = Names(table_states(table) if table else gazetteer_states(engine.gazetteer))
    folders = (arguments.gold, arguments.gold)
    done = Evaluation()
    others = {one.item.name: one for one in compared(*folders, Evaluation(), engine=second, names=names)}
    misses: list[Miss] = []
    for one in compared(*folders, done, engine=engine, names=names):
        misses += Causes(one, others.get(one.item.name), engine, names)
    if done.refused:
        sys.exit(f"{done.refused[0].source}: {done.refused[0].reason}")
    if arguments.write:
        rows = "\n".join(miss.row for miss in misses)
        arguments.write.write_text(f"article\tlayer\tmissed\tcause\n{rows}\n", encoding="utf-8")
    counts = Counter((miss.layer, miss.cause) for miss in misses)
    print("| layer | missed | " + " | ".join(CAUSES) + " |\n|---|--:|" + "--:|" * len(CAUSES))
    for layer in ("situation", "role", "date", "source", "office"):
        own = [counts[layer, cause] for cause in CAUSES]
        print(f"| {layer} | {sum(own)} | " + " | ".join(map(str, own)) + " |")


if __name__ == "__main__":
    main()

"""How well the linker does on names from annotated articles, and how long it takes.

    python benchmarks/linking.py GOLD_DIR [--verbose]

``GOLD_DIR`` holds ``ID.gold.json`` and ``ID.json`` (see the guidelines beside them). Every name in a role, an office or
a link becomes an entity whose kind is guessed from its role; its links are compared with the annotated ones. Names
that are linked though no link is annotated are listed, not counted: annotators leave out what they cannot confirm.
"""

import argparse
import json
import re
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from kg.gazetteer import Gazetteer
from kg.linking import Linker
from kg.model import Article, ArticleClaims, Certainty, Claim, Entity, EntityKind, Polarity, Situation, Temporality

KIND_OF_ROLE = {
    "signatory_person": EntityKind.PERSON,
    "place": EntityKind.PLACE,
    "item": EntityKind.EQUIPMENT,
    "agreement": EntityKind.AGREEMENT,
}
BODY = re.compile(
    r"\b(?:Ministry|Department|Command|Force|Army|Navy|Guard|Division|Systems|Union|Nations|Alliance|Council)\b"
)
EDGES = (0.8, 0.9, 0.95, 0.98, 1.0)
CLAIM = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, ())


def kind_of(name: str, roles: set[str], gazetteer: Gazetteer) -> EntityKind:
    """What the role, or else the look of the name, says a name is."""
    if gazetteer.state(name):
        return EntityKind.STATE
    if "holder" in roles:
        return EntityKind.PERSON
    for role in roles & KIND_OF_ROLE.keys():
        return KIND_OF_ROLE[role]
    known = gazetteer.kinds(name) - {EntityKind.STATE, EntityKind.PERSON}
    if BODY.search(name) or name.isupper() or any(kind.is_actor for kind in known):
        return next((kind for kind in EntityKind if kind in known and kind.is_actor), EntityKind.ORGANIZATION)
    if roles & {"speaker", "participant", "visitor", "assertedBy"} and name.istitle():
        return EntityKind.PERSON
    return next(iter(sorted(known)), EntityKind.PERSON)


def claims_of(gold: dict, article: dict, gazetteer: Gazetteer) -> ArticleClaims:
    """The gold names of one article as entities, with its offices."""
    roles: dict[str, set[str]] = {name: set() for name in gold["links"]}
    for situation in gold["situations"]:
        for role, fillers in situation["roles"].items():
            for filler in fillers:
                roles.setdefault(filler, set()).add(role)
        for claim in situation["claims"]:
            if claim.get("assertedBy"):
                roles.setdefault(claim["assertedBy"], set()).add("assertedBy")
    for office in gold.get("offices", []):
        roles.setdefault(office["holder"], set()).add("holder")
        if office.get("of"):
            roles.setdefault(office["of"], set()).add("of")
    entities = {
        name: Entity(
            name, name, EntityKind.UNNAMED_ACTOR if name.startswith("unnamed:") else kind_of(name, found, gazetteer)
        )
        for name, found in roles.items()
    }
    posts = [
        Situation(
            f"o{number}",
            "OfficeHolding",
            {
                "holder": (entities[office["holder"]],),
                "office": (office["office"],),
                "organization": (entities[office["of"]],) if office.get("of") else (),
            },
            (CLAIM,),
        )
        for number, office in enumerate(gold.get("offices", []))
    ]
    told = [
        Situation(
            f"s{number}",
            situation["type"],
            {},
            tuple(replace(CLAIM, asserted_by=entities.get(claim.get("assertedBy"))) for claim in situation["claims"]),
        )
        for number, situation in enumerate(gold["situations"])
    ]
    text = (article.get("title") or "") + "\n" + article["text"]
    return ArticleClaims(Article(gold["id"], text, article.get("date")), tuple(entities.values()), (*posts, *told))


def reliability(judged: list[tuple[float, bool]]) -> None:
    """Print, for links of about one confidence, how many were right, and the expected calibration error (Guo 2017)."""
    bins: dict[float, list[tuple[float, bool]]] = {}
    for confidence, right in sorted(judged):
        bins.setdefault(next(edge for edge in EDGES if confidence <= edge), []).append((confidence, right))
    print("| confidence up to | links | mean confidence | right |\n|--:|--:|--:|--:|")
    error = 0.0
    for edge, found in sorted(bins.items()):
        mean, share = (sum(column) / len(found) for column in zip(*found, strict=True))
        error += abs(mean - share) * len(found) / len(judged)
        print(f"| {edge} | {len(found)} | {mean:.3f} | {share:.3f} |")
    print(f"expected calibration error {error:.3f}")


def main() -> None:
    """Print precision, recall and reliability over annotated links, every miss with its cause, and the time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--verbose", action="store_true", help="also list names linked where none is annotated")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    linker = Linker(gazetteer)
    tally: Counter[str] = Counter()
    seconds = []
    judged: list[tuple[float, bool]] = []
    for path in sorted(arguments.gold.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        article = json.loads(path.with_name(path.name.replace(".gold", "")).read_text(encoding="utf-8"))
        claims = claims_of(gold, article, gazetteer)
        start = time.perf_counter()
        links = {link.entity: link for link in linker.link(claims)}
        seconds.append(time.perf_counter() - start)
        kinds = {entity.key: entity.kind for entity in claims.entities}
        for name, qid in gold["links"].items():
            link = links[name]
            outcome = "right" if link.qid == qid else "wrong" if link.qid else "missed"
            absent = gazetteer.by_qid(qid) is None
            tally[outcome] += 1
            if link.qid:
                judged.append((link.confidence, link.qid == qid))
            tally["absent"] += absent
            if outcome != "right":
                cause = (
                    "not in the gazetteer" if absent else f"{link.qid} {link.method} {link.reason} {link.confidence}"
                )
                print(f"{gold['id']}: {outcome} {name} ({kinds[name]}, {qid}): {cause}")
        for name, link in links.items():
            if arguments.verbose and name not in gold["links"] and (link.qid or link.reason == "ambiguous"):
                record = gazetteer.by_qid(link.qid) if link.qid else None
                label = f"{record.label}, {record.country}" if record else link.reason
                print(
                    f"{gold['id']}: extra {name} ({kinds[name]}) -> {link.qid} {label} {link.method} {link.confidence}"
                )
    right, wrong, missed = tally["right"], tally["wrong"], tally["missed"]
    print(f"precision {right / (right + wrong):.3f}  recall {right / (right + wrong + missed):.3f}  {dict(tally)}")
    reliability(judged)
    print(f"per article: median {1e3 * sorted(seconds)[len(seconds) // 2]:.1f} ms, worst {1e3 * max(seconds):.1f} ms")


if __name__ == "__main__":
    main()

"""Brings the entity labels of the public corpora to one set: OntoNotes names, with PRODUCT, LAW, EVENT, FAC for the
domain."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from training.amounts import date_spans, money_spans
from training.conllu import open_text
from training.lexicon import words

__all__ = ["LABELS", "Names", "Sentence", "finish", "geographic", "load_names", "miscellaneous", "without_title"]

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "DATE", "MONEY")
Entity = tuple[int, int, str]

# peoples, religions and movements that no list of countries gives
PEOPLES = words("labels", "peoples")
# too often an ordinary adjective to be labelled by rule
UNSURE_PEOPLES = words("labels", "unsure_peoples")
STATES = words("labels", "states")
PLACE_WORDS = words("labels", "place_words")
REGIONS = words("labels", "regions")
BUILT_WORDS = words("labels", "built_words")
EVENT_WORDS = re.compile(
    r"\b(Wars?|Battle|Siege|Operation|Campaign|Offensive|Invasion|Uprising|Revolt|Revolution|Rebellion|Coup|Crisis"
    r"|Elections?|elections?|Referendum|Olympics|Games|Cup|Championships?|Tournament|Summit|Conference|Exercise|Massacre"
    r"|Bombing|Attack|attacks|Holocaust|Festival|Intifada|Incident|Conflict|Genocide|Tour|Grand Prix|Open|Hurricane"
    r"|Typhoon|Earthquake|League|Series|Bowl|Expedition|Crusade|Mutiny|D-Day|Blitz|Landing|Raid|Protests?|Insurgency)\b"
)
LAW_WORDS = re.compile(
    r"\b(Treaty|Treaties|Agreement|Accords?|Act|Convention|Pact|Protocol|Constitution|Resolution|Memorandum|Charter"
    r"|Declaration|Amendment|Law|Code|Bill|Directive|Statute|Entente|Ordinance|Order|Regulation|Communique|Armistice"
    r"|Section|Article)\b"
)
PRODUCT_WORDS = re.compile(
    r"^(F|B|C|A|M|MiG|Su|Tu|MQ|RQ|AH|UH|CH|T|P|S|J|JF|KC|E|RPG|AK|HMS|USS)[- ]?\d+|\b(USS|HMS|INS|[Mm]issile|[Rr]ocket"
    r"|rifle|[Tt]ank|[Aa]ircraft|submarine|destroyer|frigate|cruiser|carrier|drone|helicopter|Boeing|Airbus|Lockheed"
    r"|Sukhoi|MiG)\b"
)
TITLES = words("labels", "titles")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of states and capitals, and of their peoples."""

    states: frozenset[str]
    peoples: frozenset[str]


@dataclass(slots=True)
class Sentence:
    """Words with entities (half-open token spans) and spans whose label is not known, which are left out of the
    loss; ``spaces`` says where white space follows a word, where the corpus keeps that."""

    words: list[str]
    entities: list[Entity]
    unknown: list[tuple[int, int]] = field(default_factory=list)
    spaces: list[bool] | None = None

    def tags(self) -> list[str]:
        """BIO tags, ``?`` for tokens of unknown label."""
        tags = ["O"] * len(self.words)
        for start, end in self.unknown:
            tags[start:end] = ["?"] * (end - start)
        for start, end, label in self.entities:
            tags[start:end] = ["B-" + label] + ["I-" + label] * (end - start - 1)
        return tags


@lru_cache(maxsize=1)
def load_names(data: Path) -> Names:
    """States, capitals and demonyms from ``country-codes`` and the gazetteer's country rows in the folder ``data``."""
    states, peoples = set(STATES), set(PEOPLES)
    table = open_text(data / "country-codes" / "data" / "country-codes.csv")
    for row in csv.DictReader(table.splitlines()):
        for column in ("CLDR display name", "UNTERM English Short", "UNTERM English Formal", "Capital"):
            name = re.sub(r"^[Tt]he | \(.*| \[.*", "", row[column])
            states |= {name} - {""}
    for line in open_text(data / "wikidata" / "gazetteer.tsv").splitlines()[1:]:
        cells = line.split("\t")
        if cells[1] == "country":
            peoples |= {d for d in cells[6].split("|") if d and d[0].isupper() and " " not in d}
    peoples |= {p + "s" for p in peoples if not p.endswith(("s", "ese", "ish", "ch", "men", "man"))}
    return Names(frozenset(states), frozenset(peoples - {"Georgia"}))


def geographic(words: list[str], names: Names) -> str:
    """GPE, LOC, FAC or NORP for a span that its corpus calls a location."""
    text = re.sub(r"^[Tt]he ", "", " ".join(words))
    if text in names.peoples and text not in names.states:
        return "NORP"
    if text in REGIONS:
        return "LOC"
    if text in names.states:
        return "GPE"
    if any(word in PLACE_WORDS for word in words):
        return "LOC"
    if words[-1] in BUILT_WORDS:
        return "FAC"
    if re.match(r"(north|south|east|west|central)(ern)?\b", text, re.IGNORECASE) and words[-1] in REGIONS:
        return "LOC"
    return "GPE"


def miscellaneous(words: list[str], names: Names) -> str | None:
    """The label of a span that its corpus calls miscellaneous, or None where no rule knows."""
    text = re.sub(r"^[Tt]he ", "", " ".join(words))
    if text in names.peoples:
        return "NORP"
    for pattern, label in ((LAW_WORDS, "LAW"), (EVENT_WORDS, "EVENT"), (PRODUCT_WORDS, "PRODUCT")):
        if pattern.search(text):
            return label
    return None


def without_title(words: list[str], start: int, end: int) -> tuple[int, int]:
    """The span without ranks, titles and determiners at its start."""
    while start < end - 1 and words[start] in TITLES:
        start += 1
    return start, end


def finish(words: list[str], entities: list[Entity], unknown: list[tuple[int, int]], names: Names) -> Sentence:
    """One sentence with overlaps resolved (longest first), and with DATE, MONEY and NORP added by rule.

    Most corpora leave those three out, so rules give them everywhere alike.
    """
    taken = [False] * len(words)
    kept: list[Entity] = []
    left_out: list[tuple[int, int]] = []

    def take(start: int, end: int) -> bool:
        if start >= end or any(taken[start:end]):
            return False
        taken[start:end] = [True] * (end - start)
        return True

    amounts = money_spans(words)
    covered = {(s, e) for s, e, _ in amounts}
    given = [x for x in entities if x[2] != "MONEY" or not any(s <= x[0] < e or s < x[1] <= e for s, e in covered)]
    for start, end, label in sorted(given, key=lambda x: (x[0] - x[1], x[0])):
        if label not in ("PERSON", "DATE", "MONEY") and words[start] in ("the", "The") and end - start > 1:
            start += 1
        if take(start, end):
            kept.append((start, end, label))
    left_out = [span for span in unknown if take(*span)]
    peoples = names.peoples - UNSURE_PEOPLES
    by_rule = [*date_spans(words), *amounts, *((i, i + 1, "NORP") for i, w in enumerate(words) if w in peoples)]
    kept += [(s, e, label) for s, e, label in by_rule if take(s, e)]
    return Sentence(words, sorted(kept), left_out)

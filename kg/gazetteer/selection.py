"""Which rows of the sources are kept, under which kind, label and aliases: chosen by their use in defence news."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.gazetteer.folding import fold
from kg.gazetteer.record import read_terms

if TYPE_CHECKING:
    from kg.gazetteer.states import StateNames

__all__ = ["Row", "kinds_table", "select", "settle", "without_state", "year_of"]

_DATA = Path(__file__).parent / "data"
_PERSONS = frozenset({"person_officeholder", "person_military", "legislator"})
_DROPPED = frozenset({"person_political", "person_historic"})
_FIRST_YEAR = 1990  # terms of office that ended before it are no news
_FIRST_WAR = 1900
_GUESSED = re.compile(r"label-guessed;P31:(?P<cls>.*)")
_YEAR = re.compile(r"year:(-?\d+)")
# "ar China", "mil Germany": search keys of the source; "GB - Royal Air Force Ensign": names of flags; web addresses
_NOISE = re.compile(
    r"(?:ar|af|na|cg|mil|ad|mp|militar) .*|[A-Z]{2} - .*|.*\b(?:Flag|Ensign)|"
    r"\S+\.(?:com|org|net|\w{2})|@.*|.*[&;]\w+;.*|.{80,}"
)
_BRANCH = re.compile(r" \(.+\)$")  # "Leonardo (Poland)": a branch of a firm, never meant by its bare name
_LEGISLATOR_SOURCES = ("congress", "fb15k", "wikitrivia")
_STATE_FROM_NAME = frozenset(
    {"armed_force", "military_command", "ministry", "government_body", "defence_institution", "office", "military_base"}
    | {"news_media"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the sources; ``state`` is filled in when it is settled which state it belongs to."""

    qid: str
    kind: str
    label: str
    aliases: tuple[str, ...]
    country: str
    source: str
    demonyms: tuple[str, ...]
    note: str
    state: str = ""
    old_label: str = ""

    @property
    def weight(self) -> int:
        """In how many sources it stands: how well known it is."""
        return self.source.count("+") + 1

    @property
    def is_sovereign(self) -> bool:
        """True for states that the list of country codes, the Factbook and both graph data sets know."""
        return "factbook" in self.source and "fb15k" in self.source

    @property
    def year(self) -> int | None:
        """The year in the note, where there is one."""
        return year_of(self.note)


def year_of(note: str) -> int | None:
    """The year in a note (``year:1943``), None where there is none."""
    found = _YEAR.search(note)
    return int(found[1]) if found else None


@lru_cache(maxsize=1)
def kinds_table() -> Mapping[str, Mapping[str, Any]]:
    """``data/kinds.toml``: kind -> its classes, whether it is scanned for, which guessed rows are kept."""
    return tomllib.loads((_DATA / "kinds.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _unwanted() -> frozenset[str]:
    lines = (_DATA / "unwanted.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def select(rows: Iterable[Row], corrections: Iterable[Mapping[str, str]]) -> list[Row]:
    """The rows worth keeping, each under its right kind; ``corrections`` is ``data/corrections.tsv``."""
    mends = {(line["kind"], line["label"]): line for line in corrections}
    kept = (_corrected(row, mends) for row in rows)
    return _without_branches([replace(row, kind=_kind(row)) for row in kept if row is not None and _is_wanted(row)])


def _without_branches(rows: list[Row]) -> list[Row]:
    """Of several firms of one name only the one that is known beyond the register of research bodies (ROR)."""
    known = {row.label for row in rows if row.kind == "defence_company" and row.source != "ror"}
    return [row for row in rows if row.kind != "defence_company" or row.source != "ror" or row.label not in known]


def _corrected(row: Row, mends: Mapping[tuple[str, str], Mapping[str, str]]) -> Row | None:
    line = mends.get((row.kind, row.label))
    if line is None:
        return row
    if line["new_kind"] == "-":
        return None
    label = line["new_label"] or row.label
    note = row.note if row.note.startswith("year") else ""  # looked at by a person: no longer a guess
    return replace(
        row, kind=line["new_kind"], label=label, aliases=(row.label, *row.aliases), old_label=row.label, note=note
    )


def _kind(row: Row) -> str:
    if row.kind in _PERSONS:
        return "person"
    return "state" if row.kind == "country" else row.kind


def _is_wanted(row: Row) -> bool:
    if row.kind in _DROPPED:
        return False
    if row.kind == "legislator":
        return any(name in row.source for name in _LEGISLATOR_SOURCES)
    if row.kind in _PERSONS:
        ends = [term.end for term in read_terms(row.note)]
        return not ends or any(end is None or end >= _FIRST_YEAR for end in ends)
    if row.kind == "news_media":
        return row.weight > 1 or "newspapers" not in row.source
    if row.kind == "war_conflict" and (row.year or _FIRST_WAR) < _FIRST_WAR:
        return False
    if row.kind == "defence_company" and _BRANCH.search(row.label):
        return False
    guessed = _GUESSED.fullmatch(row.note)
    return guessed is None or guessed["cls"] in kinds_table()[_kind(row)].get("guessed", ())


def settle(rows: Iterable[Row], states: StateNames) -> Iterator[Row]:
    """Each row with clean aliases, the usual name as label of a state, and the name of its state."""
    for row in rows:
        label = states.of_item.get(row.qid, row.label)
        state = states.of_item.get(row.country, "")
        if not state and row.kind in _STATE_FROM_NAME:
            state = next(filter(None, map(states.mentioned, (label, *row.aliases))), "")
        old = row.old_label or row.label
        yield replace(row, label=label, aliases=_clean(row, label), state=state, old_label=old)


def _clean(row: Row, label: str) -> tuple[str, ...]:
    """The aliases that can stand in running text."""
    qualified = f"{label} ("
    return tuple(
        alias
        for alias in dict.fromkeys(row.aliases)
        if alias != label
        and not _NOISE.fullmatch(alias)
        and not alias.startswith(qualified)
        and (alias[0].isupper() or alias[0].isdigit() or alias.startswith("the "))
        and len(alias) > 1
        and fold(alias) not in _unwanted()
    )


def without_state(row: Row, states: StateNames) -> str:
    """The label without the words for its state (``Danish Ministry of Defence`` -> Ministry of Defence), or empty.

    Kept only where what is left is the name of a sort of body, so that it may stand for the body of the state in hand.
    """
    if row.kind not in _BARE_KINDS:
        return ""
    words = re.sub(r"\s*[(,].*", "", row.label).split()
    bare = " ".join(word for word in words if states.by_key.get(fold(word)) != row.state and word != "Federal")
    bare = _OF_STATE.sub("", bare.replace(f" of the {row.state}", "").replace(f" of {row.state}", "")).strip()
    return bare if bare != row.label and _SORT_OF_BODY.search(bare) else ""


_BARE_KINDS = frozenset({"ministry", "armed_force", "office"})
_OF_STATE = re.compile(r" of(?: the)?(?: (?:Republic|Kingdom|Federation|People's Republic)(?: of(?: the)?)?)?$")
_SORT_OF_BODY = re.compile(
    r"\b(?:Ministry|Department|Army|Navy|Air Force|Armed Forces|Defen[cs]e Forces?|"
    r"Minister|Chief|Secretary|President)\b"
)

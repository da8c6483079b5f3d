"""What an article tells, in the form that people annotate it in; graphs are brought to the same form.

A file ``ID.gold.json`` beside or apart from its article ``ID.json``::

    {"id": "7", "situations": [{"type": "Signature", "roles": {"party": ["Kenya", "Japan"]}, "when": "2024-03-05",
        "claims": [{"polarity": "affirmed", "certainty": "certain", "temporality": "past", "assertedBy": null,
                    "quotes": ["Kenya and Japan signed a pact"]}]}],
     "offices": [{"holder": "Ana Ruiz", "office": "chief", "of": "Chile"}], "links": {"Kenya": "Q114"}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import ArticleError

__all__ = ["SUFFIX", "Annotation", "Called", "Office", "Presentation", "Told", "read_annotation"]

SUFFIX = ".gold.json"
"""How the names of annotations end."""

#: Everything that one filler is called: an annotation gives one name, a graph all its labels.
Called: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Presentation:
    """One way in which an article presents a situation. ``sources`` are the names of who says so, none for the article.

    ``rule`` and ``confidence`` are those of the reading; an annotation has none.
    """

    polarity: str
    certainty: str
    temporality: str
    sources: Called
    quotes: tuple[str, ...]
    rule: str = field(default="", compare=False)
    confidence: float | None = field(default=None, compare=False)

    @property
    def values(self) -> tuple[str, str, str]:
        """Polarity, certainty and temporality."""
        return self.polarity, self.certainty, self.temporality

    @property
    def is_settled(self) -> bool:
        """Affirmed, certain and not future."""
        return self.polarity == "affirmed" and self.certainty == "certain" and self.temporality != "future"


@dataclass(frozen=True, slots=True)
class Told:
    """One situation: its type, the fillers of each role, when it was, and how it is presented."""

    type: str
    roles: Mapping[str, tuple[Called, ...]]
    when: str | None
    claims: tuple[Presentation, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """That somebody holds an office; ``of`` is empty where nothing says of what."""

    holder: Called
    office: Called
    of: Called

    @property
    def parts(self) -> tuple[Called, Called, Called]:
        """Holder, office, and what it is an office of."""
        return self.holder, self.office, self.of


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that is told in one article; ``links`` maps names to Wikidata items."""

    situations: tuple[Told, ...] = ()
    offices: tuple[Office, ...] = ()
    links: Mapping[str, frozenset[str]] = field(default_factory=dict)


def read_annotation(path: Path) -> Annotation:
    """The annotation in ``path``; raises ArticleError, with the place and the mend, for a file that is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ArticleError(str(path), f"cannot be read ({error.strerror or error})") from error
    except (ValueError, RecursionError) as error:
        raise ArticleError(str(path), f"is not JSON in UTF-8 ({error}); mend it at that place") from error
    try:
        return Annotation(
            tuple(_told(situation) for situation in data["situations"]),
            tuple(
                Office((office["holder"],), (office["office"],), _called(office.get("of")))
                for office in data.get("offices", [])
            ),
            {name: frozenset({item}) for name, item in data.get("links", {}).items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"lacks {error}" if isinstance(error, KeyError) else "is not of the form of an annotation"
        raise ArticleError(str(path), f"{reason}; see kg/evaluation/annotation.py for the form") from error


def _told(data: Mapping[str, Any]) -> Told:
    roles = {role: tuple((str(name),) for name in names) for role, names in data["roles"].items()}
    claims = tuple(
        Presentation(
            claim["polarity"],
            claim["certainty"],
            claim["temporality"],
            _called(claim.get("assertedBy")),
            tuple(claim["quotes"]),
        )
        for claim in data["claims"]
    )
    return Told(data["type"], roles, data.get("when"), claims)


def _called(name: str | None) -> Called:
    return (name,) if name else ()

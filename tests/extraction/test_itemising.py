"""Lists of transfers with a sum for each item, on a tree made by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from trees import token, tree

from kg.extraction.arguments import Arguments
from kg.extraction.itemising import itemised
from kg.extraction.lexicon import lexicon
from kg.extraction.triggers import Candidate
from kg.model import Amount, Certainty, Claim, Entity, EntityKind, Evidence, Polarity, Situation, Temporality

RIGA = Entity("State:Latvia", "Latvia", EntityKind.STATE)

TWO = (
    "sales/NNS/nsubj>1=sale include/VBP/ROOT>1 six/CD/nummod>3 radars/NNS/dobj>1=radar (/-LRB-/punct>3 $/$/appos>3 "
    "40m/CD/nummod>5 )/-RRB-/punct>3 and/CC/cc>3 the/DT/det>11 naval/JJ/amod>11 guns/NNS/conj>3=gun (/-LRB-/punct>11 "
    "$/$/appos>11 1m/CD/nummod>13 )/-RRB-/punct>11"
)
ONE = (
    "sales/NNS/nsubj>1=sale include/VBP/ROOT>1 radars/NNS/dobj>1 "
    "(/-LRB-/punct>2 $/$/appos>2 40m/CD/nummod>4 )/-RRB-/punct>2"
)
BARE = TWO.replace("(/-LRB-/punct", ",/,/punct").replace(")/-RRB-/punct", ",/,/punct")


def parsed(text: str) -> Doc:
    """The tree with every "$ number" as a sum of money."""
    doc = tree(text)
    doc.ents = [Span(doc, t.i, t.i + 2, label="MONEY") for t in doc if t.text == "$"]
    return doc


def read(text: str, kind: str, word: str = "sales") -> tuple[Situation, ...]:
    trigger = token(parsed(text), word)
    frame = next(f for f in lexicon().frames if f.type == kind)
    claim = Claim(Polarity.AFFIRMED, Certainty.CERTAIN, Temporality.PAST, (Evidence(0, 5, "sales"),))
    told = Situation("s", kind, {"recipient": (RIGA,)}, (claim,))
    return itemised(Candidate(trigger, frame, Arguments()), told)


def test_each_item_has_its_sum() -> None:
    """A list in which each item has its own sum tells one transfer of each."""
    first, second = read(TWO, "ArmsTransfer")
    assert [f.name for f in first.roles["item"] if isinstance(f, Entity)] == ["six radars"]
    assert [f.name for f in second.roles["item"] if isinstance(f, Entity)] == ["naval guns"]
    assert [f.text for s in (first, second) for f in s.roles["amount"] if isinstance(f, Amount)] == ["$ 40m", "$ 1m"]
    assert first.roles["recipient"] == second.roles["recipient"] == (RIGA,)
    assert first.key != second.key


def test_each_item_is_quoted() -> None:
    """The quotation of the item is added to that of the list."""
    for situation in read(TWO, "MilitaryAid"):
        (item,) = (f.name for f in situation.roles["item"] if isinstance(f, Entity))
        assert [quote.exact for quote in situation.claims[0].evidence] == ["sales", item]


WHOLE = [
    (ONE, "ArmsTransfer", "sales", "a single sum is that of the whole"),
    (BARE, "ArmsTransfer", "sales", "sums without brackets need not be those of the items"),
    (TWO, "Visit", "sales", "only transfers are itemised"),
    (TWO, "ArmsTransfer", "guns", "items before the trigger are not its own"),
    ("sales/NNS/ROOT>0=sale rose/VBD/acl>0=rise", "ArmsTransfer", "sales", "no sums"),
    ("$/$/nsubj>2 5m/CD/nummod>0 bought/VBD/ROOT>2=buy", "ArmsTransfer", "$", "a sum that begins the text"),
]


@pytest.mark.parametrize(("text", "kind", "word"), [row[:3] for row in WHOLE], ids=[row[3] for row in WHOLE])
def test_what_stays_one(text: str, kind: str, word: str) -> None:
    """Without a sum of its own for each of several items the transfer is one."""
    assert [s.key for s in read(text, kind, word)] == ["s"]

"""Modality and attribution alone, on the gold claims: python benchmarks/modality.py GOLD_DIR [-v]

For every quote of every gold claim the likely trigger is looked up (the first word of the quote that the situation
type's word list knows, else the quote's syntactic root), so that neither
finding situations nor their roles is measured.
Accuracy counts claims (right where one of its quotes is); attribution is scored as precision, recall and F1 over the
claims, a pronoun as source counting as right where the gold names somebody (resolving it is another layer's work).
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg.analysis.document import analyse
from kg.analysis.loading import DEFAULT, load
from kg.extraction.attribution import source_of
from kg.extraction.modality import claim_values
from kg.model import Article

_PRONOUNS = {"he", "she", "they", "i", "we", "it"}
_WORDS = {
    "Negotiation": "talk negotiat discuss bargain",
    "DomesticApproval": "approv authori clear endors green light vot",
    "Signature": "sign ink conclud agree pact initial treat accord",
    "ConsentToBeBound": "ratif accept acced accession",
    "EntryIntoForce": "force effect place",
    "Renewal": "renew exten",
    "Expiry": "expir lapse end",
    "Suspension": "suspend",
    "Termination": "terminat withdr expel",
    "Consultation": "meet met talk discuss call spoke summit dialog consult converg event readout held reaffirm",
    "Visit": "visit travel trip depart arriv host head",
    "JointExercise": "exercise drill event conduct particip hosted happen held occur manoeuv iteration shield",
    "Training": "train course instruct",
    "JointOperation": "operation patrol mission presence",
    "Deployment": "deploy station sent send personnel rotat travel head",
    "ArmsTransfer": "sale sell purchas deliver suppl receiv provid donat handover present sold buy bought trade access",
    "MilitaryAid": "assist aid package fund support",
    "BasingOrAccess": "basing base facilit access port area open",
    "InformationSharing": "shar exchange",
    "JointDevelopment": "acqui develop join build assembl licens open deal purchase bid sale",
    "Announcement": "announce press silent interview acknowledg",
    "Incident": "attack strike assault bomb kill operation",
}


def main() -> int:
    """Prints both figures; with -v each wrong claim."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--pipeline", default=DEFAULT)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    nlp = load(args.pipeline)
    tally: Counter[str] = Counter()
    for gold_path in sorted(args.gold.glob("*.gold.json")):
        gold = json.loads(gold_path.read_text(encoding="utf-8"))
        raw = json.loads((args.gold / gold_path.name.replace(".gold", "")).read_text(encoding="utf-8"))
        article = Article(id=gold["id"], text=f"{raw.get('title') or ''}\n{raw['text']}", date=raw.get("date"))
        ((_, doc),) = analyse(nlp, [article])
        for situation in gold["situations"]:
            for claim in situation["claims"]:
                score(doc, len(article.title), situation["type"], claim, tally, verbose=args.verbose)
    right, total = tally["modality"], tally["claims"]
    precision = tally["tp"] / (tally["tp"] + tally["fp"] or 1)
    recall = tally["tp"] / (tally["tp"] + tally["fn"] or 1)
    f1 = 2 * precision * recall / (precision + recall or 1)
    print(
        f"modality {right}/{total} = {right / total:.3f} (by quote {tally['q right'] / tally['q']:.3f} of {tally['q']})"
    )
    print(f"attribution P {precision:.2f} R {recall:.2f} F1 {f1:.2f} ({tally['tp'] + tally['fn']} gold)")
    return 0


def score(doc: Doc, title_end: int, kind: str, claim: dict[str, Any], tally: Counter[str], *, verbose: bool) -> None:
    """Counts one gold claim."""
    expected = (claim["polarity"], claim["certainty"], claim["temporality"])
    triggers = [t for quote in claim["quotes"] if (t := trigger_of(doc, kind, quote)) is not None]
    if not triggers:
        return
    found = [tuple(v.value for v in claim_values(t, in_headline=t.idx < title_end)) for t in triggers]
    tally["claims"] += 1
    tally["q"] += len(found)
    tally["q right"] += sum(values == expected for values in found)
    tally["modality"] += expected in found
    if verbose:
        for values, trigger, quote in zip(found, triggers, claim["quotes"], strict=False):
            if values != expected:
                print("MOD", "  " if expected in found else "**", kind, expected, values, f"[{trigger}] {quote}")
    sources = [s for t in triggers if (s := source_of(t)) is not None and s.source is not None]
    gold = claim["assertedBy"]
    agreeing = [s for s in sources if gold and same(gold, s.source)]
    tally["tp"] += bool(agreeing)
    tally["fn"] += bool(gold) and not agreeing
    tally["fp"] += bool(sources) and not agreeing and len(sources) * 2 > len(triggers)
    if verbose and (bool(gold) != bool(agreeing) or (sources and not gold)):
        print("ATT", kind, gold, [s.source and s.source.text for s in sources], claim["quotes"])


def same(gold: str, source: Span | None) -> bool:
    """True for a shared word of four letters, or a pronoun."""
    text = source.text.lower() if source is not None else ""
    words = set(re.findall(r"\w{3,}", gold.lower()))
    return text in _PRONOUNS or bool(words & set(re.findall(r"\w{3,}", text)))


def trigger_of(doc: Doc, kind: str, quote: str) -> Token | None:
    """The likely trigger of a quote: its first word that starts like a word of its type, else its root."""
    start = doc.text.find(quote)
    span = doc.char_span(start, start + len(quote), alignment_mode="expand") if start >= 0 else None
    if span is None:
        return None
    stems = _WORDS[kind].split()
    return next((t for t in span if t.lower_.startswith(tuple(stems)) and t.tag_[0] in "NVJ"), span.root)


if __name__ == "__main__":
    sys.exit(main())

"""Readers of the public corpora: each gives documents, lists of :class:`~training.labels.Sentence` in reading order."""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import spacy

from training.amounts import MONTHS, UNITS, WEEKDAYS
from training.conllu import Sentence as Tree
from training.conllu import open_text
from training.labels import TITLES, Entity, Names, Sentence, finish, geographic, miscellaneous, without_title

__all__ = ["Document", "crossner", "grobid", "gum_entities", "re3d", "redocred", "tokens", "uner", "wikigold"]

Document = list[Sentence]
NLP = spacy.blank("en")

PERSONS = frozenset(["politician", "person", "scientist", "writer", "musicalartist", "researcher"])
ORGANISATIONS = frozenset(["politicalparty", "organisation", "university", "band"])
GROBID = {
    "PERSON": "PERSON", "LOCATION": "LOCATION", "ORGANISATION": "ORG", "INSTITUTION": "ORG", "BUSINESS": "ORG",
    "MEDIA": "ORG", "SPORT_TEAM": "ORG", "EVENT": "EVENT", "LEGAL": "LAW", "PERIOD": "DATE", "NATIONAL": "NORP",
    "PERSON_TYPE": "NORP", "INSTALLATION": "FAC", "ARTIFACT": "PRODUCT", "MEASURE": None, "CONCEPT": None,
    "TITLE": None, "ANIMAL": None, "SUBSTANCE": None, "PLANT": None,
}  # fmt: skip
NAME_PARTICLES = frozenset(["of", "de", "von", "van", "al", "bin", "the", ".", "-", "al-"])
LINKERS = frozenset(["of", "for", "the", "and", "on", "to", "-", "in", "against", "’s", "'s", "al", "de"])
PRONOUNS = frozenset(["i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "who", "which"])
"""re3d marks them as mentions of persons and organisations; they are no names."""
OFFICE_WORDS = TITLES | {"High", "Staff", "Permanent", "HE", "H.E."}


def tokens(text: str) -> list[str]:
    """Words of ``text`` as spaCy's English tokenizer cuts them, without white space."""
    return [token.text for token in NLP.make_doc(text) if not token.is_space]


def bio_spans(tags: Iterable[str]) -> list[Entity]:
    spans: list[Entity] = []
    start: int | None = None
    label = ""
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and (tag[0] != "I" or tag[2:] != label):
            spans.append((start, i, label))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, label = i, tag[2:]
    return spans


def _columns(text: str, word: int = 0, tag: int = -1) -> Iterator[tuple[list[str], list[str]]]:
    words: list[str] = []
    tags: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith(("# ", "-DOCSTART")):
            continue
        cells = line.split("\t") if "\t" in line else line.split()
        if len(cells) > 1 and cells[word]:
            words.append(cells[word])
            tags.append(cells[tag] if cells[tag] != "-" else "O")
        elif not line.strip() and words:
            yield words, tags
            words, tags = [], []


def _four_labels(words: list[str], spans: Iterable[Entity], names: Names) -> tuple[list[Entity], list[tuple[int, int]]]:
    """PER, ORG, LOC, MISC (and Re-DocRED's TIME, NUM) to this project's labels."""
    entities: list[Entity] = []
    unknown: list[tuple[int, int]] = []
    for start, end, given in spans:
        label = given.upper()
        if label == "PER":
            entities.append((*without_title(words, start, end), "PERSON"))
        elif label == "ORG":
            people = end - start == 1 and words[start] in names.peoples
            entities.append((start, end, "NORP" if people else "ORG"))
        elif label == "LOC":
            entities.append((start, end, geographic(words[start:end], names)))
        elif label == "TIME":
            entities.append((start, end, "DATE"))
        elif label == "MISC":
            found = miscellaneous(words[start:end], names)
            if found:
                entities.append((start, end, found))
            else:
                unknown.append((start, end))
    return entities, unknown


def redocred(path: Path, names: Names) -> list[Document]:
    """Wikipedia introductions (Tan et al. 2022, MIT)."""
    documents = []
    for item in json.loads(open_text(path)):
        mentions: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
        for vertex in item["vertexSet"]:
            for mention in vertex:
                mentions[mention["sent_id"]][tuple(mention["pos"])] = mention["type"]
        document = []
        for i, sentence in enumerate(item["sents"]):
            words = [word if word.strip() else "\u00a0" for word in sentence]
            spans = [(s, e, label) for (s, e), label in mentions[i].items() if e <= len(words)]
            document.append(finish(words, *_four_labels(words, spans, names), names))
        documents.append(document)
    return documents


def crossner(path: Path, names: Names) -> Document:
    """One split of one CrossNER domain (Liu et al. 2021, MIT), as a single list of sentences."""
    sentences = []
    for words, tags in _columns(open_text(path)):
        entities: list[Entity] = []
        unknown: list[tuple[int, int]] = []
        for start, end, label in bio_spans(tags):
            found = _crossner_label(words[start:end], label, names)
            if found == "PERSON":
                entities.append((*without_title(words, start, end), found))
            elif found:
                entities.append((start, end, found))
            else:
                unknown.append((start, end))
        sentences.append(finish(words, entities, unknown, names))
    return sentences


def _crossner_label(words: list[str], label: str, names: Names) -> str | None:
    people = len(words) == 1 and words[0] in names.peoples
    if label in PERSONS:
        return "PERSON"
    if label in ORGANISATIONS:
        return "NORP" if people else "ORG"
    if label in ("election", "event", "conference"):
        return "EVENT"
    if label == "country":
        return "NORP" if people else "GPE"
    if label == "location":
        return geographic(words, names)
    return miscellaneous(words, names) if label == "misc" else None


def uner(path: Path, names: Names) -> Document:
    """Universal NER on a UD treebank (Mayhew et al. 2024): PER, ORG, LOC."""
    return [
        finish(words, *_four_labels(words, bio_spans(tags), names), names)
        for words, tags in _columns(open_text(path), 1, 2)
    ]


def wikigold(path: Path, names: Names) -> Document:
    """Wikipedia sentences (Balasuriya et al. 2009, CC BY 4.0)."""
    return [
        finish(words, *_four_labels(words, bio_spans(tags), names), names) for words, tags in _columns(open_text(path))
    ]


def grobid(path: Path, names: Names) -> Document:
    """A file of the GROBID-NER corpus (Apache-2.0): Wikipedia articles in XML."""
    sentences = []
    for match in re.findall(r"<sentence[^>]*>(.*?)</sentence>", open_text(path), re.DOTALL):
        source = re.sub(r"(?<=[A-Za-z]) - (?=[A-Za-z])", "-", match)
        words: list[str] = []
        spans: list[tuple[int, int, str]] = []
        opened: tuple[int, str] | None = None
        for part in re.split(r"(<ENAMEX[^>]*>|</ENAMEX>)", source):
            if part.startswith("<ENAMEX"):
                kind = re.search(r"type=\s*\"(\w+)", part)
                opened = (len(words), kind.group(1)) if kind else None
            elif part.startswith("</ENAMEX"):
                if opened and opened[0] < len(words):
                    spans.append((opened[0], len(words), opened[1]))
                opened = None
            else:
                words += tokens(re.sub(r"\s+", " ", html.unescape(re.sub("<[^>]+>", "", part))).strip())
        entities: list[Entity] = []
        unknown: list[tuple[int, int]] = []
        for span in spans:
            _grobid_span(words, span, names, entities, unknown)
        if len(words) > 2:
            sentences.append(finish(words, entities, unknown, names))
    return sentences


def _grobid_span(
    words: list[str], span: Entity, names: Names, entities: list[Entity], unknown: list[tuple[int, int]]
) -> None:
    start, end, kind = span
    label = GROBID.get(kind, "?")
    inside = words[start:end]
    capital = any(word[:1].isupper() for word in inside)
    if label == "?":
        unknown.append((start, end))
    elif label == "PERSON":
        start, end = without_title(words, start, end)
        named = all(word[:1].isupper() or word in NAME_PARTICLES for word in words[start:end])
        if named:
            entities.append((start, end, "PERSON"))
        else:
            unknown.append((start, end))
    elif label == "LOCATION":
        entities += _listed_places(words, start, end, names)
    elif label == "NORP":
        entities += [(i, i + 1, "NORP") for i in range(start, end) if words[i] in names.peoples]
    elif label == "DATE":
        while start < end and words[start].lower() in ("until", "from", "in", "on", "by", "since", "between", "during"):
            start += 1
        dated = any(w[:1].isdigit() or w in MONTHS | WEEKDAYS or w.lower() in UNITS for w in words[start:end])
        if dated:
            entities.append((start, end, "DATE"))
    elif label and capital:
        start += inside[0] in ("the", "The", "a", "an")
        entities.append((start, end, label))


def _listed_places(words: list[str], start: int, end: int, names: Names) -> Iterator[Entity]:
    """Places, one span each where the corpus marks a list as one."""
    begin = start
    for i in range(start, end + 1):
        if i == end or words[i] in ("and", ",", "or", "&"):
            if i > begin and words[begin][:1].isupper():
                yield begin, i, geographic(words[begin:i], names)
            begin = i + 1


def re3d(folder: Path, names: Names) -> list[Document]:
    """One source of Dstl's relationship and entity extraction data set; a document is one item."""
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in open_text(folder / "entities.json").splitlines():
        if line.strip():
            entity = json.loads(line)
            by_document[entity["documentId"]].append(entity)
    documents = []
    for line in open_text(folder / "documents.json").splitlines():
        if line.strip():
            item = json.loads(line)
            documents.append([_re3d_text(item["text"], by_document[item["_id"]], names)])
    return documents


def _re3d_text(text: str, marks: list[dict[str, Any]], names: Names) -> Sentence:
    doc = NLP.make_doc(text)
    words = [token.text for token in doc]
    entities: list[Entity] = []
    unknown: list[tuple[int, int]] = []
    used: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda e: (-e["confidence"], e["begin"] - e["end"])):
        begin, stop = mark["begin"], mark["end"]
        if mark["confidence"] < 0.5 or any(begin < b and a < stop for a, b in used):
            continue
        span = doc.char_span(begin, stop, alignment_mode="expand")
        if span is None or not len(span):
            continue
        used.append((begin, stop))
        _re3d_span(words, span.start, span.end, mark["type"], names, entities, unknown)
    sentence = finish(words, [x for x in entities if x[0] < x[1]], unknown, names)
    sentence.spaces = [bool(token.whitespace_) for token in doc]
    return sentence


def _re3d_span(
    words: list[str],
    start: int,
    end: int,
    kind: str,
    names: Names,
    entities: list[Entity],
    unknown: list[tuple[int, int]],
) -> None:
    while start < end and words[start].lower() in ("the", "a", "an", "its", "his", "their"):
        start += 1
    if end - start > 1 and words[end - 1] in ("'s", "’s"):
        end -= 1
    if start >= end:
        return
    inside = words[start:end]
    capital = any(word[:1].isupper() for word in inside)
    if len(inside) == 1 and inside[0].lower() in PRONOUNS:
        return
    if inside[0] == "of" or "°" in inside:  # the rest of an office cut in two; coordinates
        unknown.append((start, end))
    elif kind == "Person":
        name = _after_office(words, start, end)
        unknown.extend((i, i + 1) for i in range(start, name) if words[i] not in names.peoples)
        start = name
        if all(word[:1].isupper() or word in NAME_PARTICLES for word in words[start:end]):
            entities.append((start, end, "PERSON"))
        elif capital:
            unknown.append((start, end))
    elif kind == "Organisation":
        if " ".join(inside) in names.states:
            entities.append((start, end, "GPE"))
        elif all(word[:1].isupper() or word[:1].isdigit() or word.lower() in LINKERS for word in inside):
            people = end - start == 1 and words[start] in names.peoples
            entities.append((start, end, "NORP" if people else "ORG"))
        elif capital:
            unknown.append((start, end))
    elif kind == "Location":
        while start < end and not words[start][:1].isupper():
            start += 1
        if start < end and words[end - 1][:1].isupper():
            entities.extend(_listed_places(words, start, end, names))
        elif start < end:
            unknown.append((start, end))
    elif kind in ("Nationality", "Temporal", "Money"):
        entities.append((start, end, {"Nationality": "NORP", "Temporal": "DATE", "Money": "MONEY"}[kind]))
    elif kind == "DocumentReference" and inside[0][:1].isupper() and miscellaneous(inside, names) == "LAW":
        entities.append((start, end, "LAW"))
    elif kind in ("Weapon", "MilitaryPlatform", "Vehicle") and any(
        word[:1].isupper() and any(c.isdigit() for c in word) for word in inside
    ):
        entities.append((start, end, "PRODUCT"))


def _after_office(words: list[str], start: int, end: int) -> int:
    """Where the name begins in "Iraqi President Fuad Masum", whose state and office the corpus takes into the name."""
    begin = start
    for i in range(start, end - 1):
        if words[i] in OFFICE_WORDS:
            begin = i + 1
    return begin


def gum_entities(tree: Tree, names: Names) -> Sentence:
    """Named entities of one GUM sentence, cut out of its nested mentions (heads tagged NNP or NNPS)."""
    words = tree.words
    entities: list[Entity] = []
    unknown: list[tuple[int, int]] = []
    for start, end, fields in sorted(_gum_mentions(tree), key=lambda m: m[1] - m[0]):
        if len(fields) > 1:
            _gum_span(tree, start, end, fields, names, entities, unknown)
    return finish(words, entities, unknown, names)


def _gum_mentions(tree: Tree) -> Iterator[tuple[int, int, list[str]]]:
    opened: list[tuple[int, list[str]]] = []
    for i, row in enumerate(tree.rows):
        match = re.search(r"Entity=([^|]+)", row[9])
        for bracket in re.findall(r"\([^()]+\)?|[^()]+\)", match.group(1)) if match else []:
            if bracket.startswith("("):
                fields = bracket.strip("()").split("-")
                if bracket.endswith(")"):
                    yield i, i + 1, fields
                else:
                    opened.append((i, fields))
                continue
            group = bracket.strip(")").split("-")[0]
            for k in range(len(opened) - 1, -1, -1):
                if opened[k][1][0] == group:
                    start, fields = opened.pop(k)
                    yield start, i + 1, fields
                    break


def _gum_span(
    tree: Tree,
    start: int,
    end: int,
    fields: list[str],
    names: Names,
    entities: list[Entity],
    unknown: list[tuple[int, int]],
) -> None:
    kind, words = fields[1], tree.words
    head = _gum_head(tree, start, end, fields)
    if tree.rows[head][4] not in ("NNP", "NNPS"):
        return
    start, end = _name_around(tree, start, end, head, kind)
    inside = words[start:end]
    people = end - start == 1 and inside[0] in names.peoples
    if kind == "person":
        start, end = without_title(words, start, end)
        entities.append((start, end, "NORP" if people else "PERSON"))
    elif kind == "organization":
        state = " ".join(inside) in names.states
        entities.append((start, end, "GPE" if state else "NORP" if people else "ORG"))
    elif kind == "place":
        entities.append((start, end, geographic(inside, names)))
    elif kind == "event" and inside[0] not in MONTHS | WEEKDAYS:
        entities.append((start, end, "EVENT"))
    elif kind in ("object", "abstract"):
        found = miscellaneous(inside, names)
        if found and (kind == "abstract" or found == "PRODUCT"):
            entities.append((start, end, found))
        else:
            unknown.append((start, end))


def _gum_head(tree: Tree, start: int, end: int, fields: list[str]) -> int:
    minimal = [start + int(k) - 1 for k in fields[5].split(",")] if len(fields) > 5 and fields[5][:1].isdigit() else []
    inside = [k for k in minimal if start <= k < end]
    if inside:
        return inside[-1]
    outside = (k for k in range(start, end) if not start <= int(tree.rows[k][6]) - 1 < end)
    return next(outside, end - 1)


def _name_around(tree: Tree, start: int, end: int, head: int, kind: str) -> tuple[int, int]:
    """The proper name around ``head`` within the mention: capitalised words, and "of", "for", "and" between them."""
    words = tree.words

    def named(k: int) -> bool:
        tag = tree.rows[k][4]
        common = words[k][:1].isupper() and tag in ("JJ", "NN", "NNS", "VBN", "VBG")
        return start <= k < end and (tag in ("NNP", "NNPS", "CD") or common or words[k] in ("-", "&"))

    joins = kind in ("organization", "event", "abstract")
    left, right = head, head + 1
    while left - 1 >= start:
        if named(left - 1):
            left -= 1
        elif joins and words[left - 1] in ("of", "for", "and") and named(left - 2):
            left -= 2
        elif joins and words[left - 1] == "the" and words[left - 2] in ("of", "for") and named(left - 3):
            left -= 3
        else:
            break
    while right < end:
        if named(right):
            right += 1
        elif (joins or kind == "place") and words[right] in ("of", "for") and right + 1 < end and named(right + 1):
            right += 2
        else:
            break
    return left, right

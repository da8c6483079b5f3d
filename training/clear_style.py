"""Turns UD 2 trees of English into the dependency scheme of spaCy's English pipelines (ClearNLP style).

There, prepositions and copulas are heads (``prep``/``pobj``, ``attr``), objects are ``dobj``, the passive agent
hangs from
``agent``, and conjuncts form a chain. Scheme: Choi & Palmer, "Guidelines for the CLEAR style constituent to dependency
conversion", 2012; labels as spaCy's ``en_core_web_*`` list them.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.conllu import Row
from training.lexicon import words

__all__ = ["ConversionError", "convert"]

SPEECH = words("clear_style", "speech")
RENAMED = {
    "obj": "dobj", "iobj": "dative", "nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "nsubj:outer": "nsubj",
    "csubj:outer": "csubj", "aux:pass": "auxpass", "acl:relcl": "relcl", "advcl:relcl": "advcl", "compound:prt": "prt",
    "nmod:poss": "poss", "det:predet": "predet", "cc:preconj": "preconj", "discourse": "intj", "vocative": "npadvmod",
    "obl:unmarked": "npadvmod", "nmod:unmarked": "npadvmod", "obl:tmod": "npadvmod", "nmod:tmod": "npadvmod",
    "obl:npmod": "npadvmod", "nmod:npmod": "npadvmod", "nmod:desc": "compound", "flat": "compound", "fixed": "advmod",
    "list": "dep", "goeswith": "compound", "reparandum": "dep", "orphan": "dep", "dislocated": "dep", "obl": "npadvmod",
    "obl:agent": "agent", "flat:foreign": "compound", "cop": "aux",
}  # fmt: skip
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X", "DET"})
# what a dependent with a preposition may be; others (compound, say) keep their place
WITH_CASE = words("clear_style", "with_case")
PREPOSITION_LABEL = {
    "obl:agent": "agent", "root": "root", "conj": "conj", "advcl": "advcl", "ccomp": "ccomp", "parataxis": "parataxis",
    "list": "list", "orphan": "dep", "dep": "dep", "reparandum": "reparandum", "nsubj": "nsubj", "acl:relcl": "relcl",
}  # fmt: skip
SUBORDINATORS = words("clear_style", "subordinators")
CASE_POS = frozenset({"ADP", "SCONJ", "VERB", "ADV", "ADJ", "PART", "CCONJ", "X", "NOUN"})
NEGATIONS = frozenset({"not", "n't", "n’t", "’t", "never"})


class ConversionError(ValueError):
    """The rules left a cycle or no single root; the caller drops the sentence."""


@dataclass(slots=True)
class _Tree:
    heads: list[int]
    labels: list[str]
    pos: list[str]
    tags: list[str]
    lemmas: list[str]

    def children(self, head: int) -> list[int]:
        return [i for i, h in enumerate(self.heads) if h == head]

    def take_place(self, old: int, new: int) -> None:
        self.heads[new], self.labels[new] = self.heads[old], self.labels[old]

    def is_ancestor(self, above: int, below: int) -> bool:
        while below >= 0:
            if below == above:
                return True
            below = self.heads[below]
        return False


def convert(rows: list[Row]) -> tuple[list[int], list[str]]:
    """Heads (0-based, -1 for the root) and labels of one UD tree in spaCy's English scheme.

    Raises ConversionError where the result is no tree.
    """
    tree = _Tree(
        heads=[int(row[6]) - 1 for row in rows],
        labels=[row[7] for row in rows],
        pos=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        lemmas=[row[2].lower() for row in rows],
    )
    _names(tree)
    _copulas(tree)
    _reported_speech(tree)
    _prepositions(tree)
    _gerunds(tree)
    _small_labels(tree)
    _coordination(tree)
    _rename(tree)
    _check(tree)
    _punctuation(tree)
    return tree.heads, tree.labels


def _names(tree: _Tree) -> None:
    """The last part of a flat name becomes its head."""
    for head in range(len(tree.heads)):
        parts = [c for c in tree.children(head) if tree.labels[c] == "flat" and c > head]
        names = {"PROPN", "X", "NOUN"}
        if not parts or tree.pos[head] not in names or tree.pos[parts[-1]] not in names:
            continue
        last = parts[-1]
        others = [c for c in tree.children(head) if c != last]
        tree.take_place(head, last)
        for child in others:
            tree.heads[child] = last
        for part in parts[:-1]:
            tree.labels[part] = "compound"
        tree.heads[head], tree.labels[head] = last, "compound"


def _copulas(tree: _Tree) -> None:
    for copula in range(len(tree.heads)):
        predicate = tree.heads[copula]
        if tree.labels[copula] != "cop" or predicate < 0:
            continue
        if any(tree.labels[k] == "cop" and tree.heads[k] == predicate and k < copula for k in range(len(tree.heads))):
            continue
        kids = [k for k in tree.children(predicate) if k != copula]
        tree.take_place(predicate, copula)
        tree.heads[predicate] = copula
        tree.labels[predicate] = _predicate_label(tree, predicate, kids)
        outer = any(tree.labels[k] in ("nsubj:outer", "csubj:outer") for k in kids)
        for kid in kids:
            if _moves_to_copula(tree, kid, copula, predicate, outer):
                tree.heads[kid] = copula


def _predicate_label(tree: _Tree, predicate: int, kids: list[int]) -> str:
    if any(tree.labels[k] == "case" for k in kids):
        return "obl"
    pos = tree.pos[predicate]
    if pos in NOMINAL:
        return "attr"
    if pos == "ADJ" or tree.tags[predicate] in ("VBN", "JJ", "VBG"):
        return "acomp"
    if pos == "ADV":
        return "advmod"
    if pos in ("VERB", "AUX"):
        return "xcomp" if any(tree.labels[k] == "mark" for k in kids) else "ccomp"
    return "attr"


def _moves_to_copula(tree: _Tree, kid: int, copula: int, predicate: int, outer: bool) -> bool:
    label, pos = tree.labels[kid], tree.pos[predicate]
    if label == "punct":
        return True
    if outer:
        return label in ("nsubj:outer", "csubj:outer") or (label in ("aux", "mark", "advmod", "cc") and kid < copula)
    if label.startswith(
        ("nsubj", "csubj", "aux", "expl", "advcl", "parataxis", "discourse", "vocative", "cc", "dislocated", "list")
    ):
        return True
    if label == "mark":
        return kid < copula or pos != "VERB"
    if label == "advmod":
        return kid <= copula or kid > predicate or tree.lemmas[kid] in ("not", "n't", "never")
    if label in ("obl", "obl:unmarked", "obl:tmod", "obl:npmod", "obl:agent"):
        return pos in NOMINAL or kid < copula
    if label == "ccomp":
        return pos in NOMINAL
    if label == "conj":
        clausal = any(tree.labels[q].startswith(("nsubj", "cop")) for q in tree.children(kid))
        return clausal or tree.pos[kid] in ("VERB", "AUX")
    return False


def _reported_speech(tree: _Tree) -> None:
    """ "..., he said": the verb of saying becomes the head, what is said its ``ccomp``."""
    for verb in range(len(tree.heads)):
        said = tree.heads[verb]
        if tree.labels[verb] != "parataxis" or tree.pos[verb] != "VERB" or tree.lemmas[verb] not in SPEECH or said < 0:
            continue
        labels = {tree.labels[k] for k in tree.children(verb)}
        if (
            "nsubj" not in labels
            or labels & {"ccomp", "obj"}
            or (tree.labels[said] != "root" and tree.heads[said] >= 0)
        ):
            continue
        tree.take_place(said, verb)
        tree.heads[said], tree.labels[said] = verb, "ccomp"
        for kid in tree.children(said):
            if tree.labels[kid] == "punct" and (kid > verb or tree.tags[kid] == "."):
                tree.heads[kid] = verb


def _prepositions(tree: _Tree) -> None:
    heads_of_prepositional: dict[int, int] = {}
    for nominal in range(len(tree.heads)):
        cases = [
            k
            for k in tree.children(nominal)
            if tree.labels[k] == "case" and tree.tags[k] != "POS" and tree.pos[k] in CASE_POS and k < nominal
        ]
        if cases and tree.labels[nominal] in WITH_CASE:
            heads_of_prepositional[nominal] = cases[0]
            _raise_preposition(tree, nominal, cases)
    for nominal, preposition in heads_of_prepositional.items():
        first = tree.heads[preposition]
        if tree.labels[preposition] == "conj" and first in heads_of_prepositional and first != nominal:
            tree.heads[preposition] = heads_of_prepositional[first]


def _raise_preposition(tree: _Tree, nominal: int, cases: list[int]) -> None:
    label, first = tree.labels[nominal], cases[0]
    tree.heads[first] = tree.heads[nominal]
    tree.labels[first] = PREPOSITION_LABEL.get(label, "prep")
    last = first
    for case in cases[1:]:
        tree.heads[case], tree.labels[case] = last, "prep"
        last = case
    tree.heads[nominal], tree.labels[nominal] = last, "pobj"
    clausal = label in ("root", "conj", "ccomp", "advcl", "acl:relcl")
    for kid in tree.children(nominal):
        before = kid < first and tree.labels[kid] in ("advmod", "cc", "punct", "mark", "cc:preconj")
        of_clause = clausal and tree.labels[kid] in (
            "nsubj", "punct", "advcl", "parataxis", "discourse", "aux", "mark",
        )  # fmt: skip
        if before or of_clause:
            tree.heads[kid] = first
    for kid in tree.children(first):
        if tree.labels[kid] == "fixed":
            tree.labels[kid] = "pcomp" if tree.pos[kid] in ("ADP", "PART") else "advmod"


def _gerunds(tree: _Tree) -> None:
    """ "by signing": the preposition is the head, the gerund its ``pcomp``."""
    for verb in range(len(tree.heads)):
        if tree.labels[verb] not in ("advcl", "acl"):
            continue
        kids = tree.children(verb)
        marks = [k for k in kids if tree.labels[k] == "mark" and k < verb]
        if (
            not marks
            or any(tree.labels[k].startswith("nsubj") for k in kids)
            or any(tree.tags[k] == "TO" for k in marks)
        ):
            continue
        mark = marks[0]
        if tree.tags[mark] != "IN" or tree.pos[mark] not in ("ADP", "SCONJ") or tree.lemmas[mark] in SUBORDINATORS:
            continue
        tree.heads[mark], tree.labels[mark] = tree.heads[verb], "prep"
        tree.heads[verb], tree.labels[verb] = mark, "pcomp"
        for kid in tree.children(verb):
            if kid < mark and tree.labels[kid] in ("advmod", "punct"):
                tree.heads[kid] = mark


def _small_labels(tree: _Tree) -> None:
    for i, head in enumerate(tree.heads):
        label, pos = tree.labels[i], tree.pos[i]
        if label == "mark" and tree.tags[i] == "TO":
            tree.labels[i] = "aux"
        elif label == "mark" and pos == "ADV" and tree.tags[i] == "WRB":
            tree.labels[i] = "advmod"
        elif label == "advmod" and tree.lemmas[i] in NEGATIONS:
            tree.labels[i] = "neg"
        elif label == "xcomp" and pos in ("ADJ", "NOUN", "PROPN"):
            has_object = any(tree.labels[k] == "obj" for k in tree.children(head))
            tree.labels[i] = "oprd" if has_object else "acomp" if pos == "ADJ" else "attr"
        elif label == "advmod" and head >= 0 and tree.pos[head] == "NUM" and tree.labels[head] == "nummod":
            tree.labels[i] = "quantmod"


def _coordination(tree: _Tree) -> None:
    """Conjuncts of one head become a chain; conjunctions and commas hang from the conjunct before them."""
    for head in range(len(tree.heads)):
        previous = head
        for conjunct in sorted(k for k in tree.children(head) if tree.labels[k] == "conj" and k > head):
            for kid in tree.children(conjunct):
                comma = tree.labels[kid] == "punct" and tree.lemmas[kid] in (",", ";", "-", "–")
                if kid < conjunct and (tree.labels[kid] == "cc" or comma):
                    tree.heads[kid] = previous
            tree.heads[conjunct] = previous
            previous = conjunct


def _rename(tree: _Tree) -> None:
    for i, label in enumerate(tree.labels):
        new = RENAMED.get(label, label)
        if tree.heads[i] < 0:
            new = "root"
        elif new == "root":
            new = "dep"
        tree.labels[i] = new


def _check(tree: _Tree) -> None:
    for start in range(len(tree.heads)):
        seen: set[int] = set()
        node = start
        while node >= 0:
            if node in seen:
                raise ConversionError("cycle")
            seen.add(node)
            node = tree.heads[node]
    if sum(head < 0 for head in tree.heads) != 1:
        raise ConversionError("roots")


def _crosses(tree: _Tree, i: int) -> bool:
    head = tree.heads[i]
    if head < 0:
        return False
    low, high = min(i, head), max(i, head)
    for k, other in enumerate(tree.heads):
        if other < 0:
            if low < k < high:
                return True
            continue
        a, b = min(k, other), max(k, other)
        if low < a < high < b or a < low < b < high:
            return True
    return False


def _punctuation(tree: _Tree) -> None:
    """Hangs punctuation and conjunctions whose arc crosses another from the nearest head where it does not."""
    for i, label in enumerate(tree.labels):
        if label not in ("punct", "cc") or not _crosses(tree, i):
            continue
        old = tree.heads[i]
        candidates: list[int] = []
        for start in (old, i - 1, i + 1):
            node = start if start < len(tree.heads) else -1
            while node >= 0:
                candidates.append(node)
                node = tree.heads[node]
        for node in candidates:
            if node == i or tree.is_ancestor(i, node):
                continue
            tree.heads[i] = node
            if not _crosses(tree, i):
                break
        else:
            tree.heads[i] = old

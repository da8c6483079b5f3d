"""Trains the network: ``python -m training.train --data FOLDER --encoder FOLDER --out FILE.pt``.

The learning rate falls linearly to zero over ``--steps`` or ``--minutes``, whichever comes first; a stop before
that leaves the
last checkpoint (averaged weights), which can be exported like the final one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from kg.analysis.encoder.pieces import Pieces
from training.labels import LABELS
from training.network import Network, Sizes, load_encoder

SEED = 2
RATE, HEAD_RATE, WARM_UP = 2e-4, 2e-3, 60
BATCH_PIECES = 1500
LONGEST = 220
"""Pieces of one training item; a window at run time is no longer."""
ENTITY_SHARE = 0.5
"""Share of batches from corpora without trees."""
RAREST_MORPH = 4
AVERAGING = 0.995
IGNORED = -100
UPPER_CASED, LOWER_CASED, TITLE_CASED = 0.03, 0.01, 0.02

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Classes:
    """The labels of each head, in the order of its outputs."""

    entities: list[str]
    tags: list[str]
    morphs: list[str]
    labels: list[str]

    @classmethod
    def of(cls, documents: list[list[Record]]) -> Classes:
        tags: set[str] = set()
        labels: set[str] = set()
        morphs: Counter[str] = Counter()
        for sentence in (s for d in documents for s in d if "h" in s):
            tags |= set(sentence["x"])
            labels |= set(sentence["d"])
            morphs.update(sentence["m"])
            morphs.update({m.split("|")[0]: RAREST_MORPH for m in sentence["m"]})
        frequent = sorted(m for m, n in morphs.items() if n >= RAREST_MORPH)
        entities = ["O", *(f"{p}-{label}" for label in LABELS for p in "BI")]
        return cls(entities, sorted(tags), frequent, sorted(labels - {"root"}))

    def sizes(self) -> Sizes:
        return Sizes(len(self.entities), len(self.tags), len(self.morphs), len(self.labels))


@dataclass(slots=True)
class Item:
    """One to five neighbouring sentences as arrays; targets begin with the root's, which is ignored."""

    ids: list[int]
    shapes: list[int]
    firsts: list[int]
    sentence: list[int]
    starts: list[int]
    entities: list[int]
    heads: list[int]
    labels: list[int]
    tags: list[int]
    morphs: list[int]


class Encoder:
    """Turns records into items."""

    def __init__(self, pieces: Pieces, classes: Classes) -> None:
        self.pieces = pieces
        self.entities, self.tags, self.morphs, self.labels = (
            {name: i for i, name in enumerate(names)}
            for names in (classes.entities, classes.tags, classes.morphs, classes.labels)
        )

    def item(self, sentences: list[Record]) -> Item:
        encoded = self.pieces.encode([w for s in sentences for w in s["w"]])
        item = Item(encoded.ids, encoded.shapes, [0, *encoded.firsts], [0], [IGNORED], *([IGNORED] for _ in range(5)))
        for number, sentence in enumerate(sentences, 1):
            n, offset = len(sentence["w"]), len(item.heads)
            item.sentence += [number] * n
            item.starts += [1] + [0] * (n - 1)
            item.entities += [self.entities.get(t, IGNORED) for t in sentence.get("t", ["?"] * n)]
            if "h" in sentence:
                item.heads += [0 if h < 0 else offset + h for h in sentence["h"]]
                item.labels += [self.labels.get(d, IGNORED) for d in sentence["d"]]
                item.tags += [self.tags[x] for x in sentence["x"]]
                item.morphs += [self.morphs.get(m, self.morphs[m.split("|")[0]]) for m in sentence["m"]]
            else:
                for target in (item.heads, item.labels, item.tags, item.morphs):
                    target += [IGNORED] * n
        return item

    def length(self, sentence: Record) -> int:
        return sum(len(self.pieces.of(w)[0]) for w in sentence["w"])


def recased(shapes: list[int]) -> list[int]:
    """Now and then the shapes of a text in capitals, in lower case, or with Capitals On Each Word."""
    roll = random.random()
    if roll < UPPER_CASED:
        return [{0: 2, 1: 2, 3: 2}.get(s, s) for s in shapes]
    if roll < UPPER_CASED + LOWER_CASED:
        return [{1: 0, 2: 0, 3: 0, 4: 0}.get(s, s) for s in shapes]
    if roll < UPPER_CASED + LOWER_CASED + TITLE_CASED:
        return [1 if s == 0 else s for s in shapes]
    return shapes


def cut(documents: list[list[Record]], encoder: Encoder) -> list[Item]:
    """Every document cut at random into items of one to five sentences."""
    items = []
    for document in documents:
        i = 0
        while i < len(document):
            chosen, used, wanted = [], 2, random.randint(1, 5)
            while i < len(document) and len(chosen) < wanted:
                length = encoder.length(document[i])
                if chosen and used + length > LONGEST:
                    break
                if used + length <= 400:
                    chosen.append(document[i])
                    used += length
                i += 1
            if chosen:
                item = encoder.item(chosen)
                item.shapes = recased(item.shapes)
                items.append(item)
    return items


def batches(documents: list[list[Record]], encoder: Encoder) -> Iterator[list[Item]]:
    """Batches of about the same length for ever, cut anew in each round."""
    while True:
        items = sorted(cut(documents, encoder), key=lambda item: len(item.ids) + random.random() * 8)
        groups: list[list[Item]] = []
        batch: list[Item] = []
        for item in items:
            if batch and (len(batch) + 1) * max(len(item.ids), len(batch[-1].ids)) > BATCH_PIECES:
                groups.append(batch)
                batch = []
            batch.append(item)
        groups.append(batch)
        random.shuffle(groups)
        yield from groups


def padded(rows: list[list[int]], value: int = 0) -> Tensor:
    table = np.full((len(rows), max(map(len, rows))), value, dtype=np.int64)
    for i, row in enumerate(rows):
        table[i, : len(row)] = row
    return torch.from_numpy(table)


def loss_of(network: Network, batch: list[Item], with_trees: bool) -> Tensor:
    """The sum of the heads' losses over one batch."""
    entities, starts = padded([b.entities for b in batch], IGNORED), padded([b.starts for b in batch], IGNORED)
    mask = padded([[1] * len(b.ids) for b in batch])
    inputs = [padded([getattr(b, name) for b in batch]) for name in ("ids", "shapes", "firsts")]

    def loss(scores: Tensor, targets: Tensor) -> Tensor:
        return cross_entropy(scores.float().flatten(0, 1), targets.flatten(), ignore_index=IGNORED)

    with torch.autocast("cpu", torch.bfloat16):
        x = network.word_states(*inputs, mask)
        entity, start = network.entity(x), network.start(x)[..., 0]
        if with_trees:
            heads = padded([b.heads for b in batch], IGNORED)
            arcs, labels = network.arcs(x), network.labels(x, heads.clamp(min=0))
            tag, morph = network.tag(x), network.morph(x)
    known = starts != IGNORED
    total = 0.3 * binary_cross_entropy_with_logits(start.float()[known], starts[known].float())
    if bool((entities != IGNORED).any()):
        total = total + loss(entity, entities)
    if with_trees:
        sentence = padded([b.sentence for b in batch], -1)
        allowed = (sentence[:, :, None] == sentence[:, None, :]) | (sentence[:, None, :] == 0)
        total = total + loss(arcs.float().masked_fill(~allowed, -1e4), heads)
        total = total + loss(labels, padded([b.labels for b in batch], IGNORED))
        total = total + 0.5 * loss(tag, padded([b.tags for b in batch], IGNORED))
        total = total + 0.5 * loss(morph, padded([b.morphs for b in batch], IGNORED))
    return total


class Threads:
    """Tries one thread and two in turn, and keeps to the faster for a while: a second core may be busy with other
    work."""

    def __init__(self, wanted: int) -> None:
        self.adaptive, self.pace = wanted == 0, {1: [], 2: []}

    def before(self, step: int) -> None:
        if not self.adaptive:
            return
        phase = step % 60
        if phase in (0, 4):
            self.pace[phase // 4 + 1] = []
            torch.set_num_threads(phase // 4 + 1)
        elif phase == 8:
            one, two = (sorted(self.pace[n])[len(self.pace[n]) // 2] for n in (1, 2))
            torch.set_num_threads(1 if one <= two else 2)

    def after(self, step: int, seconds_per_piece: float) -> None:
        if self.adaptive and step % 60 < 8:
            self.pace[step % 60 // 4 + 1].append(seconds_per_piece)


class Average:
    """An exponential moving average of the trained weights."""

    def __init__(self, network: Network) -> None:
        self.values = {n: p.detach().clone() for n, p in network.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def update(self, network: Network, step: int) -> None:
        keep = min(AVERAGING, (1 + step) / (10 + step))
        mine = list(self.values.values())
        theirs = [p.detach() for p in network.parameters() if p.requires_grad]
        torch._foreach_mul_(mine, keep)
        torch._foreach_add_(mine, theirs, alpha=1 - keep)

    def save(self, network: Network, classes: Classes, path: Path) -> None:
        state = network.state_dict() | self.values
        classes_table = {name: getattr(classes, name) for name in ("entities", "tags", "morphs", "labels")}
        scratch = path.with_suffix(".part")
        torch.save({"classes": classes_table, "weights": state}, scratch)
        scratch.replace(path)


def read_documents(path: Path) -> tuple[list[list[Record]], list[list[Record]]]:
    """Documents with trees, and those with entities alone."""
    trees, entities = [], []
    with path.open(encoding="utf-8") as file:
        for line in file:
            sentences = json.loads(line)["sentences"]
            if sentences:
                (trees if "h" in sentences[0] else entities).append(sentences)
    return trees, entities


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder written by training.prepare")
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--minutes", type=float, default=90.0)
    parser.add_argument("--threads", type=int, default=2, help="0: one or two, whichever is faster at the moment")
    options = parser.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads or 1)
    trees, entities = read_documents(options.data / "train.jsonl")
    classes = Classes.of(trees)
    encoder = Encoder(Pieces((options.encoder / "tokenizer.json").read_text(encoding="utf-8")), classes)
    network = Network(classes.sizes())
    load_encoder(network, options.encoder / "model.safetensors")
    network.words.weight.requires_grad_(False)
    run(network, classes, batches(trees, encoder), batches(entities, encoder), options)


def run(
    network: Network,
    classes: Classes,
    trees: Iterator[list[Item]],
    entities: Iterator[list[Item]],
    options: argparse.Namespace,
) -> None:
    body_names = ("positions", "shapes", "norm", "layers")
    trained = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in trained if n.split(".")[0] in body_names], "top": RATE},
        {"params": [p for n, p in trained if n.split(".")[0] not in body_names], "top": HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    average = Average(network)
    threads = Threads(options.threads)
    began, pieces = time.monotonic(), 0
    smooth: dict[bool, float] = {}
    network.train()
    for step in range(options.steps):
        done = max(step / options.steps, (time.monotonic() - began) / 60 / options.minutes)
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1.0, (step + 1) / WARM_UP) * (1 - done)
        threads.before(step)
        started = time.monotonic()
        with_trees = random.random() >= ENTITY_SHARE
        batch = next(trees if with_trees else entities)
        loss = loss_of(network, batch, with_trees)
        loss.backward()
        nn.utils.clip_grad_norm_([p for _, p in trained], 2.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        average.update(network, step)
        size = sum(len(item.ids) for item in batch)
        threads.after(step, (time.monotonic() - started) / size)
        pieces += size
        smooth[with_trees] = 0.98 * smooth.get(with_trees, loss.item()) + 0.02 * loss.item()
        if step % 20 == 0:
            rounded = {("trees" if k else "entities"): round(v, 3) for k, v in smooth.items()}
            spent = f"{time.monotonic() - began:.0f}s done {done:.3f}"
            print(f"step {step} {spent} pieces {pieces} loss {rounded} threads {torch.get_num_threads()}", flush=True)
        if step % 100 == 99:
            average.save(network, classes, options.out)
    average.save(network, classes, options.out)
    print(f"saved {options.out} after {step} steps", flush=True)


if __name__ == "__main__":
    main()

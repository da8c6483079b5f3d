"""From scores to labels: entities by constrained Viterbi, trees by maximum spanning tree; pure numpy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["NEVER", "EntityDecoder", "decode_tree", "decode_trees"]

NEVER = -1e9
"""Score of an arc that no window covers."""

Scores = NDArray[np.float32]
Heads = NDArray[np.intp]


class EntityDecoder:
    """Best BIO sequence: an I- tag follows only B- or I- of its own label (Viterbi 1967)."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._tags = list(tags)
        inside = np.array([tag.startswith("I-") for tag in tags])
        forbidden = np.zeros((len(tags), len(tags)), bool)
        for i, before in enumerate(tags):
            for j, after in enumerate(tags):
                forbidden[i, j] = after.startswith("I-") and before[2:] != after[2:]
        self._step = np.where(forbidden, np.float32(-1e4), np.float32(0))
        self._first = np.where(inside, np.float32(-1e4), np.float32(0))
        self._follows, self._begins = ~forbidden, ~inside
        self._outside = self._tags.index("O")

    def spans(self, scores: Scores) -> list[tuple[int, int, str]]:
        """Half-open spans with labels, from ``scores`` [words, tags] of one sentence."""
        return list(self.spans_of(scores, [(0, len(scores))]))

    def spans_of(self, scores: Scores, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """The spans of each of ``sentences``, half-open runs of rows of ``scores`` [words, tags]."""
        greedy = scores.argmax(1)
        legal = np.empty(len(greedy), bool)
        legal[1:] = self._follows[greedy[:-1], greedy[1:]]
        firsts = [start for start, _ in sentences]
        legal[firsts] = self._begins[greedy[firsts]]
        all_legal = legal.all()
        named = greedy != self._outside
        for start, end in sentences:
            if named[start:end].any():
                best = all_legal or legal[start:end].all()
                path = greedy[start:end].tolist() if best else self._viterbi(scores[start:end])
                yield from ((start + first, start + last, label) for first, last, label in self._join(path))

    def _viterbi(self, scores: Scores) -> list[int]:
        best = scores[0] + self._first
        back = []
        for row in scores[1:]:
            through = best[:, None] + self._step
            choice = through.argmax(0)
            back.append(choice)
            best = through[choice, np.arange(len(choice))] + row
        path = [int(best.argmax())]
        for choice in reversed(back):
            path.append(int(choice[path[-1]]))
        return path[::-1]

    def _join(self, path: list[int]) -> list[tuple[int, int, str]]:
        spans: list[tuple[int, int, str]] = []
        start: int | None = None
        for i, index in enumerate([*path, self._outside]):
            tag = self._tags[index]
            if start is not None and not tag.startswith("I-"):
                spans.append((start, i, self._tags[path[start]][2:]))
                start = None
            if tag.startswith("B-"):
                start = i
        return spans


def decode_trees(arcs: Scores, sentences: Sequence[tuple[int, int]]) -> Heads:
    """Heads of the words of several sentences, -1 for a root.

    ``arcs`` is [words, words + 1] (dependent, head; column 0 is the root), ``sentences`` are half-open runs of words;
    no head is taken from another sentence. For each it is what :func:`decode_tree` gives.
    """
    size = len(arcs)
    lengths = [end - start for start, end in sentences]
    owner = np.repeat(np.arange(len(sentences)), lengths)
    allowed = np.empty((size, size + 1), bool)
    allowed[:, 0] = True
    np.equal(owner[:, None], owner, out=allowed[:, 1:])
    np.fill_diagonal(allowed[:, 1:], val=False)
    heads: Heads = np.where(allowed, arcs, np.float32(2 * NEVER)).argmax(1)
    roots = np.bincount(owner, heads == 0, minlength=len(sentences))
    climbed = np.concatenate(([0], heads))
    for _ in range(max(lengths).bit_length()):
        climbed = climbed[climbed]
    astray = np.bincount(owner, climbed[1:] != 0, minlength=len(sentences))
    heads -= 1
    for number in np.flatnonzero((roots != 1) | (astray != 0)).tolist():
        start, end = sentences[number]
        table = np.full((end - start + 1, end - start + 1), NEVER, np.float32)
        table[1:, 0] = arcs[start:end, 0]
        table[1:, 1:] = arcs[start:end, start + 1 : end + 1]
        solved = decode_tree(table)[1:]
        heads[start:end] = np.where(solved > 0, solved + (start - 1), -1)
    return heads


def decode_tree(scores: Scores) -> Heads:
    """Heads of one sentence from arc ``scores`` [words + 1, words + 1] (dependent, head; 0 is the root).

    Exactly one word has head 0. Greedy where that is a tree, else Chu-Liu/Edmonds (1965, 1967) with the root fixed
    to its
    best word. The returned array has words + 1 entries; entry 0 is 0.
    """
    size = len(scores)
    if size == 2:
        return np.array([0, 0])
    scores = scores.copy()
    np.fill_diagonal(scores, 2 * NEVER)
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    if (heads[1:] == 0).sum() == 1 and _reaches_root(heads):
        return heads
    root = int(scores[1:, 0].argmax()) + 1
    scores[1:, 0] = 2 * NEVER
    scores[root, :] = 2 * NEVER
    scores[root, 0] = 0.0
    return _spanning_tree(scores)


def _reaches_root(heads: Heads) -> bool:
    ancestors = heads
    for _ in range(len(heads).bit_length()):
        ancestors = ancestors[ancestors]
    return not ancestors.any()


def _spanning_tree(scores: Scores) -> Heads:
    heads: Heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(heads)) if i not in set(cycle)])
    count = len(outside)
    smaller = np.full((count + 1, count + 1), 4 * NEVER, scores.dtype)
    smaller[:count, :count] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    smaller[:count, count] = leaving.max(1)
    entering = scores[np.ix_(inside, outside)] - scores[inside, heads[inside]][:, None]
    smaller[count, :count] = entering.max(0)
    solved = _spanning_tree(smaller)
    result: Heads = heads.copy()
    for i, node in enumerate(outside):
        if node != 0:
            result[node] = inside[leaving[i].argmax()] if solved[i] == count else outside[solved[i]]
    entry = int(solved[count])
    result[inside[entering[:, entry].argmax()]] = outside[entry]
    return result


def _cycle(heads: Heads) -> list[int]:
    """One cycle that does not hold the root, or nothing."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return []

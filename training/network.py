"""The network: a six-layer BERT encoder with heads for entities, tags, morphology, sentence starts and a biaffine
parser.

The encoder is all-MiniLM-L6-v2 (Wang et al. 2020; Reimers & Gurevych 2019; Apache-2.0), the parser that of Dozat &
Manning
(2017). The token-type table is replaced by one of case shapes, for the vocabulary is uncased.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.analysis.encoder.pieces import SHAPES

__all__ = ["HEADS", "WIDTH", "Network", "Sizes", "load_encoder"]

WIDTH, HEADS, LAYERS, INNER, POSITIONS, VOCABULARY = 384, 12, 6, 1536, 512, 30522
ARC, LABEL = 256, 96
ARC_SCALE = 16.0


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many classes each head has."""

    entities: int
    tags: int
    morphs: int
    labels: int


class Layer(nn.Module):
    """One post-norm transformer layer, named and computed as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.output, self.inner, self.outer = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        def split(y: Tensor) -> Tensor:
            return y.view(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

        if bias is None:
            # the exported form: one product for the three, and no mask, for a window runs alone
            parts = (self.query, self.key, self.value)
            together = torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])
            q, k, v = (split(y) for y in functional.linear(x, *together).split(WIDTH, dim=-1))
            mixed = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5).softmax(-1) @ v
        else:
            q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
            # spelt out: the fused kernel is four times slower in bfloat16 on CPUs without AMX
            scores = q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias.to(q.dtype)
            mixed = scores.softmax(-1).to(q.dtype) @ v
        mixed = mixed.transpose(1, 2).reshape(x.shape[0], x.shape[1], WIDTH)
        x = self.norm1(self.drop(self.output(mixed)) + x)
        return self.norm2(self.drop(self.outer(functional.gelu(self.inner(x)))) + x)


class Network(nn.Module):
    """``forward`` gives what the exported graph gives; ``word_states`` and the heads are used in training."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(len(SHAPES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop, self.head_drop = nn.Dropout(0.1), nn.Dropout(0.2)
        self.entity, self.tag = nn.Linear(WIDTH, sizes.entities), nn.Linear(WIDTH, sizes.tags)
        self.morph, self.start = nn.Linear(WIDTH, sizes.morphs), nn.Linear(WIDTH, 1)
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.label_dependent, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL)
        self.arc_weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.label_weight = nn.Parameter(torch.zeros(sizes.labels, LABEL + 1, LABEL + 1))
        nn.init.xavier_uniform_(self.arc_weight)
        nn.init.normal_(self.label_weight, std=0.02)

    def word_states(self, ids: Tensor, shapes: Tensor, firsts: Tensor, mask: Tensor | None = None) -> Tensor:
        """States of the words [batch, words, WIDTH]; ``firsts`` [batch, words] begins with 0, the root."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.shapes(shapes) + self.positions(places)[None]))
        bias = None if mask is None else (1.0 - mask[:, None, None, :].float()) * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return self.drop(x.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH)))

    def arcs(self, x: Tensor) -> Tensor:
        """Scores [batch, dependent, head]."""
        dependent = self.head_drop(functional.gelu(self.arc_dependent(x)))
        head = self.head_drop(functional.gelu(self.arc_head(x)))
        dependent = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1)
        return (dependent @ self.arc_weight) @ head.transpose(1, 2) / ARC_SCALE

    def label_states(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """States of words as dependents and as heads [batch, words, LABEL + 1]."""
        dependent = self.head_drop(functional.gelu(self.label_dependent(x)))
        head = self.head_drop(functional.gelu(self.label_head(x)))
        one = torch.ones_like(dependent[..., :1])
        return torch.cat([dependent, one], -1), torch.cat([head, one], -1)

    def labels(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores [batch, words, labels] of the arcs to ``heads``."""
        dependent, head = self.label_states(x)
        chosen = head.gather(1, heads[:, :, None].expand(-1, -1, head.shape[2]))
        return torch.einsum("bwi,lij,bwj->bwl", dependent, self.label_weight, chosen)

    def forward(self, ids: Tensor, shapes: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """Scores of each head; for labels each word's state times the label tensor [1, words, labels * (LABEL +
        1)], and
        the states of words as heads, for the arcs are chosen outside the graph.
        """
        x = self.word_states(ids, shapes, firsts)
        dependent, head = self.label_states(x)
        mixed = dependent @ self.label_weight.permute(1, 0, 2).reshape(LABEL + 1, -1)
        return self.entity(x), self.tag(x), self.morph(x), self.start(x), self.arcs(x), mixed, head


def load_encoder(network: Network, weights: Path) -> None:
    """Copies the published encoder weights (``model.safetensors``) into ``network``."""
    source = load_file(weights)
    source = {name.removeprefix("bert."): value for name, value in source.items()}
    pairs = {
        "embeddings.word_embeddings": network.words, "embeddings.position_embeddings": network.positions,
        "embeddings.LayerNorm": network.norm,
    }  # fmt: skip
    for i, layer in enumerate(network.layers):
        stem = f"encoder.layer.{i}."
        pairs |= {
            stem + "attention.self.query": layer.query, stem + "attention.self.key": layer.key,
            stem + "attention.self.value": layer.value, stem + "attention.output.dense": layer.output,
            stem + "attention.output.LayerNorm": layer.norm1, stem + "intermediate.dense": layer.inner,
            stem + "output.dense": layer.outer, stem + "output.LayerNorm": layer.norm2,
        }  # fmt: skip
    with torch.no_grad():
        for name, module in pairs.items():
            module.weight.copy_(source[name + ".weight"])
            if getattr(module, "bias", None) is not None:
                module.bias.copy_(source[name + ".bias"])
        network.shapes.weight.copy_(source["embeddings.token_type_embeddings.weight"][0].expand(len(SHAPES), -1))

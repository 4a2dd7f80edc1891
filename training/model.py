"""The encoder and its heads: a MiniLM of six layers that also sees how a word is written and what the parser says of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from twosource.analysis import encoder_tags
from twosource.analysis.encoder_input import FEATURES, SHAPES
from twosource.analysis.encoder_labels import DEPS, NAMES, ROLES, TAGS

WIDTH, DEEP, HEADS, INNER, PLACES = 384, 6, 12, 1536, 258
LINK = 64
DISTANCES = 20
SIZES = dict(zip(FEATURES, (len(SHAPES), 2, 4, len(TAGS) + 1, len(DEPS) + 1), strict=True))


@dataclass(frozen=True, slots=True)
class Given:
    """What the heads give for a batch of windows, a row a piece."""

    roles: Tensor
    links: Tensor
    names: Tensor
    certainty: Tensor


class Layer(nn.Module):
    """One layer of the encoder, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.first, self.second = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, hidden: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        split = (batch, length, HEADS, WIDTH // HEADS)
        query, key, value = (
            part(x).view(split).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        if hidden is not None:
            mixed = nn.functional.scaled_dot_product_attention(query, key, value, hidden.to(query.dtype))
        else:
            mixed = (query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS)).softmax(-1) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.first(x + self.drop(self.out(mixed)))
        return self.second(x + self.drop(self.narrow(nn.functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """Word pieces and features to what each head says of each piece."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in SIZES.values())
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(DEEP))
        self.roles = nn.Linear(WIDTH, 1 + 2 * len(ROLES))
        self.links = nn.Linear(WIDTH, LINK * len(ROLES))
        self.names = nn.Linear(WIDTH, 1 + 2 * len(NAMES))
        self.certainty = nn.Linear(WIDTH, 1)
        self.moves = nn.Parameter(torch.zeros(1 + 2 * len(ROLES), 1 + 2 * len(ROLES)))
        self.distance = nn.Parameter(torch.zeros(2, DISTANCES))
        for table in self.features:
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, features: Tensor, hidden: Tensor | None = None) -> tuple[Tensor, ...]:
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        for number, table in enumerate(self.features):
            x = x + table(features[:, :, number])
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, hidden)
        return self.roles(x), self.links(x), self.names(x), self.certainty(x)


def forerunner(path: str, kept: list[int]) -> Encoder:
    """An encoder that starts from the published weights, with the rows of ``kept`` pieces."""
    model = Encoder(len(kept))
    held = load_file(path)
    state = model.state_dict()
    state["words.weight"] = held["embeddings.word_embeddings.weight"][kept]
    whole = held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][0]
    state["places.weight"] = whole[:PLACES].clone()
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "first": "attention.output.LayerNorm",
        "widen": "intermediate.dense", "narrow": "output.dense", "second": "output.LayerNorm",
    }  # fmt: skip
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = held[f"embeddings.LayerNorm.{part}"]
        for number in range(DEEP):
            for ours, theirs in names.items():
                state[f"layers.{number}.{ours}.{part}"] = held[f"encoder.layer.{number}.{theirs}.{part}"]
    model.load_state_dict(state)
    return model


def crf_loss(scores: Tensor, moves: Tensor, tags: Tensor, real: Tensor) -> Tensor:
    """The negative log likelihood of the tags under a linear-chain model, a mean a token.

    ``scores`` are [batch, token, tag], ``real`` says which tokens are no padding (the first always is).
    """
    batch, length, count = scores.shape
    moves = moves + forbidden(count)
    rows = torch.arange(batch)
    total = scores[:, 0]
    gold = scores[rows, 0, tags[:, 0]]
    picked = scores.gather(2, tags.unsqueeze(2)).squeeze(2)
    for at in range(1, length):
        step = torch.logsumexp(total.unsqueeze(2) + moves.unsqueeze(0), 1) + scores[:, at]
        on = real[:, at]
        total = torch.where(on.unsqueeze(1), step, total)
        gold = gold + torch.where(on, moves[tags[:, at - 1], tags[:, at]] + picked[:, at], 0.0)
    return (torch.logsumexp(total, 1) - gold).sum() / real.sum()


def forbidden(count: int) -> Tensor:
    """[before, after]: the run time's table of moves that no sequence of tags makes."""
    return torch.from_numpy(encoder_tags.forbidden(count))

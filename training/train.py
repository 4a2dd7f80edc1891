"""Trains the encoder: attribution tags and their links, names and certainty, together, on a CPU in about an hour.

    python -m training.train build/encoder FORERUNNER.safetensors VOCAB.txt --epochs 5 --out build/encoder/weights.pt

Batches of the three corpora come in a seeded shuffle; half precision where the processor has it.
"""

from __future__ import annotations

import argparse
import pickle
import random
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.links import chosen_links, link_scores
from training.model import Encoder, crf_loss, forbidden, forerunner
from training.prepare import VOCABULARY, Example
from twosource.analysis.encoder_input import arrays, cut
from twosource.analysis.encoder_labels import ROLES
from twosource.analysis.encoder_tags import best_tags, segments

SIZE = 8
SPARSE = (1, 2, 4)
MARKS = (2, 3)
Batch = list[tuple[Example, int, int]]


def main() -> None:
    """Train and write the weights; a line every fifty steps, the score of dev after each epoch."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("forerunner")
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    rng = random.Random(chosen.seed)
    known = {piece: i for i, piece in enumerate(chosen.vocabulary.read_text(encoding="utf-8").splitlines())}
    kept = [known[piece] for piece in VOCABULARY.read_text(encoding="utf-8").splitlines()]
    model = forerunner(chosen.forerunner, kept)
    train = [
        load(chosen.prepared / f"{name}-train.pkl")[: chosen.limit]
        for name in ("polnear", "names", "certainty")
    ]
    dev = load(chosen.prepared / "polnear-dev.pkl")[: chosen.limit]
    plan = [batches(train, rng, epoch) for epoch in range(chosen.epochs)]
    steps = sum(len(epoch) for epoch in plan)
    slow = [
        value
        for name, value in model.named_parameters()
        if name.startswith(("words", "places", "norm", "layers"))
    ]
    quick = [
        value
        for name, value in model.named_parameters()
        if not name.startswith(("words", "places", "norm", "layers"))
    ]
    optimiser = torch.optim.AdamW(
        [{"params": slow, "lr": chosen.rate}, {"params": quick, "lr": 5 * chosen.rate}],
        weight_decay=0.01,
        fused=True,
    )
    warm = max(1, steps // 16)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
    )
    done, begun, shown = 0, time.monotonic(), []
    for epoch, rows in enumerate(plan):
        model.train()
        for batch in rows:
            loss = step_loss(model, batch, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            optimiser.zero_grad()
            done += 1
            shown.append(float(loss.detach()))
            if done % 50 == 0:
                pace = (time.monotonic() - begun) / done
                sys.stdout.write(f"{done}/{steps} loss {np.mean(shown):.4f} {pace:.2f} s a step\n")
                sys.stdout.flush()
                shown = []
        torch.save(model.state_dict(), chosen.out)
        sys.stdout.write(f"epoch {epoch + 1}: {score(model, dev[:40])}\n")
        sys.stdout.flush()


def load(path: Path) -> list[Example]:
    """The examples that ``training.prepare`` wrote."""
    with path.open("rb") as file:
        rows: list[Example] = pickle.load(file)
    return rows


def batches(corpora: list[list[Example]], rng: random.Random, epoch: int) -> list[Batch]:
    """An epoch's batches, of one corpus each, window lengths varying."""
    out = []
    for number, examples in enumerate(corpora):
        windows = []
        for i, example in enumerate(examples):
            if (i + epoch) % SPARSE[number]:
                continue
            most = rng.choice((180, 220, 254))
            windows += [(example, first, last) for first, last in cut(example.shown, most)]
        rng.shuffle(windows)
        for start in range(0, len(windows), SIZE * 16):
            near = sorted(windows[start : start + SIZE * 16], key=lambda one: one[2] - one[1])
            out += [near[i : i + SIZE] for i in range(0, len(near), SIZE)]
    rng.shuffle(out)
    return out


def collate(batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Ids, features, the additive mask of padding, the place of each token's first piece, and which tokens are real.

    A token without a piece takes the window's first mark.
    """
    made = [arrays(example.shown, first, last, MARKS) for example, first, last in batch]
    pieces = max(len(ids) for ids, _, _ in made)
    tokens = max(len(places) for _, _, places in made)
    ids = torch.zeros(len(batch), pieces, dtype=torch.long)
    features = torch.zeros(len(batch), pieces, made[0][1].shape[1], dtype=torch.long)
    hidden = torch.full((len(batch), 1, 1, pieces), -1e4)
    heads = torch.zeros(len(batch), tokens, dtype=torch.long)
    real = torch.zeros(len(batch), tokens, dtype=torch.bool)
    for row, (words, given, places) in enumerate(made):
        ids[row, : len(words)] = torch.from_numpy(words)
        features[row, : len(words)] = torch.from_numpy(given)
        hidden[row, :, :, : len(words)] = 0
        heads[row, : len(places)] = torch.from_numpy(np.maximum(places, 0))
        real[row, : len(places)] = True
    return ids, features, hidden, heads, real


def step_loss(model: Encoder, batch: Batch, rng: random.Random) -> Tensor:
    """The loss of one batch under the head that its corpus teaches."""
    ids, features, hidden, heads, real = collate(batch)
    features = _blurred(features, rng)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        given = [one.float() for one in model(ids, features, hidden)]
    roles, links, names, certainty = (_at(one, heads) for one in given)
    if batch[0][0].roles is not None:
        tags = _tags(batch, real, "roles")
        loss = crf_loss(roles, model.moves, tags, real)
        linked = [link_loss(model, links[row], *one) for row, one in enumerate(batch)]
        linked = [one for one in linked if one is not None]
        return loss * 10 + (torch.stack(linked).mean() if linked else 0.0)
    if batch[0][0].names is not None:
        tags = _tags(batch, real, "names")
        return 2 * functional.cross_entropy(names[real], tags[real])
    found = [
        (row, token - first, value)
        for row, (example, first, last) in enumerate(batch)
        for token, value in example.certainty or ()
        if first <= token < last
    ]
    if not found:
        return certainty.sum() * 0
    rows, tokens, values = (torch.tensor(part) for part in zip(*found, strict=True))
    return functional.smooth_l1_loss(certainty[rows, tokens, 0], values.float())


def link_loss(model: Encoder, links: Tensor, example: Example, first: int, last: int) -> Tensor | None:
    """Each source and content picks its cue among the window's."""
    cues, parts = [], []
    for one in example.links or ():
        if not one["cue"] or not first <= one["cue"][0][0] < last:
            continue
        cues.append(one["cue"][0][0] - first)
        for role, name in enumerate(("source", "content")):
            parts += [(at[0] - first, role, len(cues) - 1) for at in one[name] if first <= at[0] < last]
    if len(cues) < 2 or not parts:
        return None
    scores = link_scores(links, model.distance, cues, [(at, role) for at, role, _ in parts])
    return functional.cross_entropy(scores, torch.tensor([cue for _, _, cue in parts]))


def _tags(batch: Batch, real: Tensor, layer: str) -> Tensor:
    tags = torch.zeros(real.shape, dtype=torch.long)
    for row, (example, first, last) in enumerate(batch):
        tags[row, : last - first] = torch.tensor(getattr(example, layer)[first:last])
        if tags[row, 0] and tags[row, 0] % 2 == 0:
            tags[row, 0] -= 1  # a window that begins within a span begins it
    return tags


def _at(given: Tensor, heads: Tensor) -> Tensor:
    return given.gather(1, heads.unsqueeze(2).expand(-1, -1, given.shape[2]))


def _blurred(features: Tensor, rng: random.Random) -> Tensor:
    """The features with the parser's labels hidden in one batch of ten, so that nothing hangs on them alone."""
    if rng.random() >= 0.1:
        return features
    features = features.clone()
    features[:, :, 3:] = 0
    return features


def score(model: Encoder, examples: list[Example]) -> str:
    """Segment F1 by role and the share of right links on examples, an annotator each."""
    model.eval()
    counts = {role: np.zeros(3) for role in ROLES}
    moves = (model.moves.detach() + forbidden(len(model.moves))).numpy()
    right = total = 0
    for example in examples:
        for first, last in cut(example.shown):
            ids, features, hidden, heads, _ = collate([(example, first, last)])
            with torch.no_grad():
                roles, links, _, _ = model(ids, features, hidden)
            roles, links = _at(roles, heads)[0], _at(links, heads)[0]
            assert example.roles is not None
            found = segments(best_tags(roles.numpy(), moves), ROLES)
            gold = segments(example.roles[first:last], ROLES)
            for name, number in counts.items():
                a = {one for one in found if one[0] == name}
                b = {one for one in gold if one[0] == name}
                number += (len(a & b), len(a), len(b))
            hits, tries = chosen_links(links, model.distance, example, first, last)
            right, total = right + hits, total + tries
    out = [f"{name} {200 * hit / max(1, a + b):.1f}" for name, (hit, a, b) in counts.items()]
    return " ".join(out) + f" links {right / max(1, total):.3f}"


if __name__ == "__main__":
    main()

"""Which cue a source or a content belongs to: scores between their first tokens, and how far apart they stand."""

from __future__ import annotations

import torch
from torch import Tensor

from training.model import DISTANCES, LINK
from training.prepare import Example


def link_scores(links: Tensor, distance: Tensor, cues: list[int], parts: list[tuple[int, int]]) -> Tensor:
    """[part, cue]: a part is a token and its role (0 a source, 1 a content)."""
    width = LINK
    cue = links[cues][:, width : 2 * width]
    at = torch.tensor([token for token, _ in parts])
    role = torch.tensor([role for _, role in parts])
    part = torch.where((role == 0).unsqueeze(1), links[at][:, :width], links[at][:, 2 * width :])
    return part @ cue.T / width**0.5 + distance[role.unsqueeze(1), buckets(at, torch.tensor(cues))]


def buckets(parts: Tensor, cues: Tensor) -> Tensor:
    """[part, cue]: a bucket of the signed distance in tokens, in powers of two."""
    apart = parts.unsqueeze(1) - cues.unsqueeze(0)
    size = torch.log2(apart.abs().clamp(min=1).float()).long().clamp(max=DISTANCES // 2 - 1)
    return torch.where(apart > 0, size + DISTANCES // 2, size)


def chosen_links(links: Tensor, distance: Tensor, example: Example, first: int, last: int) -> tuple[int, int]:
    """How many of a window's gold parts pick the gold cue, and how many there are."""
    cues, parts, gold = [], [], []
    for one in example.links or ():
        if not one["cue"] or not first <= one["cue"][0][0] < last:
            continue
        cues.append(one["cue"][0][0] - first)
        for role, name in enumerate(("source", "content")):
            for at in one[name]:
                if first <= at[0] < last:
                    parts.append((at[0] - first, role))
                    gold.append(len(cues) - 1)
    if not parts:
        return 0, 0
    with torch.no_grad():
        best = link_scores(links, distance, cues, parts).argmax(1)
    return int((best == torch.tensor(gold)).sum()), len(gold)

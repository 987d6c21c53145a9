"""What is made small: the tag sequence's surprise, and that of links, antecedents and forms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from batches import Batch, Links
from earwitness.reading.neural.chain import FORBIDDEN
from network import FORM_AT, FORMS, NONE_AT, Network

WEIGHTS = {"tags": 1.0, "cue": 0.3, "source": 0.3, "who": 0.05, "form": 0.05, "silver": 0.1}
FAR_AWAY = -1e9


def losses(
    network: Network, batch: Batch, outputs: tuple[Tensor, Tensor, Tensor]
) -> dict[str, Tensor]:
    """Each part of the loss, a mean over its pieces; [CLS] and [SEP] are cut off."""
    tags, vectors, silver = (x[:, 1:-1] for x in outputs)
    return {
        "tags": tag_loss(network, tags, batch),
        "cue": link_loss(network, vectors, batch, 0),
        "source": link_loss(network, vectors, batch, 1),
        "who": who_loss(network, vectors, batch),
        "form": class_loss(vectors[..., FORM_AT : FORM_AT + FORMS], batch.form, unknown=-1),
        "silver": class_loss(silver, batch.silver, unknown=0),
    }


def class_loss(scores: Tensor, right: Tensor, *, unknown: int) -> Tensor:
    """Mean surprise over the pieces whose class is known; nothing where there are none."""
    flat = scores.reshape(-1, scores.shape[2])
    every = functional.cross_entropy(flat, right.reshape(-1), ignore_index=unknown, reduction="sum")
    return every / (right != unknown).sum().clamp(min=1)


def total(parts: dict[str, Tensor]) -> Tensor:
    """The weighted sum."""
    return sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))


def tag_loss(network: Network, scores: Tensor, batch: Batch) -> Tensor:
    """Negative log chance of the right tags by a linear chain over each block, per piece."""
    index, real = block_rows(batch)
    emitted = scores.reshape(-1, scores.shape[2])[index]
    gold = batch.tags.reshape(-1)[index]
    moves = network.moves + network.banned
    start = torch.zeros(scores.shape[2])
    start[[2, 4, 6]] = FORBIDDEN
    alpha = emitted[:, 0] + start
    right = emitted.gather(2, gold[..., None])[..., 0]
    path = (right * real).sum(1)
    steps = moves[gold[:, :-1], gold[:, 1:]] * real[:, 1:]
    path = path + steps.sum(1)
    for t in range(1, emitted.shape[1]):
        ahead = torch.logsumexp(alpha[:, :, None] + moves, 1) + emitted[:, t]
        alpha = torch.where(real[:, t, None], ahead, alpha)
    return (torch.logsumexp(alpha, 1) - path).sum() / batch.size


def block_rows(batch: Batch) -> tuple[Tensor, Tensor]:
    """Flat places of the pieces of each block, padded; and which are real."""
    time = batch.block.shape[1]
    ranges = []
    for number, row in enumerate(batch.block.numpy()):
        size = int((row >= 0).sum())
        bounds = [0, *(np.flatnonzero(np.diff(row[:size])) + 1).tolist(), size]
        ranges += [(number * time + s, number * time + e) for s, e in pairwise(bounds)]
    longest = max(e - s for s, e in ranges)
    index = np.zeros((len(ranges), longest), np.int64)
    real = np.zeros((len(ranges), longest), bool)
    for i, (s, e) in enumerate(ranges):
        index[i, : e - s] = np.arange(s, e)
        real[i, : e - s] = True
    return torch.from_numpy(index), torch.from_numpy(real)


def link_loss(network: Network, vectors: Tensor, batch: Batch, head: int) -> Tensor:
    """Links within the block, as they are decoded first, and over the whole window."""
    links = batch.links[head]
    scores = network.links(vectors, head)[links.window, links.piece]
    own = batch.block[links.window, links.piece]
    blocks = batch.block[links.window]
    away = (blocks - own[:, None]).abs().clamp(max=2)
    none = vectors[..., NONE_AT][links.window, links.piece] if head else None
    same = scores.masked_fill(away != 0, FAR_AWAY)
    wide = (scores + network.apart[head][away]).masked_fill(blocks < 0, FAR_AWAY)
    near = surprise(same, links, links.right & (away == 0), none)
    return (near + surprise(wide, links, links.right, none)) / 2


def surprise(scores: Tensor, links: Links, right: Tensor, none: Tensor | None) -> Tensor:
    """Mean of minus the log chance of pointing into what is right; rows without it are left out."""
    hit = torch.logsumexp(scores.masked_fill(~right, FAR_AWAY), 1)
    every = torch.logsumexp(scores, 1)
    known = right.any(1)
    if none is not None:
        every = torch.logaddexp(every, none)
        hit = torch.where(links.none, none, hit)
        known = known | links.none
    return ((every - hit) * known).sum() / known.sum().clamp(min=1)


def who_loss(network: Network, vectors: Tensor, batch: Batch) -> Tensor:
    """Personal pronouns to the named mentions of their chain, anywhere in the window."""
    links = batch.links[2]
    scores = network.links(vectors, 2)[links.window, links.piece]
    scores = scores.masked_fill(batch.block[links.window] < 0, FAR_AWAY)
    return surprise(scores, links, links.right, None)

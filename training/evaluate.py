"""Dev scores of a network: decoding as at run time, and the measures of attribution."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from batches import Window, stack
from corpus import Article
from earwitness.reading.neural.blocks import Found, Settings
from earwitness.reading.neural.chain import bio_moves
from earwitness.reading.neural.decode import confidence, find
from earwitness.reading.neural.tagger import whole_words, widen
from earwitness.reading.neural.wordpieces import cut_windows
from network import WHO_AT, Network
from scoring import measures

WINDOW, MARGIN = 222, 32


def settings_of(network: Network, **more: Any) -> Settings:
    """Settings as learnt, with what is tuned on top."""
    return Settings(
        moves=bio_moves(network.moves.detach().numpy()),
        far=network.far.detach().numpy()[:2].copy(),
        apart=network.apart.detach().numpy()[:2].copy(),
        **more,
    )


def run(network: Network, article: Article) -> tuple[np.ndarray, np.ndarray]:
    """Tag scores and link vectors of a whole article, in windows as at run time."""
    block = article.pieces.block
    parts = []
    for core in cut_windows(block, WINDOW):
        wide = widen(block, core, MARGIN)
        batch = stack([Window(article, np.arange(*wide))])
        with torch.inference_mode():
            tags, vectors, _ = network(batch.inputs)
        keep = slice(core[0] - wide[0] + 1, core[1] - wide[0] + 1)
        parts.append((tags[0, keep].numpy(), vectors[0, keep].numpy()))
    tags, vectors = (np.concatenate(x) for x in zip(*parts, strict=True))
    return tags, vectors


def rows(article: Article, found: Sequence[Found]) -> list[dict[str, list[list[int]]]]:
    """Found statements as code point spans."""

    def span(at: tuple[int, int]) -> list[int]:
        return list(whole_words(article.text, article.pieces, at))

    return [
        {
            "content": [span(c) for c in f.contents],
            "cue": [span(f.cue)] if f.cue else [],
            "source": [span(f.source)] if f.source else [],
        }
        for f in found
    ]


def evaluate(network: Network, articles: Sequence[Article], data: Path) -> dict[str, float]:
    """The measures that matter, with settings as learnt and nothing tuned."""
    network.eval()
    settings = settings_of(network, link_floor=0.02, merge_floor=0.4)
    made = {}
    for article in articles:
        scores, vectors = run(network, article)
        found = find(scores, vectors[:, :WHO_AT], article.pieces.block, settings)
        made[article.name] = rows(article, found)
    return measures(data, {a.name: (a.text, a.gold) for a in articles}, made)


__all__ = ["confidence", "evaluate", "rows", "run", "settings_of"]

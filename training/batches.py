"""Articles cut into windows, varied a little in each epoch, and stacked into batches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from corpus import Article
from earwitness.reading.neural.wordpieces import (
    MARK_CLOSE,
    MARK_OPEN,
    OUTSIDE,
    Pieces,
    cut_windows,
    window_inputs,
)

MASK = 103
LIMIT = 254
HIDDEN, NO_MARKS, NO_CASE = 0.03, 0.06, 0.03  # shares of pieces, of windows, of windows
ROOM = 6 * (LIMIT + 2)  # pieces of a batch, padding included
Range = tuple[int, int]


@dataclass(frozen=True)
class Window:
    """Pieces `keep` of an article."""

    article: Article
    keep: np.ndarray

    def __len__(self) -> int:
        return len(self.keep)


@dataclass(frozen=True)
class Links:
    """Rows that have a target: which window and piece, and which pieces are right."""

    window: Tensor
    piece: Tensor
    right: Tensor  # rows by time
    none: Tensor  # rows whose right answer is that there is none


@dataclass(frozen=True)
class Batch:
    """Inputs and targets of some windows; time counts without [CLS] and [SEP]."""

    inputs: dict[str, Tensor]
    real: Tensor
    block: Tensor
    tags: Tensor
    form: Tensor
    silver: Tensor
    links: tuple[Links, Links, Links]
    soft: Tensor | None = None

    @property
    def size(self) -> int:
        return int(self.real.sum())


def windows(articles: Sequence[Article], rng: np.random.Generator | None) -> list[Window]:
    """All windows; with `rng`, cut at other places each time and some without their marks."""
    out = []
    for article in articles:
        first = int(rng.integers(LIMIT // 3, LIMIT + 1)) if rng else None
        for start, end in cut_windows(article.pieces.block, LIMIT, first=first):
            keep = np.arange(start, end)
            if rng and rng.random() < NO_MARKS:
                quote = article.pieces.quote[keep]
                keep = keep[(quote != MARK_OPEN) & (quote != MARK_CLOSE)]
            if len(keep):
                out.append(Window(article, keep))
    return out


def grouped(found: Sequence[Window], rng: np.random.Generator) -> list[list[Window]]:
    """Windows of like length side by side, the groups in random order."""
    order = np.argsort([len(w) + rng.random() * 12 for w in found], kind="stable")
    groups: list[list[Window]] = [[]]
    for index in order:
        window = found[index]
        if groups[-1] and (len(groups[-1]) + 1) * (len(window) + 2) > ROOM:
            groups.append([])
        groups[-1].append(window)
    return [groups[i] for i in rng.permutation(len(groups))]


def stack(group: Sequence[Window], rng: np.random.Generator | None = None) -> Batch:
    """One batch; with `rng`, some pieces are hidden and some windows lose their capitals."""
    inputs = {k: torch.from_numpy(v) for k, v in _inputs(group, rng).items()}
    time = max(len(w) for w in group)
    return Batch(
        inputs=inputs,
        real=_padded([np.ones(len(w), np.int64) for w in group], time, 0).bool(),
        block=_padded([w.article.pieces.block[w.keep] for w in group], time, -1),
        tags=_padded([_tags(w) for w in group], time, 0),
        form=_padded([w.article.form[w.keep] for w in group], time, -1),
        silver=_padded([w.article.silver[w.keep] for w in group], time, 0),
        links=(
            _links(group, "cue_of", time),
            _links(group, "source_of", time),
            _links(group, "who_of", time),
        ),
        soft=_soft(group, time),
    )


def _soft(group: Sequence[Window], time: int) -> Tensor | None:
    """The teacher's vectors, padded with nothing; None where there is no teacher."""
    first = group[0].article.soft
    if first is None:
        return None
    out = np.zeros((len(group), time, first.shape[1]), np.float32)
    for i, window in enumerate(group):
        assert window.article.soft is not None  # noqa: S101 - all have a teacher, or none
        out[i, : len(window)] = window.article.soft[window.keep]
    return torch.from_numpy(out)


def _inputs(group: Sequence[Window], rng: np.random.Generator | None) -> dict[str, np.ndarray]:
    parts = [_varied(w, rng) for w in group]
    joined = Pieces(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    ends = np.cumsum([0, *(len(w) for w in group)])
    return window_inputs(joined, list(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)))


def _varied(window: Window, rng: np.random.Generator | None) -> tuple[np.ndarray, ...]:
    p, keep = window.article.pieces, window.keep
    ids, case, quote = p.ids[keep], p.case[keep], p.quote[keep]
    if rng is not None:
        ids = np.where(rng.random(len(ids)) < HIDDEN, MASK, ids)
        if rng.random() < NO_CASE:
            case = np.minimum(case, 1)
        if not ((quote == MARK_OPEN) | (quote == MARK_CLOSE)).any():
            quote = np.full_like(quote, OUTSIDE)  # no mark, or the marks were taken out
    return ids, p.spans[keep], case, p.breaks[keep], quote, p.block[keep]


def _tags(window: Window) -> np.ndarray:
    """Tags of the window; where a cut or a lost mark takes a begin tag, the next piece has it."""
    tags = window.article.tags[window.keep].copy()
    block = window.article.pieces.block[window.keep]
    before = np.concatenate(([0], tags[:-1]))
    fresh = np.concatenate(([True], block[1:] != block[:-1]))
    inside = (tags > 0) & (tags % 2 == 0)
    orphan = inside & (fresh | ((before != tags) & (before != tags - 1)))
    tags[orphan] -= 1
    return tags


def _padded(rows: Sequence[np.ndarray], time: int, fill: int) -> Tensor:
    out = np.full((len(rows), time), fill, np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def _links(group: Sequence[Window], name: str, time: int) -> Links:
    rows: list[tuple[int, int]] = []
    right: list[np.ndarray] = []
    none: list[bool] = []
    for number, window in enumerate(group):
        of = getattr(window.article, name)[window.keep]
        member: dict[int, np.ndarray] = {}
        for piece in np.flatnonzero(of != -1).tolist():
            target = int(of[piece])
            if target not in member:
                member[target] = np.zeros(time, bool)
                if target >= 0:
                    member[target][: len(window)] = np.isin(
                        window.keep, window.article.groups[target]
                    )
            rows.append((number, piece))
            right.append(member[target])
            none.append(target == -2)
    where = torch.tensor(rows, dtype=torch.long).reshape(-1, 2)
    stacked = np.stack(right) if right else np.zeros((0, time), bool)
    absent = torch.tensor(none, dtype=torch.bool)
    return Links(where[:, 0], where[:, 1], torch.from_numpy(stacked), absent)


def epoch(
    articles: Sequence[Article], seed: int, number: int
) -> Iterator[tuple[list[Window], np.random.Generator]]:
    """The groups of one epoch, with the generator that varies each: the same for the same seed."""
    rng = np.random.default_rng([seed, number])
    for at, group in enumerate(grouped(windows(articles, rng), rng)):
        yield group, np.random.default_rng([seed, number, at])

"""Decoding settings and confidence of a model: `python training/tune.py FOLDER POLNEAR`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from corpus import pieces_of
from earwitness.reading.neural.blocks import Found, Settings
from earwitness.reading.neural.decode import confidence, find
from earwitness.reading.neural.model import settings_of
from earwitness.reading.neural.tagger import NeuralTagger, whole_words
from earwitness.reading.neural.wordpieces import Pieces
from export import write_config
from scoring import measures, scorer

GRID: dict[str, tuple[Any, ...]] = {
    "outside": (-0.6, -0.4, -0.2, 0.0, 0.2),  # these three make up `bias`
    "begin_content": (-0.6, -0.3, 0.0, 0.3),
    "begin_cue": (-0.2, 0.0, 0.3, 0.6),
    "none_bias": (-1.0, -0.5, 0.0, 0.5),
    "weak_cue": (0.05, 0.1, 0.15, 0.25, 0.4),
    "weak_source": (0.05, 0.1, 0.2),
    "cue_share": (0.3, 0.5, 0.7),
    "merge_floor": (0.2, 0.4, 0.6),
    "switch": (3.0, 5.0, 8.0, 12.0),
    "link_floor": (0.02, 0.1, 0.2),
    "reach": (0.2, 0.3, 0.5),
    "least": (0.0, 0.25, 0.3, 0.35, 0.4, 0.45),
}
WANTED = {"attributed": 1.0, "attributions": 1.0, "quoted_attributed": 0.5, "content_tokens": 0.5}
Read = tuple[Pieces, np.ndarray, np.ndarray]
START = {"outside": 0.0, "begin_content": 0.0, "begin_cue": 0.0, "merge_floor": 0.4, "least": 0.0}


class Dev:
    """What the network says of every dev article, and the score of one way of decoding it."""

    def __init__(self, folder: Path, data: Path, part: str = "dev") -> None:
        self.data = data
        self.gold = scorer(data).read_gold(str(data / part))
        tagger = NeuralTagger(folder, threads=2)
        tagger.load()
        self.reads: dict[str, Read] = {}
        for name, (text, _) in self.gold.items():
            _, pieces = pieces_of(text, tagger._tokenizer)
            blocks = _blocks(pieces)
            self.reads[name] = tagger.read(text, blocks)

    def found(self, settings: Settings) -> dict[str, list[Found]]:
        """Statements of every article, whatever their confidence."""
        return {n: find(s, v, p.block, settings) for n, (p, s, v) in self.reads.items()}

    def rows(self, name: str, found: Sequence[Found]) -> list[dict[str, list[list[int]]]]:
        text, pieces = self.gold[name][0], self.reads[name][0]

        def spans(*ranges: Any) -> list[list[int]]:
            return [list(whole_words(text, pieces, r)) for r in ranges if r]

        return [
            {"content": spans(*f.contents), "cue": spans(f.cue), "source": spans(f.source)}
            for f in found
        ]

    def score(self, settings: Settings) -> dict[str, float]:
        kept = {
            n: self.rows(n, [f for f in found if confidence(f, settings) >= settings.least])
            for n, found in self.found(settings).items()
        }
        return measures(self.data, self.gold, kept)

    def right(self, settings: Settings) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Features of every found statement, whether content and source are right, its article."""
        marks = scorer(self.data)
        features, right, article = [], [], []
        for number, (name, found) in enumerate(self.found(settings).items()):
            text, gold = self.gold[name]
            art = marks.Article(text)
            rows = marks.prepare(art, self.rows(name, found), False)
            hits = {j for _, j, _, ok in marks.match(marks.prepare(art, gold, True), rows) if ok}
            features += [f.features for f in found]
            right += [float(j in hits) for j in range(len(found))]
            article += [number] * len(found)
        return np.array(features), np.array(right), np.array(article)


def _blocks(pieces: Pieces) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(pieces.block, prepend=-1, append=-2))
    return [(int(pieces.spans[s, 0]), int(pieces.spans[e - 1, 1])) for s, e in pairwise(edges)]


def logistic(features: np.ndarray, right: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights of a logistic regression, the constant first, by Newton's method."""
    x = np.concatenate([np.ones((len(features), 1)), features], 1)
    weights = np.zeros(x.shape[1])
    keep = ridge * np.eye(len(weights))
    keep[0, 0] = 0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (right - chance) - keep @ weights
        weights += np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + keep, slope)
    return weights


def curve(raw: np.ndarray, right: np.ndarray, bins: int = 12) -> tuple[tuple[float, ...], ...]:
    """What the logistic says and what is true, in bins of one size, made to rise."""
    order = np.argsort(raw, kind="stable")
    said, true = zip(
        *((raw[part].mean(), right[part].mean()) for part in np.array_split(order, bins)),
        strict=True,
    )
    rising = np.maximum.accumulate(true)
    return tuple(np.round(said, 4).tolist()), tuple(np.round(rising, 4).tolist())


def calibrated(settings: Settings, dev: Dev) -> tuple[Settings, list[tuple[float, float, int]]]:
    """Settings with confidence, and a reliability table whose rows were held out in turn."""
    features, right, article = dev.right(settings)
    held = np.zeros(len(right))
    for fold in range(4):
        out = article % 4 == fold
        weights = logistic(features[~out], right[~out])
        raw = [_chance(weights, f) for f in (features[~out], features[out])]
        held[out] = np.interp(raw[1], *curve(raw[0], right[~out]))
    weights = logistic(features, right)
    fitted = replace(
        settings,
        calibration=tuple(np.round(weights, 4).tolist()),
        curve=curve(_chance(weights, features), right),
    )
    return fitted, reliability(held, right)


def _chance(weights: np.ndarray, features: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-(weights[0] + features @ weights[1:])))


def reliability(said: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Rows of (mean confidence, share that is right, how many), by tenths of confidence."""
    rows = []
    for low in np.arange(0, 1, 0.1):
        part = (said >= low) & (said < low + 0.1 + 1e-9 * (low > 0.85))
        if part.any():
            rows.append((float(said[part].mean()), float(right[part].mean()), int(part.sum())))
    return rows


def tune(folder: Path, data: Path) -> str:
    """Choose settings and calibration, write them into the folder; returns a report."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    learnt = {k: config["settings"][k] for k in ("moves", "far", "apart")}
    dev = Dev(folder, data)
    base = settings_of({**config, "settings": learnt})
    values = {k: START.get(k, getattr(base, k, 0.0)) for k in GRID}
    best, score = values, _worth(dev.score(_with(base, values)))
    for turn in range(2):
        if turn:
            base, _ = calibrated(_with(base, {**best, "least": 0.0}), dev)
        for name, choices in GRID.items():
            if name == "least" and not turn:
                continue
            for choice in choices:
                tried = {**best, name: choice}
                worth = _worth(dev.score(_with(base, tried)))
                if worth > score + 1e-6 and tried != best:
                    best, score = tried, worth
    final, table = calibrated(_with(base, {**best, "least": 0.0}), dev)
    final = replace(final, least=best["least"])
    _store(folder, config, final)
    return _report(dev.score(final), best, table)


def _with(base: Settings, values: dict[str, Any]) -> Settings:
    bias = (values["outside"], 0.0, 0.0, values["begin_cue"], 0.0, values["begin_content"], 0.0)
    plain = {k: v for k, v in values.items() if k not in ("outside", "begin_cue", "begin_content")}
    return replace(base, bias=bias, **plain)


def _worth(figures: dict[str, float]) -> float:
    return sum(weight * figures[name] for name, weight in WANTED.items())


def _store(folder: Path, config: dict[str, Any], final: Settings) -> None:
    stored = {k: getattr(final, k) for k in final.__dataclass_fields__}
    for name in ("moves", "far", "apart"):
        stored[name] = np.asarray(stored[name]).astype(float).round(5).tolist()
    write_config(folder, {**config, "settings": stored})


def _report(
    figures: dict[str, float], best: dict[str, Any], table: list[tuple[float, float, int]]
) -> str:
    lines = [f"dev: {figures}", f"settings: {best}", "confidence  right  statements"]
    lines += [f"{said:10.3f} {true:6.3f} {count:11}" for said, true, count in table]
    error = sum(abs(s - t) * n for s, t, n in table) / sum(n for *_, n in table)
    return "\n".join([*lines, f"expected calibration error {error:.3f}"])


if __name__ == "__main__":
    print(tune(Path(sys.argv[1]), Path(sys.argv[2])))

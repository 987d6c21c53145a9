"""The small reader: layers of the large one, taught by what the large one makes of any news text.

Hidden states as targets: Jiao et al., TinyBERT (2020); starting from chosen layers of the teacher:
Sanh et al., DistilBERT (2019).
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from batches import Batch, Window, stack
from corpus import Article, article, pieces_of
from earwitness.reading.neural.decode import find
from earwitness.reading.neural.tagger import widen
from earwitness.reading.neural.wordpieces import cut_windows
from evaluate import MARGIN, WINDOW, rows, settings_of
from losses import losses, total
from network import WHO_AT, Network, Shape

STUDENT = Shape(layers=3, feed=768)
KEPT = (0, 2, 5)  # the teacher's layers from which the student starts
HIDDEN, TAGS, HEAT = 1.0, 0.5, 2.0


def student_of(teacher: Network) -> Network:
    """Some of the teacher's layers, with the half of their inner units that weigh most."""
    student = Network(STUDENT, dropout=0.05)
    state = {k: v for k, v in teacher.state_dict().items() if ".layers." not in k}
    for new, old in enumerate(KEPT):
        own = f"encoder.layers.{old}."
        layer = {k[len(own) :]: v for k, v in teacher.state_dict().items() if k.startswith(own)}
        weigh = layer["up.weight"].norm(dim=1) * layer["down.weight"].norm(dim=0)
        best = weigh.argsort(descending=True)[: STUDENT.feed].sort().values
        layer["up.weight"], layer["up.bias"] = layer["up.weight"][best], layer["up.bias"][best]
        layer["down.weight"] = layer["down.weight"][:, best]
        state |= {f"encoder.layers.{new}.{k}": v for k, v in layer.items()}
    student.load_state_dict(state)
    return student


def step(student: Network, batch: Batch) -> dict[str, Tensor]:
    """The teacher's hidden states and tags, and what the articles' own marks say."""
    encoded = student.encoder(batch.inputs)
    outputs = student.read(encoded)
    parts = losses(student, batch, outputs)
    assert batch.soft is not None  # noqa: S101 - every article was shown to the teacher
    real = batch.real[..., None].float()
    scale = (batch.soft**2 * real).sum()
    hidden = ((encoded[:, 1:-1] - batch.soft) ** 2 * real).sum() / scale
    with torch.no_grad():
        told = functional.linear(batch.soft, student.teacher_weight, student.teacher_bias)
        wanted = functional.softmax(told / HEAT, -1)
    given = functional.log_softmax(outputs[0][:, 1:-1] / HEAT, -1)
    tags = (functional.kl_div(given, wanted, reduction="none") * real).sum() / real.sum() * HEAT**2
    every = total(parts) + HIDDEN * hidden + TAGS * tags
    return {"total": every, "hidden": hidden, "soft": tags, **parts}


def remember_teacher(student: Network, teacher: Network) -> None:
    """Keep the teacher's tag head beside the student; it is not saved with it."""
    for end in ("weight", "bias"):
        value = getattr(teacher.tags, end).detach().clone()
        student.register_buffer(f"teacher_{end}", value, persistent=False)


def encode_article(teacher: Network, one: Article) -> np.ndarray:
    """The teacher's last layer for each piece, in half precision."""
    parts = []
    for core in cut_windows(one.pieces.block, WINDOW):
        wide = widen(one.pieces.block, core, MARGIN)
        batch = stack([Window(one, np.arange(*wide))])
        with torch.inference_mode():
            encoded = teacher.encoder(batch.inputs)[0]
        kept = encoded[core[0] - wide[0] + 1 : core[1] - wide[0] + 1]
        parts.append(kept.numpy().astype(np.float16))
    return np.concatenate(parts)


def shown(
    teacher: Network, articles: Sequence[Article], save: Path, share: tuple[int, int]
) -> None:
    """Write what the teacher makes of this process's share of the articles, once."""
    teacher.eval()
    for number, one in enumerate(articles):
        path = save / f"{number}.npy"
        if number % share[1] == share[0] and not path.exists():
            np.save(path.with_suffix(".tmp.npy"), encode_article(teacher, one))
            path.with_suffix(".tmp.npy").replace(path)


def taught(teacher: Network, articles: Sequence[Article], save: Path) -> list[Article]:
    """The articles with what the teacher made of them; those without marks get the teacher's."""
    settings = settings_of(teacher, link_floor=0.02, merge_floor=0.4)
    out = []
    for number, one in enumerate(articles):
        soft = np.load(save / f"{number}.npy", mmap_mode="r")
        if not one.gold:
            one = _marked(teacher, one, np.asarray(soft, np.float32), settings)  # noqa: PLW2901
        out.append(replace(one, soft=soft))
    return out


def _marked(teacher: Network, one: Article, soft: np.ndarray, settings: Any) -> Article:
    with torch.inference_mode():
        tags, vectors, _ = teacher.read(torch.from_numpy(soft))
    found = find(tags.numpy(), vectors.numpy()[:, :WHO_AT], one.pieces.block, settings)
    return article(one.name, one.text, one.pieces, rows(one, found))


def read_news(paths: Sequence[Path], tokenizer: Any) -> list[Article]:
    """Unmarked news: .txt, TimeML, or lines of JSON with a "text", in folders or files."""
    out = []
    for name, text in _texts(paths):
        text, pieces = pieces_of(text, tokenizer)  # noqa: PLW2901
        if len(pieces):
            out.append(article(name, text, pieces, []))
    return out


def _texts(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in (p for top in paths for p in (sorted(top.rglob("*")) if top.is_dir() else [top])):
        if path.name.endswith(".jsonl.gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from ((path.name, json.loads(line)["text"]) for line in lines)
        elif path.suffix == ".tml":
            body = path.read_text("utf-8", "replace").partition("<TEXT>")[2].partition("</TEXT>")[0]
            yield path.name, html.unescape(re.sub(r"<[^>]*>", "", body)).replace("``", "''")
        elif path.suffix == ".txt":
            yield path.name, path.read_text("utf-8", "replace")

"""The network in PyTorch: a BERT-like encoder with extra features, tags, links, who, form."""

from __future__ import annotations

import json
import math
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from corpus import SILVER_CLASSES
from earwitness.reading.neural.blocks import BUCKET_OF, BUCKETS, FAR, LINK
from earwitness.reading.neural.chain import FORBIDDEN, INSIDE
from earwitness.reading.neural.wordpieces import BREAKS, CASES, QUOTES

TAGS = 7
FORMS = 3
INNER = 256
NONE_AT = 4 * LINK
WHO_AT = NONE_AT + 1
FORM_AT = WHO_AT + 2 * LINK
VECTOR = FORM_AT + FORMS


@dataclass(frozen=True)
class Shape:
    """What a network is built from."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    feed: int = 1536
    vocabulary: int = 30522
    places: int = 512


class Drop(nn.Module):
    """Dropout by slices of one long random row: drawing anew costs an eighth of a step."""

    POOL = 1 << 23

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        if self.pool is None:
            kept = torch.rand(self.POOL) >= self.share
            self.pool = kept.float() / (1 - self.share)
        at = int(torch.randint(self.POOL - x.numel(), ()))
        return x * self.pool[at : at + x.numel()].view_as(x)


class Layer(nn.Module):
    """Self-attention and feed-forward, each with its norm behind, as in BERT."""

    def __init__(self, shape: Shape, drop: Drop) -> None:
        super().__init__()
        width = shape.width
        self.heads = shape.heads
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.up, self.down = nn.Linear(width, shape.feed), nn.Linear(shape.feed, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
        self.drop = drop

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, time, width = x.shape
        q, k, v = (
            part.view(batch, time, self.heads, -1).transpose(1, 2)
            for part in self.qkv(x).split(width, 2)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(batch, time, width)
        x = self.norm1(x + self.drop(self.out(mixed)))
        y: Tensor = self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))
        return y


class Encoder(nn.Module):
    """Word, place, case, break and quotation embeddings, and the layers."""

    def __init__(self, shape: Shape, drop: Drop) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.words.weight.requires_grad_(False)  # most words of the vocabulary are not in the data
        self.places = nn.Embedding(shape.places, shape.width)
        self.case = nn.Embedding(CASES, shape.width)
        self.breaks = nn.Embedding(BREAKS, shape.width)
        self.quote = nn.Embedding(QUOTES, shape.width)
        self.norm = nn.LayerNorm(shape.width, 1e-12)
        self.drop = drop
        self.layers = nn.ModuleList(Layer(shape, drop) for _ in range(shape.layers))
        for extra in (self.case, self.breaks, self.quote):
            nn.init.zeros_(extra.weight)

    def forward(self, inputs: dict[str, Tensor]) -> Tensor:
        ids = inputs["ids"]
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        x = x + self.case(inputs["case"]) + self.breaks(inputs["breaks"])
        x = self.drop(self.norm(x + self.quote(inputs["quote"])))
        mask = torch.zeros_like(ids, dtype=x.dtype).masked_fill(inputs["mask"] == 0, -1e9)
        mask = mask[:, None, None, :].expand(-1, -1, ids.shape[1], -1)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Network(nn.Module):
    """Tag scores and link vectors of every piece."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.drop = Drop(dropout)
        self.encoder = Encoder(shape, self.drop)
        self.tags = nn.Linear(shape.width, TAGS)
        self.inner = nn.Linear(shape.width, INNER)
        self.vectors = nn.Linear(INNER, VECTOR)
        self.silver = nn.Linear(shape.width, SILVER_CLASSES)
        self.moves = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.far = nn.Parameter(torch.zeros(3, BUCKETS))
        self.apart = nn.Parameter(torch.zeros(3, 3))
        banned = torch.zeros(TAGS, TAGS)
        for tag in INSIDE:
            banned[:, tag] = FORBIDDEN
            banned[[tag - 1, tag], tag] = 0
        self.register_buffer("banned", banned, persistent=False)
        self.register_buffer("bucket", torch.from_numpy(BUCKET_OF.copy()), persistent=False)

    def forward(self, inputs: dict[str, Tensor]) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores, link vectors and silver scores, each batch by time by width."""
        return self.read(self.encoder(inputs))

    def read(self, encoded: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the heads make of encoded pieces."""
        x = self.drop(encoded)
        vectors = self.vectors(self.drop(functional.gelu(self.inner(x))))
        return self.tags(x), vectors, self.silver(x)

    def links(self, vectors: Tensor, head: int) -> Tensor:
        """Link scores of every piece to every piece: head 0 cues, 1 sources, 2 who."""
        at = (0, 2 * LINK, WHO_AT)[head]
        query, key = vectors[..., at : at + LINK], vectors[..., at + LINK : at + 2 * LINK]
        scores = query @ key.transpose(1, 2) / math.sqrt(LINK)
        place = torch.arange(vectors.shape[1])
        away = (place[None, :] - place[:, None]).clamp(-FAR, FAR) + FAR
        return scores + self.far[head][self.bucket[away]]


def open_encoder(network: Network, weights: dict[str, Any]) -> None:
    """Start from a BERT's weights, by the names that its files use."""

    def put(target: Tensor, *names: str) -> None:
        with torch.no_grad():
            found = [torch.as_tensor(np.asarray(weights[n])) for n in names]
            target.copy_(torch.cat(found))

    encoder = network.encoder
    put(encoder.words.weight, "embeddings.word_embeddings.weight")
    put(encoder.places.weight, "embeddings.position_embeddings.weight")
    with torch.no_grad():  # all pieces are of the first type
        kind = torch.as_tensor(np.asarray(weights["embeddings.token_type_embeddings.weight"]))[0]
        encoder.places.weight.add_(kind)
    for end in ("weight", "bias"):
        put(getattr(encoder.norm, end), f"embeddings.LayerNorm.{end}")
        for n, layer in enumerate(encoder.layers):
            base = f"encoder.layer.{n}"
            own = f"{base}.attention"
            qkv = [f"{own}.self.{x}.{end}" for x in ("query", "key", "value")]
            put(getattr(layer.qkv, end), *qkv)
            put(getattr(layer.out, end), f"{own}.output.dense.{end}")
            put(getattr(layer.norm1, end), f"{own}.output.LayerNorm.{end}")
            put(getattr(layer.up, end), f"{base}.intermediate.dense.{end}")
            put(getattr(layer.down, end), f"{base}.output.dense.{end}")
            put(getattr(layer.norm2, end), f"{base}.output.LayerNorm.{end}")


def packaged_encoder() -> tuple[dict[str, Any], str]:
    """Weights of all-MiniLM-L6-v2 and its tokenizer.json, from the package that carries them."""
    import all_minilm_l6_v2
    from safetensors.numpy import load

    with zipfile.ZipFile(Path(all_minilm_l6_v2.__file__).parent / "model.zip") as archive:
        names = {Path(n).name: n for n in archive.namelist()}
        weights = load(archive.read(names["model.safetensors"]))
        tokenizer = archive.read(names["tokenizer.json"]).decode("utf-8")
    json.loads(tokenizer)
    return weights, tokenizer

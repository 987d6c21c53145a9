"""The trained tagger: an int8 network, its decoding and its confidence."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from earwitness.model import Document, Span

from ..layout import paragraphs
from ..marks import doubled
from ..model_folder import open_config
from ..tagger import RawAttribution
from .arrays import Array
from .blocks import Found
from .decode import confidence, find
from .model import TAGS, VECTORS, nothing, open_session, open_tokenizer, settings_of
from .wordpieces import Pieces, cut_windows, encode, window_inputs

Range = tuple[int, int]
SECTION = 24_000  # code points read at a time, so that a document of any length needs little memory


class NeuralTagger:
    """Finds attributions with the model in a folder; the same text gives the same answer.

    The network is loaded with the first text, once. `threads` is how many windows are read side
    by side; it changes the speed alone. Raises ModelError for a folder that holds no usable model.
    """

    def __init__(self, model: Path, *, threads: int = 1) -> None:
        self.model, self.threads = model, max(1, threads)
        self.config = open_config(model)
        self.name = str(self.config["name"])
        self.settings = settings_of(self.config)
        self._lock = threading.Lock()

    @cached_property
    def _tokenizer(self) -> Any:
        return open_tokenizer(self.model)

    @cached_property
    def _session(self) -> Any:
        return open_session(self.model, self.config.get("network", "reader.onnx"))

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self.threads, thread_name_prefix="reader")

    def load(self) -> None:
        """Load now what would be loaded with the first text."""
        with self._lock:
            _ = self._tokenizer, self._session, self._pool

    def tag(self, document: Document) -> tuple[RawAttribution, ...]:
        """All attributions of the document's headline, standfirst and body, in text order."""
        found = paragraphs(document)
        blocks = [(p.block.span.start, p.block.span.end) for p in found]
        above = [p.block.span for p in found if p.block.kind != "body"]
        text = doubled(document.text, (q for p in found for q in p.quotes if not q.level))
        return tuple(_below(raw, above) for raw in self.tag_blocks(text, blocks))

    def tag_blocks(self, text: str, blocks: Sequence[Range]) -> tuple[RawAttribution, ...]:
        """The attributions of ranges of code points, each read as a paragraph."""
        return tuple(
            raw for section in sections(blocks) for raw in self._tag_section(text, section)
        )

    def _tag_section(self, text: str, blocks: Sequence[Range]) -> list[RawAttribution]:
        pieces, scores, vectors = self.read(text, blocks)
        found = find(scores, vectors, pieces.block, self.settings)
        rows = [(confidence(f, self.settings), f) for f in found]
        kept = [self._raw(text, pieces, f, c) for f, c in _likely(rows, self.settings.least)]
        return sorted(kept, key=lambda raw: raw.content)

    def read(self, text: str, blocks: Sequence[Range]) -> tuple[Pieces, Array, Array]:
        """Wordpieces of the blocks, their tag scores and their link vectors."""
        self.load()
        pieces = encode(self._tokenizer, text, blocks)
        cores = cut_windows(pieces.block, self.config["window"])
        wider = [widen(pieces.block, core, self.config["margin"]) for core in cores]
        jobs = list(zip(cores, wider, strict=True))
        if not jobs:
            return pieces, *nothing()
        run = map if self.threads == 1 else self._pool.map
        parts = list(run(lambda job: self._run(pieces, *job), jobs))
        scores, vectors = (np.concatenate(part) for part in zip(*parts, strict=True))
        return pieces, scores, vectors

    def _run(self, pieces: Pieces, core: Range, wide: Range) -> tuple[Array, Array]:
        """One window through the network; its margins and [CLS], [SEP] are dropped."""
        inputs = window_inputs(pieces, [wide])
        scores, vectors = self._session.run([TAGS, VECTORS], inputs)
        keep = slice(core[0] - wide[0] + 1, core[1] - wide[0] + 1)
        return scores[0, keep], vectors[0, keep]

    def _raw(self, text: str, pieces: Pieces, found: Found, sure: float) -> RawAttribution:
        def spans(*ranges: Range | None) -> tuple[Span, ...]:
            return tuple(Span(*whole_words(text, pieces, r)) for r in ranges if r)

        return RawAttribution(
            content=spans(*found.contents),
            cue=spans(found.cue),
            source=next(iter(spans(found.source)), None),
            origin=self.name,
            confidence=round(sure, 3),
        )


def _below(raw: RawAttribution, above: Sequence[Span]) -> RawAttribution:
    """Without a headline among its words: the body tells the same again, with its own cue."""
    kept = [c for c in raw.content if not any(h.holds(c) for h in above)]
    told_above = any(h.meets(c) for h in above for c in raw.cue)
    return raw if told_above or not kept else replace(raw, content=tuple(kept))


def _likely(rows: list[tuple[float, Found]], least: float) -> Iterator[tuple[Found, float]]:
    return ((found, sure) for sure, found in rows if sure >= least)


def sections(blocks: Sequence[Range]) -> Iterator[list[Range]]:
    """Runs of blocks of about SECTION code points; a longer block is cut into such lengths."""
    section: list[Range] = []
    size = 0
    for start, end in (part for block in blocks for part in _cut(block)):
        if section and size + end - start > SECTION:
            yield section
            section, size = [], 0
        section.append((start, end))
        size += end - start
    if section:
        yield section


def _cut(block: Range) -> Iterator[Range]:
    for start in range(block[0], block[1], SECTION):
        yield start, min(start + SECTION, block[1])


def widen(block: Array, core: Range, margin: int) -> Range:
    """The window with `margin` more pieces on each side where it cuts a block in two."""
    start, end = core
    if start and block[start - 1] == block[start]:
        start = max(0, start - margin)
    if end < len(block) and block[end - 1] == block[end]:
        end = min(len(block), end + margin)
    return start, end


def whole_words(text: str, pieces: Pieces, pieces_range: Range) -> Range:
    """Code points of a range of pieces, widened to whole words."""
    start, end = int(pieces.spans[pieces_range[0], 0]), int(pieces.spans[pieces_range[1] - 1, 1])
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end

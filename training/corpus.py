"""PolNeAR articles as wordpieces with targets: tags, links, antecedents, forms, silver words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from earwitness.intake import read_document
from earwitness.reading.layout import paragraphs
from earwitness.reading.neural.wordpieces import INSIDE, Pieces, encode
from scoring import Rows, scorer

SOURCE, CUE, CONTENT = 1, 3, 5  # begin tags; the inside tag follows each
DIRECT, INDIRECT, MIXED = 0, 1, 2
NO_WORD = 0  # silver class of a piece without a silver word
PERSONAL = frozenset("he she they him her them".split())


@dataclass(frozen=True)
class Article:
    """One article: its pieces, and for each piece what is to be learnt.

    `cue_of`, `source_of` and `who_of` hold for each piece the target group of its link: -1 no
    target, -2 "none"; else `groups[n]` are the pieces, any of which is right.
    """

    name: str
    text: str
    pieces: Pieces
    tags: np.ndarray
    cue_of: np.ndarray
    source_of: np.ndarray
    who_of: np.ndarray
    form: np.ndarray  # -1 where nobody speaks
    silver: np.ndarray  # part of speech × entity, NO_WORD where there is none
    groups: tuple[np.ndarray, ...]
    gold: Rows
    soft: np.ndarray | None = None  # what a teacher made of each piece


def read_part(folder: Path, tokenizer: Any, *, limit: int | None = None) -> list[Article]:
    """All articles of a part (`train`, `dev`), the first annotator of each."""
    silver = _read_silver(folder / "corenlp.jsonl.gz")
    gold = scorer(folder.parent).read_gold(str(folder))
    return [
        article(name, *pieces_of(text, tokenizer), attributions, silver.get(name))
        for name, (text, attributions) in list(gold.items())[:limit]
    ]


def pieces_of(text: str, tokenizer: Any) -> tuple[str, Pieces]:
    """The text as the program reads it, and its wordpieces."""
    document = read_document(text.encode("utf-8"), path="article.txt")
    blocks = [(p.block.span.start, p.block.span.end) for p in paragraphs(document)]
    return document.text, encode(tokenizer, document.text, blocks)


def article(
    name: str, text: str, pieces: Pieces, attributions: Rows, silver: Any = None
) -> Article:
    """One article with its targets."""
    targets = _Targets(text, pieces)
    for one in attributions:
        targets.add(one)
    if silver:
        targets.add_silver(silver)
    return targets.article(name, attributions)


class _Targets:
    """Collects the targets of one article."""

    def __init__(self, text: str, pieces: Pieces) -> None:
        self.text, self.pieces = text, pieces
        size = len(pieces)
        self.tags = np.zeros(size, np.int64)
        self.cue_of, self.source_of, self.who_of = (np.full(size, -1) for _ in range(3))
        self.form, self.silver = np.full(size, -1), np.zeros(size, np.int64)
        self.groups: list[np.ndarray] = []
        self.starts, self.ends = pieces.spans[:, 0], pieces.spans[:, 1]

    def within(self, spans: Iterable[Sequence[int]]) -> list[np.ndarray]:
        """The pieces of each span."""
        found = [np.flatnonzero((self.starts < e) & (self.ends > s)) for s, e in spans]
        return [f for f in found if len(f)]

    def add(self, one: dict[str, list[list[int]]]) -> None:
        contents, cues = self.within(one["content"]), self.within(one["cue"])
        sources = self.within(one["source"])
        for begin, runs in ((CONTENT, contents), (SOURCE, sources), (CUE, cues)):
            for run in runs:
                self._paint(run, begin)
        all_content = np.concatenate([*contents, np.zeros(0, np.int64)]).astype(np.int64)
        all_cue = np.concatenate([*cues, np.zeros(0, np.int64)]).astype(np.int64)
        if len(all_cue):
            self.cue_of[all_content] = self._group(all_cue)
        asks = np.concatenate([all_content, all_cue])
        self.source_of[asks] = self._group(np.concatenate(sources)) if sources else -2
        self.form[all_content] = self._form(all_content)

    def _group(self, pieces: np.ndarray) -> int:
        self.groups.append(pieces)
        return len(self.groups) - 1

    def _paint(self, run: np.ndarray, begin: int) -> None:
        """Tags of one run; a new block begins anew, since blocks are decoded apart."""
        self.tags[run] = begin + 1
        blocks = self.pieces.block[run]
        self.tags[run[np.flatnonzero(np.diff(blocks, prepend=-1))]] = begin

    def _form(self, content: np.ndarray) -> int:
        words = [p for p in content if self.text[self.starts[p]].isalnum()]
        inside = sum(self.pieces.quote[p] == INSIDE for p in words)
        if not inside:
            return INDIRECT
        return DIRECT if inside == len(words) else MIXED

    def add_silver(self, silver: dict[str, Any]) -> None:
        """Parts of speech and entities of words, antecedents of personal pronouns."""
        tokens = silver["tokens"]
        at = {t[0]: i for i, t in enumerate(tokens)}
        for piece, start in enumerate(self.starts.tolist()):
            token = at.get(start)
            if token is not None:
                self.silver[piece] = silver["class"][token]
        for chain in silver["coref"]:
            self._add_chain(chain, tokens)

    def _add_chain(self, chain: list[list[int]], tokens: list[Any]) -> None:
        named, pronouns = [], []
        for first, last, head, _ in chain:
            if last - first == 1 and tokens[first][2].startswith("PRP"):
                pronouns.append(first)
            elif tokens[head][2].startswith("NN"):
                named.append((tokens[head][0], tokens[head][1]))
        spots = self.within(named)
        if not spots or not pronouns:
            return
        group = self._group(np.concatenate(spots))
        for token in pronouns:
            start, end = tokens[token][:2]
            if self.text[start:end].lower() in PERSONAL:
                for run in self.within([(start, end)]):
                    self.who_of[run] = group

    def article(self, name: str, gold: Rows) -> Article:
        return Article(
            name=name, text=self.text, pieces=self.pieces, tags=self.tags, cue_of=self.cue_of,
            source_of=self.source_of, who_of=self.who_of, form=self.form, silver=self.silver,
            groups=tuple(self.groups), gold=gold,
        )  # fmt: skip


SILVER_POS = (
    "NN NNS NNP NNPS PRP PRP$ VB VBD VBG VBN VBP VBZ MD IN TO DT JJ JJR JJS RB RBR RBS CC CD"
    " WDT WP WRB POS RP EX"
).split()
SILVER_ENTITY = ("PERSON", "ORGANIZATION", "LOCATION")
SILVER_CLASSES = 1 + (len(SILVER_POS) + 1) * (len(SILVER_ENTITY) + 1)


def _silver_class(pos: str, entity: str) -> int:
    row = SILVER_POS.index(pos) + 1 if pos in SILVER_POS else 0
    column = SILVER_ENTITY.index(entity) + 1 if entity in SILVER_ENTITY else 0
    return 1 + row * (len(SILVER_ENTITY) + 1) + column


def _read_silver(path: Path) -> dict[str, Any]:
    """Automatic layers by article: parts of speech, entities, coreference chains."""
    if not path.exists():
        return {}
    out = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row["class"] = [_silver_class(t[2], t[3]) for t in row["tokens"]]
            out[row["doc"]] = row
    return out

"""Scores what is found nested against cases marked by hand; shared by the test and the bench."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from earwitness.intake import read_document
from earwitness.model import Document, Reading, Statement

CASES = Path(__file__).parents[1] / "cases" / "nested.jsonl"
ALIKE = 0.5  # Jaccard index of words, as for attributions
SMALL = frozenset("the a an that to of".split())
Words = frozenset[int]


@dataclass
class Count:
    """Nested statements: marked, given, matched, and matched with the right source and parent."""

    marked: int = 0
    given: int = 0
    found: int = 0
    right: int = 0

    def __str__(self) -> str:
        p, r = self.right / max(self.given, 1), self.right / max(self.marked, 1)
        return (
            f"{self.marked} marked, {self.given} given, {self.found} found, {self.right} with"
            f" source and outer right: precision {p:.3f}, recall {r:.3f}"
        )


def cases() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def quoted(case: dict[str, Any]) -> bool:
    return bool(re.search(r"[“”\"‘]|(?<!\w)'|’(?!\w)", case["text"]))


def spot(text: str, part: Any) -> tuple[int, int]:
    words, nth = (part, 0) if isinstance(part, str) else (part["text"], part["nth"])
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return at, at + len(words)


def words_in(text: str, spans: Sequence[tuple[int, int]]) -> Words:
    return frozenset(
        m.start()
        for m in re.finditer(r"\w+", text)
        if any(s <= m.start() < e for s, e in spans) and m[0].lower() not in SMALL
    )


def alike(one: Words, other: Words) -> float:
    return len(one & other) / max(len(one | other), 1)


def score(
    some: Sequence[dict[str, Any]], read: Callable[[Document], Reading]
) -> tuple[Count, Iterator[str]]:
    """Counts over the cases, and a line for each miss and each extra."""
    count, lines = Count(), []
    for case in some:
        document = read_document(case["text"].encode(), path="case.txt")
        lines += _one(case, document.text, read(document).statements, count)
    return count, iter(lines)


def _one(case: dict[str, Any], text: str, got: Sequence[Statement], count: Count) -> Iterator[str]:
    shift = text.index(case["text"])
    marked = [
        words_in(
            text, [(s + shift, e + shift) for s, e in (spot(case["text"], c) for c in m["content"])]
        )
        for m in case["statements"]
    ]
    made = [words_in(text, [(s.start, s.end) for s in g.content]) for g in got]
    index = {g.id: j for j, g in enumerate(got)}
    pairs = _pairs(case, marked, got, made)
    count.marked += sum(m["outer"] is not None for m in case["statements"])
    count.given += sum(g.nested_in is not None for g in got)
    for i, mark in enumerate(case["statements"]):
        if mark["outer"] is None:
            continue
        j = pairs.get(i)
        if j is None:
            yield f"missed: {mark['source']} | {mark['cue']} | {mark['content']}"
            continue
        count.found += 1
        outer = pairs.get(mark["outer"])
        held = outer is not None and index[got[j].nested_in or ""] == outer
        source = got[j].source.span
        given = words_in(text, [(source.start, source.end)]) if source else frozenset()
        wanted = _source(case, mark, text, shift)
        right = bool(given & wanted) if wanted else got[j].source.actor is None
        count.right += held and right
        if not (held and right):
            wrong = f"source {source.of(text) if source else None!r}" if held else "outer"
            yield f"{wrong}: {mark['source']} | {mark['cue']} | {mark['content']}"
    taken = {j for i, j in pairs.items() if case["statements"][i]["outer"] is not None}
    for j, g in enumerate(got):
        if g.nested_in is not None and j not in taken:
            yield f"extra: {[s.of(text) for s in g.content]} | {[s.of(text) for s in g.cue]}"


def _source(case: dict[str, Any], mark: dict[str, Any], text: str, shift: int) -> Words:
    if mark["source"] is None:
        return frozenset()
    s, e = spot(case["text"], mark["source"])
    return words_in(text, [(s + shift, e + shift)])


def _pairs(
    case: dict[str, Any], marked: Sequence[Words], got: Sequence[Statement], made: Sequence[Words]
) -> dict[int, int]:
    """Marked to given, likest first; nested with nested, outer with outer."""
    near = sorted(
        (-alike(a, b), i, j)
        for i, a in enumerate(marked)
        for j, b in enumerate(made)
        if alike(a, b) >= ALIKE
        and (case["statements"][i]["outer"] is None) == (got[j].nested_in is None)
    )
    pairs: dict[int, int] = {}
    for _, i, j in near:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs

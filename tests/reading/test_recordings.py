"""Which statements come through which recording, and who is heard in it; cases as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from earwitness.model import Block, Document, Reading, Span
from earwitness.reading import read_report

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "recordings.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def reading_of(text: str) -> Reading:
    """A page without masthead or date, a paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(at, at + len(line)), "body"))
        at += len(line) + 1
    return read_report(
        Document("d_t", "0", None, None, None, None, None, (), "en", None, text, tuple(blocks))
    )


@pytest.mark.parametrize("case", CASES, ids=[c["why"][:40] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    reading = reading_of(case["text"])
    names = {a.id: " / ".join([a.name, *a.aliases]) for a in reading.actors}
    through = {
        words: [
            s.recording
            for s in reading.statements
            if any(words in span.of(case["text"]) for span in s.content)
        ]
        for words in [*case["heard"], *case["not_heard"]]
    }
    for words in case["heard"]:
        assert through[words], f"{case['why']}: no statement holds {words!r}"
        assert through[words][0] is not None, f"{case['why']}: {words!r} has no recording"
    for words in case["not_heard"]:
        assert through[words], f"{case['why']}: no statement holds {words!r}"
        assert through[words] == [None] * len(through[words]), case["why"]
    if case["recordings"] is not None:
        assert len(reading.recordings) == case["recordings"], case["why"]
        assert len({through[w][0] for w in case["heard"]}) == case["recordings"]
    if case["speakers"]:
        spoken = [names[a] for a in reading.recordings[0].speakers]
        assert len(spoken) == len(case["speakers"]), f"{case['why']}: {spoken}"
        assert all(any(w in n for n in spoken) for w in case["speakers"]), f"{spoken}"
    if case["released_by"]:
        releaser = reading.recordings[0].released_by
        assert releaser is not None
        assert case["released_by"] in names[releaser]

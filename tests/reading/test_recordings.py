"""Which statements come through which recording, and who is heard in it; cases as data."""

from __future__ import annotations

from typing import Any

import pytest

from earwitness.model import Reading
from earwitness.reading import read_report
from language import cases, page_of_lines

CASES = cases("recordings.jsonl")


def reading_of(text: str) -> Reading:
    return read_report(page_of_lines(text))


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

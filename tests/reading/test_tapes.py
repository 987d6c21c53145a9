"""Who released a recording, and which words come through which; cases as data."""

from __future__ import annotations

from typing import Any

import pytest

from earwitness.model import Reading, Recording, Span
from earwitness.reading import read_report
from language import cases, page_of_lines

CASES = cases("tapes.jsonl")


def reading_of(text: str) -> Reading:
    return read_report(page_of_lines(text))


def tape_at(reading: Reading, words: str) -> Recording | None:
    """The recording of which a mention stands at these words."""
    start = reading.document.text.find(words)
    assert start >= 0, words
    span = Span(start, start + len(words))
    return next(
        (r for r in reading.recordings if any(m.span.meets(span) for m in r.mentions)), None
    )


def through(reading: Reading, words: str) -> set[str | None]:
    """The recordings through which the statements with these words come."""
    text = reading.document.text
    found = [s for s in reading.statements if any(words in span.of(text) for span in s.content)]
    assert found, f"no statement holds {words!r}"
    return {s.recording for s in found if s.nested_in is None}


@pytest.mark.parametrize("case", CASES, ids=[c["why"][:60] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    reading = reading_of(case["text"])
    names = {a.id: " / ".join([a.name, *a.aliases]).lower() for a in reading.actors}
    met = []
    for words, releaser in case["tapes"]:
        tape = tape_at(reading, words)
        name = names[tape.released_by] if tape and tape.released_by else None
        if releaser is None:
            assert name is None, f"{case['why']}: {words!r} released by {name!r}"
        else:
            assert tape is not None, f"{case['why']}: no recording at {words!r}"
            assert name is not None, f"{case['why']}: {words!r} released by nobody"
            assert releaser.lower() in name, f"{case['why']}: {words!r} released by {name!r}"
        met.append(tape.id if tape else words)
    assert len(set(met)) == len(met), f"{case['why']}: two recordings are read as one"
    for words in case["no_tape"]:
        assert tape_at(reading, words) is None, f"{case['why']}: {words!r} is a recording"
    for words, mention in case["heard"]:
        tape = tape_at(reading, mention)
        assert tape is not None, f"{case['why']}: no recording at {mention!r}"
        assert through(reading, words) == {tape.id}, f"{case['why']}: {words!r}"
    for words in case["alone"]:
        assert through(reading, words) == {None}, f"{case['why']}: {words!r} has a recording"

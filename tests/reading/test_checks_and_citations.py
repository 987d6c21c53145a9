"""What a short report says of checks, and which other outlets it leans on, read from end to end.

`checks` are status, question and verifier, `cites` the outlets; "|" parts what would be as right,
and an empty verifier is nobody, or the page's own outlet.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Reading
from earwitness.reading import read_report
from language import cases, page

OUTLET = "The Valley Courier"
FOLDER = Path(__file__).parents[1] / "cases"


def names(reading: Reading) -> dict[str, str]:
    return {a.id: " | ".join([a.name, *a.aliases]).lower() for a in reading.actors}


def is_one(got: str, wanted: str) -> bool:
    own = OUTLET.lower() in got
    if not wanted:
        return not got or own
    return any(w in got for w in wanted.split("|"))


def may_be_open(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A case marked "open" is one that the program does not read yet."""
    if case.get("open"):
        request.applymarker(pytest.mark.xfail(strict=True, reason="not read yet"))


@pytest.mark.parametrize(
    "case", cases("checks.jsonl") + cases("denials.jsonl"), ids=lambda case: case["text"][:60]
)
def test_check(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    may_be_open(case, request)
    reading = read_report(page(case["text"], OUTLET))
    got = [
        (v.status, v.about, names(reading).get(v.verifier or "", ""))
        for v in reading.verifications
    ]  # fmt: skip
    held = len(got) == len(case["checks"]) and all(
        status in want[0].split("|") and about in want[1].split("|") and is_one(who, want[2])
        for (status, about, who), want in zip(got, case["checks"], strict=True)
    )
    assert held, f"{case['why']}: wanted {case['checks']}, got {got}"


@pytest.mark.parametrize("case", cases("citations.jsonl"), ids=lambda case: case["text"][:60])
def test_citation(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    may_be_open(case, request)
    reading = read_report(page(case["text"], OUTLET))
    got = sorted({names(reading)[c.actor] for c in reading.citations if c.actor})
    held = len(got) == len(case["cites"]) and all(
        any(want in name for name in got) for want in case["cites"]
    )
    assert held, f"{case['why']}: wanted {case['cites']}, got {got}"


WORDS = st.sampled_from(
    "the newspaper Gazeta Radio Severa agency told reported quoted as saying by said that video "
    "denied having written dismissed footage a fake concluded voice was his not , . “ ” He in an "
    "interview with according to Telegram channel 42 confirmed".split()
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_lie_in_the_text(text: str) -> None:
    reading = read_report(page(text, OUTLET))
    for note in (*reading.verifications, *reading.citations):
        assert 0 <= note.span.start < note.span.end <= len(text)
        assert note.span.of(text).strip()
    known = {a.id for a in reading.actors}
    assert all(c.actor in known for c in reading.citations)


@pytest.mark.parametrize(
    "unit", ["dismissed the video as ", "told Radio Sahra and ", "quoted as saying by the "]
)
def test_long_repetitions_stay_fast(unit: str) -> None:
    document = page(unit * 500, OUTLET)
    started = time.process_time()
    read_report(document)
    assert time.process_time() - started < 20

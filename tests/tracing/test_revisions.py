"""The same report twice: what the later one is to the earlier one, and what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Block, Document, Span, Stamp
from earwitness.tracing import revisions

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "revisions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def document(given: dict[str, str], number: int) -> Document:
    text, blocks = given["body"], []
    start = 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(Span(start, start + len(line)), "body"))
        start += len(line) + 1
    day = Stamp(f"2021-04-0{number}", None)
    return Document(
        f"d_{number}", str(number), f"{number}.txt", given.get("url"), given.get("outlet"),
        given.get("headline"), None, (), "en", day, text, tuple(blocks),
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_what_the_later_report_is_to_the_earlier(case: dict[str, Any]) -> None:
    pages = document(case["earlier"], 1), document(case["later"], 2)
    found = revisions(pages)
    assert [one.kind for one in found] == ([case["kind"]] if case["kind"] else [])
    assert [e.kind for one in found for e in one.edits] == case["edits"]
    assert found == revisions(pages[::-1])
    assert all((one.earlier, one.later) == ("d_1", "d_2") for one in found)


SENTENCE = st.sampled_from([
    "A ferry sank off the northern port.", "The captain allegedly fled at night.",
    "The captain fled at night.", "At least 12 people died there.", "Nobody came.", "",
])  # fmt: skip
BODY = st.lists(SENTENCE, min_size=1, max_size=8).map("\n".join)


@given(BODY, BODY)
def test_edits_point_at_whole_sentences_of_their_reports(one: str, other: str) -> None:
    pages = {f"d_{n}": document({"body": b}, n) for n, b in ((1, one), (2, other))}
    for found in revisions(pages.values()):
        assert 0 < found.shared <= 1
        for edit in found.edits:
            assert (edit.before or edit.after) is not None
            for anchor in (edit.before, edit.after):
                if anchor:
                    text = pages[anchor.document].text
                    assert anchor.span.of(text) in text.split("\n")
        if not found.edits:
            assert one.split() == other.split()

"""Which quotations give the same words, what changed, and whether it matters."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.tracing.alignment import compare, version
from earwitness.tracing.same_words import candidates, marks
from earwitness.tracing.word_arrays import GRAM, WINDOW

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "versions.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
RUN = GRAM + WINDOW - 1
WORD = st.text("abcdefgh", min_size=1, max_size=3)
WORDS = st.lists(WORD, min_size=1, max_size=40)


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_versions(case: dict[str, Any]) -> None:
    for one, other in ((case["one"], case["other"]), (case["other"], case["one"])):
        found = compare(version(one), version(other))
        assert (found.sameness if found else None) == case["sameness"], found
        assert [c.kind for c in found.changes] == case["changes"] if found else True
        assert found.matters == case["matters"] if found else True


@given(WORDS, WORDS, st.lists(WORD, min_size=RUN, max_size=20))
def test_six_words_in_a_row_share_a_mark(before: list[str], after: list[str], run: list[str]):
    assert marks([*before, *run]) & marks([*run, *after])


@given(st.lists(WORDS, max_size=12))
def test_every_pair_once_the_smaller_first(quotations: list[list[str]]) -> None:
    pairs = list(candidates(quotations))
    assert len(pairs) == len(set(pairs))
    assert all(one < other < len(quotations) for one, other in pairs)


@given(st.lists(WORDS, min_size=2, max_size=9), st.data())
def test_a_copy_is_a_candidate(quotations: list[list[str]], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(quotations) - 1))
    assert (at, len(quotations)) in set(candidates([*quotations, list(quotations[at])]))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_compare_both_ways(one: str, other: str) -> None:
    here, there = compare(version(one), version(other)), compare(version(other), version(one))
    assert (here is None) == (there is None)
    if here and there:
        assert here.matters == there.matters

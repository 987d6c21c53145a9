"""Does a page say what it is cited for: pairs as data. A false yes is a failure of the program."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Block, Document, Span
from earwitness.tracing.holding import Claim, judge

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "verify.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def page(text: str) -> Document:
    blocks = (Block(Span(0, len(text)), "body"),) if text else ()
    return Document("d_p", "0", None, None, "The Page", None, None, (), "en", None, text, blocks)


def claim(case: dict[str, Any]) -> Claim:
    return Claim(case["claim"], case["quoted"], case["cue"], tuple(case["by"]))


@pytest.mark.parametrize("case", CASES, ids=[f"{c['expect']}: {c['why']}" for c in CASES])
def test_pair(case: dict[str, Any]) -> None:
    found = judge(claim(case), page(case["page"]))
    assert found.answer == case["expect"], (case["why"], found)
    if found.answer != "cannot tell":
        assert found.passage is not None
        assert found.passage.of(case["page"]).strip()


def test_there_are_twenty_of_each() -> None:
    kinds = Counter(c["expect"] for c in CASES)
    assert min(kinds.values()) >= 20
    assert set(kinds) == {"yes", "no", "cannot tell"}


def test_no_claim_is_held_by_the_page_of_another() -> None:
    """Every claim against every other page: none may be said to be there."""
    for one in CASES:
        for other in CASES:
            if one["page"] != other["page"] and one["claim"] != other["claim"]:
                found = judge(claim(one), page(other["page"]))
                twins = set(one["claim"].lower().split()) & set(other["claim"].lower().split())
                assert found.answer != "yes" or len(twins) > 4, (one["claim"], other["page"])


@given(st.text(max_size=120), st.text(max_size=120), st.booleans())
def test_any_claim_and_page(words: str, text: str, quoted: bool) -> None:
    found = judge(Claim(words, quoted), page(text))
    assert found.passage is None or found.passage.end <= len(text)

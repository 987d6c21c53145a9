"""Speakers that stand as labels, on cases of our own; each says why it is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_attributions import document_of

from earwitness.reading import RuleTagger

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "labels.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[c["why"][:40] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [raw.source.of(text), raw.content[0].of(text)]
        for raw in RuleTagger().tag(document_of(text))
        if raw.origin.endswith(("#label", "#signature")) and raw.source
    ]
    assert found == case["labels"], case["why"]


def test_what_is_told_in_a_turn_is_nested_in_it() -> None:
    raws = RuleTagger().tag(document_of(CASES[0]["text"]))
    told = [raw for raw in raws if raw.parent is not None]
    assert [raw.source.of(CASES[0]["text"]) for raw in told if raw.source] == ["My deputy"]
    assert raws[told[0].parent or 0].origin.endswith("#label")

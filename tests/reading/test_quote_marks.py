"""Quotation marks of many languages; cases as data."""

from __future__ import annotations

from typing import Any

import pytest

from earwitness.model import Span
from earwitness.reading.quotes import find_quotes
from language import cases

CASES = cases("quotes.jsonl")


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_quotes(text, Span(0, len(text)))
    assert [q.span.of(text) for q in found] == case["quotes"], case["why"]

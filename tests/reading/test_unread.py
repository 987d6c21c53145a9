"""Passages in languages that are not read: kept, and their quotations found by their marks."""

from __future__ import annotations

from typing import Any

import pytest

from earwitness.intake import read_document
from earwitness.reading import read_report
from earwitness.reading.unread import ORIGIN
from language import cases

CASES = cases("unread.jsonl")
BEFORE = (
    "The Echo\n\nTwo hurt as crane falls in port\n\n3 March 2024\n\n“The crane was old,” said Ada "
    "Holm, who works in the port and saw it fall on a warehouse.\n\n"
)
AFTER = "\n\n“It was checked in June,” the harbour office said of the crane in a statement.\n"


@pytest.mark.parametrize("case", CASES, ids=[c["why"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    document = read_document((BEFORE + case["text"] + AFTER).encode(), path="page.txt")
    assert [p.language for p in document.passages] == ["en", case["language"], "en"]
    reading = read_report(document)
    said = [s for s in reading.statements if s.origin == ORIGIN]
    assert [s.content[0].of(document.text) for s in said] == case["quotes"], case["why"]
    assert all(s.source.actor is None and s.source.span is None for s in said)
    # What is not found by its marks comes from the English before and after.
    rest = [s.content[0].of(document.text) for s in reading.statements if s not in said]
    assert rest == ["“The crane was old,”", "“It was checked in June,”"]
    assert reading.document.blocks == document.blocks

"""What a further report changes in a case: tests/cases/changes.jsonl, and laws that always hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build import report

from earwitness.model import Case
from earwitness.tracing import changes, trace_case

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "changes.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def traced(reports: list[dict]) -> Case:
    return trace_case(
        report(r["text"], outlet=r["outlet"], published=r["published"], path=r["path"])
        for r in reports
    )


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict) -> None:
    before, after = traced(case["before"]), traced([*case["before"], *case["after"]])
    told = changes(before, after)
    for kind, *words in case["expect"]:
        hits = [c.says for c in told if c.kind == kind]
        assert len(hits) == 1, (case["why"], kind, told)
        assert all(w.lower() in hits[0].lower() for w in words), (case["why"], words, hits)
    assert not [c for c in told if c.kind in case["absent"]], (case["why"], told)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_every_change_is_a_sentence_with_words_of_the_new_case(case: dict) -> None:
    after = traced([*case["before"], *case["after"]])
    texts = {d.id: d.text for d in after.documents}
    for change in changes(traced(case["before"]), after):
        assert change.says.endswith(".")
        assert change.says[0].isupper() or not change.says[0].isalpha()
        assert change.refs
        for anchor in change.evidence:
            assert anchor.span.of(texts[anchor.document]).strip()


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_a_case_differs_in_nothing_from_itself(case: dict) -> None:
    after = traced([*case["before"], *case["after"]])
    assert changes(after, after) == ()

"""Which of two reports had the words first: what is told, what stays open, what is not said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from build import report

from earwitness.model import Case
from earwitness.tracing import trace_case, who_had_it_first

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "copying.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


def traced(case: dict[str, Any], *, backwards: bool = False) -> Case:
    reports = case["reports"][::-1] if backwards else case["reports"]
    return trace_case(
        report(r["text"], outlet=r["outlet"], published=r["published"], path=r["path"])
        for r in reports
    )


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = who_had_it_first(traced(case))
    told = [
        {
            "pair": {c.one, c.other},
            "first": c.first,
            "clues": sorted({clue.kind for clue in c.clues}),
        }
        for c in found
    ]
    wanted = [
        {
            "pair": {f"doc_{e['one']}", f"doc_{e['other']}"},
            "first": f"doc_{e['first']}" if e["first"] else None,
            "clues": sorted(e["clues"]),
        }
        for e in case["expect"]
    ]
    assert told == wanted, case["why"]
    assert found == who_had_it_first(traced(case, backwards=True))


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_every_clue_points_at_words(case: dict[str, Any]) -> None:
    made = traced(case)
    text = {d.id: d.text for d in made.documents}
    for one in who_had_it_first(made):
        assert one.why.endswith(".")
        for clue in one.clues:
            # The pages of these cases have their dates from outside the text.
            assert clue.words or clue.kind == "earlier", clue
            assert {a.document for a in clue.words} <= {one.one, one.other}
            for anchor in clue.words:
                assert anchor.span.of(text[anchor.document]).strip(), clue


def test_the_finding_names_both_reports_and_rests_on_words() -> None:
    for case in CASES:
        made = traced(case)
        told = [f for f in made.findings if f.kind == "copied report"]
        known = [c for c in who_had_it_first(made) if c.first]
        assert len(told) <= len(known)
        for finding in told:
            assert finding.evidence, case["name"]
            assert {known[0].one, known[0].other} <= set(finding.refs)

"""Through whose hands words came, from a page's bytes to its chains; cases as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from earwitness.intake import read_document
from earwitness.model import Case, Statement
from earwitness.reading import read_report
from earwitness.tracing import trace_case

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "hands.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


class Told:
    """A traced page, asked by words and names."""

    def __init__(self, text: str) -> None:
        document = read_document(text.encode(), path="page.txt")
        self.case: Case = trace_case([read_report(document)])
        self.text = document.text
        self.actors = {a.id: a for a in self.case.actors}
        self.traces = {t.statement: t for t in self.case.traces}

    def name(self, actor: str | None) -> str:
        found = self.actors.get(actor or "")
        return " / ".join([found.name, *found.aliases]) if found else "?"

    def statement(self, words: str) -> Statement:
        """The innermost statement that holds the words where they first stand in one."""
        at = -1
        while (at := self.text.find(words, at + 1)) >= 0:
            found = [
                s for s in self.case.statements
                if any(c.start <= at + 1 < c.end for c in s.content)
            ]  # fmt: skip
            if found:
                return min(found, key=lambda s: sum(len(c) for c in s.content))
        raise AssertionError(f"no statement holds {words!r}")

    def link(self, statement: Statement, role: str) -> list[str]:
        chain = self.traces[statement.id].chain
        return [self.name(x.actor) for x in chain if x.role == role]


@pytest.mark.parametrize("case", CASES, ids=[c["why"][:50] for c in CASES])
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    """A case marked "open" is one that the program does not read yet."""
    if case.get("open"):
        request.applymarker(pytest.mark.xfail(strict=True, reason="not read yet"))
    told = Told(case["text"])
    if "outlet" in case:
        assert told.case.documents[0].outlet == case["outlet"], case["why"]
    if "recordings" in case:
        assert len(told.case.recordings) == case["recordings"], told.case.recordings
    for pair in case.get("apart", []):
        mouths = [{a.id for a in told.case.actors if a.name == name} for name in pair]
        assert all(mouths), pair
        assert not set.intersection(*mouths), pair
    for noted in case["said"]:
        found = told.statement(noted["at"])
        chain = [f"{x.role} {told.name(x.actor)}" for x in told.traces[found.id].chain]
        why = (case["why"], noted, chain)
        if "source" in noted:
            assert noted["source"].lower() in told.name(found.source.actor).lower(), why
        if "party" in noted:
            assert told.actors[found.source.actor or ""].party == noted["party"], why
        if "publisher" in noted:
            published = told.link(found, "publisher")
            assert any(noted["publisher"] in p for p in published), why
        if "publishers" in noted:
            hands = [*told.link(found, "publisher"), *told.link(found, "republisher")]
            wanted = [w for w in noted["publishers"] if w != "?"]
            assert len([h for h in hands if h != "?"]) == len(wanted), why
            assert all(any(w.removeprefix("The ") in h for h in hands) for w in wanted), why
        if "releaser" in noted:
            released = told.link(found, "releaser")
            wanted = noted["releaser"]
            assert bool(released) == (wanted is not None), why
            assert wanted is None or wanted.lower() in released[0].lower(), why
        if "root" in noted:
            roots = [told.name(r) for r in told.traces[found.id].roots]
            assert len(roots) == 1, why
            assert noted["root"].lower() in roots[0].lower(), (*why, roots)

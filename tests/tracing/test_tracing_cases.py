"""Marked-up reports of tests/cases/tracing_*.jsonl: what must and must not come out of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from build import report

from earwitness.model import Case
from earwitness.tracing import trace_case
from earwitness.tracing.assemble import folder_of, in_order, local_ids

CASES = [
    json.loads(line)
    for path in sorted((Path(__file__).parents[1] / "cases").glob("tracing_*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def readings_of(case: dict) -> list:
    return [
        report(r["text"], outlet=r["outlet"], published=r["published"], path=r["path"])
        for r in case["reports"]
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict) -> None:
    readings = readings_of(case)
    traced, ids = trace_case(readings), local_ids(in_order(readings))
    Expect(traced, ids, case["why"]).check(case["expect"])
    assert folder_of(in_order(readings)).actors == traced.actors


class Expect:
    def __init__(self, case: Case, ids: dict[str, str], why: str) -> None:
        self.case, self.ids, self.why = case, ids, why
        self.names = {a.id: a.name for a in case.actors}
        self.parties = {a.id: a.party for a in case.actors}
        self.traces = {t.statement: t for t in case.traces}

    def check(self, expect: dict) -> None:
        for key, wanted in expect.items():
            getattr(self, key)(wanted)

    def findings(self, wanted: list[list[str]]) -> None:
        self._told([(f.kind, f.says) for f in self.case.findings], wanted)

    def leads(self, wanted: list[list[str]]) -> None:
        self._told([(x.says, x.says) for x in self.case.leads], [["", *w] for w in wanted])

    def _told(self, told: list[tuple[str, str]], wanted: list[list[str]]) -> None:
        for kind, *words in wanted:
            hits = [s for k, s in told if k.startswith(kind) or not kind]
            assert any(all(w.lower() in s.lower() for w in words) for s in hits), (
                self.why, kind, words, told,
            )  # fmt: skip

    def no_leads(self, unwanted: list[list[str]]) -> None:
        for words in unwanted:
            hits = [x.says for x in self.case.leads if all(w in x.says for w in words)]
            assert not hits, (self.why, hits)

    def absent(self, kinds: list[str]) -> None:
        assert not [f for f in self.case.findings if f.kind in kinds], (
            self.why,
            self.case.findings,
        )

    def same_actors(self, groups: list[list[str]]) -> None:
        for group in groups:
            assert len({self.ids[n] for n in group}) == 1, (self.why, group)

    def different_actors(self, groups: list[list[str]]) -> None:
        for group in groups:
            assert len({self.ids[n] for n in group}) == len(group), (self.why, group)

    same_recordings = same_actors
    different_recordings = different_actors

    def roots(self, wanted: dict[str, list[str]]) -> None:
        for statement, names in wanted.items():
            roots = self.traces[statement].roots
            assert [self.parties[r] or self.names[r] for r in roots] == names, self.why

    def word_of(self, wanted: dict[str, list[str]]) -> None:
        for statement, names in wanted.items():
            assert [self.names[r] for r in self.traces[statement].true_on_word_of] == names

    def denied(self, wanted: list[list[str]]) -> None:
        told = [[self.names.get(r.actor or "", "?"), r.of] for r in self.case.responses
                if r.kind == "denied"]  # fmt: skip
        assert told == [[who, self.ids.get(of, of)] for who, of in wanted], self.why

    def chain(self, wanted: dict[str, list[str]]) -> None:
        for statement, links in wanted.items():
            chain = self.traces[statement].chain
            assert [f"{x.role} {self.names.get(x.actor or '', '?')}" for x in chain] == links

    def resolved(self, wanted: dict[str, str | None]) -> None:
        for citation, page in wanted.items():
            found = next(c for c in self.case.citations if c.id == citation)
            assert found.resolved == (f"doc_{page}" if page else None), self.why

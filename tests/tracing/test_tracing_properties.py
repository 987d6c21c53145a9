"""What must hold for any case: order does not matter, nothing dangles, nothing rests on nothing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from build import report
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Case, Reading
from earwitness.tracing import trace_case
from earwitness.tracing.phrases import day_in_words, days_apart, first_day, last_day
from earwitness.tracing.words import content_words, tokens
from strategies import some

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "cases" / "tracing_cases.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
READINGS = [
    report(r["text"], outlet=r["outlet"], published=r["published"], path=f"{i:02}-{r['path']}")
    for i, case in enumerate(CASES)
    for r in case["reports"]
]


@given(st.lists(st.sampled_from(READINGS), max_size=7), st.randoms(use_true_random=False))
@some(60)
def test_order_and_repetition_change_nothing(readings, shuffler) -> None:
    other = [*readings, *readings[:1]]
    shuffler.shuffle(other)
    assert trace_case(readings) == trace_case(other)


@given(st.lists(st.sampled_from(READINGS), max_size=9))
@some(60)
def test_everything_points_at_something(readings: list[Reading]) -> None:
    _check(trace_case(readings))


def test_all_reports_together_hold() -> None:
    case = trace_case(READINGS)
    _check(case)
    assert len(case.documents) == len(READINGS)


# Kinds that need a transcript of a recording in the case, which test_tape_case.py has.
OF_A_TAPE = {
    "held against the tape", "misquoted from the tape", "not on the tape",
    "other words than the tape", "not as a machine heard it", "transcript",
}  # fmt: skip


def test_every_kind_of_finding_and_lead_occurs_and_points_at_words() -> None:
    """The kinds that the reference names, each in some small case, with the words behind it."""
    reference = (Path(__file__).parents[2] / "docs" / "reference.md").read_text(encoding="utf-8")
    row = next(line for line in reference.splitlines() if "of a finding: " in line)
    named = re.sub(r" \([^()]*\)", "", row.split("of a finding: ")[1].rstrip(" |"))
    findings, leads = (part.split(", ") for part in named.split("; of a lead: "))
    found: dict[str, set[str]] = {"findings": set(), "leads": set()}
    for case in CASES:
        traced = trace_case(
            report(r["text"], outlet=r["outlet"], published=r["published"], path=r["path"])
            for r in case["reports"]
        )
        text = {d.id: d.text for d in traced.documents}
        for layer, kinds in found.items():
            for one in getattr(traced, layer):
                kinds.add(one.kind)
                assert one.evidence or layer == "leads", one
                assert all(a.span.of(text[a.document]).strip() for a in one.evidence)
    assert found["findings"] == set(findings) - OF_A_TAPE
    assert found["leads"] == set(leads) - OF_A_TAPE


def _check(case: Case) -> None:
    documents = {d.id: d for d in case.documents}
    ids = _ids(case)
    for found in (*case.findings, *case.leads):
        assert found.refs
        assert set(found.refs) <= ids, found
        assert len(found.says) >= 20
        assert found.says[-1] in ".?"
        assert found.origin
    for found in case.findings:
        assert found.evidence, found
    anchors = [a for x in (*case.findings, *case.leads) for a in x.evidence]
    anchors += [li.evidence for t in case.traces for li in t.chain if li.evidence]
    anchors += [m for a in case.actors for m in a.mentions]
    for anchor in anchors:
        assert anchor.span.end <= len(documents[anchor.document].text)
        assert anchor.span.of(documents[anchor.document].text).strip()
    _check_chains(case)
    _check_actors(case)


def _check_words(case: Case) -> None:
    """No chain, join, finding or lead without words: each points at some, and they are there."""
    text = {d.id: d.text for d in case.documents}
    for trace in case.traces:
        for link in trace.chain[:-1]:
            assert link.evidence is not None, link
        last = trace.chain[-1]
        assert last.evidence is not None or last.document, last
    for actor in case.actors:
        named = {m.span.of(text[m.document]).lower() for m in actor.mentions}
        pages = {m.document for m in actor.mentions}
        assert named or actor.kind == "outlet"
        if len(pages) > 1:
            assert all(len(reason.split()) >= 3 for reason in actor.reasons), actor.reasons
            assert actor.reasons
    for recording in case.recordings:
        pages = {m.document for m in recording.mentions}
        assert recording.mentions
        assert recording.reasons or len(pages) == 1, recording


def _check_chains(case: Case) -> None:
    _check_words(case)
    actors = {a.id: a for a in case.actors}
    assert [t.statement for t in case.traces] == [s.id for s in case.statements]
    for trace, statement in zip(case.traces, case.statements, strict=True):
        last = trace.chain[-1]
        assert last.role in ("publisher", "republisher")
        assert last.document == statement.document
        assert actors[last.actor or ""].kind == "outlet"
        assert len({li.recording for li in trace.chain} - {None}) <= 1
        assert set(trace.roots) | set(trace.true_on_word_of) <= set(actors)
        assert len(trace.roots) == 1


def _check_actors(case: Case) -> None:
    used = {s.source.actor for s in case.statements} | {f.actor for f in case.figures}
    used |= {v.verifier for v in case.verifications} | {c.actor for c in case.citations}
    used |= {a for r in case.recordings for a in (*r.speakers, r.released_by)}
    assert used - {None} <= {a.id for a in case.actors}
    for actor in case.actors:
        pages = [m.document for m in actor.mentions]
        if len(set(pages)) > 1:
            assert actor.reasons, actor
        assert actor.mentions or actor.kind == "outlet"


def _ids(case: Case) -> set[str]:
    layers = (
        case.documents, case.actors, case.statements, case.recordings, case.figures,
        case.verifications, case.responses, case.citations,
    )  # fmt: skip
    return {thing.id for layer in layers for thing in layer}


WITH_FINDINGS = [
    (case, kind)
    for case in CASES
    for kind in dict.fromkeys(f[0] for f in case["expect"].get("findings", []))
]


@pytest.mark.parametrize(
    ("case", "kind"), WITH_FINDINGS, ids=lambda x: x if isinstance(x, str) else x["name"]
)
def test_findings_are_reasons(case: dict, kind: str) -> None:
    """Taking away one of the statements, figures or checks on which a finding rests changes it."""
    readings = [
        report(r["text"], outlet=r["outlet"], published=r["published"], path=r["path"])
        for r in case["reports"]
    ]
    finding = next(f for f in trace_case(readings).findings if f.kind == kind)
    layers = ("statements", "figures", "verifications", "citations")
    taken = 0
    for ref in finding.refs:
        without = [_without(r, ref, layers) for r in readings]
        if kind == "version of a report":  # it rests on the reports themselves
            without = [r for r in readings if r.document.id != ref]
        if without != readings:
            taken += 1
            assert finding not in trace_case(without).findings, ref
    assert taken


def _without(reading: Reading, ref: str, layers: tuple[str, ...]) -> Reading:
    kept = {name: tuple(x for x in getattr(reading, name) if x.id != ref) for name in layers}
    return replace(reading, **kept)


def test_a_document_without_outlet_leaves_the_last_link_open() -> None:
    reading = report("<s s1>“It was night”</s> <a x>Ida Holt</a>", outlet=None, path="a.txt")
    case = trace_case([reading])
    assert case.traces[0].chain[-1].actor is None
    assert case.traces[0].roots == ()


def _call(number: int, *, day: str = "2031-03-09", hedge: str = "") -> Reading:
    held = "<h call>what it called</h> " if hedge else ""
    return report(
        "<a agency kind=organisation party=Varnia>Varnia’s Signals Directorate</a> released "
        f"<r call by=agency on={day} speakers=p>{held}a call</r> of <a p>Pavel</a>.\n"
        "<s s1 by=p rec=call>“They left us at the bridge with no bread for nine days”</s>",
        outlet=f"Echo of Town {number}", published="2031-03-11", path=f"{number:03}.txt",
    )  # fmt: skip


def test_one_call_in_very_many_reports_is_one_recording() -> None:
    case = trace_case(_call(n) for n in range(90))
    assert len(case.recordings) == 1
    assert len([a for a in case.actors if a.name == "Pavel"]) == 1
    days = ("2031-03-09", "2031-03-20")
    two = trace_case(_call(n, day=days[n % 2]) for n in range(90))
    assert len(two.recordings) == 2


def test_a_report_drops_the_hedge_of_one_recording_once() -> None:
    readings = [_call(n, hedge="yes" if n < 20 else "") for n in range(30)]
    drifts = [f for f in trace_case(readings).findings if f.kind == "hedge drift"]
    assert len(drifts) == 10
    kept = [_call(n, hedge="yes") for n in range(30)]
    assert not [f for f in trace_case(kept).findings if f.kind == "hedge drift"]


def test_a_long_list_of_outlets_is_counted() -> None:
    says = [f.says for f in trace_case(_call(n) for n in range(90)).findings]
    assert max(len(s) for s in says) < 500
    assert any("and 84 more" in s for s in says)


def test_an_empty_case_is_empty() -> None:
    assert trace_case([]) == Case()


def test_actors_that_a_reading_lacks_become_nobody() -> None:
    reading = report("<s s1 by=ghost rec=none>“It was night”</s>", outlet="Echo", path="a.txt")
    case = trace_case([reading])
    assert case.statements[0].source.actor is None
    assert case.statements[0].recording is None


def test_a_ring_of_nested_statements_ends() -> None:
    reading = report(
        "<s s1 in=s2>“It was night”</s> <s s2 in=s1>“It was day”</s>", outlet="Echo", path="a.txt"
    )
    assert [len(t.chain) for t in trace_case([reading]).traces] == [3, 3]


@given(st.text())
def test_words_of_any_text(text: str) -> None:
    assert all(tokens(text))
    assert content_words(text + " " + text) == content_words(text)


WORDS = st.permutations(["we", "saw", "men", "boats", "near", "the", "river", "by", "night"])


@given(WORDS, st.data())
def test_a_lost_not_is_never_the_same_quotation(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(words) - 1))
    other = [*words[:at], "not", *words[at:]]
    texts = (" ".join(words), " ".join(other))
    marked = [f"<s s1 by=x>“{t}”</s> <a x>Ida Holt</a>" for t in texts]
    case = trace_case(report(m, outlet=f"E{i}", path=str(i)) for i, m in enumerate(marked))
    kinds = {f.kind for f in case.findings}
    assert "quotation differs" in kinds
    assert "same quotation" not in kinds


@given(st.from_regex(r"\d{4}(-\d\d(-\d\d)?|-W\d\d)?|P\d[DW]|PAST_REF", fullmatch=True))
def test_days_of_any_date_value(value: str) -> None:
    first, last = first_day(value), last_day(value)
    assert (first is None) == (last is None)
    if first and last:
        assert first <= last
        assert days_apart(value, value) == 0
    day_in_words(value, "END")

"""Pairs and groups of figures made by hand: what the one is to the other, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Figure, Span
from earwitness.tracing.comparing import Subject, compare
from earwitness.tracing.series import grouped
from language import cases, marked

PAIRS, GROUPS = cases("comparisons.jsonl"), cases("figure_groups.jsonl")
NAMES = {"m": "the ministry", "h": "the hospital", "f": "the fire service", "t": "the staff"}


def subject(given: dict, place: int) -> Subject:
    value, qualifier = given["value"], given.get("qualifier", "exact")
    exact = value if qualifier == "exact" else None
    figure = Figure(
        id=given.get("id", f"f{place}"),
        document=given.get("document", f"d{place}"),
        span=Span(0, 1),
        value=value,
        low=given.get("low", exact),
        high=given.get("high", exact),
        qualifier=qualifier,
        counted=tuple(given["counted"]),
        of=None,
        actor=given.get("actor"),
        statement=None,
        since=given.get("since"),
        place=given.get("place"),
        as_of=given.get("as_of", "2022-05-01"),
        tally=given.get("tally"),
        part_of=given.get("part_of"),
    )
    who = NAMES.get(given.get("actor", ""), "somebody")
    return Subject(figure, given.get("party", ""), given.get("people", "people"), who)


@pytest.mark.parametrize("case", marked(PAIRS, words="name"))
def test_pair(case: dict) -> None:
    one, other = subject(case["one"], 1), subject(case["other"], 2)
    for a, b in ((one, other), (other, one)):
        found = compare(a, b, tied=case.get("tied", True))
        assert found.verdict == case["verdict"], (case["why"], found)
        assert all(word in found.says for word in case["says"]), (case["why"], found.says)
        assert found.apart == case.get("apart"), case["why"]


@pytest.mark.parametrize("case", marked(GROUPS, words="name"))
def test_group(case: dict) -> None:
    subjects = [subject(f, place) for place, f in enumerate(case["figures"])]
    found = grouped(subjects, lambda _a, _b: True)
    assert [[s.figure.id for s in group] for group in found] == case["series"], case["why"]


def test_there_are_enough_cases() -> None:
    assert len(PAIRS) + len(GROUPS) >= 40
    assert {p["verdict"] for p in PAIRS} == {
        "same", "agree", "conflict", "supersedes", "part", "unlike", "open",
    }  # fmt: skip


DAYS = st.sampled_from([None, "2022-05-01", "2022-05", "2022-04-30"])
GIVEN = st.fixed_dictionaries(
    {
        "value": st.none() | st.integers(0, 5000),
        "counted": st.sampled_from([["killed"], ["wounded"], ["killed", "wounded"], ["lost"]]),
    },
    optional={
        "qualifier": st.sampled_from(["exact", "at least", "about", "dozens"]),
        "as_of": DAYS,
        "since": DAYS,
        "place": st.sampled_from([None, "Ostrel", "Brenholm"]),
        "party": st.sampled_from(["", "Varnia", "Tolmar"]),
        "people": st.sampled_from(["people", "soldiers", "children"]),
        "actor": st.sampled_from([None, "m", "h"]),
        "tally": st.sampled_from([None, "new", "cumulative", "correction"]),
    },
)


@given(GIVEN, GIVEN)
def test_order_changes_neither_verdict_nor_reason(one: dict, other: dict) -> None:
    a, b = subject(one, 1), subject(other, 2)
    there, back = compare(a, b), compare(b, a)
    assert (there.verdict, there.apart) == (back.verdict, back.apart)


@given(st.lists(GIVEN, max_size=8))
def test_no_group_holds_unlike_figures(given: list[dict]) -> None:
    subjects = [subject(g, place) for place, g in enumerate(given)]
    for group in grouped(subjects, lambda _a, _b: True):
        assert len(group) > 1
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                assert compare(one, other).verdict in ("same", "agree", "conflict", "supersedes")

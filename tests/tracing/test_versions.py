"""A report of the case again, as a finding: what was added, dropped, corrected, un-hedged."""

from __future__ import annotations

from build import report

from earwitness.model import Reading
from earwitness.tracing import trace_case

LINES = [
    "A ferry sank off the northern port on Friday, and nobody knew why it did.",
    "At least 12 people died in the water that night, as was known by noon.",
    "The captain allegedly left the doors of the bow open when they sailed.",
    "The owner of the ship could not be reached at once by this newspaper.",
]
LATER = [
    LINES[0], LINES[1].replace("12", "14"), LINES[2].replace("allegedly ", ""),
    "The state under whose flag it sailed will send a team of its own.",
]  # fmt: skip


def page(
    lines: list[str], number: int, *, outlet: str = "Quay Wire", head: str = "Ferry"
) -> Reading:
    text = "\n".join([f"headline: {head}", *lines])
    return report(text, outlet=outlet, published=f"2021-04-0{number}", path=f"{number}.txt")


def told(*pages: Reading) -> list[str]:
    found = [f for f in trace_case(pages).findings if f.kind == "version of a report"]
    text = {p.document.id: p.document.text for p in pages}
    assert all(a.span.of(text[a.document]).strip() for f in found for a in f.evidence)
    assert all(f.evidence for f in found)
    return [f.says for f in found]


def test_a_later_version_says_what_was_changed() -> None:
    (says,) = told(page(LINES, 1), page(LATER, 2))
    assert says.startswith("“2.txt” is a later version of “1.txt” (Quay Wire): ")
    assert "“At least 12 people died" in says
    assert "corrected to “At least 14 people died" in says
    assert "now, without the hedge, “The captain left the doors" in says
    assert says.endswith("one sentence added and one dropped.")


def test_copies_are_one_report_and_neither_is_said_to_be_first() -> None:
    (says,) = told(page(LINES, 1), page(LINES, 2, outlet="Lantern", head="Captain blamed"))
    assert "carry one text under two headlines" in says
    (says,) = told(page(LINES, 1), page([*LINES], 2, outlet="Lantern"))
    assert "carry one text to the word" in says


def test_many_copies_and_many_versions_are_told_once() -> None:
    copies = [page(LINES, n, outlet=f"Lantern {n}") for n in range(1, 9)]
    (says,) = told(*copies)
    assert "one report, not eight" in says
    versions = [page([*LINES[:3], f"The flag state sent {n} boats to it."], n) for n in range(1, 6)]
    assert len(told(*versions)) == 4


def test_reports_of_one_matter_are_no_versions() -> None:
    other = [
        "The ferry that sank was old, a union of sailors said on Saturday in the port.",
        LINES[1],
        "Its sister ship was kept in port by the coast guard for a week.",
    ]
    assert told(page(LINES, 1), page(other, 2)) == []
    assert told(page(LINES, 1), page(LATER, 2, outlet="Lantern")) == []

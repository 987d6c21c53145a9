"""The picture of the flow: everything is in it, nothing lies on anything else."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from test_readme import readings

from earwitness.exports import brief_page
from earwitness.exports.brief_index import index
from earwitness.exports.flow import flow
from earwitness.model import Case
from earwitness.pipeline import trace


@pytest.fixture(scope="module")
def case() -> Case:
    return trace(readings())


def many(case: Case, times: int) -> Case:
    """The case with copies of its reports under other names, to see a full picture."""
    documents, statements, traces = list(case.documents), list(case.statements), list(case.traces)
    for n in range(1, times):
        new = {d.id: f"{d.id}-{n}" for d in case.documents}
        documents += [replace(d, id=new[d.id], outlet=f"{d.outlet} {n}") for d in case.documents]
        for s, t in zip(case.statements, case.traces, strict=True):
            statements.append(replace(s, id=f"{s.id}-{n}", document=new[s.document]))
            traces.append(replace(t, statement=f"{t.statement}-{n}"))
    return replace(case, documents=tuple(documents), statements=tuple(statements),
                   traces=tuple(traces))  # fmt: skip


@pytest.mark.parametrize("times", [1, 6])
def test_no_box_lies_on_another_and_all_are_in_the_picture(case: Case, times: int) -> None:
    picture = flow(index(many(case, times)))
    assert picture is not None
    columns = defaultdict(list)
    for box in picture.boxes:
        columns[box.x].append(box)
        assert box.x >= 0
        assert box.x + box.width <= picture.width
        assert box.y > 0
        assert box.y + 18 <= picture.height
    for boxes in columns.values():
        tops = sorted(box.y for box in boxes)
        assert all(b - a >= 18 for a, b in pairwise(tops))


def test_every_report_with_a_root_is_there_and_every_way_is_counted(case: Case) -> None:
    picture = flow(index(case))
    assert picture is not None
    pages = {s.document for s in case.statements}
    assert sum(box.kind == "report" for box in picture.boxes) == len(pages)
    into = [t for t in picture.ties if re.search(r"→ \d+ ", t.title)]
    assert len(into) >= len(pages)


def test_the_page_holds_it_as_sound_markup_and_escapes_names(case: Case) -> None:
    evil = replace(case, documents=tuple(
        replace(d, outlet="<script>x</script> & Co") for d in case.documents))  # fmt: skip
    svg = re.search(r"<svg.*?</svg>", brief_page(evil), re.S)
    assert svg is not None
    assert "<script>" not in svg[0]
    ElementTree.fromstring(svg[0])  # noqa: S314 - our own page


def test_a_case_without_statements_has_no_picture() -> None:
    assert flow(index(Case())) is None
    assert "<svg" not in brief_page(Case())

"""Language cases: what lines of a page are, when it was published, who signs it."""

import json
from pathlib import Path

import pytest

from earwitness.intake import read_document
from earwitness.intake.bylines import names_in
from earwitness.intake.furniture import furniture_kind
from earwitness.intake.stamps import moments

CASES = Path(__file__).parent.parent / "cases"


def cases(name):
    lines = (CASES / f"intake_{name}.jsonl").read_text("utf-8").splitlines()
    return [pytest.param(case, id=case["why"]) for case in map(json.loads, lines)]


@pytest.mark.parametrize("case", cases("furniture"))
def test_furniture_is_told_from_reporting(case):
    got = furniture_kind(case["text"])
    if case["expected"] in (None, "separator"):
        assert got == case["expected"]
    else:
        assert got is not None


@pytest.mark.parametrize("case", cases("stamps"))
def test_written_dates_become_iso_times(case):
    found = moments(case["text"])
    assert [moment.value for moment in found] == ([case["expected"]] if case["expected"] else [])


@pytest.mark.parametrize("case", cases("bylines"))
def test_signatures_give_persons_alone(case):
    assert list(names_in(case["text"])) == case["expected"]


@pytest.mark.parametrize("case", cases("pages"))
def test_text_saved_from_pages(case):
    document = read_document(case["text"].encode(), path="page.txt")
    published = document.published
    assert [block.kind for block in document.blocks] == case["kinds"]
    assert document.headline == case["headline"]
    assert list(document.byline) == case["byline"]
    assert (published.value if published else None) == case["published"]
    assert document.outlet == case["outlet"]
    assert document.text == case["text"]


@pytest.mark.parametrize("case", cases("pages"))
def test_stamp_and_headline_stand_where_they_are_said_to(case):
    document = read_document(case["text"].encode())
    if document.headline_span:
        assert document.headline_span.of(document.text) == document.headline
    if document.published and document.published.span:
        assert moments(document.published.span.of(document.text))


@pytest.mark.parametrize("case", cases("web"))
def test_saved_pages(case):
    document = read_document(case["html"].encode(), path="page.html")
    found = {b.span.of(document.text): (b.kind, b.furniture) for b in document.blocks}
    for words, (kind, furniture) in case.get("blocks", {}).items():
        assert found[words][0] == kind, words
        assert furniture is None or found[words][1] == furniture
    if "byline" in case:
        assert list(document.byline) == case["byline"]
    if "headline" in case:
        assert document.headline == case["headline"]
    if "published" in case:
        assert document.published.value == case["published"]


@pytest.mark.parametrize("case", cases("languages"))
def test_languages_of_the_report_and_of_its_passages(case):
    document = read_document(case["text"].encode(), path="page.txt")
    assert document.language == case["language"]
    assert [passage.language for passage in document.passages] == case["passages"]
    for passage in document.passages:
        assert passage.span.of(document.text).strip()
        assert passage.origin

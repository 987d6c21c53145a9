import time
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Block, Document, Span, Stamp
from earwitness.reading.dates import read_dates
from language import cases, marked

CASES = cases("dates.jsonl")


def page(text: str, published: str | None = "2022-05-16") -> Document:
    return Document(
        id="d1",
        sha256="0" * 64,
        path=None,
        url=None,
        outlet=None,
        headline=None,
        headline_span=None,
        byline=(),
        language="en",
        published=Stamp(published, None) if published else None,
        text=text,
        blocks=(Block(Span(0, len(text)), "body"),) if text.strip() else (),
    )


@pytest.mark.parametrize("case", marked(CASES))
def test_language_case(case: dict) -> None:
    found = read_dates(page(case["text"], case["published"]))
    got = [
        {"words": d.span.of(case["text"]), "type": d.type, "value": d.value, "mod": d.mod}
        for d in found
    ]
    assert got == case["dates"], case["why"]


WORDS = st.sampled_from(
    "in on since March May 14 2022 Wednesday last next week the past 24 hours two days ago as of "
    "late early 09:05 BST a.m. 2 Sunday 's - , . \u00a0 \n every night third quarter 19th century "
    "fiscal yesterday morning 1990s ' half 31 February 9999999999 years Sept. 1/2".split(" ")
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)))
def test_spans_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    found = read_dates(page(text))
    assert all(0 <= d.span.start < d.span.end <= len(text) for d in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_without_a_page_date_nothing_is_anchored(text: str) -> None:
    found = read_dates(page(text, None))
    assert [d.span for d in found] == [d.span for d in read_dates(page(text))]
    assert all(d.anchor is None for d in found)


@pytest.mark.parametrize("unit", ["in the ", "2 ", "early ", "Monday, ", "a couple of ", "1/"])
def test_long_repetitions_stay_fast(unit: str) -> None:
    started = time.process_time()
    read_dates(page(unit * 20_000))
    assert time.process_time() - started < 10


def test_furniture_is_not_read_and_captions_are() -> None:
    document = page("Since 2015 we write.\nTaken on 12 April 2022.")
    blocks = (
        Block(Span(0, 20), "furniture", "campaign"),
        Block(Span(21, len(document.text)), "caption"),
    )
    found = read_dates(replace(document, blocks=blocks))
    assert [d.value for d in found] == ["2022-04-12"]


@pytest.mark.parametrize("published", ["nonsense", "2022-13-45", "9999", "0000-01-01", ""])
def test_a_broken_page_date_is_no_anchor(published: str) -> None:
    assert [d.value for d in read_dates(page("He left last Monday.", published or None))] == [None]
